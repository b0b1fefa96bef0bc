#include "ingest/csv_index_parts.h"

#if defined(__x86_64__)

#include <immintrin.h>

#define SCAN_NAME csv_index_scan_avx512
#define COUNT_NAME csv_cell_count_avx512
#define QUOTE_SCAN_NAME csv_quote_scan_avx512
#define SCAN_TARGET                                                                      \
    __attribute__((target("avx512f,avx512bw,avx512vl,avx512vbmi2,avx512vpopcntdq,bmi,"   \
                          "popcnt,pclmul")))

SCAN_TARGET static inline bool has_byte_in(const char *block, char byte)
{
    return _mm512_cmpeq_epi8_mask(_mm512_loadu_si512(block), _mm512_set1_epi8(byte));
}

SCAN_TARGET static inline void find_marks(const char *block,
                                          const struct mark_bytes *wanted,
                                          struct block_marks *marks_out)
{
    __m512i bytes = _mm512_loadu_si512(block);
    marks_out->delimiter =
        _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8(wanted->delimiter));
    marks_out->quote = _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8(wanted->quote)) &
                       wanted->has_quote;
    marks_out->lf = _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8('\n'));
    marks_out->cr = _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8('\r'));
}

/* A product without carries by all ones is the same as all the shifts. */
SCAN_TARGET static inline uint64_t fill_between(uint64_t quotes)
{
    __m128i product =
        _mm_clmulepi64_si128(_mm_set_epi64x(0, (long long)quotes), _mm_set1_epi8(-1), 0);
    return (uint64_t)_mm_cvtsi128_si64(product);
}

#define count_bits(mask) ((size_t)__builtin_popcountll(mask))

enum { GROUP = sizeof(__m512i) / sizeof(uint64_t) };
_Static_assert(INDEX_STRIDE == (int)GROUP, "an index is full behind a group");

/* Each number and all before it. */
SCAN_TARGET static inline __m512i add_up_to_each(__m512i numbers)
{
    const __m512i none = _mm512_setzero_si512();
    numbers = _mm512_add_epi64(numbers, _mm512_alignr_epi64(numbers, none, GROUP - 1));
    numbers = _mm512_add_epi64(numbers, _mm512_alignr_epi64(numbers, none, GROUP - 2));
    return _mm512_add_epi64(numbers, _mm512_alignr_epi64(numbers, none, GROUP - 4));
}

/* The places of a block's row ends; returns how many there are. */
SCAN_TARGET static inline size_t write_row_ends(uint16_t *out, size_t offset,
                                                uint64_t ends, __m512i places)
{
    enum { HALF = sizeof(__m512i) / sizeof *out };
    size_t count = count_bits(ends);
    __m512i own = _mm512_maskz_compress_epi8(ends, places);
    __m512i start = _mm512_set1_epi16((short)offset);
    __m512i first = _mm512_cvtepu8_epi16(_mm512_castsi512_si256(own));
    _mm512_storeu_si512(out, _mm512_add_epi16(first, start));
    if (count > HALF) {
        __m512i second = _mm512_cvtepu8_epi16(_mm512_extracti64x4_epi64(own, 1));
        _mm512_storeu_si512(out + HALF, _mm512_add_epi16(second, start));
    }
    return count;
}

/* Some blocks at once, but for the row ends. */
SCAN_TARGET static inline size_t list_rows(struct csv_index *index,
                                           const uint64_t *line_feeds, size_t block_count)
{
    static const uint8_t numbers[INDEX_BLOCK] = {
        0,  1,  2,  3,  4,  5,  6,  7,  8,  9,  10, 11, 12, 13, 14, 15,
        16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31,
        32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47,
        48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63
    };
    const __m512i places = _mm512_loadu_si512(numbers);
    const __m512i last = _mm512_set1_epi64(GROUP - 1);
    __m512i cells = _mm512_setzero_si512();
    __m512i lines = _mm512_setzero_si512();
    const uint16_t *full = index->row_bounds + INDEX_FULL_ROWS;
    uint16_t *row_ends = index->row_bounds;
    *row_ends++ = UINT16_MAX;
    for (size_t block = 0; block < block_count; block += GROUP) {
        if (row_ends > full) {
            block_count = block;
            break;
        }
        size_t count = block_count - block < GROUP ? block_count - block : GROUP;
        __mmask8 own = (__mmask8)((1U << count) - 1);
        __m512i ends = _mm512_maskz_loadu_epi64(own, index->ends + block);
        __m512i feeds = _mm512_maskz_loadu_epi64(own, line_feeds + block);
        __m512i counts = _mm512_popcnt_epi64(ends);
        __m512i with = _mm512_add_epi64(cells, add_up_to_each(counts));
        uint64_t of_rows[GROUP];
        _mm_storeu_si128((__m128i *)(void *)(index->cells_before + block),
                         _mm512_cvtepi64_epi16(_mm512_sub_epi64(with, counts)));
        cells = _mm512_permutexvar_epi64(last, with);
        lines = _mm512_add_epi64(lines,
                                 _mm512_popcnt_epi64(_mm512_andnot_si512(ends, feeds)));
        _mm512_storeu_si512(of_rows, _mm512_and_si512(ends, feeds));
        for (size_t i = 0; i < GROUP; i++)
            row_ends +=
                write_row_ends(row_ends, (block + i) * INDEX_BLOCK, of_rows[i], places);
    }
    index->row_count = (size_t)(row_ends - index->row_bounds) - 1;
    index->line_count =
        index->row_count + (size_t)(uint64_t)_mm512_reduce_add_epi64(lines);
    return block_count;
}

#define LISTS_ROWS
#include "ingest/csv_index_scan.h"

#endif
