/* The sentence that a judged row says: what the figure is and what the rule makes of it.
 */
#ifndef JUDGE_FINDING_H
#define JUDGE_FINDING_H

#include "base/buffer.h"
#include "base/language.h"
#include "judge/checks.h"

/* What the row's figures come to, or why it cannot be judged, in the language: appended
   to `out`. */
void say_row(struct buffer *out, const struct language *language,
             const struct check_row *row);

/* A figure in its own digits: points with one decimal, with more where it would look like
   `near`, which it is not; in the language's form. */
void say_number(struct buffer *out, const struct language *language,
                enum figure_unit unit, double value, const double *near);

#endif
