/* Which rows the results have, for each dimension: everybody, the units, the segments and
   the waves, and where the counts of each side are in the tables. */
#ifndef ANALYSIS_ROW_PLAN_H
#define ANALYSIS_ROW_PLAN_H

#include "analysis/crowd_order.h"
#include "analysis/gather.h"
#include "analysis/results.h"

struct planned_row {
    enum scope scope;
    const char *unit;
    const char *segment_of;
    const char *segment;
    enum segment_side segment_side;
    const char *wave;
    size_t table_rows[SIDE_COUNT];
    size_t repeats[SIDE_COUNT]; /* the planned row that owns the side; itself: its own */
};

/* A zeroed struct is valid to release. */
struct row_plan {
    struct planned_row *rows;
    size_t count;
};

/* Names are copied to `arena`, which is the results'. */
bool row_plan_init(struct row_plan *plan, struct arena *arena, const struct study *study,
                   const struct unit_order *units,
                   const struct crowd_order *crowds) SYMBAR_MUST_CHECK;
void row_plan_release(struct row_plan *plan);

/* Makes the row of a dimension out of planned row `index`; `rows` are all of them. */
void row_plan_fill(const struct row_plan *plan, size_t index, size_t dimension,
                   size_t dimension_count, struct result_row *rows);

#endif
