#include "disclosure/nested.h"

#include "base/memory.h"
#include "disclosure/difference.h"
#include "disclosure/nested_walk.h"
#include "disclosure/queue.h"

bool nested_init(struct nested *nested, const struct nesting *nesting, size_t widest,
                 size_t *numbers)
{
    *nested = (struct nested){
        .nesting = nesting,
        .numbers = numbers,
        .sets = memory_allocate((NESTED_DEEPEST + 1) * nesting->crossing_count,
                                sizeof *nested->sets),
        .inside = memory_allocate(widest, sizeof *nested->inside),
        .is_used = memory_allocate(nesting->division_count, sizeof *nested->is_used),
    };
    bool done = nested->sets && nested->inside && nested->is_used;
    if (!done)
        nested_release(nested);
    return done;
}

void nested_release(struct nested *nested)
{
    memory_free(nested->sets);
    memory_free(nested->inside);
    memory_free(nested->is_used);
    *nested = (struct nested){ 0 };
}

static struct nested *begin(struct nested *nested, struct total *total,
                            const struct privacy *privacy)
{
    nested->total = total;
    nested->privacy = privacy;
    nested->yardstick = yardstick_of(total);
    nested->only_looks = false;
    nested->is_compared = false;
    nested->spares_columns = false;
    nested->only_veiled = false;
    return nested;
}

/* Whether groups of the column agree, or all that had to be hidden at first does. How
   much is hidden for that is decided in the column. */
static bool has_agreement(const struct nested *nested, const struct column *column)
{
    struct remainder remainder = remainder_of(nested->total, column, &nested->yardstick);
    const struct group *least = NULL;
    for (size_t g = 0; g < column->group_count; g++) {
        const struct group *group = &column->groups[g];
        bool covers =
            group->reason == REASON_COMPLEMENTARY || group->reason == REASON_RESIDUAL;
        if (group->reason == REASON_UNANIMITY)
            return true;
        if (covers && (!least || group->n < least->n))
            least = group;
        if (group->reason == REASON_NONE || covers)
            continue;
        struct crowd crowd = group_crowd(group, &nested->yardstick);
        crowd_add(&remainder.crowd, &crowd);
        remainder.group_count++;
        remainder.has_hidden = true;
    }
    if (least && !remainder_is_covered(&remainder, nested->privacy)) {
        struct crowd crowd = group_crowd(least, &nested->yardstick);
        crowd_add(&remainder.crowd, &crowd);
    }
    return least && is_unanimous(&remainder.crowd, &nested->yardstick);
}

static bool column_is_safe(const struct nested *nested, const struct column *column)
{
    struct remainder remainder = remainder_of(nested->total, column, &nested->yardstick);
    for (size_t g = 0; g < column->group_count; g++) {
        if (column->groups[g].reason == REASON_NONE)
            continue;
        struct crowd crowd = group_crowd(&column->groups[g], &nested->yardstick);
        crowd_add(&remainder.crowd, &crowd);
        remainder.group_count++;
        remainder.has_hidden = true;
    }
    return remainder_is_safe(&remainder, nested->privacy, &nested->yardstick);
}

/* Groups that cover for others in a column, the largest first. */
static void give_back(struct nested *nested, struct column *column)
{
    enum { MOST_TRIED = 16 };
    struct queue queue = { .groups = column->groups, .numbers = nested->numbers };
    size_t tried[MOST_TRIED];
    size_t count = 0;
    for (size_t g = 0; g < column->group_count; g++)
        if (column->groups[g].reason == REASON_COMPLEMENTARY ||
            column->groups[g].reason == REASON_RESIDUAL)
            queue_add(&queue, g, -column->groups[g].n);
    queue_order(&queue);
    struct group *group;
    while (count < MOST_TRIED && (group = queue_take(&queue)))
        tried[count++] = (size_t)(group - column->groups);
    for (size_t i = 0; i < count; i++) {
        group = &column->groups[tried[i]];
        enum suppression_reason reason = group->reason;
        group->reason = REASON_NONE;
        if (!column_is_safe(nested, column) || nested_finds_something(nested))
            group->reason = reason;
    }
}

/* Takes back what a column hides to cover others in it. */
static void set_aside(struct column *column)
{
    for (size_t g = 0; g < column->group_count; g++) {
        struct group *group = &column->groups[g];
        group->set_aside = REASON_NONE;
        if (group->reason != REASON_COMPLEMENTARY && group->reason != REASON_RESIDUAL)
            continue;
        group->set_aside = group->reason;
        group->reason = REASON_NONE;
    }
}

static void put_back(struct column *column)
{
    for (size_t g = 0; g < column->group_count; g++)
        if (column->groups[g].reason == REASON_NONE)
            column->groups[g].reason = column->groups[g].set_aside;
}

static void hide_all(struct nested *nested)
{
    while (nested_finds_something(nested))
        continue;
}

/* First what nests, as if columns needed no cover; then those columns, units last, that
   are not covered by what is hidden already. */
void protect_nested(struct nested *nested, struct total *total,
                    const struct privacy *privacy)
{
    begin(nested, total, privacy);
    nested->only_looks = true;
    if (!nested_finds_something(nested))
        return;
    nested->only_looks = false;
    nested->spares_columns = true;
    for (size_t d = 0; d < total->division_count; d++)
        if (!has_agreement(nested, &total->divisions[d]))
            set_aside(&total->divisions[d]);
    hide_all(nested);
    for (size_t d = total->division_count; d-- > 0;)
        if (!column_is_safe(nested, &total->divisions[d])) {
            put_back(&total->divisions[d]);
            hide_all(nested);
        }
    nested->spares_columns = false;
    hide_all(nested);
    nested->only_looks = true;
    for (size_t d = total->division_count; d-- > 0;)
        if (!has_agreement(nested, &total->divisions[d]))
            give_back(nested, &total->divisions[d]);
}

/* What was hidden then and could come out stays hidden, where that is enough. */
static void keep_veiled(struct nested *nested)
{
    size_t hidden_before;
    nested->only_veiled = true;
    do {
        hidden_before = nested->hidden_count;
        (void)nested_finds_something(nested);
    } while (nested->hidden_count != hidden_before);
    nested->only_veiled = false;
}

void protect_nested_against_previous(struct nested *nested, struct total *total,
                                     const struct privacy *privacy)
{
    begin(nested, total, privacy);
    keep_veiled(nested);
    nested->only_looks = nested->is_compared = true;
    if (!nested_finds_something(nested))
        return;
    freeze_total(total, privacy);
    nested->only_looks = nested->is_compared = false;
    hide_all(nested);
}
