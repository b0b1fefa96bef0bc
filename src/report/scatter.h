/* Units as points in a text: the employees' index across, the customers' up, for one
   dimension. */
#ifndef REPORT_SCATTER_H
#define REPORT_SCATTER_H

#include "report/chart_units.h"
#include "report/svg_axis.h"

struct scatter {
    const char *label;               /* of the dimension */
    struct axis axis;                /* of both sides */
    const struct unit_point *points; /* farthest from equal first */
    size_t count;
    size_t named; /* the first so many are told by name */
};

#endif
