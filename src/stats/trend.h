/* Whether figures rise or fall over time: a line through them, each weighted by how sure
   it is. */
#ifndef STATS_TREND_H
#define STATS_TREND_H

#include "base/diagnostics.h"
#include "stats/score.h"

#include <stdbool.h>
#include <stddef.h>

enum { TREND_LEAST_POINTS = 3 };

struct trend_point {
    double x;
    double y;
    double variance; /* of y, its squared standard error; > 0 */
};

struct trend {
    double slope; /* units of y per unit of x */
    bool has_test;
    double se;
    double t;
    double df;
    double p;
    struct interval interval;
};

/* Weighted least squares, the weights 1 / variance; the standard error rests on how far
   the points lie from the line (as in R's lm), t has count - 2 df. False below
   TREND_LEAST_POINTS, where all x are the same or a variance is not above 0. No test
   where the points lie on the line to the last digits. Aitken (1936). */
bool weighted_trend(const struct trend_point *points, size_t count, double confidence,
                    struct trend *trend_out) SYMBAR_MUST_CHECK;

#endif
