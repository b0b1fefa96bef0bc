/* Answers that are not in the tally yet: per group of the tally and item, how often each
   of the item's first texts was met. A counter is one byte, so that what a respondent
   touches of 2,000 units times 12 items stays near the processor; before a byte can run
   over, the group has to be poured into the tally. */
#ifndef INGEST_QUICK_COUNTS_H
#define INGEST_QUICK_COUNTS_H

#include "ingest/answer_column.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { QUICK_MOST = 255 };

/* A zeroed struct with its item count is valid and empty. */
struct quick_counts {
    size_t item_count;
    uint8_t *bytes; /* per group: respondents, then QUICK_TEXTS per item */
    size_t capacity;
};

/* The group's respondents since it was poured; NULL when memory is short. Valid until the
   next call for another group. */
uint8_t *quick_counts_of(struct quick_counts *counts, size_t group);

/* The same of a group that has counters already; else NULL. Asks for the memory that will
   be counted in soon. */
static inline uint8_t *quick_counts_ready(const struct quick_counts *counts, size_t group)
{
    enum { LINE = 64 };
    size_t stride = (counts->item_count + 1) * QUICK_TEXTS;
    if ((group + 1) * stride > counts->capacity)
        return NULL;
    uint8_t *bytes = counts->bytes + group * stride;
    for (size_t at = 0; at < stride; at += LINE)
        __builtin_prefetch(bytes + at, 1);
    return bytes;
}

/* How many groups may have counts. */
size_t quick_counts_groups(const struct quick_counts *counts);

/* The counters of one item's texts in what quick_counts_of gave. */
static inline uint8_t *quick_counts_texts(uint8_t *of_group, size_t item)
{
    return of_group + (item + 1) * QUICK_TEXTS;
}

static inline const uint8_t *quick_counts_texts_in(const uint8_t *of_group, size_t item)
{
    return of_group + (item + 1) * QUICK_TEXTS;
}

/* Forgets what was counted of a group. */
void quick_counts_clear(struct quick_counts *counts, size_t group);

void quick_counts_release(struct quick_counts *counts);

#endif
