/* Encodings in which every character is one byte and ASCII is itself, such as
   windows-1252 and those of ISO 8859. iconv, which is the definition, is asked once what
   each byte is in UTF-8; to look that up takes a small part of its time. */
#ifndef INGEST_SINGLE_BYTES_H
#define INGEST_SINGLE_BYTES_H

#include <iconv.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { SINGLE_BYTES = 128, SINGLE_BYTE_ROOM = 4 };

struct single_bytes {
    uint8_t lengths[SINGLE_BYTES]; /* of the bytes from 0x80 on; 0: it is nothing */
    char texts[SINGLE_BYTES][SINGLE_BYTE_ROOM];
};

/* Whether the encoding that is converted to UTF-8 is one. The converter is left at the
   beginning of a text. */
bool single_bytes_find(iconv_t converter, struct single_bytes *table_out);

/* Converts up to a byte that is nothing; returns how many bytes were. The room has
   SINGLE_BYTE_ROOM bytes for each that is given. */
size_t single_bytes_convert(const struct single_bytes *table, const char *bytes,
                            size_t byte_count, char *room, size_t *text_count_out);

#endif
