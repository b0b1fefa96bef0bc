/* The quantiles that the intervals of one confidence take: groups of a size come again
   and again, and the t of a small one costs as much as all else of an interval. The same
   numbers as normal_critical() and t_critical() give. */
#ifndef STATS_CRITICAL_H
#define STATS_CRITICAL_H

#include "stats/t_expansion.h"

enum { CRITICAL_KEPT = 1024 };

/* One for each thread. */
struct critical_values {
    struct t_expansion expansion;
    double t[CRITICAL_KEPT]; /* by df; 0: not asked for yet */
    double correction[CRITICAL_KEPT];
};

void critical_values_init(struct critical_values *values, double confidence);

double critical_t(struct critical_values *values, double df);

/* What hedges_correction() gives. */
double critical_correction(struct critical_values *values, double m);

#endif
