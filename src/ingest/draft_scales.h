/* The scales of a drafted study: equal guesses become one scale, and labels of several
   languages meet on it where they do not contradict. */
#ifndef INGEST_DRAFT_SCALES_H
#define INGEST_DRAFT_SCALES_H

#include "base/arena.h"
#include "study/study.h"

/* A zeroed struct is valid and empty; its scales live in the arena. */
struct draft_scales {
    const struct scale **scales; /* with ids */
    size_t count;
    size_t capacity;
};

/* The scale of the draft for a guessed one, made on first use; NULL when memory is short.
 */
const struct scale *draft_scale(struct draft_scales *scales, const struct scale *guessed,
                                struct arena *arena);
void draft_scales_release(struct draft_scales *scales);

#endif
