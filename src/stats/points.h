/* Units as points: x the employees' and y the customers' figure of each. The order of the
   units changes nothing. Two values no further apart than HISTOGRAM_TIE are the same. */
#ifndef STATS_POINTS_H
#define STATS_POINTS_H

#include "stats/histogram.h"

#include <stdbool.h>
#include <stddef.h>

struct points {
    const double *x;
    const double *y;
    size_t count;
};

/* Means, and sums of squares and products about them. */
struct cross_sums {
    double n;
    double mean_x;
    double mean_y;
    double xx; /* exactly 0 when all x are the same */
    double yy;
    double xy;
};

/* All 0 of no points. Centred in two passes with compensated sums. */
struct cross_sums cross_sums_of(const struct points *points);

#endif
