/* What is inflated, held against the checksums of a gzip file's members.

   A member says at its end what its bytes are to be: their CRC-32 and how many they are.
   Who inflates says so here, and whoever has the bytes, perhaps another thread, hands
   them over in their order, each once. A member that differs is told once all were. */
#ifndef INGEST_GZIP_CHECK_H
#define INGEST_GZIP_CHECK_H

#include "ingest/inflater.h"

#include <stdbool.h>
#include <stdint.h>

struct gzip_check;

/* The end of a member: `end` is of its inflated bytes and `stored_end` of it as stored,
   both counted from the beginning of the file. */
struct gzip_member_end {
    uint64_t end;
    uint64_t stored_end;
    uint32_t crc;
    uint32_t byte_count; /* inflated, modulo 2^32 */
};

/* NULL when memory is short. */
struct gzip_check *gzip_check_create(const struct inflate_library *library);
void gzip_check_free(struct gzip_check *check);

/* By who inflates, in their order, before any byte behind it is. False when memory is
   short. */
bool gzip_check_expect(struct gzip_check *check, const struct gzip_member_end *end);

/* Inflated bytes; one thread at a time. */
void gzip_check_add(struct gzip_check *check, const char *bytes, size_t byte_count);

/* Once all bytes were added: whether a member is not what it says, and where the first
   one that is not ends as stored. */
bool gzip_check_fails(struct gzip_check *check, uint64_t *stored_end_out);

#endif
