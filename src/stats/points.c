#include "stats/points.h"

#include "stats/lanes.h"
#include "stats/sum.h"

#include <math.h>

#define INLINE static inline __attribute__((always_inline))

/* Points are summed side by side, so that no sum waits for the one before. */
struct lane_sums {
    lanes totals;
    lanes carries;
};

/* As sum.h adds to one. */
INLINE void add_terms(struct lane_sums *sums, const lanes *terms)
{
    lanes total = sums->totals + *terms;
    lanes added = total - sums->totals;
    sums->carries += (sums->totals - (total - added)) + (*terms - added);
    sums->totals = total;
}

INLINE void add_products(struct lane_sums *sums, const lanes *a, const lanes *b)
{
    lanes product = *a * *b;
    lanes lacking;
    add_terms(sums, &product);
    for (int l = 0; l < LANES; l++)
        lacking[l] = fma((*a)[l], (*b)[l], -product[l]);
    sums->carries += lacking;
}

INLINE double lanes_value(const struct lane_sums *sums)
{
    struct sum sum = { 0 };
    for (int l = 0; l < LANES; l++) {
        sum_add(&sum, sums->totals[l]);
        sum_add(&sum, sums->carries[l]);
    }
    return sum_value(&sum);
}

/* How far some values, LANES at most, lie from the middle; the others not at all. */
INLINE void take_deviations(const double *values, size_t count, double middle,
                            lanes *deviations_out)
{
    for (size_t l = 0; l < LANES; l++)
        (*deviations_out)[l] = l < count ? values[l] - middle : 0;
}

INLINE double mean_of(const double *values, size_t count)
{
    const size_t in_full = count / LANES * LANES;
    struct lane_sums excess = { .totals = { 0 } };
    lanes terms;
    for (size_t i = 0; i < in_full; i += LANES) {
        take_deviations(values + i, LANES, values[0], &terms);
        add_terms(&excess, &terms);
    }
    take_deviations(values + in_full, count - in_full, values[0], &terms);
    add_terms(&excess, &terms);
    return values[0] + lanes_value(&excess) / (double)count;
}

/* Two that differ come early, as a rule. */
static bool are_all_the_same(const double *values, size_t count)
{
    double lowest = values[0];
    double highest = values[0];
    for (size_t i = 1; i < count && highest - lowest <= HISTOGRAM_TIE; i++) {
        lowest = values[i] < lowest ? values[i] : lowest;
        highest = values[i] > highest ? values[i] : highest;
    }
    return highest - lowest <= HISTOGRAM_TIE;
}

struct products {
    struct lane_sums xx;
    struct lane_sums yy;
    struct lane_sums xy;
};

INLINE void add_points(struct products *products, const struct points *points,
                       size_t first, size_t count, const struct cross_sums *means)
{
    lanes dx;
    lanes dy;
    take_deviations(points->x + first, count, means->mean_x, &dx);
    take_deviations(points->y + first, count, means->mean_y, &dy);
    add_products(&products->xx, &dx, &dx);
    add_products(&products->yy, &dy, &dy);
    add_products(&products->xy, &dx, &dy);
}

/* At least one point. */
INLINE struct cross_sums add_up(const struct points *points)
{
    const size_t count = points->count;
    const size_t in_full = count / LANES * LANES;
    struct cross_sums sums = {
        .n = (double)count,
        .mean_x = mean_of(points->x, count),
        .mean_y = mean_of(points->y, count),
    };
    struct products products = { .xx = { .totals = { 0 } } };
    for (size_t i = 0; i < in_full; i += LANES)
        add_points(&products, points, i, LANES, &sums);
    add_points(&products, points, in_full, count - in_full, &sums);
    bool x_is_flat = are_all_the_same(points->x, count);
    bool y_is_flat = are_all_the_same(points->y, count);
    sums.xx = x_is_flat ? 0 : lanes_value(&products.xx);
    sums.yy = y_is_flat ? 0 : lanes_value(&products.yy);
    sums.xy = x_is_flat || y_is_flat ? 0 : lanes_value(&products.xy);
    return sums;
}

#if defined(__x86_64__)
/* With the processor's own fma, which gives the same as the C library's. */
__attribute__((target("avx2,fma"))) static struct cross_sums
add_up_with_fma(const struct points *points)
{
    return add_up(points);
}
#endif

struct cross_sums cross_sums_of(const struct points *points)
{
    if (!points->count)
        return (struct cross_sums){ 0 };
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
        return add_up_with_fma(points);
#endif
    return add_up(points);
}
