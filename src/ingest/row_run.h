/* Up to 64 rows in a row of an index (csv_index.h), all with the same number of cells, as
   they stand in the text: nothing was copied, and no cell looked at. */
#ifndef INGEST_ROW_RUN_H
#define INGEST_ROW_RUN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { RUN_MOST_ROWS = 64 };

struct row_run {
    const char *bytes;   /* what the bounds are offsets in */
    size_t bytes_before; /* that may be read before `bytes`, and from there on */
    size_t byte_count;
    const uint16_t *bounds; /* of the first row's first cell, and so on */
    size_t cell_count;      /* of each row */
    size_t row_count;
    char delimiter;
    char quote; /* 0: none */
};

/* Where a cell begins and ends, quotes included. */
struct raw_cell {
    size_t start;
    size_t end;
};

static inline struct raw_cell row_run_cell(const struct row_run *run, size_t row,
                                           size_t column)
{
    const uint16_t *bounds = run->bounds + row * run->cell_count + column;
    struct raw_cell cell = { (uint16_t)(bounds[0] + 1), bounds[1] };
    bool is_last = column + 1 == run->cell_count;
    if (is_last && cell.end > cell.start && run->bytes[cell.end - 1] == '\r')
        cell.end--;
    return cell;
}

/* Whether a row has cells but nothing in any. */
static inline bool row_run_is_empty(const struct row_run *run, size_t row)
{
    struct raw_cell last = row_run_cell(run, row, run->cell_count - 1);
    size_t start = row_run_cell(run, row, 0).start;
    return last.end - start == run->cell_count - 1;
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
