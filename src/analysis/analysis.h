/* From tally to results: every score, gap and verdict of the study.

   In two steps, with disclosure between them: analyse() computes each row by itself;
   analysis_adjust() then adjusts the p values and gives the verdicts, over the family of
   gaps that are shown, so that nothing hidden can be felt in what is visible. */
#ifndef ANALYSIS_ANALYSIS_H
#define ANALYSIS_ANALYSIS_H

#include "analysis/results.h"
#include "tally/tally.h"

/* `*results_out` is owned by the caller (results_free). SYMBAR_BAD_INPUT where the
   weights of a side cannot be raked as the study says, else only memory can be short. */
enum symbar_status analyse(const struct study *study, const struct tally *tally,
                           struct results **results_out,
                           struct symbar_diagnostics *diagnostics) SYMBAR_MUST_CHECK;

/* Fills p_adjusted, equivalence_p_adjusted and verdict of all rows whose gap has the
   status CELL_OK, or CELL_HELD and no verdict yet. Only memory can be short. */
enum symbar_status
analysis_adjust(const struct study *study, struct results *results,
                struct symbar_diagnostics *diagnostics) SYMBAR_MUST_CHECK;

#endif
