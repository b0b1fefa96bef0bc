#include "stats/points.h"

#include "stats/sum.h"

static double mean_of(const double *values, size_t count)
{
    struct sum excess = { 0 };
    for (size_t i = 0; i < count; i++)
        sum_add(&excess, values[i] - values[0]);
    return values[0] + sum_value(&excess) / (double)count;
}

static bool are_same(const double *values, size_t count)
{
    double lowest = values[0];
    double highest = values[0];
    for (size_t i = 1; i < count; i++) {
        lowest = values[i] < lowest ? values[i] : lowest;
        highest = values[i] > highest ? values[i] : highest;
    }
    return highest - lowest <= HISTOGRAM_TIE;
}

struct cross_sums cross_sums_of(const struct points *points)
{
    size_t count = points->count;
    if (!count)
        return (struct cross_sums){ 0 };
    struct cross_sums sums = {
        .n = (double)count,
        .mean_x = mean_of(points->x, count),
        .mean_y = mean_of(points->y, count),
    };
    struct sum xx = { 0 };
    struct sum yy = { 0 };
    struct sum xy = { 0 };
    for (size_t i = 0; i < count; i++) {
        double dx = points->x[i] - sums.mean_x;
        double dy = points->y[i] - sums.mean_y;
        sum_add_product(&xx, dx, dx);
        sum_add_product(&yy, dy, dy);
        sum_add_product(&xy, dx, dy);
    }
    bool is_flat_x = are_same(points->x, count);
    bool is_flat_y = are_same(points->y, count);
    sums.xx = is_flat_x ? 0 : sum_value(&xx);
    sums.yy = is_flat_y ? 0 : sum_value(&yy);
    sums.xy = is_flat_x || is_flat_y ? 0 : sum_value(&xy);
    return sums;
}
