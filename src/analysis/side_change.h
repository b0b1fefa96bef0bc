/* How much figures differ between independent groups of respondents, from nothing but
   what is shown of them: two waves, two reports, two segments. */
#ifndef ANALYSIS_SIDE_CHANGE_H
#define ANALYSIS_SIDE_CHANGE_H

#include "analysis/results.h"
#include "base/diagnostics.h"
#include "stats/change.h"

#include <stdbool.h>
#include <stddef.h>

enum change_figure { CHANGE_OF_INDEX, CHANGE_OF_MEAN, CHANGE_OF_NPS, CHANGE_OF_TOP_BOX };

/* New minus old of one side, or for a gap what adds to it and what takes from it. */
struct side_samples {
    const struct side_result *added[CHANGE_MOST_PAIRS];
    const struct side_result *subtracted[CHANGE_MOST_PAIRS];
    size_t pair_count;
};

struct side_samples samples_of_side(const struct side_result *new,
                                    const struct side_result *old);
struct side_samples samples_of_gap(const struct side_result *const new[SIDE_COUNT],
                                   const struct side_result *const old[SIDE_COUNT]);

/* In the figure's units (index and NPS points, percentage points). False where there is
   no test: something is suppressed, a sample has fewer than two answers or no variance.
 */
bool side_change(enum change_figure figure, const struct side_samples *samples,
                 double confidence, struct change *change_out) SYMBAR_MUST_CHECK;

/* The squared standard error of what a side shows; false where that is not known. */
bool side_variance(enum change_figure figure, const struct side_result *side,
                   double *variance_out) SYMBAR_MUST_CHECK;

#endif
