#include "stats/one_way.h"

#include "stats/distribution.h"
#include "stats/sum.h"

#include <math.h>

#define ROUNDING 1e-12

struct totals {
    size_t unit_count;
    double n;
    double squared_n;
    double mean;
    double lowest; /* unit means */
    double highest;
};

static struct totals add_up(const struct moments *units, size_t unit_count)
{
    struct totals totals = { 0 };
    struct sum n = { 0 };
    struct sum squares = { 0 };
    struct sum excess = { 0 };
    double origin = 0; /* the first unit's mean: what is summed stays small */
    for (size_t i = 0; i < unit_count; i++) {
        double mean = units[i].mean;
        if (!(units[i].n > 0))
            continue;
        if (totals.unit_count++ == 0)
            origin = totals.lowest = totals.highest = mean;
        totals.lowest = mean < totals.lowest ? mean : totals.lowest;
        totals.highest = mean > totals.highest ? mean : totals.highest;
        sum_add(&n, units[i].n);
        sum_add_product(&squares, units[i].n, units[i].n);
        sum_add_product(&excess, units[i].n, mean - origin);
    }
    totals.n = sum_value(&n);
    totals.squared_n = sum_value(&squares);
    totals.mean = totals.n > 0 ? origin + sum_value(&excess) / totals.n : 0;
    return totals;
}

/* Sums of squares; between is exactly 0 when all unit means are the same. */
static void sum_squares(const struct moments *units, size_t unit_count,
                        const struct totals *totals, double *between_out,
                        double *within_out)
{
    struct sum between = { 0 };
    struct sum within = { 0 };
    bool differ = totals->highest - totals->lowest > HISTOGRAM_TIE;
    for (size_t i = 0; i < unit_count; i++) {
        if (!(units[i].n > 0))
            continue;
        double deviation = units[i].mean - totals->mean;
        if (differ)
            sum_add_product(&between, units[i].n * deviation, deviation);
        if (units[i].has_variance)
            sum_add_product(&within, units[i].n - 1, units[i].variance);
    }
    *between_out = sum_value(&between);
    *within_out = sum_value(&within);
}

/* Exactly 0 where rounding alone tells the two apart: whatever is divided by it would be
   without any bounds. */
static double excess_of(double between, double within)
{
    double excess = between - within;
    return fabs(excess) > ROUNDING * between ? excess : 0;
}

enum shortfall one_way(const struct moments *units, size_t unit_count,
                       struct one_way *one_way_out)
{
    struct totals totals = add_up(units, unit_count);
    double groups = (double)totals.unit_count;
    if (totals.unit_count < LINKAGE_LEAST_UNITS)
        return SHORTFALL_UNITS;
    if (!(totals.n > groups))
        return SHORTFALL_ANSWERS;
    struct one_way result = {
        .unit_count = totals.unit_count,
        .n = totals.n,
        .mean = totals.mean,
        .size = (totals.n - totals.squared_n / totals.n) / (groups - 1),
    };
    sum_squares(units, unit_count, &totals, &result.between, &result.within);
    result.between /= groups - 1;
    result.within /= totals.n - groups;
    double excess = excess_of(result.between, result.within);
    double whole = result.between + (result.size - 1) * result.within;
    if (!(whole > 0))
        return SHORTFALL_SPREAD;
    result.icc1 = excess / whole;
    result.has_icc2 = result.between > 0;
    result.icc2 = result.has_icc2 ? excess / result.between : 0;
    result.has_f = result.within > 0;
    result.f = result.has_f ? result.between / result.within : 0;
    result.p = result.has_f ? f_above(result.f, groups - 1, totals.n - groups) : 0;
    *one_way_out = result;
    return SHORTFALL_NONE;
}

double between_variance(const struct one_way *one_way)
{
    return excess_of(one_way->between, one_way->within) / one_way->size;
}
