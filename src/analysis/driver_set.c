#include "analysis/driver_set.h"

#include "analysis/adjust.h"
#include "analysis/drivers.h"
#include "analysis/score.h"
#include "base/memory.h"
#include "stats/drivers.h"

#include <math.h>

/* What rounding alone may leave of an R^2 of 0: correlations of some 1e-12. Nobody has a
   share of that. */
#define NOTHING_EXPLAINED 1e-24

bool driver_work_init(struct driver_work *work, const struct work *how, size_t most)
{
    size_t order = most + 1;
    *work = (struct driver_work){
        .instructions = how->instructions,
        .dimensions = memory_allocate(most, sizeof *work->dimensions),
        .correlations = memory_allocate(order * order, sizeof *work->correlations),
        .pair_n = memory_allocate(most, sizeof *work->pair_n),
        .numbers = memory_allocate(weight_intervals_numbers(most), sizeof *work->numbers),
        .weights = memory_allocate(most, sizeof *work->weights),
        .p = memory_allocate(most, sizeof *work->p),
    };
    return work->dimensions && work->correlations && work->pair_n && work->numbers &&
           work->weights && work->p;
}

void driver_work_release(struct driver_work *work)
{
    memory_free(work->dimensions);
    memory_free(work->correlations);
    memory_free(work->pair_n);
    memory_free(work->numbers);
    memory_free(work->weights);
    memory_free(work->p);
    *work = (struct driver_work){ 0 };
}

bool driver_set_list(struct driver_set *set, const struct study *study, enum side side,
                     struct arena *arena)
{
    set->drivers = arena_allocate(arena, study->dimension_count, sizeof *set->drivers);
    if (!set->drivers)
        return false;
    for (size_t d = 0; d < study->dimension_count; d++)
        if (d != study->analysis.overall &&
            study->dimensions[d].questions[side].item_count)
            set->drivers[set->driver_count++].dimension = d;
    return true;
}

/* The tests of all correlations of a set are one family. */
static bool fill_correlations(struct driver_set *set, const struct analysis_rules *rules,
                              struct driver_work *work)
{
    size_t tests = 0;
    for (size_t i = 0; i < work->count; i++) {
        struct driver_result *driver = &set->drivers[work->dimensions[i]];
        double r = work->correlations[i * (work->count + 1) + work->count];
        struct interval interval;
        double p;
        if (work->pair_n[i] < DRIVERS_LEAST || !isfinite(r) ||
            !correlation_test(r, work->pair_n[i], rules->confidence, &interval, &p))
            continue;
        driver->r = (struct estimate){ available(r), available(interval.low),
                                       available(interval.high) };
        driver->p = available(p);
        work->p[tests++] = p;
    }
    struct ranked_p *scratch = memory_allocate(tests, sizeof *scratch);
    if (!scratch)
        return false;
    adjust_family(rules->adjust, work->p, tests, scratch);
    memory_free(scratch);
    tests = 0;
    for (size_t i = 0; i < set->driver_count; i++)
        if (set->drivers[i].p.available)
            set->drivers[i].p_adjusted = available(work->p[tests++]);
    return true;
}

static bool is_whole(const struct driver_work *work)
{
    for (size_t i = 0; i < (work->count + 1) * (work->count + 1); i++)
        if (!isfinite(work->correlations[i]))
            return false;
    return true;
}

static enum relation_reason fill_weights(struct driver_set *set,
                                         const struct analysis_rules *rules,
                                         struct driver_work *work,
                                         struct interval *shares)
{
    double r2;
    double adjusted;
    double p;
    if (!is_whole(work))
        return RELATION_NO_SPREAD;
    if (!relative_weights(work->correlations, work->count, work->numbers, work->weights,
                          &r2))
        return RELATION_COLLINEAR;
    bool explains = r2 > NOTHING_EXPLAINED;
    bool has_shares =
        explains &&
        weight_intervals(work->correlations, work->count, work->n, rules->confidence,
                         work->instructions, work->numbers, shares);
    for (size_t i = 0; i < work->count; i++) {
        struct driver_result *driver = &set->drivers[work->dimensions[i]];
        driver->weight = available(work->weights[i]);
        if (explains)
            driver->share.value = available(100 * work->weights[i] / r2);
        if (!has_shares)
            continue;
        driver->share.low = available(100 * shares[i].low);
        driver->share.high = available(100 * shares[i].high);
    }
    set->r2 = available(r2);
    if (explained_test(r2, work->count, work->n, &adjusted, &p)) {
        set->r2_adjusted = available(adjusted);
        set->p = available(p);
    }
    return RELATION_NONE;
}

bool driver_set_fill(struct driver_set *set, const struct analysis_rules *rules,
                     struct driver_work *work)
{
    set->n = available(work->n);
    if (!fill_correlations(set, rules, work))
        return false;
    if (!work->count || work->n < work->least) {
        set->reason = work->too_few;
        return true;
    }
    struct interval *shares = memory_allocate(work->count, sizeof *shares);
    if (!shares)
        return false;
    set->reason = fill_weights(set, rules, work, shares);
    memory_free(shares);
    return true;
}
