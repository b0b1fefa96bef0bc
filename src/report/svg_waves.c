/* Wave by wave: the index of both sides, one panel a dimension, the waves in their
   order from left to right. */
#include "analysis/waves.h"
#include "report/chart.h"
#include "report/svg_frame.h"
#include "report/text_extent.h"
#include "report/words.h"

#include <math.h>
#include <string.h>

enum {
    PLOT_LEFT = 44,
    PLOT_TOP = 60,
    PLOT_RIGHT = 52, /* for the last numbers */
    PLOT_HEIGHT = 180,
    PLOT_BOTTOM = 28,
    NUMBER_HEIGHT = 13,
    LEAST_APART = 48, /* names of waves */
    WIDEST_NAME = 90  /* the outer ones hang over the plot by half of it */
};

static const char *const side_inks[SIDE_COUNT] = { INK_EMPLOYEES, INK_CUSTOMERS };

static bool is_of(const struct result_row *row, size_t dimension)
{
    return row->scope == SCOPE_WAVE && !row->unit && !row->segment &&
           row->dimension == dimension;
}

static bool is_shown(const struct result_row *row)
{
    return row->sides[SIDE_EMPLOYEES]->index.value.available ||
           row->sides[SIDE_CUSTOMERS]->index.value.available;
}

/* How many waves a dimension has, and how many of them show a figure. */
static size_t count_waves(const struct report *report, size_t dimension,
                          size_t *shown_out)
{
    size_t count = 0;
    *shown_out = 0;
    for (size_t i = 0; i < report->results->row_count; i++) {
        const struct result_row *row = &report->results->rows[i];
        count += is_of(row, dimension);
        *shown_out += is_of(row, dimension) && is_shown(row);
    }
    return count;
}

static bool has_panel(const struct report *report, size_t dimension)
{
    size_t shown;
    (void)count_waves(report, dimension, &shown);
    return shown >= 2;
}

static struct axis index_axis(const struct report *report, size_t dimension)
{
    struct range range = range_empty();
    for (size_t i = 0; i < report->results->row_count; i++) {
        const struct result_row *row = &report->results->rows[i];
        for (int side = 0; side < SIDE_COUNT; side++)
            if (is_of(row, dimension) && row->sides[side]->index.value.available)
                range_take(&range, row->sides[side]->index.value.value);
    }
    struct axis axis = axis_around(range.low, range.high, 4);
    axis_limit(&axis, 0, 100);
    axis.start = PLOT_TOP + PLOT_HEIGHT;
    axis.end = PLOT_TOP;
    return axis;
}

/* Where the waves are, from left to right. */
struct steps {
    double first;
    double apart;
    size_t label_every; /* so that their names keep apart */
};

static struct steps steps_of(const struct drawing *drawing, size_t wave_count)
{
    double room = drawing->width - PLOT_LEFT - PLOT_RIGHT;
    struct steps steps = { .first = PLOT_LEFT + 8,
                           .apart = (room - 16) / (double)(wave_count - 1),
                           .label_every = 1 };
    while (steps.apart * (double)steps.label_every < LEAST_APART)
        steps.label_every++;
    return steps;
}

/* The name of a wave, under its place. */
static void draw_name(struct drawing *drawing, const struct steps *steps, size_t wave,
                      const char *name)
{
    if (wave % steps->label_every != 0)
        return;
    double room = steps->apart * (double)steps->label_every - 6;
    svg_label(drawing, steps->first + steps->apart * (double)wave,
              PLOT_TOP + PLOT_HEIGHT + 18,
              lettering_of(SMALL_SIZE, INK_SOFT, ANCHOR_MIDDLE), name,
              room < WIDEST_NAME ? room : WIDEST_NAME);
}

/* Where the line of a side ends and its last number is written. */
struct line_end {
    const struct measure *value; /* NULL: it has no line */
    double x;
    double y;
};

/* The line of a side, broken where a wave shows nothing or something else was asked from
   then on. */
static void draw_side(const struct report *report, size_t dimension, enum side side,
                      struct drawing *drawing, const struct axis *axis,
                      const struct steps *steps, struct buffer *words,
                      struct line_end *end_out)
{
    const struct measure *last = NULL;
    double last_x = 0;
    bool goes_on = false;
    size_t wave = 0;
    buffer_format(words, "%s: ", side_words(report->language, side));
    for (size_t i = 0; i < report->results->row_count; i++) {
        const struct result_row *row = &report->results->rows[i];
        if (!is_of(row, dimension))
            continue;
        const struct measure *index = &row->sides[side]->index.value;
        double x = steps->first + steps->apart * (double)wave;
        goes_on = goes_on && index->available &&
                  !waves_break(report->study, report->results, side, wave, dimension);
        wave++;
        if (!index->available)
            continue;
        if (goes_on)
            svg_line(drawing, last_x, axis_place(axis, last->value), x,
                     axis_place(axis, index->value),
                     (struct stroke){ side_inks[side], 2, false });
        svg_mark(drawing, side, x, axis_place(axis, index->value), 4.5);
        buffer_format(words, "%s%s ", last ? ", " : "", row->wave);
        chart_number(words, report->language, index->value, 1, false);
        last = index;
        last_x = x;
        goes_on = true;
    }
    buffer_text(words, ". ");
    *end_out = (struct line_end){ .value = last };
    if (last) {
        end_out->x = last_x;
        end_out->y = axis_place(axis, last->value);
    }
}

/* Numbers that would lie on each other stand one above the other. */
static void part_ends(struct line_end ends[SIDE_COUNT])
{
    struct line_end *e = &ends[SIDE_EMPLOYEES];
    struct line_end *c = &ends[SIDE_CUSTOMERS];
    if (!e->value || !c->value || fabs(e->x - c->x) > PLOT_RIGHT ||
        fabs(e->y - c->y) >= NUMBER_HEIGHT)
        return;
    double middle = (e->y + c->y) / 2;
    double up = e->y <= c->y ? -NUMBER_HEIGHT / 2.0 : NUMBER_HEIGHT / 2.0;
    e->y = middle + up;
    c->y = middle - up;
}

static void draw_end(struct drawing *drawing, const struct line_end *end, enum side side)
{
    struct buffer number = { 0 };
    chart_number(&number, drawing->language, end->value->value, 1, false);
    if (buffer_failed(&number))
        drawing->body.failed = true;
    else
        svg_text(drawing, end->x + 10, end->y + 4,
                 lettering_bold(SMALL_SIZE, side_inks[side], ANCHOR_START), number.bytes);
    buffer_release(&number);
}

static size_t nth_panel(const struct report *report, size_t sheet)
{
    for (size_t d = 0; d < report->study->dimension_count; d++)
        if (has_panel(report, d) && !sheet--)
            return d;
    return 0;
}

static void draw_waves(const struct report *report, size_t sheet, struct drawing *drawing,
                       struct buffer *words)
{
    size_t dimension = nth_panel(report, sheet);
    size_t shown;
    size_t count = count_waves(report, dimension, &shown);
    const char *label = report->study->dimensions[dimension].label;
    const struct key_entry key[] = {
        { KEY_EMPLOYEES, NULL, side_words(report->language, SIDE_EMPLOYEES) },
        { KEY_CUSTOMERS, NULL, side_words(report->language, SIDE_CUSTOMERS) },
    };
    struct axis axis = index_axis(report, dimension);
    struct steps steps = steps_of(drawing, count);
    buffer_format(words, "%s. ", label);
    svg_label(drawing, 0, 15, lettering_bold(LABEL_SIZE, INK, ANCHOR_START), label,
              drawing->width);
    svg_key(drawing, 0, 24, key, sizeof key / sizeof *key);
    svg_grid_up(drawing, &axis, PLOT_LEFT, drawing->width - PLOT_RIGHT, false);
    size_t wave = 0;
    for (size_t i = 0; i < report->results->row_count; i++)
        if (is_of(&report->results->rows[i], dimension)) {
            draw_name(drawing, &steps, wave, report->results->rows[i].wave);
            wave++;
        }
    struct line_end ends[SIDE_COUNT];
    for (int side = 0; side < SIDE_COUNT; side++)
        draw_side(report, dimension, (enum side)side, drawing, &axis, &steps, words,
                  &ends[side]);
    part_ends(ends);
    for (int side = 0; side < SIDE_COUNT; side++)
        if (ends[side].value)
            draw_end(drawing, &ends[side], (enum side)side);
    drawing->height = PLOT_TOP + PLOT_HEIGHT + PLOT_BOTTOM;
}

static size_t count_panels(const struct report *report)
{
    size_t count = 0;
    for (size_t d = 0; d < report->study->dimension_count; d++)
        count += has_panel(report, d);
    return count;
}

const struct chart chart_waves = {
    .name = "waves",
    .heading = TRANSLATABLE("Wave by wave"),
    .has_panels = true,
    .sheet_count = count_panels,
    .draw = draw_waves,
};
