#include "analysis/analysis.h"

#include "analysis/crossings.h"
#include "analysis/drivers.h"
#include "analysis/fill_rows.h"
#include "analysis/outcomes.h"
#include "analysis/reliability.h"
#include "analysis/row_figures.h"
#include "analysis/row_plan.h"
#include "base/memory.h"

#include <assert.h>

struct analysing {
    const struct study *study;
    const struct tally *tally;
    struct unit_order units;
    struct crowd_order crowds;
    struct row_plan plan;
    struct raking raking[SIDE_COUNT];
    struct results *results;
};

static bool make_rows(struct analysing *analysing)
{
    struct results *results = analysing->results;
    size_t dimensions = analysing->study->dimension_count;
    const struct row_plan *plan = &analysing->plan;
    const struct row_sources sources = {
        .study = analysing->study,
        .tally = analysing->tally,
        .places = table_places_of(&analysing->units, &analysing->crowds),
        .plan = plan,
        .raking = analysing->raking,
    };
    if (dimensions && plan->count > SIZE_MAX / dimensions)
        return false;
    results->row_count = plan->count * dimensions;
    results->rows = memory_resize(NULL, results->row_count, sizeof *results->rows);
    if (!results->rows)
        return false;
    memory_expect_filling(results->rows, results->row_count * sizeof *results->rows);
    /* last, since many of them are not filled: what is not touched stays together */
    if (!row_figures_init(&results->figures, results->row_count,
                          work_threads(&analysing->study->work)))
        return false;
    results->unit_count = analysing->units.count;
    results->wave_count = analysing->crowds.wave_count;
    results->wave_rows = results->rows + (plan->count - results->wave_count) * dimensions;
    return fill_rows(&sources, results);
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
           find_breaks(&analysing) &&
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
