#include "stats/symmetric.h"

#include <math.h>

bool symmetric_factor(const double *matrix, size_t order, double least,
                      double *factor_out)
{
    for (size_t i = 0; i < order; i++)
        for (size_t j = 0; j <= i; j++) {
            double rest = matrix[i * order + j];
            for (size_t k = 0; k < j; k++)
                rest -= factor_out[i * order + k] * factor_out[j * order + k];
            if (j < i) {
                factor_out[i * order + j] = rest / factor_out[j * order + j];
                factor_out[j * order + i] = 0;
            } else if (rest > least) {
                factor_out[i * order + i] = sqrt(rest);
            } else {
                return false;
            }
        }
    return true;
}

void factor_solve(const double *factor, size_t order, double *values)
{
    for (size_t i = 0; i < order; i++) {
        for (size_t k = 0; k < i; k++)
            values[i] -= factor[i * order + k] * values[k];
        values[i] /= factor[i * order + i];
    }
    for (size_t i = order; i-- > 0;) {
        for (size_t k = i + 1; k < order; k++)
            values[i] -= factor[k * order + i] * values[k];
        values[i] /= factor[i * order + i];
    }
}

void covariances_to_correlations(double *matrix, size_t order)
{
    for (size_t i = 0; i < order; i++)
        for (size_t j = 0; j < i; j++) {
            double scale = sqrt(matrix[i * order + i]) * sqrt(matrix[j * order + j]);
            matrix[i * order + j] /= scale;
            matrix[j * order + i] = matrix[i * order + j];
        }
    for (size_t i = 0; i < order; i++)
        matrix[i * order + i] = 1;
}
