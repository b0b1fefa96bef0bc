#include "analysis/outcomes.h"

#include "analysis/adjust.h"
#include "analysis/score.h"
#include "analysis/shown_units.h"
#include "base/memory.h"
#include "stats/correlation.h"
#include "stats/surface.h"

#include <math.h>

static void take_unit(const struct tally *tally, const struct unit_order *order,
                      size_t unit, struct results *results)
{
    ptrdiff_t position = order->position[unit];
    for (size_t k = 0; position != TALLY_NONE && k < tally->outcome_count; k++) {
        double value = tally->outcomes[unit * tally->outcome_count + k];
        results->outcomes[k].values[position] = value;
        results->outcomes[k].units.value += !isnan(value);
    }
}

bool take_outcomes(const struct study *study, const struct tally *tally,
                   const struct unit_order *order, struct results *results)
{
    size_t count = study->outcome_count;
    if (!count)
        return true;
    results->outcomes = arena_allocate(&results->arena, count, sizeof *results->outcomes);
    if (!results->outcomes)
        return false;
    results->outcome_count = count;
    for (size_t k = 0; k < count; k++) {
        double *values =
            arena_allocate(&results->arena, order->count + 1, sizeof *values);
        if (!values)
            return false;
        for (size_t u = 0; u < order->count; u++)
            values[u] = NAN;
        results->outcomes[k].values = values;
        results->outcomes[k].units = available(0);
    }
    for (size_t u = 0; tally->outcomes && u < tally->units.count; u++)
        take_unit(tally, order, u, results);
    return true;
}

/* Room for the units of one figure at a time. */
struct outcome_work {
    double *x;
    double *y;
    double *z;
};

static bool work_init(struct outcome_work *work, size_t unit_count)
{
    *work = (struct outcome_work){ memory_allocate(unit_count, sizeof *work->x),
                                   memory_allocate(unit_count, sizeof *work->y),
                                   memory_allocate(unit_count, sizeof *work->z) };
    return work->x && work->y && work->z;
}

static void work_release(struct outcome_work *work)
{
    memory_free(work->x);
    memory_free(work->y);
    memory_free(work->z);
}

static bool is_asked(const struct study *study, size_t dimension, enum side side)
{
    return study->dimensions[dimension].questions[side].item_count > 0;
}

static const struct measure *index_of(const struct study *study, struct results *results,
                                      size_t unit, size_t dimension, enum side side)
{
    return &unit_row(study, results, unit, dimension)->sides[side]->index.value;
}

static void link_side(struct outcome_link *link, const struct study *study,
                      struct results *results, const double *values,
                      struct outcome_work *work)
{
    size_t count = 0;
    struct pearson r;
    for (size_t u = 0; u < results->unit_count; u++) {
        const struct measure *index =
            index_of(study, results, u, link->dimension, link->side);
        if (!index->available || isnan(values[u]))
            continue;
        work->x[count] = index->value;
        work->y[count++] = values[u];
    }
    const struct points points = { work->x, work->y, count };
    link->units = available((double)count);
    if (count < CROSS_LINKAGE_LEAST_UNITS ||
        pearson(&points, study->analysis.confidence, &r) != SHORTFALL_NONE)
        return;
    link->r.value = available(r.r);
    link->p = available(r.p);
    if (!r.has_interval)
        return;
    link->r.low = available(r.interval.low);
    link->r.high = available(r.interval.high);
}

static struct tested_measure tested(const struct surface_figure *figure)
{
    return (struct tested_measure){ available(figure->value), available(figure->se),
                                    available(figure->p) };
}

static void fill_surface(struct congruence_result *result, const struct surface *fitted)
{
    result->centre = available(fitted->centre);
    result->r2 = available(fitted->r2);
    result->p = available(fitted->p);
    for (size_t i = 0; i < SURFACE_TERMS; i++)
        result->coefficients[i] = tested(&fitted->coefficients[i]);
    for (size_t i = 0; i < SURFACE_FEATURES; i++)
        result->features[i] = tested(&fitted->features[i]);
    if (!fitted->has_axis)
        return;
    result->axis_slope = available(fitted->axis_slope);
    result->axis_slope_se = available(fitted->axis_slope_se);
    result->axis_intercept = available(fitted->axis_intercept);
    result->axis_intercept_se = available(fitted->axis_intercept_se);
}

static void link_surface(struct congruence_result *result, const struct study *study,
                         struct results *results, const double *values,
                         struct outcome_work *work)
{
    size_t count = 0;
    struct surface fitted;
    for (size_t u = 0; u < results->unit_count; u++) {
        const struct measure *x =
            index_of(study, results, u, result->dimension, SIDE_EMPLOYEES);
        const struct measure *y =
            index_of(study, results, u, result->dimension, SIDE_CUSTOMERS);
        if (!x->available || !y->available || isnan(values[u]))
            continue;
        work->x[count] = x->value;
        work->y[count] = y->value;
        work->z[count++] = values[u];
    }
    const struct points points = { work->x, work->y, count };
    result->units = available((double)count);
    switch (surface(&points, work->z, &fitted)) {
    case SHORTFALL_NONE:
        fill_surface(result, &fitted);
        return;
    case SHORTFALL_UNITS:
        result->reason = RELATION_TOO_FEW_UNITS;
        return;
    case SHORTFALL_SPREAD:
        result->reason = RELATION_NO_SPREAD;
        return;
    case SHORTFALL_DIRECTION:
    case SHORTFALL_ANSWERS:
    case SHORTFALL_WITHIN_SPREAD:
    case SHORTFALL_RELIABILITY:
    case SHORTFALL_ARGUMENT:
        result->reason = RELATION_COLLINEAR;
        return;
    }
}

/* The tests of one outcome are a family. */
static bool adjust_links(struct outcome_result *outcome, enum adjustment method)
{
    size_t count = 0;
    double *p = memory_allocate(outcome->link_count, sizeof *p);
    struct ranked_p *scratch = memory_allocate(outcome->link_count, sizeof *scratch);
    bool done = p && scratch;
    for (size_t i = 0; done && i < outcome->link_count; i++)
        if (outcome->links[i].p.available)
            p[count++] = outcome->links[i].p.value;
    if (done)
        adjust_family(method, p, count, scratch);
    count = 0;
    for (size_t i = 0; done && i < outcome->link_count; i++)
        if (outcome->links[i].p.available)
            outcome->links[i].p_adjusted = available(p[count++]);
    memory_free(p);
    memory_free(scratch);
    return done;
}

static bool link_outcome(struct outcome_result *outcome, const struct study *study,
                         struct results *results, struct outcome_work *work)
{
    size_t dimensions = study->dimension_count;
    outcome->links =
        arena_allocate(&results->arena, SIDE_COUNT * dimensions, sizeof *outcome->links);
    outcome->surfaces =
        arena_allocate(&results->arena, dimensions, sizeof *outcome->surfaces);
    if (!outcome->links || !outcome->surfaces)
        return false;
    for (size_t d = 0; d < dimensions; d++) {
        bool is_two_sided = true;
        for (int side = 0; side < SIDE_COUNT; side++) {
            is_two_sided = is_two_sided && is_asked(study, d, (enum side)side);
            if (!is_asked(study, d, (enum side)side))
                continue;
            struct outcome_link *link = &outcome->links[outcome->link_count++];
            *link = (struct outcome_link){ .dimension = d, .side = (enum side)side };
            link_side(link, study, results, outcome->values, work);
        }
        if (!is_two_sided)
            continue;
        struct congruence_result *result = &outcome->surfaces[outcome->surface_count++];
        *result = (struct congruence_result){ .dimension = d };
        link_surface(result, study, results, outcome->values, work);
    }
    return adjust_links(outcome, study->analysis.adjust);
}

bool link_outcomes(const struct study *study, struct results *results)
{
    struct outcome_work work;
    if (!results->outcome_count)
        return true;
    bool done = work_init(&work, results->unit_count);
    for (size_t k = 0; done && k < results->outcome_count; k++)
        done = link_outcome(&results->outcomes[k], study, results, &work);
    work_release(&work);
    return done;
}
