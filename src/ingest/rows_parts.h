/* Within rows*.c only: from counts of texts to the tally. */
#ifndef INGEST_ROWS_PARTS_H
#define INGEST_ROWS_PARTS_H

#include "ingest/rows.h"

/* Counts `count` respondents of a file for a unit; 0: the unit is met. False when memory
   is short, as everywhere here. */
bool side_rows_count_unit(struct side_rows *rows, size_t file, size_t unit,
                          uint64_t count) SYMBAR_MUST_CHECK;

/* Moves the quick counts of a group into the tally, or those of all. */
bool side_rows_pour(struct side_rows *rows, size_t group) SYMBAR_MUST_CHECK;
bool side_rows_pour_all(struct side_rows *rows) SYMBAR_MUST_CHECK;

#endif
