/* Do the two sides go together across units (Pearson), and do they agree (Lin)? */
#ifndef STATS_CORRELATION_H
#define STATS_CORRELATION_H

#include "base/diagnostics.h"
#include "stats/points.h"
#include "stats/score.h"
#include "stats/shortfall.h"

#include <stdbool.h>

/* A matrix of correlations between all dimensions is shown from this many units up. */
enum { CROSS_LINKAGE_LEAST_UNITS = 10 };

struct pearson {
    double r; /* -1 to 1 */
    double t; /* infinite when r is -+1 */
    double df;
    double p;
    bool has_interval; /* 4 units and more */
    struct interval interval;
};

/* Pearson's r, its t test with G - 2 df and Fisher's z interval. Needs 3 units and spread
   on both sides. Where all points lie on one line the interval is r itself. */
enum shortfall pearson(const struct points *points, double confidence,
                       struct pearson *pearson_out) SYMBAR_MUST_CHECK;
enum shortfall pearson_of(const struct cross_sums *sums, double confidence,
                          struct pearson *pearson_out) SYMBAR_MUST_CHECK;

struct concordance {
    double value;     /* precision times accuracy, -1 to 1 */
    double precision; /* Pearson's r */
    double accuracy;  /* C_b, above 0 to 1: 1 when means and spreads are the same */
    bool has_interval;
    struct interval interval;
};

/* Lin's concordance: how far the points lie from the line y = x. Variances over G, not
   G - 1; interval on the z scale. Needs 3 units and spread on both sides; no interval
   where its variance comes out negative. Lin (1989), variance as corrected in Lin (2000).
 */
enum shortfall concordance(const struct points *points, double confidence,
                           struct concordance *concordance_out) SYMBAR_MUST_CHECK;
enum shortfall concordance_of(const struct cross_sums *sums, double confidence,
                              struct concordance *concordance_out) SYMBAR_MUST_CHECK;

/* What r would be if each unit's figures were without sampling error: r over
   sqrt(icc2_employees icc2_customers). May exceed 1 and is not cut. Spearman (1904).
   SHORTFALL_RELIABILITY unless both ICC(2) are positive. */
enum shortfall disattenuated(double r, double employee_icc2, double customer_icc2,
                             double *r_out) SYMBAR_MUST_CHECK;

#endif
