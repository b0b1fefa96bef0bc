/* The groups of a column that may still be hidden, the smallest first: fewest
   respondents, then first by name. */
#ifndef DISCLOSURE_QUEUE_H
#define DISCLOSURE_QUEUE_H

#include "disclosure/column.h"

struct queue {
    struct group *groups;
    size_t *numbers; /* a heap, lent by the caller: one number per group */
    size_t count;
};

/* All groups of the column that are shown and have answers. */
struct queue queue_of(const struct column *column, size_t *numbers);

/* The next group, or NULL. */
struct group *queue_take(struct queue *queue);

#endif
