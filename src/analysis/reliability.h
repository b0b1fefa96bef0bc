/* Whether the items of each dimension measure one thing, per side. */
#ifndef ANALYSIS_RELIABILITY_H
#define ANALYSIS_RELIABILITY_H

#include "analysis/results.h"
#include "base/diagnostics.h"
#include "tally/tally.h"

/* So many who answered two of the items, and as many as min_n, are the least. */
enum { RELIABILITY_LEAST_N = 10 };

/* Fills `reliability`; false when memory is short. */
bool analyse_reliability(const struct study *study, const struct tally *tally,
                         struct results *results) SYMBAR_MUST_CHECK;

/* Warns of items that seem reversed, once disclosure has been over the results. */
void warn_of_reversed_items(const struct study *study, const struct results *results,
                            struct symbar_diagnostics *diagnostics);

#endif
