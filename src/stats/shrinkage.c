#include "stats/shrinkage.h"

#include "stats/distribution.h"
#include "stats/sum.h"

#include <math.h>

/* Weighted by 1 / (variance + between). */
struct pooled {
    size_t unit_count;
    double weight;
    double squared_weight;
    double mean;
};

static struct pooled pool(const struct unit_gap *gaps, size_t unit_count, double between)
{
    struct pooled pooled = { 0 };
    struct sum weights = { 0 };
    struct sum squares = { 0 };
    struct sum excess = { 0 };
    double origin = 0;
    for (size_t i = 0; i < unit_count; i++) {
        if (!(gaps[i].variance > 0))
            continue;
        if (pooled.unit_count++ == 0)
            origin = gaps[i].gap;
        double weight = 1 / (gaps[i].variance + between);
        sum_add(&weights, weight);
        sum_add_product(&squares, weight, weight);
        sum_add_product(&excess, weight, gaps[i].gap - origin);
    }
    pooled.weight = sum_value(&weights);
    pooled.squared_weight = sum_value(&squares);
    if (pooled.unit_count)
        pooled.mean = origin + sum_value(&excess) / pooled.weight;
    return pooled;
}

static double cochran_q(const struct unit_gap *gaps, size_t unit_count, double mean)
{
    struct sum q = { 0 };
    for (size_t i = 0; i < unit_count; i++) {
        double deviation = gaps[i].gap - mean;
        if (gaps[i].variance > 0)
            sum_add_product(&q, deviation / gaps[i].variance, deviation);
    }
    return sum_value(&q);
}

enum shortfall shrinkage(const struct unit_gap *gaps, size_t unit_count,
                         struct shrinkage *shrinkage_out)
{
    struct pooled fixed = pool(gaps, unit_count, 0);
    if (fixed.unit_count < LINKAGE_LEAST_UNITS)
        return SHORTFALL_UNITS;
    double q = cochran_q(gaps, unit_count, fixed.mean);
    double excess = q - ((double)fixed.unit_count - 1);
    double scale = fixed.weight - fixed.squared_weight / fixed.weight;
    double between = fmax(0, excess / scale);
    struct pooled random = pool(gaps, unit_count, between);
    *shrinkage_out = (struct shrinkage){
        .unit_count = fixed.unit_count,
        .mean = random.mean,
        .mean_se = sqrt(1 / random.weight),
        .between = between,
        .q = q,
    };
    return SHORTFALL_NONE;
}

bool shrink(const struct shrinkage *shrinkage, struct unit_gap gap, double confidence,
            struct shrunken *shrunken_out)
{
    if (!(gap.variance > 0) || !(confidence > 0 && confidence < 1))
        return false;
    double kept = shrinkage->between / (shrinkage->between + gap.variance);
    double value = shrinkage->mean + kept * (gap.gap - shrinkage->mean);
    double se = sqrt(kept * gap.variance +
                     (1 - kept) * (1 - kept) * shrinkage->mean_se * shrinkage->mean_se);
    double half = normal_critical(confidence) * se;
    *shrunken_out = (struct shrunken){ value, se, { value - half, value + half } };
    return true;
}
