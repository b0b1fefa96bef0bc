#include "analysis/crossings.h"

#include "base/memory.h"

/* From rows of the tables to rows of the plan, for each side. */
struct plan_index {
    size_t *planned[SIDE_COUNT];
    size_t table_row_count;
};

static bool index_plan(struct plan_index *index, const struct row_plan *plan,
                       size_t table_row_count)
{
    index->table_row_count = table_row_count;
    for (int side = 0; side < SIDE_COUNT; side++) {
        size_t *planned = memory_allocate(table_row_count, sizeof *planned);
        index->planned[side] = planned;
        for (size_t t = 0; planned && t < table_row_count; t++)
            planned[t] = NO_PLACE;
        for (size_t i = 0; planned && i < plan->count; i++)
            if (plan->rows[i].repeats[side] == i)
                planned[plan->rows[i].table_rows[side]] = i;
    }
    return index->planned[SIDE_EMPLOYEES] && index->planned[SIDE_CUSTOMERS];
}

static void release_index(struct plan_index *index)
{
    for (int side = 0; side < SIDE_COUNT; side++)
        memory_free(index->planned[side]);
}

/* The unit, the wave, and the segment of each family, as rows of the tables. */
static void place_group(size_t *places, const struct tally_group *group,
                        const struct unit_order *units, const struct crowd_order *crowds)
{
    size_t first_segment = 1 + units->count;
    places[0] = places[1] = NO_PLACE;
    if (group->unit != TALLY_NONE)
        places[0] = 1 + (size_t)units->position[group->unit];
    if (group->wave != TALLY_NONE && crowds->wave_places[group->wave] != TALLY_NONE)
        places[1] = first_segment + crowds->segment_count +
                    (size_t)crowds->wave_places[group->wave];
    for (size_t f = 0; f < crowds->family_count; f++) {
        ptrdiff_t place = TALLY_NONE;
        if (group->segment != TALLY_NONE)
            place =
                crowds->segment_places[group->side]
                                      [(size_t)group->segment * crowds->family_count + f];
        places[2 + f] = place == TALLY_NONE ? NO_PLACE : first_segment + (size_t)place;
    }
}

bool find_crossings(struct results *results, const struct tally *tally,
                    const struct unit_order *units, const struct crowd_order *crowds,
                    const struct row_plan *plan)
{
    struct plan_index index = { .table_row_count = 0 };
    size_t width = 2 + crowds->family_count;
    results->crossing_width = width;
    results->crossings = memory_allocate(tally->group_count, sizeof *results->crossings);
    size_t *places =
        arena_allocate(&results->arena, tally->group_count * width, sizeof *places);
    bool done = index_plan(&index, plan,
                           1 + units->count + crowds->segment_count + crowds->wave_count);
    done = done && results->crossings && places &&
           tally->group_count <= SIZE_MAX / width / sizeof *places;
    for (size_t g = 0; done && g < tally->group_count; g++) {
        const struct tally_group *group = &tally->groups[g];
        if (!group->row_count)
            continue;
        place_group(places, group, units, crowds);
        for (size_t i = 0; i < width; i++)
            if (places[i] != NO_PLACE)
                places[i] = index.planned[group->side][places[i]];
        results->crossings[results->crossing_count++] =
            (struct crossing){ .side = group->side, .places = places };
        places += width;
    }
    release_index(&index);
    return done;
}
