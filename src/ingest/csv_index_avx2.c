#include "ingest/csv_index_parts.h"

#if defined(__x86_64__)

#include <immintrin.h>

#define SCAN_NAME csv_index_scan_avx2
#define COUNT_NAME csv_cell_count_avx2
#define QUOTE_SCAN_NAME csv_quote_scan_avx2
#define SCAN_TARGET __attribute__((target("avx2,bmi,popcnt,pclmul")))

SCAN_TARGET static inline uint64_t find_byte(__m256i low, __m256i high, char byte)
{
    __m256i wanted = _mm256_set1_epi8(byte);
    unsigned first = (unsigned)_mm256_movemask_epi8(_mm256_cmpeq_epi8(low, wanted));
    unsigned second = (unsigned)_mm256_movemask_epi8(_mm256_cmpeq_epi8(high, wanted));
    return first | (uint64_t)second << 32;
}

SCAN_TARGET static inline bool has_byte(__m256i low, __m256i high, char byte)
{
    __m256i wanted = _mm256_set1_epi8(byte);
    __m256i both =
        _mm256_or_si256(_mm256_cmpeq_epi8(low, wanted), _mm256_cmpeq_epi8(high, wanted));
    return _mm256_movemask_epi8(both);
}

SCAN_TARGET static inline __m256i load(const char *bytes)
{
    return _mm256_loadu_si256((const __m256i *)(const void *)bytes);
}

SCAN_TARGET static inline bool has_byte_in(const char *block, char byte)
{
    return has_byte(load(block), load(block + sizeof(__m256i)), byte);
}

SCAN_TARGET static inline void find_marks(const char *block,
                                          const struct mark_bytes *wanted,
                                          struct block_marks *marks_out)
{
    __m256i low = load(block);
    __m256i high = load(block + sizeof(__m256i));
    marks_out->delimiter = find_byte(low, high, wanted->delimiter);
    marks_out->quote = find_byte(low, high, wanted->quote) & wanted->has_quote;
    marks_out->lf = find_byte(low, high, '\n');
    marks_out->cr = has_byte(low, high, '\r') ? find_byte(low, high, '\r') : 0;
}

/* A product without carries by all ones is the same as all the shifts. */
SCAN_TARGET static inline uint64_t fill_between(uint64_t quotes)
{
    __m128i product =
        _mm_clmulepi64_si128(_mm_set_epi64x(0, (long long)quotes), _mm_set1_epi8(-1), 0);
    return (uint64_t)_mm_cvtsi128_si64(product);
}

#define count_bits(mask) ((size_t)__builtin_popcountll(mask))
#include "ingest/csv_index_scan.h"

#endif
