/* Outcomes: does a figure of units from elsewhere go with what either side says? */
#ifndef ANALYSIS_OUTCOMES_H
#define ANALYSIS_OUTCOMES_H

#include "analysis/gather.h"
#include "analysis/results.h"
#include "base/diagnostics.h"
#include "tally/tally.h"

/* Takes the figures over from the tally; false when memory is short. */
bool take_outcomes(const struct study *study, const struct tally *tally,
                   const struct unit_order *order,
                   struct results *results) SYMBAR_MUST_CHECK;

/* Correlations and surfaces, from what is shown of the units. False when memory is short.
 */
bool link_outcomes(const struct study *study, struct results *results) SYMBAR_MUST_CHECK;

#endif
