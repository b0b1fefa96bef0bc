/* Rows of which everything is known: somebody of the same unit, segments, wave and
   headcount has been counted in this file, and every answer is a text that was read
   before and that nothing can change any more; only a weight is read anew. What they add
   up to does not depend on their order, so every thread counts its own, without a look at
   the rows of the side, and pours them in now and then. Any other row is for
   side_rows_add(), in the order of the file.

   One file's rows. What is kept is bounded. */
#ifndef INGEST_KNOWN_ROWS_H
#define INGEST_KNOWN_ROWS_H

#include "ingest/row_run.h"
#include "ingest/rows.h"
#include "ingest/shared_records.h"

struct known_rows;

/* After side_rows_begin(). NULL when memory is short. */
struct known_rows *known_rows_create(const struct side_rows *rows);
void known_rows_free(struct known_rows *known);

/* Counts a row if it is known. RECORD_FILLED: known_rows_pour() has to be called. */
enum record_use known_rows_count(struct known_rows *known, const struct record *record);

/* Counts those rows of a run that are known; bit r of `*left_out`: row r is not, and has
   to be given to the function above. */
enum record_use known_rows_count_run(struct known_rows *known, const struct row_run *run,
                                     uint64_t *left_out);

/* The following are for one thread at a time; false when memory is short. */

/* So much of what was counted goes into the rows of the side that there is room again. */
bool known_rows_pour(struct known_rows *known, struct side_rows *rows) SYMBAR_MUST_CHECK;

/* Adds a row that is not known, and knows the like from then on. */
bool known_rows_add(struct known_rows *known, struct side_rows *rows,
                    const struct record *record) SYMBAR_MUST_CHECK;

/* Before the first part of the file and after each: how often each text was met in it is
   told in the order of the parts, and all texts met by anybody are known from then on. */
void known_rows_catch_up(struct known_rows *known, struct side_rows *rows);

/* Goes on to know the crowds that another thread has met: `*learned` counts those of its
   that were looked at. Where memory is short they stay unknown. */
void known_rows_learn(struct known_rows *known, const struct known_rows *other,
                      size_t *learned);

/* At the end of the file: what is left, and who was set aside. */
bool known_rows_join(struct known_rows *known, struct side_rows *rows) SYMBAR_MUST_CHECK;

#endif
