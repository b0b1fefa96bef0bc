/* Key drivers: which dimensions go with the overall score. */
#ifndef ANALYSIS_DRIVERS_H
#define ANALYSIS_DRIVERS_H

#include "analysis/results.h"
#include "base/diagnostics.h"
#include "tally/tally.h"

/* A correlation needs so many respondents or units; weights need more, and so many for
   each of the dimensions. Respondents are never fewer than min_n. */
enum {
    DRIVERS_LEAST = 10,
    WEIGHTS_LEAST_N = 30,
    WEIGHTS_N_PER_DIMENSION = 5,
    WEIGHTS_LEAST_UNITS = 20,
    WEIGHTS_UNITS_PER_DIMENSION = 3
};

/* Within the sides, from the tally; false when memory is short. */
bool analyse_drivers(const struct study *study, const struct tally *tally,
                     struct results *results) SYMBAR_MUST_CHECK;

/* Across the sides, from what is shown of the units, once disclosure has been over them.
   False when memory is short. */
bool link_drivers(const struct study *study, struct results *results) SYMBAR_MUST_CHECK;

#endif
