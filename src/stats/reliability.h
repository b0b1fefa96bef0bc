/* Do the items of a dimension measure one thing? On the covariances of the items,
   order * order numbers row by row, of n respondents. Every variance is above 0. Where
   each pair is of those who answered both, a matrix may be none that answers could have;
   what it makes impossible (an alpha or a correlation above 1) is not available. */
#ifndef STATS_RELIABILITY_H
#define STATS_RELIABILITY_H

#include "base/diagnostics.h"
#include "stats/score.h"

#include <stdbool.h>
#include <stddef.h>

/* Cronbach's alpha: k/(k-1) (1 - trace / sum of all covariances). Needs 2 items, a sum
   that varies, and an alpha of no more than 1. Cronbach (1951). */
bool cronbach_alpha(const double *covariances, size_t item_count,
                    double *alpha_out) SYMBAR_MUST_CHECK;

/* Its interval: (1 - true alpha) / (1 - alpha) is F with n - 1 and (n - 1)(k - 1) degrees
   of freedom. Needs n >= 2 and alpha < 1. Feldt (1965); Feldt, Woodruff & Salih (1987).
 */
bool alpha_interval(double alpha, double n, size_t item_count, double confidence,
                    struct interval *interval_out) SYMBAR_MUST_CHECK;

/* McDonald's omega of one factor: (sum of loadings)^2 / ((sum of loadings)^2 + sum of
   unique variances), in the items' own units. The factor is fitted to the correlations,
   which need not be those of the covariances (each pair of those who answered both), by
   unweighted least squares (minres, Harman & Jones 1966). `loadings_out`: each item's
   correlation with the factor, turned so that their sum is positive. False for fewer than
   3 items, where one factor is not determined; where the fit does not settle; or where an
   item comes out with no variance of its own or less (a Heywood case).
   McDonald (1999). */
bool mcdonald_omega(const double *covariances, const double *correlations,
                    size_t item_count, double *loadings_out,
                    double *omega_out) SYMBAR_MUST_CHECK;

/* The correlation of an item with the sum of the others; false when that does not vary,
   and when it would be beyond 1. */
bool item_rest(const double *covariances, size_t item_count, size_t item,
               double *r_out) SYMBAR_MUST_CHECK;

#endif
