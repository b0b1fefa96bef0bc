#include "stats/distribution.h"

#include "stats/beta.h"
#include "stats/t_expansion.h"

#include <gsl/gsl_cdf.h>

#include <math.h>
#include <stdbool.h>
#include <stddef.h>

static bool is_inside(double p)
{
    return p > 0 && p < 1;
}

double normal_below(double z)
{
    return isnan(z) ? NAN : gsl_cdf_ugaussian_P(z);
}

double normal_two_sided(double z)
{
    return isnan(z) ? NAN : 2 * gsl_cdf_ugaussian_Q(fabs(z));
}

/* Gamma(a + 1/2) / Gamma(a), by the asymptotic series of the central binomial
   coefficient; from below 15 by the recurrence up to there. */
static double gamma_half_step(double a)
{
    static const double series[] = {
        1,
        -1. / 8,
        1. / 128,
        5. / 1024,
        -21. / 32768,
        -399. / 262144,
        869. / 4194304,
        39325. / 33554432,
        -334477. / 2147483648,
        -28717403. / 17179869184,
        59697183. / 274877906944,
    };
    double below = 1;
    for (; a < 15; a++)
        below *= a / (a + 0.5);
    double sum = 0;
    for (size_t k = sizeof series / sizeof *series; k-- > 0;)
        sum = sum / a + series[k];
    return below * sqrt(a) * sum;
}

static double t_density(double t, double df)
{
    static const double pi = 3.14159265358979323846;
    double half = (df + 1) / 2;
    return gamma_half_step(df / 2) / sqrt(pi * df) * exp(-half * log1p(t * t / df));
}

/* From so many on t is normal to all digits, and GSL's inverse gives any number or none.
 */
#define NEARLY_NORMAL_DF 1e15

static bool is_near_center(double t, double df)
{
    return t <= 3 && t * t <= 3 * df && df < NEARLY_NORMAL_DF;
}

/* P(|T| < t) by the series of positive terms of the incomplete beta function (DLMF
   8.17.8): as exact as the fraction where the rest up to 1 is not small, and quicker. */
static double t_inside(double t, double df, double density)
{
    double reach = t * t / (df + t * t);
    double half = (df + 1) / 2;
    double term = 1;
    double sum = 1;
    for (double n = 0; term > 1e-17 * sum; n++) {
        term *= (half + n) / (1.5 + n) * reach;
        sum += term;
    }
    return 2 * t * density * sum;
}

/* P(T >= t) for t >= 0. */
static double t_upper_tail(double t, double df)
{
    double square = t * t;
    if (isinf(square))
        return 0;
    if (df >= NEARLY_NORMAL_DF)
        return normal_below(-t);
    double density = t_density(t, df);
    if (is_near_center(t, df))
        return (1 - t_inside(t, df, density)) / 2;
    double sum = df + square;
    return t * density / beta_fraction(df / 2, 0.5, df / sum, square / sum) / 2;
}

double t_above(double t, double df)
{
    if (isnan(t) || !(df > 0))
        return NAN;
    return t >= 0 ? t_upper_tail(t, df) : 1 - t_upper_tail(-t, df);
}

double t_two_sided(double t, double df)
{
    return 2 * t_above(fabs(t), df);
}

double f_above(double f, double numerator_df, double denominator_df)
{
    if (!(f >= 0 && numerator_df > 0 && denominator_df > 0))
        return NAN;
    double sum = denominator_df + numerator_df * f;
    if (isinf(sum))
        return 0;
    return beta_below(denominator_df / 2, numerator_df / 2, denominator_df / sum,
                      numerator_df * f / sum);
}

/* By halving: GSL's own inverse may give up, which would end the process. */
double f_quantile_above(double p, double numerator_df, double denominator_df)
{
    double low = 0;
    double high = 1;
    if (!is_inside(p) || !(numerator_df > 0) || !(denominator_df > 0))
        return NAN;
    while (f_above(high, numerator_df, denominator_df) > p && high < 1e300) {
        low = high;
        high *= 2;
    }
    for (;;) {
        double middle = low + (high - low) / 2;
        if (middle <= low || middle >= high)
            return middle;
        if (f_above(middle, numerator_df, denominator_df) > p)
            low = middle;
        else
            high = middle;
    }
}

/* The ways to have up to so many hits, of 2^n; few coins have no more than a double can
   count to. */
double fair_coins_below(double hits, double n)
{
    enum { FEW = 1000 };
    if (!(hits >= 0 && hits <= n))
        return NAN;
    if (hits == n)
        return 1;
    if (n > FEW)
        return beta_below(n - hits, hits + 1, 0.5, 0.5);
    double ways = 1;
    double sum = 1;
    for (double k = 1; k <= hits; k++) {
        ways = ways * (n - k + 1) / k;
        sum += ways;
    }
    return ldexp(sum, -(int)n);
}

/* From the upper tail, which unlike 1 minus it never rounds to nothing. */
double normal_critical(double confidence)
{
    return -normal_quantile((1 - confidence) / 2);
}

/* Halley's, which triples the digits; `off` is how much of the tail is still beyond. */
static double critical_step(double t, double df, double off, double density)
{
    double newton = off / density;
    double bend = t * (df + 1) / (df + t * t);
    return newton / (1 - newton * bend / 2);
}

/* From near the quantile. */
static bool approach_t(double confidence, double df, double t, double *t_out)
{
    enum { MOST_STEPS = 6 };
    for (int i = 0; i < MOST_STEPS && t > 0 && is_near_center(t, df); i++) {
        double density = t_density(t, df);
        double off = (confidence - t_inside(t, df, density)) / 2;
        double step = critical_step(t, df, off, density);
        t += step;
        if (fabs(step) < 1e-5) {
            *t_out = t;
            return true;
        }
    }
    return false;
}

/* A step from GSL's, of which only those digits are taken that are the same wherever and
   however it was compiled. */
static double far_critical(double tail, double df)
{
    int exponent;
    double digits = frexp(gsl_cdf_tdist_Qinv(tail, df), &exponent);
    double t = ldexp((float)digits, exponent);
    if (isinf(t * t))
        return t;
    return t + critical_step(t, df, t_upper_tail(t, df) - tail, t_density(t, df));
}

double t_critical_by(const struct t_expansion *expansion, double df)
{
    double confidence = expansion->confidence;
    double tail = (1 - confidence) / 2;
    double t;
    if (!is_inside(tail) || !(df > 0))
        return NAN;
    if (t_expansion_at(expansion, df, &t) || approach_t(confidence, df, t, &t))
        return t;
    return far_critical(tail, df);
}

double t_critical(double confidence, double df)
{
    struct t_expansion expansion;
    t_expansion_init(&expansion, confidence);
    return t_critical_by(&expansion, df);
}
