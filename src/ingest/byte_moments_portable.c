#include "ingest/byte_moments_parts.h"

#include <string.h>

static void fill_variable(uint16_t values[BYTE_ROWS], uint64_t *blank_rows,
                          const struct byte_variable *variable,
                          const uint8_t texts[BYTE_ROWS], uint64_t rows)
{
    uint64_t blanks = 0;
    for (size_t r = 0; r < BYTE_ROWS; r++) {
        uint8_t value = variable->of_text[texts[r] % BYTE_TEXTS];
        bool is_blank = value == BYTE_BLANK;
        blanks |= (uint64_t)is_blank << r;
        values[r] = is_blank || !(rows >> r & 1) ? 0 : value;
    }
    *blank_rows = blanks & rows;
}

static void fill(struct byte_moments *moments, const uint8_t *texts, uint64_t rows)
{
    struct byte_block *block = moments->block;
    block->row_count += (uint64_t)__builtin_popcountll(rows);
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

/* Loops that compilers turn into operations on eight rows at once. */
static uint32_t multiply_columns(const uint16_t *x, const uint16_t *y)
{
    int32_t sum = 0;
    for (size_t r = 0; r < BLOCK_ROWS; r++)
        sum += (int16_t)x[r] * (int16_t)y[r];
    return (uint32_t)sum;
}

static uint32_t add_up(const uint16_t *column)
{
    uint32_t sum = 0;
    for (size_t r = 0; r < BLOCK_ROWS; r++)
        sum += column[r];
    return sum;
}

static void multiply(struct byte_group *group, uint32_t largest)
{
    const uint16_t *columns = group->columns;
    (void)largest;
    for (size_t x = 0; x < group->count; x++) {
        group->totals[x] += add_up(columns + x * COLUMN);
        for (size_t y = x; y < group->count; y++)
            group->products[x * group->count + y] +=
                multiply_columns(columns + x * COLUMN, columns + y * COLUMN);
    }
}

static uint32_t count_both(const uint64_t *x, const uint64_t *y)
{
    uint32_t count = 0;
    for (size_t run = 0; run < BLOCK_RUNS; run++)
        count += (uint32_t)__builtin_popcountll(x[run] & y[run]);
    return count;
}

static void count_blanks(struct byte_group *group)
{
    for (size_t x = 0; x < group->count; x++) {
        const uint64_t *rows = group->blank_rows + x * BLOCK_RUNS;
        uint32_t *both_blank = group->both_blank + x * group->count;
        group->blanks[x] = count_both(rows, rows);
        for (size_t y = x; group->blanks[x] && y < group->count; y++)
            both_blank[y] += count_both(rows, group->blank_rows + y * BLOCK_RUNS);
    }
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
    .count_blanks = count_blanks,
    .add_columns = add_columns,
    .lay_out = lay_out,
    .add_rows = add_rows,
};
