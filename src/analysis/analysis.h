/* From tally to results: every score, gap and verdict of the study. */
#ifndef ANALYSIS_ANALYSIS_H
#define ANALYSIS_ANALYSIS_H

#include "analysis/results.h"
#include "tally/tally.h"

/* `*results_out` is owned by the caller (results_free). Only memory can be short. */
enum symbar_status analyse(const struct study *study, const struct tally *tally,
                           struct results **results_out,
                           struct symbar_diagnostics *diagnostics) SYMBAR_MUST_CHECK;

#endif
