#include "stats/symmetric.h"

#include <math.h>

enum { MOST_SWEEPS = 60 };

static void rotate(double *matrix, double *vectors, size_t order, size_t p, size_t q)
{
    double apart = matrix[p * order + q];
    double theta = (matrix[q * order + q] - matrix[p * order + p]) / (2 * apart);
    double t = (theta < 0 ? -1 : 1) / (fabs(theta) + sqrt(theta * theta + 1));
    double c = 1 / sqrt(t * t + 1);
    double s = t * c;
    for (size_t k = 0; k < order; k++) {
        double a = matrix[k * order + p];
        double b = matrix[k * order + q];
        matrix[k * order + p] = c * a - s * b;
        matrix[k * order + q] = s * a + c * b;
    }
    for (size_t k = 0; k < order; k++) {
        double a = matrix[p * order + k];
        double b = matrix[q * order + k];
        matrix[p * order + k] = c * a - s * b;
        matrix[q * order + k] = s * a + c * b;
        a = vectors[k * order + p];
        b = vectors[k * order + q];
        vectors[k * order + p] = c * a - s * b;
        vectors[k * order + q] = s * a + c * b;
    }
    matrix[p * order + q] = matrix[q * order + p] = 0;
}

static bool is_negligible(const double *matrix, size_t order, size_t p, size_t q,
                          double negligible)
{
    double apart = fabs(matrix[p * order + q]);
    return apart < 1e-300 ||
           apart <=
               negligible * sqrt(fabs(matrix[p * order + p] * matrix[q * order + q]));
}

static bool sweep(double *matrix, double *vectors, size_t order, double negligible)
{
    bool has_turned = false;
    for (size_t p = 0; p < order; p++)
        for (size_t q = p + 1; q < order; q++)
            if (!is_negligible(matrix, order, p, q, negligible)) {
                rotate(matrix, vectors, order, p, q);
                has_turned = true;
            }
    return has_turned;
}

bool symmetric_eigen(double *matrix, size_t order, double negligible, double *values_out,
                     double *vectors_out)
{
    for (size_t i = 0; i < order * order; i++)
        if (!isfinite(matrix[i]))
            return false;
    for (size_t i = 0; i < order * order; i++)
        vectors_out[i] = i % (order + 1) == 0;
    for (int i = 0; i < MOST_SWEEPS && sweep(matrix, vectors_out, order, negligible); i++)
        ;
    for (size_t i = 0; i < order; i++)
        values_out[i] = matrix[i * order + i];
    return true;
}

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
