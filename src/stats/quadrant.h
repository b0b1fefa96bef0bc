/* Which side of a unit reaches its reference, and how sure that is. */
#ifndef STATS_QUADRANT_H
#define STATS_QUADRANT_H

#include "stats/moments.h"

#include <stdbool.h>

enum quadrant {
    QUADRANT_BOTH,
    QUADRANT_EMPLOYEES_ONLY,
    QUADRANT_CUSTOMERS_ONLY,
    QUADRANT_NEITHER,
    QUADRANT_COUNT
};

struct quadrant_place {
    enum quadrant quadrant;
    bool has_probabilities; /* two answers on each side */
    double probabilities[QUADRANT_COUNT];
};

/* A side is high when its mean is at least its reference (in the units of the means). The
   probabilities treat the two true means as independent and normal about the observed
   ones with their standard errors; they add up to 1. Without any spread a side's place is
   taken as certain. Fleming, Coffman & Harter (2005). */
struct quadrant_place quadrant_of(const struct moments *employees,
                                  const struct moments *customers,
                                  double employee_reference, double customer_reference);

#endif
