#include "stats/design.h"

#include "stats/margins.h"
#include "stats/sum.h"

#include <math.h>
#include <string.h>

#define EQUAL_WEIGHTS 1e-12
#define LARGEST_SIZE 1e30
#define SMALL_REST 1e-28  /* of squares: lost in rounding */
#define NO_VARIANCE 1e-24 /* of sd^2: the same */

/* What the variance needs of respondents who belong together. */
struct part {
    double n;
    struct sum scores;  /* w (x - mean) */
    struct sum squares; /* its square */
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

/* Group number g, less what its margins explain. */
static void add_group(struct part *part, const struct design_sample *design, size_t g,
                      const double *values, double mean)
{
    const struct design_group *group = design->groups[g];
    double explained = design->margin_count ? design->offsets[g] : 0;
    for (size_t k = 0; k < design->level_count; k++) {
        double deviation = values[k] - mean - explained;
        if (!(group->counts[k] > 0))
            continue;
        part->n += group->counts[k];
        sum_add_product(&part->scores, group->weights[k], deviation);
        sum_add_product(&part->squares, group->squares[k] * deviation, deviation);
    }
}

/* The share of a population that did not answer. */
static double unseen(double n, double population)
{
    return population > 0 ? fmax(0, 1 - n / population) : 1;
}

/* What a stratum adds to the variance, times the squared sum of weights. */
static double spread_of(const struct part *part, double population)
{
    double left = unseen(part->n, population);
    double sum = sum_value(&part->scores);
    double squares = sum_value(&part->squares);
    if (part->n < 2)
        return left * squares;
    return left * part->n / (part->n - 1) * fmax(0, squares - sum * sum / part->n);
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

/* Over units: the sum of what strata add, or the spread of the clusters' sums. */
static void vary_over_units(const struct design_sample *design, const double *values,
                            struct design_mean *mean, double *spread_out)
{
    struct sum spread = { 0 };
    struct part clusters = { 0 };
    double units = 0;
    for (size_t g = 0; g < design->group_count;) {
        size_t end = group_end(design, g);
        double population = population_of(design, g);
        struct part part = { 0 };
        for (; g < end; g++)
            add_group(&part, design, g, values, mean->mean);
        if (part.n == 0)
            continue;
        double sum = sum_value(&part.scores);
        units++;
        sum_add(&spread, spread_of(&part, population));
        clusters.n++;
        sum_add(&clusters.scores, sum);
        sum_add_product(&clusters.squares, sum, sum);
    }
    bool is_clustered = design->sampling == SAMPLING_CLUSTERS;
    mean->df = is_clustered ? units - 1 : mean->n - units;
    *spread_out = is_clustered ? spread_of(&clusters, 0) : sum_value(&spread);
}

static void vary(const struct design_sample *design, const double *values,
                 const struct extent *extent, struct design_mean *mean)
{
    double spread;
    if (design->margin_count)
        explain_all(design, values, extent, mean->mean);
    if (design->sampling == SAMPLING_SINGLE) {
        struct part part = { 0 };
        for (size_t g = 0; g < design->group_count; g++)
            add_group(&part, design, g, values, mean->mean);
        spread = spread_of(&part, design->population);
        mean->df = mean->n - 1;
    } else {
        vary_over_units(design, values, mean, &spread);
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
