/* Numbers as people and spreadsheets show them: "6,513", "6 513", "1.234,5". */
#ifndef INGEST_GROUPED_NUMBER_H
#define INGEST_GROUPED_NUMBER_H

#include "ingest/fold.h"

#include <stdbool.h>

/* A number with `point` as its decimal mark, plain or with its thousands apart: by the
   other mark, a space of any kind or an apostrophe. A group that has not three digits is
   none. */
bool grouped_number_parse(struct span text, char point, double *value_out);

/* Whether a text is digits in groups of three with `mark` between them and nothing else.
 */
bool is_grouped(struct span text, char mark);

#endif
