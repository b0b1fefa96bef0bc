/* Answers that are not in the tally yet: per group of the tally and item, how often each
   of the item's first texts was met. A counter is one byte, so that what a respondent
   touches of 2,000 units times 12 items stays near the processor; before a byte can run
   over, those of the group are moved to wider ones, and before these can, the group has
   to be poured into the tally. */
#ifndef INGEST_QUICK_COUNTS_H
#define INGEST_QUICK_COUNTS_H

#include "ingest/answer_column.h"
#include "ingest/row_run.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    QUICK_MOST = 255,
    /* No more than that, and a run has room: it leaves a byte below QUICK_MOST, since a
       group of which no more can be moved is poured where a byte becomes that. */
    QUICK_ROOM = QUICK_MOST - 1 - RUN_MOST_ROWS,
    QUICK_HALF = QUICK_TEXTS / 2,
    QUICK_LINE = 64,
    QUICK_MOST_NEAR = QUICK_LINE / QUICK_HALF /* one, and what a line may lack */
};

/* A zeroed struct with its item count is valid and empty. A group's bytes begin a line of
   the cache and are places of QUICK_HALF: respondents in the first one; the first half of
   the texts of each item, since few questions have more; then near halves, the second
   ones of some items, as far as that line has room. The other second halves stand behind
   the bytes of all groups, as far from the first ones everywhere. */
struct quick_counts {
    size_t item_count;
    uint16_t near_items[QUICK_MOST_NEAR];
    size_t near_count;
    uint8_t *memory; /* in which the bytes are */
    uint8_t *bytes;
    size_t group_count; /* that have room */
    uint16_t *wide;     /* only of groups that were moved: places, then far halves */
    size_t wide_capacity;
    uint32_t *taken; /* of one group */
    size_t taken_capacity;
};

static inline size_t quick_counts_stride(const struct quick_counts *counts)
{
    size_t used = (1 + counts->item_count + 1) * QUICK_HALF; /* one is near at least */
    return (used + QUICK_LINE - 1) / QUICK_LINE * QUICK_LINE;
}

/* How much further a group's far halves are than its first ones. */
static inline size_t quick_counts_distance(const struct quick_counts *counts)
{
    return counts->group_count * quick_counts_stride(counts);
}

/* Keeps the second half of an item near, if there is room; before any text of it is
   counted. */
void quick_counts_bring_near(struct quick_counts *counts, size_t item);

/* The place of an item's second half; 0: it is far. */
static inline size_t quick_counts_near_place(const struct quick_counts *counts,
                                             size_t item)
{
    for (size_t i = 0; i < counts->near_count; i++)
        if (counts->near_items[i] == item)
            return 1 + counts->item_count + i;
    return 0;
}

/* The counter of an item's text in what quick_counts_of gave. */
static inline uint8_t *quick_counts_at(const struct quick_counts *counts,
                                       uint8_t *of_group, size_t item, size_t text)
{
    uint8_t *of_item = of_group + (1 + item) * QUICK_HALF;
    if (text < QUICK_HALF)
        return of_item + text;
    size_t near = quick_counts_near_place(counts, item);
    of_item =
        near ? of_group + near * QUICK_HALF : of_item + quick_counts_distance(counts);
    return of_item + text - QUICK_HALF;
}

/* The group's respondents since it was moved or poured; NULL when memory is short. Valid
   until the next call for another group. */
uint8_t *quick_counts_of(struct quick_counts *counts, size_t group);

/* The same of the group of each row of which the bit is set; one that has no counters yet
   gets none, and its bit goes. Asks for the memory that will be counted in soon. */
static inline void quick_counts_ready(const struct quick_counts *counts,
                                      const uint32_t groups[RUN_MOST_ROWS],
                                      uint8_t *of_groups[RUN_MOST_ROWS], uint64_t *rows)
{
    const size_t stride = quick_counts_stride(counts);
    for (uint64_t left = *rows; left; left &= left - 1) {
        size_t row = (size_t)__builtin_ctzll(left);
        if (groups[row] >= counts->group_count) {
            *rows &= ~((uint64_t)1 << row);
            continue;
        }
        uint8_t *bytes = counts->bytes + groups[row] * stride;
        of_groups[row] = bytes;
        __builtin_prefetch(bytes, 1);
        __builtin_prefetch(bytes + stride - QUICK_LINE, 1);
        for (size_t at = QUICK_LINE; at < stride - QUICK_LINE; at += QUICK_LINE)
            __builtin_prefetch(bytes + at, 1);
    }
}

/* Counts the rows of a run of which the bit is set, each in its group, which has room for
   all of them (QUICK_ROOM): texts[item * RUN_MOST_ROWS + row] of every item. */
void quick_counts_add(const struct quick_counts *counts, enum instructions instructions,
                      uint8_t *const of_groups[RUN_MOST_ROWS], const uint8_t *texts,
                      uint64_t rows);

/* Moves a group's bytes, whose pointers stay valid, to wider counters. False when memory
   is short. */
bool quick_counts_move(struct quick_counts *counts, size_t group) SYMBAR_MUST_CHECK;

/* Whether the wider counters have no room for QUICK_MOST more respondents. */
static inline bool quick_counts_is_full(const struct quick_counts *counts, size_t group)
{
    size_t place = group * 2 * quick_counts_stride(counts);
    return place < counts->wide_capacity && counts->wide[place] > UINT16_MAX - QUICK_MOST;
}

/* Forgets what was counted of a group and gives it, valid until the next call; NULL when
   memory is short. */
const uint32_t *quick_counts_take(struct quick_counts *counts, size_t group);

/* In that, the first number is the group's respondents; and these are the counts of an
   item's texts, by their number. */
static inline const uint32_t *quick_counts_texts_in(const uint32_t *of_group, size_t item)
{
    return of_group + 1 + item * QUICK_TEXTS;
}

void quick_counts_release(struct quick_counts *counts);

/* Within quick_counts*.c only. */
typedef void quick_counts_adding(const struct quick_counts *counts,
                                 uint8_t *const of_groups[RUN_MOST_ROWS],
                                 const uint8_t *texts, uint64_t rows);
quick_counts_adding quick_counts_add_avx2;
quick_counts_adding quick_counts_add_avx512;

#endif
