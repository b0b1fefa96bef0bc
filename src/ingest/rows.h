/* The rows of one side into a tally: which are used, to which unit they belong, and the
   score of each question. Files come one after the other; nothing of a row is kept. */
#ifndef INGEST_ROWS_H
#define INGEST_ROWS_H

#include "base/diagnostics.h"
#include "ingest/answer_column.h"
#include "ingest/columns.h"
#include "ingest/crowds.h"
#include "ingest/headcounts.h"
#include "ingest/long_rows.h"
#include "ingest/met_values.h"
#include "ingest/pending.h"
#include "ingest/quick_counts.h"
#include "ingest/records.h"
#include "ingest/row_moments.h"
#include "ingest/row_weight.h"
#include "study/study.h"
#include "tally/tally.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* How often a unit's name was met in one file. */
struct unit_use {
    size_t file;
    size_t unit; /* number in the tally's units */
    uint64_t row_count;
};

/* Why respondents of a file are not used, and how many. */
struct refusal_count {
    size_t file;
    struct row_refusal refusal;
    uint64_t count;
};

/* Respondents of one file. */
struct file_count {
    uint64_t read;
    uint64_t used;
};

struct score_class;

/* A zeroed struct is valid to release. */
struct side_rows {
    const struct study *study;
    enum side side;
    struct tally *tally;         /* borrowed; units bear the names of the cells */
    struct answer_column *items; /* dimension by dimension */
    size_t item_count;
    struct answer *answers;      /* of one row, as items */
    ptrdiff_t *texts;            /* the same: recalled texts, or MAP_NONE */
    double *levels;              /* of one row, per dimension: its score, or NaN */
    struct long_rows *long_rows; /* NULL: one row per respondent */
    struct crowd_reader crowds;
    struct weight_reader weights;
    struct headcount_reader heads;
    struct met_values met;
    struct pending pending;
    struct row_moments moments;
    bool row_waits;              /* the current row has an answer that is not known yet */
    uint64_t waiting_count;      /* rows of this kind */
    struct pending waiting_rows; /* the same as a whole, for the moments */
    struct quick_counts quick;
    /* of the texts that those count, as items: 1 and more is a level's number and 1,
       -1 and less is a kind of missing; 0: not looked up yet in this file */
    ptrdiff_t *quick_scores;
    /* per unit, with none first: its group without segment and wave, from 1 */
    ptrdiff_t *group_of_unit;
    size_t group_of_unit_capacity;
    struct label_sets sets; /* made when first needed */

    struct unit_use *unit_uses; /* by file */
    size_t unit_use_count;
    size_t unit_use_capacity;
    ptrdiff_t *use_of_unit; /* per unit, its use in file `use_file`, from 1 */
    size_t use_of_unit_capacity;
    size_t use_file;
    ptrdiff_t unit; /* of the row before; its bytes are likely the same */

    struct file_count *file_counts; /* per file */
    struct refusal_count *refusals; /* by file and rule */
    size_t refusal_count;
    size_t refusal_capacity;

    /* the current file */
    const struct column_plan *plan;
    const struct export_facts *facts;
    size_t file;
    char point;

    /* the group of the row before, if rows with the same cells for unit, segments, wave
       and headcount all belong to it and nothing else comes of them; else TALLY_NONE */
    ptrdiff_t row_group;

    uint64_t rows_with_unit; /* all files */
};

bool side_rows_init(struct side_rows *rows, const struct study *study, enum side side,
                    struct tally *tally,
                    struct symbar_diagnostics *diagnostics) SYMBAR_MUST_CHECK;
void side_rows_release(struct side_rows *rows);

/* The next rows are of file number `file` of the side. `facts` and `plan` are borrowed
   until the file ends. False when memory is short. */
bool side_rows_begin(struct side_rows *rows, size_t file, char point,
                     const struct export_facts *facts,
                     const struct column_plan *plan) SYMBAR_MUST_CHECK;

/* Adds one row; the cells are those that the plan selects. False when memory is short. */
bool side_rows_add(struct side_rows *rows, const struct record *record) SYMBAR_MUST_CHECK;

/* Rows of the current file that were counted elsewhere (known_rows.h), of a group that
   there is: as quick_counts have them; or respondents, and then what they scored, with
   their weights (NULL where they have none); or those set aside by a rule. False when
   memory is short. */
bool side_rows_add_counts(struct side_rows *rows, size_t group,
                          const uint32_t *counts) SYMBAR_MUST_CHECK;
bool side_rows_add_respondents(struct side_rows *rows, size_t group, uint64_t count,
                               const struct weight_sums *weights) SYMBAR_MUST_CHECK;
bool side_rows_add_scores(struct side_rows *rows, size_t group,
                          const struct score_class *score, uint64_t count,
                          const struct weight_sums *weights) SYMBAR_MUST_CHECK;
bool side_rows_refuse(struct side_rows *rows, const struct row_refusal *refusal,
                      uint64_t count) SYMBAR_MUST_CHECK;

/* After the last file: counts the respondents of a long layout, decides the texts that no
   rule explained and counts who waited for them. `is_whole`: all the files were read, so
   that a question of a long layout which no row asks is a problem. False when memory is
   short. */
bool side_rows_finish(struct side_rows *rows, bool is_whole) SYMBAR_MUST_CHECK;

/* The usual label sets; NULL when memory is short. */
const struct label_sets *side_rows_label_sets(struct side_rows *rows);

#endif
