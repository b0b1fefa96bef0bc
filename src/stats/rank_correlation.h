/* Do the two sides rank the units alike? Spearman's rho and Kendall's tau-b, with ties.

   p is two-sided: how often a random pairing of the two sides' figures gives a
   coefficient at least as far from 0. Up to PAIRING_EXACT_UNITS all pairings are tried;
   up to PAIRING_UNITS, PAIRINGS random ones, always the same (p is then
   (hits + 1) / (PAIRINGS + 1), Davison & Hinkley 1997; it is the same with the sides
   swapped and the units in any order, and a coefficient farther from 0 never has a larger
   one among as many units with the same ties); above, the t (Spearman) or
   normal distribution (Kendall, variance corrected for ties, Kendall 1970) is used,
   whose error there, about 0.0003 at p = 0.05, is a seventh of what a simulation of that
   length leaves. */
#ifndef STATS_RANK_CORRELATION_H
#define STATS_RANK_CORRELATION_H

#include "base/diagnostics.h"
#include "stats/pairings.h"
#include "stats/points.h"
#include "stats/shortfall.h"
#include "stats/sort.h"

#include <stdint.h>

enum rank_method { RANK_EXACT, RANK_MONTE_CARLO, RANK_ASYMPTOTIC };

struct rank_correlation {
    double value; /* -1 to 1 */
    double p;
    enum rank_method method;
};

/* One unit on its way through the ranking; [0] is x, [1] y. */
struct ranked_unit {
    uint32_t below[2];   /* how many are lower, and not the same: numbers its group */
    uint32_t midrank[2]; /* doubled, so that it is whole */
    uint32_t in_place;   /* the unit whose place, by x and then y, this one's number is */
};

/* What the caller lends: points->count units and places, twice as many numbers, and a
   table that may serve many. */
struct rank_scratch {
    struct ranked_unit *units;
    struct ranked_p *places;
    uint32_t *numbers;
    struct pairing_table *pairings;
};

/* Both coefficients at once. Needs 3 units and spread on both sides; at most 2^32 - 1
   units. O(G log G). */
enum shortfall rank_correlations(const struct points *points,
                                 const struct rank_scratch *scratch,
                                 struct rank_correlation *spearman_out,
                                 struct rank_correlation *kendall_out) SYMBAR_MUST_CHECK;

#endif
