/* What tests of disclosure say of results: shown, hidden without a trace, held. */
#ifndef SUPPORT_DISCLOSED_H
#define SUPPORT_DISCLOSED_H

#include "support/survey.h"

/* Analyses the survey and hides, for a report that stands alone. */
void survey_disclose(struct survey *survey);

/* Nothing of the side is left, and nothing of the gap: no figure of the table, no count.
 */
void assert_hidden(const struct survey *survey, enum side side, const char *unit,
                   size_t dimension, enum suppression_reason reason);

void assert_shown(const struct survey *survey, enum side side, const char *unit,
                  size_t dimension, double n);

#endif
