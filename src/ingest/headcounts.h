/* Headcounts: how many people a side has, in each unit or in all, of whom those who
   answered are a part. They come from a CSV of unit and headcount, from a column of the
   export (each row has its unit's), or the study says one number. */
#ifndef INGEST_HEADCOUNTS_H
#define INGEST_HEADCOUNTS_H

#include "base/diagnostics.h"
#include "ingest/bad_cells.h"
#include "ingest/columns.h"
#include "ingest/outcomes.h"
#include "ingest/records.h"
#include "study/study.h"
#include "tally/tally.h"

#include <stdbool.h>

struct raw_answers;
struct unit_match;

/* Reads the files that the study names; headcounts are figures whose outcome is a side.
 */
enum symbar_status
headcounts_read(const struct study *study, struct outcome_figures *figures,
                struct symbar_diagnostics *diagnostics) SYMBAR_MUST_CHECK;

/* The column of one side's exports; zeroed where there is none. */
struct headcount_reader {
    const struct side_study *rules;
    enum side side;
    struct outcome_figures *figures; /* borrowed */
    struct bad_cells no_number;
    struct bad_cells differing; /* from what the unit had before */
    double known;               /* what that was, for the first of them */
};

/* Takes the headcount of a row's unit. False when memory is short. */
bool headcount_find(struct headcount_reader *reader, const struct column_plan *plan,
                    const struct record *record, const struct tally *tally,
                    ptrdiff_t unit, char point) SYMBAR_MUST_CHECK;

/* How many cells of the current file were wrong so far. */
uint64_t headcount_faults(const struct headcount_reader *reader);

/* After a file: tells what was wrong. */
void headcount_report(struct headcount_reader *reader, const char *file,
                      struct symbar_diagnostics *diagnostics);

/* Gives the headcounts to the matched tally's units. A headcount below the respondents is
   refused; of units without one the total is not known, and that is told. */
enum symbar_status
headcounts_match(const struct study *study, const struct raw_answers *raw,
                 const struct unit_match *match, struct tally *tally,
                 struct symbar_diagnostics *diagnostics) SYMBAR_MUST_CHECK;

#endif
