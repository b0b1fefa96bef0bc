/* Reading the rows of a report: the part of report_read that fills them. */
#ifndef REPORT_REPORT_ROWS_H
#define REPORT_REPORT_ROWS_H

#include "report/report_node.h"
#include "report/report_read.h"
#include "report/row_text.h"

/* Takes the rows one by one and fills rows and dimensions, these in order of first
   appearance. `*dimensions_out` are the same, to be completed. What is wrong is in the
   reader's status. */
void read_report_rows(struct report_reader *reader, const struct json_node *root,
                      struct row_text *texts, struct report_file *file,
                      struct report_dimension **dimensions_out);

#endif
