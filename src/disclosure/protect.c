#include "disclosure/protect.h"

#include "disclosure/queue.h"

static void take_in(struct remainder *remainder, const struct group *group,
                    const struct yardstick *yardstick)
{
    struct crowd crowd = group_crowd(group, yardstick);
    crowd_add(&remainder->crowd, &crowd);
    remainder->group_count++;
    remainder->has_hidden = true;
}

static struct queue queue_of_shown(const struct column *column, size_t *numbers)
{
    struct queue queue = { .groups = column->groups, .numbers = numbers };
    for (size_t g = 0; g < column->group_count; g++)
        if (column->groups[g].reason == REASON_NONE && column->groups[g].n > 0)
            queue_add(&queue, g, column->groups[g].n);
    queue_order(&queue);
    return queue;
}

/* Hides the smallest shown groups, one after the other, until the remainder is safe.

   No choice of groups is less. If the remainder is unsafe, at least one group must go,
   and no single group is smaller than the first in the queue. Every group in the queue
   has min_n respondents or more, so with the first one the remainder is of two groups and
   large enough. Should everybody in it still agree, which takes a side on which groups
   that agree are shown, more groups follow: in the same order and not by what they
   answered, or the gap in the order would tell what the hidden ones answered.

   When nothing is left to hide, the remainder is the total; if all of that agrees, it
   gives every hidden group away and goes too. */
static void protect_column(struct total *total, struct column *column,
                           const struct privacy *privacy, size_t *numbers)
{
    struct yardstick yardstick = yardstick_of(total);
    struct remainder remainder = remainder_of(total, column, &yardstick);
    for (size_t g = 0; g < column->group_count; g++)
        if (column->groups[g].reason != REASON_NONE)
            take_in(&remainder, &column->groups[g], &yardstick);
    if (remainder_is_safe(&remainder, privacy, &yardstick))
        return;

    enum suppression_reason reason =
        remainder.has_hidden ? REASON_COMPLEMENTARY : REASON_RESIDUAL;
    struct queue queue = queue_of_shown(column, numbers);
    struct group *next;
    while (!remainder_is_safe(&remainder, privacy, &yardstick) &&
           (next = queue_take(&queue))) {
        next->reason = reason;
        take_in(&remainder, next, &yardstick);
    }
    if (remainder.has_hidden && is_unanimous(&remainder.crowd, &yardstick))
        total->group.reason = REASON_UNANIMITY;
}

void protect_total(struct total *total, const struct privacy *privacy, size_t *numbers)
{
    total->group.reason = own_reason(&total->group, privacy);
    for (size_t d = 0; d < total->division_count; d++) {
        struct column *column = &total->divisions[d];
        for (size_t g = 0; g < column->group_count; g++)
            column->groups[g].reason = own_reason(&column->groups[g], privacy);
        if (total->group.reason == REASON_NONE)
            protect_column(total, column, privacy, numbers);
    }
    if (total->group.reason != REASON_NONE)
        hide_groups_of(total);
}
