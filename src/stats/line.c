#include "stats/line.h"

#include "stats/distribution.h"
#include "stats/sum.h"

#include <math.h>

static bool is_confidence(double confidence)
{
    return confidence > 0 && confidence < 1;
}

enum shortfall error_ratio(const struct moments *employees,
                           const struct moments *customers, size_t unit_count,
                           double *lambda_out)
{
    struct sum e = { 0 };
    struct sum c = { 0 };
    size_t used = 0;
    for (size_t i = 0; i < unit_count; i++) {
        if (!employees[i].has_variance || !customers[i].has_variance)
            continue;
        used++;
        sum_add(&e, employees[i].variance / employees[i].n);
        sum_add(&c, customers[i].variance / customers[i].n);
    }
    if (used == 0)
        return SHORTFALL_ANSWERS;
    if (!(sum_value(&e) > 0))
        return SHORTFALL_WITHIN_SPREAD;
    *lambda_out = sum_value(&c) / sum_value(&e);
    return SHORTFALL_NONE;
}

/* What rounding may leave of sums that are truly 0, as a share of what was summed. */
#define ROUNDING 1e-12

/* Of the two forms of the root the one without cancellation. */
static double deming_slope(double xx, double yy, double xy, double lambda)
{
    double difference = yy - lambda * xx;
    double root = sqrt(difference * difference + 4 * lambda * xy * xy);
    return difference >= 0 ? (difference + root) / (2 * xy)
                           : 2 * lambda * xy / (root - difference);
}

static bool has_direction(double xy, const struct cross_sums *sums)
{
    return fabs(xy) > ROUNDING * sqrt(sums->xx) * sqrt(sums->yy);
}

/* The spread of Tukey's pseudo-values. Leaving out a unit takes G / (G - 1) of its own
   squares and products away from the sums about the mean. */
static bool jackknife_se(const struct points *points, const struct cross_sums *sums,
                         double lambda, double slope, double *se_out)
{
    double n = sums->n;
    double shrink = n / (n - 1);
    struct sum total = { 0 };
    struct sum squares = { 0 };
    for (size_t i = 0; i < points->count; i++) {
        double dx = points->x[i] - sums->mean_x;
        double dy = points->y[i] - sums->mean_y;
        double xx = sums->xx - shrink * dx * dx;
        double yy = sums->yy - shrink * dy * dy;
        double xy = sums->xy - shrink * dx * dy;
        if (!(xx > ROUNDING * sums->xx && yy > ROUNDING * sums->yy) ||
            !has_direction(xy, sums))
            return false;
        double without = deming_slope(xx, yy, xy, lambda);
        double pseudo = (n - 1) * (slope - without); /* about the slope */
        sum_add(&total, pseudo);
        sum_add_product(&squares, pseudo, pseudo);
    }
    double bias = sum_value(&total) / n;
    double variance = (sum_value(&squares) - n * bias * bias) / (n - 1);
    *se_out = sqrt(fmax(0, variance) / n);
    return true;
}

enum shortfall deming(const struct points *points, double lambda, double confidence,
                      struct deming *deming_out)
{
    if (!is_confidence(confidence) || !(lambda >= 0) || isinf(lambda))
        return SHORTFALL_ARGUMENT;
    if (points->count < LINKAGE_LEAST_UNITS)
        return SHORTFALL_UNITS;
    struct cross_sums sums = cross_sums_of(points);
    if (!(sums.xx > 0 && sums.yy > 0))
        return SHORTFALL_SPREAD;
    if (!has_direction(sums.xy, &sums))
        return SHORTFALL_DIRECTION;
    struct deming deming = { .slope = deming_slope(sums.xx, sums.yy, sums.xy, lambda) };
    deming.intercept = sums.mean_y - deming.slope * sums.mean_x;
    deming.has_interval = jackknife_se(points, &sums, lambda, deming.slope, &deming.se);
    double half = t_critical(confidence, sums.n - 2) * deming.se;
    deming.interval = (struct interval){ deming.slope - half, deming.slope + half };
    *deming_out = deming;
    return SHORTFALL_NONE;
}

/* HC3: each squared residual is divided by (1 - leverage)^2. */
static bool robust_se(const struct points *points, const struct cross_sums *sums,
                      double slope, double *se_out)
{
    struct sum total = { 0 };
    for (size_t i = 0; i < points->count; i++) {
        double dx = points->x[i] - sums->mean_x;
        double residual = points->y[i] - sums->mean_y - slope * dx;
        double rest = 1 - 1 / sums->n - dx * dx / sums->xx;
        if (!(rest > ROUNDING))
            return false;
        double part = dx * residual / rest;
        sum_add_product(&total, part, part);
    }
    *se_out = sqrt(sum_value(&total)) / sums->xx;
    return *se_out > 0;
}

enum shortfall micro_macro(const struct moments *employees, const double *y,
                           size_t unit_count, const struct one_way *variation,
                           double confidence, double *adjusted,
                           struct micro_macro *micro_macro_out)
{
    if (!is_confidence(confidence))
        return SHORTFALL_ARGUMENT;
    if (unit_count < LINKAGE_LEAST_UNITS)
        return SHORTFALL_UNITS;
    double between = between_variance(variation);
    if (!(between > 0))
        return SHORTFALL_RELIABILITY;
    for (size_t i = 0; i < unit_count; i++) {
        double weight = between / (between + variation->within / employees[i].n);
        adjusted[i] = variation->mean + weight * (employees[i].mean - variation->mean);
    }
    struct points points = { adjusted, y, unit_count };
    struct cross_sums sums = cross_sums_of(&points);
    if (!(sums.xx > 0))
        return SHORTFALL_SPREAD;
    struct micro_macro result = { .slope = sums.xy / sums.xx, .df = sums.n - 2 };
    result.intercept = sums.mean_y - result.slope * sums.mean_x;
    result.has_se = robust_se(&points, &sums, result.slope, &result.se);
    if (result.has_se) {
        double half = t_critical(confidence, result.df) * result.se;
        result.t = result.slope / result.se;
        result.p = t_two_sided(result.t, result.df);
        result.interval = (struct interval){ result.slope - half, result.slope + half };
    }
    *micro_macro_out = result;
    return SHORTFALL_NONE;
}
