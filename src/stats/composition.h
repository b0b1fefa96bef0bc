/* Where an overall gap comes from: from gaps within units, or from the two sides'
   answers being spread differently over the units. */
#ifndef STATS_COMPOSITION_H
#define STATS_COMPOSITION_H

#include "base/diagnostics.h"
#include "stats/moments.h"
#include "stats/shortfall.h"

#include <stddef.h>

struct composition {
    double total; /* over matched units: within + mix */
    double within;
    double mix;
    double unmatched; /* overall gap - total: units on one side only, or on none */
};

/* `employees` and `customers` are the moments of the same units, each with n >= 1 on both
   sides. Needs one unit. Kitagawa (1955). */
enum shortfall composition(const struct moments *employees,
                           const struct moments *customers, size_t unit_count,
                           double overall_gap,
                           struct composition *composition_out) SYMBAR_MUST_CHECK;

#endif
