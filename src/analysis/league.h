/* Where each unit stands: its quadrant, its shrunken gap, the places it may hold. */
#ifndef ANALYSIS_LEAGUE_H
#define ANALYSIS_LEAGUE_H

#include "analysis/shown_units.h"

/* Fills the quadrants of the units' rows and the counts of `linkage`; `numbers` is room
   for one number per unit. */
void place_units(struct linkage_result *linkage, const struct analysis_rules *rules,
                 const struct shown_units *units, double *numbers);

/* Fills shrunken gaps and rank intervals of the units' rows; false when memory is short.
 */
bool rank_units(const struct analysis_rules *rules,
                const struct shown_units *units) SYMBAR_MUST_CHECK;

#endif
