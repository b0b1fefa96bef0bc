/* The funnel: the gap of each unit against how unsure it is. Between the lines a unit is
   as far from the overall gap as chance alone would bring it. */
#include "report/chart.h"
#include "report/svg_panel.h"

#include <math.h>

enum { LEAST_UNITS = 3, NAMED = 5, FLAT = 240 };

static const struct result_row *overall_row(const struct report *report, size_t dimension)
{
    for (size_t i = 0; i < report->results->row_count; i++) {
        const struct result_row *row = &report->results->rows[i];
        if (row->scope == SCOPE_OVERALL && row->dimension == dimension)
            return row;
    }
    return NULL;
}

/* Points that have an interval; the others leave. */
static size_t place_points(struct unit_points *points, double middle)
{
    size_t kept = 0;
    size_t outside = 0;
    for (size_t i = 0; i < points->count; i++) {
        struct unit_point point = points->points[i];
        const struct estimate *gap = &point.row->gap->index;
        if (!gap->low.available || !gap->high.available)
            continue;
        point.x = (gap->high.value - gap->low.value) / 2;
        point.y = gap->value.value;
        point.distance = fabs(point.y - middle) - point.x;
        outside += point.distance > 0;
        points->points[kept++] = point;
    }
    points->count = kept;
    return outside;
}

static void set_axes(struct panel *panel, const struct unit_points *points, double middle)
{
    struct range x = range_empty();
    struct range y = range_empty();
    range_take(&x, 0);
    range_take(&y, middle);
    range_take(&y, 0);
    for (size_t i = 0; i < points->count; i++) {
        range_take(&x, points->points[i].x);
        range_take(&y, points->points[i].y);
    }
    panel->x = axis_around(x.low, x.high, 5);
    panel->y = axis_around(y.low, y.high, 5);
}

/* A side of the funnel, as far as it stays in the plot. */
static void draw_side(struct drawing *drawing, const struct panel *panel, double middle,
                      double direction)
{
    double room = direction > 0 ? panel->y.high - middle : middle - panel->y.low;
    double reach = fmin(room, panel->x.high);
    svg_line(drawing, axis_place(&panel->x, 0), axis_place(&panel->y, middle),
             axis_place(&panel->x, reach),
             axis_place(&panel->y, middle + direction * reach),
             (struct stroke){ INK_SOFT, 1, true });
}

static void draw_panel(const struct report *report, size_t dimension, double middle,
                       struct drawing *drawing, struct unit_points *points,
                       struct buffer *words)
{
    size_t outside = place_points(points, middle);
    unit_points_sort(points);
    struct buffer figures = { 0 };
    struct buffer gap = { 0 };
    chart_number(&gap, report->language, middle, 1, true);
    if (buffer_failed(&gap))
        figures.failed = true;
    else
        buffer_format(&figures,
                      translated(report->language,
                                 "%zu of %zu units outside the funnel; overall gap %s"),
                      outside, points->count, gap.bytes);
    buffer_release(&gap);
    if (buffer_failed(&figures)) {
        drawing->body.failed = true;
        return;
    }
    struct panel panel = { .title = report->study->dimensions[dimension].label,
                           .figures = figures.bytes,
                           .across =
                               translated(report->language, "Half the interval, points"),
                           .up = translated(report->language, "Gap, points"),
                           .plot_height = FLAT,
                           .is_signed = true };
    set_axes(&panel, points, middle);
    panel_draw(drawing, &panel);
    svg_line(drawing, panel.x.start, axis_place(&panel.y, middle), panel.x.end,
             axis_place(&panel.y, middle), (struct stroke){ INK_SOFT, 1, false });
    draw_side(drawing, &panel, middle, 1);
    draw_side(drawing, &panel, middle, -1);
    panel_points(drawing, &panel, points, outside < NAMED ? outside : NAMED);
    buffer_format(words, "%s: %s.", panel.title, figures.bytes);
    buffer_release(&figures);
}

static void draw_funnel(const struct report *report, size_t sheet,
                        struct drawing *drawing, struct buffer *words)
{
    size_t dimension = linked_dimension_at(report, LEAST_UNITS, sheet);
    const struct result_row *overall = overall_row(report, dimension);
    double middle = overall && overall->gap->index.value.available
                        ? overall->gap->index.value.value
                        : 0;
    struct unit_points points;
    if (!unit_points_collect(report, dimension, &points)) {
        drawing->body.failed = true;
        return;
    }
    draw_panel(report, dimension, middle, drawing, &points, words);
    unit_points_release(&points);
}

static size_t count_funnels(const struct report *report)
{
    return linked_dimension_count(report, LEAST_UNITS);
}

const struct chart chart_funnel = {
    .name = "funnel",
    .heading = TRANSLATABLE("Small units"),
    .has_panels = true,
    .sheet_count = count_funnels,
    .draw = draw_funnel,
};
