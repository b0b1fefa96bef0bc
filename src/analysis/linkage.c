#include "analysis/linkage.h"

#include "analysis/across.h"
#include "analysis/drivers.h"
#include "analysis/league.h"
#include "analysis/outcomes.h"
#include "analysis/reliability.h"
#include "analysis/score.h"
#include "analysis/shown_units.h"
#include "base/memory.h"
#include "stats/agreement.h"
#include "stats/composition.h"
#include "stats/correlation.h"
#include "stats/delivery.h"
#include "stats/line.h"
#include "stats/one_way.h"
#include "stats/rank_correlation.h"

#include <stdatomic.h>
#include <string.h>

/* Lent to every dimension in turn. */
struct workroom {
    struct shown_units units;
    struct rank_scratch ranks;
    struct pairing_table pairings;
    struct league_room league;
    double *numbers; /* one per unit */
};

static bool workroom_init(struct workroom *room, const struct work *work,
                          size_t unit_count)
{
    *room = (struct workroom){ 0 };
    room->pairings.instructions = work->instructions;
    room->league.instructions = work->instructions;
    room->ranks.pairings = &room->pairings;
    if (!shown_units_init(&room->units, unit_count))
        return false;
    room->ranks.units = memory_allocate(unit_count, sizeof *room->ranks.units);
    room->ranks.places = memory_allocate(unit_count, sizeof *room->ranks.places);
    room->ranks.numbers = memory_allocate(2 * unit_count, sizeof *room->ranks.numbers);
    room->numbers = memory_allocate(unit_count, sizeof *room->numbers);
    return room->ranks.units && room->ranks.places && room->ranks.numbers &&
           room->numbers;
}

static void workroom_release(struct workroom *room)
{
    shown_units_release(&room->units);
    league_room_release(&room->league);
    memory_free(room->pairings.places);
    memory_free(room->ranks.units);
    memory_free(room->ranks.places);
    memory_free(room->ranks.numbers);
    memory_free(room->numbers);
}

static void set_interval(struct estimate *estimate, bool has_interval,
                         struct interval interval)
{
    if (!has_interval)
        return;
    estimate->low = available(interval.low);
    estimate->high = available(interval.high);
}

/* The table is large, and few units need one. */
static bool make_room_for_pairings(struct workroom *room)
{
    size_t count = room->units.count;
    if (room->pairings.places || count < LINKAGE_LEAST_UNITS || count > PAIRING_UNITS)
        return true;
    room->pairings.places = memory_allocate_bytes(PAIRING_PLACES);
    return room->pairings.places != NULL;
}

static void link_correlations(struct linkage_result *linkage, struct workroom *room,
                              double confidence)
{
    struct points points = shown_units_points(&room->units);
    struct pearson r;
    if (pearson(&points, confidence, &r) == SHORTFALL_NONE) {
        linkage->pearson.value = available(r.r);
        set_interval(&linkage->pearson, r.has_interval, r.interval);
        linkage->pearson_p = available(r.p);
    }
    struct rank_correlation spearman;
    struct rank_correlation kendall;
    if (rank_correlations(&points, &room->ranks, &spearman, &kendall) == SHORTFALL_NONE) {
        linkage->spearman = available(spearman.value);
        linkage->spearman_p = available(spearman.p);
        linkage->kendall = available(kendall.value);
        linkage->kendall_p = available(kendall.p);
    }
    struct concordance agreement;
    if (concordance(&points, confidence, &agreement) == SHORTFALL_NONE) {
        linkage->concordance.value = available(agreement.value);
        set_interval(&linkage->concordance, agreement.has_interval, agreement.interval);
        linkage->precision = available(agreement.precision);
        linkage->accuracy = available(agreement.accuracy);
    }
}

/* How reliable the units' figures are on each side, over all units that show that side.
 */
static void link_reliability(struct linkage_result *linkage,
                             const struct shown_units *units,
                             struct one_way variation[SIDE_COUNT],
                             bool has_variation[SIDE_COUNT])
{
    for (int side = 0; side < SIDE_COUNT; side++) {
        has_variation[side] = one_way(units->all[side], units->all_count[side],
                                      &variation[side]) == SHORTFALL_NONE;
        if (!has_variation[side])
            continue;
        linkage->icc1[side] = available(variation[side].icc1);
        if (variation[side].has_icc2)
            linkage->icc2[side] = available(variation[side].icc2);
    }
    double r;
    if (linkage->pearson.value.available && linkage->icc2[SIDE_EMPLOYEES].available &&
        linkage->icc2[SIDE_CUSTOMERS].available &&
        disattenuated(linkage->pearson.value.value, linkage->icc2[SIDE_EMPLOYEES].value,
                      linkage->icc2[SIDE_CUSTOMERS].value, &r) == SHORTFALL_NONE)
        linkage->disattenuated = available(r);
}

static void link_lines(struct linkage_result *linkage, struct workroom *room,
                       const struct one_way *variation, double confidence)
{
    const struct shown_units *units = &room->units;
    const struct moments *employees = units->moments[SIDE_EMPLOYEES];
    struct points points = shown_units_points(units);
    double lambda;
    struct deming line;
    if (error_ratio(employees, units->moments[SIDE_CUSTOMERS], units->count, &lambda) ==
        SHORTFALL_NONE) {
        linkage->deming_lambda = available(lambda);
        if (deming(&points, lambda, confidence, &line) == SHORTFALL_NONE) {
            linkage->deming_slope.value = available(line.slope);
            set_interval(&linkage->deming_slope, line.has_interval, line.interval);
            linkage->deming_intercept = available(line.intercept);
        }
    }
    struct micro_macro slope;
    if (variation && micro_macro(employees, points.y, units->count, variation, confidence,
                                 room->numbers, &slope) == SHORTFALL_NONE) {
        linkage->micro_macro_slope.value = available(slope.slope);
        set_interval(&linkage->micro_macro_slope, slope.has_se, slope.interval);
        if (slope.has_se) {
            linkage->micro_macro_se = available(slope.se);
            linkage->micro_macro_p = available(slope.p);
        }
    }
}

static bool are_heads(const struct result_row *overall)
{
    for (int side = 0; side < SIDE_COUNT; side++) {
        const struct measure *plain = &side_design(overall->sides[side])->plain_index;
        if (plain->available && plain->value != overall->sides[side]->index.value.value)
            return false;
    }
    return true;
}

static void link_gaps(struct linkage_result *linkage, const struct study *study,
                      const struct results *results, const struct shown_units *units)
{
    struct points points = shown_units_points(units);
    struct delivery_gap delivery;
    linkage->delivery_threshold = available(study->analysis.high);
    if (delivery_gap(&points, study->analysis.high, study->analysis.confidence,
                     &delivery) == SHORTFALL_NONE) {
        linkage->believers = available(100 * delivery.believers);
        linkage->achievers = available(100 * delivery.achievers);
        linkage->delivery_gap = percent_estimate(delivery.value, &delivery.interval);
        linkage->delivery_p = available(delivery.p);
    }
    const struct gap_result *overall = results->rows[linkage->dimension].gap;
    struct composition parts;
    /* shares of respondents explain no difference of weighted means */
    if (overall->index.value.available && are_heads(&results->rows[linkage->dimension]) &&
        composition(units->moments[SIDE_EMPLOYEES], units->moments[SIDE_CUSTOMERS],
                    units->count, overall->index.value.value, &parts) == SHORTFALL_NONE) {
        linkage->composition_total = available(parts.total);
        linkage->composition_within = available(parts.within);
        linkage->composition_mix = available(parts.mix);
        linkage->composition_unmatched = available(parts.unmatched);
    }
}

/* How much the people of a unit agree: medians over units that show this side. */
static void link_agreement(struct linkage_result *linkage, const struct study *study,
                           struct results *results, double *numbers)
{
    for (int side = 0; side < SIDE_COUNT; side++) {
        size_t count = 0;
        for (size_t u = 0; u < results->unit_count; u++) {
            const struct measure *rwg =
                &unit_row(study, results, u, linkage->dimension)->sides[side]->rwg;
            if (rwg->available)
                numbers[count++] = rwg->value;
        }
        if (count) {
            linkage->rwg_share[side] =
                available(100 * share_above(numbers, count, AGREEMENT_BAR));
            linkage->rwg_median[side] = available(median_of(numbers, count));
        }
        count = 0;
        for (size_t u = 0; u < results->unit_count; u++) {
            const struct measure *deviation =
                &unit_row(study, results, u, linkage->dimension)
                     ->sides[side]
                     ->mean_deviation;
            if (deviation->available)
                numbers[count++] = deviation->value;
        }
        if (count)
            linkage->deviation_median[side] = available(median_of(numbers, count));
    }
}

static bool link_dimension(struct linkage_result *linkage, const struct study *study,
                           struct results *results, struct workroom *room)
{
    double confidence = study->analysis.confidence;
    struct one_way variation[SIDE_COUNT];
    bool has_variation[SIDE_COUNT];
    shown_units_take(&room->units, study, results, linkage->dimension);
    linkage->units = available((double)room->units.count);
    if (!make_room_for_pairings(room))
        return false;
    link_correlations(linkage, room, confidence);
    link_reliability(linkage, &room->units, variation, has_variation);
    link_lines(linkage, room,
               has_variation[SIDE_EMPLOYEES] ? &variation[SIDE_EMPLOYEES] : NULL,
               confidence);
    link_gaps(linkage, study, results, &room->units);
    link_agreement(linkage, study, results, room->numbers);
    place_units(linkage, &study->analysis, &room->units, room->numbers);
    return rank_units(&study->analysis, &room->units, results, &room->league);
}

static bool is_two_sided(const struct dimension *dimension)
{
    return dimension->questions[SIDE_EMPLOYEES].item_count &&
           dimension->questions[SIDE_CUSTOMERS].item_count;
}

/* What is linked by itself: the drivers across sides and the matrix of correlations,
   which take longest and go first, then each dimension; each worker in a room of its own.
 */
enum { LINK_DRIVERS, LINK_ACROSS, LINK_DIMENSIONS };

struct linking {
    const struct study *study;
    struct results *results;
    struct workroom rooms[WORK_MOST_THREADS];
    atomic_bool failed;
};

static bool take_step(struct linking *linking, struct workroom *room, size_t index)
{
    const struct study *study = linking->study;
    struct results *results = linking->results;
    if (index == LINK_DRIVERS)
        return link_drivers(study, results);
    if (index == LINK_ACROSS)
        return link_across(study, results);
    return link_dimension(&results->linkage[index - LINK_DIMENSIONS], study, results,
                          room);
}

static void link_step(void *context, size_t worker, size_t index)
{
    struct linking *linking = context;
    if (!take_step(linking, &linking->rooms[worker], index))
        atomic_store(&linking->failed, true);
}

static bool link_all(const struct study *study, struct results *results)
{
    struct linking linking = { .study = study, .results = results };
    size_t threads = work_threads(&study->work);
    bool done = true;
    for (size_t i = 0; done && i < threads; i++)
        done = workroom_init(&linking.rooms[i], &study->work, results->unit_count);
    if (done)
        work_share(&study->work, LINK_DIMENSIONS + results->linkage_count, link_step,
                   &linking);
    for (size_t i = 0; i < threads; i++)
        workroom_release(&linking.rooms[i]);
    return done && !atomic_load(&linking.failed);
}

enum symbar_status analysis_link(const struct study *study, struct results *results,
                                 struct symbar_diagnostics *diagnostics)
{
    results->linkage = memory_allocate(study->dimension_count, sizeof *results->linkage);
    if (!results->linkage)
        return fail_no_memory(diagnostics);
    for (size_t d = 0; d < study->dimension_count; d++)
        if (is_two_sided(&study->dimensions[d]) && results->unit_count)
            results->linkage[results->linkage_count++].dimension = d;
    bool done = link_all(study, results) && link_profile(study, results) &&
                link_outcomes(study, results);
    if (!done)
        return fail_no_memory(diagnostics);
    warn_of_reversed_items(study, results, diagnostics);
    return SYMBAR_OK;
}
