/* Congruence: does an outcome depend on how both sides are placed, or on how far apart
   they are? The surface z = b0 + b1 x + b2 y + b3 x^2 + b4 x y + b5 y^2 over units, x and
   y centred on the mean of all x and y together. Edwards & Parry (1993). */
#ifndef STATS_SURFACE_H
#define STATS_SURFACE_H

#include "base/diagnostics.h"
#include "stats/points.h"
#include "stats/shortfall.h"

#include <stdbool.h>

enum { SURFACE_LEAST_UNITS = 30, SURFACE_TERMS = 6, SURFACE_FEATURES = 5 };

struct surface_figure {
    double value;
    double se;
    double p; /* t, count - 6 degrees of freedom, two-sided */
};

struct surface {
    double centre; /* that x and y are measured from */
    double r2;
    double p; /* F test that x and y say nothing */
    struct surface_figure coefficients[SURFACE_TERMS];
    /* a1: slope where both sides agree, a2: curvature there; a3: slope where they differ
       (x above y), a4: curvature there; a5 = b3 - b5: whether the ridge leaves the line
       of agreement. Shanock et al. (2010) */
    struct surface_figure features[SURFACE_FEATURES];
    /* the ridge or valley line y = intercept + slope x; standard errors by the delta
       method */
    bool has_axis;
    double axis_slope;
    double axis_slope_se;
    double axis_intercept;
    double axis_intercept_se;
};

/* Ordinary least squares. Needs 30 units, spread of z, and x and y that are not in one
   line: SHORTFALL_UNITS, SHORTFALL_SPREAD or SHORTFALL_DIRECTION. No axis where the
   surface has no stationary point or b4 is 0. */
enum shortfall surface(const struct points *points, const double *z,
                       struct surface *surface_out) SYMBAR_MUST_CHECK;

#endif
