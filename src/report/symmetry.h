/* The symmetry of a dimension, whatever draws it: its units as points, the employees'
   index across and the customers' up, those farthest from equal first. */
#ifndef REPORT_SYMMETRY_H
#define REPORT_SYMMETRY_H

#include "report/chart_units.h"
#include "report/svg_axis.h"

/* How many units make a picture, and how many of them get a name. */
enum { SYMMETRY_LEAST_UNITS = 3, SYMMETRY_NAMED = 5 };

/* False when memory is short; released with unit_points_release in any case. */
bool symmetry_collect(const struct report *report, size_t dimension,
                      struct unit_points *points_out);

/* The one axis of both sides, so that equal is a diagonal. */
struct axis symmetry_axis(const struct unit_points *points);

/* The figures across these units, or NULL. */
const struct linkage_result *symmetry_linkage(const struct report *report,
                                              size_t dimension);

#endif
