/* The mean of answers that do not all count the same, or that were not drawn one by one:
   weights, units as strata or as clusters, and finite populations. A share is the mean of
   zeros and ones, an NPS that of -1, 0 and 1.

   The variance is the Taylor-linearised one of survey designs: that of the sum of
   z = w (x - mean) / sum w over the units that were drawn. Where all weights are equal
   and nothing is known of the design it is s^2 / n. Binder (1983); Lumley (2004). */
#ifndef STATS_DESIGN_H
#define STATS_DESIGN_H

#include "base/diagnostics.h"
#include "stats/moments.h"

#include <stdbool.h>
#include <stddef.h>

enum sampling {
    SAMPLING_SINGLE,  /* respondents one by one */
    SAMPLING_STRATA,  /* one by one within each unit */
    SAMPLING_CLUSTERS /* whole units */
};

/* Respondents of one unit over the levels of a question. */
struct design_group {
    const double *counts;
    const double *weights; /* sums of the respondents' weights */
    const double *squares; /* sums of the squared weights */
    size_t unit;           /* groups of one unit stand together */
    double population;     /* of the unit; 0: not known */
    double factor;         /* of the weights by calibration; base weights are without */
    const size_t *categories; /* one per margin that they were calibrated to */
};

struct design_sample {
    enum sampling sampling;
    const struct design_group *const *groups;
    size_t group_count;
    size_t level_count;
    double population;    /* of all groups, for SAMPLING_SINGLE; 0: not known */
    bool has_whole_units; /* so that the groups' own populations are those of strata */
    size_t
        margin_count; /* weights were calibrated to so many margins; 0: they were not */
    size_t category_count;
    double *offsets;           /* lent: one per group */
    double *numbers;           /* lent: design_numbers() */
    const size_t **categories; /* lent: one per group */
};

/* What is lent where weights were calibrated. */
size_t design_numbers(size_t group_count, size_t margin_count, size_t category_count);

struct design_mean {
    double n;
    double mean;
    double sd;       /* of the weighted answers; as of a sample */
    double n_eff;    /* (sum w)^2 / sum w^2: Kish (1965) */
    double variance; /* of the mean; only with has_variance, as what follows */
    double df;
    double effect; /* design effect: variance over that of n equal answers, sd^2 / n */
    bool has_variance;
};

/* With margins, what they explain of the answers is no part of the variance: z is that of
   the residuals of an additive model, weighted by the base weights. Deville & Sarndal
   (1992).

   Of the values that the levels stand for, ascending or not. Needs n >= 1. The variance
   needs two respondents (clusters: units) that were drawn, and a df above 0: n - 1, n
   less the strata, or the clusters less one. A stratum of one respondent adds the square
   of its distance from the mean. A known population takes n / N off (of a stratum, its
   own); clusters have none. Without any spread the effect is what the weights and
   populations alone would make it. */
bool design_mean_of(const struct design_sample *design, const double *values,
                    struct design_mean *mean_out) SYMBAR_MUST_CHECK;

/* Whether all respondents have one weight, but for rounding. */
bool design_has_equal_weights(const struct design_sample *design);

/* As moments of answers whose mean is as sure as this one. */
struct moments design_moments(const struct design_mean *mean);

/* How many equal answers would be as sure: n / effect, at most 1e30. */
double design_size(const struct design_mean *mean);

#endif
