/* Two sheets to sort, filter and draw from: the dimensions of the whole with a bar chart,
   and the units with the colours of their gaps and both sides as points. */
#include "report/describe.h"
#include "report/words.h"
#include "report/xlsx_parts.h"

enum { EMPLOYEES_COLOR = 0x0072B2, CUSTOMERS_COLOR = 0xD55E00 };

enum { GAP_COLOR_LOW = 0xE88A4A, GAP_COLOR_HIGH = 0x4A9CC8, GAP_COLOR_NONE = 0xFFFFFF };

/* The figures that both sheets have, from the first of them on. */
enum {
    INDEX_EMPLOYEES,
    INDEX_CUSTOMERS,
    N_EMPLOYEES,
    N_CUSTOMERS,
    OF_GAP,
    GAP_LOW,
    GAP_HIGH,
    OF_VERDICT,
    FIGURE_COLUMNS
};

/* A sheet of rows while it is written. */
struct listing {
    struct workbook *workbook;
    lxw_worksheet *sheet;
    const char *name;  /* of the sheet, for charts */
    lxw_col_t figures; /* where the figures begin */
    lxw_row_t row;     /* the next one; 0 is the heading */
};

static void put_headings(struct listing *listing, const char *const *names,
                         lxw_col_t name_count)
{
    static const char *const headings[FIGURE_COLUMNS] = {
        [INDEX_EMPLOYEES] = TRANSLATABLE("Employees"),
        [INDEX_CUSTOMERS] = TRANSLATABLE("Customers"),
        [N_EMPLOYEES] = TRANSLATABLE("Employees who answered"),
        [N_CUSTOMERS] = TRANSLATABLE("Customers who answered"),
        [OF_GAP] = TRANSLATABLE("Gap"),
        [GAP_LOW] = TRANSLATABLE("Gap, lower bound"),
        [GAP_HIGH] = TRANSLATABLE("Gap, upper bound"),
        [OF_VERDICT] = TRANSLATABLE("Verdict"),
    };
    struct workbook *workbook = listing->workbook;
    const struct xlsx_calls *calls = &workbook->calls;
    const struct language *language = workbook->report->language;
    lxw_col_t last = (lxw_col_t)(name_count + FIGURE_COLUMNS - 1);
    for (lxw_col_t i = 0; i < name_count; i++)
        xlsx_text(workbook, listing->sheet, 0, i, translated(language, names[i]),
                  workbook->heading);
    for (lxw_col_t i = 0; i < FIGURE_COLUMNS; i++)
        xlsx_text(workbook, listing->sheet, 0, (lxw_col_t)(name_count + i),
                  translated(language, headings[i]), workbook->heading);
    listing->figures = name_count;
    listing->row = 1;
    calls->worksheet_set_column(listing->sheet, 0, (lxw_col_t)(name_count - 1), 30, NULL);
    calls->worksheet_set_column(listing->sheet, name_count, last, 13, NULL);
    calls->worksheet_set_column(listing->sheet, last, last, 22, NULL);
    calls->worksheet_set_row(listing->sheet, 0, 32, NULL);
    calls->worksheet_freeze_panes(listing->sheet, 1, name_count);
    calls->worksheet_repeat_rows(listing->sheet, 0, 0);
}

/* No words among the indexes: a chart would take all of its column for words. */
static void put_figures(struct listing *listing, const struct result_row *row)
{
    struct workbook *workbook = listing->workbook;
    lxw_worksheet *sheet = listing->sheet;
    const lxw_col_t first = listing->figures;
    for (int side = 0; side < SIDE_COUNT; side++) {
        const struct side_result *figures = row->sides[side];
        const struct cell count = cell_count(figures->n, figures->status);
        xlsx_measure(workbook, sheet, listing->row,
                     (lxw_col_t)(first + INDEX_EMPLOYEES + side), &figures->index.value,
                     workbook->score);
        xlsx_cell(workbook, sheet, listing->row, (lxw_col_t)(first + N_EMPLOYEES + side),
                  &count, workbook->words_among_numbers);
    }
    const struct cell gap = cell_of(SHOWN_GAP, &row->gap->index, row->gap->status);
    const struct cell verdict = cell_verdict(row->gap);
    xlsx_cell(workbook, sheet, listing->row, (lxw_col_t)(first + OF_GAP), &gap,
              workbook->words_among_numbers);
    xlsx_measure(workbook, sheet, listing->row, (lxw_col_t)(first + GAP_LOW),
                 &row->gap->index.low, workbook->gap);
    xlsx_measure(workbook, sheet, listing->row, (lxw_col_t)(first + GAP_HIGH),
                 &row->gap->index.high, workbook->gap);
    xlsx_cell(workbook, sheet, listing->row, (lxw_col_t)(first + OF_VERDICT), &verdict,
              workbook->words);
    listing->row++;
}

/* White at 0, towards the colour of the side that is higher, as in the pictures. */
static void color_gaps(const struct listing *listing)
{
    if (listing->row < 2)
        return;
    lxw_conditional_format colors = {
        .type = LXW_CONDITIONAL_3_COLOR_SCALE,
        .min_rule_type = LXW_CONDITIONAL_RULE_TYPE_NUMBER,
        .mid_rule_type = LXW_CONDITIONAL_RULE_TYPE_NUMBER,
        .max_rule_type = LXW_CONDITIONAL_RULE_TYPE_NUMBER,
        .min_value = -30,
        .mid_value = 0,
        .max_value = 30,
        .min_color = GAP_COLOR_LOW,
        .mid_color = GAP_COLOR_NONE,
        .max_color = GAP_COLOR_HIGH,
    };
    const struct xlsx_calls *calls = &listing->workbook->calls;
    lxw_col_t column = (lxw_col_t)(listing->figures + OF_GAP);
    calls->worksheet_conditional_format_range(listing->sheet, 1, column, listing->row - 1,
                                              column, &colors);
    calls->worksheet_autofilter(listing->sheet, 0, 0, listing->row - 1,
                                (lxw_col_t)(listing->figures + FIGURE_COLUMNS - 1));
}

static void set_values(struct listing *listing, lxw_chart_series *series,
                       lxw_col_t categories, lxw_col_t values, lxw_row_t last)
{
    const struct xlsx_calls *calls = &listing->workbook->calls;
    calls->chart_series_set_categories(series, listing->name, 1, categories, last,
                                       categories);
    calls->chart_series_set_values(series, listing->name, 1, values, last, values);
}

/* Both sides beside each other, a pair of bars per dimension. */
static void add_bars(struct listing *listing)
{
    struct workbook *workbook = listing->workbook;
    const struct xlsx_calls *calls = &workbook->calls;
    const struct language *language = workbook->report->language;
    lxw_chart *chart = calls->workbook_add_chart(workbook->book, LXW_CHART_BAR);
    if (!chart) {
        workbook->failed = true;
        return;
    }
    for (int side = 0; side < SIDE_COUNT; side++) {
        lxw_chart_series *series = calls->chart_add_series(chart, NULL, NULL);
        lxw_chart_fill fill = { .color = side == SIDE_EMPLOYEES ? EMPLOYEES_COLOR
                                                                : CUSTOMERS_COLOR };
        if (!series) {
            workbook->failed = true;
            return;
        }
        set_values(listing, series, 0,
                   (lxw_col_t)(listing->figures + INDEX_EMPLOYEES + side),
                   listing->row - 1);
        calls->chart_series_set_name(series, side_words(language, (enum side)side));
        calls->chart_series_set_fill(series, &fill);
    }
    calls->chart_title_set_name(chart, translated(language, "The mirror"));
    calls->chart_axis_set_min(chart->x_axis, 0);
    calls->chart_axis_set_max(chart->x_axis, 100);
    calls->chart_axis_set_reverse(chart->y_axis);
    lxw_chart_options options = { .x_scale = 1.6, .y_scale = 1.4 };
    calls->worksheet_insert_chart_opt(listing->sheet, listing->row + 1, 0, chart,
                                      &options);
}

void xlsx_dimensions(struct workbook *workbook)
{
    static const char *const names[] = { TRANSLATABLE("Dimension"),
                                         TRANSLATABLE("Lens") };
    const struct report *report = workbook->report;
    struct document scratch = { .language = report->language };
    size_t count = 0;
    const struct ranked_row *rows = rows_by_gap(&scratch, report, &count);
    struct listing listing = { .workbook = workbook,
                               .name = translated(report->language, "Dimensions") };
    listing.sheet = xlsx_sheet(workbook, listing.name);
    workbook->failed |= !rows;
    if (!rows || !listing.sheet)
        goto done;
    put_headings(&listing, names, 2);
    for (size_t i = 0; i < count; i++) {
        const struct dimension *dimension =
            &report->study->dimensions[rows[i].row->dimension];
        xlsx_text(workbook, listing.sheet, listing.row, 0, dimension->label,
                  workbook->words);
        xlsx_text(workbook, listing.sheet, listing.row, 1,
                  lens_words(report->language, dimension->lens), workbook->words);
        put_figures(&listing, rows[i].row);
    }
    color_gaps(&listing);
    if (count)
        add_bars(&listing);
done:
    document_release(&scratch);
}

/* Each unit and dimension a point, the employees' index across and the customers' up. */
static void add_points(struct listing *listing)
{
    struct workbook *workbook = listing->workbook;
    const struct xlsx_calls *calls = &workbook->calls;
    const struct language *language = workbook->report->language;
    lxw_chart *chart = calls->workbook_add_chart(workbook->book, LXW_CHART_SCATTER);
    lxw_chart_series *series = chart ? calls->chart_add_series(chart, NULL, NULL) : NULL;
    if (!series) {
        workbook->failed = true;
        return;
    }
    set_values(listing, series, (lxw_col_t)(listing->figures + INDEX_EMPLOYEES),
               (lxw_col_t)(listing->figures + INDEX_CUSTOMERS), listing->row - 1);
    calls->chart_series_set_marker_type(series, LXW_CHART_MARKER_CIRCLE);
    calls->chart_title_set_name(chart, translated(language, "The symmetry"));
    calls->chart_axis_set_name(chart->x_axis, translated(language, "Employees' index"));
    calls->chart_axis_set_name(chart->y_axis, translated(language, "Customers' index"));
    calls->chart_axis_set_min(chart->x_axis, 0);
    calls->chart_axis_set_max(chart->x_axis, 100);
    calls->chart_axis_set_min(chart->y_axis, 0);
    calls->chart_axis_set_max(chart->y_axis, 100);
    calls->chart_legend_set_position(chart, LXW_CHART_LEGEND_NONE);
    lxw_chart_options options = { .x_scale = 1.2, .y_scale = 1.8 };
    calls->worksheet_insert_chart_opt(listing->sheet, 1,
                                      (lxw_col_t)(listing->figures + FIGURE_COLUMNS + 1),
                                      chart, &options);
}

void xlsx_units(struct workbook *workbook)
{
    static const char *const names[] = { TRANSLATABLE("Unit"),
                                         TRANSLATABLE("Dimension") };
    const struct report *report = workbook->report;
    if (!report->study->sides[SIDE_EMPLOYEES].has_unit)
        return;
    struct listing listing = { .workbook = workbook,
                               .name = translated(report->language, "Units") };
    listing.sheet = xlsx_sheet(workbook, listing.name);
    if (!listing.sheet)
        return;
    put_headings(&listing, names, 2);
    for (size_t i = 0; i < report->results->row_count; i++) {
        const struct result_row *row = &report->results->rows[i];
        if (row->scope != SCOPE_UNIT)
            continue;
        xlsx_text(workbook, listing.sheet, listing.row, 0, row->unit, workbook->words);
        xlsx_text(workbook, listing.sheet, listing.row, 1,
                  report->study->dimensions[row->dimension].label, workbook->words);
        put_figures(&listing, row);
    }
    color_gaps(&listing);
    if (listing.row > 1)
        add_points(&listing);
}
