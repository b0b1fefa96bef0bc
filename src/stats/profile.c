#include "stats/profile.h"

#include <math.h>

/* What rounding leaves of two products that are equal, as a part of one of them. */
static const double NO_SHAPE = 1e-12;

enum shortfall profile(const struct points *dimensions, struct profile *profile_out)
{
    if (dimensions->count < 2)
        return SHORTFALL_UNITS;
    struct cross_sums sums = cross_sums_of(dimensions);
    double apart = sums.mean_x - sums.mean_y;
    double x = sqrt(sums.xx);
    double y = sqrt(sums.yy);
    struct profile profile = {
        .dimension_count = dimensions->count,
        .elevation = sums.n * apart * apart,
        .scatter = (x - y) * (x - y),
        .shape = 2 * (x * y - sums.xy),
    };
    if (profile.shape < NO_SHAPE * x * y)
        profile.shape = 0;
    profile.dissonance = profile.elevation + profile.scatter + profile.shape;
    *profile_out = profile;
    return SHORTFALL_NONE;
}
