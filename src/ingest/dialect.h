/* How a text is cut into cells: delimiter, quote, decimal point, line end. Found out from
   the beginning of the text, record by record (never line by line: cells hold line
   feeds).

   A first line `sep=X` decides the delimiter and is no record. Otherwise it is the one of
   , ; TAB | under which the most records have the same number of cells, and of equals the
   one that gives the most cells. */
#ifndef INGEST_DIALECT_H
#define INGEST_DIALECT_H

#include "ingest/csv_reader.h"

struct dialect {
    char delimiter;
    char quote;   /* '"' or NO_QUOTE */
    char decimal; /* '.' or ',' */
    enum line_end line_end;
    bool has_quoted_cells; /* only looked for in tab-separated text */
    /* of the `sep=` line at the beginning, with its line end, and of what else stands
       above the header */
    size_t directive_bytes;
    const char *delimiter_because;
    const char *quote_because;
    const char *decimal_because;
};

/* What the study says; 0 and false: to be found out. */
struct dialect_wish {
    char delimiter;
    char decimal;
    bool has_quote;
    char quote;
    size_t passed_bytes; /* above the header: not looked at, but for a `sep=` line */
};

/* `text` is the beginning of the file, all of it when `is_whole`. False when memory is
   short. */
bool dialect_find(const struct dialect_wish *wish, const char *text, size_t text_count,
                  bool is_whole, struct dialect *dialect_out) SYMBAR_MUST_CHECK;

const char *line_end_name(enum line_end line_end);

#endif
