/* The report that was released before this one, as far as disclosure needs it: what was
   shown then can be subtracted from what is shown now. Whoever reads reports fills it. */
#ifndef DISCLOSURE_PREVIOUS_H
#define DISCLOSURE_PREVIOUS_H

#include "analysis/results.h"

#include <stddef.h>

struct previous_release {
    const struct result_row *rows; /* `dimension` is a number in dimension_ids */
    size_t row_count;
    /* Per side, because each was asked its own question: the dimension's id, or NULL
       where the question was another one then, so that its figures cannot be compared. */
    const char *const *dimension_ids[SIDE_COUNT];
    size_t dimension_count;
};

#endif
