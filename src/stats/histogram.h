/* A histogram: how often each level was answered, the one thing that every statistic of
   one dimension is a function of. Who answered is not in it.

   Two levels no further apart than HISTOGRAM_TIE are the same answer: rescaled scores
   such as 200 / 3 may differ in their last bit by the way they were reached. */
#ifndef STATS_HISTOGRAM_H
#define STATS_HISTOGRAM_H

#include <stddef.h>

#define HISTOGRAM_TIE 1e-9

struct histogram {
    const double *levels; /* ascending */
    const double *counts; /* whole numbers or sums of weights; 0 is allowed */
    size_t level_count;
};

#endif
