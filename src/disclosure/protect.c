#include "disclosure/protect.h"

#include "disclosure/crowd.h"
#include "disclosure/queue.h"

/* What is left of a total when everything shown is taken from it: the hidden groups, and
   those who are in no group. */
struct remainder {
    struct crowd crowd;
    size_t group_count; /* those in no group are one */
    bool has_hidden;    /* one of the column's own groups is in it */
};

/* What the sums of a total are reckoned with. */
struct yardstick {
    double origin;
    double tolerance;
    bool has_nps;
};

static struct yardstick yardstick_of(const struct group *total)
{
    return (struct yardstick){ .origin = total->side->index.value.value,
                               .tolerance = crowd_tolerance(total->n),
                               .has_nps = total->side->has_nps };
}

/* Why a group may not be shown for what it is by itself. */
static enum suppression_reason own_reason(const struct group *group,
                                          const struct privacy *privacy)
{
    if (group->n > 0 && group->n < privacy->min_n)
        return REASON_PRIMARY;
    return privacy->hides_unanimity && group->agrees ? REASON_UNANIMITY : REASON_NONE;
}

static void take_in(struct remainder *remainder, const struct group *group,
                    const struct yardstick *yardstick)
{
    struct crowd crowd = crowd_of(group->side, yardstick->origin);
    crowd_add(&remainder->crowd, &crowd);
    remainder->group_count++;
    remainder->has_hidden = true;
}

/* Those who are in no group, by subtraction. */
static void take_in_rest(struct remainder *remainder, const struct total *total,
                         const struct column *column, const struct yardstick *yardstick)
{
    double n = total->group.n;
    for (size_t g = 0; g < column->group_count; g++)
        n -= column->groups[g].n;
    if (!(n > 0))
        return;
    struct crowd rest = crowd_of(total->group.side, yardstick->origin);
    for (size_t g = 0; g < column->group_count; g++) {
        struct crowd crowd = crowd_of(column->groups[g].side, yardstick->origin);
        crowd_subtract(&rest, &crowd);
    }
    crowd_add(&remainder->crowd, &rest);
    remainder->group_count++;
}

/* Anybody can work the remainder out, so it must itself be fit to be shown; and it must
   be of more than one group, or it is that group. Where one respondent is enough to be
   shown, those in no group need no cover. */
static bool is_safe(const struct remainder *remainder, const struct privacy *privacy,
                    const struct yardstick *yardstick)
{
    if (remainder->group_count == 0 || (!remainder->has_hidden && !(privacy->min_n > 1)))
        return true;
    return remainder->group_count >= 2 && remainder->crowd.n >= privacy->min_n &&
           !crowd_is_unanimous(&remainder->crowd, yardstick->has_nps,
                               yardstick->tolerance);
}

/* Hides the smallest shown groups, one after the other, until the remainder is safe.

   No choice of groups is less. If the remainder is unsafe, at least one group must go,
   and no single group is smaller than the first in the queue. Every group in the queue
   has min_n respondents or more, so with the first one the remainder is of two groups and
   large enough. Should everybody in it still agree, which takes a side on which
   unanimous groups are shown, more groups follow: in the same order and not by what they
   answered, or the gap in the order would tell what the hidden ones answered.

   When nothing is left to hide, the remainder is the total; if all of that agrees, it
   gives every hidden group away and goes too. */
static void protect_column(struct total *total, struct column *column,
                           const struct privacy *privacy, size_t *numbers)
{
    struct yardstick yardstick = yardstick_of(&total->group);
    struct remainder remainder = { 0 };
    for (size_t g = 0; g < column->group_count; g++)
        if (column->groups[g].reason != REASON_NONE)
            take_in(&remainder, &column->groups[g], &yardstick);
    take_in_rest(&remainder, total, column, &yardstick);
    if (is_safe(&remainder, privacy, &yardstick))
        return;

    enum suppression_reason reason =
        remainder.has_hidden ? REASON_COMPLEMENTARY : REASON_RESIDUAL;
    struct queue queue = queue_of(column, numbers);
    struct group *next;
    while (!is_safe(&remainder, privacy, &yardstick) && (next = queue_take(&queue))) {
        next->reason = reason;
        take_in(&remainder, next, &yardstick);
    }
    if (remainder.has_hidden &&
        crowd_is_unanimous(&remainder.crowd, yardstick.has_nps, yardstick.tolerance))
        total->group.reason = REASON_UNANIMITY;
}

/* With a total that is hidden go all its groups: they are small, or unanimous, as it
   is. */
static void hide_with_total(struct total *total)
{
    for (size_t d = 0; d < DIVISION_COUNT; d++)
        for (size_t g = 0; g < total->divisions[d].group_count; g++) {
            struct group *group = &total->divisions[d].groups[g];
            if (group->n > 0 && group->reason == REASON_NONE)
                group->reason = total->group.reason;
        }
}

void protect_total(struct total *total, const struct privacy *privacy, size_t *numbers)
{
    if (!total->group.side)
        return;
    total->group.reason = own_reason(&total->group, privacy);
    for (size_t d = 0; d < DIVISION_COUNT; d++) {
        struct column *column = &total->divisions[d];
        for (size_t g = 0; g < column->group_count; g++)
            column->groups[g].reason = own_reason(&column->groups[g], privacy);
        if (total->group.reason == REASON_NONE)
            protect_column(total, column, privacy, numbers);
    }
    if (total->group.reason != REASON_NONE)
        hide_with_total(total);
}
