#include "disclosure/nested.h"

#include "base/memory.h"
#include "disclosure/comparison.h"
#include "disclosure/difference.h"
#include "disclosure/queue.h"

#include <math.h>

/* Of what is left when groups of one division are taken away, others are taken in turn,
   so often at the most: units from the rest of regions from the rest of waves. */
enum { DEEPEST = 3 };

bool nested_init(struct nested *nested, const struct nesting *nesting, size_t widest,
                 size_t *numbers)
{
    *nested = (struct nested){
        .nesting = nesting,
        .numbers = numbers,
        .sets = memory_allocate((DEEPEST + 1) * nesting->crossing_count,
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

/* What the report prints of a group. */
static struct crowd printed_crowd(const struct nested *nested, const struct group *group)
{
    return group->is_held ? crowd_of(group->before, nested->yardstick.origin)
                          : group_crowd(group, &nested->yardstick);
}

static bool is_printed(const struct group *group)
{
    return group->side && group->reason == REASON_NONE;
}

/* What came to a printed group since the previous release printed it; nobody, where that
   is not told. */
static struct crowd news_of(const struct nested *nested, const struct group *group)
{
    struct crowd news = { 0 };
    if (!nested->is_compared || group->is_held || group_was_veiled(group))
        return news;
    news = group_crowd(group, &nested->yardstick);
    if (group->before) {
        struct crowd before = crowd_of(group->before, nested->yardstick.origin);
        crowd_subtract(&news, &before);
    }
    return news;
}

/* A set of people that anybody can work out from what is printed. */
struct whole {
    struct crossing_set set;
    struct crowd crowd;
    struct crowd news; /* those of them who came since */
    bool is_group;     /* and not what is left of something */
    size_t level;
};

/* What is left of a whole without the printed groups of a division inside it. */
struct rest {
    struct crowd crowd;
    struct crowd news;
    double people; /* of the whole */
    size_t group_count;
    bool has_hidden;
};

static struct rest rest_of(struct nested *nested, const struct whole *whole,
                           const struct column *column, size_t inside_count)
{
    struct rest rest = { whole->crowd, whole->news, .people = whole->crowd.n };
    double others = whole->crowd.n;
    for (size_t i = 0; i < inside_count; i++) {
        const struct group *group = &column->groups[nested->inside[i]];
        struct crowd crowd = printed_crowd(nested, group);
        others -= crowd.n;
        if (is_printed(group)) {
            struct crowd news = news_of(nested, group);
            crowd_subtract(&rest.crowd, &crowd);
            crowd_subtract(&rest.news, &news);
        } else if (group->n > 0) {
            rest.group_count++;
            rest.has_hidden = true;
        }
    }
    rest.group_count += others != 0; /* in no group, or in one that is not inside */
    return rest;
}

static bool rest_is_safe(const struct nested *nested, const struct rest *rest)
{
    const struct privacy *privacy = nested->privacy;
    if (rest->group_count == 0 || (!rest->has_hidden && !(privacy->min_n > 1)))
        return true;
    if (rest->crowd.n == rest->people)
        return true;
    if (fabs(rest->crowd.n) < privacy->min_n ||
        (rest->has_hidden && rest->group_count < 2))
        return false;
    return !(rest->has_hidden || privacy->hides_unanimity) ||
           !is_unanimous(&rest->crowd, &nested->yardstick);
}

/* What came since is of nobody, or of enough people who do not agree. */
static bool news_is_fit(const struct nested *nested, const struct rest *rest)
{
    const struct crowd *news = &rest->news;
    double slack = nested->yardstick.tolerance;
    if (news->n == 0 && fabs(news->sum) <= slack && fabs(news->squares) <= slack)
        return true;
    return fabs(news->n) >= nested->privacy->min_n &&
           !(nested->privacy->hides_unanimity && is_unanimous(news, &nested->yardstick));
}

static void cover(struct nested *nested, struct column *column, size_t inside_count,
                  struct rest *rest)
{
    struct queue queue = { .groups = column->groups, .numbers = nested->numbers };
    for (size_t i = 0; i < inside_count; i++) {
        const struct group *group = &column->groups[nested->inside[i]];
        if (is_printed(group) && group->n > 0)
            queue_add(&queue, nested->inside[i], group->n);
    }
    queue_order(&queue);
    enum suppression_reason reason =
        rest->has_hidden ? REASON_COMPLEMENTARY : REASON_RESIDUAL;
    struct group *next;
    while (!rest_is_safe(nested, rest) && (next = queue_take(&queue))) {
        struct crowd crowd = printed_crowd(nested, next);
        crowd_add(&rest->crowd, &crowd);
        rest->group_count++;
        rest->has_hidden = true;
        next->reason = reason;
        next->is_held = false;
    }
}

/* The crossings of a whole that are in no printed group inside it; marks these groups in
   the room for counting, and clears it again. */
static struct crossing_set set_of_rest(struct nested *nested, const struct whole *whole,
                                       const struct column *column, size_t division,
                                       size_t inside_count)
{
    const struct nesting *nesting = nested->nesting;
    size_t *is_taken = nesting->seen + nesting->first_group[division];
    size_t *numbers = nested->sets + (whole->level + 1) * nesting->crossing_count;
    size_t count = 0;
    for (size_t i = 0; i < inside_count; i++)
        is_taken[nested->inside[i]] = is_printed(&column->groups[nested->inside[i]]);
    for (size_t i = 0; i < whole->set.count; i++) {
        size_t crossing = whole->set.numbers[i];
        size_t group = nesting->members[crossing * nesting->division_count + division];
        if (group == NO_PLACE || !is_taken[group])
            numbers[count++] = crossing;
    }
    for (size_t i = 0; i < inside_count; i++)
        is_taken[nested->inside[i]] = 0;
    return (struct crossing_set){ numbers, count };
}

static void protect_whole(struct nested *nested, const struct whole *whole);

static void protect_division(struct nested *nested, const struct whole *whole,
                             size_t division)
{
    struct column *column = &nested->total->divisions[division];
    size_t inside_count =
        nesting_inside(nested->nesting, &whole->set, division, nested->inside);
    struct rest rest = rest_of(nested, whole, column, inside_count);
    bool is_column = whole->level == 0 && !whole->is_group;
    if (nested->is_compared && !is_column && !news_is_fit(nested, &rest))
        nested->has_found = true;
    if (!(is_column && nested->spares_columns) && !rest_is_safe(nested, &rest)) {
        nested->has_found = true;
        if (nested->only_looks)
            return;
        cover(nested, column, inside_count, &rest);
    }
    if (whole->level == DEEPEST - 1)
        return;
    struct whole left = { .crowd = rest.crowd,
                          .news = rest.news,
                          .level = whole->level + 1 };
    left.set = set_of_rest(nested, whole, column, division, inside_count);
    if (left.set.count == 0 || left.set.count == whole->set.count)
        return;
    nested->is_used[division] = true;
    protect_whole(nested, &left);
    nested->is_used[division] = false;
}

static void protect_whole(struct nested *nested, const struct whole *whole)
{
    for (size_t d = 0; d < nested->nesting->division_count; d++)
        if (!nested->is_used[d] && nested->total->divisions[d].group_count)
            protect_division(nested, whole, d);
}

static void protect_everybody(struct nested *nested)
{
    size_t *numbers = nested->sets;
    for (size_t c = 0; c < nested->nesting->crossing_count; c++)
        numbers[c] = c;
    const struct whole whole = { .set = { numbers, nested->nesting->crossing_count },
                                 .crowd = printed_crowd(nested, &nested->total->group),
                                 .news = news_of(nested, &nested->total->group) };
    protect_whole(nested, &whole);
}

static void protect_groups(struct nested *nested, size_t division)
{
    const struct nesting *nesting = nested->nesting;
    const struct column *column = &nested->total->divisions[division];
    nested->is_used[division] = true;
    for (size_t g = 0; g < column->group_count; g++) {
        const struct group *group = &column->groups[g];
        if (!is_printed(group) || !(group->n > 0))
            continue;
        const struct whole whole = { .set = nesting_group(nesting, division, g),
                                     .crowd = printed_crowd(nested, group),
                                     .news = news_of(nested, group),
                                     .is_group = true };
        protect_whole(nested, &whole);
    }
    nested->is_used[division] = false;
}

static bool finds_something(struct nested *nested)
{
    nested->has_found = false;
    protect_everybody(nested);
    for (size_t d = 0; d < nested->nesting->division_count; d++)
        protect_groups(nested, d);
    return nested->has_found;
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
    return nested;
}

static bool column_is_safe(const struct nested *nested, const struct column *column)
{
    struct remainder remainder = remainder_of(nested->total, column, &nested->yardstick);
    for (size_t g = 0; g < column->group_count; g++) {
        const struct group *group = &column->groups[g];
        if (group->reason == REASON_UNANIMITY)
            return false; /* what else covers it is not for here to say */
        if (group->reason == REASON_NONE)
            continue;
        struct crowd crowd = group_crowd(group, &nested->yardstick);
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
        if (!column_is_safe(nested, column) || finds_something(nested))
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

static bool has_agreement(const struct column *column)
{
    for (size_t g = 0; g < column->group_count; g++)
        if (column->groups[g].reason == REASON_UNANIMITY)
            return true;
    return false;
}

static void hide_all(struct nested *nested)
{
    while (finds_something(nested))
        continue;
}

/* First what nests, as if columns needed no cover; then those columns, units last, that
   are not covered by what is hidden already. */
void protect_nested(struct nested *nested, struct total *total,
                    const struct privacy *privacy)
{
    begin(nested, total, privacy);
    nested->only_looks = true;
    if (!finds_something(nested))
        return;
    nested->only_looks = false;
    nested->spares_columns = true;
    for (size_t d = 0; d < total->division_count; d++)
        if (!has_agreement(&total->divisions[d]))
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
        give_back(nested, &total->divisions[d]);
}

void protect_nested_against_previous(struct nested *nested, struct total *total,
                                     const struct privacy *privacy)
{
    begin(nested, total, privacy);
    nested->only_looks = nested->is_compared = true;
    if (!finds_something(nested))
        return;
    freeze_total(total, privacy);
    nested->only_looks = nested->is_compared = false;
    hide_all(nested);
}
