/* Units by dimensions: the gaps as a table of colours centred on 0, with their numbers.
   The widest gaps first, and no more units than a picture can hold. */
#include "report/chart.h"
#include "report/svg_frame.h"
#include "report/unit_list.h"

#include <math.h>

enum { MOST_UNITS = 40, CELL_HEIGHT = 24, HEADING_HEIGHT = 128 };

/* From the bound on, a gap has the full colour. */
#define FULL_COLOR 30.0

struct units_layout {
    double left; /* of the cells */
    double cell_width;
    double row_height;
    double cell_offset; /* from the top of the row */
    int decimals;
    bool is_narrow;
};

static struct units_layout lay_out(double width, size_t dimension_count)
{
    bool is_narrow = width < 600;
    double left = is_narrow ? 0 : 220;
    double cell_width = (width - left) / (double)(dimension_count ? dimension_count : 1);
    if (cell_width > 90)
        cell_width = 90;
    return (struct units_layout){ .left = left,
                                  .cell_width = cell_width,
                                  .row_height =
                                      is_narrow ? CELL_HEIGHT + 20 : CELL_HEIGHT + 2,
                                  .cell_offset = is_narrow ? 18 : 0,
                                  .decimals = cell_width < 46 ? 0 : 1,
                                  .is_narrow = is_narrow };
}

/* White at 0, towards the colour of the side that is higher. */
static void color_of(double gap, char color_out[8])
{
    static const int full[SIDE_COUNT][3] = { { 0x4a, 0x9c, 0xc8 }, { 0xe8, 0x8a, 0x4a } };
    const int *target = full[gap < 0 ? SIDE_CUSTOMERS : SIDE_EMPLOYEES];
    double share = fmin(fabs(gap) / FULL_COLOR, 1);
    static const char digits[] = "0123456789abcdef";
    color_out[0] = '#';
    for (int i = 0; i < 3; i++) {
        int part = (int)floor(255 + share * (target[i] - 255) + 0.5);
        color_out[1 + 2 * i] = digits[part / 16];
        color_out[2 + 2 * i] = digits[part % 16];
    }
    color_out[7] = '\0';
}

static void draw_cell(struct drawing *drawing, const struct units_layout *layout,
                      double x, double y, const struct gap_result *gap)
{
    double middle = x + layout->cell_width / 2;
    const struct lettering lettering = lettering_of(SMALL_SIZE, INK, ANCHOR_MIDDLE);
    if (!gap->index.value.available) {
        svg_text(drawing, middle, y + 16, lettering,
                 gap->status == CELL_SUPPRESSED ? "\xe2\x80\xa2" : "\xe2\x80\x93");
        return;
    }
    char color[8];
    color_of(gap->index.value.value, color);
    svg_box(drawing, x, y, layout->cell_width - 2, CELL_HEIGHT, color);
    struct buffer words = { 0 };
    chart_number(&words, drawing->language, gap->index.value.value, layout->decimals,
                 true);
    if (buffer_failed(&words))
        drawing->body.failed = true;
    else
        svg_text(drawing, middle, y + 16, lettering, words.bytes);
    buffer_release(&words);
}

static bool is_two_sided(const struct report *report, size_t dimension)
{
    const struct question *questions = report->study->dimensions[dimension].questions;
    return questions[SIDE_EMPLOYEES].item_count && questions[SIDE_CUSTOMERS].item_count;
}

static size_t two_sided_count(const struct report *report)
{
    size_t count = 0;
    for (size_t d = 0; d < report->study->dimension_count; d++)
        count += is_two_sided(report, d);
    return count;
}

static void draw_headings(const struct report *report, struct drawing *drawing,
                          const struct units_layout *layout, double foot)
{
    double x = layout->left;
    for (size_t d = 0; d < report->study->dimension_count; d++) {
        if (!is_two_sided(report, d))
            continue;
        svg_upright_label(drawing, x + layout->cell_width / 2 + 4, foot - 6,
                          lettering_of(SMALL_SIZE, INK_SOFT, ANCHOR_START),
                          report->study->dimensions[d].label, HEADING_HEIGHT - 10);
        x += layout->cell_width;
    }
}

static void draw_unit(const struct report *report, struct drawing *drawing,
                      const struct units_layout *layout, const struct unit_rows *unit,
                      double top)
{
    const struct lettering lettering = lettering_of(SMALL_SIZE, INK, ANCHOR_START);
    svg_label(drawing, 0, top + (layout->is_narrow ? 13 : 16), lettering,
              unit->first->unit, layout->is_narrow ? drawing->width : layout->left - 8);
    double x = layout->left;
    for (size_t i = 0; i < unit->row_count; i++) {
        const struct result_row *row = &unit->first[i];
        if (!is_two_sided(report, row->dimension))
            continue;
        draw_cell(drawing, layout, x, top + layout->cell_offset, row->gap);
        x += layout->cell_width;
    }
}

static void draw_units(const struct report *report, size_t sheet, struct drawing *drawing,
                       struct buffer *words)
{
    (void)sheet;
    struct document scratch = { .language = report->language };
    struct unit_list list = list_units(report, &scratch);
    size_t shown = list.compared < MOST_UNITS ? list.compared : MOST_UNITS;
    const struct units_layout layout = lay_out(drawing->width, two_sided_count(report));
    char employees[8];
    char customers[8];
    color_of(FULL_COLOR, employees);
    color_of(-FULL_COLOR, customers);
    const struct key_entry key[] = {
        { KEY_BOX, employees, translated(report->language, "Employees higher") },
        { KEY_BOX, customers, translated(report->language, "Customers higher") }
    };
    double foot = svg_key(drawing, 0, 0, key, 2) + HEADING_HEIGHT;
    draw_headings(report, drawing, &layout, foot);
    for (size_t i = 0; i < shown; i++)
        draw_unit(report, drawing, &layout, &list.units[i],
                  foot + layout.row_height * (double)i);
    buffer_format(
        words,
        translated(report->language, "The gaps of %zu of %zu units, widest first."),
        shown, list.compared);
    drawing->height = foot + layout.row_height * (double)shown + 4;
    drawing->body.failed |= scratch.failed;
    document_release(&scratch);
}

static size_t count_unit_sheets(const struct report *report)
{
    for (size_t i = 0; i < report->results->row_count; i++)
        if (report->results->rows[i].scope == SCOPE_UNIT &&
            report->study->sides[SIDE_EMPLOYEES].has_unit &&
            report->results->rows[i].gap->index.value.available)
            return 1;
    return 0;
}

const struct chart chart_units = {
    .name = "units",
    .heading = TRANSLATABLE("Units by dimensions"),
    .sheet_count = count_unit_sheets,
    .draw = draw_units,
};
