/* Where each unit stands: its quadrant, its shrunken gap, the places it may hold. */
#ifndef ANALYSIS_LEAGUE_H
#define ANALYSIS_LEAGUE_H

#include "analysis/shown_units.h"
#include "stats/rank_interval.h"

/* Fills the quadrants of the units' rows and the counts of `linkage`; `numbers` is room
   for one number per unit. */
void place_units(struct linkage_result *linkage, const struct analysis_rules *rules,
                 const struct shown_units *units, double *numbers);

/* Lent to every dimension in turn, and grows with what they need. Zeroed but for the
   instructions it is empty, and can be released. */
struct league_room {
    enum instructions instructions; /* of no influence but on time */
    struct rank_candidate *candidates;
    size_t candidate_capacity;
    struct ranked_p *ranked;
    size_t ranked_capacity;
    double *numbers;
    size_t number_capacity;
    struct rank_normals normals;
    size_t normal_capacity;
    struct unit_gap *gaps;
    size_t gap_capacity;
    struct rank_interval *places;
    size_t place_capacity;
};

void league_room_release(struct league_room *room);

/* Fills shrunken gaps and rank intervals of the units' rows. False when memory is short.
 */
bool rank_units(const struct analysis_rules *rules, const struct shown_units *units,
                struct results *results, struct league_room *room) SYMBAR_MUST_CHECK;

#endif
