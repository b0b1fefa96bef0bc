/* Where each unit stands: its quadrant, its shrunken gap, the places it may hold. */
#ifndef ANALYSIS_LEAGUE_H
#define ANALYSIS_LEAGUE_H

#include "analysis/shown_units.h"
#include "stats/rank_interval.h"

/* Fills the quadrants of the units' rows and the counts of `linkage`; `numbers` is room
   for one number per unit. */
void place_units(struct linkage_result *linkage, const struct analysis_rules *rules,
                 const struct shown_units *units, double *numbers);

/* Lent to every dimension in turn; zeroed, it can be released. */
struct league_room {
    struct rank_interval_scratch scratch;
    struct rank_normals normals;
    struct unit_gap *gaps;
    struct rank_interval *places;
};

bool league_room_init(struct league_room *room, const struct work *work,
                      size_t unit_count) SYMBAR_MUST_CHECK;
void league_room_release(struct league_room *room);

/* Fills shrunken gaps and rank intervals of the units' rows. */
void rank_units(const struct analysis_rules *rules, const struct shown_units *units,
                struct results *results, struct league_room *room);

#endif
