/* Number, mean and variance of the answers of a histogram: all that Welch's test and the
   intervals of means need. */
#ifndef STATS_MOMENTS_H
#define STATS_MOMENTS_H

#include "stats/histogram.h"

#include <stdbool.h>

struct moments {
    double n;
    double mean;       /* 0 when n is 0 */
    double variance;   /* over n - 1; 0 unless has_variance */
    bool has_variance; /* n >= 2 */
    double df;         /* of the variance; 0: n - 1 */
};

static inline double moments_df(const struct moments *moments)
{
    return moments->df > 0 ? moments->df : moments->n - 1;
}

/* Centred on the mean before squaring, in two passes with compensated sums. The variance
   is exactly 0 when all answers are the same. Chan, Golub & LeVeque (1983). */
struct moments moments_of(const struct histogram *histogram);

/* The moments of the answers rescaled to 0-100, 100 (x - min) / (max - min): the index.
   max > min. POMP: Cohen, Cohen, Aiken & West (1999). */
struct moments moments_rescaled(struct moments moments, double min, double max);

#endif
