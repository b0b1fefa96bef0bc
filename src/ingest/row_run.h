/* Up to 64 rows in a row of an index (csv_index.h), all with the same number of cells, as
   they stand in the text: nothing was copied, and no cell looked at. */
#ifndef INGEST_ROW_RUN_H
#define INGEST_ROW_RUN_H

#include "ingest/csv_index.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { RUN_MOST_ROWS = 64 };

struct row_run {
    const char *bytes; /* of which the index is made */
    size_t byte_count; /* that may be read, also where the index has less */
    const struct csv_index *index;
    size_t first_row; /* in the index */
    size_t row_count;
    size_t cell_count; /* of each row */
    char delimiter;
    char quote; /* 0: none */
    enum instructions instructions;
};

/* Where a cell begins and ends, quotes included. */
struct raw_cell {
    size_t start;
    size_t end;
};

/* A bit for each of its rows. */
static inline uint64_t row_run_all(const struct row_run *run)
{
    return run->row_count ? ~(uint64_t)0 >> (RUN_MOST_ROWS - run->row_count) : 0;
}

static inline size_t row_run_start(const struct row_run *run, size_t row)
{
    return csv_index_row_start(run->index, run->first_row + row);
}

/* Of the line end, LF or CR LF. */
static inline size_t row_run_end(const struct row_run *run, size_t row)
{
    size_t end = csv_index_row_end(run->index, run->first_row + row);
    bool has_cr = end > row_run_start(run, row) && run->bytes[end - 1] == '\r';
    return end - has_cr;
}

/* For few cells; where there are many, see run_columns.h. */
static inline struct raw_cell row_run_cell(const struct row_run *run, size_t row,
                                           size_t column)
{
    struct raw_cell cell = { row_run_start(run, row), row_run_end(run, row) };
    if (column)
        cell.start = csv_index_find_end(run->index, cell.start, column - 1) + 1;
    if (column + 1 < run->cell_count)
        cell.end = csv_index_next_end(run->index, cell.start);
    return cell;
}

/* Whether a row has cells but nothing in any. */
static inline bool row_run_is_empty(const struct row_run *run, size_t row)
{
    return row_run_end(run, row) - row_run_start(run, row) == run->cell_count - 1;
}

/* Takes off the quotes around a cell; returns whether there were any. */
static inline bool raw_cell_unquote(const struct row_run *run, struct raw_cell *cell)
{
    bool is_quoted =
        run->quote && cell->end > cell->start && run->bytes[cell->start] == run->quote;
    cell->start += is_quoted;
    cell->end -= is_quoted;
    return is_quoted;
}

/* Takes what rows of a run it can; bit r of `*left_out`: row r is left, to be given as a
   row. Returns false to stop. */
typedef bool run_handler(void *context, const struct row_run *run, uint64_t *left_out);

#endif
