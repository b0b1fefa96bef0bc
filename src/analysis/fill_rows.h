/* The figures of all rows: each is made where its answers have just been counted, place
   by place, by as many threads as there are. */
#ifndef ANALYSIS_FILL_ROWS_H
#define ANALYSIS_FILL_ROWS_H

#include "analysis/count_rows.h"
#include "analysis/raking.h"
#include "analysis/results.h"
#include "analysis/row_plan.h"

struct row_sources {
    const struct study *study;
    const struct tally *tally;
    struct table_places places;
    const struct row_plan *plan;
    const struct raking *raking; /* per side */
};

/* Nothing has been written to the rows of `results` yet. False when memory is short. */
bool fill_rows(const struct row_sources *sources,
               struct results *results) SYMBAR_MUST_CHECK;

#endif
