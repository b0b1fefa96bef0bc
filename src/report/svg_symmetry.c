/* The symmetry: units as points, the employees' index across and the customers' up. */
#include "report/chart.h"
#include "report/svg_panel.h"

#include <math.h>

enum { LEAST_UNITS = 3, NAMED = 5, SQUARE = 314 };

static const struct linkage_result *find_linkage(const struct report *report,
                                                 size_t dimension)
{
    for (size_t i = 0; i < report->results->linkage_count; i++)
        if (report->results->linkage[i].dimension == dimension)
            return &report->results->linkage[i];
    return NULL;
}

static void say_figures(struct buffer *out, const struct language *language,
                        const struct linkage_result *linkage, size_t unit_count)
{
    buffer_format(out, translated_count(language, "%zu unit", "%zu units", unit_count),
                  unit_count);
    if (linkage && linkage->pearson.value.available) {
        buffer_text(out, ", r ");
        chart_number(out, language, linkage->pearson.value.value, 2, false);
    }
    if (linkage && linkage->pearson.low.available && linkage->pearson.high.available) {
        buffer_text(out, " (");
        chart_number(out, language, linkage->pearson.low.value, 2, false);
        buffer_format(out, " %s ", translated_in(language, "between bounds", "to"));
        chart_number(out, language, linkage->pearson.high.value, 2, false);
        buffer_byte(out, ')');
    }
    if (linkage && linkage->concordance.value.available) {
        buffer_format(out, ", %s ", translated(language, "concordance"));
        chart_number(out, language, linkage->concordance.value.value, 2, false);
    }
}

static struct axis square_axis(const struct unit_points *points)
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

/* Where both sides are equal, and the references that part the quadrants. */
static void draw_lines(struct drawing *drawing, const struct panel *panel,
                       const struct linkage_result *linkage)
{
    const struct axis *x = &panel->x;
    const struct axis *y = &panel->y;
    svg_line(drawing, axis_place(x, x->low), axis_place(y, x->low),
             axis_place(x, x->high), axis_place(y, x->high),
             (struct stroke){ INK_SOFT, 1, false });
    if (!linkage)
        return;
    const struct measure *across = &linkage->quadrant_reference[SIDE_EMPLOYEES];
    const struct measure *up = &linkage->quadrant_reference[SIDE_CUSTOMERS];
    if (across->available && across->value >= x->low && across->value <= x->high)
        svg_line(drawing, axis_place(x, across->value), y->start,
                 axis_place(x, across->value), y->end,
                 (struct stroke){ INK_EMPLOYEES, 1, true });
    if (up->available && up->value >= y->low && up->value <= y->high)
        svg_line(drawing, x->start, axis_place(y, up->value), x->end,
                 axis_place(y, up->value), (struct stroke){ INK_CUSTOMERS, 1, true });
}

static void draw_points(const struct report *report, size_t dimension,
                        struct drawing *drawing, const struct unit_points *points,
                        struct buffer *words)
{
    const struct linkage_result *linkage = find_linkage(report, dimension);
    struct buffer figures = { 0 };
    say_figures(&figures, report->language, linkage, points->count);
    if (buffer_failed(&figures)) {
        drawing->body.failed = true;
        return;
    }
    const char *label = report->study->dimensions[dimension].label;
    struct axis axis = square_axis(points);
    struct panel panel = {
        label,
        figures.bytes,
        translated(report->language, "Employees' index"),
        translated(report->language, "Customers' index"),
        axis,
        axis,
        SQUARE,
        false,
    };
    panel_draw(drawing, &panel);
    draw_lines(drawing, &panel, linkage);
    panel_points(drawing, &panel, points, NAMED);
    buffer_format(words, "%s: %s.", label, figures.bytes);
    buffer_release(&figures);
}

static void draw_symmetry(const struct report *report, size_t sheet,
                          struct drawing *drawing, struct buffer *words)
{
    size_t dimension = linked_dimension_at(report, LEAST_UNITS, sheet);
    struct unit_points points;
    if (!unit_points_collect(report, dimension, &points)) {
        drawing->body.failed = true;
        return;
    }
    for (size_t i = 0; i < points.count; i++) {
        struct unit_point *point = &points.points[i];
        point->x = point->row->sides[SIDE_EMPLOYEES].index.value.value;
        point->y = point->row->sides[SIDE_CUSTOMERS].index.value.value;
        point->distance = fabs(point->row->gap.index.value.value);
    }
    unit_points_sort(&points);
    draw_points(report, dimension, drawing, &points, words);
    unit_points_release(&points);
}

static size_t count_symmetries(const struct report *report)
{
    return linked_dimension_count(report, LEAST_UNITS);
}

const struct chart chart_symmetry = {
    .name = "symmetry",
    .heading = TRANSLATABLE("The symmetry"),
    .has_panels = true,
    .sheet_count = count_symmetries,
    .draw = draw_symmetry,
};
