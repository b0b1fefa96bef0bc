/* How large a gap is apart from its units: Cliff's delta, Mann-Whitney, Hedges' g.

   The two histograms need levels on one common scale (rescaled to 0-100 where the sides'
   scales differ); answers no further apart than HISTOGRAM_TIE tie. Time and memory do not
   depend on the number of answers. Every function returns false, and leaves its output
   alone, when the figure is not available. */
#ifndef STATS_EFFECT_H
#define STATS_EFFECT_H

#include "base/diagnostics.h"
#include "stats/critical.h"
#include "stats/histogram.h"
#include "stats/moments.h"
#include "stats/score.h"

#include <stdbool.h>

/* All pairs of an employee and a customer, by which of them answers higher. */
struct answer_pairs {
    const struct histogram *sides[2]; /* employees, customers */
    double n[2];
    double greater; /* the employee */
    double tied;
    double less;
    double tie_term; /* sum of t^3 - t over the distinct answers of both */
    bool has_spread; /* somebody differs from somebody of the same side */
};

struct answer_pairs answer_pairs_of(const struct histogram *employees,
                                    const struct histogram *customers);

struct cliffs_delta {
    double delta;    /* -1 to 1; positive when employees answer higher */
    double variance; /* unbiased, as it comes: may be 0 or below with few answers */
    bool has_interval;
    struct interval interval; /* within -1 to 1 */
};

/* P(employee > customer) - P(employee < customer), of all pairs. Needs n >= 1 on each
   side, and for variance and interval n >= 2. The interval is asymmetric and rests on t
   with nE + nC - 2 df. A variance that is not positive is replaced in it by the least
   that delta allows, (1 - delta^2) / (nE nC - 1); when the sides do not overlap at all
   (delta = -+1) the interval runs from (n - t^2) / (n + t^2), n of the smaller side, to
   1, or its mirror. Cliff (1993); Feng & Cliff (2004), also for the two special cases
   (p. 323, eq. 8). */
bool cliffs_delta(const struct histogram *employees, const struct histogram *customers,
                  double confidence, struct cliffs_delta *delta_out) SYMBAR_MUST_CHECK;

/* The same of pairs that were counted, with quantiles that are kept. */
bool cliffs_delta_of(const struct answer_pairs *pairs, struct critical_values *values,
                     struct cliffs_delta *delta_out) SYMBAR_MUST_CHECK;

struct mann_whitney {
    double u; /* of employees over customers, ties count half; 0 to nE nC */
    double z;
    double p;
};

/* Corrected for ties, not for continuity; two-sided by the normal distribution. Each side
   needs n >= 2, and one of them answers that differ: as with Welch's, there is no test
   where everybody on a side answers the same. Mann & Whitney (1947). */
bool mann_whitney(const struct histogram *employees, const struct histogram *customers,
                  struct mann_whitney *mann_whitney_out) SYMBAR_MUST_CHECK;

/* The same of pairs that were counted. */
bool mann_whitney_of(const struct answer_pairs *pairs,
                     struct mann_whitney *mann_whitney_out) SYMBAR_MUST_CHECK;

/* Hedges' g: the difference of the means over the pooled sd, times the exact small-sample
   correction J, which is kept in `values` (NULL: it is not; g is the same). Each side
   needs n >= 2, one a variance above 0. Hedges (1981). */
bool hedges_g(const struct moments *employees, const struct moments *customers,
              struct critical_values *values, double *g_out) SYMBAR_MUST_CHECK;

/* J = Gamma(m/2) / (sqrt(m/2) Gamma((m-1)/2)) for m = nE + nC - 2, 0 to 1; NaN unless
   m > 1. */
double hedges_correction(double m);

#endif
