/* The words that people read for what the JSON report calls by its short names. */
#ifndef REPORT_WORDS_H
#define REPORT_WORDS_H

#include "analysis/results.h"

/* "employees higher"; NULL for none. */
const char *verdict_words(enum verdict verdict);
const char *verdict_short_words(enum verdict verdict); /* "empl. higher" */

/* What stands where a verdict or a figure would, or NULL for CELL_OK and CELL_HELD. */
const char *status_words(enum cell_status status);

/* Completes "suppressed because ..."; NULL for none. */
const char *reason_words(enum suppression_reason reason);

const char *missing_words(enum missing_kind kind); /* "left blank" */
const char *side_words(enum side side);            /* "Employees", to begin with */

#endif
