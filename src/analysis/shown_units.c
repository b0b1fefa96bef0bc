#include "analysis/shown_units.h"

#include "base/memory.h"

bool shown_units_init(struct shown_units *units, size_t capacity)
{
    *units = (struct shown_units){ .capacity = capacity };
    units->rows = memory_allocate(capacity, sizeof(struct result_row *));
    bool done = units->rows != NULL;
    for (int side = 0; side < SIDE_COUNT; side++) {
        units->index[side] = memory_allocate(capacity, sizeof *units->index[side]);
        units->moments[side] = memory_allocate(capacity, sizeof *units->moments[side]);
        units->all[side] = memory_allocate(capacity, sizeof *units->all[side]);
        done = done && units->index[side] && units->moments[side] && units->all[side];
    }
    if (!done)
        shown_units_release(units);
    return done;
}

void shown_units_release(struct shown_units *units)
{
    memory_free(units->rows);
    for (int side = 0; side < SIDE_COUNT; side++) {
        memory_free(units->index[side]);
        memory_free(units->moments[side]);
        memory_free(units->all[side]);
    }
    *units = (struct shown_units){ 0 };
}

bool side_moments(const struct side_result *side, struct moments *moments_out)
{
    if (!side->index.value.available || !side->n.available)
        return false;
    double sd = side->index_sd.available ? side->index_sd.value : 0;
    const struct side_design *design = side_design(side);
    double effect = design->index_deff.available ? design->index_deff.value : 1;
    *moments_out = (struct moments){
        .n = side->n.value,
        .mean = side->index.value.value,
        .variance = sd * sd * effect,
        .has_variance = side->index_sd.available &&
                        (!design->n_eff.available || design->index_deff.available),
        .df = design->index_df.available ? design->index_df.value : 0,
    };
    return true;
}

struct result_row *unit_row(const struct study *study, struct results *results,
                            size_t unit, size_t dimension)
{
    return &results->rows[(unit + 1) * study->dimension_count + dimension];
}

void shown_units_take(struct shown_units *units, const struct study *study,
                      struct results *results, size_t dimension)
{
    units->count = 0;
    units->all_count[SIDE_EMPLOYEES] = units->all_count[SIDE_CUSTOMERS] = 0;
    for (size_t u = 0; u < results->unit_count; u++) {
        struct result_row *row = unit_row(study, results, u, dimension);
        struct moments moments[SIDE_COUNT];
        bool is_shown[SIDE_COUNT];
        for (int side = 0; side < SIDE_COUNT; side++) {
            is_shown[side] = side_moments(row->sides[side], &moments[side]);
            if (is_shown[side])
                units->all[side][units->all_count[side]++] = moments[side];
        }
        if (!is_shown[SIDE_EMPLOYEES] || !is_shown[SIDE_CUSTOMERS])
            continue;
        units->rows[units->count] = row;
        for (int side = 0; side < SIDE_COUNT; side++) {
            units->moments[side][units->count] = moments[side];
            units->index[side][units->count] = moments[side].mean;
        }
        units->count++;
    }
}

struct points shown_units_points(const struct shown_units *units)
{
    return (struct points){ units->index[SIDE_EMPLOYEES], units->index[SIDE_CUSTOMERS],
                            units->count };
}
