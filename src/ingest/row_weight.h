/* The weight of each respondent: how many people he or she speaks for.

   A weight is a number above 0. Any other, and a blank cell, is refused: leaving such
   rows out is for a keep rule of the study to say. */
#ifndef INGEST_ROW_WEIGHT_H
#define INGEST_ROW_WEIGHT_H

#include "base/diagnostics.h"
#include "ingest/bad_cells.h"
#include "ingest/columns.h"
#include "ingest/fold.h"
#include "ingest/records.h"
#include "study/study.h"
#include "tally/weights.h"

#include <stdbool.h>
#include <stdint.h>

enum weight_fault {
    WEIGHT_BLANK,
    WEIGHT_NO_NUMBER,
    WEIGHT_NOT_POSITIVE,
    WEIGHT_TOO_SMALL,
    WEIGHT_TOO_LARGE,
    WEIGHT_FAULTS
};

/* A zeroed struct is that of a side without weights. */
struct weight_reader {
    const struct side_study *rules;
    bool is_on;
    struct weight_sums row; /* of the respondent who was read last */
    struct bad_cells bad[WEIGHT_FAULTS];
};

/* Whether a text without spaces around it is a weight. */
bool weight_read(struct span text, char point, struct weight_sums *weight_out);

/* Reads the weight of a row into reader->row. False when it is none, which is counted. */
bool weight_find(struct weight_reader *reader, const struct column_plan *plan,
                 const struct record *record, char point);

/* The weight that was read last; NULL on a side without weights. */
static inline const struct weight_sums *weight_of_row(const struct weight_reader *reader)
{
    return reader->is_on ? &reader->row : NULL;
}

/* After a file: tells its bad weights. `side` and `file` are names for the messages. */
void weight_report(struct weight_reader *reader, const char *side, const char *file,
                   struct symbar_diagnostics *diagnostics);

#endif
