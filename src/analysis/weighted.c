#include "analysis/weighted.h"

#include "base/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

bool is_weighted_side(const struct study *study, enum side side)
{
    return study->sides[side].has_weight || study->analysis.design != DESIGN_NONE ||
           study->sides[side].population.by != POPULATION_NONE ||
           study->sides[side].margin_count > 0;
}

static enum sampling sampling_of(enum design design)
{
    switch (design) {
    case DESIGN_NONE:
        return SAMPLING_SINGLE;
    case DESIGN_STRATA:
        return SAMPLING_STRATA;
    case DESIGN_CLUSTERS:
        return SAMPLING_CLUSTERS;
    }
    return SAMPLING_SINGLE;
}

/* What groups sort by, spelled out so that qsort needs no context. */
struct placed_group {
    const struct tally_group *group;
    size_t unit; /* its place; those without one come last */
    const char *segment;
    const char *wave;
};

static int compare_groups(const void *a, const void *b)
{
    const struct placed_group *x = a;
    const struct placed_group *y = b;
    if (x->unit != y->unit)
        return x->unit < y->unit ? -1 : 1;
    int order = strcmp(x->segment, y->segment);
    return order ? order : strcmp(x->wave, y->wave);
}

static const char *name_of(const struct map *names, ptrdiff_t number)
{
    return number == TALLY_NONE ? "" : map_key_at(names, (size_t)number);
}

static struct placed_group *place_groups(const struct tally *tally,
                                         const struct unit_order *order, enum side side,
                                         size_t *count_out)
{
    struct placed_group *placed = memory_allocate(tally->group_count, sizeof *placed);
    size_t count = 0;
    for (size_t g = 0; placed && g < tally->group_count; g++) {
        const struct tally_group *group = &tally->groups[g];
        if (group->side != side)
            continue;
        size_t unit = group->unit == TALLY_NONE ? order->count
                                                : (size_t)order->position[group->unit];
        placed[count++] =
            (struct placed_group){ group, unit, name_of(&tally->segments, group->segment),
                                   name_of(&tally->waves, group->wave) };
    }
    if (placed)
        qsort(placed, count, sizeof *placed, compare_groups);
    *count_out = count;
    return placed;
}

/* Three numbers per level: how many, their weights, the squares of those. */
static void fill_group(struct design_group *group, double *numbers, size_t level_count,
                       const struct tally_cell *cell, const size_t *places)
{
    double factor = group->factor;
    double *counts = numbers;
    double *weights = numbers + level_count;
    double *squares = weights + level_count;
    for (size_t i = 0; i < level_count && i < cell->level_capacity; i++) {
        counts[places[i]] = (double)cell->counts[i];
        weights[places[i]] =
            factor *
            (cell->weights ? weight_sums_weight(&cell->weights[i]) : counts[places[i]]);
        squares[places[i]] =
            factor * factor *
            (cell->weights ? weight_sums_square(&cell->weights[i]) : counts[places[i]]);
    }
    group->counts = counts;
    group->weights = weights;
    group->squares = squares;
}

/* Lists the groups of each row. */
static bool list_members(struct weighted_table *table, const struct placed_group *placed,
                         const struct table_places *places)
{
    struct row_groups rows = { .starts = NULL };
    const struct tally_group **groups =
        memory_allocate(table->group_count, sizeof(struct tally_group *));
    for (size_t g = 0; groups && g < table->group_count; g++)
        groups[g] = placed[g].group;
    if (groups && row_groups_init(&rows, places, groups, table->group_count))
        table->members = memory_allocate(rows.starts[places->row_count],
                                         sizeof(const struct design_group *));
    for (size_t i = 0; table->members && i < rows.starts[places->row_count]; i++)
        table->members[i] = &table->groups[rows.numbers[i]];
    table->starts = rows.starts;
    memory_free(rows.numbers);
    memory_free(groups);
    return table->members != NULL;
}

/* What raking made of the group. */
static void take_raking(struct design_group *group, const struct raking *raking,
                        size_t number)
{
    group->factor = raking->factors ? raking->factors[number] : 1;
    if (raking->categories)
        group->categories = raking->categories + number * raking->margin_count;
}

static bool fill_groups(struct weighted_table *table, const struct placed_group *placed,
                        const struct tally *tally, const struct raking *raking,
                        const struct count_levels *levels, size_t dimension)
{
    enum { NUMBERS = 3 };
    size_t level_count = levels->count;
    table->groups = memory_allocate(table->group_count, sizeof *table->groups);
    table->values = memory_allocate(level_count, sizeof *table->values);
    table->numbers = memory_allocate(table->group_count * level_count,
                                     NUMBERS * sizeof *table->numbers);
    table->offsets = memory_allocate(table->group_count, sizeof *table->offsets);
    table->room = memory_allocate(
        design_numbers(table->group_count, raking->margin_count, raking->category_count),
        sizeof *table->room);
    table->categories = memory_allocate(table->group_count, sizeof(const size_t *));
    table->margin_count = raking->margin_count;
    table->category_count = raking->category_count;
    bool done = table->groups && table->values && table->numbers && table->offsets &&
                table->room && table->categories;
    for (size_t g = 0; done && g < table->group_count; g++) {
        table->groups[g].unit = placed[g].unit;
        take_raking(&table->groups[g], raking, (size_t)(placed[g].group - tally->groups));
        fill_group(&table->groups[g], table->numbers + g * NUMBERS * level_count,
                   level_count, &placed[g].group->cells[dimension], levels->places);
    }
    return done;
}

static double known_or_0(double headcount)
{
    return isnan(headcount) ? 0 : headcount;
}

/* Headcounts by the places of units; groups get that of their unit. */
static bool take_headcounts(struct weighted_table *table,
                            const struct tally_headcounts *heads,
                            const struct unit_order *units)
{
    table->headcounts = memory_allocate(units->count + 1, sizeof *table->headcounts);
    if (!table->headcounts)
        return false;
    if (!heads->is_given)
        return true;
    table->headcounts[EVERYBODY] = known_or_0(heads->total);
    for (size_t u = 0; u < units->tally_unit_count; u++)
        if (units->position[u] != TALLY_NONE)
            table->headcounts[units->position[u] + 1] = known_or_0(heads->of_unit[u]);
    for (size_t g = 0; g < table->group_count; g++)
        if (table->groups[g].unit < table->unit_count)
            table->groups[g].population = table->headcounts[table->groups[g].unit + 1];
    return true;
}

double weighted_table_headcount(const struct weighted_table *table, size_t row)
{
    return row <= table->unit_count ? table->headcounts[row] : 0;
}

bool weighted_table_init(struct weighted_table *table, const struct study *study,
                         const struct tally *tally, const struct table_places *places,
                         const struct raking *raking, enum side side, size_t dimension,
                         const struct count_levels *levels)
{
    *table = (struct weighted_table){ .sampling = sampling_of(study->analysis.design),
                                      .level_count = levels->count,
                                      .unit_count = places->units->count };
    struct placed_group *placed =
        place_groups(tally, places->units, side, &table->group_count);
    bool done = placed && fill_groups(table, placed, tally, raking, levels, dimension) &&
                list_members(table, placed, places) &&
                take_headcounts(table, &tally->headcounts[side], places->units);
    memory_free(placed);
    return done;
}

void weighted_table_release(struct weighted_table *table)
{
    memory_free(table->groups);
    memory_free(table->members);
    memory_free(table->starts);
    memory_free(table->headcounts);
    memory_free(table->values);
    memory_free(table->numbers);
    memory_free(table->offsets);
    memory_free(table->room);
    memory_free(table->categories);
    *table = (struct weighted_table){ 0 };
}

struct design_sample weighted_table_row(const struct weighted_table *table, size_t row)
{
    bool is_unit = row != EVERYBODY && row <= table->unit_count;
    return (struct design_sample){
        .sampling = is_unit ? SAMPLING_SINGLE : table->sampling,
        .groups = table->members + table->starts[row],
        .group_count = table->starts[row + 1] - table->starts[row],
        .level_count = table->level_count,
        .population = weighted_table_headcount(table, row),
        .has_whole_units = row == EVERYBODY,
        .margin_count = row == EVERYBODY ? table->margin_count : 0,
        .offsets = table->offsets,
        .numbers = table->room,
        .categories = table->categories,
        .category_count = table->category_count,
    };
}

bool is_plain_sample(const struct design_sample *sample)
{
    return sample->sampling == SAMPLING_SINGLE && !sample->margin_count &&
           !(sample->population > 0) && design_has_equal_weights(sample);
}
