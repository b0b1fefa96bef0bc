/* The rows of a report as they stand in its text. They are nearly all of it, and as one
   tree they would take ten times its bytes: so they are cut out, and made a tree one by
   one. */
#ifndef REPORT_ROW_TEXT_H
#define REPORT_ROW_TEXT_H

#include "base/buffer.h"

#include <cjson/cJSON.h>

#include <stdbool.h>
#include <stddef.h>

struct row_text {
    const char *bytes; /* of those still to come; the text must outlive it */
    size_t byte_count;
    size_t row_count;
};

/* The elements of the root's list `results`, and in `rest_out` the text with that list
   empty, which is to be released. The text has passed json_check(). False when memory is
   short. */
bool row_text_cut(const char *text, size_t byte_count, struct row_text *rows_out,
                  struct buffer *rest_out) __attribute__((warn_unused_result));

/* The next of row_count rows, to be deleted; NULL when memory is short. */
cJSON *row_text_next(struct row_text *rows);

#endif
