/* Which unit of a matched tally a name from elsewhere means, by the alias table and the
   steps of units.match, as the names in the answers do. */
#ifndef INGEST_UNIT_FINDER_H
#define INGEST_UNIT_FINDER_H

#include "base/buffer.h"
#include "base/diagnostics.h"
#include "base/map.h"
#include "ingest/aliases.h"
#include "ingest/units.h"
#include "study/study.h"
#include "tally/tally.h"

#include <stdbool.h>
#include <stddef.h>

struct unit_finder {
    const struct unit_rules *rules;
    const struct aliases *aliases;
    struct map keys;
    ptrdiff_t *unit_of_key; /* in the tally; TALLY_DROPPED */
    struct buffer key;      /* scratch */
};

/* False when memory is short; release in any case. */
bool unit_finder_init(struct unit_finder *finder, const struct study *study,
                      const struct aliases *aliases, const struct unit_match *match,
                      const struct tally *tally) SYMBAR_MUST_CHECK;
void unit_finder_release(struct unit_finder *finder);

/* The number of the unit in the tally; TALLY_DROPPED: it was left out; TALLY_NONE: nobody
   answered there. False when memory is short. */
bool unit_finder_find(struct unit_finder *finder, struct span name,
                      ptrdiff_t *unit_out) SYMBAR_MUST_CHECK;

#endif
