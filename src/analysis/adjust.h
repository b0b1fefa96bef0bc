/* The p values of a family, adjusted as the study says. */
#ifndef ANALYSIS_ADJUST_H
#define ANALYSIS_ADJUST_H

#include "stats/adjust.h"
#include "study/study.h"

/* In place; `scratch` has room for `count`. */
void adjust_family(enum adjustment method, double *p, size_t count,
                   struct ranked_p *scratch);

#endif
