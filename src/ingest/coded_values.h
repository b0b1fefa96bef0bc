/* The codes that a file itself explains, looked up. */
#ifndef INGEST_CODED_VALUES_H
#define INGEST_CODED_VALUES_H

#include "ingest/fold.h"
#include "ingest/headers.h"

/* What the column's file says about a code, or NULL. */
const struct coded_value *coded_value_find(const struct header_column *column,
                                           struct span code);

/* The label of a code where it has one, else the code. */
struct span coded_value_shown(const struct header_column *column, struct span code);

#endif
