/* The symmetry: units as points, the employees' index across and the customers' up. */
#include "report/chart.h"
#include "report/svg_panel.h"
#include "report/symmetry.h"

enum { SQUARE = 314 };

enum { FIGURE_R, FIGURE_LOW, FIGURE_HIGH, FIGURE_CONCORDANCE, FIGURES };

/* A sentence of its own for each outcome, since no language has to take pieces; a figure
   that is not available is NULL. */
static void put_figures(struct buffer *out, const struct language *language, size_t units,
                        const char *const figures[FIGURES])
{
    const char *r = figures[FIGURE_R];
    const char *low = r && figures[FIGURE_HIGH] ? figures[FIGURE_LOW] : NULL;
    const char *high = figures[FIGURE_HIGH];
    const char *concordance = figures[FIGURE_CONCORDANCE];
    if (low && concordance)
        buffer_format(out,
                      translated(language, "%zu units, r %s (%s to %s), concordance %s"),
                      units, r, low, high, concordance);
    else if (low)
        buffer_format(out, translated(language, "%zu units, r %s (%s to %s)"), units, r,
                      low, high);
    else if (r && concordance)
        buffer_format(out, translated(language, "%zu units, r %s, concordance %s"), units,
                      r, concordance);
    else if (r)
        buffer_format(out, translated(language, "%zu units, r %s"), units, r);
    else if (concordance)
        buffer_format(out, translated(language, "%zu units, concordance %s"), units,
                      concordance);
    else
        buffer_format(out, translated_count(language, "%zu unit", "%zu units", units),
                      units);
}

static void say_figures(struct buffer *out, const struct language *language,
                        const struct linkage_result *linkage, size_t unit_count)
{
    const struct estimate none = { 0 };
    const struct estimate *r = linkage ? &linkage->pearson : &none;
    const struct measure *measures[FIGURES] = {
        [FIGURE_R] = &r->value,
        [FIGURE_LOW] = &r->low,
        [FIGURE_HIGH] = &r->high,
        [FIGURE_CONCORDANCE] = linkage ? &linkage->concordance.value : &none.value,
    };
    struct buffer texts[FIGURES] = { 0 };
    const char *figures[FIGURES] = { NULL };
    for (size_t i = 0; i < FIGURES; i++)
        if (measures[i]->available) {
            chart_number(&texts[i], language, measures[i]->value, 2, false);
            out->failed |= buffer_failed(&texts[i]);
            figures[i] = texts[i].bytes;
        }
    if (!out->failed)
        put_figures(out, language, unit_count, figures);
    for (size_t i = 0; i < FIGURES; i++)
        buffer_release(&texts[i]);
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
    const struct linkage_result *linkage = symmetry_linkage(report, dimension);
    struct buffer figures = { 0 };
    say_figures(&figures, report->language, linkage, points->count);
    if (buffer_failed(&figures)) {
        drawing->body.failed = true;
        return;
    }
    const char *label = report->study->dimensions[dimension].label;
    struct axis axis = symmetry_axis(points);
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
    panel_points(drawing, &panel, points, SYMMETRY_NAMED);
    buffer_format(words, "%s: %s.", label, figures.bytes);
    buffer_release(&figures);
}

static void draw_symmetry(const struct report *report, size_t sheet,
                          struct drawing *drawing, struct buffer *words)
{
    size_t dimension = linked_dimension_at(report, SYMMETRY_LEAST_UNITS, sheet);
    struct unit_points points;
    if (!symmetry_collect(report, dimension, &points)) {
        drawing->body.failed = true;
        return;
    }
    draw_points(report, dimension, drawing, &points, words);
    unit_points_release(&points);
}

static size_t count_symmetries(const struct report *report)
{
    return linked_dimension_count(report, SYMMETRY_LEAST_UNITS);
}

const struct chart chart_symmetry = {
    .name = "symmetry",
    .heading = TRANSLATABLE("The symmetry"),
    .has_panels = true,
    .sheet_count = count_symmetries,
    .draw = draw_symmetry,
};
