/* The answers of one respondent after the other into the co-moments of their side
   (tally/co_moments.h).

   Adding up every pair for every row is too slow where a report reads a million rows, so
   rows wait in a block, column by column, as numbers of 16 bits; a block is added up pair
   by pair. A row with a value that is too fine for 16 bits is added by itself. Both come
   to the same sums. */
#ifndef INGEST_ROW_MOMENTS_H
#define INGEST_ROW_MOMENTS_H

#include "base/diagnostics.h"
#include "ingest/answer_column.h"
#include "ingest/byte_moments.h"
#include "study/study.h"
#include "tally/tally.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct moment_column;

/* A zeroed struct is valid and counts nothing. */
struct row_moments {
    struct moment_plan plan;
    struct co_moment *target;      /* the tally's; NULL: nothing is counted */
    struct co_moment *own_target;  /* where this is a part */
    struct moment_column *columns; /* per variable */
    struct moment_sums *sums;      /* per pair, of the blocks so far */
    int16_t *block;                /* column by column */
    int64_t *values;               /* of one row, as moment_parts says */
    size_t row_count;              /* in the block */
    struct byte_moments bytes;     /* of a part; only with */
    bool has_bytes;
};

/* `items` are the side's, dimension by dimension, and outlive this. */
bool row_moments_init(struct row_moments *moments, const struct study *study,
                      enum side side, const struct answer_column *items,
                      struct tally *tally) SYMBAR_MUST_CHECK;
void row_moments_release(struct row_moments *moments);

/* A part of the whole, for a thread of its own: rows can be added whose texts are all
   known to it (row_moments_know), one by one or, if it `takes_runs`, many at a time. */
bool row_moments_init_part(struct row_moments *part, const struct study *study,
                           enum side side, bool takes_runs,
                           enum instructions instructions) SYMBAR_MUST_CHECK;

/* From now on a part knows what a text of an item stands for. False when rows with that
   text have to go to the whole. */
bool row_moments_know(struct row_moments *part, size_t item, size_t text,
                      const struct answer *answer);

/* What a part has counted goes to the whole. */
void row_moments_join(struct row_moments *whole, struct row_moments *part);

/* What one respondent answered. */
struct whole_row {
    const double *levels; /* per dimension, its score; NaN: none */
    /* per item: the number of its text where it was recalled (answer_column_recall), else
       MAP_NONE and its answer; no answer is unknown */
    const ptrdiff_t *texts;
    const struct answer *answers;
};

void row_moments_add(struct row_moments *moments, const struct whole_row *row,
                     uint64_t count);

/* Adds up to BYTE_ROWS rows of questions of one item each, as byte_moments_add does, to a
   part that takes runs and knows the texts. */
void row_moments_add_run(struct row_moments *part, const uint8_t *texts, uint64_t rows);

/* After the last row: what still waits goes into the tally. */
void row_moments_finish(struct row_moments *moments);

#endif
