/* What linkage works on: of one dimension, the units as points. */
#ifndef ANALYSIS_SHOWN_UNITS_H
#define ANALYSIS_SHOWN_UNITS_H

#include "analysis/results.h"
#include "base/diagnostics.h"
#include "stats/moments.h"
#include "stats/points.h"

#include <stdbool.h>
#include <stddef.h>

/* Room for the units of one dimension, used for each in turn. */
struct shown_units {
    size_t capacity;
    /* units with both sides shown, in name order */
    struct result_row **rows;
    double *index[SIDE_COUNT];
    struct moments *moments[SIDE_COUNT];
    size_t count;
    /* units with this side shown, whatever the other does */
    struct moments *all[SIDE_COUNT];
    size_t all_count[SIDE_COUNT];
};

bool shown_units_init(struct shown_units *units, size_t capacity) SYMBAR_MUST_CHECK;
void shown_units_release(struct shown_units *units);
void shown_units_take(struct shown_units *units, const struct study *study,
                      struct results *results, size_t dimension);
struct points shown_units_points(const struct shown_units *units);

/* The moments of a shown side that has answers: n, index, and variance from n = 2 up. */
bool side_moments(const struct side_result *side, struct moments *moments_out);

/* The row of a unit (from 0) and a dimension. */
struct result_row *unit_row(const struct study *study, struct results *results,
                            size_t unit, size_t dimension);

#endif
