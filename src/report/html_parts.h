/* The parts of the page that a document has no blocks for. */
#ifndef REPORT_HTML_PARTS_H
#define REPORT_HTML_PARTS_H

#include "report/chart.h"
#include "report/document.h"

/* A figure as it stands in a table's cell, not escaped. */
void html_cell_text(struct buffer *out, const struct language *language,
                    enum shown_as shown_as, const struct estimate *estimate);

/* A chart as figures: its panels side by side, or one sheet for wide windows and one for
   narrow ones. */
void html_chart(struct buffer *out, const struct report *report,
                const struct chart *chart);

/* -- tables that stand for pictures ------------------------------------------------- */

void describe_shares(const struct report *report, struct document *document);
void describe_unit_tables(const struct report *report, struct document *document);
void describe_funnel(const struct report *report, struct document *document);

#endif
