#include "ingest/run_columns.h"

#if defined(__x86_64__)

#include <immintrin.h>

#define FIND_NAME run_columns_find_bmi2
#define FIND_TARGET __attribute__((target("avx2,bmi,bmi2,popcnt")))
#define count_bits(mask) ((size_t)__builtin_popcountll(mask))

/* One bit is laid into the places of those that are set. */
FIND_TARGET static inline size_t find_bit(uint64_t bits, size_t count)
{
    return (size_t)__builtin_ctzll(_pdep_u64((uint64_t)1 << count, bits));
}

/* None is taken away, so that none waits for another. */
FIND_TARGET static inline size_t take_place(uint64_t *ends, size_t before, size_t left)
{
    (void)left;
    return find_bit(*ends, before);
}

FIND_TARGET static inline size_t count_blocks(const uint16_t cells_before[INDEX_AHEAD],
                                              uint16_t passed)
{
    __m256i before = _mm256_loadu_si256((const __m256i *)(const void *)cells_before);
    __m256i less = _mm256_min_epu16(before, _mm256_set1_epi16((short)passed));
    unsigned both = (unsigned)_mm256_movemask_epi8(_mm256_cmpeq_epi16(less, before));
    return (size_t)__builtin_popcount(both) / 2;
}

#include "ingest/run_columns_find.h"

#endif
