/* The rows of a report's results as a table for spreadsheets and statistics programs, in
   one of several dialects. */
#ifndef REPORT_CSV_H
#define REPORT_CSV_H

#include <stdbool.h>
#include <stddef.h>

struct csv_dialect {
    const char *name; /* "excel-fr" */
    char separator;
    char decimal_mark;
    bool has_mark; /* begins with a byte order mark, which tells Excel that it is UTF-8 */
};

const struct csv_dialect *csv_dialect_at(size_t index); /* NULL past the last; 0: usual */
const struct csv_dialect *csv_dialect_find(const char *name); /* NULL: there is none */

#endif
