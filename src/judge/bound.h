/* One figure against one rule's bounds. */
#ifndef JUDGE_BOUND_H
#define JUDGE_BOUND_H

#include "report/report_read.h"
#include "study/check.h"

#include <stdbool.h>

enum breach {
    BREACH_NO,
    BREACH_YES,
    BREACH_UNKNOWN /* the rule needs a value or an interval that is not there */
};

/* `figure` is the figure itself, or its change for bounds of changes. Reaching a bound is
   no breach of it. */
enum breach bound_breach(enum check_bound bound, double limit, enum check_when when,
                         const struct estimate *figure);

/* Whether the point estimate lies beyond the bound. */
bool is_beyond(enum check_bound bound, double limit, double value);

#endif
