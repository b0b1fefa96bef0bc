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

/* From how many groups each row has to where they end, and so begin once they are in. */
static void add_up(size_t *starts, size_t row_count)
{
    for (size_t row = 0; row < row_count; row++)
        starts[row + 1] += starts[row];
}

bool row_groups_init(struct row_groups *rows, const struct table_places *places,
                     const struct tally_group *const *groups, size_t count)
{
    size_t own[MOST_ROWS_OF_GROUP];
    *rows = (struct row_groups){ .starts = memory_allocate(places->row_count + 1,
                                                           sizeof *rows->starts) };
    for (size_t g = 0; rows->starts && g < count; g++)
        for (size_t i = rows_of_group(places, groups[g], own); i-- > 0;)
            rows->starts[own[i]]++;
    if (rows->starts) {
        add_up(rows->starts, places->row_count);
        rows->numbers =
            memory_allocate(rows->starts[places->row_count], sizeof *rows->numbers);
    }
    if (!rows->numbers) {
        row_groups_release(rows);
        return false;
    }
    for (size_t g = count; g-- > 0;)
        for (size_t i = rows_of_group(places, groups[g], own); i-- > 0;)
            rows->numbers[--rows->starts[own[i]]] = g;
    return true;
}

void row_groups_release(struct row_groups *rows)
{
    memory_free(rows->starts);
    memory_free(rows->numbers);
    *rows = (struct row_groups){ 0 };
}
