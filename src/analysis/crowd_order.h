/* The segments and waves that have respondents, in the order of the report: segments by
   family (study/families.h) and then by name, waves from the first to the last. */
#ifndef ANALYSIS_CROWD_ORDER_H
#define ANALYSIS_CROWD_ORDER_H

#include "base/arena.h"
#include "base/diagnostics.h"
#include "study/study.h"
#include "tally/tally.h"

#include <stdbool.h>
#include <stddef.h>

struct segment_place {
    size_t family;
    const char *name;
    bool is_on[SIDE_COUNT];
};

/* A zeroed struct is valid to release, and of nobody. */
struct crowd_order {
    struct arena arena; /* holds the names */
    struct segment_place *segments;
    size_t segment_count;
    const char **waves;
    size_t wave_count;
    size_t family_count;
    /* per segment of the tally, as a group of that side has it, and family: its place in
       `segments`, or TALLY_NONE */
    ptrdiff_t *segment_places[SIDE_COUNT];
    ptrdiff_t *wave_places; /* per wave of the tally: its place in `waves` */
};

/* Per wave in order and dimension, whether the side was asked something else than in the
   wave before it that is known; wave_count times the study's dimensions, to be freed by
   memory_free(). NULL when memory is short. */
bool *question_breaks(const struct crowd_order *order, const struct study *study,
                      const struct tally *tally, enum side side);

bool crowd_order_init(struct crowd_order *order, const struct study *study,
                      const struct tally *tally) SYMBAR_MUST_CHECK;
void crowd_order_release(struct crowd_order *order);

#endif
