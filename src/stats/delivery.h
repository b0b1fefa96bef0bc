/* The delivery gap: the share of units whose employees believe that they deliver, minus
   the share of units whose customers say so. */
#ifndef STATS_DELIVERY_H
#define STATS_DELIVERY_H

#include "base/diagnostics.h"
#include "stats/points.h"
#include "stats/score.h"
#include "stats/shortfall.h"

/* Units by which sides reach the threshold; whole numbers. */
struct paired_counts {
    double both;
    double first_only;
    double second_only;
    double neither;
};

/* For the difference of two shares of the same units, first minus second: Newcombe's
   (1998) method 10 for paired data, Wilson intervals joined with a phi coefficient that
   is corrected for continuity when positive. Needs one unit; within -1 to 1. */
enum shortfall paired_interval(const struct paired_counts *counts, double confidence,
                               struct interval *interval_out) SYMBAR_MUST_CHECK;

/* McNemar's test in its exact form: two-sided binomial on the units where only one side
   reaches the threshold; 1 when there are none. */
double mcnemar_p(const struct paired_counts *counts);

struct delivery_gap {
    struct paired_counts counts;
    double believers; /* shares, 0 to 1 */
    double achievers;
    double value;
    struct interval interval;
    double p;
};

/* A side of a unit reaches the threshold when it is at least that. Needs 3 units.
   Allen, Reichheld, Hamilton & Markey (Bain, 2005). */
enum shortfall delivery_gap(const struct points *points, double threshold,
                            double confidence,
                            struct delivery_gap *gap_out) SYMBAR_MUST_CHECK;

#endif
