/* Where a text may be cut so that every piece begins with a row: behind a line feed that
   is not inside quotes. Exact: quotes are followed through the whole text, by the rules
   of csv_reader.h, so that no comment with line feeds in it is ever taken for rows. */
#ifndef INGEST_ROW_CUTTER_H
#define INGEST_ROW_CUTTER_H

#include "base/instructions.h"

#include <stddef.h>

enum cut_state {
    CUT_CELL_BEGINS, /* a quote that comes now opens */
    CUT_IN_CELL,
    CUT_IN_QUOTES,
    CUT_AFTER_QUOTE /* it closes, unless another one follows */
};

/* Zeroed and filled in: before the first row. */
struct row_cutter {
    enum instructions instructions;
    char delimiter;
    char quote; /* 0: none */
    enum cut_state state;
};

/* Goes on through the next text; returns how much of it is up to and with the last line
   end that ends a row, or 0. */
size_t row_cutter_pass(struct row_cutter *cutter, const char *text, size_t byte_count);

#endif
