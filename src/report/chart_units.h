/* The units that a picture shows: those of which both sides are shown on a dimension. */
#ifndef REPORT_CHART_UNITS_H
#define REPORT_CHART_UNITS_H

#include "report/report.h"

#include <stdbool.h>
#include <stddef.h>

struct unit_point {
    const struct result_row *row;
    double x;
    double y;
    double distance; /* how far from what is usual: the farthest get a name */
};

struct unit_points {
    struct unit_point *points;
    size_t count;
};

/* Every shown unit of a dimension, x and y still 0. False when memory is short; released
   with unit_points_release in any case. */
bool unit_points_collect(const struct report *report, size_t dimension,
                         struct unit_points *points_out);
void unit_points_release(struct unit_points *points);

/* Farthest first; equals by name. */
void unit_points_sort(struct unit_points *points);

/* The dimensions that have such units at all, in the study's order: the n-th, or how many
   there are. */
size_t linked_dimension_count(const struct report *report, size_t least_units);
size_t linked_dimension_at(const struct report *report, size_t least_units, size_t n);

#endif
