#include "stats/symmetric.h"

#include <float.h>
#include <math.h>
#include <string.h>

enum { MOST_TURNS = 60 };

/* The reflection of row `step` beyond the diagonal onto its first element, in place: H =
   I - scale v v'. Returns the scale, 0 when there is nothing to reflect. */
static double make_reflection(double *v, size_t count, double *first_out)
{
    double square = 0;
    for (size_t i = 0; i < count; i++)
        square += v[i] * v[i];
    double beside = square - v[0] * v[0];
    *first_out = v[0];
    if (!(beside > 0))
        return 0;
    double length = v[0] < 0 ? -sqrt(square) : sqrt(square);
    *first_out = -length;
    v[0] += length;
    return 1 / (length * v[0]);
}

/* What is left of the matrix, H B H = B - v w' - w v'. */
static void reflect(double *rest, size_t order, size_t count, const double *v,
                    double scale, double *w)
{
    double along = 0;
    for (size_t j = 0; j < count; j++)
        w[j] = 0;
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < count; j++)
            w[j] += v[i] * rest[i * order + j];
    for (size_t j = 0; j < count; j++) {
        w[j] *= scale;
        along += w[j] * v[j];
    }
    for (size_t j = 0; j < count; j++)
        w[j] -= along * scale / 2 * v[j];
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < count; j++)
            rest[i * order + j] -= v[i] * w[j] + w[i] * v[j];
}

/* Q of matrix = Q T Q', from the reflections that the rows of `matrix` hold; T's rows are
   to be Q's columns, so that it is turned around in the end. */
static void gather_reflections(const double *matrix, size_t order, const double *scales,
                               double *w, double *vectors)
{
    memset(vectors, 0, order * order * sizeof *vectors);
    for (size_t i = 0; i < order; i++)
        vectors[i * (order + 1)] = 1;
    for (size_t step = order < 2 ? 0 : order - 2; step-- > 0;) {
        size_t count = order - step - 1;
        const double *v = matrix + step * order + step + 1;
        double *block = vectors + (step + 1) * (order + 1);
        for (size_t j = 0; j < count; j++)
            w[j] = 0;
        for (size_t i = 0; i < count; i++)
            for (size_t j = 0; j < count; j++)
                w[j] += scales[step] * v[i] * block[i * order + j];
        for (size_t i = 0; i < count; i++)
            for (size_t j = 0; j < count; j++)
                block[i * order + j] -= v[i] * w[j];
    }
    for (size_t i = 0; i < order; i++)
        for (size_t j = 0; j < i; j++) {
            double swapped = vectors[i * order + j];
            vectors[i * order + j] = vectors[j * order + i];
            vectors[j * order + i] = swapped;
        }
}

/* Householder's reduction (1958) to a matrix with `diagonal` and `beside` only. */
static void make_tridiagonal(double *matrix, size_t order, double *diagonal,
                             double *beside, double *scratch, double *vectors)
{
    double *scales = scratch;
    double *w = scratch + order;
    for (size_t step = 0; step < order; step++) {
        double *row = matrix + step * order + step;
        size_t count = order - step - 1;
        diagonal[step] = row[0];
        beside[step] = count ? row[1] : 0;
        if (count < 2)
            continue;
        scales[step] = make_reflection(row + 1, count, &beside[step]);
        if (scales[step] != 0)
            reflect(row + order + 1, order, count, row + 1, scales[step], w);
    }
    gather_reflections(matrix, order, scales, w, vectors);
}

static void turn_rows(double *restrict upper, double *restrict lower, size_t order,
                      double c, double s)
{
    for (size_t k = 0; k < order; k++) {
        double a = upper[k];
        double b = lower[k];
        upper[k] = c * a - s * b;
        lower[k] = s * a + c * b;
    }
}

/* One pass of the implicit QL method over rows `first` to `last`, with Wilkinson's shift.
 */
static void turn_once(double *diagonal, double *beside, size_t first, size_t last,
                      double *vectors, size_t order)
{
    double ratio = (diagonal[first + 1] - diagonal[first]) / (2 * beside[first]);
    double reach = sqrt(ratio * ratio + 1);
    double g = diagonal[last] - diagonal[first] +
               beside[first] / (ratio + (ratio < 0 ? -reach : reach));
    double c = 1;
    double s = 1;
    double taken = 0;
    for (size_t i = last; i-- > first;) {
        double f = s * beside[i];
        double b = c * beside[i];
        double length = sqrt(f * f + g * g);
        beside[i + 1] = length;
        if (length == 0) {
            diagonal[i + 1] -= taken;
            beside[last] = 0;
            return;
        }
        s = f / length;
        c = g / length;
        g = diagonal[i + 1] - taken;
        double r = (diagonal[i] - g) * s + 2 * c * b;
        taken = s * r;
        diagonal[i + 1] = g + taken;
        g = c * r - b;
        turn_rows(vectors + i * order, vectors + (i + 1) * order, order, c, s);
    }
    diagonal[first] -= taken;
    beside[first] = g;
    beside[last] = 0;
}

bool symmetric_eigen(double *matrix, size_t order, double *scratch, double *values_out,
                     double *vectors_out)
{
    double *beside = scratch;
    for (size_t i = 0; i < order * order; i++)
        if (!isfinite(matrix[i]))
            return false;
    make_tridiagonal(matrix, order, values_out, beside, scratch + order, vectors_out);
    for (size_t first = 0; first < order; first++)
        for (int turns = 0;; turns++) {
            size_t last = first;
            while (last + 1 < order &&
                   fabs(beside[last]) > DBL_EPSILON * (fabs(values_out[last]) +
                                                       fabs(values_out[last + 1])))
                last++;
            if (last == first)
                break;
            if (turns == MOST_TURNS)
                return false;
            turn_once(values_out, beside, first, last, vectors_out, order);
        }
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
