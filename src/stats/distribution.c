#include "stats/distribution.h"

#include <gsl/gsl_cdf.h>

#include <math.h>
#include <stdbool.h>

static bool is_inside(double p)
{
    return p > 0 && p < 1;
}

double normal_quantile(double p)
{
    return is_inside(p) ? gsl_cdf_ugaussian_Pinv(p) : NAN;
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

/* P(T >= t) for t >= 0. gsl_cdf_tdist_Q goes over to a Cornish-Fisher expansion at df
   above 30, which is wrong in the seventh digit at t = 15; the incomplete beta function
   is not, but loses digits in turn where df is very large and the expansion is exact. */
static double t_upper_tail(double t, double df)
{
    enum { LARGE_DF = 50000 };
    double square = t * t;
    if (isinf(square))
        return 0;
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
    double tail = (1 - confidence) / 2;
    return is_inside(tail) ? gsl_cdf_ugaussian_Qinv(tail) : NAN;
}

double t_critical(double confidence, double df)
{
    double tail = (1 - confidence) / 2;
    return is_inside(tail) && df > 0 ? gsl_cdf_tdist_Qinv(tail, df) : NAN;
}
