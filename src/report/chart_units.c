#include "report/chart_units.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

/* Rows of one dimension stand as far apart as there are dimensions. */
static bool is_shown(const struct result_row *row)
{
    return row->scope == SCOPE_UNIT && row->gap->index.value.available &&
           row->sides[0]->index.value.available && row->sides[1]->index.value.available;
}

static size_t count_shown(const struct report *report, size_t dimension)
{
    size_t dimensions = report->study->dimension_count;
    size_t count = 0;
    for (size_t i = dimension; i < report->results->row_count; i += dimensions)
        count += is_shown(&report->results->rows[i]);
    return count;
}

bool unit_points_collect(const struct report *report, size_t dimension,
                         struct unit_points *points_out)
{
    size_t dimensions = report->study->dimension_count;
    size_t count = count_shown(report, dimension);
    *points_out = (struct unit_points){ 0 };
    struct unit_point *points = memory_allocate(count ? count : 1, sizeof *points);
    if (!points)
        return false;
    size_t at = 0;
    for (size_t i = dimension; i < report->results->row_count; i += dimensions)
        if (is_shown(&report->results->rows[i]))
            points[at++] = (struct unit_point){ .row = &report->results->rows[i] };
    *points_out = (struct unit_points){ points, count };
    return true;
}

void unit_points_release(struct unit_points *points)
{
    memory_free(points->points);
    *points = (struct unit_points){ 0 };
}

static int compare_points(const void *left, const void *right)
{
    const struct unit_point *a = left;
    const struct unit_point *b = right;
    if (a->distance != b->distance)
        return a->distance < b->distance ? 1 : -1;
    return strcmp(a->row->unit, b->row->unit);
}

void unit_points_sort(struct unit_points *points)
{
    qsort(points->points, points->count, sizeof *points->points, compare_points);
}

/* Stops as soon as it knows. */
static bool has_units(const struct report *report, size_t dimension, size_t least)
{
    size_t dimensions = report->study->dimension_count;
    size_t count = 0;
    for (size_t i = dimension; i < report->results->row_count; i += dimensions)
        if (is_shown(&report->results->rows[i]) && ++count >= least)
            return true;
    return false;
}

size_t linked_dimension_count(const struct report *report, size_t least_units)
{
    size_t count = 0;
    for (size_t d = 0; d < report->study->dimension_count; d++)
        count += has_units(report, d, least_units);
    return count;
}

size_t linked_dimension_at(const struct report *report, size_t least_units, size_t n)
{
    for (size_t d = 0; d < report->study->dimension_count; d++)
        if (has_units(report, d, least_units) && !n--)
            return d;
    return 0;
}
