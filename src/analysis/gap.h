/* The gap of a row: employees minus customers, its tests and its effect sizes. */
#ifndef ANALYSIS_GAP_H
#define ANALYSIS_GAP_H

#include "analysis/results.h"
#include "analysis/score.h"

/* The gap of two sides that cannot be compared, or of which one will be hidden: nothing
   but its status; NULL where there is more to tell. */
const struct gap_result *
gap_without_comparison(const struct side_counts counts[SIDE_COUNT],
                       const struct side_result *const sides[SIDE_COUNT]);

/* All of another gap but the adjusted p values and the verdict, which depend on the other
   rows. `critical` is of the rules' confidence. */
void compare_sides(const struct analysis_rules *rules, struct critical_values *critical,
                   const struct side_counts counts[SIDE_COUNT],
                   const struct side_result *const sides[SIDE_COUNT],
                   struct gap_result *gap_out);

/* The gap of a row from nothing but its two sides as they are shown, as is right when one
   of them was kept from an earlier report: all but the figures that need every answer
   (Cliff's delta, Mann-Whitney). */
void compare_shown_sides(const struct analysis_rules *rules,
                         const struct side_result *const sides[SIDE_COUNT],
                         struct gap_result *gap_out);

#endif
