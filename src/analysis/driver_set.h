/* One outcome and its drivers: from correlations to a set of results. */
#ifndef ANALYSIS_DRIVER_SET_H
#define ANALYSIS_DRIVER_SET_H

#include "analysis/results.h"
#include "base/diagnostics.h"
#include "base/instructions.h"

/* Lent to every set in turn. */
struct driver_work {
    size_t *dimensions;   /* the predictors that take part: their places in the set */
    size_t count;         /* how many */
    double *correlations; /* of these and the outcome, (count + 1)^2 */
    double *pair_n;       /* per predictor: who answered it and the overall score */
    double n;             /* the fewest who answered two; units */
    double least;         /* that weights need */
    enum relation_reason too_few; /* what is said where there are not so many */
    enum instructions instructions;
    double *numbers; /* scratch */
    double *weights;
    double *p;
};

bool driver_work_init(struct driver_work *work, const struct work *how,
                      size_t most) SYMBAR_MUST_CHECK;
void driver_work_release(struct driver_work *work);

/* Makes the list of a set: every dimension but the overall score that `side` was asked,
   with no figures. False when memory is short. */
bool driver_set_list(struct driver_set *set, const struct study *study, enum side side,
                     struct arena *arena) SYMBAR_MUST_CHECK;

/* Fills the figures of a set from what `work` holds; the reason where there are no
   weights. False when memory is short. */
bool driver_set_fill(struct driver_set *set, const struct analysis_rules *rules,
                     struct driver_work *work) SYMBAR_MUST_CHECK;

#endif
