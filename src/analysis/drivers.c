#include "analysis/drivers.h"

#include "analysis/driver_set.h"
#include "analysis/relations.h"
#include "analysis/shown_units.h"
#include "base/memory.h"
#include "stats/points.h"

#include <math.h>
#include <stdatomic.h>

static bool is_asked(const struct study *study, size_t dimension, enum side side)
{
    return study->dimensions[dimension].questions[side].item_count > 0;
}

static double at_least(double least, size_t per_dimension, size_t count)
{
    return fmax(least, (double)(per_dimension * (count + 1)));
}

/* -- within a side ----------------------------------------------------------------- */

/* Why a side has no drivers at all, whatever its answers are. */
static enum relation_reason why_not(const struct study *study,
                                    const struct relations *relations, enum side side)
{
    size_t overall = study->analysis.overall;
    size_t count = 0;
    for (size_t d = 0; d < study->dimension_count; d++)
        count += is_asked(study, d, side);
    if (!study->analysis.has_overall)
        return RELATION_NO_OVERALL;
    if (!is_asked(study, overall, side) || count < 2)
        return RELATION_NOT_ASKED;
    if (count > MOST_RELATED)
        return RELATION_TOO_MANY;
    return relations->moments ? RELATION_NONE : RELATION_NOT_COUNTED;
}

static struct moment_variable score_of(size_t dimension)
{
    return (struct moment_variable){ dimension, MOMENT_SCORE };
}

/* Dimensions that enough answered, not all alike. One that few were asked would cost all
   the others their weights. */
static void choose(struct driver_work *work, const struct driver_set *set,
                   const struct relations *relations, size_t overall, double min_n)
{
    double least = fmax(WEIGHTS_LEAST_N, min_n);
    work->count = 0;
    for (size_t i = 0; i < set->driver_count; i++) {
        struct relation pair = relation_between(
            relations, score_of(set->drivers[i].dimension), score_of(overall));
        if (pair.n < least || !(pair.variance_x > 0))
            continue;
        work->pair_n[work->count] = pair.n;
        work->dimensions[work->count++] = i;
    }
}

static bool relate(struct driver_work *work, const struct driver_set *set,
                   const struct relations *relations, size_t overall)
{
    struct moment_variable *variables =
        memory_allocate(work->count + 1, sizeof *variables);
    if (!variables)
        return false;
    for (size_t i = 0; i < work->count; i++)
        variables[i] = score_of(set->drivers[work->dimensions[i]].dimension);
    variables[work->count] = score_of(overall);
    relation_correlations(relations, variables, work->count + 1, work->correlations,
                          &work->n);
    memory_free(variables);
    return true;
}

/* All that a side's figures come from; what is in the arena is one thread's alone. */
static bool prepare_side(const struct study *study, const struct tally *tally,
                         struct results *results, enum side side,
                         struct driver_work *work)
{
    struct driver_set *set = &results->drivers[side];
    struct relations relations;
    size_t overall = study->analysis.overall;
    double min_n = (double)study->min_n[side];
    bool done = relations_init(&relations, study, tally, side);
    if (done)
        set->reason = why_not(study, &relations, side);
    if (done && set->reason == RELATION_NONE) {
        done = driver_set_list(set, study, side, &results->arena);
        if (done) {
            choose(work, set, &relations, overall, min_n);
            done = relate(work, set, &relations, overall);
        }
        work->least =
            fmax(at_least(WEIGHTS_LEAST_N, WEIGHTS_N_PER_DIMENSION, work->count), min_n);
        work->too_few = RELATION_TOO_FEW;
    }
    relations_release(&relations);
    return done;
}

/* The sides do not know of each other. */
struct filling {
    const struct study *study;
    struct results *results;
    struct driver_work work[SIDE_COUNT];
    atomic_bool failed;
};

static void fill_step(void *context, size_t worker, size_t side)
{
    struct filling *filling = context;
    struct driver_set *set = &filling->results->drivers[side];
    (void)worker;
    if (set->reason == RELATION_NONE &&
        !driver_set_fill(set, &filling->study->analysis, &filling->work[side]))
        atomic_store(&filling->failed, true);
}

/* How many predictors a set can have. */
static size_t most_predictors(const struct study *study)
{
    if (!study->analysis.has_overall)
        return 0;
    return study->dimension_count < MOST_RELATED ? study->dimension_count : MOST_RELATED;
}

bool analyse_drivers(const struct study *study, const struct tally *tally,
                     struct results *results)
{
    struct filling filling = { .study = study, .results = results };
    bool done = true;
    for (int side = 0; done && side < SIDE_COUNT; side++)
        done =
            driver_work_init(&filling.work[side], &study->work, most_predictors(study)) &&
            prepare_side(study, tally, results, (enum side)side, &filling.work[side]);
    if (done)
        work_share(&study->work, SIDE_COUNT, fill_step, &filling);
    for (int side = 0; side < SIDE_COUNT; side++)
        driver_work_release(&filling.work[side]);
    return done && !atomic_load(&filling.failed);
}

/* -- across sides ------------------------------------------------------------------ */

/* The units that show the customers' overall score and all of the employees' dimensions:
   the values of each predictor, then those of the outcome. */
struct unit_scores {
    double *values; /* a row of `capacity` per variable */
    size_t capacity;
    size_t count;
};

static const struct measure *index_of(const struct study *study, struct results *results,
                                      size_t unit, size_t dimension, enum side side)
{
    return &unit_row(study, results, unit, dimension)->sides[side]->index.value;
}

static void take_units(struct unit_scores *scores, const struct study *study,
                       struct results *results, const struct driver_set *set)
{
    size_t outcome = set->driver_count;
    for (size_t u = 0; u < results->unit_count; u++) {
        const struct measure *overall =
            index_of(study, results, u, study->analysis.overall, SIDE_CUSTOMERS);
        bool is_whole = overall->available;
        for (size_t i = 0; is_whole && i < set->driver_count; i++) {
            const struct measure *index =
                index_of(study, results, u, set->drivers[i].dimension, SIDE_EMPLOYEES);
            is_whole = index->available;
            scores->values[i * scores->capacity + scores->count] = index->value;
        }
        if (!is_whole)
            continue;
        scores->values[outcome * scores->capacity + scores->count] = overall->value;
        scores->count++;
    }
}

static struct cross_sums sums_of(const struct unit_scores *scores, size_t x, size_t y)
{
    const struct points points = { scores->values + x * scores->capacity,
                                   scores->values + y * scores->capacity, scores->count };
    return cross_sums_of(&points);
}

static void relate_units(struct driver_work *work, const struct driver_set *set,
                         const struct unit_scores *scores)
{
    size_t outcome = set->driver_count;
    work->count = 0;
    for (size_t i = 0; scores->count && i < set->driver_count; i++)
        if (sums_of(scores, i, outcome).xx > 0) {
            work->pair_n[work->count] = (double)scores->count;
            work->dimensions[work->count++] = i;
        }
    size_t order = work->count + 1;
    for (size_t i = 0; scores->count && i < order; i++)
        for (size_t j = 0; j <= i; j++) {
            size_t x = i < work->count ? work->dimensions[i] : outcome;
            size_t y = j < work->count ? work->dimensions[j] : outcome;
            struct cross_sums sums = sums_of(scores, x, y);
            double r = i == j && sums.xx > 0 ? 1 : sums.xy / sqrt(sums.xx * sums.yy);
            work->correlations[i * order + j] = work->correlations[j * order + i] = r;
        }
    work->n = (double)scores->count;
    work->least = at_least(WEIGHTS_LEAST_UNITS, WEIGHTS_UNITS_PER_DIMENSION, work->count);
    work->too_few = RELATION_TOO_FEW_UNITS;
}

static enum relation_reason why_not_across(const struct study *study)
{
    size_t overall = study->analysis.overall;
    size_t count = 0;
    for (size_t d = 0; d < study->dimension_count; d++)
        count += d != overall && is_asked(study, d, SIDE_EMPLOYEES);
    if (!study->analysis.has_overall)
        return RELATION_NO_OVERALL;
    if (!is_asked(study, overall, SIDE_CUSTOMERS) || !count)
        return RELATION_NOT_ASKED;
    return count < MOST_RELATED ? RELATION_NONE : RELATION_TOO_MANY;
}

bool link_drivers(const struct study *study, struct results *results)
{
    struct driver_set *set = &results->drivers[DRIVERS_ACROSS];
    struct driver_work work = { 0 };
    struct unit_scores scores = { .capacity = results->unit_count };
    set->reason = why_not_across(study);
    if (set->reason != RELATION_NONE)
        return true;
    bool done = driver_set_list(set, study, SIDE_EMPLOYEES, &results->arena) &&
                driver_work_init(&work, &study->work, set->driver_count);
    if (done) {
        scores.values = memory_allocate((set->driver_count + 1) * scores.capacity,
                                        sizeof *scores.values);
        done = scores.values != NULL;
    }
    if (done) {
        take_units(&scores, study, results, set);
        relate_units(&work, set, &scores);
        done = driver_set_fill(set, &study->analysis, &work);
    }
    memory_free(scores.values);
    driver_work_release(&work);
    return done;
}
