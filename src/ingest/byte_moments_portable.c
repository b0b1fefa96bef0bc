#include "ingest/byte_bits.h"
#include "ingest/byte_moments_parts.h"
#include "ingest/csv_index.h"

#include <string.h>

/* Loops over rows are such as compilers turn into operations on many of them at once. */

/* The values of rows, BYTE_BLANK where there is none: each text that has one is looked
   for in all of them. */
static inline void find_values(uint8_t *restrict values,
                               const struct byte_variable *variable,
                               const uint8_t *restrict texts)
{
    memset(values, 0, BYTE_ROWS);
    for (uint8_t text = 0; text < BYTE_TEXTS; text++)
        if (variable->of_text[text] != BYTE_BLANK)
            byte_bits_mark(values, texts, text, variable->of_text[text] ^ BYTE_BLANK);
    for (size_t r = 0; r < BYTE_ROWS; r++)
        values[r] ^= BYTE_BLANK;
}

static void fill_variable(uint16_t *restrict cells, uint64_t *blank_rows,
                          const struct byte_variable *variable,
                          const uint8_t texts[BYTE_ROWS], uint64_t rows)
{
    uint8_t values[BYTE_ROWS];
    find_values(values, variable, texts);
    for (uint64_t left = ~rows; left; left &= left - 1)
        values[__builtin_ctzll(left)] = 0;
    *blank_rows = byte_bits_turn(byte_bits_find((const char *)values, (char)BYTE_BLANK));
    for (size_t r = 0; r < BYTE_ROWS; r++)
        cells[r] = values[r] == BYTE_BLANK ? 0 : values[r];
}

static void fill(struct byte_moments *moments, const uint8_t *texts, uint64_t rows)
{
    struct byte_block *block = moments->block;
    block->row_count += csv_index_count_bits(rows);
    for (size_t i = 0; i < block->group_count; i++) {
        const struct byte_group *group = &block->groups[i];
        uint16_t *columns = group->columns;
        for (size_t x = 0; x < group->count; x++) {
            const struct byte_variable *variable = &moments->variables[group->first + x];
            fill_variable(columns + x * COLUMN + block->run_count * BYTE_ROWS,
                          group->blank_rows + x * BLOCK_RUNS + block->run_count, variable,
                          texts + variable->item * BYTE_ROWS, rows);
        }
    }
}

/* A column with four that follow one another, so that it is loaded once for all. */
static void multiply_columns(const uint16_t *x, const uint16_t *y,
                             uint32_t products[SUMS_AT_ONCE])
{
    int32_t sums[SUMS_AT_ONCE] = { 0 };
    for (size_t r = 0; r < BLOCK_ROWS; r++) {
        const int16_t cell = (int16_t)x[r];
        sums[0] += cell * (int16_t)y[r];
        sums[1] += cell * (int16_t)y[r + COLUMN];
        sums[2] += cell * (int16_t)y[r + (size_t)2 * COLUMN];
        sums[3] += cell * (int16_t)y[r + (size_t)3 * COLUMN];
    }
    for (size_t i = 0; i < SUMS_AT_ONCE; i++)
        products[i] += (uint32_t)sums[i];
}

static uint32_t add_up(const uint16_t *column)
{
    uint32_t sum = 0;
    for (size_t r = 0; r < BLOCK_ROWS; r++)
        sum += column[r];
    return sum;
}

/* Some products come to lie before y = x, where nothing is read, and behind the last y
   columns are 0. */
static void multiply(struct byte_group *group, uint32_t largest)
{
    const uint16_t *columns = group->columns;
    (void)largest;
    for (size_t x = 0; x < group->count; x++) {
        const uint16_t *own = columns + x * COLUMN;
        uint32_t *products = group->products + x * group->count;
        group->totals[x] += add_up(own);
        for (size_t y = x - x % SUMS_AT_ONCE; y < group->count; y += SUMS_AT_ONCE)
            multiply_columns(own, columns + y * COLUMN, products + y);
    }
}

/* In each byte of a sum there is room for the bits of all runs. */
static uint32_t count_both(const uint64_t *x, const uint64_t *y)
{
    const uint64_t low = UINT64_C(0x00ff00ff00ff00ff);
    uint64_t sum = 0;
    for (size_t run = 0; run < BLOCK_RUNS; run++)
        sum += csv_index_count_by_byte(x[run] & y[run]);
    sum = (sum & low) + (sum >> 8 & low);
    return (uint32_t)(sum * UINT64_C(0x0001000100010001) >> 48);
}

static void add_column(const uint16_t *cells, const uint16_t *masks, uint32_t *values,
                       uint32_t *squares)
{
    int32_t value_sum = 0;
    int32_t square_sum = 0;
    for (size_t r = 0; r < BLOCK_ROWS; r++) {
        int16_t value = (int16_t)(cells[r] & masks[r]);
        value_sum += value;
        square_sum += value * value;
    }
    *values += (uint32_t)value_sum;
    *squares += (uint32_t)square_sum;
}

static void add_columns(struct byte_group *group, size_t y)
{
    const uint64_t *blank_rows = group->blank_rows + y * BLOCK_RUNS;
    const uint16_t *columns = group->columns;
    struct panel_sums *missing = group->missing + y * group->panel_count;
    uint16_t masks[BLOCK_ROWS];
    for (size_t r = 0; r < BLOCK_ROWS; r++)
        masks[r] = blank_rows[r / BYTE_ROWS] >> r % BYTE_ROWS & 1 ? UINT16_MAX : 0;
    for (size_t x = 0; x < group->count; x++)
        add_column(columns + x * COLUMN, masks, &missing[x / PANEL].values[x % PANEL],
                   &missing[x / PANEL].squares[x % PANEL]);
}

static void lay_out(const struct byte_group *group, size_t panel, void *rows)
{
    const uint16_t *columns = (const uint16_t *)group->columns + panel * PANEL * COLUMN;
    uint16_t *cells = rows;
    for (size_t run = 0; run < BLOCK_RUNS; run++)
        for (size_t r = 0; r < BYTE_ROWS; r++)
            for (size_t x = 0; x < PANEL; x++)
                cells[run * PANEL_RUN + r * PANEL + x] =
                    columns[x * COLUMN + run * BYTE_ROWS + r];
}

static void add_row(const uint16_t cells[PANEL], struct panel_sums *missing)
{
    for (size_t x = 0; x < PANEL; x++) {
        uint16_t square = (uint16_t)(cells[x] * cells[x]);
        missing->values[x] += cells[x];
        missing->squares[x] += square;
    }
}

static void add_rows(const void *rows, const uint64_t blank_rows[BLOCK_RUNS],
                     uint32_t largest, struct panel_sums *missing)
{
    const uint16_t *cells = rows;
    (void)largest;
    for (size_t run = 0; run < BLOCK_RUNS; run++)
        for (uint64_t left = blank_rows[run]; left; left &= left - 1)
            add_row(cells + run * PANEL_RUN + (size_t)__builtin_ctzll(left) * PANEL,
                    missing);
}

const struct byte_operations byte_operations_portable = {
    .cell_size = sizeof(uint16_t),
    .column_cost = 80,
    .row_cost = 40,
    .lay_out_cost = 2500,
    .largest_in_rows = BYTE_LARGEST,
    .fill = fill,
    .multiply = multiply,
    .count_both = count_both,
    .add_columns = add_columns,
    .lay_out = lay_out,
    .add_rows = add_rows,
};
