/* Which of several predictors goes with an outcome, when they go with each other too. On
   a matrix of correlations, (p + 1) * (p + 1) numbers row by row: p predictors, then the
   outcome. */
#ifndef STATS_DRIVERS_H
#define STATS_DRIVERS_H

#include "base/diagnostics.h"
#include "base/instructions.h"
#include "stats/score.h"

#include <stdbool.h>
#include <stddef.h>

/* More than this of a predictor that the others do not already say, as a share of its
   variance, or the predictors count as saying the same. */
#define DRIVERS_LEAST_OWN 1e-8

enum { DRIVER_DRAWS = 1000 };

/* Room for the functions below, which they use as they like. */
size_t relative_weights_numbers(size_t predictor_count);
size_t weight_intervals_numbers(size_t predictor_count);

/* Johnson's relative weights: each predictor's part in R^2. They are 0 or more, add up to
   R^2, and a predictor that goes with others shares what they explain together. False
   when the predictors are collinear, or the matrix cannot be one of correlations.
   Johnson (2000). */
bool relative_weights(const double *correlations, size_t predictor_count, double *scratch,
                      double *weights_out, double *r2_out) SYMBAR_MUST_CHECK;

/* Intervals of the weights' shares of R^2 (fractions of 1), by a parametric bootstrap:
   correlations of `n` respondents are drawn DRIVER_DRAWS times from a normal population
   with these correlations, from a fixed seed, and the shares of each draw are computed
   anew; percentiles. As no share is below 0, no interval reaches below 0 either: one that
   begins near 0 says that the predictor may not matter. False as above, or when n is
   below p + 3. After Tonidandel, LeBreton & Johnson (2009), who resample respondents. */
bool weight_intervals(const double *correlations, size_t predictor_count, double n,
                      double confidence, enum instructions instructions, double *scratch,
                      struct interval *shares_out) SYMBAR_MUST_CHECK;

/* R^2 less what chance alone would give, 1 - (1 - R^2)(n - 1)/(n - p - 1), after Ezekiel
   (1930); and the F test that all weights are 0. False when n is below p + 2. */
bool explained_test(double r2, size_t predictor_count, double n, double *adjusted_out,
                    double *p_out) SYMBAR_MUST_CHECK;

/* Fisher's z interval of a correlation of n pairs, 4 or more, and the p of its t test. */
bool correlation_test(double r, double n, double confidence,
                      struct interval *interval_out, double *p_out) SYMBAR_MUST_CHECK;

#endif
