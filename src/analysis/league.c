#include "analysis/league.h"

#include "analysis/row_figures.h"
#include "analysis/score.h"
#include "base/memory.h"
#include "stats/agreement.h"
#include "stats/quadrant.h"
#include "stats/shrinkage.h"

#include <string.h>

static enum quadrant_name place_of(enum quadrant quadrant)
{
    switch (quadrant) {
    case QUADRANT_BOTH:
        return PLACE_BOTH;
    case QUADRANT_EMPLOYEES_ONLY:
        return PLACE_EMPLOYEES_ONLY;
    case QUADRANT_CUSTOMERS_ONLY:
        return PLACE_CUSTOMERS_ONLY;
    case QUADRANT_NEITHER:
        return PLACE_NEITHER;
    case QUADRANT_COUNT:
        break;
    }
    return PLACE_NONE;
}

void place_units(struct linkage_result *linkage, const struct analysis_rules *rules,
                 const struct shown_units *units, double *numbers)
{
    if (!units->count)
        return;
    double reference[SIDE_COUNT];
    for (int side = 0; side < SIDE_COUNT; side++) {
        memcpy(numbers, units->index[side], units->count * sizeof *numbers);
        reference[side] = rules->reference_is_median ? median_of(numbers, units->count)
                                                     : rules->reference;
        linkage->quadrant_reference[side] = available(reference[side]);
    }
    size_t counts[PLACE_NEITHER + 1] = { 0 };
    for (size_t u = 0; u < units->count; u++) {
        struct quadrant_place place = quadrant_of(
            &units->moments[SIDE_EMPLOYEES][u], &units->moments[SIDE_CUSTOMERS][u],
            reference[SIDE_EMPLOYEES], reference[SIDE_CUSTOMERS]);
        struct result_row *row = units->rows[u];
        row->quadrant = place_of(place.quadrant);
        if (place.has_probabilities)
            row->quadrant_probability = available(place.probabilities[place.quadrant]);
        counts[row->quadrant]++;
    }
    for (int place = PLACE_BOTH; place <= PLACE_NEITHER; place++)
        linkage->quadrant_counts[place] = available((double)counts[place]);
}

static struct unit_gap gap_of(const struct moments *employees,
                              const struct moments *customers)
{
    bool has_variance = employees->has_variance && customers->has_variance;
    return (struct unit_gap){ employees->mean - customers->mean,
                              has_variance ? employees->variance / employees->n +
                                                 customers->variance / customers->n
                                           : 0 };
}

void league_room_release(struct league_room *room)
{
    memory_free(room->candidates);
    memory_free(room->ranked);
    memory_free(room->numbers);
    memory_free(room->normals.numbers);
    memory_free(room->gaps);
    memory_free(room->places);
    *room = (struct league_room){ .gaps = NULL };
}

static bool make_room_for_units(struct league_room *room, size_t count)
{
    return memory_grow(&room->gaps, &room->gap_capacity, count, sizeof *room->gaps) &&
           memory_grow(&room->places, &room->place_capacity, count,
                       sizeof *room->places) &&
           memory_grow(&room->candidates, &room->candidate_capacity, count,
                       sizeof *room->candidates) &&
           memory_grow(&room->ranked, &room->ranked_capacity, count,
                       sizeof *room->ranked);
}

/* Large blocks, which few units need less of. */
static bool make_room_for_draws(struct league_room *room, size_t count)
{
    size_t taking_part = 0;
    for (size_t u = 0; u < count; u++)
        taking_part += rank_takes_part(&room->gaps[u]);
    return memory_grow(&room->numbers, &room->number_capacity,
                       rank_interval_numbers(taking_part), sizeof *room->numbers) &&
           memory_grow(&room->normals.numbers, &room->normal_capacity,
                       rank_interval_normals(taking_part), sizeof *room->normals.numbers);
}

static void show_gap(struct gap_result *gap, const struct shrunken *drawn,
                     const struct rank_interval *place)
{
    gap->shrunken =
        (struct estimate){ available(drawn->value), available(drawn->interval.low),
                           available(drawn->interval.high) };
    if (place && place->low) {
        gap->rank_low = available(place->low);
        gap->rank_high = available(place->high);
    }
}

bool rank_units(const struct analysis_rules *rules, const struct shown_units *units,
                struct results *results, struct league_room *room)
{
    size_t count = units->count;
    struct shrinkage common;
    if (!make_room_for_units(room, count))
        return false;
    for (size_t u = 0; u < count; u++)
        room->gaps[u] = gap_of(&units->moments[SIDE_EMPLOYEES][u],
                               &units->moments[SIDE_CUSTOMERS][u]);
    if (!count || shrinkage(room->gaps, count, &common) != SHORTFALL_NONE)
        return true;
    if (!make_room_for_draws(room, count))
        return false;
    struct rank_interval_scratch scratch = { room->candidates, room->ranked,
                                             room->numbers, &room->normals,
                                             room->instructions };
    bool has_places = rank_intervals(&common, room->gaps, count, rules->confidence,
                                     &scratch, room->places) == SHORTFALL_NONE;
    for (size_t u = 0; u < count; u++) {
        struct shrunken drawn;
        if (!shrink(&common, room->gaps[u], rules->confidence, &drawn))
            continue;
        struct gap_result *gap = row_own_gap(results, units->rows[u]);
        if (!gap)
            return false;
        show_gap(gap, &drawn, has_places ? &room->places[u] : NULL);
    }
    return true;
}
