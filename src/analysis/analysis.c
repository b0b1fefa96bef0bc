#include "analysis/analysis.h"

#include "analysis/crossings.h"
#include "analysis/drivers.h"
#include "analysis/gap.h"
#include "analysis/gather.h"
#include "analysis/outcomes.h"
#include "analysis/reliability.h"
#include "analysis/row_plan.h"
#include "analysis/score.h"
#include "analysis/weighted.h"
#include "base/memory.h"

#include <assert.h>
#include <stdatomic.h>

/* The whole table of counts of a dimension is in memory at once. */
struct analysing {
    const struct study *study;
    const struct tally *tally;
    struct unit_order units;
    struct crowd_order crowds;
    struct row_plan plan;
    struct raking raking[SIDE_COUNT];
    struct results *results;
};

/* Of the places from `first` on, before `end`. */
static void make_stretch(void *context, size_t first, size_t end)
{
    const struct analysing *analysing = context;
    size_t dimensions = analysing->study->dimension_count;
    for (size_t p = first; p < end; p++)
        for (size_t d = 0; d < dimensions; d++)
            row_plan_fill(&analysing->plan, p, d, dimensions, analysing->results->rows);
}

/* Whoever makes a row touches its memory first, which costs more than to fill it: rows
   are made by all threads, and not zeroed before. */
static bool make_rows(struct analysing *analysing)
{
    enum { STRETCH_PLACES = 128 };
    struct results *results = analysing->results;
    size_t dimensions = analysing->study->dimension_count;
    const struct row_plan *plan = &analysing->plan;
    if (dimensions && plan->count > SIZE_MAX / dimensions)
        return false;
    results->row_count = plan->count * dimensions;
    results->rows = memory_resize(NULL, results->row_count, sizeof *results->rows);
    if (!results->rows)
        return false;
    memory_expect_filling(results->rows, results->row_count * sizeof *results->rows);
    work_share_stretches(&analysing->study->work, plan->count, STRETCH_PLACES,
                         make_stretch, analysing);
    results->unit_count = analysing->units.count;
    results->wave_count = analysing->crowds.wave_count;
    results->wave_rows = results->rows + (plan->count - results->wave_count) * dimensions;
    return true;
}

/* Only weighted sides have any. */
static bool make_designs(struct analysing *analysing)
{
    struct results *results = analysing->results;
    for (int side = 0; side < SIDE_COUNT; side++) {
        if (!is_weighted_side(analysing->study, (enum side)side))
            continue;
        struct side_design *designs =
            arena_allocate(&results->arena, results->row_count, sizeof *designs);
        if (!designs)
            return false;
        for (size_t r = 0; r < results->row_count; r++)
            results->rows[r].sides[side].design = &designs[r];
    }
    return true;
}

/* Both are to be released, in any case. */
static bool make_tables(const struct analysing *analysing, enum side side,
                        size_t dimension, struct count_table *table,
                        struct weighted_table *weighted)
{
    const struct study *study = analysing->study;
    const struct table_places places =
        table_places_of(&analysing->units, &analysing->crowds);
    if (!count_table_init(table, study, analysing->tally, &places, side, dimension))
        return false;
    if (!is_weighted_side(study, side))
        return true;
    if (!weighted_table_init(weighted, study, analysing->tally, &places,
                             &analysing->raking[side], side, dimension, table))
        return false;
    table->weighted = weighted;
    return true;
}

/* All rows of one dimension. */
static bool fill_dimension(struct analysing *analysing, size_t dimension)
{
    const struct study *study = analysing->study;
    struct count_table tables[SIDE_COUNT] = { 0 };
    struct weighted_table weighted[SIDE_COUNT] = { 0 };
    struct critical_values critical;
    bool done = false;
    critical_values_init(&critical, study->analysis.confidence);
    const struct question *questions = study->dimensions[dimension].questions;
    for (int side = 0; side < SIDE_COUNT; side++)
        if (!make_tables(analysing, (enum side)side, dimension, &tables[side],
                         &weighted[side]))
            goto done;
    for (size_t i = 0; i < analysing->plan.count; i++) {
        struct result_row *row =
            &analysing->results->rows[i * study->dimension_count + dimension];
        struct side_counts counts[SIDE_COUNT];
        for (int side = 0; side < SIDE_COUNT; side++)
            score_side(&questions[side], &tables[side],
                       analysing->plan.rows[i].table_rows[side], &critical, &counts[side],
                       &row->sides[side]);
        compare_sides(&study->analysis, &critical, counts, row->sides, &row->gap);
    }
    done = true;
done:
    for (int side = 0; side < SIDE_COUNT; side++) {
        count_table_release(&tables[side]);
        weighted_table_release(&weighted[side]);
    }
    return done;
}

/* Dimensions do not know of each other. */
struct filling {
    struct analysing *analysing;
    atomic_bool failed;
};

static void fill_step(void *context, size_t worker, size_t dimension)
{
    struct filling *filling = context;
    (void)worker;
    if (!fill_dimension(filling->analysing, dimension))
        atomic_store(&filling->failed, true);
}

static bool fill_rows(struct analysing *analysing)
{
    const struct study *study = analysing->study;
    struct filling filling = { analysing, false };
    work_share(&study->work, study->dimension_count, fill_step, &filling);
    return !atomic_load(&filling.failed);
}

static bool find_breaks(struct analysing *analysing)
{
    for (int side = 0; side < SIDE_COUNT; side++) {
        bool *breaks = question_breaks(&analysing->crowds, analysing->study,
                                       analysing->tally, (enum side)side);
        if (!breaks)
            return false;
        analysing->results->question_breaks[side] = breaks;
    }
    return true;
}

static void count_without_unit(struct analysing *analysing)
{
    const struct tally *tally = analysing->tally;
    for (size_t g = 0; g < tally->group_count; g++)
        if (tally->groups[g].unit == TALLY_NONE)
            analysing->results->without_unit[tally->groups[g].side] +=
                tally->groups[g].row_count;
}

static enum symbar_status rake_sides(struct analysing *analysing,
                                     struct symbar_diagnostics *diagnostics)
{
    enum symbar_status status = SYMBAR_OK;
    for (int side = 0; side < SIDE_COUNT && status != SYMBAR_NO_MEMORY; side++) {
        enum symbar_status raked = raking_init(
            &analysing->raking[side], analysing->study, (enum side)side, analysing->tally,
            &analysing->units, &analysing->crowds, diagnostics);
        status = status == SYMBAR_OK || raked == SYMBAR_NO_MEMORY ? raked : status;
    }
    return status;
}

enum symbar_status analyse(const struct study *study, const struct tally *tally,
                           struct results **results_out,
                           struct symbar_diagnostics *diagnostics)
{
    assert(tally->dimension_count == study->dimension_count);
    struct analysing analysing = { .study = study, .tally = tally };
    struct results *results = memory_allocate(1, sizeof *results);
    analysing.results = results;
    enum symbar_status status = SYMBAR_OK;
    bool done = results && unit_order_init(&analysing.units, tally) &&
                crowd_order_init(&analysing.crowds, study, tally) &&
                row_plan_init(&analysing.plan, &results->arena, study, &analysing.units,
                              &analysing.crowds);
    if (done)
        status = rake_sides(&analysing, diagnostics);
    done = done && status == SYMBAR_OK && make_rows(&analysing) &&
           make_designs(&analysing) && fill_rows(&analysing) && find_breaks(&analysing) &&
           find_crossings(results, tally, &analysing.units, &analysing.crowds,
                          &analysing.plan);
    if (done)
        count_without_unit(&analysing);
    done = done && analyse_reliability(study, tally, results) &&
           analyse_drivers(study, tally, results) &&
           take_outcomes(study, tally, &analysing.units, results);
    for (int side = 0; side < SIDE_COUNT; side++)
        raking_release(&analysing.raking[side]);
    row_plan_release(&analysing.plan);
    crowd_order_release(&analysing.crowds);
    unit_order_release(&analysing.units);
    if (!done) {
        results_free(results);
        return status == SYMBAR_OK ? fail_no_memory(diagnostics) : status;
    }
    *results_out = results;
    return SYMBAR_OK;
}
