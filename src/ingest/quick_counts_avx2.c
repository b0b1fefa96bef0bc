#include "ingest/quick_counts.h"

#if defined(__x86_64__)

#include "ingest/byte_squares_avx2.h"

#define ADD_NAME quick_counts_add_avx2
#define TARGET __attribute__((target("avx2,bmi")))

enum { VECTOR = 32 };

typedef __m256i byte_vector;

TARGET static inline __m256i load(const void *bytes)
{
    return _mm256_loadu_si256((const __m256i *)bytes);
}

TARGET static inline __m256i no_bytes(void)
{
    return _mm256_setzero_si256();
}

TARGET static inline void put_squares(__m256i vector, size_t i, uint8_t (*rows)[SQUARE])
{
    __m128i *low = (__m128i *)(void *)rows[i];
    __m128i *high = (__m128i *)(void *)rows[SQUARE + i];
    _mm_storeu_si128(low, _mm256_castsi256_si128(vector));
    _mm_storeu_si128(high, _mm256_extracti128_si256(vector, 1));
}

TARGET static inline void count_vector(const uint64_t *numbers, uint8_t *counters,
                                       __m128i texts, size_t i)
{
    enum { PLACES = VECTOR / QUICK_HALF };
    const __m256i of_place =
        _mm256_setr_epi64x(0, 0x0101010101010101, 0x0202020202020202, 0x0303030303030303);
    __m256i places = _mm256_add_epi8(of_place, _mm256_set1_epi8((char)(i * PLACES)));
    __m256i of_counters = _mm256_shuffle_epi8(_mm256_broadcastsi128_si256(texts), places);
    __m256i own = _mm256_cmpeq_epi8(of_counters, load(numbers));
    __m256i *at = (__m256i *)(void *)counters;
    _mm256_storeu_si256(at, _mm256_sub_epi8(load(at), own));
}

#include "ingest/quick_counts_squares.h"

#endif
