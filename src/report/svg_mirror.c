/* The mirror: what both sides say on each dimension, widest gap first. */
#include "report/chart.h"
#include "report/describe.h"
#include "report/svg_frame.h"
#include "report/text_extent.h"
#include "report/words.h"

#include <math.h>
#include <string.h>

/* Where the parts of a row are, on a wide sheet and on a narrow one. */
struct mirror_layout {
    double label_width;
    double axis_start;
    double axis_end;
    double verdict_x;
    double verdict_width;
    double row_height;
    double axis_offset; /* of the marks from the top of their row */
    double label_offset;
    bool is_narrow;
};

enum { NUMBER_ROOM = 42 };

static struct mirror_layout lay_out(double width)
{
    bool is_narrow = width < 600;
    if (is_narrow)
        return (struct mirror_layout){ width, NUMBER_ROOM, width - NUMBER_ROOM,
                                       0,     width,       96,
                                       50,    18,          is_narrow };
    return (struct mirror_layout){ 190,
                                   190 + NUMBER_ROOM + 12,
                                   width - 170 - NUMBER_ROOM,
                                   width - 158,
                                   158,
                                   48,
                                   24,
                                   24,
                                   is_narrow };
}

static void take_side(struct range *range, const struct side_result *side)
{
    const struct estimate *index = &side->index;
    if (index->value.available)
        range_take(range, index->value.value);
    if (index->low.available && index->high.available) {
        range_take(range, index->low.value);
        range_take(range, index->high.value);
    }
}

static struct range range_of_row(const struct result_row *row)
{
    struct range range = range_empty();
    for (int side = 0; side < SIDE_COUNT; side++)
        take_side(&range, row->sides[side]);
    return range;
}

static struct axis axis_of(const struct ranked_row *rows, size_t count,
                           const struct mirror_layout *layout)
{
    struct range range = range_empty();
    for (size_t i = 0; i < count; i++)
        for (int side = 0; side < SIDE_COUNT; side++)
            take_side(&range, rows[i].row->sides[side]);
    if (range.low > range.high)
        range = (struct range){ 0, 100 };
    struct axis axis = axis_around(range.low, range.high, layout->is_narrow ? 4 : 6);
    axis_limit(&axis, 0, 100);
    axis.start = layout->axis_start;
    axis.end = layout->axis_end;
    return axis;
}

static void draw_interval(struct drawing *drawing, const struct axis *axis,
                          const struct side_result *side, const char *color, double y)
{
    const struct estimate *index = &side->index;
    if (index->low.available && index->high.available)
        svg_line(drawing, axis_place(axis, index->low.value), y,
                 axis_place(axis, index->high.value), y,
                 (struct stroke){ color, 3, false });
}

static void draw_value(struct drawing *drawing, double x, double y, enum anchor anchor,
                       const struct side_result *side, const char *color)
{
    struct buffer words = { 0 };
    chart_number(&words, drawing->language, side->index.value.value, 1, false);
    if (buffer_failed(&words))
        drawing->body.failed = true;
    else
        svg_text(drawing, x, y + 4, lettering_bold(LABEL_SIZE, color, anchor),
                 words.bytes);
    buffer_release(&words);
}

static const char *const side_inks[SIDE_COUNT] = { INK_EMPLOYEES, INK_CUSTOMERS };

/* The lower side's number goes to the left of everything, the other's to the right. */
static void draw_values(struct drawing *drawing, const struct axis *axis,
                        const struct result_row *row, double y)
{
    const struct range range = range_of_row(row);
    double left = axis_place(axis, range.low) - 9;
    double right = axis_place(axis, range.high) + 9;
    const struct measure *e = &row->sides[SIDE_EMPLOYEES]->index.value;
    const struct measure *c = &row->sides[SIDE_CUSTOMERS]->index.value;
    bool employees_left = c->available && e->value <= c->value;
    if (e->available)
        draw_value(drawing, employees_left ? left : right, y,
                   employees_left ? ANCHOR_END : ANCHOR_START, row->sides[SIDE_EMPLOYEES],
                   INK_EMPLOYEES);
    if (c->available)
        draw_value(drawing, employees_left || !e->available ? right : left, y,
                   employees_left || !e->available ? ANCHOR_START : ANCHOR_END,
                   row->sides[SIDE_CUSTOMERS], INK_CUSTOMERS);
}

static void draw_marks(struct drawing *drawing, const struct axis *axis,
                       const struct result_row *row, double y)
{
    const struct side_result *const *sides = row->sides;
    if (sides[0]->index.value.available && sides[1]->index.value.available)
        svg_line(drawing, axis_place(axis, sides[0]->index.value.value), y,
                 axis_place(axis, sides[1]->index.value.value), y,
                 (struct stroke){ INK_SOFT, 2, false });
    for (int side = 0; side < SIDE_COUNT; side++)
        draw_interval(drawing, axis, sides[side], side_inks[side],
                      side == SIDE_EMPLOYEES ? y - 10 : y + 10);
    for (int side = 0; side < SIDE_COUNT; side++)
        if (sides[side]->index.value.available)
            svg_mark(drawing, (enum side)side,
                     axis_place(axis, sides[side]->index.value.value), y, 6);
    draw_values(drawing, axis, row, y);
}

static const char *outcome_words(const struct language *language,
                                 const struct result_row *row)
{
    if (row->gap->status == CELL_NOT_ASKED)
        return row->sides[SIDE_EMPLOYEES]->status != CELL_NOT_ASKED
                   ? translated(language, "employees only")
                   : translated(language, "customers only");
    const char *words = row->gap->verdict != VERDICT_NONE
                            ? verdict_words(language, row->gap->verdict)
                            : status_words(language, row->gap->status);
    return words ? words : "";
}

static void draw_outcome(struct drawing *drawing, const struct mirror_layout *layout,
                         const struct result_row *row, double top)
{
    struct buffer gap = { 0 };
    if (row->gap->index.value.available)
        chart_number(&gap, drawing->language, row->gap->index.value.value, 1, true);
    if (buffer_failed(&gap))
        drawing->body.failed = true;
    const struct lettering strong = lettering_bold(LABEL_SIZE, INK, ANCHOR_START);
    const struct lettering plain = lettering_of(LABEL_SIZE, INK, ANCHOR_START);
    double x = layout->verdict_x;
    double y = top + (layout->is_narrow ? 82 : 28);
    if (gap.byte_count) {
        svg_text(drawing, x, layout->is_narrow ? y : y - 9, strong, gap.bytes);
        if (layout->is_narrow)
            x += text_extent(gap.bytes, gap.byte_count, LABEL_SIZE) + 8;
        else
            y += 8;
    }
    svg_label(drawing, x, y, plain, outcome_words(drawing->language, row),
              layout->verdict_width - (x - layout->verdict_x));
    buffer_release(&gap);
}

static void say_row(struct buffer *words, const struct report *report,
                    const struct result_row *row)
{
    buffer_format(words, "%s: ", report->study->dimensions[row->dimension].label);
    for (int side = 0; side < SIDE_COUNT; side++)
        if (row->sides[side]->index.value.available) {
            buffer_format(words, "%s ", side_words(report->language, (enum side)side));
            chart_number(words, report->language, row->sides[side]->index.value.value, 1,
                         false);
            buffer_text(words, ", ");
        }
    buffer_format(words, "%s. ", outcome_words(report->language, row));
}

static void draw_row(const struct report *report, struct drawing *drawing,
                     const struct mirror_layout *layout, const struct axis *axis,
                     const struct result_row *row, double top)
{
    svg_line(drawing, 0, top, drawing->width, top,
             (struct stroke){ INK_FAINT, 1, false });
    const struct lettering lettering = lettering_of(LABEL_SIZE, INK, ANCHOR_START);
    const char *label = report->study->dimensions[row->dimension].label;
    if (layout->is_narrow)
        svg_label(drawing, 0, top + layout->label_offset,
                  lettering_bold(LABEL_SIZE, INK, ANCHOR_START), label,
                  layout->label_width);
    else
        svg_paragraph(drawing, 0, top + layout->label_offset, lettering, label,
                      layout->label_width);
    draw_marks(drawing, axis, row, top + layout->axis_offset);
    draw_outcome(drawing, layout, row, top);
}

static void draw_mirror(const struct report *report, size_t sheet,
                        struct drawing *drawing, struct buffer *words)
{
    (void)sheet;
    struct document scratch = { .language = report->language };
    size_t count = 0;
    const struct ranked_row *rows = rows_by_gap(&scratch, report, &count);
    const struct mirror_layout layout = lay_out(drawing->width);
    const char *interval = interval_words(&scratch, report);
    const struct key_entry key[] = {
        { KEY_EMPLOYEES, NULL, translated(report->language, "Employees") },
        { KEY_CUSTOMERS, NULL, translated(report->language, "Customers") },
        { KEY_LINE, INK_SOFT, interval },
    };
    double top = svg_key(drawing, 0, 0, key, sizeof key / sizeof *key) + 8;
    double bottom = top + layout.row_height * (double)count;
    struct axis axis = axis_of(rows, count, &layout);
    svg_grid_across(drawing, &axis, top, bottom, "");
    for (size_t i = 0; i < count; i++) {
        draw_row(report, drawing, &layout, &axis, rows[i].row,
                 top + layout.row_height * (double)i);
        say_row(words, report, rows[i].row);
    }
    drawing->height = bottom + 26;
    drawing->body.failed |= !rows;
    document_release(&scratch);
}

static size_t count_mirrors(const struct report *report)
{
    for (size_t i = 0; i < report->results->row_count; i++) {
        const struct result_row *row = &report->results->rows[i];
        if (row->scope == SCOPE_OVERALL && (row->sides[0]->index.value.available ||
                                            row->sides[1]->index.value.available))
            return 1;
    }
    return 0;
}

const struct chart chart_mirror = {
    .name = "mirror",
    .heading = TRANSLATABLE("The mirror"),
    .sheet_count = count_mirrors,
    .draw = draw_mirror,
};
