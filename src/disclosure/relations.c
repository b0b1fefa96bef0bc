#include "disclosure/relations.h"

/* The rows of the whole come first, in the study's order. */
static bool is_fresh(const struct results *results, size_t dimension, enum side side)
{
    return results->rows[dimension].sides[side]->status == CELL_OK;
}

static void hide_reliability(struct reliability_result *result)
{
    *result = (struct reliability_result){ .dimension = result->dimension,
                                           .side = result->side,
                                           .reason = RELATION_HIDDEN };
}

static bool may_show_drivers(const struct study *study, const struct results *results,
                             const struct driver_set *set, enum side side)
{
    if (set->driver_count && !is_fresh(results, study->analysis.overall, side))
        return false;
    for (size_t i = 0; i < set->driver_count; i++)
        if (set->drivers[i].r.value.available &&
            !is_fresh(results, set->drivers[i].dimension, side))
            return false;
    return true;
}

void hide_relations(const struct study *study, struct results *results)
{
    for (size_t i = 0; i < results->reliability_count; i++) {
        struct reliability_result *result = &results->reliability[i];
        if (result->reason == RELATION_NONE &&
            !is_fresh(results, result->dimension, result->side))
            hide_reliability(result);
    }
    for (int side = 0; side < SIDE_COUNT; side++)
        if (!may_show_drivers(study, results, &results->drivers[side], (enum side)side))
            results->drivers[side] = (struct driver_set){ .reason = RELATION_HIDDEN };
}
