/* The last sheet: every figure of the results, with the columns of the CSV. */
#include "analysis/figures.h"
#include "report/result_table.h"
#include "report/xlsx_parts.h"

struct figures_sheet {
    struct workbook *workbook;
    lxw_worksheet *sheet;
    lxw_row_t row;
    lxw_col_t column;
};

static void put_heading(void *context, const char *name)
{
    struct figures_sheet *at = context;
    xlsx_text(at->workbook, at->sheet, 0, at->column++, name, at->workbook->heading);
}

static void put_text(void *context, const char *text)
{
    struct figures_sheet *at = context;
    if (text)
        xlsx_text(at->workbook, at->sheet, at->row, at->column, text, NULL);
    at->column++;
}

static void put_measure(void *context, const struct measure *measure)
{
    struct figures_sheet *at = context;
    xlsx_measure(at->workbook, at->sheet, at->row, at->column++, measure, NULL);
}

void xlsx_figures(struct workbook *workbook)
{
    const struct report *report = workbook->report;
    struct figures_sheet at = { .workbook = workbook };
    at.sheet = xlsx_sheet(workbook, translated(report->language, "All figures"));
    if (!at.sheet)
        return;
    const struct result_columns headings = { put_heading, NULL, &at };
    const struct result_columns cells = { put_text, put_measure, &at };
    result_headings(&headings);
    for (size_t i = 0; i < report->results->row_count; i++) {
        at.row++;
        at.column = 0;
        result_cells(&cells, report->study, &report->results->rows[i]);
    }
    workbook->calls.worksheet_set_column(at.sheet, 0, 8, 16, NULL);
    workbook->calls.worksheet_set_column(at.sheet, 9, 200, 12, NULL);
    workbook->calls.worksheet_freeze_panes(at.sheet, 1, 8);
}
