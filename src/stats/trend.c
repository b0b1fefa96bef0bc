#include "stats/trend.h"

#include "stats/distribution.h"

#include <float.h>
#include <math.h>

struct weighted_sums {
    double x_mean;
    double y_first; /* what figures are measured from: equal ones are 0, exactly */
    double y_mean;
    double xx; /* weighted sums of squares and products about the means */
    double xy;
    double yy;
};

static struct weighted_sums sums_of(const struct trend_point *points, size_t count)
{
    struct weighted_sums sums = { .y_first = points[0].y };
    double weights = 0;
    for (size_t i = 0; i < count; i++) {
        double weight = 1 / points[i].variance;
        weights += weight;
        sums.x_mean += weight * points[i].x;
        sums.y_mean += weight * (points[i].y - sums.y_first);
    }
    sums.x_mean /= weights;
    sums.y_mean /= weights;
    for (size_t i = 0; i < count; i++) {
        double weight = 1 / points[i].variance;
        double x = points[i].x - sums.x_mean;
        double y = points[i].y - sums.y_first - sums.y_mean;
        sums.xx += weight * x * x;
        sums.xy += weight * x * y;
        sums.yy += weight * y * y;
    }
    return sums;
}

/* The weighted sum of squares about the line. */
static double residue(const struct trend_point *points, size_t count,
                      const struct weighted_sums *sums, double slope)
{
    double total = 0;
    for (size_t i = 0; i < count; i++) {
        double off = points[i].y - sums->y_first - sums->y_mean -
                     slope * (points[i].x - sums->x_mean);
        total += off * off / points[i].variance;
    }
    return total;
}

/* What rounding may leave of a residue of 0: figures have about 12 sure digits. */
static double negligible(const struct trend_point *points, size_t count)
{
    double total = 0;
    for (size_t i = 0; i < count; i++)
        total += points[i].y * points[i].y / points[i].variance;
    return total * 1e-24;
}

bool weighted_trend(const struct trend_point *points, size_t count, double confidence,
                    struct trend *trend_out)
{
    if (count < TREND_LEAST_POINTS || !(confidence > 0 && confidence < 1))
        return false;
    for (size_t i = 0; i < count; i++)
        if (!(points[i].variance > 0) || !isfinite(1 / points[i].variance))
            return false;
    const struct weighted_sums sums = sums_of(points, count);
    if (!(sums.xx > 0))
        return false;
    struct trend trend = { .slope = sums.xy / sums.xx, .df = (double)(count - 2) };
    double rest = residue(points, count, &sums, trend.slope);
    if (rest > negligible(points, count)) {
        trend.has_test = true;
        trend.se = sqrt(rest / trend.df / sums.xx);
        trend.t = trend.slope / trend.se;
        trend.p = t_two_sided(trend.t, trend.df);
        double half = t_critical(confidence, trend.df) * trend.se;
        trend.interval = (struct interval){ trend.slope - half, trend.slope + half };
    }
    *trend_out = trend;
    return true;
}
