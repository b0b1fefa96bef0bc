#include "stats/drivers.h"

#include "stats/distribution.h"
#include "stats/random.h"
#include "stats/symmetric.h"

#include <gsl/gsl_sort_double.h>

#include <math.h>
#include <string.h>

enum { SEED = 0x64726976 }; /* "driv" */

size_t relative_weights_numbers(size_t predictor_count)
{
    return 4 * predictor_count * predictor_count + 3 * predictor_count;
}

size_t weight_intervals_numbers(size_t predictor_count)
{
    size_t order = predictor_count + 1;
    return 5 * order * order + predictor_count * (1 + DRIVER_DRAWS) +
           relative_weights_numbers(predictor_count);
}

/* The predictors' correlations as V l V'. */
struct spectrum {
    size_t order;
    double *values;  /* l */
    double *roots;   /* their square roots */
    double *vectors; /* V */
    double *along;   /* the outcome in these directions, over the roots */
};

/* How near the eigenvectors are found: of one matrix, and of a draw that is one of a
   thousand, where a rough answer costs a third. */
static const double to_the_last_digit = 1e-17;
static const double near_enough = 1e-8;

/* product = left' right, or left right. */
static void multiply(const double *left, bool is_turned, const double *right, size_t p,
                     double *product)
{
    for (size_t i = 0; i < p; i++)
        for (size_t j = 0; j < p; j++) {
            double sum = 0;
            for (size_t k = 0; k < p; k++)
                sum += left[is_turned ? k * p + i : i * p + k] * right[k * p + j];
            product[i * p + j] = sum;
        }
}

/* The spectrum of a matrix whose eigenvectors are near `start`; NULL: of any. */
static bool find_spectrum(const double *correlations, size_t p, const double *start,
                          double *scratch, struct spectrum *spectrum_out)
{
    double *predictors = scratch;
    double *factor = predictors + p * p;
    double *vectors = factor + p * p;
    double *turned = vectors + p * p;
    double *values = turned + p * p;
    struct spectrum spectrum = { p, values, values + p, vectors, values + 2 * p };
    for (size_t i = 0; i < p; i++)
        memcpy(predictors + i * p, correlations + i * (p + 1), p * sizeof *predictors);
    if (!symmetric_factor(predictors, p, DRIVERS_LEAST_OWN, factor))
        return false;
    if (start) {
        multiply(predictors, false, start, p, turned);
        multiply(start, true, turned, p, predictors);
        if (!symmetric_eigen(predictors, p, near_enough, values, turned))
            return false;
        multiply(start, false, turned, p, vectors);
    } else if (!symmetric_eigen(predictors, p, to_the_last_digit, values, vectors)) {
        return false;
    }
    for (size_t k = 0; k < p; k++) {
        if (!(values[k] > 0))
            return false;
        spectrum.roots[k] = sqrt(values[k]);
    }
    *spectrum_out = spectrum;
    return true;
}

/* R^2, on the way. */
static double project_outcome(const struct spectrum *spectrum, const double *correlations)
{
    size_t p = spectrum->order;
    double r2 = 0;
    for (size_t k = 0; k < p; k++) {
        double sum = 0;
        for (size_t i = 0; i < p; i++)
            sum += spectrum->vectors[i * p + k] * correlations[i * (p + 1) + p];
        spectrum->along[k] = sum / spectrum->roots[k];
        r2 += spectrum->along[k] * spectrum->along[k];
    }
    return r2;
}

/* The uncorrelated variables that are nearest to the predictors stand in for them:
   V sqrt(l) V' are their correlations with the predictors, V 1/sqrt(l) V' r the outcome's
   slopes on them. A weight is the sum of the products of their squares. */
static void share_out(const struct spectrum *spectrum, double *weights_out)
{
    size_t p = spectrum->order;
    for (size_t i = 0; i < p; i++)
        weights_out[i] = 0;
    for (size_t j = 0; j < p; j++) {
        const double *stand_in = spectrum->vectors + j * p;
        double slope = 0;
        for (size_t k = 0; k < p; k++)
            slope += stand_in[k] * spectrum->along[k];
        for (size_t i = 0; i < p; i++) {
            double link = 0;
            for (size_t k = 0; k < p; k++)
                link += spectrum->vectors[i * p + k] * stand_in[k] * spectrum->roots[k];
            weights_out[i] += link * link * slope * slope;
        }
    }
}

static bool weigh(const struct spectrum *spectrum, const double *correlations,
                  double *weights_out, double *r2_out)
{
    double r2 = project_outcome(spectrum, correlations);
    if (!(r2 <= 1 + 1e-9))
        return false;
    share_out(spectrum, weights_out);
    *r2_out = fmin(r2, 1);
    return true;
}

bool relative_weights(const double *correlations, size_t predictor_count, double *scratch,
                      double *weights_out, double *r2_out)
{
    struct spectrum spectrum;
    return predictor_count &&
           find_spectrum(correlations, predictor_count, NULL, scratch, &spectrum) &&
           weigh(&spectrum, correlations, weights_out, r2_out);
}

/* A matrix of correlations of n respondents of the population that `factor` is the factor
   of: Bartlett's decomposition (1933). */
static void draw(struct random *random, const double *factor, size_t order, double n,
                 double *mix, double *drawn)
{
    for (size_t i = 0; i < order; i++)
        for (size_t j = 0; j <= i; j++)
            mix[i * order + j] =
                j < i ? random_normal(random)
                      : sqrt(random_chi_squared(random, n - 1 - (double)i));
    /* both are triangular */
    for (size_t i = 0; i < order; i++)
        for (size_t j = 0; j < order; j++) {
            double sum = 0;
            for (size_t k = j; k <= i; k++)
                sum += factor[i * order + k] * mix[k * order + j];
            drawn[i * order + j] = sum;
        }
}

/* The correlations of what was drawn: the angles between its rows. */
static void correlate(const double *drawn, size_t order, double *correlations)
{
    for (size_t i = 0; i < order; i++)
        for (size_t j = 0; j <= i; j++) {
            double sum = 0;
            for (size_t k = 0; k <= j; k++)
                sum += drawn[i * order + k] * drawn[j * order + k];
            correlations[i * order + j] = correlations[j * order + i] = sum;
        }
    covariances_to_correlations(correlations, order);
}

/* The value below which a share of the draws lies, between the two nearest ones. */
static double percentile(const double *sorted, size_t count, double share)
{
    double place = share * (double)(count - 1);
    size_t below = (size_t)place;
    if (below + 1 >= count)
        return sorted[count - 1];
    return sorted[below] + (place - (double)below) * (sorted[below + 1] - sorted[below]);
}

bool weight_intervals(const double *correlations, size_t predictor_count, double n,
                      double confidence, double *scratch, struct interval *shares_out)
{
    size_t p = predictor_count;
    size_t order = p + 1;
    double *factor = scratch;
    double *mix = factor + order * order;
    double *drawn = mix + order * order;
    double *sampled = drawn + order * order;
    double *start = sampled + order * order;
    double *weights = start + order * order;
    double *shares = weights + p; /* DRIVER_DRAWS per predictor */
    double *rest = shares + p * DRIVER_DRAWS;
    struct spectrum spectrum;
    struct random random;
    size_t count = 0;
    double tail = (1 - confidence) / 2;
    if (!p || !(n >= (double)p + 3) || !(tail > 0 && tail < 0.5) ||
        !symmetric_factor(correlations, order, DRIVERS_LEAST_OWN, factor) ||
        !find_spectrum(correlations, p, NULL, rest, &spectrum))
        return false;
    memcpy(start, spectrum.vectors, p * p * sizeof *start);
    random_seed(&random, SEED);
    for (size_t i = 0; i < DRIVER_DRAWS; i++) {
        double r2;
        draw(&random, factor, order, n, mix, drawn);
        correlate(drawn, order, sampled);
        if (!find_spectrum(sampled, p, start, rest, &spectrum) ||
            !weigh(&spectrum, sampled, weights, &r2) || !(r2 > 0))
            continue;
        for (size_t j = 0; j < p; j++)
            shares[j * DRIVER_DRAWS + count] = weights[j] / r2;
        count++;
    }
    if (count < DRIVER_DRAWS / 2)
        return false;
    for (size_t j = 0; j < p; j++) {
        double *own = shares + j * DRIVER_DRAWS;
        gsl_sort(own, 1, count);
        shares_out[j] = (struct interval){ percentile(own, count, tail),
                                           percentile(own, count, 1 - tail) };
    }
    return true;
}

bool explained_test(double r2, size_t predictor_count, double n, double *adjusted_out,
                    double *p_out)
{
    double p = (double)predictor_count;
    double df = n - p - 1;
    if (!(df >= 1) || !predictor_count)
        return false;
    *adjusted_out = 1 - (1 - r2) * (n - 1) / df;
    *p_out = r2 >= 1 ? 0 : f_above(r2 / p / ((1 - r2) / df), p, df);
    return true;
}

bool correlation_test(double r, double n, double confidence,
                      struct interval *interval_out, double *p_out)
{
    if (!(n >= 4) || !(fabs(r) <= 1))
        return false;
    double reach = normal_critical(confidence) / sqrt(n - 3);
    if (!isfinite(reach))
        return false;
    bool is_line = fabs(r) == 1;
    double z = is_line ? 0 : atanh(r);
    *interval_out = is_line ? (struct interval){ r, r }
                            : (struct interval){ tanh(z - reach), tanh(z + reach) };
    *p_out = is_line ? 0 : t_two_sided(r * sqrt((n - 2) / (1 - r * r)), n - 2);
    return true;
}
