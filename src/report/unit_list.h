/* The units of a report in the order in which people read them: widest gap first; those
   that show no gap last, by name, so that the order gives nothing hidden away. */
#ifndef REPORT_UNIT_LIST_H
#define REPORT_UNIT_LIST_H

#include "report/document.h"
#include "report/report.h"

/* The rows of one unit, side by side in the results. */
struct unit_rows {
    const struct result_row *first;
    size_t row_count;
    double widest; /* negative: no gap is shown */
};

struct unit_list {
    struct unit_rows *units;
    size_t count;
    size_t compared; /* with a gap that is shown: these come first */
};

/* In the document's arena; empty where memory is short, and the document has failed. */
struct unit_list list_units(const struct report *report, struct document *document);

/* The places that a unit's gap may hold among all units, as a cell: "4-17". */
struct cell places_cell(struct document *document, const struct gap_result *gap);

#endif
