/* The short way through rows that leave no question: each cell is without any quote, or
   between two quotes with neither a quote nor a line end inside; the row ends with LF or
   CR LF. Such a row is read from its marks, without a look at the bytes between them, and
   no cell is copied. Any other row is for libcsv, whose reading is the definition. */
#ifndef INGEST_PLAIN_ROWS_H
#define INGEST_PLAIN_ROWS_H

#include "base/diagnostics.h"
#include "ingest/marks.h"
#include "ingest/position.h"
#include "ingest/row_builder.h"

enum plain_row { PLAIN_ROW, PLAIN_ROW_NOT, PLAIN_ROW_NO_MEMORY };

struct plain_text {
    const char *bytes;
    struct marks marks; /* of these bytes */
    size_t mark;        /* the next one */
    char delimiter;
    char quote; /* 0: none */
};

/* Looks at a new piece of text. */
void plain_text_begin(struct plain_text *text, const char *bytes, size_t byte_count);

/* Builds the row that begins at offset `at`, which `position` is the position of.
   `*end_out` is where its line end begins. When it is not plain the builder's row has to
   be begun anew. */
enum plain_row plain_text_row(struct plain_text *text, size_t at,
                              const struct position *position, struct row_builder *row,
                              size_t *end_out) SYMBAR_MUST_CHECK;

#endif
