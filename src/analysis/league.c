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

/* Large blocks, of which most are used in part. */
bool league_room_init(struct league_room *room, const struct work *work,
                      size_t unit_count)
{
    size_t numbers = rank_interval_numbers(unit_count);
    size_t normals = rank_interval_normals(unit_count);
    *room = (struct league_room){
        .scratch = { .candidates =
                         memory_allocate(unit_count, sizeof *room->scratch.candidates),
                     .places = memory_allocate(unit_count, sizeof *room->scratch.places),
                     .numbers = memory_allocate_bytes(numbers * sizeof(double)),
                     .normals = &room->normals,
                     .instructions = work->instructions },
        .normals = { .numbers = memory_allocate_bytes(normals * sizeof(double)) },
        .gaps = memory_allocate(unit_count, sizeof *room->gaps),
        .places = memory_allocate(unit_count, sizeof *room->places),
    };
    return room->scratch.candidates && room->scratch.places && room->scratch.numbers &&
           room->normals.numbers && room->gaps && room->places;
}

void league_room_release(struct league_room *room)
{
    memory_free(room->scratch.candidates);
    memory_free(room->scratch.places);
    memory_free(room->scratch.numbers);
    memory_free(room->normals.numbers);
    memory_free(room->gaps);
    memory_free(room->places);
    *room = (struct league_room){ .gaps = NULL };
}

void rank_units(const struct analysis_rules *rules, const struct shown_units *units,
                struct results *results, struct league_room *room)
{
    size_t count = units->count;
    struct unit_gap *gaps = room->gaps;
    struct rank_interval *places = room->places;
    struct shrinkage common;
    for (size_t u = 0; u < count; u++)
        gaps[u] = gap_of(&units->moments[SIDE_EMPLOYEES][u],
                         &units->moments[SIDE_CUSTOMERS][u]);
    if (!count || shrinkage(gaps, count, &common) != SHORTFALL_NONE)
        return;
    bool has_places = rank_intervals(&common, gaps, count, rules->confidence,
                                     &room->scratch, places) == SHORTFALL_NONE;
    for (size_t u = 0; u < count; u++) {
        struct shrunken drawn;
        if (!shrink(&common, gaps[u], rules->confidence, &drawn))
            continue;
        struct gap_result *gap = row_own_gap(results, units->rows[u]);
        gap->shrunken =
            (struct estimate){ available(drawn.value), available(drawn.interval.low),
                               available(drawn.interval.high) };
        if (has_places && places[u].low) {
            gap->rank_low = available(places[u].low);
            gap->rank_high = available(places[u].high);
        }
    }
}
