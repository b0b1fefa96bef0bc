/* Disclosure after a previous release. */
#include "analysis/analysis.h"
#include "analysis/figures.h"
#include "analysis/gap.h"
#include "analysis/row_figures.h"
#include "base/memory.h"
#include "base/number.h"
#include "disclosure/disclosure.h"
#include "support/disclosed.h"
#include "support/test.h"

#include <stdio.h>
#include <string.h>

static const enum side E = SIDE_EMPLOYEES;
static const enum side C = SIDE_CUSTOMERS;

static const char *const ids[] = { "d0", "d1" };

static struct previous_release release_of(const struct survey *survey)
{
    return (struct previous_release){ .rows = survey->results->rows,
                                      .row_count = survey->results->row_count,
                                      .dimension_ids = { ids, ids },
                                      .dimension_count = survey->study.dimension_count };
}

static void hide_after(struct survey *survey, const struct survey *before)
{
    struct previous_release previous = release_of(before);
    survey_analyse(survey);
    assert_int_equal(
        disclose_against(&survey->study, survey->results, &previous, survey->diagnostics),
        SYMBAR_OK);
    assert_int_equal(
        analysis_adjust(&survey->study, survey->results, survey->diagnostics), SYMBAR_OK);
}

/* Two releases; each starts with the same answers: 10 in A, 12 in B, 14 in C. */
struct series {
    struct survey before;
    struct survey now;
};

static void series_init(struct series *series)
{
    static const char *const units[] = { "A", "B", "C" };
    static const char *const answers[] = { "1234512345", "123451234512",
                                           "12345123451234" };
    struct survey *surveys[] = { &series->before, &series->now };
    for (size_t s = 0; s < 2; s++) {
        survey_init(surveys[s], 1, false);
        for (size_t u = 0; u < 3; u++)
            for (int side = 0; side < SIDE_COUNT; side++)
                survey_answer(surveys[s], (enum side)side, units[u], 0, answers[u]);
    }
}

static void series_run(struct series *series)
{
    survey_disclose(&series->before);
    assert_int_equal(analysis_adjust(&series->before.study, series->before.results,
                                     series->before.diagnostics),
                     SYMBAR_OK);
    hide_after(&series->now, &series->before);
}

static void series_release(struct series *series)
{
    survey_release(&series->before);
    survey_release(&series->now);
}

static void assert_held(const struct survey *survey, enum side side, const char *unit,
                        double n)
{
    assert_int_equal(survey_side(survey, side, unit, 0)->status, CELL_HELD);
    assert_shown(survey, side, unit, 0, n);
}

static void assert_ok(const struct survey *survey, enum side side, const char *unit,
                      double n)
{
    assert_int_equal(survey_side(survey, side, unit, 0)->status, CELL_OK);
    assert_shown(survey, side, unit, 0, n);
}

static void holds_a_group_that_changed_by_few(void **state)
{
    (void)state;
    struct series series;
    series_init(&series);
    survey_answer(&series.now, E, "A", 0, "1535");  /* 4: held */
    survey_answer(&series.now, E, "B", 0, "12345"); /* 5: shown anew */
    survey_answer(&series.now, E, "C", 0, "52");
    series_run(&series);
    assert_held(&series.now, E, "A", 10);
    assert_ok(&series.now, E, "B", 17);
    assert_held(&series.now, E, "C", 14);
    assert_ok(&series.now, E, NULL, 47);
    assert_ok(&series.now, C, "A", 10);
    assert_true(survey_side(&series.now, E, "A", 0)->index.value.value == 50);
    const struct symbar_diagnostic *told =
        symbar_diagnostics_at(series.now.diagnostics, 0);
    assert_string_equal(told->id, "groups-held");
    assert_string_equal(told->message,
                        "employees: 2 of 4 results are held at the figures of the "
                        "previous report, because few answers are new");
    series_release(&series);
}

/* B alone has one new answer: the total less A would tell it. So A waits too. */
static void holds_another_group_to_cover_for_one(void **state)
{
    (void)state;
    struct series series;
    series_init(&series);
    survey_answer(&series.now, E, "A", 0, "12345");
    survey_answer(&series.now, E, "B", 0, "5");
    survey_answer(&series.now, E, "C", 0, "123451");
    series_run(&series);
    assert_held(&series.now, E, "A", 10);
    assert_held(&series.now, E, "B", 12);
    assert_ok(&series.now, E, "C", 20);
    assert_ok(&series.now, E, NULL, 48);
    series_release(&series);
}

static void holds_all_with_a_total_that_changed_by_few(void **state)
{
    (void)state;
    struct series series;
    series_init(&series);
    survey_answer(&series.now, E, "A", 0, "55");
    survey_answer(&series.now, E, "D", 0, "15"); /* new, and not shown before */
    series_run(&series);
    assert_held(&series.now, E, "A", 10);
    assert_ok(&series.now, E, "B", 12);
    assert_held(&series.now, E, NULL, 36);
    assert_int_equal(survey_side(&series.now, E, "D", 0)->reason, REASON_DIFFERENCING);
    series_release(&series);
}

static void shows_anew_what_did_not_change(void **state)
{
    (void)state;
    struct series series;
    series_init(&series);
    survey_answer(&series.now, E, "A", 0, "--r");
    series_run(&series);
    assert_ok(&series.now, E, "A", 10);
    assert_true(survey_side(&series.now, E, "A", 0)->missing[MISSING_REFUSED].value == 1);
    assert_ok(&series.now, E, NULL, 36);
    assert_int_equal(symbar_diagnostics_count(series.now.diagnostics), 0);
    series_release(&series);
}

/* Somebody left and somebody else came: the same number, another mean. */
static void holds_a_group_of_equal_size_that_changed(void **state)
{
    (void)state;
    struct series series;
    series_init(&series);
    survey_answer(&series.before, E, "D", 0, "123451");
    survey_answer(&series.now, E, "D", 0, "123455");
    series_run(&series);
    assert_held(&series.now, E, "D", 6);
    assert_close(survey_side(&series.now, E, "D", 0)->mean.value, 16.0 / 6, 1e-12);
    assert_held(&series.now, E, NULL, 42);
    series_release(&series);
}

/* Five newcomers who all say 5 would each be known. */
static void holds_newcomers_who_agree(void **state)
{
    (void)state;
    struct series series;
    series_init(&series);
    survey_answer(&series.now, E, "A", 0, "55555");
    survey_answer(&series.now, C, "A", 0, "55555");
    series_run(&series);
    assert_held(&series.now, E, "A", 10);
    assert_held(&series.now, E, NULL, 36);
    assert_ok(&series.now, C, "A", 15);
    assert_ok(&series.now, C, NULL, 41);
    series_release(&series);
}

/* D was 4 and is 5. The old total less A, B and C, which did not change, was D. */
static void lets_nobody_out_who_was_alone(void **state)
{
    (void)state;
    struct series series;
    series_init(&series);
    survey_answer(&series.before, E, "D", 0, "1234");
    survey_answer(&series.now, E, "D", 0, "12345");
    survey_answer(&series.now, E, "C", 0, "123451");
    series_run(&series);
    assert_hidden(&series.before, E, "D", 0, REASON_PRIMARY);
    assert_hidden(&series.before, E, "A", 0, REASON_COMPLEMENTARY);
    assert_int_equal(survey_side(&series.now, E, "D", 0)->status, CELL_SUPPRESSED);
    assert_int_equal(survey_side(&series.now, E, "A", 0)->status, CELL_SUPPRESSED);
    assert_ok(&series.now, E, "B", 12);
    series_release(&series);
}

/* How many of twenty small groups are hidden after each grew from one size to another. */
static size_t count_hidden_of_twenty(uint64_t then, uint64_t now)
{
    struct survey surveys[2];
    const uint64_t sizes[] = { then, now };
    char name[8];
    for (size_t s = 0; s < 2; s++) {
        survey_init(&surveys[s], 1, false);
        for (int u = 0; u < 20; u++) {
            snprintf(name, sizeof name, "u%02d", u);
            survey_answer_often(&surveys[s], C, name, 0, 1 + u % 5, sizes[s] - 1);
            survey_answer_often(&surveys[s], C, name, 0, 3, 1);
        }
    }
    survey_disclose(&surveys[0]);
    hide_after(&surveys[1], &surveys[0]);
    size_t hidden = 0;
    for (int u = 0; u < 20; u++) {
        snprintf(name, sizeof name, "u%02d", u);
        hidden += survey_side(&surveys[1], C, name, 0)->status == CELL_SUPPRESSED;
    }
    for (size_t s = 0; s < 2; s++)
        survey_release(&surveys[s]);
    return hidden;
}

/* To the 12 digits of a report. */
static void round_figures(struct survey *survey)
{
    size_t count;
    const struct figure *all = figures(&count);
    for (size_t r = 0; r < survey->results->row_count; r++)
        for (size_t f = 0; f < count; f++)
            for (int side = 0; side < SIDE_COUNT && !all[f].of_design; side++) {
                struct result_row *row = &survey->results->rows[r];
                char *owner =
                    all[f].owner == FIGURE_OF_SIDE
                        ? (char *)row_own_side(survey->results, row, (enum side)side)
                        : (char *)row_own_gap(survey->results, row);
                struct measure *measure = (struct measure *)(owner + all[f].offset);
                char text[NUMBER_TEXT_BYTES];
                double rounded;
                number_format(measure->value, text);
                assert_true(number_parse(text, strlen(text), '.', &rounded));
                measure->value = rounded;
            }
}

/* What is left of large sums after rounding is not taken for a change. */
static void compares_with_rounded_figures(void **state)
{
    (void)state;
    struct series series;
    series_init(&series);
    static const char *const units[] = { "A", "B", "C" };
    for (size_t u = 0; u < 3; u++)
        for (int level = 1; level <= 5; level++) {
            uint64_t n = 100003u * (u + 1) + 17u * (unsigned)level;
            survey_answer_often(&series.before, C, units[u], 0, level, n);
            survey_answer_often(&series.now, C, units[u], 0, level, n);
        }
    survey_answer(&series.now, C, "C", 0, "1325431");
    survey_disclose(&series.before);
    round_figures(&series.before);
    hide_after(&series.now, &series.before);
    for (size_t u = 0; u < 3; u++)
        assert_int_equal(survey_side(&series.now, C, units[u], 0)->status, CELL_OK);
    assert_int_equal(survey_side(&series.now, C, NULL, 0)->status, CELL_OK);
    series_release(&series);
}

/* Where the change is far larger than any few of them they come out; where it is as large
   as a few, it could be that of these few. */
static void lets_out_many_after_a_large_change(void **state)
{
    (void)state;
    assert_int_equal(count_hidden_of_twenty(2, 20), 0);
    assert_int_equal(count_hidden_of_twenty(4, 5), 20);
}

/* D and A were hidden together; nothing has changed in them since D was large enough. */
static void lets_out_who_stayed_the_same(void **state)
{
    (void)state;
    struct series series;
    struct survey third;
    series_init(&series);
    survey_init(&third, 1, false);
    survey_answer(&series.before, E, "D", 0, "1234");
    survey_answer(&series.now, E, "D", 0, "123451");
    survey_answer(&third, E, "D", 0, "123451");
    survey_answer(&series.now, E, "C", 0, "123451");
    survey_answer(&third, E, "C", 0, "12345123451234123451");
    survey_answer(&third, E, "A", 0, "1234512345");
    survey_answer(&third, E, "B", 0, "123451234512");
    series_run(&series);
    assert_int_equal(survey_side(&series.now, E, "D", 0)->status, CELL_SUPPRESSED);
    hide_after(&third, &series.now);
    assert_ok(&third, E, "D", 6);
    assert_ok(&third, E, "A", 10);
    survey_release(&third);
    series_release(&series);
}

/* Kept until enough have come since the figures that are shown, and until what came in
   one night does not tell what came in the other. */
static void holds_until_enough_have_come(void **state)
{
    (void)state;
    static const char *const later[] = { "135123", "24123", "135123451234",
                                         "24123451234" };
    for (size_t night = 0; night < 2; night++) {
        struct series series;
        struct survey third;
        series_init(&series);
        survey_init(&third, 1, false);
        survey_answer(&series.now, C, "A", 0, "135");
        survey_answer(&series.now, C, "B", 0, "24");
        survey_answer(&third, C, "A", 0, "1234512345");
        survey_answer(&third, C, "B", 0, "123451234512");
        survey_answer(&third, C, "C", 0, "12345123451234");
        survey_answer(&third, C, "A", 0, later[2 * night]);
        survey_answer(&third, C, "B", 0, later[2 * night + 1]);
        series_run(&series);
        assert_held(&series.now, C, "A", 10);
        assert_ok(&series.now, C, NULL, 41);
        hide_after(&third, &series.now);
        if (night == 0) { /* 6 came, and of the 6 and 5 that are new 5 were there */
            assert_held(&third, C, "A", 10);
            assert_held(&third, C, "B", 12);
            assert_ok(&third, C, NULL, 47);
        } else {
            assert_ok(&third, C, "A", 22);
            assert_ok(&third, C, "B", 23);
        }
        survey_release(&third);
        series_release(&series);
    }
}

static void a_gap_goes_with_what_is_shown(void **state)
{
    (void)state;
    struct series series;
    series_init(&series);
    survey_answer(&series.now, E, "A", 0, "55");
    survey_answer(&series.now, E, "B", 0, "555");
    survey_answer(&series.now, C, "B", 0, "12345");
    series_run(&series);
    const struct result_row *before = survey_row(&series.before, "A", 0);
    const struct result_row *held = survey_row(&series.now, "A", 0);
    assert_int_equal(held->gap->status, CELL_HELD);
    assert_int_equal(held->gap->verdict, before->gap->verdict);
    assert_true(held->gap->p_adjusted.value == before->gap->p_adjusted.value);
    assert_true(held->gap->cliffs_delta.value.available);

    const struct result_row *mixed = survey_row(&series.now, "B", 0);
    assert_int_equal(mixed->sides[E]->status, CELL_HELD);
    assert_int_equal(mixed->sides[C]->status, CELL_OK);
    assert_int_equal(mixed->gap->status, CELL_HELD);
    assert_close(mixed->gap->index.value.value,
                 mixed->sides[E]->index.value.value - mixed->sides[C]->index.value.value,
                 1e-12);
    assert_false(mixed->gap->cliffs_delta.value.available);
    assert_false(mixed->gap->mann_whitney_u.available);
    assert_true(mixed->gap->p_adjusted.available);
    assert_int_equal(mixed->gap->verdict, VERDICT_INCONCLUSIVE);
    series_release(&series);
}

/* From shown figures alone comes the same gap as from the answers. */
static void compares_sides_by_what_they_show(void **state)
{
    (void)state;
    struct survey survey;
    survey_init(&survey, 1, true);
    survey_answer(&survey, E, "A", 0, "0123456789X9988");
    survey_answer(&survey, C, "A", 0, "77889X0316");
    survey_analyse(&survey);
    struct result_row *row = survey_row(&survey, "A", 0);
    struct gap_result gap;
    compare_shown_sides(&survey.study.analysis, row->sides, &gap);
    assert_int_equal(gap.status, CELL_OK);
    assert_close(gap.index.low.value, row->gap->index.low.value, 1e-12);
    assert_close(gap.p.value, row->gap->p.value, 1e-12);
    assert_close(gap.df.value, row->gap->df.value, 1e-12);
    assert_close(gap.nps.high.value, row->gap->nps.high.value, 1e-12);
    assert_close(gap.hedges_g.value, row->gap->hedges_g.value, 1e-12);
    assert_close(gap.equivalence_p.value, row->gap->equivalence_p.value, 1e-12);
    assert_false(gap.mann_whitney_p.available);
    /* one cluster: it has values, and nothing is known of how sure they are */
    struct side_design design = { .n_eff = { true, 10 } };
    row_own_side(survey.results, row, C)->design = &design;
    compare_shown_sides(&survey.study.analysis, row->sides, &gap);
    assert_close(gap.nps.value.value, row->gap->nps.value.value, 1e-12);
    assert_false(gap.nps.low.available);
    assert_false(gap.p.available);
    survey_release(&survey);
}

static void starts_anew_where_the_question_changed(void **state)
{
    (void)state;
    struct series series;
    series_init(&series);
    survey_answer(&series.now, E, "A", 0, "5");
    survey_answer(&series.now, C, "A", 0, "5");
    survey_disclose(&series.before);
    static const char *const none[] = { NULL };
    struct previous_release previous = release_of(&series.before);
    previous.dimension_ids[E] = none;
    survey_analyse(&series.now);
    assert_int_equal(disclose_against(&series.now.study, series.now.results, &previous,
                                      series.now.diagnostics),
                     SYMBAR_OK);
    assert_ok(&series.now, E, "A", 11);
    assert_held(&series.now, C, "A", 10);
    series_release(&series);
}

/* What was shown under a smaller min_n is no reason to go on showing it. */
static void does_not_hold_what_is_too_small_today(void **state)
{
    (void)state;
    struct series series;
    series_init(&series);
    survey_answer(&series.before, E, "D", 0, "123");
    survey_answer(&series.now, E, "D", 0, "1234");
    survey_answer(&series.now, E, "A", 0, "12345");
    survey_answer(&series.now, E, "B", 0, "1234512345");
    series.before.study.min_n[E] = 2;
    series_run(&series);
    assert_shown(&series.before, E, "D", 0, 3);
    assert_hidden(&series.now, E, "D", 0, REASON_PRIMARY);
    series_release(&series);
}

static void copes_with_short_memory(void **state)
{
    (void)state;
    struct series series;
    series_init(&series);
    survey_answer(&series.now, E, "A", 0, "5");
    survey_answer(&series.now, E, "B", 0, "12345");
    survey_answer(&series.before, E, "Gone", 0, "12345");
    survey_disclose(&series.before);
    struct previous_release previous = release_of(&series.before);
    survey_analyse(&series.now);
    enum symbar_status status = SYMBAR_NO_MEMORY;
    for (long n = 0; status != SYMBAR_OK; n++) {
        assert_int_equal(status, SYMBAR_NO_MEMORY);
        assert_ok(&series.now, E, "A", 11);
        assert_true(n < 60);
        memory_fail_after(n);
        status = disclose_against(&series.now.study, series.now.results, &previous,
                                  series.now.diagnostics);
        memory_fail_after(-1);
    }
    assert_held(&series.now, E, "A", 10);
    series_release(&series);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(holds_a_group_that_changed_by_few),
        cmocka_unit_test(holds_another_group_to_cover_for_one),
        cmocka_unit_test(holds_all_with_a_total_that_changed_by_few),
        cmocka_unit_test(shows_anew_what_did_not_change),
        cmocka_unit_test(holds_a_group_of_equal_size_that_changed),
        cmocka_unit_test(holds_newcomers_who_agree),
        cmocka_unit_test(lets_nobody_out_who_was_alone),
        cmocka_unit_test(compares_with_rounded_figures),
        cmocka_unit_test(lets_out_many_after_a_large_change),
        cmocka_unit_test(lets_out_who_stayed_the_same),
        cmocka_unit_test(holds_until_enough_have_come),
        cmocka_unit_test(a_gap_goes_with_what_is_shown),
        cmocka_unit_test(compares_sides_by_what_they_show),
        cmocka_unit_test(starts_anew_where_the_question_changed),
        cmocka_unit_test(does_not_hold_what_is_too_small_today),
        cmocka_unit_test(copes_with_short_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
