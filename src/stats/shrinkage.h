/* A league table that can be believed: each unit's gap drawn towards the mean of all
   units, the more the less sure it is, and the places that it may truly hold. */
#ifndef STATS_SHRINKAGE_H
#define STATS_SHRINKAGE_H

#include "base/diagnostics.h"
#include "stats/score.h"
#include "stats/shortfall.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* One unit's gap and its sampling variance, v_E / n_E + v_C / n_C. Units whose variance
   is not above 0 (a single answer, or everybody alike by chance) take no part. */
struct unit_gap {
    double gap;
    double variance;
};

struct shrinkage {
    size_t unit_count; /* those that take part */
    double mean;       /* mu: of the units' true gaps */
    double mean_se;
    double between; /* tau^2: their variance, 0 when chance explains it all */
    double q;       /* Cochran's */
};

/* Needs 3 units that take part. DerSimonian & Laird (1986). */
enum shortfall shrinkage(const struct unit_gap *gaps, size_t unit_count,
                         struct shrinkage *shrinkage_out) SYMBAR_MUST_CHECK;

struct shrunken {
    double value; /* mu + tau^2 / (tau^2 + v) (gap - mu) */
    double se;    /* with the uncertainty of mu, without that of tau^2 */
    struct interval interval;
};

/* The shrunken gap of one unit; false when it takes no part or the confidence is not
   strictly between 0 and 1. Efron & Morris (1975); se after Raudenbush & Bryk (1985). */
bool shrink(const struct shrinkage *shrinkage, struct unit_gap gap, double confidence,
            struct shrunken *shrunken_out) SYMBAR_MUST_CHECK;

#endif
