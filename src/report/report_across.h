/* Reading what a report says across units and dimensions, and its diagnostics: the part
   of report_read that fills these. All of it may be absent. */
#ifndef REPORT_REPORT_ACROSS_H
#define REPORT_REPORT_ACROSS_H

#include "report/report_node.h"
#include "report/report_read.h"

/* The rows have been read. What is wrong is in the reader's status. */
void read_report_across(struct report_reader *reader, const struct json_node *root,
                        struct report_file *file);

#endif
