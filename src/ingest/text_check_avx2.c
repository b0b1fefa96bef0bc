#include "ingest/text_check_parts.h"

#if defined(__x86_64__)

#include <immintrin.h>
#include <stdbool.h>
#include <stdint.h>

#define TARGET __attribute__((target("avx2")))

/* UTF-8 that is not ASCII is checked by what every two bytes that follow one another tell
   in the three halves of a byte that matter: each half has the set of faults it may be
   part of, and the pair has those that are in all three.

   Keiser and Lemire (2021), Validating UTF-8 in less than one instruction per byte,
   Software: Practice and Experience 51(5), section 6. */
enum {
    TOO_SHORT = 1 << 0,  /* a first byte that another one follows, or ASCII */
    TOO_LONG = 1 << 1,   /* ASCII that a continuation follows */
    OVERLONG_3 = 1 << 2, /* e0 and less than a0 */
    TOO_LARGE = 1 << 3,  /* f4 and 90 or more, or f5 and more */
    SURROGATE = 1 << 4,  /* ed and a0 or more */
    OVERLONG_2 = 1 << 5, /* c0 or c1 */
    OVERLONG_4 = 1 << 6, /* f0 and less than 90, or f5 and more */
    TWO_MORE = 1 << 7,   /* two continuations: no fault in the third or fourth byte */
    ANY_LOW = TOO_SHORT | TOO_LONG | TWO_MORE,
    OVER_F4 = ANY_LOW | TOO_LARGE | OVERLONG_4
};

enum { VECTOR = 32, VECTORS = TEXT_BLOCK / VECTOR };

TARGET static inline __m256i load(const char *bytes)
{
    return _mm256_loadu_si256((const __m256i *)(const void *)bytes);
}

TARGET static inline __m256i high_halves(__m256i bytes)
{
    return _mm256_and_si256(_mm256_srli_epi16(bytes, 4), _mm256_set1_epi8(15));
}

TARGET static inline __m256i look_up(const uint8_t table[16], __m256i halves)
{
    __m128i of_half = _mm_loadu_si128((const __m128i *)(const void *)table);
    return _mm256_shuffle_epi8(_mm256_broadcastsi128_si256(of_half), halves);
}

/* The faults of each byte and the one before it. */
TARGET static inline __m256i find_faults(__m256i bytes, __m256i before)
{
    static const uint8_t of_first_high[16] = { TOO_LONG,
                                               TOO_LONG,
                                               TOO_LONG,
                                               TOO_LONG,
                                               TOO_LONG,
                                               TOO_LONG,
                                               TOO_LONG,
                                               TOO_LONG,
                                               TWO_MORE,
                                               TWO_MORE,
                                               TWO_MORE,
                                               TWO_MORE,
                                               TOO_SHORT | OVERLONG_2,
                                               TOO_SHORT,
                                               TOO_SHORT | OVERLONG_3 | SURROGATE,
                                               TOO_SHORT | TOO_LARGE | OVERLONG_4 };
    static const uint8_t of_first_low[16] = { ANY_LOW | OVERLONG_2 | OVERLONG_3 |
                                                  OVERLONG_4,
                                              ANY_LOW | OVERLONG_2,
                                              ANY_LOW,
                                              ANY_LOW,
                                              ANY_LOW | TOO_LARGE,
                                              OVER_F4,
                                              OVER_F4,
                                              OVER_F4,
                                              OVER_F4,
                                              OVER_F4,
                                              OVER_F4,
                                              OVER_F4,
                                              OVER_F4,
                                              OVER_F4 | SURROGATE,
                                              OVER_F4,
                                              OVER_F4 };
    static const uint8_t of_second_high[16] = {
        TOO_SHORT,
        TOO_SHORT,
        TOO_SHORT,
        TOO_SHORT,
        TOO_SHORT,
        TOO_SHORT,
        TOO_SHORT,
        TOO_SHORT,
        TOO_LONG | OVERLONG_2 | TWO_MORE | OVERLONG_3 | OVERLONG_4,
        TOO_LONG | OVERLONG_2 | TWO_MORE | OVERLONG_3 | TOO_LARGE,
        TOO_LONG | OVERLONG_2 | TWO_MORE | SURROGATE | TOO_LARGE,
        TOO_LONG | OVERLONG_2 | TWO_MORE | SURROGATE | TOO_LARGE,
        TOO_SHORT,
        TOO_SHORT,
        TOO_SHORT,
        TOO_SHORT
    };
    __m256i first_low = _mm256_and_si256(before, _mm256_set1_epi8(15));
    return _mm256_and_si256(_mm256_and_si256(look_up(of_first_high, high_halves(before)),
                                             look_up(of_first_low, first_low)),
                            look_up(of_second_high, high_halves(bytes)));
}

/* 0x80 where a byte has to be the third or fourth of a character; 0x80 is TWO_MORE too,
   so that what differs is a fault. */
TARGET static inline __m256i third_or_fourth(__m256i two_before, __m256i three_before)
{
    __m256i third = _mm256_subs_epu8(two_before, _mm256_set1_epi8(0xe0 - 0x80));
    __m256i fourth = _mm256_subs_epu8(three_before, _mm256_set1_epi8(0xf0 - 0x80));
    return _mm256_and_si256(_mm256_or_si256(third, fourth),
                            _mm256_set1_epi8((char)TWO_MORE));
}

/* Whether characters from the beginning of a block on are text, but for one that goes on
   behind it. */
TARGET static bool block_is_text(const char *block)
{
    __m256i bytes = load(block);
    __m256i low = _mm256_permute2x128_si256(bytes, bytes, 0x08);
    __m256i before = _mm256_alignr_epi8(bytes, low, 15);
    __m256i must = third_or_fourth(_mm256_alignr_epi8(bytes, low, 14),
                                   _mm256_alignr_epi8(bytes, low, 13));
    __m256i faults = _mm256_xor_si256(find_faults(bytes, before), must);
    __m256i least = bytes;
    for (size_t at = VECTOR; at < TEXT_BLOCK; at += VECTOR) {
        bytes = load(block + at);
        must = third_or_fourth(load(block + at - 2), load(block + at - 3));
        faults = _mm256_or_si256(
            faults, _mm256_xor_si256(find_faults(bytes, load(block + at - 1)), must));
        least = _mm256_min_epu8(least, bytes);
    }
    __m256i nul = _mm256_cmpeq_epi8(least, _mm256_setzero_si256());
    return _mm256_testz_si256(faults, faults) && !_mm256_movemask_epi8(nul);
}

/* ASCII without NUL: as numbers with a sign all bytes are more than 0. */
TARGET static inline bool block_is_plain(const char *block)
{
    __m256i least = load(block);
    for (size_t i = 1; i < VECTORS; i++)
        least = _mm256_min_epi8(least, load(block + i * VECTOR));
    return _mm256_movemask_epi8(_mm256_cmpgt_epi8(least, _mm256_setzero_si256())) == -1;
}

/* Where the last character begins, if more than one byte makes it; else where it ends. */
static size_t last_begun(const char *bytes, size_t end)
{
    while (((unsigned char)bytes[end - 1] & 0xc0) == 0x80)
        end--;
    return (unsigned char)bytes[end - 1] < 0xc0 ? end : end - 1;
}

TARGET size_t text_blocks_avx2(const char *bytes, size_t byte_count)
{
    size_t at = 0;
    while (at + TEXT_BLOCK <= byte_count) {
        if (block_is_plain(bytes + at))
            at += TEXT_BLOCK;
        else if (block_is_text(bytes + at))
            at = last_begun(bytes, at + TEXT_BLOCK);
        else
            break;
    }
    return at;
}

#endif
