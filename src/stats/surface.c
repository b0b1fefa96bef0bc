#include "stats/surface.h"

#include "stats/distribution.h"
#include "stats/sum.h"
#include "stats/symmetric.h"

#include <math.h>
#include <string.h>

enum { TERMS = SURFACE_TERMS };

/* The fit, on x and y over `scale` so that squares are of one size with the rest. */
struct fit {
    double centre;
    double scale;
    double coefficients[TERMS];
    double covariances[TERMS * TERMS];
    double df;
};

static void find_frame(const struct points *points, struct fit *fit)
{
    struct sum sum = { 0, 0 };
    struct sum squares = { 0, 0 };
    double count = 2 * (double)points->count;
    for (size_t i = 0; i < points->count; i++) {
        sum_add(&sum, points->x[i]);
        sum_add(&sum, points->y[i]);
    }
    fit->centre = sum_value(&sum) / count;
    for (size_t i = 0; i < points->count; i++) {
        double x = points->x[i] - fit->centre;
        double y = points->y[i] - fit->centre;
        sum_add(&squares, x * x + y * y);
    }
    fit->scale = sqrt(sum_value(&squares) / count);
}

static void row_of(const struct points *points, const struct fit *fit, size_t i,
                   double row_out[TERMS])
{
    double x = (points->x[i] - fit->centre) / fit->scale;
    double y = (points->y[i] - fit->centre) / fit->scale;
    const double row[TERMS] = { 1, x, y, x * x, x * y, y * y };
    memcpy(row_out, row, sizeof row);
}

static void add_up(const struct points *points, const struct fit *fit, const double *z,
                   double products[TERMS * TERMS], double sides[TERMS])
{
    struct sum sums[TERMS * TERMS + TERMS] = { { 0, 0 } };
    for (size_t i = 0; i < points->count; i++) {
        double row[TERMS];
        row_of(points, fit, i, row);
        for (size_t a = 0; a < TERMS; a++) {
            for (size_t b = 0; b < TERMS; b++)
                sum_add_product(&sums[a * TERMS + b], row[a], row[b]);
            sum_add_product(&sums[TERMS * TERMS + a], row[a], z[i]);
        }
    }
    for (size_t i = 0; i < TERMS * TERMS; i++)
        products[i] = sum_value(&sums[i]);
    for (size_t a = 0; a < TERMS; a++)
        sides[a] = sum_value(&sums[TERMS * TERMS + a]);
}

static double squared_residuals(const struct points *points, const struct fit *fit,
                                const double *z)
{
    struct sum squares = { 0, 0 };
    for (size_t i = 0; i < points->count; i++) {
        double row[TERMS];
        double residual = z[i];
        row_of(points, fit, i, row);
        for (size_t a = 0; a < TERMS; a++)
            residual -= fit->coefficients[a] * row[a];
        sum_add(&squares, residual * residual);
    }
    return sum_value(&squares);
}

static double squared_spread(const double *z, size_t count)
{
    struct sum sum = { 0, 0 };
    struct sum squares = { 0, 0 };
    for (size_t i = 0; i < count; i++)
        sum_add(&sum, z[i]);
    double mean = sum_value(&sum) / (double)count;
    for (size_t i = 0; i < count; i++)
        sum_add(&squares, (z[i] - mean) * (z[i] - mean));
    return sum_value(&squares);
}

static bool solve(const struct points *points, const double *z, struct fit *fit)
{
    double products[TERMS * TERMS];
    double factor[TERMS * TERMS];
    add_up(points, fit, z, products, fit->coefficients);
    if (!symmetric_factor(products, TERMS, 1e-9 * (double)points->count, factor))
        return false;
    factor_solve(factor, TERMS, fit->coefficients);
    fit->df = (double)points->count - TERMS;
    double variance = squared_residuals(points, fit, z) / fit->df;
    for (size_t a = 0; a < TERMS; a++) {
        double column[TERMS] = { 0 };
        column[a] = variance;
        factor_solve(factor, TERMS, column);
        for (size_t b = 0; b < TERMS; b++)
            fit->covariances[b * TERMS + a] = column[b];
    }
    return true;
}

/* Back to x and y as they came. */
static void rescale(struct fit *fit)
{
    const double powers[TERMS] = { 1,
                                   fit->scale,
                                   fit->scale,
                                   fit->scale * fit->scale,
                                   fit->scale * fit->scale,
                                   fit->scale * fit->scale };
    for (size_t a = 0; a < TERMS; a++) {
        fit->coefficients[a] /= powers[a];
        for (size_t b = 0; b < TERMS; b++)
            fit->covariances[a * TERMS + b] /= powers[a] * powers[b];
    }
}

/* The standard error of a figure with this gradient. */
static double error_of(const struct fit *fit, const double gradient[TERMS])
{
    double variance = 0;
    for (size_t a = 0; a < TERMS; a++)
        for (size_t b = 0; b < TERMS; b++)
            variance += gradient[a] * gradient[b] * fit->covariances[a * TERMS + b];
    return sqrt(fmax(variance, 0));
}

static struct surface_figure figure_of(const struct fit *fit, const double weights[TERMS])
{
    struct surface_figure figure = { .se = error_of(fit, weights) };
    for (size_t a = 0; a < TERMS; a++)
        figure.value += weights[a] * fit->coefficients[a];
    figure.p = figure.se > 0 ? t_two_sided(figure.value / figure.se, fit->df) : 0;
    return figure;
}

/* The first principal axis; the derivatives are those of its formulas. */
static void find_axis(const struct fit *fit, struct surface *surface)
{
    const double *b = fit->coefficients;
    double d = 4 * b[3] * b[5] - b[4] * b[4];
    double q = b[5] - b[3];
    double s = sqrt(q * q + b[4] * b[4]);
    double size = fabs(b[3]) + fabs(b[4]) + fabs(b[5]);
    if (!(fabs(d) > 1e-12 * size * size) || !(fabs(b[4]) > 1e-12 * size))
        return;
    double x = (b[2] * b[4] - 2 * b[1] * b[5]) / d; /* the stationary point */
    double y = (b[1] * b[4] - 2 * b[2] * b[3]) / d;
    double slope = (q + s) / b[4];
    const double by_x[TERMS] = { 0,
                                 -2 * b[5] / d,
                                 b[4] / d,
                                 -4 * b[5] * x / d,
                                 (b[2] + 2 * b[4] * x) / d,
                                 (-2 * b[1] - 4 * b[3] * x) / d };
    const double by_y[TERMS] = { 0,
                                 b[4] / d,
                                 -2 * b[3] / d,
                                 (-2 * b[2] - 4 * b[5] * y) / d,
                                 (b[1] + 2 * b[4] * y) / d,
                                 -4 * b[3] * y / d };
    const double by_slope[TERMS] = {
        0, 0, 0, (-1 - q / s) / b[4], 1 / s - slope / b[4], (1 + q / s) / b[4]
    };
    double by_intercept[TERMS];
    for (size_t a = 0; a < TERMS; a++)
        by_intercept[a] = by_y[a] - slope * by_x[a] - x * by_slope[a];
    surface->has_axis = true;
    surface->axis_slope = slope;
    surface->axis_slope_se = error_of(fit, by_slope);
    surface->axis_intercept = y - slope * x;
    surface->axis_intercept_se = error_of(fit, by_intercept);
}

enum shortfall surface(const struct points *points, const double *z,
                       struct surface *surface_out)
{
    static const double features[SURFACE_FEATURES][TERMS] = { { 0, 1, 1, 0, 0, 0 },
                                                              { 0, 0, 0, 1, 1, 1 },
                                                              { 0, 1, -1, 0, 0, 0 },
                                                              { 0, 0, 0, 1, -1, 1 },
                                                              { 0, 0, 0, 1, 0, -1 } };
    struct fit fit;
    if (points->count < SURFACE_LEAST_UNITS)
        return SHORTFALL_UNITS;
    double spread = squared_spread(z, points->count);
    find_frame(points, &fit);
    if (!(spread > 0) || !(fit.scale > 0))
        return SHORTFALL_SPREAD;
    if (!solve(points, z, &fit))
        return SHORTFALL_DIRECTION;
    struct surface result = { .centre = fit.centre };
    double rest = squared_residuals(points, &fit, z);
    result.r2 = fmin(fmax(1 - rest / spread, 0), 1);
    result.p = rest > 0 ? f_above((spread - rest) / (TERMS - 1) / (rest / fit.df),
                                  TERMS - 1, fit.df)
                        : 0;
    rescale(&fit);
    for (size_t a = 0; a < TERMS; a++) {
        double own[TERMS] = { 0 };
        own[a] = 1;
        result.coefficients[a] = figure_of(&fit, own);
    }
    for (size_t i = 0; i < SURFACE_FEATURES; i++)
        result.features[i] = figure_of(&fit, features[i]);
    find_axis(&fit, &result);
    *surface_out = result;
    return SHORTFALL_NONE;
}
