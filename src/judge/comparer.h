/* The parts of a comparison while it is made. */
#ifndef JUDGE_COMPARER_H
#define JUDGE_COMPARER_H

#include "base/buffer.h"
#include "judge/compare.h"

#define NO_PARTNER ((size_t)-1)

struct comparer {
    struct comparison *comparison;
    const struct report_file *old;
    const struct report_file *new;
    size_t *old_dimensions; /* of each new one its number in the old report, or NONE */
    size_t *new_dimensions; /* and the other way round */
    size_t change_capacity;
    size_t event_capacity;
    size_t note_capacity;
    struct buffer scratch;
    bool lacks_memory;
};

/* Which dimension of the one report is which of the other: by id, else where just one of
   each was asked the same; and what that leaves without a partner. */
void pair_dimensions(struct comparer *comparer);

/* Units, segments and waves that are in one report only. */
void note_places(struct comparer *comparer);

/* Rules that differ. */
void note_rules(struct comparer *comparer);

#endif
