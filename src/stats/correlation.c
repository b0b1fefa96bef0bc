#include "stats/correlation.h"

#include "stats/distribution.h"

#include <math.h>

static enum shortfall check(const struct cross_sums *sums, double confidence)
{
    if (!(confidence > 0 && confidence < 1))
        return SHORTFALL_ARGUMENT;
    return sums->n < LINKAGE_LEAST_UNITS ? SHORTFALL_UNITS : SHORTFALL_NONE;
}

static double correlation(const struct cross_sums *sums)
{
    return fmax(-1, fmin(1, sums->xy / (sqrt(sums->xx) * sqrt(sums->yy))));
}

/* The interval of a coefficient whose inverse hyperbolic tangent has the standard error
   `se`. */
static struct interval tanh_interval(double value, double se, double confidence)
{
    if (fabs(value) == 1)
        return (struct interval){ value, value };
    double half = normal_critical(confidence) * se;
    return (struct interval){ tanh(atanh(value) - half), tanh(atanh(value) + half) };
}

enum shortfall pearson(const struct points *points, double confidence,
                       struct pearson *pearson_out)
{
    struct cross_sums sums = cross_sums_of(points);
    return pearson_of(&sums, confidence, pearson_out);
}

enum shortfall pearson_of(const struct cross_sums *sums, double confidence,
                          struct pearson *pearson_out)
{
    enum shortfall shortfall = check(sums, confidence);
    if (shortfall)
        return shortfall;
    if (!(sums->xx > 0 && sums->yy > 0))
        return SHORTFALL_SPREAD;
    double r = correlation(sums);
    double df = sums->n - 2;
    double t = r * sqrt(df / ((1 - r) * (1 + r)));
    struct pearson pearson = {
        .r = r,
        .t = t,
        .df = df,
        .p = t_two_sided(t, df),
        .has_interval = sums->n > 3,
    };
    if (pearson.has_interval)
        pearson.interval = tanh_interval(r, 1 / sqrt(sums->n - 3), confidence);
    *pearson_out = pearson;
    return SHORTFALL_NONE;
}

enum shortfall concordance(const struct points *points, double confidence,
                           struct concordance *concordance_out)
{
    struct cross_sums sums = cross_sums_of(points);
    return concordance_of(&sums, confidence, concordance_out);
}

enum shortfall concordance_of(const struct cross_sums *sums, double confidence,
                              struct concordance *concordance_out)
{
    enum shortfall shortfall = check(sums, confidence);
    if (shortfall)
        return shortfall;
    if (!(sums->xx > 0 && sums->yy > 0))
        return SHORTFALL_SPREAD;
    double n = sums->n;
    double r = correlation(sums);
    double apart = sums->mean_x - sums->mean_y;
    double product = sqrt(sums->xx / n) * sqrt(sums->yy / n);
    /* rounding must not make it more than perfect */
    double accuracy =
        fmin(1, 2 * product / (sums->xx / n + sums->yy / n + apart * apart));
    double value = r * accuracy;
    double u2 = apart * apart / product; /* squared location shift */

    /* Lin's variance of z, with value / r written as the accuracy, so that r may be 0. */
    double rest = (1 - value) * (1 + value);
    double variance = ((1 - r) * (1 + r) * accuracy * accuracy * rest +
                       2 * value * value * accuracy * (1 - value) * u2 -
                       value * value * accuracy * accuracy * u2 * u2 / 2) /
                      (n - 2);
    struct concordance concordance = {
        .value = value,
        .precision = r,
        .accuracy = accuracy,
        .has_interval = variance >= 0,
    };
    if (concordance.has_interval)
        concordance.interval = tanh_interval(value, sqrt(variance) / rest, confidence);
    *concordance_out = concordance;
    return SHORTFALL_NONE;
}

enum shortfall disattenuated(double r, double employee_icc2, double customer_icc2,
                             double *r_out)
{
    if (!(employee_icc2 > 0 && customer_icc2 > 0))
        return SHORTFALL_RELIABILITY;
    *r_out = r / sqrt(employee_icc2 * customer_icc2);
    return SHORTFALL_NONE;
}
