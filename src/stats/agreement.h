/* How much the people of one unit agree with each other. The levels of a unit's answers
   are those of `scale`, raw or rescaled. A unit needs two answers (SHORTFALL_ANSWERS);
   a scale with max <= min or fewer than two options is SHORTFALL_ARGUMENT. */
#ifndef STATS_AGREEMENT_H
#define STATS_AGREEMENT_H

#include "base/diagnostics.h"
#include "stats/histogram.h"
#include "stats/moments.h"
#include "stats/shortfall.h"

#include <stddef.h>

/* From this agreement on, a unit's mean is commonly held to stand for the unit. */
#define AGREEMENT_BAR 0.70

struct answer_scale {
    double min;
    double max;
    double option_count; /* equally spaced from min to max */
};

/* 1 - variance / that of answers evenly spread over the options, 0 to 1 (below 0 counts
   as 0). James, Demaree & Wolf (1984). */
enum shortfall rwg(const struct moments *unit, const struct answer_scale *scale,
                   double *rwg_out) SYMBAR_MUST_CHECK;

/* The same for `item_count` parallel items on one scale, from the mean of their
   variances; 0 to 1. James, Demaree & Wolf (1984). */
enum shortfall rwg_j(double mean_variance, double item_count,
                     const struct answer_scale *scale, double *rwg_out) SYMBAR_MUST_CHECK;

/* 1 - 2 variance / the largest variance that the unit's mean allows, at most 1. Not
   available (SHORTFALL_SPREAD) where the mean is so near an end that this is no measure:
   nearer than (max - min) / n without reaching it. At the end itself it is 1.
   Brown & Hauenstein (2005). */
enum shortfall awg(const struct moments *unit, const struct answer_scale *scale,
                   double *awg_out) SYMBAR_MUST_CHECK;

/* The mean distance from the unit's mean, in the levels' units; `moments` are the unit's.
   Burke, Finkelstein & Dusig (1999). */
enum shortfall mean_deviation(const struct histogram *unit, const struct moments *moments,
                              double *deviation_out) SYMBAR_MUST_CHECK;

/* The share of values above `bar`, 0 to 1; 0 when there are none. */
double share_above(const double *values, size_t count, double bar);

/* The median; changes the order of `values`. NaN when there are none. */
double median_of(double *values, size_t count);

#endif
