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
/* Whether the outer scale has all labels of the inner one, which has some; whatever their
   codes. False when memory is short. */
bool draft_scale_has_labels_of(const struct scale *outer, const struct scale *inner,
                               bool *has_all_out) SYMBAR_MUST_CHECK;
void draft_scales_release(struct draft_scales *scales);

#endif
