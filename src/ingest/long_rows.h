/* Rows of a long layout, one per answer: they are gathered by respondent until the side
   ends, and count then as the rows of a wide file do. A question without a row was not
   shown to the respondent.

   What is kept grows with the number of respondents, by a few bytes per item and the
   respondent's id. */
#ifndef INGEST_LONG_ROWS_H
#define INGEST_LONG_ROWS_H

#include "base/diagnostics.h"
#include "ingest/answer_column.h"
#include "ingest/columns.h"
#include "ingest/crowds.h"
#include "ingest/records.h"
#include "study/study.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Why a row is not used. */
struct row_refusal {
    size_t rule;        /* the platform's rules, then the study's */
    const char *reason; /* the platform's, or NULL: rule `keep_rule` of the study */
    size_t keep_rule;
};

struct long_respondent {
    size_t file; /* where first met */
    struct crowd_ref crowd;
    bool is_used;               /* some row was kept */
    struct row_refusal refusal; /* while none was: the first rule that any row broke */
};

struct long_question {
    bool is_met;
    ptrdiff_t first_item; /* that asks it, or MAP_NONE */
    ptrdiff_t following;  /* the question of the row behind its last one, or MAP_NONE */
};

/* A zeroed struct is valid to release. */
struct long_rows {
    const struct study *study;
    enum side side;
    struct answer_column *items; /* borrowed */
    size_t item_count;
    struct symbar_diagnostics *diagnostics;

    struct map questions;        /* every question met or meant, up to a limit */
    struct long_question *asked; /* per question */
    size_t asked_capacity;
    size_t *question_of_item;
    ptrdiff_t *next_items; /* the next item of the same question, or MAP_NONE */
    ptrdiff_t question;    /* of the row before, or MAP_NONE */

    struct map ids;
    ptrdiff_t respondent; /* of the row before, or MAP_NONE */
    struct long_respondent *respondents;
    size_t respondent_capacity;
    uint32_t *answers; /* per respondent and item: a number of `values`, from 1; or 0 */
    size_t answer_capacity;

    struct map value_keys;
    struct answer *values;
    size_t value_capacity;
    uint32_t *text_values; /* per item and one of its first texts, in this file; or 0 */

    size_t file;
    const struct column_plan *plan;
};

bool long_rows_init(struct long_rows *rows, const struct study *study, enum side side,
                    struct answer_column *items, size_t item_count,
                    struct symbar_diagnostics *diagnostics) SYMBAR_MUST_CHECK;
void long_rows_release(struct long_rows *rows);

void long_rows_begin(struct long_rows *rows, size_t file, const struct column_plan *plan);

/* A row that is kept, with where it belongs in `tally`, whose names messages need; or one
   that is not. False when memory is short. */
bool long_rows_add(struct long_rows *rows, const struct record *record,
                   const struct crowd_ref *crowd,
                   const struct tally *tally) SYMBAR_MUST_CHECK;
bool long_rows_refuse(struct long_rows *rows, const struct record *record,
                      struct row_refusal refusal) SYMBAR_MUST_CHECK;

size_t long_rows_count(const struct long_rows *rows);

/* The answers of respondent `number`, as many as items. */
const struct long_respondent *long_rows_at(const struct long_rows *rows, size_t number,
                                           struct answer *answers_out);

/* Tells the questions of the study that no row asks. */
void long_rows_check(const struct long_rows *rows);

#endif
