/* By how much the customers' figure rises with the employees': lines across units that
   allow for the sampling error of a unit's employees, which would flatten a plain
   regression. */
#ifndef STATS_LINE_H
#define STATS_LINE_H

#include "base/diagnostics.h"
#include "stats/moments.h"
#include "stats/one_way.h"
#include "stats/points.h"
#include "stats/score.h"
#include "stats/shortfall.h"

#include <stdbool.h>
#include <stddef.h>

/* lambda: the mean sampling variance of the customers' unit means over that of the
   employees', of the units with two answers on both sides (SHORTFALL_ANSWERS without
   any). SHORTFALL_WITHIN_SPREAD when the employees' is 0. */
enum shortfall error_ratio(const struct moments *employees,
                           const struct moments *customers, size_t unit_count,
                           double *lambda_out) SYMBAR_MUST_CHECK;

struct deming {
    double slope; /* customers' units per employees' unit */
    double intercept;
    bool has_interval;
    double se;
    struct interval interval; /* of the slope */
};

/* The line with errors on both sides in the ratio lambda >= 0 (of variances, y over x).
   Needs 3 units and spread on both sides; SHORTFALL_DIRECTION when they do not vary
   together. The slope's standard error is the jackknife's with lambda held fixed, its
   interval rests on t with G - 2 df; none where leaving out some unit leaves no line.
   Deming (1943), Linnet (1993). */
enum shortfall deming(const struct points *points, double lambda, double confidence,
                      struct deming *deming_out) SYMBAR_MUST_CHECK;

struct micro_macro {
    double slope;
    double intercept;
    bool has_se; /* no unit alone decides the slope */
    double se;
    double t;
    double df;
    double p;
    struct interval interval; /* of the slope */
};

/* Regression of the units' y on the best linear prediction of the units' true x: each
   employees' mean drawn towards the mean of all their answers, the more the fewer they
   are. `employees` has the moments of the same units as `y`, each with n >= 1;
   `variation` is one_way() over all units of the employees. `adjusted` is scratch for
   unit_count numbers. Standard errors are robust (HC3), t has G - 2 df; they take the
   weights as known, so the interval is too narrow where employees' ICC(2) is below about
   0.8 (at 0.6 it holds the true slope 87 to 92 times of 100).
   Needs 3 units; SHORTFALL_RELIABILITY unless units truly differ (between > within);
   SHORTFALL_SPREAD when all adjusted means are the same.
   Croon & van Veldhoven (2007); MacKinnon & White (1985). */
enum shortfall micro_macro(const struct moments *employees, const double *y,
                           size_t unit_count, const struct one_way *variation,
                           double confidence, double *adjusted,
                           struct micro_macro *micro_macro_out) SYMBAR_MUST_CHECK;

#endif
