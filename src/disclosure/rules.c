#include "disclosure/rules.h"

#include <math.h>

struct yardstick yardstick_of(const struct total *total)
{
    return (struct yardstick){ .origin = total->group.side->index.value.value,
                               .tolerance = crowd_tolerance(total->group.n),
                               .has_nps = total->group.side->has_nps };
}

struct crowd group_crowd(const struct group *group, const struct yardstick *yardstick)
{
    return group->side ? crowd_of(group->side, yardstick->origin) : (struct crowd){ 0 };
}

bool is_unanimous(const struct crowd *crowd, const struct yardstick *yardstick)
{
    return crowd_is_unanimous(crowd, yardstick->has_nps, yardstick->tolerance);
}

enum suppression_reason own_reason(const struct group *group,
                                   const struct privacy *privacy)
{
    if (group->n > 0 && group->n < privacy->min_n)
        return REASON_PRIMARY;
    return privacy->hides_unanimity && group->agrees ? REASON_UNANIMITY : REASON_NONE;
}

struct remainder remainder_of(const struct total *total, const struct column *column,
                              const struct yardstick *yardstick)
{
    struct remainder remainder = { .total = total->group.n };
    double n = total->group.n;
    for (size_t g = 0; g < column->group_count; g++)
        n -= column->groups[g].n;
    if (!(n > 0))
        return remainder;
    remainder.group_count = 1;
    remainder.crowd = group_crowd(&total->group, yardstick);
    for (size_t g = 0; g < column->group_count; g++) {
        struct crowd crowd = group_crowd(&column->groups[g], yardstick);
        crowd_subtract(&remainder.crowd, &crowd);
    }
    return remainder;
}

bool remainder_is_covered(const struct remainder *remainder,
                          const struct privacy *privacy)
{
    if (remainder->group_count == 0 || (!remainder->has_hidden && !(privacy->min_n > 1)))
        return true;
    if (remainder->crowd.n == remainder->total)
        return !remainder->has_hidden || remainder->crowd.n >= privacy->min_n;
    return remainder->group_count >= 2 && fabs(remainder->crowd.n) >= privacy->min_n;
}

bool remainder_is_safe(const struct remainder *remainder, const struct privacy *privacy,
                       const struct yardstick *yardstick)
{
    if (!remainder->has_hidden && (remainder->group_count == 0 || !(privacy->min_n > 1) ||
                                   remainder->crowd.n == remainder->total))
        return true;
    return remainder_is_covered(remainder, privacy) &&
           !is_unanimous(&remainder->crowd, yardstick);
}

void hide_groups_of(struct total *total)
{
    for (size_t d = 0; d < total->division_count; d++)
        for (size_t g = 0; g < total->divisions[d].group_count; g++) {
            struct group *group = &total->divisions[d].groups[g];
            group->is_held = false;
            if (group->n > 0 && group->reason == REASON_NONE)
                group->reason = total->group.reason;
        }
}
