/* Who is in which unit, wave and segments at once, as far as groups go: what tells that a
   unit lies inside a region, which anybody who knows the company knows too. */
#ifndef ANALYSIS_CROSSINGS_H
#define ANALYSIS_CROSSINGS_H

#include "analysis/gather.h"
#include "analysis/results.h"
#include "analysis/row_plan.h"

/* Fills the results' crossings, from the groups of the tally that have respondents. False
   when memory is short. */
bool find_crossings(struct results *results, const struct tally *tally,
                    const struct unit_order *units, const struct crowd_order *crowds,
                    const struct row_plan *plan) SYMBAR_MUST_CHECK;

#endif
