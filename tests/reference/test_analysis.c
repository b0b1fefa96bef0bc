/* The whole way from a tally to the verdict, on the golden vectors of docs/STATISTICS.md
   (computed with R 4.2.2: t.test, wilcox.test, effsize, TOSTER). */
#include "analysis/analysis.h"
#include "base/memory.h"
#include "support/test.h"

static const uint64_t employees[] = { 1, 0, 1, 1, 2, 5, 4, 9, 12, 8, 7 };
static const uint64_t customers[] = { 6, 3, 4, 5, 6, 14, 11, 20, 22, 13, 9 };

static const double top_codes[] = { 9, 10 };
static const double low_codes[] = { 0, 1, 2, 3, 4, 5, 6 };
static const struct scale nps_scale = {
    .id = "nps",
    .kind = SCALE_NPS,
    .min = 0,
    .max = 10,
    .top = { top_codes, 2 },
    .promoters = { top_codes, 2 },
    .detractors = { low_codes, 7 },
};
static const struct item item = { .scale = &nps_scale };
static const struct dimension recommend = {
    .id = "recommend",
    .label = "Recommendation",
    .questions = { { &item, 1, 1 }, { &item, 1, 1 } },
};
static const struct study golden_study = {
    .dimensions = &recommend,
    .dimension_count = 1,
    .analysis = { .confidence = 0.95,
                  .alpha = 0.05,
                  .margin = 10,
                  .adjust = ADJUST_HOLM },
    .min_n = { 1, 1 },
};

static void add_answers(struct tally *tally, enum side side, ptrdiff_t unit,
                        const uint64_t *counts)
{
    struct tally_group *group = tally_group(tally, side, unit, TALLY_NONE, TALLY_NONE);
    assert_non_null(group);
    for (int code = 10; code >= 0; code--) {
        ptrdiff_t level = tally_level(tally, side, 0, code);
        assert_true(
            tally_add_answers(tally, group, 0, (size_t)level, counts[code], NULL));
    }
}

static struct tally *golden_tally(void)
{
    struct tally *tally = tally_create(1, false);
    ptrdiff_t unit = map_add(&tally->units, "Lyon", 4);
    add_answers(tally, SIDE_EMPLOYEES, unit, employees);
    add_answers(tally, SIDE_CUSTOMERS, unit, customers);
    tally_add_missing(&tally->groups[0], 0, MISSING_BLANK, 3);
    return tally;
}

static struct results *results_of(const struct study *study, const struct tally *tally)
{
    struct symbar_diagnostics *diagnostics = symbar_diagnostics_create();
    struct results *results = NULL;
    assert_int_equal(analyse(study, tally, &results, diagnostics), SYMBAR_OK);
    assert_int_equal(analysis_adjust(study, results, diagnostics), SYMBAR_OK);
    symbar_diagnostics_free(diagnostics);
    return results;
}

#define assert_measure(measure, expected, tolerance)                                     \
    do {                                                                                 \
        assert_true((measure).available);                                                \
        assert_close((measure).value, (expected), (tolerance));                          \
    } while (0)

static void scores_of_both_sides(void **state)
{
    (void)state;
    struct tally *tally = golden_tally();
    struct results *results = results_of(&golden_study, tally);
    const struct side_result *e = results->rows[0].sides[SIDE_EMPLOYEES];
    const struct side_result *c = results->rows[0].sides[SIDE_CUSTOMERS];
    assert_int_equal(e->status, CELL_OK);
    assert_measure(e->n, 50, 0);
    assert_measure(c->n, 113, 0);
    assert_measure(e->missing[MISSING_BLANK], 3, 0);
    assert_measure(e->mean, 7.26, 1e-14);
    assert_measure(c->mean, 6.27433628318584, 1e-14);
    assert_measure(e->mean_sd, 2.19284550950846, 1e-12); /* sqrt(4.80857142857143) */
    assert_measure(c->index.value, 62.7433628318584, 1e-14);
    assert_measure(e->nps.value, 2, 1e-14);
    assert_measure(c->nps.value, -23.8938053097345, 1e-13);
    assert_measure(e->nps.low, -18.5300119323614, 1e-13);
    assert_measure(e->nps.high, 22.3035968380218, 1e-13);
    assert_measure(c->nps.low, -37.0248265412066, 1e-13);
    assert_measure(c->nps.high, -9.52689759672442, 1e-13);
    assert_measure(e->promoters, 30, 1e-14);
    assert_measure(e->passives, 42, 1e-14);
    assert_measure(e->detractors, 28, 1e-14);
    assert_measure(e->top_box.low, 19.1035535008809, 1e-13);
    assert_measure(e->top_box.high, 43.7503504644534, 1e-13);
    results_free(results);
    tally_free(tally);
}

static void gap_and_verdict(void **state)
{
    (void)state;
    struct tally *tally = golden_tally();
    struct results *results = results_of(&golden_study, tally);
    assert_int_equal(results->row_count, 2);
    assert_null(results->rows[0].unit);
    assert_string_equal(results->rows[1].unit, "Lyon");
    for (size_t i = 0; i < 2; i++) {
        const struct gap_result *gap = results->rows[i].gap;
        assert_int_equal(gap->status, CELL_OK);
        assert_measure(gap->index.low, 1.95023741175958, 1e-12);
        assert_measure(gap->index.high, 17.7630369245236, 1e-12);
        assert_measure(gap->t, 2.46984894282556, 1e-12);
        assert_measure(gap->df, 113.087162787278, 1e-12);
        assert_measure(gap->p, 0.0150106443224369, 1e-12);
        assert_measure(gap->nps.value, 25.8938053097345, 1e-13);
        assert_measure(gap->nps.low, 0.5480262418048, 1e-12);
        assert_measure(gap->nps.high, 49.7772828017866, 1e-12);
        assert_measure(gap->top_box.low, -3.1382939321708, 1e-12);
        assert_measure(gap->top_box.high, 25.6333192282259, 1e-10);
        assert_measure(gap->cliffs_delta.value, 0.214513274336283, 1e-14);
        assert_measure(gap->cliffs_delta.low, 0.0264203866307406, 1e-12);
        assert_measure(gap->cliffs_delta.high, 0.38793641974811, 1e-12);
        assert_measure(gap->hedges_g, 0.388917216172463 * 0.995333158998619, 1e-12);
        assert_measure(gap->mann_whitney_u, 3431, 0);
        assert_measure(gap->mann_whitney_p, 0.0275667931603091, 1e-12);
        assert_measure(gap->equivalence_p, 0.485703360800233, 1e-12);
        assert_measure(gap->p_adjusted, 0.0150106443224369, 1e-12);
        assert_int_equal(gap->verdict, VERDICT_EMPLOYEES_HIGHER);
    }
    results_free(results);
    tally_free(tally);
}

static void the_same_answers_throughout_are_no_test(void **state)
{
    (void)state;
    static const uint64_t all_sevens[11] = { [7] = 6 };
    struct tally *tally = tally_create(1, false);
    add_answers(tally, SIDE_EMPLOYEES, TALLY_NONE, all_sevens);
    add_answers(tally, SIDE_CUSTOMERS, TALLY_NONE, all_sevens);
    struct results *results = results_of(&golden_study, tally);
    assert_int_equal(results->row_count, 1);
    assert_int_equal(results->without_unit[SIDE_CUSTOMERS], 0);
    const struct gap_result *gap = results->rows[0].gap;
    assert_int_equal(gap->status, CELL_OK);
    assert_measure(gap->index.value, 0, 0);
    assert_false(gap->p.available);
    assert_false(gap->p_adjusted.available);
    assert_int_equal(gap->verdict, VERDICT_INCONCLUSIVE);
    results_free(results);
    tally_free(tally);
}

static void one_answer_has_no_interval(void **state)
{
    (void)state;
    static const uint64_t one[11] = { [7] = 1 };
    struct tally *tally = tally_create(1, false);
    add_answers(tally, SIDE_EMPLOYEES, TALLY_NONE, one);
    struct results *results = results_of(&golden_study, tally);
    const struct side_result *side = results->rows[0].sides[SIDE_EMPLOYEES];
    assert_int_equal(side->status, CELL_TOO_FEW);
    assert_measure(side->index.value, 70, 0);
    assert_false(side->index.low.available);
    assert_false(side->mean_sd.available);
    assert_measure(side->nps.value, 0, 0);
    assert_false(side->nps.low.available);
    assert_false(side->top_box.high.available);
    assert_int_equal(results->rows[0].sides[SIDE_CUSTOMERS]->status, CELL_EMPTY);
    assert_int_equal(results->rows[0].gap->status, CELL_EMPTY);
    assert_int_equal(results->rows[0].gap->verdict, VERDICT_NONE);
    assert_false(results->rows[0].gap->index.value.available);
    results_free(results);

    add_answers(tally, SIDE_CUSTOMERS, TALLY_NONE, customers);
    results = results_of(&golden_study, tally);
    assert_int_equal(results->rows[0].gap->status, CELL_TOO_FEW);
    assert_measure(results->rows[0].gap->index.value, 70 - 62.7433628318584, 1e-12);
    assert_false(results->rows[0].gap->index.low.available);
    assert_true(results->rows[0].gap->nps.value.available);
    assert_false(results->rows[0].gap->nps.low.available);
    assert_false(results->rows[0].gap->top_box.low.available);
    assert_int_equal(results->rows[0].gap->verdict, VERDICT_NONE);
    results_free(results);
    tally_free(tally);
}

static void survives_every_allocation_failure(void **state)
{
    (void)state;
    struct tally *tally = golden_tally();
    struct results *results = NULL;
    for (long n = 0; !results && n < 1000; n++) {
        struct symbar_diagnostics *diagnostics = symbar_diagnostics_create();
        memory_fail_after(n);
        enum symbar_status status = analyse(&golden_study, tally, &results, diagnostics);
        if (status == SYMBAR_OK)
            status = analysis_adjust(&golden_study, results, diagnostics);
        memory_fail_after(-1);
        assert_true(status == SYMBAR_OK || status == SYMBAR_NO_MEMORY);
        if (status != SYMBAR_OK) {
            results_free(results);
            results = NULL;
        }
        symbar_diagnostics_free(diagnostics);
    }
    assert_non_null(results);
    assert_int_equal(results->rows[1].gap->verdict, VERDICT_EMPLOYEES_HIGHER);
    results_free(results);
    tally_free(tally);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(scores_of_both_sides),
        cmocka_unit_test(gap_and_verdict),
        cmocka_unit_test(the_same_answers_throughout_are_no_test),
        cmocka_unit_test(one_answer_has_no_interval),
        cmocka_unit_test(survives_every_allocation_failure),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
