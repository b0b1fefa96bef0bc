/* The gap, employees minus customers, and how real it is: for means, NPS and shares.

   Every function returns false, and leaves its output alone, when the figure is not
   available: too few answers, no variance on both sides, or a confidence that is not
   strictly between 0 and 1. Intervals and p are two-sided. Shares and NPS are fractions.
   Exchanging the sides turns the sign of a gap and mirrors its interval. */
#ifndef STATS_GAP_H
#define STATS_GAP_H

#include "base/diagnostics.h"
#include "stats/moments.h"
#include "stats/score.h"

#include <stdbool.h>

struct t_expansion;

/* In the units of the means; the two sides must be on one scale. */
struct welch {
    double difference;
    double se;
    double t;
    double df;
    double p;
    struct interval interval;
};

/* Welch's t for employees minus customers. Each side needs n >= 2, one a variance above
   0. Welch (1947), df after Satterthwaite (1946). */
bool welch(const struct moments *employees, const struct moments *customers,
           double confidence, struct welch *welch_out) SYMBAR_MUST_CHECK;
bool welch_by(const struct moments *employees, const struct moments *customers,
              const struct t_expansion *expansion,
              struct welch *welch_out) SYMBAR_MUST_CHECK;

struct equivalence {
    double t_low;  /* against a gap of -margin: large when the gap is clearly above it */
    double t_high; /* against +margin: very negative when clearly below it */
    double p;      /* the larger of the two one-sided p */
};

/* Two one-sided Welch tests that the gap lies within -+margin (margin >= 0, in the units
   of the means). Needs what welch() needs. Schuirmann (1987), Lakens (2017). */
bool equivalence(const struct moments *employees, const struct moments *customers,
                 double margin, struct equivalence *equivalence_out) SYMBAR_MUST_CHECK;

/* The smallest gap that a two-sided test at `alpha` would find with a power of 80 %, in
   the units of `se`: (z(1 - alpha/2) + z(0.80)) se. se > 0, 0 < alpha < 1. */
bool minimum_detectable(double se, double alpha, double *gap_out) SYMBAR_MUST_CHECK;

struct nps_gap {
    double value; /* of the raw NPS, -2 to 2: what is shown */
    double adjusted;
    double se; /* of the adjusted one */
    double z;
    double p;
    struct interval interval;
};

/* Difference of two NPS. Interval, z and p come from the adjusted ones, with 3
   pseudo-answers on each side as in nps_interval(). Each side needs n >= 1. Rocks (2016).
 */
bool nps_gap(struct nps_counts employees, struct nps_counts customers, double confidence,
             struct nps_gap *gap_out) SYMBAR_MUST_CHECK;

struct share_gap {
    double value; /* -1 to 1 */
    struct interval interval;
};

/* Difference of two shares hits / n with Newcombe's hybrid score interval. Each side
   needs n >= 1. Newcombe (1998), method 10 for independent shares. */
bool newcombe_gap(double employee_hits, double employee_n, double customer_hits,
                  double customer_n, double confidence,
                  struct share_gap *gap_out) SYMBAR_MUST_CHECK;

/* The same at z standard errors, z >= 0. */
bool newcombe_gap_at(double employee_hits, double employee_n, double customer_hits,
                     double customer_n, double z,
                     struct share_gap *gap_out) SYMBAR_MUST_CHECK;

#endif
