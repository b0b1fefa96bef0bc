#include "disclosure/comparison.h"

#include <math.h>

static bool is_same(const struct measure *a, const struct measure *b)
{
    return a->available == b->available &&
           fabs(a->value - b->value) <= 1e-9 * fmax(1, fabs(b->value));
}

bool side_is_same(const struct side_result *a, const struct side_result *b)
{
    return is_same(&a->n, &b->n) && is_same(&a->mean, &b->mean) &&
           is_same(&a->mean_sd, &b->mean_sd) &&
           is_same(&a->index.value, &b->index.value) &&
           is_same(&a->index_sd, &b->index_sd) && is_same(&a->promoters, &b->promoters) &&
           is_same(&a->detractors, &b->detractors) &&
           is_same(&a->top_box.value, &b->top_box.value);
}

bool group_was_hidden(const struct group *group)
{
    return group->before && group->before->status == CELL_SUPPRESSED;
}

/* Shown then, but as it had been earlier still. */
static bool was_held(const struct group *group)
{
    return group->before && group->before->status == CELL_HELD;
}

/* What it was then was not shown. */
bool group_was_veiled(const struct group *group)
{
    return group_was_hidden(group) || was_held(group);
}

bool group_is_shown(const struct group *group)
{
    return group->side && group->reason == REASON_NONE && !group->is_held;
}

/* What the previous release showed of a group; nobody, where that hid it. */
static struct crowd crowd_before(const struct group *group,
                                 const struct yardstick *yardstick)
{
    return group->before ? crowd_of(group->before, yardstick->origin)
                         : (struct crowd){ 0 };
}

static struct crowd crowd_since(const struct group *group,
                                const struct yardstick *yardstick)
{
    struct crowd since = group_crowd(group, yardstick);
    struct crowd before = crowd_before(group, yardstick);
    crowd_subtract(&since, &before);
    return since;
}

bool group_may_keep(const struct group *group, const struct privacy *privacy)
{
    if (!group->side || !group->before || group_was_hidden(group))
        return false;
    struct crowd before = crowd_of(group->before, group->before->index.value.value);
    bool agrees =
        crowd_is_unanimous(&before, group->before->has_nps, crowd_tolerance(before.n));
    return before.n >= privacy->min_n && !(privacy->hides_unanimity && agrees);
}

bool group_has_changed(const struct group *group)
{
    return !side_is_same(group->side, group->before);
}

/* A change of a few people is not shown, nor one of people who agree. */
void group_judge(struct group *group, const struct privacy *privacy,
                 const struct yardstick *yardstick)
{
    group->is_held = false;
    group->reason = REASON_NONE;
    if (group_may_keep(group, privacy) && group_has_changed(group)) {
        struct crowd since = crowd_since(group, yardstick);
        group->is_held = fabs(since.n) < privacy->min_n ||
                         (privacy->hides_unanimity && is_unanimous(&since, yardstick));
    }
    if (group->side && !group->is_held)
        group->reason = own_reason(group, privacy);
}

/* A held group had news then; but where the total was held too, it may be from the same
   time as that. Groups too small to be shown had one respondent at least, and others that
   were hidden had min_n; those that were hidden because of still another release may have
   been new. */
double comparison_least_then(const struct comparison *comparison,
                             const struct group *group)
{
    if (was_held(group))
        return was_held(&comparison->total->group) ? 0 : 1;
    switch (group->before->reason) {
    case REASON_COMPLEMENTARY:
    case REASON_RESIDUAL:
    case REASON_UNANIMITY:
        return comparison->privacy->min_n;
    case REASON_PRIMARY:
        return 1;
    case REASON_NONE:
    case REASON_DIFFERENCING:
    case REASON_DERIVED:
        return 0;
    }
    return 0;
}

/* Takes today's figures of a group out of what is shown. */
static void withdraw(struct comparison *comparison, const struct group *group)
{
    struct crowd now = group_crowd(group, &comparison->yardstick);
    struct crowd since = crowd_since(group, &comparison->yardstick);
    crowd_add(&comparison->file.crowd, group->is_held ? &since : &now);
    crowd_add(&comparison->both, &since);
    if (group_was_veiled(group))
        comparison->least_then += comparison_least_then(comparison, group);
    else
        crowd_add(&comparison->change, &since);
    comparison->file.group_count++;
    comparison->file.has_hidden |= !group->is_held;
}

struct comparison comparison_of(const struct total *total, struct column *column,
                                const struct privacy *privacy, size_t *numbers)
{
    struct comparison comparison = { .total = total,
                                     .column = column,
                                     .privacy = privacy,
                                     .yardstick = yardstick_of(total),
                                     .numbers = numbers };
    comparison.file = remainder_of(total, column, &comparison.yardstick);
    comparison.both = comparison.file.crowd;
    comparison.change = crowd_since(&total->group, &comparison.yardstick);
    for (size_t g = 0; g < column->group_count; g++)
        if (!group_was_veiled(&column->groups[g])) {
            struct crowd since = crowd_since(&column->groups[g], &comparison.yardstick);
            crowd_subtract(&comparison.change, &since);
        }
    for (size_t g = 0; g < column->group_count; g++) {
        group_judge(&column->groups[g], privacy, &comparison.yardstick);
        if (column->groups[g].side && !group_is_shown(&column->groups[g]))
            withdraw(&comparison, &column->groups[g]);
    }
    return comparison;
}

double comparison_news_of(const struct comparison *comparison, const struct group *group)
{
    return fabs(crowd_since(group, &comparison->yardstick).n);
}

struct queue comparison_news(const struct comparison *comparison, bool of_veiled)
{
    struct queue queue = { comparison->column->groups, comparison->numbers, 0 };
    for (size_t g = 0; g < comparison->column->group_count; g++) {
        const struct group *group = &queue.groups[g];
        if (!group_is_shown(group) || group_was_veiled(group) != of_veiled)
            continue;
        bool is_news = group_may_keep(group, comparison->privacy)
                           ? group_has_changed(group)
                           : group->n > 0;
        if (is_news)
            queue_add(&queue, g, comparison_news_of(comparison, group));
    }
    queue_order(&queue);
    return queue;
}

void comparison_withdraw(struct comparison *comparison, struct group *group,
                         enum suppression_reason reason)
{
    if (group_may_keep(group, comparison->privacy))
        group->is_held = true;
    else
        group->reason = reason;
    withdraw(comparison, group);
}
