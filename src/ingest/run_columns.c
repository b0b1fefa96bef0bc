#include "ingest/run_columns.h"

#include "base/memory.h"

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

#define FIND_NAME run_columns_find_portable
#define FIND_TARGET
#define count_bits csv_index_count_bits
#include "ingest/run_columns_find.h"

void run_columns_find(struct run_columns *columns, const struct row_run *run)
{
#if defined(__x86_64__)
    if (run->instructions == INSTRUCTIONS_AVX2) {
        run_columns_find_avx2(columns, run);
        return;
    }
#endif
    run_columns_find_portable(columns, run);
}
