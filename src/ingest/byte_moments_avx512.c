#include "ingest/byte_moments_parts.h"

#if defined(__x86_64__)

#include <immintrin.h>

#define TARGET                                                                           \
    __attribute__((target("avx512f,avx512bw,avx512vnni,avx512vpopcntdq,bmi,popcnt")))

enum { WORDS = sizeof(__m512i) / sizeof(uint64_t) };

TARGET static inline __m512i load(const void *bytes)
{
    return _mm512_loadu_si512(bytes);
}

/* A text with its high bit set, and a row that is left out, is looked up as 0: neither a
   value nor blank. */
TARGET static void fill(struct byte_moments *moments, const uint8_t *texts, uint64_t rows)
{
    struct byte_block *block = moments->block;
    const size_t run = block->run_count;
    block->row_count += (uint64_t)__builtin_popcountll(rows);
    for (size_t i = 0; i < block->group_count; i++) {
        const struct byte_group *group = &block->groups[i];
        const struct byte_variable *variable = moments->variables + group->first;
        uint8_t *values = (uint8_t *)group->columns + run * BYTE_ROWS;
        uint64_t *blank_rows = group->blank_rows + run;
        for (size_t x = 0; x < group->count; x++, variable++) {
            __m512i table = _mm512_broadcast_i32x4(
                _mm_loadu_si128((const __m128i *)(const void *)variable->of_text));
            __m512i found = _mm512_maskz_shuffle_epi8(
                rows, table, load(texts + variable->item * BYTE_ROWS));
            __mmask64 blanks = _mm512_cmpeq_epi8_mask(found, _mm512_set1_epi8(-1));
            _mm512_storeu_si512(values + x * COLUMN,
                                _mm512_maskz_mov_epi8(~blanks, found));
            blank_rows[x * BLOCK_RUNS] = blanks;
        }
    }
}

/* Adds the sums of lanes to as many numbers. */
TARGET static inline void add_sums(uint32_t *sums, const __m512i lanes[SUMS_AT_ONCE])
{
    __m512i first = _mm512_add_epi32(_mm512_unpacklo_epi32(lanes[0], lanes[1]),
                                     _mm512_unpackhi_epi32(lanes[0], lanes[1]));
    __m512i second = _mm512_add_epi32(_mm512_unpacklo_epi32(lanes[2], lanes[3]),
                                      _mm512_unpackhi_epi32(lanes[2], lanes[3]));
    __m512i all = _mm512_add_epi32(_mm512_unpacklo_epi64(first, second),
                                   _mm512_unpackhi_epi64(first, second));
    __m256i half =
        _mm256_add_epi32(_mm512_castsi512_si256(all), _mm512_extracti64x4_epi64(all, 1));
    __m128i own =
        _mm_add_epi32(_mm256_castsi256_si128(half), _mm256_extracti128_si256(half, 1));
    __m128i *at = (__m128i *)(void *)sums;
    _mm_storeu_si128(at, _mm_add_epi32(_mm_loadu_si128(at), own));
}

/* As multiply_columns(), for up to TILE columns. `count` is a constant, so that sums
   can stay in registers; those behind the last one get nothing. */
TARGET static inline __attribute__((always_inline)) void
multiply_tile(size_t count, uint32_t *products, const uint8_t *own, const uint8_t *other,
              size_t row_count)
{
    __m512i lanes[TILE];
#pragma GCC unroll 12
    for (size_t i = 0; i < TILE; i++)
        lanes[i] = _mm512_setzero_si512();
    for (size_t row = 0; row < row_count; row += BYTE_ROWS) {
        __m512i cells = load(own + row);
#pragma GCC unroll 12
        for (size_t i = 0; i < count; i++)
            lanes[i] =
                _mm512_dpbusd_epi32(lanes[i], cells, load(other + row + i * COLUMN));
    }
#pragma GCC unroll 3
    for (size_t i = 0; i < count; i += SUMS_AT_ONCE)
        add_sums(products + i, lanes + i);
}

#include "ingest/byte_moments_tiles.h"

TARGET static inline uint32_t total(const uint8_t *column)
{
    __m512i lanes = _mm512_setzero_si512();
    for (size_t row = 0; row < BLOCK_ROWS; row += BYTE_ROWS)
        lanes = _mm512_dpbusd_epi32(lanes, load(column + row), _mm512_set1_epi8(1));
    return (uint32_t)_mm512_reduce_add_epi32(lanes);
}

TARGET static void multiply(struct byte_group *group, uint32_t largest)
{
    (void)largest; /* lanes of 32 bits have room for any */
    const uint8_t *columns = group->columns;
    for (size_t x = 0; x < group->count; x++) {
        const uint8_t *own = columns + x * COLUMN;
        group->totals[x] += total(own);
        multiply_columns(group->products + x * group->count + x, own, group->count - x,
                         BLOCK_ROWS);
    }
}

TARGET static uint32_t count_both(const uint64_t *x, const uint64_t *y)
{
    __m512i lanes = _mm512_setzero_si512();
    for (size_t run = 0; run < BLOCK_RUNS; run += WORDS)
        lanes = _mm512_add_epi64(
            lanes, _mm512_popcnt_epi64(_mm512_and_si512(load(x + run), load(y + run))));
    return (uint32_t)_mm512_reduce_add_epi64(lanes);
}

/* Of columns in the rows where another variable is blank. */
TARGET static inline void add_some(const uint8_t *columns, const uint64_t *blank_rows,
                                   uint32_t *values, uint32_t *squares)
{
    __m512i value_lanes[SUMS_AT_ONCE];
    __m512i square_lanes[SUMS_AT_ONCE];
#pragma GCC unroll 4
    for (size_t i = 0; i < SUMS_AT_ONCE; i++)
        value_lanes[i] = square_lanes[i] = _mm512_setzero_si512();
    for (size_t run = 0; run < BLOCK_RUNS; run++) {
        const uint8_t *cells = columns + run * BYTE_ROWS;
#pragma GCC unroll 4
        for (size_t i = 0; i < SUMS_AT_ONCE; i++) {
            __m512i own = _mm512_maskz_loadu_epi8(blank_rows[run], cells + i * COLUMN);
            value_lanes[i] =
                _mm512_dpbusd_epi32(value_lanes[i], own, _mm512_set1_epi8(1));
            square_lanes[i] = _mm512_dpbusd_epi32(square_lanes[i], own, own);
        }
    }
    add_sums(values, value_lanes);
    add_sums(squares, square_lanes);
}

/* Columns up to a whole panel are there, and zero. */
TARGET static void add_columns(struct byte_group *group, size_t y)
{
    const uint64_t *blank_rows = group->blank_rows + y * BLOCK_RUNS;
    const uint8_t *columns = group->columns;
    struct panel_sums *missing = group->missing + y * group->panel_count;
    for (size_t x = 0; x < group->count; x += SUMS_AT_ONCE)
        add_some(columns + x * COLUMN, blank_rows, &missing[x / PANEL].values[x % PANEL],
                 &missing[x / PANEL].squares[x % PANEL]);
}

/* Columns are so quick that they are never laid out as rows. */
const struct byte_operations byte_operations_avx512 = {
    .cell_size = 1,
    .lay_out_cost = 1,
    .fill = fill,
    .multiply = multiply,
    .count_both = count_both,
    .add_columns = add_columns,
};

#endif
