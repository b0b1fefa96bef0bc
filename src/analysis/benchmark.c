#include "analysis/benchmark.h"

#include "analysis/adjust.h"
#include "analysis/score.h"
#include "analysis/shown_units.h"
#include "base/memory.h"
#include "stats/change.h"
#include "stats/distribution.h"

#include <math.h>

static struct moments theirs_of(const struct benchmark_figure *figure)
{
    return (struct moments){ .n = figure->n,
                             .mean = figure->index,
                             .variance = figure->sd * figure->sd,
                             .has_variance = figure->n >= 2 };
}

static bool is_sample(const struct benchmark_figure *figure)
{
    return figure->is_known && figure->has_n && figure->has_sd && figure->n >= 2;
}

static void set_tested(struct tested_difference *difference, struct interval interval,
                       double p)
{
    difference->estimate.low = available(interval.low);
    difference->estimate.high = available(interval.high);
    difference->p = available(p);
}

/* Against a number of which nobody knows how sure it is: Student's one sample. */
static void compare_with_number(struct tested_difference *difference,
                                const struct moments *own, double number,
                                double confidence)
{
    struct interval interval;
    if (!(own->variance > 0) || !mean_interval(own, confidence, &interval))
        return;
    double t = (own->mean - number) / sqrt(own->variance / own->n);
    set_tested(difference,
               (struct interval){ interval.low - number, interval.high - number },
               t_two_sided(t, moments_df(own)));
}

static void compare_side(struct benchmark_side *result,
                         const struct benchmark_figure *figure,
                         const struct side_result *side, double confidence)
{
    struct moments own;
    if (!figure->is_known)
        return;
    result->index = available(figure->index);
    if (figure->has_n)
        result->n = available(figure->n);
    if (figure->has_sd)
        result->sd = available(figure->sd);
    if (!side_moments(side, &own))
        return;
    result->own = available(own.mean);
    result->difference.estimate.value = available(own.mean - figure->index);
    if (!is_sample(figure)) {
        compare_with_number(&result->difference, &own, figure->index, confidence);
        return;
    }
    struct moments theirs = theirs_of(figure);
    struct change change;
    if (mean_change(&own, &theirs, 1, confidence, &change))
        set_tested(&result->difference, change.interval, change.p);
}

/* Our gap less theirs; tested where all four figures are samples. */
static void compare_gap(struct benchmark_result *result,
                        const struct benchmark_figure *figures,
                        const struct side_result *const *sides, double confidence)
{
    struct moments own[SIDE_COUNT];
    struct change change;
    if (!figures[SIDE_EMPLOYEES].is_known || !figures[SIDE_CUSTOMERS].is_known)
        return;
    double gap = figures[SIDE_EMPLOYEES].index - figures[SIDE_CUSTOMERS].index;
    result->gap = available(gap);
    if (!side_moments(sides[SIDE_EMPLOYEES], &own[SIDE_EMPLOYEES]) ||
        !side_moments(sides[SIDE_CUSTOMERS], &own[SIDE_CUSTOMERS]))
        return;
    result->gap_difference.estimate.value =
        available(own[SIDE_EMPLOYEES].mean - own[SIDE_CUSTOMERS].mean - gap);
    if (!is_sample(&figures[SIDE_EMPLOYEES]) || !is_sample(&figures[SIDE_CUSTOMERS]))
        return;
    const struct moments added[] = { own[SIDE_EMPLOYEES],
                                     theirs_of(&figures[SIDE_CUSTOMERS]) };
    const struct moments subtracted[] = { own[SIDE_CUSTOMERS],
                                          theirs_of(&figures[SIDE_EMPLOYEES]) };
    if (mean_change(added, subtracted, 2, confidence, &change))
        set_tested(&result->gap_difference, change.interval, change.p);
}

/* The tests of all sides are a family, and those of all gaps. */
static bool adjust(struct results *results, enum adjustment method, bool is_of_gaps)
{
    size_t per_result = is_of_gaps ? 1 : SIDE_COUNT;
    size_t most = results->benchmark_count * per_result;
    struct tested_difference **tests =
        memory_allocate(most, sizeof(struct tested_difference *));
    double *p = memory_allocate(most, sizeof *p);
    struct ranked_p *scratch = memory_allocate(most, sizeof *scratch);
    bool done = tests && p && scratch;
    size_t count = 0;
    for (size_t i = 0; done && i < most; i++) {
        struct benchmark_result *result = &results->benchmark[i / per_result];
        struct tested_difference *test = is_of_gaps
                                             ? &result->gap_difference
                                             : &result->sides[i % SIDE_COUNT].difference;
        if (!test->p.available)
            continue;
        tests[count] = test;
        p[count++] = test->p.value;
    }
    if (done)
        adjust_family(method, p, count, scratch);
    for (size_t i = 0; done && i < count; i++)
        tests[i]->p_adjusted = available(p[i]);
    memory_free(tests);
    memory_free(p);
    memory_free(scratch);
    return done;
}

enum symbar_status analysis_benchmark(const struct study *study,
                                      const struct benchmark *benchmark,
                                      struct results *results,
                                      struct symbar_diagnostics *diagnostics)
{
    double confidence = study->analysis.confidence;
    if (!benchmark->figures)
        return SYMBAR_OK;
    results->benchmark = arena_allocate(&results->arena, study->dimension_count,
                                        sizeof *results->benchmark);
    if (!results->benchmark)
        return fail_no_memory(diagnostics);
    for (size_t d = 0; d < study->dimension_count; d++) {
        const struct benchmark_figure *figures =
            benchmark_at(benchmark, d, SIDE_EMPLOYEES);
        const struct side_result *const *sides = results->rows[d].sides;
        if (!figures[SIDE_EMPLOYEES].is_known && !figures[SIDE_CUSTOMERS].is_known)
            continue;
        struct benchmark_result *result = &results->benchmark[results->benchmark_count++];
        result->dimension = d;
        for (int side = 0; side < SIDE_COUNT; side++)
            compare_side(&result->sides[side], &figures[side], sides[side], confidence);
        compare_gap(result, figures, sides, confidence);
    }
    return adjust(results, study->analysis.adjust, false) &&
                   adjust(results, study->analysis.adjust, true)
               ? SYMBAR_OK
               : fail_no_memory(diagnostics);
}
