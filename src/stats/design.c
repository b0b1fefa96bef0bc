#include "stats/design.h"

#include "stats/margins.h"
#include "stats/sum.h"

#include <math.h>
#include <string.h>

#define EQUAL_WEIGHTS 1e-12
#define LARGEST_SIZE 1e30
#define SMALL_REST 1e-28  /* of squares: lost in rounding */
#define NO_VARIANCE 1e-24 /* of sd^2: the same */

/* Respondents who belong together, or clusters. */
struct part {
    double n;
    struct sum scores; /* z: w (x - mean) */
};

struct extent {
    double n;
    double weight;
    double square;
    double lowest; /* of the values that were given */
    double highest;
};

static struct extent extent_of(const struct design_sample *design, const double *values)
{
    struct sum n = { 0 };
    struct sum weight = { 0 };
    struct sum square = { 0 };
    struct extent extent = { .lowest = INFINITY, .highest = -INFINITY };
    for (size_t g = 0; g < design->group_count; g++) {
        const struct design_group *group = design->groups[g];
        for (size_t k = 0; k < design->level_count; k++) {
            if (!(group->counts[k] > 0))
                continue;
            sum_add(&n, group->counts[k]);
            sum_add(&weight, group->weights[k]);
            sum_add(&square, group->squares[k]);
            extent.lowest = fmin(extent.lowest, values[k]);
            extent.highest = fmax(extent.highest, values[k]);
        }
    }
    extent.n = sum_value(&n);
    extent.weight = sum_value(&weight);
    extent.square = sum_value(&square);
    return extent;
}

static double mean_of(const struct design_sample *design, const double *values,
                      const struct extent *extent)
{
    struct sum excess = { 0 };
    for (size_t g = 0; g < design->group_count; g++)
        for (size_t k = 0; k < design->level_count; k++)
            if (design->groups[g]->counts[k] > 0)
                sum_add_product(&excess, design->groups[g]->weights[k],
                                values[k] - extent->lowest);
    return extent->lowest + sum_value(&excess) / extent->weight;
}

static double sd_of(const struct design_sample *design, const double *values,
                    const struct extent *extent, double mean)
{
    struct sum squares = { 0 };
    for (size_t g = 0; g < design->group_count; g++)
        for (size_t k = 0; k < design->level_count; k++) {
            double deviation = values[k] - mean;
            if (design->groups[g]->counts[k] > 0)
                sum_add_product(&squares, design->groups[g]->weights[k] * deviation,
                                deviation);
        }
    return sqrt(sum_value(&squares) / extent->weight * extent->n / (extent->n - 1));
}

/* From the mean to a level, less what the group's margins explain. */
static double deviation_of(const struct design_sample *design, size_t g, size_t level,
                           const double *values, double mean)
{
    return values[level] - mean - (design->margin_count ? design->offsets[g] : 0);
}

static void add_group(struct part *part, const struct design_sample *design, size_t g,
                      const double *values, double mean)
{
    const struct design_group *group = design->groups[g];
    for (size_t k = 0; k < design->level_count; k++) {
        if (!(group->counts[k] > 0))
            continue;
        part->n += group->counts[k];
        sum_add_product(&part->scores, group->weights[k],
                        deviation_of(design, g, k, values, mean));
    }
}

/* How far the weights of a level lie apart: the sum of their squares about their mean. */
static double weight_spread(const struct design_group *group, size_t level)
{
    double mean = group->weights[level] / group->counts[level];
    double spread = group->squares[level] - mean * group->weights[level];
    return spread > EQUAL_WEIGHTS * group->squares[level] ? spread : 0;
}

/* The sum of (z - centre)^2: squares of small numbers, not the difference of large ones.
 */
static void add_squares(struct sum *squares, const struct design_sample *design, size_t g,
                        const double *values, double mean, double centre)
{
    const struct design_group *group = design->groups[g];
    for (size_t k = 0; k < design->level_count; k++) {
        double n = group->counts[k];
        if (!(n > 0))
            continue;
        double deviation = deviation_of(design, g, k, values, mean);
        double off = group->weights[k] / n * deviation - centre;
        sum_add_product(squares, n * off, off);
        sum_add_product(squares, weight_spread(group, k) * deviation, deviation);
    }
}

/* The share of a population that did not answer. */
static double unseen(double n, double population)
{
    return population > 0 ? fmax(0, 1 - n / population) : 1;
}

/* What the groups from `first` to before `end`, a part, add to the variance as a stratum,
   times the squared sum of weights. */
static double spread_of(const struct design_sample *design, size_t first, size_t end,
                        const struct part *part, const double *values, double mean,
                        double population)
{
    struct sum squares = { 0 };
    double left = unseen(part->n, population);
    double centre = part->n >= 2 ? sum_value(&part->scores) / part->n : 0;
    for (size_t g = first; g < end; g++)
        add_squares(&squares, design, g, values, mean, centre);
    return left * (part->n >= 2 ? part->n / (part->n - 1) : 1) * sum_value(&squares);
}

size_t design_numbers(size_t group_count, size_t margin_count, size_t category_count)
{
    return group_count + margin_count * category_count +
           margins_numbers(group_count, margin_count, category_count);
}

/* The base weights of groups, and per category what the margins leave to be explained.
   All base weights together. */
static double leave(const struct design_sample *design, const double *values, double mean,
                    double *weights, double *left)
{
    double weight = 0;
    memset(left, 0, design->margin_count * design->category_count * sizeof *left);
    for (size_t g = 0; g < design->group_count; g++) {
        const struct design_group *group = design->groups[g];
        struct sum sum = { 0 };
        weights[g] = 0;
        for (size_t k = 0; k < design->level_count; k++) {
            double base = group->weights[k] / group->factor;
            if (!(group->counts[k] > 0))
                continue;
            weights[g] += base;
            sum_add_product(&sum, base, values[k] - mean - design->offsets[g]);
        }
        for (size_t m = 0; m < design->margin_count; m++)
            left[m * design->category_count + group->categories[m]] += sum_value(&sum);
        weight += weights[g];
    }
    return weight;
}

static void explain_all(const struct design_sample *design, const double *values,
                        const struct extent *extent, double mean)
{
    enum { ROUNDS = 2 }; /* the second makes good what the first lost in rounding */
    double range = extent->highest - extent->lowest;
    double *weights = design->numbers;
    double *left = weights + design->group_count;
    struct margins margins = {
        .group_count = design->group_count,
        .margin_count = design->margin_count,
        .category_count = design->category_count,
        .categories = design->categories,
        .weights = weights,
        .numbers = left + design->margin_count * design->category_count,
    };
    for (size_t g = 0; g < design->group_count; g++) {
        design->offsets[g] = 0;
        design->categories[g] = design->groups[g]->categories;
    }
    for (int round = 0; round < ROUNDS; round++) {
        double weight = leave(design, values, mean, weights, left);
        margins_solve(&margins, left, SMALL_REST * weight * range * range,
                      design->offsets);
    }
}

static size_t group_end(const struct design_sample *design, size_t first)
{
    size_t end = first + 1;
    while (end < design->group_count &&
           design->groups[end]->unit == design->groups[first]->unit)
        end++;
    return end;
}

/* Of the stratum that begins with group number g. */
static double population_of(const struct design_sample *design, size_t g)
{
    return design->has_whole_units ? design->groups[g]->population : 0;
}

/* The sum of what strata add. */
static double vary_in_strata(const struct design_sample *design, const double *values,
                             struct design_mean *mean)
{
    struct sum spread = { 0 };
    double strata = 0;
    for (size_t g = 0; g < design->group_count;) {
        size_t first = g;
        size_t end = group_end(design, g);
        struct part part = { 0 };
        for (; g < end; g++)
            add_group(&part, design, g, values, mean->mean);
        strata += part.n > 0;
        if (part.n > 0)
            sum_add(&spread, spread_of(design, first, end, &part, values, mean->mean,
                                       population_of(design, first)));
    }
    mean->df = mean->n - strata;
    return sum_value(&spread);
}

/* The spread of the clusters' sums; together these are 0, but for raked weights. */
static double vary_over_clusters(const struct design_sample *design, const double *values,
                                 struct design_mean *mean)
{
    struct part clusters = { 0 };
    struct sum squares = { 0 };
    for (size_t g = 0; g < design->group_count;) {
        size_t end = group_end(design, g);
        struct part part = { 0 };
        for (; g < end; g++)
            add_group(&part, design, g, values, mean->mean);
        if (part.n == 0)
            continue;
        double sum = sum_value(&part.scores);
        clusters.n++;
        sum_add(&clusters.scores, sum);
        sum_add_product(&squares, sum, sum);
    }
    double n = clusters.n;
    double sum = sum_value(&clusters.scores);
    mean->df = n - 1;
    return n < 2 ? sum_value(&squares)
                 : n / (n - 1) * fmax(0, sum_value(&squares) - sum * sum / n);
}

static double vary_one_by_one(const struct design_sample *design, const double *values,
                              struct design_mean *mean)
{
    struct part part = { 0 };
    for (size_t g = 0; g < design->group_count; g++)
        add_group(&part, design, g, values, mean->mean);
    mean->df = mean->n - 1;
    return spread_of(design, 0, design->group_count, &part, values, mean->mean,
                     design->population);
}

static void vary(const struct design_sample *design, const double *values,
                 const struct extent *extent, struct design_mean *mean)
{
    double spread = 0;
    if (design->margin_count)
        explain_all(design, values, extent, mean->mean);
    switch (design->sampling) {
    case SAMPLING_SINGLE:
        spread = vary_one_by_one(design, values, mean);
        break;
    case SAMPLING_STRATA:
        spread = vary_in_strata(design, values, mean);
        break;
    case SAMPLING_CLUSTERS:
        spread = vary_over_clusters(design, values, mean);
        break;
    }
    mean->has_variance = mean->n >= 2 && mean->df > 0;
    mean->variance = spread / extent->weight / extent->weight;
}

/* The share of the variance that what is known of populations leaves where nothing is
   known of the spread: every answer's counts by its squared weight. */
static double unseen_of(const struct design_sample *design, const double *values,
                        const struct extent *extent)
{
    if (design->sampling == SAMPLING_SINGLE)
        return unseen(extent->n, design->population);
    if (design->sampling == SAMPLING_CLUSTERS)
        return 1;
    struct sum left = { 0 };
    for (size_t g = 0; g < design->group_count;) {
        struct design_sample stratum = *design;
        stratum.groups += g;
        stratum.group_count = group_end(design, g) - g;
        struct extent own = extent_of(&stratum, values);
        sum_add_product(&left, unseen(own.n, population_of(design, g)), own.square);
        g += stratum.group_count;
    }
    return sum_value(&left) / extent->square;
}

bool design_mean_of(const struct design_sample *design, const double *values,
                    struct design_mean *mean_out)
{
    struct extent extent = extent_of(design, values);
    if (!(extent.n >= 1))
        return false;
    struct design_mean mean = {
        .n = extent.n,
        .mean = mean_of(design, values, &extent),
        .n_eff = extent.weight * extent.weight / extent.square,
    };
    bool is_flat = extent.highest - extent.lowest <= HISTOGRAM_TIE;
    if (extent.n >= 2 && !is_flat)
        mean.sd = sd_of(design, values, &extent, mean.mean);
    vary(design, values, &extent, &mean);
    if (is_flat || mean.variance < NO_VARIANCE * mean.sd * mean.sd)
        mean.variance = 0;
    mean.effect = mean.sd > 0 ? mean.variance * mean.n / (mean.sd * mean.sd)
                              : unseen_of(design, values, &extent) * mean.n / mean.n_eff;
    *mean_out = mean;
    return true;
}

bool design_has_equal_weights(const struct design_sample *design)
{
    double weight = 0;
    for (size_t g = 0; g < design->group_count; g++) {
        const struct design_group *group = design->groups[g];
        for (size_t k = 0; k < design->level_count; k++) {
            if (!(group->counts[k] > 0))
                continue;
            double own = group->weights[k] / group->counts[k];
            double square = group->squares[k] / group->counts[k];
            weight = weight > 0 ? weight : own;
            if (fabs(own - weight) > EQUAL_WEIGHTS * weight ||
                fabs(square - weight * weight) > EQUAL_WEIGHTS * weight * weight)
                return false;
        }
    }
    return true;
}

struct moments design_moments(const struct design_mean *mean)
{
    return (struct moments){ .n = mean->n,
                             .mean = mean->mean,
                             .variance =
                                 mean->has_variance ? mean->variance * mean->n : 0,
                             .has_variance = mean->has_variance,
                             .df = mean->df };
}

double design_size(const struct design_mean *mean)
{
    return mean->effect > 0 ? fmin(mean->n / mean->effect, LARGEST_SIZE) : LARGEST_SIZE;
}
