/* From wave to wave: how much every score and gap has changed, and whether it rises or
   falls over three waves and more. Computed from the rows as they are shown, after
   disclosure, so that nothing hidden can be felt in it. */
#ifndef ANALYSIS_WAVES_H
#define ANALYSIS_WAVES_H

#include "analysis/results.h"
#include "base/diagnostics.h"

/* Fills the changes and trends. Only memory can be short. */
enum symbar_status
analysis_follow_waves(const struct study *study, struct results *results,
                      struct symbar_diagnostics *diagnostics) SYMBAR_MUST_CHECK;

/* Whether a side was asked something else on a dimension than in the wave before. */
bool waves_break(const struct study *study, const struct results *results, enum side side,
                 size_t wave, size_t dimension);

#endif
