#include "analysis/analysis.h"

#include "analysis/drivers.h"
#include "analysis/gap.h"
#include "analysis/gather.h"
#include "analysis/reliability.h"
#include "analysis/score.h"
#include "base/memory.h"

#include <assert.h>
#include <stdatomic.h>

static bool make_rows(struct results *results, const struct study *study,
                      const struct unit_order *order)
{
    size_t dimensions = study->dimension_count;
    if (dimensions && order->count + 1 > SIZE_MAX / dimensions)
        return false;
    results->unit_count = order->count;
    results->row_count = (order->count + 1) * dimensions;
    results->rows = memory_allocate(results->row_count, sizeof *results->rows);
    if (!results->rows)
        return false;
    for (size_t u = 0; u <= order->count; u++) {
        const char *unit = NULL;
        if (u > 0 && !(unit = arena_text(&results->arena, order->names[u - 1])))
            return false;
        for (size_t d = 0; d < dimensions; d++) {
            struct result_row *row = &results->rows[u * dimensions + d];
            row->scope = u > 0 ? SCOPE_UNIT : SCOPE_OVERALL;
            row->unit = unit;
            row->dimension = d;
        }
    }
    return true;
}

/* All rows of one dimension: everybody first, then each unit. */
static bool fill_dimension(struct results *results, const struct study *study,
                           const struct tally *tally, const struct unit_order *order,
                           size_t dimension)
{
    struct count_table tables[SIDE_COUNT] = { 0 };
    bool done = false;
    const struct question *questions = study->dimensions[dimension].questions;
    for (int side = 0; side < SIDE_COUNT; side++)
        if (!count_table_init(&tables[side], study, tally, order, (enum side)side,
                              dimension))
            goto done;
    for (size_t u = 0; u <= order->count; u++) {
        struct result_row *row = &results->rows[u * study->dimension_count + dimension];
        struct side_counts counts[SIDE_COUNT];
        for (int side = 0; side < SIDE_COUNT; side++)
            score_side(&questions[side], &tables[side], u, study->analysis.confidence,
                       &counts[side], &row->sides[side]);
        compare_sides(&study->analysis, counts, row->sides, &row->gap);
    }
    done = true;
done:
    for (int side = 0; side < SIDE_COUNT; side++)
        count_table_release(&tables[side]);
    return done;
}

/* Dimensions do not know of each other. */
struct filling {
    struct results *results;
    const struct study *study;
    const struct tally *tally;
    const struct unit_order *order;
    atomic_bool failed;
};

static void fill_step(void *context, size_t worker, size_t dimension)
{
    struct filling *filling = context;
    (void)worker;
    if (!fill_dimension(filling->results, filling->study, filling->tally, filling->order,
                        dimension))
        atomic_store(&filling->failed, true);
}

static bool fill_rows(struct results *results, const struct study *study,
                      const struct tally *tally, const struct unit_order *order)
{
    struct filling filling = { results, study, tally, order, false };
    work_share(&study->work, study->dimension_count, fill_step, &filling);
    return !atomic_load(&filling.failed);
}

enum symbar_status analyse(const struct study *study, const struct tally *tally,
                           struct results **results_out,
                           struct symbar_diagnostics *diagnostics)
{
    assert(tally->dimension_count == study->dimension_count);
    struct unit_order order = { 0 };
    struct results *results = memory_allocate(1, sizeof *results);
    bool done = results && unit_order_init(&order, tally) &&
                make_rows(results, study, &order) &&
                fill_rows(results, study, tally, &order);
    for (size_t g = 0; done && g < tally->group_count; g++)
        if (tally->groups[g].unit == TALLY_NONE)
            results->without_unit[tally->groups[g].side] += tally->groups[g].row_count;
    done = done && analyse_reliability(study, tally, results) &&
           analyse_drivers(study, tally, results);
    unit_order_release(&order);
    if (!done) {
        results_free(results);
        return fail_no_memory(diagnostics);
    }
    *results_out = results;
    return SYMBAR_OK;
}
