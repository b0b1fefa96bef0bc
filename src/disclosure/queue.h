/* Groups in order of their weight, the lightest first, and by name where that is equal:
   the order in which groups are hidden. */
#ifndef DISCLOSURE_QUEUE_H
#define DISCLOSURE_QUEUE_H

#include "disclosure/column.h"

struct queue {
    struct group *groups;
    size_t *numbers; /* a heap; lent by the caller, one number per group of the column */
    size_t count;
};

/* First all groups are added, then they are put in order, then they are taken. */
void queue_add(struct queue *queue, size_t number, double weight);
void queue_order(struct queue *queue);

/* The next group, or NULL. */
struct group *queue_first(const struct queue *queue);
struct group *queue_take(struct queue *queue);

#endif
