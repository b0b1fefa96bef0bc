#include "stats/reliability.h"

#include "stats/distribution.h"

#include <math.h>

/* How far beyond 1 rounding alone may take what is 1: answers are counted in parts of
   1e-12 of their range. */
#define ROUNDING 1e-9

bool cronbach_alpha(const double *covariances, size_t item_count, double *alpha_out)
{
    double own = 0;
    double all = 0;
    double k = (double)item_count;
    for (size_t i = 0; i < item_count * item_count; i++) {
        all += covariances[i];
        own += i % (item_count + 1) == 0 ? covariances[i] : 0;
    }
    /* of items that cancel out, rounding alone may be left */
    if (item_count < 2 || !(all > 1e-12 * own))
        return false;
    double alpha = k / (k - 1) * (1 - own / all);
    if (alpha > 1 + ROUNDING)
        return false;
    *alpha_out = fmin(alpha, 1);
    return true;
}

bool alpha_interval(double alpha, double n, size_t item_count, double confidence,
                    struct interval *interval_out)
{
    double tail = (1 - confidence) / 2;
    double df = n - 1;
    double other_df = df * ((double)item_count - 1);
    if (!(n >= 2) || item_count < 2 || !(alpha < 1) || !(tail > 0 && tail < 0.5))
        return false;
    *interval_out =
        (struct interval){ .low = 1 - (1 - alpha) * f_quantile_above(tail, df, other_df),
                           .high = 1 - (1 - alpha) *
                                           f_quantile_above(1 - tail, df, other_df) };
    return isfinite(interval_out->low) && isfinite(interval_out->high);
}

/* One item's loading given those of the others: least squares over its correlations. */
static double fit_loading(const double *correlations, size_t count, size_t i,
                          const double *loadings)
{
    double along = 0;
    double length = 0;
    for (size_t j = 0; j < count; j++) {
        if (j == i)
            continue;
        along += correlations[i * count + j] * loadings[j];
        length += loadings[j] * loadings[j];
    }
    return length > 0 ? along / length : 0;
}

/* Item after item until nothing moves any more. Each step makes the sum of squared
   residuals smaller, so that this ends where they are least. */
static bool fit_factor(const double *correlations, size_t count, double *loadings)
{
    enum { MOST_ROUNDS = 100000 };
    for (size_t i = 0; i < count; i++)
        loadings[i] = 0.7;
    for (int round = 0; round < MOST_ROUNDS; round++) {
        double moved = 0;
        for (size_t i = 0; i < count; i++) {
            double loading = fit_loading(correlations, count, i, loadings);
            moved = fmax(moved, fabs(loading - loadings[i]));
            loadings[i] = loading;
            if (fabs(loading) > 10)
                return false;
        }
        if (moved < 1e-15)
            return true;
        if (moved < 1e-13 && round > MOST_ROUNDS / 10)
            return true;
    }
    return false;
}

bool mcdonald_omega(const double *covariances, const double *correlations,
                    size_t item_count, double *loadings_out, double *omega_out)
{
    double common = 0;
    double unique = 0;
    if (item_count < 3 || !fit_factor(correlations, item_count, loadings_out))
        return false;
    for (size_t i = 0; i < item_count; i++) {
        double variance = covariances[i * item_count + i];
        double share = loadings_out[i] * loadings_out[i];
        if (share >= 1)
            return false;
        common += loadings_out[i] * sqrt(variance);
        unique += variance * (1 - share);
    }
    if (common < 0)
        for (size_t i = 0; i < item_count; i++)
            loadings_out[i] = -loadings_out[i];
    *omega_out = common * common / (common * common + unique);
    return true;
}

bool item_rest(const double *covariances, size_t item_count, size_t item, double *r_out)
{
    double with_rest = 0;
    double rest = 0;
    double own = 0;
    for (size_t i = 0; i < item_count; i++) {
        if (i == item)
            continue;
        with_rest += covariances[item * item_count + i];
        own += covariances[i * item_count + i];
        for (size_t j = 0; j < item_count; j++)
            if (j != item)
                rest += covariances[i * item_count + j];
    }
    if (item_count < 2 || !(rest > 1e-12 * own))
        return false;
    double r = with_rest / sqrt(covariances[item * item_count + item] * rest);
    if (fabs(r) > 1 + ROUNDING)
        return false;
    *r_out = fmax(-1, fmin(r, 1));
    return true;
}
