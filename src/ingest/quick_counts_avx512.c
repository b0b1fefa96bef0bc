#include "ingest/quick_counts.h"

#if defined(__x86_64__)

#include "ingest/byte_squares_avx512.h"

#define ADD_NAME quick_counts_add_avx512
#define TARGET __attribute__((target("avx512f,avx512bw,avx512vl,bmi")))

enum { VECTOR = 64 };

typedef __m512i byte_vector;

TARGET static inline __m512i load(const void *bytes)
{
    return _mm512_loadu_si512(bytes);
}

TARGET static inline __m512i no_bytes(void)
{
    return _mm512_setzero_si512();
}

TARGET static inline void put_squares(__m512i vector, size_t i, uint8_t (*rows)[SQUARE])
{
    _mm_storeu_si128((__m128i *)(void *)rows[i], _mm512_castsi512_si128(vector));
    _mm_storeu_si128((__m128i *)(void *)rows[SQUARE + i],
                     _mm512_extracti32x4_epi32(vector, 1));
    _mm_storeu_si128((__m128i *)(void *)rows[2 * SQUARE + i],
                     _mm512_extracti32x4_epi32(vector, 2));
    _mm_storeu_si128((__m128i *)(void *)rows[3 * SQUARE + i],
                     _mm512_extracti32x4_epi32(vector, 3));
}

TARGET static inline void count_vector(const uint64_t *numbers, uint8_t *counters,
                                       __m128i texts, size_t i)
{
    enum { PLACES = VECTOR / QUICK_HALF };
    const __m512i of_place = _mm512_setr_epi64(
        0, 0x0101010101010101, 0x0202020202020202, 0x0303030303030303, 0x0404040404040404,
        0x0505050505050505, 0x0606060606060606, 0x0707070707070707);
    __m512i places = _mm512_add_epi8(of_place, _mm512_set1_epi8((char)(i * PLACES)));
    __m512i of_counters = _mm512_shuffle_epi8(_mm512_broadcast_i32x4(texts), places);
    __mmask64 own = _mm512_cmpeq_epi8_mask(of_counters, load(numbers));
    __m512i before = load(counters);
    __m512i more = _mm512_mask_sub_epi8(before, own, before, _mm512_set1_epi8(-1));
    _mm512_storeu_si512(counters, more);
}

#include "ingest/quick_counts_squares.h"

#endif
