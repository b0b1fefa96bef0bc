#include "ingest/csv_index_parts.h"

#if defined(__x86_64__)

#include <emmintrin.h>

enum { VECTORS = 4, VECTOR = 16 };

static inline uint64_t find_byte(const __m128i vectors[VECTORS], char byte)
{
    uint64_t mask = 0;
    for (unsigned i = 0; i < VECTORS; i++) {
        __m128i same = _mm_cmpeq_epi8(vectors[i], _mm_set1_epi8(byte));
        mask |= (uint64_t)(unsigned)_mm_movemask_epi8(same) << (i * VECTOR);
    }
    return mask;
}

static inline void load_block(const char *block, __m128i vectors[VECTORS])
{
    for (size_t i = 0; i < VECTORS; i++)
        vectors[i] = _mm_loadu_si128((const __m128i *)(const void *)(block + i * VECTOR));
}

static inline bool has_byte_in(const char *block, char byte)
{
    __m128i vectors[VECTORS];
    __m128i any = _mm_setzero_si128();
    load_block(block, vectors);
    for (size_t i = 0; i < VECTORS; i++)
        any = _mm_or_si128(any, _mm_cmpeq_epi8(vectors[i], _mm_set1_epi8(byte)));
    return _mm_movemask_epi8(any);
}

static inline void find_marks(const char *block, const struct mark_bytes *wanted,
                              struct block_marks *marks_out)
{
    __m128i vectors[VECTORS];
    load_block(block, vectors);
    marks_out->delimiter = find_byte(vectors, wanted->delimiter);
    marks_out->quote = find_byte(vectors, wanted->quote) & wanted->has_quote;
    marks_out->lf = find_byte(vectors, '\n');
    marks_out->cr = find_byte(vectors, '\r');
}

#define SCAN_NAME csv_index_scan_sse2
#define COUNT_NAME csv_cell_count_sse2
#define QUOTE_SCAN_NAME csv_quote_scan_sse2
#define SCAN_TARGET
#define count_bits csv_index_count_bits
#define fill_between fill_by_shifts
#include "ingest/csv_index_scan.h"

#endif
