#include "stats/agreement.h"

#include "stats/sort.h"
#include "stats/sum.h"

#include <math.h>
#include <stdbool.h>

static bool is_scale(const struct answer_scale *scale)
{
    return scale->max > scale->min && scale->option_count >= 2;
}

/* (A^2 - 1) / 12 in steps of the scale, in the scale's units. */
static double even_variance(const struct answer_scale *scale)
{
    double range = scale->max - scale->min;
    double options = scale->option_count;
    return range * range * (options + 1) / (12 * (options - 1));
}

enum shortfall rwg(const struct moments *unit, const struct answer_scale *scale,
                   double *rwg_out)
{
    if (!is_scale(scale))
        return SHORTFALL_ARGUMENT;
    if (!unit->has_variance)
        return SHORTFALL_ANSWERS;
    *rwg_out = fmax(0, 1 - unit->variance / even_variance(scale));
    return SHORTFALL_NONE;
}

enum shortfall rwg_j(double mean_variance, double item_count,
                     const struct answer_scale *scale, double *rwg_out)
{
    if (!is_scale(scale) || !(mean_variance >= 0 && item_count >= 1))
        return SHORTFALL_ARGUMENT;
    double disagreement = fmin(1, mean_variance / even_variance(scale));
    double agreement = item_count * (1 - disagreement);
    *rwg_out = agreement / (agreement + disagreement);
    return SHORTFALL_NONE;
}

enum shortfall awg(const struct moments *unit, const struct answer_scale *scale,
                   double *awg_out)
{
    if (!is_scale(scale))
        return SHORTFALL_ARGUMENT;
    if (!unit->has_variance)
        return SHORTFALL_ANSWERS;
    double range = scale->max - scale->min;
    double from_end = fmin(unit->mean - scale->min, scale->max - unit->mean);
    if (from_end <= HISTOGRAM_TIE) {
        *awg_out = 1;
        return SHORTFALL_NONE;
    }
    if (unit->n * from_end < range * (1 - 1e-12))
        return SHORTFALL_SPREAD;
    double most =
        (scale->max - unit->mean) * (unit->mean - scale->min) * unit->n / (unit->n - 1);
    *awg_out = 1 - 2 * unit->variance / most;
    return SHORTFALL_NONE;
}

enum shortfall mean_deviation(const struct histogram *unit, const struct moments *moments,
                              double *deviation_out)
{
    struct sum distance = { 0 };
    if (!moments->has_variance)
        return SHORTFALL_ANSWERS;
    for (size_t k = 0; k < unit->level_count; k++)
        if (unit->counts[k] > 0)
            sum_add_product(&distance, unit->counts[k],
                            fabs(unit->levels[k] - moments->mean));
    *deviation_out = sum_value(&distance) / moments->n;
    return SHORTFALL_NONE;
}

double share_above(const double *values, size_t count, double bar)
{
    size_t above = 0;
    for (size_t i = 0; i < count; i++)
        above += values[i] > bar;
    return count ? (double)above / (double)count : 0;
}

double median_of(double *values, size_t count)
{
    if (count == 0)
        return NAN;
    double upper = select_number(values, count, count / 2);
    double lower = values[0];
    if (count % 2)
        return upper;
    for (size_t i = 1; i < count / 2; i++)
        lower = values[i] > lower ? values[i] : lower;
    return (lower + upper) / 2;
}
