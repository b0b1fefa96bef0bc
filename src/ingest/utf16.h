/* UTF-16 to UTF-8 without iconv, which is the definition and takes a multiple of the
   time: as far as every character is one. */
#ifndef INGEST_UTF16_H
#define INGEST_UTF16_H

#include <stdbool.h>
#include <stddef.h>

/* Converts up to the first unit that makes no whole character; returns how many bytes
   were. The room has two bytes for each that is given. */
size_t utf16_convert(bool is_big_endian, const char *bytes, size_t byte_count, char *room,
                     size_t *text_count_out);

#endif
