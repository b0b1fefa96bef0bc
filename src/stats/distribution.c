#include "stats/distribution.h"

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

double t_quantile(double p, double df)
{
    return is_inside(p) && df > 0 ? gsl_cdf_tdist_Pinv(p, df) : NAN;
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

/* The density of t, and P(|T| < t) by the series of positive terms of the incomplete beta
   function (DLMF 8.17.8): a tenth of the work of GSL's fraction, and as exact where the
   rest up to 1 is not small. */
struct t_center {
    double density;
    double inside;
};

/* From so many on t is normal to all digits, and GSL's inverse gives any number or none.
 */
#define NEARLY_NORMAL_DF 1e15

static bool is_near_center(double t, double df)
{
    return t <= 3 && t * t <= 3 * df && df < NEARLY_NORMAL_DF;
}

static struct t_center t_center_of(double t, double df)
{
    static const double pi = 3.14159265358979323846;
    double square = t * t;
    double reach = square / (df + square);
    double half = (df + 1) / 2;
    double density =
        gamma_half_step(df / 2) / sqrt(pi * df) * exp(-half * log1p(square / df));
    double term = 1;
    double sum = 1;
    for (double n = 0; term > 1e-17 * sum; n++) {
        term *= (half + n) / (1.5 + n) * reach;
        sum += term;
    }
    return (struct t_center){ density, 2 * t * density * sum };
}

/* P(T >= t) for t >= 0. gsl_cdf_tdist_Q goes over to a Cornish-Fisher expansion at df
   above 30, which is wrong in the seventh digit at t = 15; the incomplete beta function
   is not, but loses digits in turn where df is very large and the expansion is exact. */
static double t_upper_tail(double t, double df)
{
    enum { LARGE_DF = 50000 };
    double square = t * t;
    if (isinf(square))
        return 0;
    if (is_near_center(t, df))
        return (1 - t_center_of(t, df).inside) / 2;
    if (df > LARGE_DF)
        return gsl_cdf_tdist_Q(t, df);
    if (square < df)
        return gsl_cdf_beta_Q(square / (df + square), 0.5, df / 2) / 2;
    return gsl_cdf_beta_P(df / (df + square), df / 2, 0.5) / 2;
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
    if (isinf(f))
        return 0;
    double a = numerator_df * f;
    if (a < denominator_df)
        return gsl_cdf_beta_Q(a / (a + denominator_df), numerator_df / 2,
                              denominator_df / 2);
    return gsl_cdf_beta_P(denominator_df / (a + denominator_df), denominator_df / 2,
                          numerator_df / 2);
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

/* The lower tail is that of a beta distribution; below half of n the tail is the one
   that is small, so that no digits are lost. */
double fair_coins_below(double hits, double n)
{
    if (!(hits >= 0 && hits <= n))
        return NAN;
    return hits == n ? 1 : gsl_cdf_beta_Q(0.5, hits + 1, n - hits);
}

/* From the upper tail, which unlike 1 minus it never rounds to nothing. */
double normal_critical(double confidence)
{
    return -normal_quantile((1 - confidence) / 2);
}

/* The normal quantile z turned into that of t: Abramowitz & Stegun (1964), 26.7.5. */
static double t_from_normal(double z, double df)
{
    double s = z * z;
    double g1 = (s + 1) * z / 4;
    double g2 = ((5 * s + 16) * s + 3) * z / 96;
    double g3 = (((3 * s + 19) * s + 17) * s - 15) * z / 384;
    double g4 = ((((79 * s + 776) * s + 1482) * s - 1920) * s - 945) * z / 92160;
    return z + (g1 + (g2 + (g3 + g4 / df) / df) / df) / df;
}

/* From there by Halley's steps, each of which triples the digits. */
static bool approach_t(double confidence, double df, double *t_out)
{
    enum { MOST_STEPS = 6 };
    double t = t_from_normal(normal_critical(confidence), df);
    for (int i = 0; i < MOST_STEPS && t > 0 && is_near_center(t, df); i++) {
        struct t_center center = t_center_of(t, df);
        double newton = (confidence - center.inside) / 2 / center.density;
        double bend = t * (df + 1) / (df + t * t);
        double step = newton / (1 - newton * bend / 2);
        t += step;
        if (fabs(step) < 1e-5) {
            *t_out = t;
            return true;
        }
    }
    return false;
}

double t_critical(double confidence, double df)
{
    double tail = (1 - confidence) / 2;
    double t;
    if (!is_inside(tail) || !(df > 0))
        return NAN;
    if (df >= NEARLY_NORMAL_DF)
        return t_from_normal(normal_critical(confidence), df);
    return approach_t(confidence, df, &t) ? t : gsl_cdf_tdist_Qinv(tail, df);
}
