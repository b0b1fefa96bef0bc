#include "disclosure/protect.h"

#include "disclosure/agreement.h"
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

/* A column while it is being decided. */
struct decision {
    struct total *total;
    struct column *column;
    const struct privacy *privacy;
    struct yardstick yardstick;
    struct remainder remainder;
    struct queue queue; /* of what is still shown */
    enum suppression_reason reason;
    struct crowd first; /* the first remainder that was large enough, should it agree */
    double largest;     /* how many agree in one crowd, at the most */
};

static bool hide_next(struct decision *decision)
{
    struct group *next = queue_take(&decision->queue);
    if (!next)
        return false;
    next->reason = decision->reason;
    take_in(&decision->remainder, next, &decision->yardstick);
    return true;
}

static bool all_are_open(const struct decision *decision)
{
    const struct crowd nobody = { 0 };
    if (decision->first.n > 0)
        return agreement_is_open(&decision->total->levels, &decision->yardstick,
                                 &decision->remainder.crowd, &decision->first, &nobody);
    return agreements_are_open(decision->total, decision->column,
                               &decision->remainder.crowd);
}

static void note_agreements(struct decision *decision)
{
    for (size_t g = 0; g < decision->column->group_count; g++) {
        const struct group *group = &decision->column->groups[g];
        if (group->reason != REASON_UNANIMITY)
            continue;
        struct crowd crowd = group_crowd(group, &decision->yardstick);
        if (crowd.n > decision->largest)
            decision->largest = crowd.n;
    }
    if (!(decision->largest > 0) && decision->remainder.has_hidden &&
        is_unanimous(&decision->remainder.crowd, &decision->yardstick)) {
        decision->first = decision->remainder.crowd;
        decision->largest = decision->first.n;
    }
}

/* That some agree is told by the reason, or by a remainder that is larger than it would
   have to be otherwise. So others must be among them, enough for what they agreed on to
   be open; how many is a matter of sizes, so that the number of hidden groups tells of
   no answers. Where that is not enough all groups go, and if even the total would tell,
   so does the total. */
static void open_agreements(struct decision *decision)
{
    note_agreements(decision);
    if (!(decision->largest > 0))
        return;
    while (decision->remainder.crowd.n < (1 + OTHERS_FOR_EACH) * decision->largest &&
           hide_next(decision))
        continue;
    if (all_are_open(decision))
        return;
    while (hide_next(decision))
        continue;
    if (!all_are_open(decision))
        decision->total->group.reason = REASON_UNANIMITY;
}

/* Hides the smallest shown groups, one after the other, until the remainder is covered.

   No choice of groups is less. If the remainder is not covered, at least one group must
   go, and no single group is smaller than the first in the queue. Every group in the
   queue has min_n respondents or more, so with the first one the remainder is of two
   groups and large enough. */
static void protect_column(struct total *total, struct column *column,
                           const struct privacy *privacy, size_t *numbers)
{
    struct decision decision = { .total = total,
                                 .column = column,
                                 .privacy = privacy,
                                 .yardstick = yardstick_of(total) };
    decision.remainder = remainder_of(total, column, &decision.yardstick);
    for (size_t g = 0; g < column->group_count; g++)
        if (column->groups[g].reason != REASON_NONE)
            take_in(&decision.remainder, &column->groups[g], &decision.yardstick);
    decision.reason =
        decision.remainder.has_hidden ? REASON_COMPLEMENTARY : REASON_RESIDUAL;
    decision.queue = queue_of_shown(column, numbers);
    while (!remainder_is_covered(&decision.remainder, privacy) && hide_next(&decision))
        continue;
    open_agreements(&decision);
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
