#include "disclosure/missing_kinds.h"

#include "analysis/row_figures.h"
#include "disclosure/queue.h"

/* Who gave no answer; nobody, where that was withheld before. */
static double missing_of(const struct side_result *side)
{
    double people = 0;
    for (int kind = 0; kind < MISSING_COUNT; kind++)
        people += side->missing[kind].value;
    return people;
}

static bool is_small_and_empty(const struct group *group, const struct privacy *privacy)
{
    if (!group->side || group->is_held || group->n > 0)
        return false;
    double people = missing_of(group->side);
    return people > 0 && people < privacy->min_n;
}

/* The rows that the groups are of. */
struct shown_rows {
    struct results *results;
    enum side side;
    bool failed; /* memory was short: something is not withheld */
};

static void withhold(struct shown_rows *shown, struct group *group)
{
    struct result_row *row = &shown->results->rows[group->row];
    struct side_result *side = row_own_side(shown->results, row, shown->side);
    if (!side) {
        shown->failed = true;
        return;
    }
    for (int kind = 0; kind < MISSING_COUNT; kind++)
        side->missing[kind] = (struct measure){ .available = false };
    group->side = side;
}

static void withhold_all(struct shown_rows *shown, struct total *total)
{
    withhold(shown, &total->group);
    for (size_t d = 0; d < total->division_count; d++)
        for (size_t g = 0; g < total->divisions[d].group_count; g++)
            if (total->divisions[d].groups[g].side)
                withhold(shown, &total->divisions[d].groups[g]);
}

/* Who is withheld in a column. */
struct withheld {
    size_t group_count;
    double people;
};

static void take_in(struct withheld *withheld, double people)
{
    withheld->group_count += people > 0;
    withheld->people += people;
}

static struct withheld withhold_small(struct shown_rows *shown, struct column *column,
                                      const struct privacy *privacy, double total)
{
    struct withheld withheld = { 0 };
    double others = total;
    for (size_t g = 0; g < column->group_count; g++) {
        struct group *group = &column->groups[g];
        if (!group->side)
            continue;
        double people = missing_of(group->side);
        bool is_small = is_small_and_empty(group, privacy);
        others -= people;
        if (is_small || group->reason != REASON_NONE)
            take_in(&withheld, people);
        if (is_small)
            withhold(shown, group);
    }
    take_in(&withheld, others); /* those in no group */
    return withheld;
}

static bool has_small(const struct column *column, const struct privacy *privacy)
{
    for (size_t g = 0; g < column->group_count; g++)
        if (is_small_and_empty(&column->groups[g], privacy))
            return true;
    return false;
}

/* False when all that is missing is not enough. */
static bool protect_column(struct shown_rows *shown, struct column *column,
                           const struct privacy *privacy, double total, size_t *numbers)
{
    if (!has_small(column, privacy))
        return true;
    struct withheld withheld = withhold_small(shown, column, privacy, total);
    struct queue queue = { .groups = column->groups, .numbers = numbers };
    for (size_t g = 0; g < column->group_count; g++) {
        const struct group *group = &column->groups[g];
        if (group->side && group->reason == REASON_NONE && missing_of(group->side) > 0)
            queue_add(&queue, g, missing_of(group->side));
    }
    queue_order(&queue);
    while (withheld.group_count < 2 || withheld.people < privacy->min_n) {
        struct group *next = queue_take(&queue);
        if (!next)
            return false;
        take_in(&withheld, missing_of(next->side));
        withhold(shown, next);
    }
    return true;
}

bool withhold_missing_kinds(struct total *total, const struct privacy *privacy,
                            struct results *results, enum side side, size_t *numbers)
{
    struct shown_rows shown = { .results = results, .side = side };
    double people = missing_of(total->group.side);
    bool are_covered = !is_small_and_empty(&total->group, privacy);
    for (size_t d = 0; are_covered && d < total->division_count; d++)
        are_covered =
            protect_column(&shown, &total->divisions[d], privacy, people, numbers);
    if (!are_covered)
        withhold_all(&shown, total);
    return !shown.failed;
}
