/* The sentence that a judged row says: what the figure is and what the rule makes of it.
 */
#ifndef JUDGE_FINDING_H
#define JUDGE_FINDING_H

#include "base/buffer.h"
#include "base/language.h"
#include "judge/checks.h"

/* What the row's figures come to: appended to `out`. */
void say_finding(struct buffer *out, const struct figure_ref *ref,
                 const struct check_row *row);

/* Why the row cannot be judged. */
void say_hidden(struct buffer *out, const struct figure_ref *ref,
                const struct result_row *row);
void say_obstacle(struct buffer *out, const struct figure_ref *ref,
                  enum change_obstacle obstacle);

/* A figure in its own digits: points with one decimal, with more where it would look like
   `near`, which it is not; in the language's form. */
void say_number(struct buffer *out, const struct language *language,
                enum figure_unit unit, double value, const double *near);

#endif
