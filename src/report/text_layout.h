/* Where the columns of a table go in a width: on one line when they fit, else the ones
   that may fold on a second line of their row, with shorter words, without the ones that
   may go, and at last over as many lines as it takes. */
#ifndef REPORT_TEXT_LAYOUT_H
#define REPORT_TEXT_LAYOUT_H

#include "report/text_parts.h"

enum { MOST_COLUMNS = 16 };

struct placed {
    size_t natural;   /* what the widest cell takes */
    size_t least;     /* what it can do with: less where text may wrap */
    size_t width;     /* what it gets */
    size_t line;      /* of the lines of a row, 0 first */
    size_t start;     /* column of the screen */
    bool is_flexible; /* text that may wrap */
    bool is_dropped;
};

struct table_layout {
    const struct table *table;
    const struct pen *pen;
    struct placed columns[MOST_COLUMNS];
    size_t indent; /* of every row, below the headings of groups */
    size_t line_count;
    size_t width; /* of the widest line */
    bool is_short;
    bool failed; /* memory was short */
};

void layout_table(struct table_layout *layout, const struct pen *pen,
                  const struct table *table);
const char *layout_heading(const struct table_layout *layout, size_t column);

#endif
