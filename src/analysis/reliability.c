#include "analysis/reliability.h"

#include "analysis/relations.h"
#include "analysis/score.h"
#include "base/memory.h"
#include "stats/drivers.h"
#include "stats/reliability.h"

#include <math.h>

/* One dimension of one side while it is worked on. */
struct reliability_work {
    struct moment_variable *variables;
    double *covariances;
    double *correlations;
    double *loadings;
};

static bool has_spread(const double *covariances, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!(covariances[i * count + i] > 0))
            return false;
    return true;
}

/* An item whose correlation with the rest is below 0, and not by chance. */
static bool seems_reversed(double r, double n, double confidence)
{
    struct interval interval;
    double p;
    return correlation_test(r, n, confidence, &interval, &p) && interval.high < 0;
}

static void fill_items(struct reliability_result *result,
                       const struct relations *relations,
                       const struct reliability_work *work, double confidence)
{
    size_t count = result->item_count;
    double omega;
    bool has_omega = mcdonald_omega(work->covariances, work->correlations, count,
                                    work->loadings, &omega);
    if (has_omega)
        result->omega = available(omega);
    for (size_t i = 0; i < count; i++) {
        struct item_result *item = &result->items[i];
        double r;
        item->n = available(
            relation_between(relations, work->variables[i], work->variables[i]).n);
        if (has_omega)
            item->loading = available(work->loadings[i]);
        if (!item_rest(work->covariances, count, i, &r))
            continue;
        item->rest = available(r);
        item->seems_reversed = seems_reversed(r, result->n.value, confidence);
    }
}

static void fill_alpha(struct reliability_result *result,
                       const struct reliability_work *work, double confidence)
{
    double alpha;
    struct interval interval;
    if (!cronbach_alpha(work->covariances, result->item_count, &alpha))
        return;
    result->alpha.value = available(alpha);
    if (!alpha_interval(alpha, result->n.value, result->item_count, confidence,
                        &interval))
        return;
    result->alpha.low = available(interval.low);
    result->alpha.high = available(interval.high);
}

/* False when memory is short. */
static bool fill_result(struct reliability_result *result, const struct study *study,
                        const struct relations *relations,
                        const struct reliability_work *work, struct arena *arena)
{
    size_t count =
        study->dimensions[result->dimension].questions[result->side].item_count;
    double least;
    for (size_t i = 0; i < count; i++)
        work->variables[i] = (struct moment_variable){ result->dimension, (ptrdiff_t)i };
    relation_covariances(relations, work->variables, count, work->covariances, &least);
    relation_correlations(relations, work->variables, count, work->correlations, &least);
    if (least < RELIABILITY_LEAST_N || least < (double)study->min_n[result->side])
        result->reason = RELATION_TOO_FEW;
    else if (!has_spread(work->covariances, count))
        result->reason = RELATION_NO_SPREAD;
    if (result->reason != RELATION_NONE)
        return true;
    result->items = arena_allocate(arena, count, sizeof *result->items);
    if (!result->items)
        return false;
    result->item_count = count;
    result->n = available(least);
    fill_alpha(result, work, study->analysis.confidence);
    fill_items(result, relations, work, study->analysis.confidence);
    return true;
}

static size_t count_several(const struct study *study, enum side side, size_t *most)
{
    size_t count = 0;
    for (size_t d = 0; d < study->dimension_count; d++) {
        size_t items = study->dimensions[d].questions[side].item_count;
        count += items >= 2;
        if (items <= MOST_RELATED && items > *most)
            *most = items;
    }
    return count;
}

static bool work_init(struct reliability_work *work, size_t most)
{
    *work = (struct reliability_work){
        .variables = memory_allocate(most, sizeof *work->variables),
        .covariances = memory_allocate(most * most, sizeof *work->covariances),
        .correlations = memory_allocate(most * most, sizeof *work->correlations),
        .loadings = memory_allocate(most, sizeof *work->loadings),
    };
    return work->variables && work->covariances && work->correlations && work->loadings;
}

static void work_release(struct reliability_work *work)
{
    memory_free(work->variables);
    memory_free(work->covariances);
    memory_free(work->correlations);
    memory_free(work->loadings);
}

static bool analyse_side(const struct study *study, const struct tally *tally,
                         struct results *results, enum side side,
                         const struct reliability_work *work)
{
    struct relations relations;
    bool done = relations_init(&relations, study, tally, side);
    for (size_t d = 0; done && d < study->dimension_count; d++) {
        size_t items = study->dimensions[d].questions[side].item_count;
        if (items < 2)
            continue;
        struct reliability_result *result =
            &results->reliability[results->reliability_count++];
        *result = (struct reliability_result){ .dimension = d, .side = side };
        if (items > MOST_RELATED)
            result->reason = RELATION_TOO_MANY;
        else if (!relations.moments)
            result->reason = RELATION_NOT_COUNTED;
        else
            done = fill_result(result, study, &relations, work, &results->arena);
    }
    relations_release(&relations);
    return done;
}

bool analyse_reliability(const struct study *study, const struct tally *tally,
                         struct results *results)
{
    struct reliability_work work = { 0 };
    size_t most = 0;
    size_t count = 0;
    for (int side = 0; side < SIDE_COUNT; side++)
        count += count_several(study, (enum side)side, &most);
    if (!count)
        return true;
    results->reliability =
        arena_allocate(&results->arena, count, sizeof *results->reliability);
    bool done = work_init(&work, most) && results->reliability;
    for (int side = 0; done && side < SIDE_COUNT; side++)
        done = analyse_side(study, tally, results, (enum side)side, &work);
    work_release(&work);
    return done;
}

void warn_of_reversed_items(const struct study *study, const struct results *results,
                            struct symbar_diagnostics *diagnostics)
{
    for (size_t i = 0; i < results->reliability_count; i++) {
        const struct reliability_result *result = &results->reliability[i];
        const struct dimension *dimension = &study->dimensions[result->dimension];
        /* of two items neither is more against the other */
        size_t count = result->item_count == 2 ? 1 : result->item_count;
        for (size_t k = 0; k < count; k++) {
            const struct item *item = &dimension->questions[result->side].items[k];
            const struct place place = { .path = study->path,
                                         .pointer = item->column.pointer };
            if (!result->items[k].seems_reversed)
                continue;
            warn(diagnostics, DIAG_ITEM_REVERSED, place,
                 result->side == SIDE_EMPLOYEES
                     ? TRANSLATABLE("employees: item %zu of '%s' goes against the other "
                                    "items")
                     : TRANSLATABLE("customers: item %zu of '%s' goes against the other "
                                    "items"),
                 k + 1, dimension->id);
            hint(diagnostics, item->reverse
                                  ? TRANSLATABLE("remove its \"reverse\", unless a high "
                                                 "answer is a bad one after all")
                                  : TRANSLATABLE("give it \"reverse\": true if a high "
                                                 "answer is a bad one"));
        }
    }
}
