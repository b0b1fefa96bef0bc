#include "ingest/byte_moments_parts.h"

#if defined(__x86_64__)

#include <immintrin.h>
#include <string.h>

#define TARGET __attribute__((target("avx2,bmi,popcnt")))

enum { VECTOR = 32, VECTORS = BYTE_ROWS / VECTOR, ROWS_AT_ONCE = 4 };

/* Lanes while they are added to: of __m256i, gcc makes copies. */
typedef uint16_t words __attribute__((vector_size(VECTOR)));

TARGET static inline __m256i load(const void *bytes)
{
    return _mm256_loadu_si256((const __m256i *)bytes);
}

TARGET static inline void store(void *bytes, __m256i vector)
{
    _mm256_storeu_si256((__m256i *)bytes, vector);
}

/* A byte of ones per bit. */
TARGET static inline __m256i spread(uint32_t bits)
{
    const __m256i byte_of_bit =
        _mm256_setr_epi64x(0, 0x0101010101010101, 0x0202020202020202, 0x0303030303030303);
    const __m256i bit = _mm256_set1_epi64x((long long)0x8040201008040201);
    __m256i bytes = _mm256_shuffle_epi8(_mm256_set1_epi32((int)bits), byte_of_bit);
    return _mm256_cmpeq_epi8(_mm256_and_si256(bytes, bit), bit);
}

/* A text with its high bit set is looked up as 0: neither a value nor blank. */
TARGET static inline void fill_variable(uint8_t *values, uint64_t *blank_rows,
                                        const uint8_t of_text[BYTE_TEXTS],
                                        const uint8_t *texts,
                                        const __m256i left_out[VECTORS])
{
    const __m256i table = _mm256_broadcastsi128_si256(
        _mm_loadu_si128((const __m128i *)(const void *)of_text));
    uint64_t rows = 0;
    for (size_t i = 0; i < VECTORS; i++) {
        __m256i own = _mm256_or_si256(load(texts + i * VECTOR), left_out[i]);
        __m256i found = _mm256_shuffle_epi8(table, own);
        __m256i blanks = _mm256_cmpeq_epi8(found, _mm256_set1_epi8(-1));
        store(values + i * VECTOR, _mm256_andnot_si256(blanks, found));
        rows |= (uint64_t)(uint32_t)_mm256_movemask_epi8(blanks) << i * VECTOR;
    }
    *blank_rows = rows;
}

TARGET static void fill(struct byte_moments *moments, const uint8_t *texts, uint64_t rows)
{
    const __m256i left_out[VECTORS] = { spread((uint32_t)~rows),
                                        spread((uint32_t)(~rows >> VECTOR)) };
    struct byte_block *block = moments->block;
    const size_t run = block->run_count;
    block->row_count += (uint64_t)__builtin_popcountll(rows);
    for (size_t i = 0; i < block->group_count; i++) {
        const struct byte_group *group = &block->groups[i];
        const struct byte_variable *variables = moments->variables + group->first;
        const size_t count = group->count;
        uint8_t *values = (uint8_t *)group->columns + run * BYTE_ROWS;
        uint64_t *blank_rows = group->blank_rows + run;
        for (size_t x = 0; x < count; x++)
            fill_variable(values + x * COLUMN, blank_rows + x * BLOCK_RUNS,
                          variables[x].of_text, texts + variables[x].item * BYTE_ROWS,
                          left_out);
    }
}

/* The sums of lanes, as so many more lanes. */
TARGET static inline __m128i add_up(const words lanes[SUMS_AT_ONCE])
{
    const __m256i ones = _mm256_set1_epi16(1);
    __m256i first = _mm256_hadd_epi32(_mm256_madd_epi16((__m256i)lanes[0], ones),
                                      _mm256_madd_epi16((__m256i)lanes[1], ones));
    __m256i second = _mm256_hadd_epi32(_mm256_madd_epi16((__m256i)lanes[2], ones),
                                       _mm256_madd_epi16((__m256i)lanes[3], ones));
    __m256i both = _mm256_hadd_epi32(first, second);
    return _mm_add_epi32(_mm256_castsi256_si128(both), _mm256_extracti128_si256(both, 1));
}

/* As multiply_columns(), for up to TILE columns. `count` is a constant, so that sums can
   stay in registers. */
TARGET static inline __attribute__((always_inline)) void
multiply_tile(size_t count, uint32_t *products, const uint8_t *own, const uint8_t *other,
              size_t row_count)
{
    words lanes[TILE];
#pragma GCC unroll 12
    for (size_t i = 0; i < TILE; i++)
        lanes[i] = (words)_mm256_setzero_si256();
    for (size_t row = 0; row < row_count; row += VECTOR) {
        __m256i cells = load(own + row);
#pragma GCC unroll 12
        for (size_t i = 0; i < count; i++)
            lanes[i] +=
                (words)_mm256_maddubs_epi16(cells, load(other + row + i * COLUMN));
    }
#pragma GCC unroll 3
    for (size_t i = 0; i < count; i += SUMS_AT_ONCE) {
        __m128i *at = (__m128i *)(void *)(products + i);
        _mm_storeu_si128(at, _mm_add_epi32(_mm_loadu_si128(at), add_up(lanes + i)));
    }
}

#include "ingest/byte_moments_tiles.h"

TARGET static inline uint32_t add_up_32(__m256i lanes)
{
    __m128i half =
        _mm_add_epi32(_mm256_castsi256_si128(lanes), _mm256_extracti128_si256(lanes, 1));
    half = _mm_add_epi32(half, _mm_srli_si128(half, 8));
    return (uint32_t)_mm_cvtsi128_si32(_mm_add_epi32(half, _mm_srli_si128(half, 4)));
}

TARGET static inline uint32_t add_up_64(__m256i lanes)
{
    __m128i half =
        _mm_add_epi64(_mm256_castsi256_si128(lanes), _mm256_extracti128_si256(lanes, 1));
    return (uint32_t)_mm_cvtsi128_si32(_mm_add_epi64(half, _mm_srli_si128(half, 8)));
}

TARGET static uint32_t total(const uint8_t *column)
{
    __m256i lanes = _mm256_setzero_si256();
#pragma GCC unroll 8
    for (size_t row = 0; row < BLOCK_ROWS; row += VECTOR)
        lanes = _mm256_add_epi64(
            lanes, _mm256_sad_epu8(load(column + row), _mm256_setzero_si256()));
    return add_up_64(lanes);
}

/* So many rows at a time that their products fit into 16 bits. */
TARGET static void multiply(struct byte_group *group, uint32_t largest)
{
    const uint8_t *columns = group->columns;
    size_t step = BLOCK_ROWS;
    while (2 * largest * largest * (step / VECTOR) > INT16_MAX)
        step /= 2;
    for (size_t x = 0; x < group->count; x++) {
        const uint8_t *own = columns + x * COLUMN;
        group->totals[x] += total(own);
        for (size_t row = 0; row < BLOCK_ROWS; row += step)
            multiply_columns(group->products + x * group->count + x, own + row,
                             group->count - x, step);
    }
}

/* Bits of 16 words that are set in both. */
TARGET static uint32_t count_both(const uint64_t *x, const uint64_t *y)
{
    const __m256i counts = _mm256_broadcastsi128_si256(
        _mm_setr_epi8(0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4));
    const __m256i low = _mm256_set1_epi8(15);
    __m256i lanes = _mm256_setzero_si256();
    for (size_t run = 0; run < BLOCK_RUNS; run += VECTOR / sizeof *x) {
        __m256i both = _mm256_and_si256(load(x + run), load(y + run));
        __m256i high = _mm256_srli_epi16(both, 4);
        both = _mm256_shuffle_epi8(counts, _mm256_and_si256(both, low));
        high = _mm256_shuffle_epi8(counts, _mm256_and_si256(high, low));
        lanes = _mm256_add_epi8(lanes, _mm256_add_epi8(both, high));
    }
    return add_up_64(_mm256_sad_epu8(lanes, _mm256_setzero_si256()));
}

/* The sum of the products of 64 bytes, in lanes of 32 bits. */
TARGET static inline __m256i add_products(const __m256i a[VECTORS],
                                          const __m256i b[VECTORS])
{
    __m256i products = _mm256_add_epi16(_mm256_maddubs_epi16(a[0], b[0]),
                                        _mm256_maddubs_epi16(a[1], b[1]));
    return _mm256_madd_epi16(products, _mm256_set1_epi16(1));
}

/* Of a column in the rows where another variable is blank. */
TARGET static inline void add_column(const uint8_t *column, const uint8_t *masks,
                                     uint32_t *values, uint32_t *squares)
{
    const __m256i ones[VECTORS] = { _mm256_set1_epi8(1), _mm256_set1_epi8(1) };
    __m256i value_lanes = _mm256_setzero_si256();
    __m256i square_lanes = _mm256_setzero_si256();
    for (size_t row = 0; row < BLOCK_ROWS; row += BYTE_ROWS) {
        __m256i own[VECTORS];
        for (size_t i = 0; i < VECTORS; i++)
            own[i] = _mm256_and_si256(load(column + row + i * VECTOR),
                                      load(masks + row + i * VECTOR));
        value_lanes = _mm256_add_epi32(value_lanes, add_products(own, ones));
        square_lanes = _mm256_add_epi32(square_lanes, add_products(own, own));
    }
    *values += add_up_32(value_lanes);
    *squares += add_up_32(square_lanes);
}

TARGET static void add_columns(struct byte_group *group, size_t y)
{
    const uint64_t *blank_rows = group->blank_rows + y * BLOCK_RUNS;
    const uint8_t *columns = group->columns;
    struct panel_sums *missing = group->missing + y * group->panel_count;
    uint8_t masks[BLOCK_ROWS];
    for (size_t run = 0; run < BLOCK_RUNS; run++) {
        store(masks + run * BYTE_ROWS, spread((uint32_t)blank_rows[run]));
        store(masks + run * BYTE_ROWS + VECTOR,
              spread((uint32_t)(blank_rows[run] >> VECTOR)));
    }
    for (size_t x = 0; x < group->count; x++)
        add_column(columns + x * COLUMN, masks, &missing[x / PANEL].values[x % PANEL],
                   &missing[x / PANEL].squares[x % PANEL]);
}

/* Vectors of the first rows and of the last rows of a run's half: each of the four rounds
   puts beside each other what was half the panel apart. */
TARGET static inline void turn(const uint8_t *columns, uint8_t *rows)
{
    __m256i from[PANEL];
    __m256i to[PANEL];
    for (size_t x = 0; x < PANEL; x++)
        to[x] = load(columns + x * COLUMN);
    for (size_t round = 0; round < 4; round++) {
        memcpy(from, to, sizeof from);
        for (size_t x = 0; x < PANEL / 2; x++) {
            to[2 * x] = _mm256_unpacklo_epi8(from[x], from[x + PANEL / 2]);
            to[2 * x + 1] = _mm256_unpackhi_epi8(from[x], from[x + PANEL / 2]);
        }
    }
    for (size_t row = 0; row < VECTOR / 2; row++) {
        _mm_storeu_si128((__m128i *)(void *)(rows + row * PANEL),
                         _mm256_castsi256_si128(to[row]));
        _mm_storeu_si128((__m128i *)(void *)(rows + (row + VECTOR / 2) * PANEL),
                         _mm256_extracti128_si256(to[row], 1));
    }
}

TARGET static void lay_out(const struct byte_group *group, size_t panel, void *rows)
{
    const uint8_t *columns = (const uint8_t *)group->columns + panel * PANEL * COLUMN;
    uint8_t *cells = rows;
    for (size_t run = 0; run < BLOCK_RUNS; run++)
        for (size_t i = 0; i < VECTORS; i++)
            turn(columns + run * BYTE_ROWS + i * VECTOR,
                 cells + run * PANEL_RUN + i * VECTOR * PANEL);
}

TARGET static inline void add_long(uint32_t sums[PANEL], words lanes)
{
    __m256i first = _mm256_cvtepu16_epi32(_mm256_castsi256_si128((__m256i)lanes));
    __m256i last = _mm256_cvtepu16_epi32(_mm256_extracti128_si256((__m256i)lanes, 1));
    store(sums, _mm256_add_epi32(load(sums), first));
    store(sums + PANEL / 2, _mm256_add_epi32(load(sums + PANEL / 2), last));
}

/* Four rows at a time, so that there is little to guess; where there are fewer, the row
   behind the last one is zero. */
TARGET static void add_rows(const void *rows, const uint64_t blank_rows[BLOCK_RUNS],
                            uint32_t largest, struct panel_sums *missing)
{
    const uint8_t *cells = rows;
    size_t step = BLOCK_RUNS;
    while (step * BYTE_ROWS * largest * largest > UINT16_MAX)
        step /= 2;
    for (size_t first = 0; first < BLOCK_RUNS; first += step) {
        words values = (words)_mm256_setzero_si256();
        words squares = values;
        for (size_t run = first; run < first + step; run++, cells += PANEL_RUN)
            for (uint64_t left = blank_rows[run]; left;)
#pragma GCC unroll 4
                for (size_t i = 0; i < ROWS_AT_ONCE; i++) {
                    const uint8_t *row = cells + _tzcnt_u64(left) * PANEL;
                    __m256i own = _mm256_cvtepu8_epi16(
                        _mm_loadu_si128((const __m128i *)(const void *)row));
                    values += (words)own;
                    squares += (words)_mm256_mullo_epi16(own, own);
                    left &= left - 1;
                }
        add_long(missing->values, values);
        add_long(missing->squares, squares);
    }
}

const struct byte_operations byte_operations_avx2 = {
    .cell_size = 1,
    .column_cost = 12,
    .row_cost = 9,
    .lay_out_cost = 260,
    .largest_in_rows = 31, /* the squares of a run fit into 16 bits */
    .fill = fill,
    .multiply = multiply,
    .count_both = count_both,
    .add_columns = add_columns,
    .lay_out = lay_out,
    .add_rows = add_rows,
};

#endif
