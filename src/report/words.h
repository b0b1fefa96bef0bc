/* The words that people read, in their language, for what the JSON report calls by its
   short names. */
#ifndef REPORT_WORDS_H
#define REPORT_WORDS_H

#include "analysis/results.h"
#include "base/language.h"

/* "employees higher"; NULL for none. */
const char *verdict_words(const struct language *language, enum verdict verdict);
/* "empl. higher" */
const char *verdict_short_words(const struct language *language, enum verdict verdict);

/* What stands where a verdict or a figure would, or NULL for CELL_OK and CELL_HELD. */
const char *status_words(const struct language *language, enum cell_status status);

/* Completes "suppressed because ..."; NULL for none. */
const char *reason_words(const struct language *language, enum suppression_reason reason);

/* "left blank" */
const char *missing_words(const struct language *language, enum missing_kind kind);
/* "Employees", to begin with */
const char *side_words(const struct language *language, enum side side);
/* "accents": the step of the matching, by its name in the JSON */
const char *step_words(const struct language *language, const char *step);
/* "mirror" */
const char *lens_words(const struct language *language, enum lens lens);

#endif
