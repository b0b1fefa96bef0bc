#include "report/symmetry.h"

#include <math.h>

bool symmetry_collect(const struct report *report, size_t dimension,
                      struct unit_points *points_out)
{
    if (!unit_points_collect(report, dimension, points_out))
        return false;
    for (size_t i = 0; i < points_out->count; i++) {
        struct unit_point *point = &points_out->points[i];
        point->x = point->row->sides[SIDE_EMPLOYEES]->index.value.value;
        point->y = point->row->sides[SIDE_CUSTOMERS]->index.value.value;
        point->distance = fabs(point->row->gap->index.value.value);
    }
    unit_points_sort(points_out);
    return true;
}

struct axis symmetry_axis(const struct unit_points *points)
{
    struct range range = range_empty();
    for (size_t i = 0; i < points->count; i++) {
        range_take(&range, points->points[i].x);
        range_take(&range, points->points[i].y);
    }
    struct axis axis = axis_around(range.low, range.high, 5);
    axis_limit(&axis, 0, 100);
    return axis;
}

const struct linkage_result *symmetry_linkage(const struct report *report,
                                              size_t dimension)
{
    for (size_t i = 0; i < report->results->linkage_count; i++)
        if (report->results->linkage[i].dimension == dimension)
            return &report->results->linkage[i];
    return NULL;
}
