#include "stats/profile.h"

#include <math.h>

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
        .shape = fmax(0, 2 * (x * y - sums.xy)),
    };
    profile.dissonance = profile.elevation + profile.scatter + profile.shape;
    *profile_out = profile;
    return SHORTFALL_NONE;
}
