/* The rows of a previous release beside those of today: the same scope, unit, segment,
   wave and dimension. */
#ifndef DISCLOSURE_RELEASE_H
#define DISCLOSURE_RELEASE_H

#include "disclosure/previous.h"

#include <stdbool.h>
#include <stddef.h>

/* A row that has no row today: nobody of that unit is left. */
struct gone_row {
    const struct result_row *row;
    size_t dimensions[SIDE_COUNT]; /* in the study of today, or its dimension_count */
};

struct release {
    const struct result_row **before; /* per row of today, or NULL */
    bool *is_comparable[SIDE_COUNT];  /* per dimension of today */
    struct gone_row *gone;
    size_t gone_count;
};

/* `previous` and `results` must outlive it. */
bool release_init(struct release *release, const struct study *study,
                  const struct results *results,
                  const struct previous_release *previous) SYMBAR_MUST_CHECK;
void release_release(struct release *release);

/* What a side of today's row showed then, or NULL. */
const struct side_result *release_side(const struct release *release, size_t row,
                                       enum side side, size_t dimension);

#endif
