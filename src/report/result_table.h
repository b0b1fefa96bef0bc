/* The rows of results as a flat table: which columns there are, in which order, and what
   stands in them. CSV, TSV and the workbook all have these.

   Figures are named as everywhere ("employees.index.value"); a text that is not there is
   NULL, a figure that is not there is not available. */
#ifndef REPORT_RESULT_TABLE_H
#define REPORT_RESULT_TABLE_H

#include "analysis/results.h"

/* Takes the cells of a row, or the headings, one after the other. */
struct result_columns {
    void (*text)(void *context, const char *text);
    void (*measure)(void *context, const struct measure *measure); /* not of headings */
    void *context;
};

void result_headings(const struct result_columns *columns);
void result_cells(const struct result_columns *columns, const struct study *study,
                  const struct result_row *row);

#endif
