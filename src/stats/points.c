#include "stats/points.h"

#include "stats/sum.h"

/* One coordinate of all points. */
struct extent {
    struct sum excess; /* over the first one */
    double lowest;
    double highest;
};

static inline void add_to_extent(struct extent *extent, double value, double first)
{
    sum_add(&extent->excess, value - first);
    extent->lowest = value < extent->lowest ? value : extent->lowest;
    extent->highest = value > extent->highest ? value : extent->highest;
}

static inline double mean_of(const struct extent *extent, double first, size_t count)
{
    return first + sum_value(&extent->excess) / (double)count;
}

static inline bool is_flat(const struct extent *extent)
{
    return extent->highest - extent->lowest <= HISTOGRAM_TIE;
}

/* At least one point. What is summed side by side does not wait for each other. */
static inline __attribute__((always_inline)) struct cross_sums
add_up(const struct points *points)
{
    const size_t count = points->count;
    const double first_x = points->x[0];
    const double first_y = points->y[0];
    struct extent x = { .lowest = first_x, .highest = first_x };
    struct extent y = { .lowest = first_y, .highest = first_y };
    for (size_t i = 0; i < count; i++) {
        add_to_extent(&x, points->x[i], first_x);
        add_to_extent(&y, points->y[i], first_y);
    }
    struct cross_sums sums = {
        .n = (double)count,
        .mean_x = mean_of(&x, first_x, count),
        .mean_y = mean_of(&y, first_y, count),
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
    sums.xx = is_flat(&x) ? 0 : sum_value(&xx);
    sums.yy = is_flat(&y) ? 0 : sum_value(&yy);
    sums.xy = is_flat(&x) || is_flat(&y) ? 0 : sum_value(&xy);
    return sums;
}

#if defined(__x86_64__)
/* With the processor's own fma, which gives the same as the C library's. */
__attribute__((target("fma"))) static struct cross_sums
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
    if (__builtin_cpu_supports("fma"))
        return add_up_with_fma(points);
#endif
    return add_up(points);
}
