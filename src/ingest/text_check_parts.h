/* Within text_check*.c only: text passed many bytes at a time. */
#ifndef INGEST_TEXT_CHECK_PARTS_H
#define INGEST_TEXT_CHECK_PARTS_H

#include <stddef.h>

enum { TEXT_BLOCK = 128 };

/* How many bytes at the beginning are surely text: up to a block that is not, or that is
   for others to see, or up to the end less what is no whole block. Ends with a character.
 */
typedef size_t text_blocks(const char *bytes, size_t byte_count);

text_blocks text_blocks_portable;
#if defined(__x86_64__)
text_blocks text_blocks_avx2;
text_blocks text_blocks_avx512;
#endif

#endif
