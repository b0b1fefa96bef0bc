/* Texts that mean the same in spite of their spelling, and how the thing is then called:
   by the name that is wanted, if any, else by the employees' most frequent spelling, else
   by the customers' (of equally frequent ones the first in byte order), so that the order
   of rows does not matter. */
#ifndef INGEST_SPELLINGS_H
#define INGEST_SPELLINGS_H

#include "base/arena.h"
#include "study/study.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct spelling {
    const char *text;
    uint64_t row_count[SIDE_COUNT];
    const char *name; /* what it is called: the same pointer for all that are one */
    size_t thing;     /* a number for all that are one */
};

/* Whether a thing of both spellings bears the first one's. */
bool spelling_is_better(const struct spelling *spelling, const struct spelling *than);

/* Finds name and thing of each. `wanted` names come first, in their order; one that no
   spelling has is the thing of no one. `steps` are those of units.match. Names live in
   `arena`. False when memory is short. */
bool spellings_unify(struct arena *arena, const bool steps[STEP_COUNT],
                     const struct text_list *wanted, struct spelling *spellings,
                     size_t count) SYMBAR_MUST_CHECK;

#endif
