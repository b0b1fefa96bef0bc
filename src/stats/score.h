/* How sure one side's figures are: intervals for a mean, an NPS and a share.

   Every function here returns false, and leaves its output alone, when the figure is not
   available: too few answers, or a confidence that is not strictly between 0 and 1.
   Intervals are two-sided. Shares and NPS are fractions: -1 to 1, not -100 to 100. */
#ifndef STATS_SCORE_H
#define STATS_SCORE_H

#include "base/diagnostics.h"
#include "stats/moments.h"

#include <stdbool.h>

struct interval {
    double low;
    double high;
};

/* Answers by NPS class; promoters + detractors <= n, the rest are passives. */
struct nps_counts {
    double promoters;
    double detractors;
    double n;
};

/* For the mean, in its own units: mean -+ t(n - 1) sd / sqrt(n). Needs n >= 2; without
   any spread it is the mean itself. Student (1908). */
bool mean_interval(const struct moments *moments, double confidence,
                   struct interval *interval_out) SYMBAR_MUST_CHECK;

/* The same where there is a variance, with t of its degrees of freedom at hand. */
struct interval mean_interval_at(const struct moments *moments, double t);

/* (promoters - detractors) / n, -1 to 1; needs n >= 1. Reichheld (2003). */
bool nps_value(struct nps_counts counts, double *value_out) SYMBAR_MUST_CHECK;

/* For an NPS: adjusted Wald, 3/4 pseudo-answer added to promoters and to detractors, 3/2
   to passives. Needs n >= 1. The interval is centred on the adjusted NPS, not on the raw
   one (which one single answer puts outside), and is not cut at -1 and 1. Rocks (2016).
 */
bool nps_interval(struct nps_counts counts, double confidence,
                  struct interval *interval_out) SYMBAR_MUST_CHECK;

/* The same at z standard errors; n >= 1. */
struct interval nps_interval_at(struct nps_counts counts, double z);

/* For the share hits / n, 0 to 1: Wilson's score interval. 0 <= hits <= n, n >= 1; ends
   at exactly 0 when there are no hits and at 1 when all are. Wilson (1927). */
bool wilson_interval(double hits, double n, double confidence,
                     struct interval *interval_out) SYMBAR_MUST_CHECK;

/* The same at z standard errors, z >= 0; n >= 1. */
struct interval wilson_at(double hits, double n, double z);

#endif
