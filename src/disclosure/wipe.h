/* Taking figures out of results. What is wiped leaves nothing behind but a status, a
   reason and which kinds of figures the question has: a figure that a later version adds
   is wiped too, because the row points at another struct from then on. */
#ifndef DISCLOSURE_WIPE_H
#define DISCLOSURE_WIPE_H

#include "analysis/results.h"

/* What a row shows instead of a side, or of a gap of which a side is hidden. */
const struct side_result *side_wiped(const struct side_result *side,
                                     enum suppression_reason reason);
const struct gap_result *gap_wiped(const struct gap_result *gap);

/* A side whose answers were counted and may be read: neither hidden nor unasked. */
static inline bool side_is_shown(const struct side_result *side)
{
    return side->status != CELL_SUPPRESSED && side->status != CELL_NOT_ASKED;
}

/* How many answered; 0 when that is not shown. */
static inline double side_answers(const struct side_result *side)
{
    return side_is_shown(side) && side->n.available ? side->n.value : 0;
}

#endif
