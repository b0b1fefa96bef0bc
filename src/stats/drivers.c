#include "stats/drivers.h"

#include "stats/distribution.h"
#include "stats/random.h"
#include "stats/sort.h"
#include "stats/symmetric.h"

#include <math.h>
#include <string.h>

enum { SEED = 0x64726976 }; /* "driv" */

size_t relative_weights_numbers(size_t predictor_count)
{
    return 3 * predictor_count * predictor_count + 6 * predictor_count;
}

size_t weight_intervals_numbers(size_t predictor_count)
{
    size_t order = predictor_count + 1;
    return 4 * order * order + predictor_count * (1 + DRIVER_DRAWS) +
           relative_weights_numbers(predictor_count);
}

/* The predictors' correlations as V l V'. */
struct spectrum {
    size_t order;
    double *values;  /* l */
    double *roots;   /* their square roots */
    double *vectors; /* V', a row per direction */
    double *along;   /* the outcome in these directions, over the roots */
    double *links;   /* V sqrt(l) V', its lower triangle */
};

static double dot(const double *left, const double *right, size_t count)
{
    double sum = 0;
    for (size_t k = 0; k < count; k++)
        sum += left[k] * right[k];
    return sum;
}

static bool find_spectrum(const double *correlations, size_t p, double *scratch,
                          struct spectrum *spectrum_out)
{
    double *predictors = scratch;
    double *vectors = predictors + p * p;
    double *links = vectors + p * p;
    double *values = links + p * p;
    double *roots = values + p;
    double *along = roots + p;
    for (size_t i = 0; i < p; i++)
        memcpy(predictors + i * p, correlations + i * (p + 1), p * sizeof *predictors);
    if (!symmetric_eigen(predictors, p, along + p, values, vectors))
        return false;
    for (size_t k = 0; k < p; k++) {
        if (!(values[k] > 0))
            return false;
        roots[k] = sqrt(values[k]);
    }
    *spectrum_out = (struct spectrum){ p, values, roots, vectors, along, links };
    return true;
}

/* R^2, on the way. */
static double project_outcome(const struct spectrum *spectrum, const double *correlations)
{
    size_t p = spectrum->order;
    const double *outcome = correlations + p * (p + 1);
    double r2 = 0;
    for (size_t k = 0; k < p; k++) {
        spectrum->along[k] =
            dot(spectrum->vectors + k * p, outcome, p) / spectrum->roots[k];
        r2 += spectrum->along[k] * spectrum->along[k];
    }
    return r2;
}

static void find_links(const struct spectrum *spectrum)
{
    size_t p = spectrum->order;
    for (size_t i = 0; i < p; i++) {
        double *row = spectrum->links + i * p;
        for (size_t j = 0; j <= i; j++)
            row[j] = 0;
        for (size_t k = 0; k < p; k++) {
            const double *direction = spectrum->vectors + k * p;
            double stretched = spectrum->roots[k] * direction[i];
            for (size_t j = 0; j <= i; j++)
                row[j] += stretched * direction[j];
        }
    }
}

/* The uncorrelated variables that are nearest to the predictors stand in for them:
   V sqrt(l) V' are their correlations with the predictors, V 1/sqrt(l) V' r the outcome's
   slopes on them. A weight is the sum of the products of their squares. */
static void share_out(const struct spectrum *spectrum, double *weights_out)
{
    size_t p = spectrum->order;
    double *slopes = spectrum->values; /* which have had their use */
    for (size_t i = 0; i < p; i++)
        slopes[i] = 0;
    for (size_t k = 0; k < p; k++)
        for (size_t i = 0; i < p; i++)
            slopes[i] += spectrum->along[k] * spectrum->vectors[k * p + i];
    for (size_t i = 0; i < p; i++)
        slopes[i] *= slopes[i];
    find_links(spectrum);
    for (size_t i = 0; i < p; i++) {
        weights_out[i] = 0;
        for (size_t j = 0; j <= i; j++) {
            double link = spectrum->links[i * p + j] * spectrum->links[i * p + j];
            weights_out[i] += link * slopes[j];
            if (j < i)
                weights_out[j] += link * slopes[i];
        }
    }
}

static bool weigh(const double *correlations, size_t p, double *scratch,
                  double *weights_out, double *r2_out)
{
    struct spectrum spectrum;
    if (!find_spectrum(correlations, p, scratch, &spectrum))
        return false;
    double r2 = project_outcome(&spectrum, correlations);
    if (!(r2 <= 1 + 1e-9))
        return false;
    share_out(&spectrum, weights_out);
    *r2_out = fmin(r2, 1);
    return true;
}

/* Every predictor has something of its own. */
static bool are_apart(const double *correlations, size_t p, double *scratch)
{
    for (size_t i = 0; i < p; i++)
        memcpy(scratch + i * p, correlations + i * (p + 1), p * sizeof *scratch);
    return symmetric_factor(scratch, p, DRIVERS_LEAST_OWN, scratch);
}

bool relative_weights(const double *correlations, size_t predictor_count, double *scratch,
                      double *weights_out, double *r2_out)
{
    return predictor_count && are_apart(correlations, predictor_count, scratch) &&
           weigh(correlations, predictor_count, scratch, weights_out, r2_out);
}

/* The factor of the correlations of n respondents of the population that `factor` is the
   factor of: Bartlett's decomposition (1933), the rows brought to a length of 1. */
static void draw(struct random *random, const double *factor, size_t order, double n,
                 double *mix, double *drawn)
{
    for (size_t i = 0; i < order; i++)
        for (size_t j = 0; j <= i; j++)
            mix[i * order + j] =
                j < i ? random_normal(random)
                      : sqrt(random_chi_squared(random, n - 1 - (double)i));
    for (size_t i = 0; i < order; i++) {
        double *row = drawn + i * order;
        for (size_t j = 0; j <= i; j++)
            row[j] = 0;
        for (size_t k = 0; k <= i; k++)
            for (size_t j = 0; j <= k; j++)
                row[j] += factor[i * order + k] * mix[k * order + j];
        double scale = 1 / sqrt(dot(row, row, i + 1));
        for (size_t j = 0; j <= i; j++)
            row[j] *= scale;
    }
}

/* The weights of what was drawn, whose factor tells at once what each predictor has of
   its own. */
static bool weigh_draw(const double *drawn, size_t p, double *sampled, double *scratch,
                       double *weights_out, double *r2_out)
{
    size_t order = p + 1;
    for (size_t i = 0; i < order; i++) {
        double own = drawn[i * (order + 1)];
        if (i < p && !(own * own > DRIVERS_LEAST_OWN))
            return false;
        for (size_t j = 0; j < i; j++)
            sampled[i * order + j] = sampled[j * order + i] =
                dot(drawn + i * order, drawn + j * order, j + 1);
        sampled[i * (order + 1)] = 1;
    }
    return weigh(sampled, p, scratch, weights_out, r2_out);
}

/* The value below which a share of the draws lies, between the two nearest ones. */
static double percentile(double *draws, size_t count, double share)
{
    double place = share * (double)(count - 1);
    size_t below = (size_t)place;
    if (below + 1 >= count)
        return select_number(draws, count, count - 1);
    double low = select_number(draws, count, below);
    double high = draws[below + 1];
    for (size_t i = below + 2; i < count; i++)
        high = draws[i] < high ? draws[i] : high;
    return low + (place - (double)below) * (high - low);
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
    double *weights = sampled + order * order;
    double *shares = weights + p; /* DRIVER_DRAWS per predictor */
    double *rest = shares + p * DRIVER_DRAWS;
    struct random random;
    size_t count = 0;
    double tail = (1 - confidence) / 2;
    if (!p || !(n >= (double)p + 3) || !(tail > 0 && tail < 0.5) ||
        !symmetric_factor(correlations, order, DRIVERS_LEAST_OWN, factor))
        return false;
    random_seed(&random, SEED);
    for (size_t i = 0; i < DRIVER_DRAWS; i++) {
        double r2;
        draw(&random, factor, order, n, mix, drawn);
        if (!weigh_draw(drawn, p, sampled, rest, weights, &r2) || !(r2 > 0))
            continue;
        for (size_t j = 0; j < p; j++)
            shares[j * DRIVER_DRAWS + count] = weights[j] / r2;
        count++;
    }
    if (count < DRIVER_DRAWS / 2)
        return false;
    for (size_t j = 0; j < p; j++) {
        double *own = shares + j * DRIVER_DRAWS;
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
