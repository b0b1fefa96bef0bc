/* Where some columns begin in the rows of a run: the other cells are passed without being
   looked at, a bit of the index each. */
#ifndef INGEST_RUN_COLUMNS_H
#define INGEST_RUN_COLUMNS_H

#include "base/diagnostics.h"
#include "ingest/row_run.h"

/* A zeroed struct is valid to release. */
struct run_columns {
    size_t *columns; /* ascending, each once, without the first one of the row */
    size_t *passed;  /* how many ends of cells come before theirs, after the last one's */
    size_t count;
    size_t last;      /* the last of them, or 0 */
    uint16_t *starts; /* of the rows, RUN_MOST_ROWS of them, and then of each column */
};

/* Any columns in any order; the number of cells in a row stands for the row after it.
   False when memory is short. */
bool run_columns_init(struct run_columns *columns, const size_t *wanted,
                      size_t count) SYMBAR_MUST_CHECK;
void run_columns_release(struct run_columns *columns);

/* Finds them in a run. */
void run_columns_find(struct run_columns *columns, const struct row_run *run);

/* Where one of them begins, per row of the run that was given last. */
const uint16_t *run_columns_starts(const struct run_columns *columns, size_t column);

/* A cell of a column that was asked for, with the one after it. */
struct raw_cell run_columns_cell(const struct run_columns *columns,
                                 const struct row_run *run, size_t column, size_t row);

/* Within run_columns*.c only. */
void run_columns_find_portable(struct run_columns *columns, const struct row_run *run);
void run_columns_find_bmi2(struct run_columns *columns, const struct row_run *run);

#endif
