#include "stats/moments.h"

#include "stats/sum.h"

/* The number of answers; `*lowest_out` and `*highest_out` are the levels that have
   answers, 0 without any. */
static double count_answers(const struct histogram *histogram, double *lowest_out,
                            double *highest_out)
{
    struct sum n = { 0 };
    *lowest_out = 0;
    *highest_out = 0;
    for (size_t k = 0; k < histogram->level_count; k++) {
        if (!(histogram->counts[k] > 0))
            continue;
        if (sum_value(&n) == 0)
            *lowest_out = histogram->levels[k];
        *highest_out = histogram->levels[k];
        sum_add(&n, histogram->counts[k]);
    }
    return sum_value(&n);
}

static inline __attribute__((always_inline)) struct moments
find_moments(const struct histogram *histogram)
{
    double lowest;
    double highest;
    struct moments moments = { .n = count_answers(histogram, &lowest, &highest) };
    if (moments.n == 0)
        return moments;

    /* from the first level, answered or not: the same mean on the same levels is the same
       number, to the last bit */
    double first = histogram->levels[0];
    struct sum excess = { 0 };
    for (size_t k = 0; k < histogram->level_count; k++)
        if (histogram->counts[k] > 0)
            sum_add_product(&excess, histogram->counts[k], histogram->levels[k] - first);
    moments.mean = first + sum_value(&excess) / moments.n;

    moments.has_variance = moments.n >= 2;
    if (!moments.has_variance || highest - lowest <= HISTOGRAM_TIE)
        return moments;
    struct sum rest = { 0 }; /* what rounding left in the mean */
    struct sum squares = { 0 };
    for (size_t k = 0; k < histogram->level_count; k++) {
        if (!(histogram->counts[k] > 0))
            continue;
        double deviation = histogram->levels[k] - moments.mean;
        sum_add_product(&rest, histogram->counts[k], deviation);
        sum_add_product(&squares, histogram->counts[k] * deviation, deviation);
    }
    double correction = sum_value(&rest) * sum_value(&rest) / moments.n;
    moments.variance = (sum_value(&squares) - correction) / (moments.n - 1);
    return moments;
}

#if defined(__x86_64__)
/* With the processor's own fma, which gives the same as the C library's. */
__attribute__((target("fma"))) static struct moments
find_moments_with_fma(const struct histogram *histogram)
{
    return find_moments(histogram);
}
#endif

struct moments moments_of(const struct histogram *histogram)
{
#if defined(__x86_64__)
    if (__builtin_cpu_supports("fma"))
        return find_moments_with_fma(histogram);
#endif
    return find_moments(histogram);
}

struct moments moments_rescaled(struct moments moments, double min, double max)
{
    double range = max - min;
    moments.mean = 100 * (moments.mean - min) / range;
    moments.variance = moments.variance * (100 / range) * (100 / range);
    return moments;
}
