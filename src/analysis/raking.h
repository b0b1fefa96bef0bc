/* Raking: weights of a side made such that they add up to known sizes, margin by margin
   (units, segments). With one margin this is post-stratification; by headcounts of units
   it makes up for those who did not answer. Deming & Stephan (1940). */
#ifndef ANALYSIS_RAKING_H
#define ANALYSIS_RAKING_H

#include "analysis/crowd_order.h"
#include "analysis/gather.h"
#include "base/diagnostics.h"
#include "study/study.h"
#include "tally/tally.h"

#include <stddef.h>

/* A zeroed struct is that of a side without margins, and valid to release. */
struct raking {
    size_t margin_count;
    double *factors;       /* per group of the tally: its weights are to be multiplied */
    size_t *categories;    /* margin_count per group */
    size_t category_count; /* the most that a margin has */
};

/* Fails (DIAG_RAKING) where respondents are in no category of a margin, a category has no
   size or nobody, or the margins contradict each other. Release in any case. */
enum symbar_status raking_init(struct raking *raking, const struct study *study,
                               enum side side, const struct tally *tally,
                               const struct unit_order *units,
                               const struct crowd_order *crowds,
                               struct symbar_diagnostics *diagnostics) SYMBAR_MUST_CHECK;
void raking_release(struct raking *raking);

#endif
