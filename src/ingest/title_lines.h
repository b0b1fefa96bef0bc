/* What stands above the header of an export: a title, when it was made, a blank line. */
#ifndef INGEST_TITLE_LINES_H
#define INGEST_TITLE_LINES_H

#include "ingest/platform.h"

/* How many rows of the sample are above the header, 0 where the first one is the header
   or may well be: a title has but one cell or a few where the header has names over most
   columns, and a name is no number, stands once, and is no answer below itself. */
size_t title_row_count(const struct sample *sample);

#endif
