#include "disclosure/nested_walk.h"

#include "disclosure/agreement.h"
#include "disclosure/comparison.h"
#include "disclosure/queue.h"

#include <math.h>

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
    struct crowd news;   /* those of them who came since */
    struct group *group; /* that it is; NULL: everybody, or what is left of something */
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

/* A total that is held is of then. A group that is new was nobody then, and so was one
   that was hidden where those that were shown are all of the whole. They are taken out
   of the groups inside, whose number is returned. */
static size_t drop_newcomers(struct nested *nested, const struct whole *whole,
                             const struct column *column, size_t inside_count)
{
    double unseen = whole->crowd.n;
    size_t count = 0;
    if (!nested->total->group.is_held)
        return inside_count;
    for (size_t i = 0; i < inside_count; i++) {
        const struct group *group = &column->groups[nested->inside[i]];
        if (group->before && !group_was_hidden(group))
            unseen -= group->before->n.value;
    }
    for (size_t i = 0; i < inside_count; i++) {
        const struct group *group = &column->groups[nested->inside[i]];
        bool was_there = group_was_hidden(group)
                             ? unseen != 0
                             : group->before && group->before->n.value > 0;
        if (was_there)
            nested->inside[count++] = nested->inside[i];
    }
    return count;
}

/* By sizes alone. */
static bool rest_is_covered(const struct nested *nested, const struct rest *rest)
{
    const struct privacy *privacy = nested->privacy;
    if (rest->group_count == 0 || (!rest->has_hidden && !(privacy->min_n > 1)))
        return true;
    return fabs(rest->crowd.n) >= privacy->min_n &&
           (!rest->has_hidden || rest->group_count >= 2);
}

static bool rest_agrees(const struct nested *nested, const struct rest *rest)
{
    return (rest->has_hidden ||
            (nested->privacy->hides_unanimity && rest->group_count)) &&
           is_unanimous(&rest->crowd, &nested->yardstick);
}

/* Whether what a group hidden for unanimity agreed on can be told from the rest. */
static bool rest_is_open(const struct nested *nested, const struct rest *rest,
                         const struct column *column, size_t inside_count)
{
    const struct crowd nobody = { 0 };
    for (size_t i = 0; i < inside_count; i++) {
        const struct group *group = &column->groups[nested->inside[i]];
        if (group->reason != REASON_UNANIMITY)
            continue;
        struct crowd crowd = group_crowd(group, &nested->yardstick);
        if (!agreement_is_open(&nested->total->levels, &nested->yardstick, &rest->crowd,
                               &crowd, &nobody))
            return false;
    }
    return true;
}

/* Where nothing inside is printed, the rest is the whole, which is fit to be shown. */
static bool rest_is_safe(const struct nested *nested, const struct rest *rest,
                         const struct column *column, size_t inside_count)
{
    return (rest->crowd.n == rest->people ||
            (rest_is_covered(nested, rest) && !rest_agrees(nested, rest))) &&
           rest_is_open(nested, rest, column, inside_count);
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

/* The printed groups inside, the smallest first. */
static struct queue queue_of_printed(const struct nested *nested,
                                     const struct column *column, size_t inside_count)
{
    struct queue queue = { .groups = column->groups, .numbers = nested->numbers };
    for (size_t i = 0; i < inside_count; i++) {
        const struct group *group = &column->groups[nested->inside[i]];
        bool may_go = !nested->only_veiled || group_was_hidden(group);
        if (is_printed(group) && group->n > 0 && may_go)
            queue_add(&queue, nested->inside[i], group->n);
    }
    queue_order(&queue);
    return queue;
}

static bool hide_next(struct nested *nested, struct queue *queue, struct rest *rest)
{
    struct group *next = queue_take(queue);
    if (!next)
        return false;
    struct crowd crowd = printed_crowd(nested, next);
    next->reason = rest->has_hidden ? REASON_COMPLEMENTARY : REASON_RESIDUAL;
    next->is_held = false;
    nested->hidden_count++;
    crowd_add(&rest->crowd, &crowd);
    rest->group_count++;
    rest->has_hidden = true;
    return true;
}

/* How many agree in one crowd, at the most: a group that does, or the whole rest, of
   which more hidden groups than it needs would tell that it did. */
static double largest_agreement(const struct nested *nested, const struct rest *rest,
                                const struct column *column, size_t inside_count)
{
    double largest = rest_agrees(nested, rest) ? rest->crowd.n : 0;
    for (size_t i = 0; i < inside_count; i++) {
        const struct group *group = &column->groups[nested->inside[i]];
        if (group->reason == REASON_UNANIMITY && group->n > largest)
            largest = group->n;
    }
    return largest;
}

/* Hides groups inside until the rest is safe, as protect_total() does in a column; false
   when there are not enough. */
static bool cover(struct nested *nested, struct column *column, size_t inside_count,
                  struct rest *rest)
{
    const struct crowd nobody = { 0 };
    struct queue queue = queue_of_printed(nested, column, inside_count);
    while (!rest_is_covered(nested, rest) && hide_next(nested, &queue, rest))
        continue;
    struct crowd first = rest_agrees(nested, rest) ? rest->crowd : nobody;
    double largest = largest_agreement(nested, rest, column, inside_count);
    while (rest->crowd.n < (1 + OTHERS_FOR_EACH) * largest &&
           hide_next(nested, &queue, rest))
        continue;
    while (!rest_is_safe(nested, rest, column, inside_count) ||
           (first.n > 0 && !agreement_is_open(&nested->total->levels, &nested->yardstick,
                                              &rest->crowd, &first, &nobody)))
        if (!hide_next(nested, &queue, rest))
            return false;
    return true;
}

/* Of which nothing more can be hidden inside: the group goes itself, or all groups, and
   if even the total would tell, or nothing but it is left, all. The total may be that of
   the previous report. */
static void give_up(struct nested *nested, const struct whole *whole)
{
    struct total *total = nested->total;
    bool is_last = true;
    if (whole->group) {
        whole->group->reason = REASON_COMPLEMENTARY;
        whole->group->is_held = false;
        return;
    }
    for (size_t d = 0; d < total->division_count; d++)
        for (size_t g = 0; g < total->divisions[d].group_count; g++) {
            struct group *group = &total->divisions[d].groups[g];
            if (is_printed(group) && group->n > 0) {
                group->reason = REASON_COMPLEMENTARY;
                group->is_held = false;
                is_last = false;
            }
        }
    struct crowd all = printed_crowd(nested, &total->group);
    for (size_t d = 0; d < total->division_count; d++)
        if (is_last || !agreements_are_open(total, &total->divisions[d], &all))
            total->group.reason = REASON_UNANIMITY;
    if (total->group.reason != REASON_NONE)
        hide_groups_of(total);
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
    inside_count = drop_newcomers(nested, whole, column, inside_count);
    struct rest rest = rest_of(nested, whole, column, inside_count);
    bool is_column = whole->level == 0 && !whole->group;
    if (nested->is_compared && !is_column && !news_is_fit(nested, &rest))
        nested->has_found = true;
    if (!(is_column && nested->spares_columns) &&
        !rest_is_safe(nested, &rest, column, inside_count)) {
        nested->has_found = true;
        if (nested->only_looks)
            return;
        if (!cover(nested, column, inside_count, &rest)) {
            if (!nested->only_veiled)
                give_up(nested, whole);
            return;
        }
    }
    if (whole->level == NESTED_DEEPEST - 1)
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
        struct group *group = &column->groups[g];
        if (!is_printed(group) || !(group->n > 0))
            continue;
        const struct whole whole = { .set = nesting_group(nesting, division, g),
                                     .crowd = printed_crowd(nested, group),
                                     .news = news_of(nested, group),
                                     .group = group };
        protect_whole(nested, &whole);
    }
    nested->is_used[division] = false;
}

bool nested_finds_something(struct nested *nested)
{
    nested->has_found = false;
    if (nested->total->group.reason != REASON_NONE)
        return false;
    protect_everybody(nested);
    for (size_t d = 0; d < nested->nesting->division_count; d++)
        protect_groups(nested, d);
    return nested->has_found;
}
