/* Rows of answers in, sums out; the answers were worked out with Python's fractions. */
#include "support/ingestion.h"
#include "support/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PARTS ((double)MOMENT_PARTS)

static struct ingestion_test test;

static int set_up(void **state)
{
    (void)state;
    ingestion_set_up(&test);
    test_folder_text(&test.folder, "c.csv", "nps\n3\n");
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    ingestion_tear_down(&test);
    return 0;
}

/* An nps question, one of three items (the second reversed), and a slider. */
static void run(const char *rows, const char *more)
{
    char study[2000];
    test_folder_text(&test.folder, "e.csv", rows);
    snprintf(study, sizeof study,
             "{'symbar': 1, 'employees': {'files': ['e.csv']},"
             " 'customers': {'files': ['c.csv']},"
             " 'scales': {'nps': {'kind': 'nps', 'min': 0, 'max': 10},"
             "  's5': {'kind': 'likert', 'min': 1, 'max': 5},"
             "  's100': {'kind': 'likert', 'min': 0, 'max': 100}},"
             " 'dimensions': ["
             "  {'id': 'n', 'scale': 'nps', 'employees': 'nps', 'customers': 'nps'},"
             "  {'id': 'm', 'scale': 's5', 'employees': ["
             "    'a', {'column': 'b', 'reverse': true}, 'c']},"
             "  {'id': 's', 'scale': 's100', 'employees': 's'}]%s}",
             more);
    ingestion_run(&test, study);
    assert_int_equal(test.status, SYMBAR_OK);
}

static const struct co_moment *pair(size_t x, ptrdiff_t x_item, size_t y,
                                    ptrdiff_t y_item)
{
    struct moment_plan plan = { 0 };
    assert_true(moment_plan_init(&plan, test.study, SIDE_EMPLOYEES));
    size_t number = moment_plan_find(&plan, (struct moment_variable){ x, x_item },
                                     (struct moment_variable){ y, y_item });
    assert_true(number < plan.pair_count);
    assert_int_equal(test.tally->moment_counts[SIDE_EMPLOYEES], plan.pair_count);
    moment_plan_release(&plan);
    return &test.tally->moments[SIDE_EMPLOYEES][number];
}

/* Sums in shares of the range. */
static void assert_sums(const struct co_moment *moment, uint64_t n, double x, double y,
                        double xx, double yy, double xy)
{
    assert_int_equal(moment->n, n);
    assert_close(wide_value(moment->x) / PARTS, x, 1e-12);
    assert_close(wide_value(moment->y) / PARTS, y, 1e-12);
    assert_close(wide_value(moment->xx) / PARTS / PARTS, xx, 1e-12);
    assert_close(wide_value(moment->yy) / PARTS / PARTS, yy, 1e-12);
    assert_close(wide_value(moment->xy) / PARTS / PARTS, xy, 1e-12);
}

static const char few[] = "nps,a,b,c,s\n"
                          "10,5,1,5,80\n"  /* shares 1; 1, 1, 1; .8 */
                          "4,2,4,,33.25\n" /* .4; .25, .25, -; .3325 */
                          ",3,3,1,20\n"    /* -; .5, .5, 0; .2 */
                          "0,,,5,10\n";    /* 0; -, -, 1 (one of three: no score); .1 */

static void counts_pairs_of_what_was_answered(void **state)
{
    (void)state;
    run(few, "");
    assert_sums(pair(0, MOMENT_SCORE, 0, MOMENT_SCORE), 3, 1.4, 1.4, 1.16, 1.16, 1.16);
    assert_sums(pair(1, MOMENT_SCORE, 0, MOMENT_SCORE), 2, 1.25, 1.4, 1.0625, 1.16, 1.1);
    assert_sums(pair(2, MOMENT_SCORE, 0, MOMENT_SCORE), 3, 1.2325, 1.4, .76055625, 1.16,
                .933);
    assert_sums(pair(1, 1, 1, 0), 3, 1.75, 1.75, 1.3125, 1.3125, 1.3125);
    assert_sums(pair(1, 2, 1, 1), 2, 1, 1.5, 1, 1.25, 1);
    /* a third of .5 + .5 + 0, as near as a whole number comes */
    assert_sums(pair(1, MOMENT_SCORE, 1, MOMENT_SCORE), 3, 1 + .25 + 1 / 3.,
                1 + .25 + 1 / 3., 1 + .0625 + 1 / 9., 1 + .0625 + 1 / 9.,
                1 + .0625 + 1 / 9.);
}

static void relates_nothing_without_an_overall_score(void **state)
{
    (void)state;
    run(few, ", 'analysis': {'overall': null}");
    struct moment_plan plan = { 0 };
    assert_true(moment_plan_init(&plan, test.study, SIDE_EMPLOYEES));
    assert_int_equal(plan.pair_count, 6); /* of the three items */
    assert_false(plan.has_scores);
    moment_plan_release(&plan);
    assert_int_equal(test.tally->moment_counts[SIDE_CUSTOMERS], 0);
}

/* More rows than a block holds, and one among them that is too fine for it. */
static void adds_blocks_and_fine_rows_to_one_sum(void **state)
{
    (void)state;
    char rows[20000] = "nps,a,b,c,s\n";
    for (int i = 0; i < 700; i++)
        strcat(rows, i == 300 ? "5,3,3,3,12.34567\n" : "9,4,2,4,50\n");
    run(rows, "");
    assert_sums(pair(2, MOMENT_SCORE, 0, MOMENT_SCORE), 700, 349.5 + .1234567,
                699 * .9 + .5, 699 * .25 + .1234567 * .1234567, 699 * .81 + .25,
                699 * .45 + .1234567 * .5);
    /* sums of codes are whole: nobody's answer is rounded */
    char text[WIDE_TEXT_BYTES];
    wide_format(pair(0, MOMENT_SCORE, 0, MOMENT_SCORE)->x, text);
    assert_string_equal(text, "731832695193600"); /* (699 9 + 5) PARTS / 10 */
}

static void waits_for_labels_that_the_column_explains(void **state)
{
    (void)state;
    run("nps,a,b,c,s\n"
        "10,Strongly agree,Strongly disagree,Strongly agree,80\n"
        "4,Disagree,Agree,,33.25\n"
        ",Neutral,Neutral,Strongly disagree,20\n"
        "0,,,Strongly agree,10\n",
        "");
    char *guessed = ingestion_outcome(&test);
    run(few, "");
    char *coded = ingestion_outcome(&test);
    assert_string_equal(guessed, coded);
    free(guessed);
    free(coded);
}

static void forgets_a_side_that_loses_units(void **state)
{
    (void)state;
    test_folder_text(&test.folder, "c.csv", "nps,store\n3,Lyon\n");
    test_folder_text(&test.folder, "e.csv",
                     "nps,a,store\n3,4,Lyon\n2,2,Nice\n9,5,Lyon\n");
    ingestion_run(&test,
                  "{'symbar': 1, 'employees': {'files': ['e.csv'], 'unit': 'store'},"
                  " 'customers': {'files': ['c.csv'], 'unit': 'store'},"
                  " 'units': {'unmatched': 'drop'},"
                  " 'scales': {'nps': {'kind': 'nps', 'min': 0, 'max': 10}},"
                  " 'analysis': {'overall': 'n'}, 'dimensions': ["
                  "  {'id': 'n', 'scale': 'nps', 'employees': 'nps', 'customers': 'nps'},"
                  "  {'id': 'a', 'scale': 'nps', 'employees': 'a'}]}");
    assert_int_equal(test.status, SYMBAR_OK);
    assert_int_equal(test.tally->moment_counts[SIDE_EMPLOYEES], 0);
}

static void refuses_sums_that_cannot_be(void **state)
{
    (void)state;
    struct co_moment moment = { 0 };
    co_moment_add(&moment, MOMENT_PARTS, MOMENT_PARTS, MOST_MOMENT_ROWS);
    assert_true(co_moment_is_sound(&moment));
    co_moment_add(&moment, 0, 0, 1);
    assert_false(co_moment_is_sound(&moment));
    moment = (struct co_moment){ .n = 2 };
    moment.xy = wide_times(wide_product(MOMENT_PARTS, MOMENT_PARTS), 3);
    assert_false(co_moment_is_sound(&moment));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(counts_pairs_of_what_was_answered, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(relates_nothing_without_an_overall_score, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(adds_blocks_and_fine_rows_to_one_sum, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(waits_for_labels_that_the_column_explains, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(forgets_a_side_that_loses_units, set_up,
                                        tear_down),
        cmocka_unit_test(refuses_sums_that_cannot_be),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
