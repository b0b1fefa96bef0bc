/* Symmetric matrices, row by row in one array of order * order numbers. */
#ifndef STATS_SYMMETRIC_H
#define STATS_SYMMETRIC_H

#include "base/diagnostics.h"

#include <stdbool.h>
#include <stddef.h>

/* The lower triangle L with L L' = matrix, zeros above; false when a pivot is not above
   `least`: the matrix is not positive definite. May be done in place. */
bool symmetric_factor(const double *matrix, size_t order, double least,
                      double *factor_out) SYMBAR_MUST_CHECK;

/* Solves L L' x = right side for a factor as above, in place. */
void factor_solve(const double *factor, size_t order, double *values);

/* Covariances to correlations, in place; every variance is above 0. */
void covariances_to_correlations(double *matrix, size_t order);

#endif
