/* Within gunzip.c: the header of a gzip member (RFC 1952, section 2.3), as it comes. */
#ifndef INGEST_GZIP_HEADER_H
#define INGEST_GZIP_HEADER_H

#include "ingest/inflater.h"

#include <stdbool.h>
#include <stdint.h>

/* Its parts, in their order. */
enum gzip_header_part {
    HEADER_FIXED,
    HEADER_EXTRA_LENGTH,
    HEADER_EXTRA,
    HEADER_NAME,
    HEADER_COMMENT,
    HEADER_CHECK,
    HEADER_ENDED
};

/* Zeroed: none of it was seen. */
struct gzip_header {
    enum gzip_header_part part;
    unsigned taken; /* bytes of the part */
    unsigned flags;
    unsigned extra_left;
    uint32_t crc; /* of all bytes before the check */
};

/* Takes the bytes that belong to it. False where no header goes on so. */
bool gzip_header_take(struct gzip_header *header, const struct inflate_library *library,
                      struct inflate_piece *piece);

static inline bool gzip_header_has_ended(const struct gzip_header *header)
{
    return header->part == HEADER_ENDED;
}

#endif
