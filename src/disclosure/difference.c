#include "disclosure/difference.h"

#include "disclosure/agreement.h"
#include "disclosure/comparison.h"
#include "disclosure/let_out.h"

#include <math.h>

/* So many groups of which news is shown are held, at the most, to mend a column. */
enum { MOST_MENDED = 16 };

/* Nobody came or went: not one sum has moved. */
static bool is_nobody(const struct comparison *comparison, const struct crowd *crowd)
{
    return crowd->n == 0 && crowd->promoters == 0 && crowd->detractors == 0 &&
           fabs(crowd->sum) <= comparison->yardstick.tolerance &&
           fabs(crowd->squares) <= comparison->yardstick.tolerance;
}

static bool is_change_fit(const struct comparison *comparison)
{
    const struct crowd *change = &comparison->change;
    if (is_nobody(comparison, change))
        return true;
    return fabs(change->n) >= comparison->privacy->min_n &&
           !(comparison->privacy->hides_unanimity &&
             is_unanimous(change, &comparison->yardstick));
}

static bool is_covered(const struct comparison *comparison)
{
    return remainder_is_safe(&comparison->file, comparison->privacy,
                             &comparison->yardstick);
}

static enum suppression_reason reason_to_cover(const struct comparison *comparison)
{
    return comparison->file.has_hidden ? REASON_COMPLEMENTARY : REASON_RESIDUAL;
}

/* Those who were veiled stay so to cover for others, those of the least news first. */
static bool cover(struct comparison *comparison)
{
    bool has_withdrawn_more = false;
    if (is_covered(comparison))
        return false;
    struct queue queue = comparison_news(comparison, true);
    struct group *next;
    while (!is_covered(comparison) && (next = queue_take(&queue))) {
        comparison_withdraw(comparison, next, reason_to_cover(comparison));
        has_withdrawn_more = true;
    }
    return has_withdrawn_more;
}

static bool withdraw_news(struct comparison *comparison)
{
    struct queue queue = comparison_news(comparison, false);
    struct group *next = queue_take(&queue);
    if (next)
        comparison_withdraw(comparison, next, reason_to_cover(comparison));
    return next != NULL;
}

/* False when nothing that can be withdrawn mends it. */
static bool protect_column(struct total *total, struct column *column,
                           const struct privacy *privacy, size_t *numbers)
{
    struct comparison comparison = comparison_of(total, column, privacy, numbers);
    for (int mended = 0; mended < MOST_MENDED; mended++) {
        while (is_change_fit(&comparison) && (let_out(&comparison) || cover(&comparison)))
            continue;
        if (is_change_fit(&comparison) && is_covered(&comparison))
            return agreements_are_open(total, column, &comparison.file.crowd);
        if (!withdraw_news(&comparison))
            return false;
    }
    return false;
}

/* What a column that stays as it was does with a group. The reason must fit the time of
   the total: then, a group that is new was nobody. */
static void freeze_group(struct group *group, const struct privacy *privacy)
{
    bool keeps = group_may_keep(group, privacy);
    group->is_held = keeps && group_has_changed(group);
    group->reason = REASON_NONE;
    if (group_was_hidden(group))
        group->reason = group->before->reason;
    else if (!keeps && group->n > 0)
        group->reason = REASON_DIFFERENCING;
}

void freeze_total(struct total *total, const struct privacy *privacy)
{
    total->group.is_held = group_has_changed(&total->group);
    total->group.reason = REASON_NONE;
    for (size_t d = 0; d < total->division_count; d++)
        for (size_t g = 0; g < total->divisions[d].group_count; g++)
            if (total->divisions[d].groups[g].side)
                freeze_group(&total->divisions[d].groups[g], privacy);
}

bool total_was_shown(const struct total *total, const struct privacy *privacy)
{
    return privacy->min_n > 1 && group_may_keep(&total->group, privacy);
}

void protect_against_previous(struct total *total, const struct privacy *privacy,
                              size_t *numbers)
{
    struct yardstick yardstick = yardstick_of(total);
    group_judge(&total->group, privacy, &yardstick);
    bool is_frozen = total->group.is_held;
    for (size_t d = 0; d < total->division_count; d++) {
        struct column *column = &total->divisions[d];
        if (total->group.reason == REASON_NONE && !is_frozen)
            is_frozen = !protect_column(total, column, privacy, numbers);
        else
            for (size_t g = 0; g < column->group_count; g++)
                group_judge(&column->groups[g], privacy, &yardstick);
    }
    if (total->group.reason != REASON_NONE)
        hide_groups_of(total);
    else if (is_frozen)
        freeze_total(total, privacy);
}
