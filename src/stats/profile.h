/* How far apart the two sides' pictures are over all dimensions at once, and in what
   way. */
#ifndef STATS_PROFILE_H
#define STATS_PROFILE_H

#include "base/diagnostics.h"
#include "stats/points.h"
#include "stats/shortfall.h"

struct profile {
    size_t dimension_count;
    double dissonance; /* D^2 = elevation + scatter + shape, squared index points */
    double elevation;  /* one side sees everything higher */
    double scatter;    /* one side tells the dimensions further apart */
    double shape;      /* other dimensions are high on one side than on the other */
};

/* Each point is a dimension: the two sides' overall indices. Needs 2 dimensions
   (SHORTFALL_UNITS). Where a side rates all dimensions the same there is no shape, 0.
   Cronbach & Gleser (1953). */
enum shortfall profile(const struct points *dimensions,
                       struct profile *profile_out) SYMBAR_MUST_CHECK;

#endif
