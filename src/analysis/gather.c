#include "analysis/gather.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

struct named_unit {
    const char *name;
    size_t number;
};

static int compare_names(const void *a, const void *b)
{
    return strcmp(((const struct named_unit *)a)->name,
                  ((const struct named_unit *)b)->name);
}

bool unit_order_init(struct unit_order *order, const struct tally *tally)
{
    size_t all = tally->units.count;
    *order = (struct unit_order){ .tally_unit_count = all };
    struct named_unit *units = memory_allocate(all, sizeof *units);
    order->names = memory_allocate(all, sizeof *order->names);
    order->position = memory_allocate(all, sizeof *order->position);
    if (!units || !order->names || !order->position) {
        memory_free(units);
        unit_order_release(order);
        return false;
    }
    for (size_t i = 0; i < all; i++)
        order->position[i] = TALLY_NONE;
    for (size_t g = 0; g < tally->group_count; g++) {
        ptrdiff_t unit = tally->groups[g].unit;
        if (unit == TALLY_NONE || order->position[unit] != TALLY_NONE)
            continue;
        order->position[unit] = 0;
        units[order->count++] =
            (struct named_unit){ map_key_at(&tally->units, (size_t)unit), (size_t)unit };
    }
    qsort(units, order->count, sizeof *units, compare_names);
    for (size_t i = 0; i < order->count; i++) {
        order->names[i] = units[i].name;
        order->position[units[i].number] = (ptrdiff_t)i;
    }
    memory_free(units);
    return true;
}

void unit_order_release(struct unit_order *order)
{
    memory_free(order->names);
    memory_free(order->position);
    *order = (struct unit_order){ 0 };
}

static int compare_levels(const void *a, const void *b)
{
    double x = *(const double *)a;
    double y = *(const double *)b;
    return (x > y) - (x < y);
}

size_t count_table_rank(const struct count_table *table, double level)
{
    size_t low = 0;
    size_t high = table->level_count;
    while (low + 1 < high) {
        size_t middle = (low + high) / 2;
        if (table->levels[middle] <= level)
            low = middle;
        else
            high = middle;
    }
    return low;
}

static void add_cell(struct count_table *table, size_t row, const struct tally_cell *cell,
                     const size_t *rank, size_t level_count)
{
    double *counts = table->counts + row * table->level_count;
    for (size_t i = 0; i < level_count && i < cell->level_capacity; i++)
        counts[rank[i]] += (double)cell->counts[i];
    for (size_t kind = 0; kind < MISSING_COUNT; kind++)
        table->missing[row * MISSING_COUNT + kind] += cell->missing[kind];
}

struct table_places table_places_of(const struct unit_order *units,
                                    const struct crowd_order *crowds)
{
    struct table_places places = { .units = units,
                                   .crowds = crowds,
                                   .first_segment = units->count + 1 };
    places.first_wave = places.first_segment + crowds->segment_count;
    places.row_count = places.first_wave + crowds->wave_count;
    return places;
}

size_t rows_of_group(const struct table_places *places, const struct tally_group *group,
                     size_t rows[MOST_ROWS_OF_GROUP])
{
    const struct crowd_order *crowds = places->crowds;
    size_t count = 0;
    rows[count++] = EVERYBODY;
    if (group->unit != TALLY_NONE)
        rows[count++] = (size_t)places->units->position[group->unit] + 1;
    for (size_t f = 0; group->segment != TALLY_NONE && f < crowds->family_count; f++) {
        ptrdiff_t place =
            crowds->segment_places[group->side]
                                  [(size_t)group->segment * crowds->family_count + f];
        if (place != TALLY_NONE)
            rows[count++] = places->first_segment + (size_t)place;
    }
    if (group->wave != TALLY_NONE && crowds->wave_places[group->wave] != TALLY_NONE)
        rows[count++] = places->first_wave + (size_t)crowds->wave_places[group->wave];
    return count;
}

static bool add_groups(struct count_table *table, const struct tally *tally,
                       const struct table_places *places, enum side side,
                       size_t dimension)
{
    const struct tally_levels *levels = &tally->levels[side][dimension];
    size_t *rank = memory_allocate(levels->count, sizeof *rank);
    if (!rank)
        return false;
    for (size_t i = 0; i < levels->count; i++)
        rank[i] = count_table_rank(table, levels->values[i]);
    for (size_t g = 0; g < tally->group_count; g++) {
        const struct tally_group *group = &tally->groups[g];
        size_t rows[MOST_ROWS_OF_GROUP];
        size_t count = group->side == side ? rows_of_group(places, group, rows) : 0;
        for (size_t i = 0; i < count; i++)
            add_cell(table, rows[i], &group->cells[dimension], rank, levels->count);
    }
    memory_free(rank);
    return true;
}

static void fill_levels(struct count_table *table, const struct tally_levels *levels,
                        const struct question *question)
{
    memcpy(table->levels, levels->values, levels->count * sizeof *table->levels);
    qsort(table->levels, levels->count, sizeof *table->levels, compare_levels);
    struct level_range range = question_range(question);
    for (size_t i = 0; i < levels->count; i++)
        table->rescaled[i] =
            100 * (table->levels[i] - range.min) / (range.max - range.min);
}

bool count_table_init(struct count_table *table, const struct study *study,
                      const struct tally *tally, const struct table_places *places,
                      enum side side, size_t dimension)
{
    const struct tally_levels *levels = &tally->levels[side][dimension];
    size_t rows = places->row_count;
    *table = (struct count_table){ .level_count = levels->count, .row_count = rows };
    table->levels = memory_allocate(levels->count, sizeof *table->levels);
    table->rescaled = memory_allocate(levels->count, sizeof *table->rescaled);
    table->counts = memory_allocate(rows * levels->count, sizeof *table->counts);
    table->missing = memory_allocate(rows * MISSING_COUNT, sizeof *table->missing);
    if (!table->levels || !table->rescaled || !table->counts || !table->missing)
        goto failed;

    if (levels->count) /* none: nobody answered, or nobody was asked */
        fill_levels(table, levels, &study->dimensions[dimension].questions[side]);
    if (add_groups(table, tally, places, side, dimension))
        return true;
failed:
    count_table_release(table);
    return false;
}

void count_table_release(struct count_table *table)
{
    memory_free(table->levels);
    memory_free(table->rescaled);
    memory_free(table->counts);
    memory_free(table->missing);
    *table = (struct count_table){ 0 };
}

struct histogram count_table_answers(const struct count_table *table, size_t row)
{
    return (struct histogram){ table->levels, table->counts + row * table->level_count,
                               table->level_count };
}

struct histogram count_table_index(const struct count_table *table, size_t row)
{
    return (struct histogram){ table->rescaled, table->counts + row * table->level_count,
                               table->level_count };
}
