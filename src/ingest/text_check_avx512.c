#include "ingest/text_check_parts.h"

#if defined(__x86_64__)

#include <immintrin.h>
#include <stdbool.h>

#define TARGET __attribute__((target("avx512f,avx512bw")))

enum { VECTOR = sizeof(__m512i) };

/* ASCII without NUL: as numbers with a sign all bytes are more than 0. */
TARGET static inline bool block_is_plain(const char *block)
{
    __m512i least =
        _mm512_min_epi8(_mm512_loadu_si512(block), _mm512_loadu_si512(block + VECTOR));
    return !~_mm512_cmpgt_epi8_mask(least, _mm512_setzero_si512());
}

TARGET size_t text_blocks_avx512(const char *bytes, size_t byte_count)
{
    size_t at = 0;
    while (at + TEXT_BLOCK <= byte_count) {
        size_t passed = block_is_plain(bytes + at)
                            ? TEXT_BLOCK
                            : text_blocks_avx2(bytes + at, TEXT_BLOCK);
        if (!passed)
            break;
        at += passed;
    }
    return at;
}

#endif
