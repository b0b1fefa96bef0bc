/* The parts of a workbook: texts and numbers on their way into typed cells, and its
   sheets, one function each.

   A text is a text in whatever it begins with, so no name becomes a formula or a link; a
   figure is a number, the same that the JSON report has. */
#ifndef REPORT_XLSX_PARTS_H
#define REPORT_XLSX_PARTS_H

#include "report/document.h"
#include "report/report.h"
#include "report/xlsx_calls.h"

#include <stdbool.h>

struct workbook {
    struct xlsx_calls calls;
    lxw_workbook *book;
    const struct report *report;
    lxw_format *title;
    lxw_format *strong;
    lxw_format *heading; /* of a column */
    lxw_format *heading_of_numbers;
    lxw_format *prose; /* wrapped */
    lxw_format *words;
    lxw_format *words_among_numbers;
    lxw_format *group;
    lxw_format *count;
    lxw_format *score; /* one decimal */
    lxw_format *gap;   /* with a sign */
    lxw_format *share;
    lxw_format *coefficient;
    bool failed;
};

lxw_worksheet *xlsx_sheet(struct workbook *workbook, const char *name);

void xlsx_text(struct workbook *workbook, lxw_worksheet *sheet, lxw_row_t row,
               lxw_col_t column, const char *text, lxw_format *format);

/* Rounded as in the JSON report; what is not available leaves the cell empty. */
void xlsx_measure(struct workbook *workbook, lxw_worksheet *sheet, lxw_row_t row,
                  lxw_col_t column, const struct measure *measure, lxw_format *format);

/* A number where the cell shows one figure, else the words of the text report, set as
   `words` says. */
void xlsx_cell(struct workbook *workbook, lxw_worksheet *sheet, lxw_row_t row,
               lxw_col_t column, const struct cell *cell, lxw_format *words);

/* -- sheets -------------------------------------------------------------------------- */

void xlsx_summary(struct workbook *workbook, const struct document *document);
void xlsx_dimensions(struct workbook *workbook);
void xlsx_units(struct workbook *workbook);
void xlsx_figures(struct workbook *workbook);

#endif
