#include "stats/effect.h"

#include "stats/distribution.h"

#include <gsl/gsl_sf_gamma.h>

#include <math.h>

/* Two histograms walked upwards together, one step for each distinct answer. */
struct walk {
    const struct histogram *sides[2];
    size_t next[2];
    double counts[2]; /* at this answer */
    double below[2];  /* at lower ones */
};

static inline bool walk_next(struct walk *walk)
{
    double lowest = INFINITY;
    for (int side = 0; side < 2; side++) {
        const struct histogram *histogram = walk->sides[side];
        size_t next = walk->next[side];
        if (next < histogram->level_count && histogram->levels[next] < lowest)
            lowest = histogram->levels[next];
    }
    if (isinf(lowest))
        return false;
    for (int side = 0; side < 2; side++) {
        const struct histogram *histogram = walk->sides[side];
        size_t next = walk->next[side];
        double count = 0;
        for (; next < histogram->level_count &&
               histogram->levels[next] <= lowest + HISTOGRAM_TIE;
             next++)
            count += histogram->counts[next];
        walk->next[side] = next;
        walk->below[side] += walk->counts[side];
        walk->counts[side] = count;
    }
    return true;
}

struct answer_pairs answer_pairs_of(const struct histogram *employees,
                                    const struct histogram *customers)
{
    struct walk walk = { .sides = { employees, customers } };
    struct answer_pairs pairs = { .sides = { employees, customers } };
    while (walk_next(&walk)) {
        double t = walk.counts[0] + walk.counts[1];
        pairs.greater += walk.counts[0] * walk.below[1];
        pairs.tied += walk.counts[0] * walk.counts[1];
        pairs.less += walk.counts[1] * walk.below[0];
        pairs.tie_term += t * t * t - t;
        for (int side = 0; side < 2; side++)
            pairs.has_spread |= walk.counts[side] > 0 && walk.below[side] > 0;
    }
    pairs.n[0] = walk.below[0] + walk.counts[0];
    pairs.n[1] = walk.below[1] + walk.counts[1];
    return pairs;
}

/* Cliff's unbiased variance, from how far the rows and the columns of the matrix of signs
   lie from delta. Below 0 only by its own nature: what rounding alone leaves is 0. */
static double delta_variance(const struct answer_pairs *pairs, double delta)
{
    struct walk walk = { .sides = { pairs->sides[0], pairs->sides[1] } };
    double rows = 0;
    double columns = 0;
    double e = pairs->n[0];
    double c = pairs->n[1];
    while (walk_next(&walk)) {
        double customers_above = c - walk.below[1] - walk.counts[1];
        double employees_above = e - walk.below[0] - walk.counts[0];
        double row = (walk.below[1] - customers_above) / c - delta;
        double column = (employees_above - walk.below[0]) / e - delta;
        rows += walk.counts[0] * row * row;
        columns += walk.counts[1] * column * column;
    }
    double signs = pairs->greater * (1 - delta) * (1 - delta) +
                   pairs->tied * delta * delta + pairs->less * (1 + delta) * (1 + delta);
    double difference = c * c * rows + e * e * columns - signs;
    if (fabs(difference) <= 1e-13 * signs)
        return 0;
    return difference / (e * c * (e - 1) * (c - 1));
}

static struct interval delta_interval(const struct cliffs_delta *cliffs, double e,
                                      double c, double t)
{
    double d = cliffs->delta;
    double rest = 1 - d * d;
    double variance = cliffs->variance > 0 ? cliffs->variance : rest / (e * c - 1);
    double divisor = rest + t * t * variance;
    double half = t * sqrt(variance) * sqrt(rest * rest + t * t * variance);
    return (struct interval){ (d * rest - half) / divisor, (d * rest + half) / divisor };
}

static struct interval separate_interval(double delta, double e, double c, double t)
{
    double n = fmin(e, c);
    double inner = (n - t * t) / (n + t * t);
    return delta > 0 ? (struct interval){ inner, 1 } : (struct interval){ -1, -inner };
}

static bool have_interval(const struct answer_pairs *pairs)
{
    return pairs->n[0] >= 2 && pairs->n[1] >= 2;
}

/* `t` is for the interval, where there is one. */
static struct cliffs_delta delta_of(const struct answer_pairs *pairs, double t)
{
    double e = pairs->n[0];
    double c = pairs->n[1];
    struct cliffs_delta cliffs = { .delta = (pairs->greater - pairs->less) / (e * c),
                                   .has_interval = have_interval(pairs) };
    if (cliffs.has_interval) {
        bool is_separate = pairs->tied == 0 && (pairs->greater == 0 || pairs->less == 0);
        cliffs.variance = is_separate ? 0 : delta_variance(pairs, cliffs.delta);
        cliffs.interval = is_separate ? separate_interval(cliffs.delta, e, c, t)
                                      : delta_interval(&cliffs, e, c, t);
    }
    return cliffs;
}

bool cliffs_delta(const struct histogram *employees, const struct histogram *customers,
                  double confidence, struct cliffs_delta *delta_out)
{
    struct answer_pairs pairs = answer_pairs_of(employees, customers);
    double e = pairs.n[0];
    double c = pairs.n[1];
    if (!(e >= 1 && c >= 1 && confidence > 0 && confidence < 1))
        return false;
    double t = have_interval(&pairs) ? t_critical(confidence, e + c - 2) : 0;
    *delta_out = delta_of(&pairs, t);
    return true;
}

bool cliffs_delta_of(const struct answer_pairs *pairs, struct critical_values *values,
                     struct cliffs_delta *delta_out)
{
    double e = pairs->n[0];
    double c = pairs->n[1];
    if (!(e >= 1 && c >= 1))
        return false;
    double t = have_interval(pairs) ? critical_t(values, e + c - 2) : 0;
    *delta_out = delta_of(pairs, t);
    return true;
}

bool mann_whitney(const struct histogram *employees, const struct histogram *customers,
                  struct mann_whitney *mann_whitney_out)
{
    struct answer_pairs pairs = answer_pairs_of(employees, customers);
    return mann_whitney_of(&pairs, mann_whitney_out);
}

bool mann_whitney_of(const struct answer_pairs *pairs,
                     struct mann_whitney *mann_whitney_out)
{
    double e = pairs->n[0];
    double c = pairs->n[1];
    double n = e + c;
    if (!(e >= 2 && c >= 2) || !pairs->has_spread)
        return false;
    double spread = (n + 1) - pairs->tie_term / (n * (n - 1));
    double u = pairs->greater + pairs->tied / 2;
    double z = (pairs->greater - pairs->less) / 2 / sqrt(e * c / 12 * spread);
    *mann_whitney_out = (struct mann_whitney){ u, z, normal_two_sided(z) };
    return true;
}

double hedges_correction(double m)
{
    enum { SERIES_FROM = 1000 };
    if (!(m > 1))
        return NAN;
    if (m < SERIES_FROM)
        return exp(gsl_sf_lngamma(m / 2) - gsl_sf_lngamma((m - 1) / 2)) / sqrt(m / 2);
    /* Further up the two logarithms cancel; Stirling's series of the ratio does not. */
    double x = 2 / (m - 1);
    double series =
        1 + x * (-1. / 8 + x * (1. / 128 + x * (5. / 1024 - x * 21. / 32768)));
    return sqrt((m - 1) / m) * series;
}

/* All of g but the correction. */
static bool plain_difference(const struct moments *employees,
                             const struct moments *customers, double *m_out,
                             double *difference_out, double *sd_out)
{
    if (!employees->has_variance || !customers->has_variance)
        return false;
    double m = employees->n + customers->n - 2;
    double pooled = ((employees->n - 1) * employees->variance +
                     (customers->n - 1) * customers->variance) /
                    m;
    if (!(pooled > 0))
        return false;
    *m_out = m;
    *difference_out = employees->mean - customers->mean;
    *sd_out = sqrt(pooled);
    return true;
}

bool hedges_g(const struct moments *employees, const struct moments *customers,
              struct critical_values *values, double *g_out)
{
    double m;
    double difference;
    double sd;
    if (!plain_difference(employees, customers, &m, &difference, &sd))
        return false;
    double correction = values ? critical_correction(values, m) : hedges_correction(m);
    *g_out = correction * difference / sd;
    return true;
}
