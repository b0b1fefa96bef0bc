#include "ingest/run_columns.h"

#include "base/memory.h"
#include "ingest/bit_places.h"

#include <assert.h>
#include <stdlib.h>

static int compare_columns(const void *a, const void *b)
{
    size_t x = *(const size_t *)a;
    size_t y = *(const size_t *)b;
    return (x > y) - (x < y);
}

bool run_columns_init(struct run_columns *columns, const size_t *wanted, size_t count)
{
    *columns = (struct run_columns){
        .columns = memory_allocate(count, sizeof *columns->columns),
        .passed = memory_allocate(count, sizeof *columns->passed),
        .starts = memory_allocate(1 + count, RUN_MOST_ROWS * sizeof *columns->starts),
    };
    if (!columns->columns || !columns->passed || !columns->starts)
        return false;
    for (size_t i = 0; i < count; i++)
        columns->columns[i] = wanted[i];
    qsort(columns->columns, count, sizeof *columns->columns, compare_columns);
    for (size_t i = 0; i < count; i++) {
        size_t column = columns->columns[i];
        if (column == columns->last)
            continue;
        columns->columns[columns->count] = column;
        columns->passed[columns->count++] = column - columns->last - 1;
        columns->last = column;
    }
    return true;
}

void run_columns_release(struct run_columns *columns)
{
    memory_free(columns->columns);
    memory_free(columns->passed);
    memory_free(columns->starts);
    *columns = (struct run_columns){ 0 };
}

const uint16_t *run_columns_starts(const struct run_columns *columns, size_t column)
{
    size_t i = 0;
    while (column && columns->columns[i++] != column)
        assert(i < columns->count); /* it was asked for */
    return columns->starts + i * RUN_MOST_ROWS;
}

struct raw_cell run_columns_cell(const struct run_columns *columns,
                                 const struct row_run *run, size_t column, size_t row)
{
    size_t start = run_columns_starts(columns, column)[row];
    if (column + 1 == run->cell_count)
        return (struct raw_cell){ start, row_run_end(run, row) };
    return (struct raw_cell){ start, run_columns_starts(columns, column + 1)[row] - 1U };
}

/* Up to the byte in which the bit is there are more than `count`. */
static size_t find_bit(uint64_t bits, size_t count)
{
    const uint64_t ones = UINT64_C(0x0101010101010101);
    const uint64_t tops = ones << 7;
    uint64_t up_to = csv_index_count_by_byte(bits) * ones;
    uint64_t is_before = ((count * ones | tops) - up_to) & tops;
    size_t first = csv_index_count_bits(is_before) * BIT_PLACES;
    size_t before = up_to << BIT_PLACES >> first & UINT8_MAX;
    return first + bit_places[bits >> first & UINT8_MAX][count - before];
}

/* Few, one by one. */
static size_t take_place(uint64_t *ends, size_t before, size_t left)
{
    (void)before;
    for (; left; left--)
        *ends &= *ends - 1;
    size_t place = (size_t)__builtin_ctzll(*ends);
    *ends &= *ends - 1;
    return place;
}

static size_t count_blocks(const uint16_t cells_before[INDEX_AHEAD], uint16_t passed)
{
    size_t count = 0;
    while (count < INDEX_AHEAD && cells_before[count] <= passed)
        count++;
    return count;
}

#define FIND_NAME run_columns_find_portable
#define FIND_TARGET
#define count_bits csv_index_count_bits
#include "ingest/run_columns_find.h"

#if defined(__x86_64__)
/* The processors that have the instruction and take hundreds of others for it do without.
 */
static bool has_quick_deposit(void)
{
    return __builtin_cpu_supports("bmi2") && !__builtin_cpu_is("znver1") &&
           !__builtin_cpu_is("znver2");
}
#endif

void run_columns_find(struct run_columns *columns, const struct row_run *run)
{
#if defined(__x86_64__)
    if (instructions_have_avx2(run->instructions) && has_quick_deposit()) {
        run_columns_find_bmi2(columns, run);
        return;
    }
#endif
    run_columns_find_portable(columns, run);
}
