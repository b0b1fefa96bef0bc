/* How much of a side's spread lies between its units: one-way analysis of variance with
   units as random groups, from the moments of each unit alone. */
#ifndef STATS_ONE_WAY_H
#define STATS_ONE_WAY_H

#include "base/diagnostics.h"
#include "stats/moments.h"
#include "stats/shortfall.h"

#include <stdbool.h>
#include <stddef.h>

struct one_way {
    size_t unit_count; /* those with answers */
    double n;          /* answers */
    double mean;       /* of all answers */
    double between;    /* mean square, unit_count - 1 df */
    double within;     /* mean square, n - unit_count df */
    double size;       /* n0, the size of a typical unit */
    double icc1;       /* share of one answer's variance that is its unit's; may be < 0 */
    bool has_icc2;     /* the units do differ */
    double icc2;       /* reliability of a unit's mean; may be below 0 */
    bool has_f;        /* there is spread within units */
    double f;
    double p;
};

/* Units without answers are passed over; 3 with answers are needed, and 2 answers in one
   of them (SHORTFALL_ANSWERS). SHORTFALL_SPREAD when all answers are the same.
   n0 = (n - sum n_u^2 / n) / (units - 1). Bartko (1976), Bliese (2000). */
enum shortfall one_way(const struct moments *units, size_t unit_count,
                       struct one_way *one_way_out) SYMBAR_MUST_CHECK;

/* The variance between units themselves, (between - within) / n0; may be below 0. */
double between_variance(const struct one_way *one_way);

#endif
