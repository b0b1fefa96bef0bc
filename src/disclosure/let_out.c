#include "disclosure/let_out.h"

#include <math.h>

/* Of up to so many parts, every choice is tried. */
enum { MOST_TRIED = 12 };

/* Part of a sum that somebody can make of what was veiled then. */
struct part {
    double news;  /* what there is to know of it now */
    double least; /* how many of then are in it, at the least */
};

/* Parts that may be fewer than min_n people of then. The last is what is veiled now. */
struct parts {
    struct part small[MOST_TRIED];
    size_t count; /* may be more than fit */
    double news;  /* of all */
};

static void add_part(struct parts *parts, struct part part)
{
    if (parts->count < MOST_TRIED)
        parts->small[parts->count] = part;
    parts->count++;
    parts->news += part.news;
}

static bool comes_out_small(const struct comparison *comparison,
                            const struct group *group)
{
    return group_is_shown(group) && group_was_veiled(group) &&
           comparison_least_then(comparison, group) < comparison->privacy->min_n;
}

static struct parts parts_of(const struct comparison *comparison)
{
    struct parts parts = { .count = 0 };
    for (size_t g = 0; g < comparison->column->group_count; g++) {
        const struct group *group = &comparison->column->groups[g];
        if (comes_out_small(comparison, group))
            add_part(&parts, (struct part){ comparison_news_of(comparison, group),
                                            comparison_least_then(comparison, group) });
    }
    if (comparison->least_then < comparison->privacy->min_n && comparison->both.n != 0)
        add_part(&parts, (struct part){ comparison->both.n, comparison->least_then });
    return parts;
}

/* Whether every choice of the parts from `next` on, with the parts already chosen in
   `chosen`, is of min_n people of then, or of a number that tells of none. */
static bool is_blurred(const struct parts *parts, size_t next, struct part chosen,
                       double change, double min_n)
{
    if (chosen.least >= min_n)
        return true;
    if (next == parts->count)
        return chosen.news == 0 || fabs(chosen.news - change) >= min_n;
    struct part with = { chosen.news + parts->small[next].news,
                         chosen.least + parts->small[next].least };
    return is_blurred(parts, next + 1, chosen, change, min_n) &&
           is_blurred(parts, next + 1, with, change, min_n);
}

/* The most that a choice of fewer than min_n people of then can come to: it has fewer
   than min_n of the parts of one at least. */
static double most_of_parts(const struct comparison *comparison,
                            const struct parts *parts)
{
    struct queue queue = { comparison->column->groups, comparison->numbers, 0 };
    double most = parts->news;
    for (size_t g = 0; g < comparison->column->group_count; g++) {
        const struct group *group = &queue.groups[g];
        if (comes_out_small(comparison, group) &&
            comparison_least_then(comparison, group) > 0) {
            queue_add(&queue, g, -comparison_news_of(comparison, group));
            most -= comparison_news_of(comparison, group);
        }
    }
    queue_order(&queue);
    struct group *next;
    for (double i = 1; i < comparison->privacy->min_n && (next = queue_take(&queue)); i++)
        most -= next->weight;
    return most;
}

/* What is veiled now may be a few people of then, and tells how few. */
static bool is_rest_in_the_way(const struct comparison *comparison, double least)
{
    return comparison->least_then < comparison->privacy->min_n &&
           comparison->both.n != 0 && comparison->both.n < least;
}

/* Where the parts are too many to try every choice, no choice reaches up to the change or
   all parts are far beyond it. Withdraws the groups that are in the way. */
static bool let_out_of_many(struct comparison *comparison, const struct parts *parts)
{
    double least = comparison->change.n + comparison->privacy->min_n;
    bool has_withdrawn_more = false;
    if (most_of_parts(comparison, parts) <=
        comparison->change.n - comparison->privacy->min_n)
        return false;
    for (size_t g = 0; g < comparison->column->group_count; g++) {
        struct group *group = &comparison->column->groups[g];
        if (comes_out_small(comparison, group) &&
            comparison_news_of(comparison, group) < least) {
            comparison_withdraw(comparison, group, REASON_DIFFERENCING);
            has_withdrawn_more = true;
        }
    }
    struct queue queue = comparison_news(comparison, true);
    struct group *next;
    while (is_rest_in_the_way(comparison, least) && (next = queue_take(&queue))) {
        comparison_withdraw(comparison, next, REASON_DIFFERENCING);
        has_withdrawn_more = true;
    }
    return has_withdrawn_more;
}

/* Of those who were veiled then, as a sum, anybody can take groups that come out now, as
   they are now, and what is veiled now, as a sum. Let L be what is not taken: what stays
   is L now less all the change, which is L then, blurred by the news of all others. These
   are min_n people if L then was. Otherwise they can be few, so the number that stays,
   n(L) - change, must be min_n or more, or -min_n or less, for every choice of L. */
bool let_out(struct comparison *comparison)
{
    double min_n = comparison->privacy->min_n;
    double change = comparison->change.n;
    if (change < min_n)
        return false;
    struct parts parts = parts_of(comparison);
    if (parts.count > MOST_TRIED)
        return let_out_of_many(comparison, &parts);
    if (is_blurred(&parts, 0, (struct part){ 0 }, change, min_n))
        return false;
    struct queue queue = comparison_news(comparison, true);
    struct group *next = queue_take(&queue);
    if (next)
        comparison_withdraw(comparison, next, REASON_DIFFERENCING);
    return next != NULL;
}
