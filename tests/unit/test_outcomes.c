/* Outcomes: from a CSV of units to figures beside the counts. */
#include "support/ingestion.h"
#include "support/test.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static struct ingestion_test test;

static int set_up(void **state)
{
    (void)state;
    ingestion_set_up(&test);
    test_folder_text(&test.folder, "e.csv",
                     "store,q\nLyon Part-Dieu,3\nNice,4\nNice,2\n");
    test_folder_text(&test.folder, "c.csv",
                     "store,q\nlyon part dieu,3\nNice,4\nParis 07,1\n");
    test_folder_text(&test.folder, "units.csv", "alias,unit\nSiege,Nice\n");
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    ingestion_tear_down(&test);
    return 0;
}

static void run(const char *outcomes, const char *rules)
{
    char study[1500];
    snprintf(study, sizeof study,
             "{'employees': {'files': ['e.csv'], 'unit': 'store'},"
             " 'customers': {'files': ['c.csv'], 'unit': 'store'},"
             " 'scales': {'s': {'kind': 'likert', 'min': 1, 'max': 5}},"
             " 'dimensions': [{'id': 'd', 'scale': 's', 'employees': 'q',"
             "  'customers': 'q'}], 'units': {'aliases': 'units.csv'%s},"
             " 'outcomes': [%s]}",
             rules, outcomes);
    ingestion_run(&test, study);
}

static double figure(const char *unit, size_t outcome)
{
    ptrdiff_t number = map_find(&test.tally->units, unit, strlen(unit));
    assert_true(number >= 0);
    return test.tally->outcomes[(size_t)number * test.tally->outcome_count + outcome];
}

static void meets_units_as_the_answers_do(void **state)
{
    (void)state;
    test_folder_text(&test.folder, "o.csv",
                     "unit;churn;Umsatz\n"
                     "LYON PART-DIEU;12,5;1.234.567,8\n"
                     "Siege;7;\n" /* an alias of Nice */
                     "Paris 7;-3,25 %;12\n");
    run("{'id': 'churn', 'file': 'o.csv'},"
        "{'id': 'revenue', 'file': 'o.csv', 'column': 'Umsatz'}",
        "");
    assert_int_equal(test.status, SYMBAR_OK);
    assert_int_equal(test.tally->outcome_count, 2);
    assert_close(figure("Lyon Part-Dieu", 0), 12.5, 0);
    assert_close(figure("Lyon Part-Dieu", 1), 1234567.8, 0);
    assert_close(figure("Nice", 0), 7, 0);
    assert_true(isnan(figure("Nice", 1)));
    assert_close(figure("Paris 07", 0), -3.25, 0);
    assert_null(ingestion_find(&test, "outcome-units", 0));
}

static void tells_units_that_nobody_answered_for(void **state)
{
    (void)state;
    test_folder_text(&test.folder, "o.csv", "unit,churn\nNice,1\nBern,2\nBonn,3\n");
    run("{'id': 'churn', 'file': 'o.csv'}", "");
    assert_int_equal(test.status, SYMBAR_OK);
    const struct symbar_diagnostic *said = ingestion_find(&test, "outcome-units", 0);
    assert_non_null(said);
    assert_string_equal(said->message,
                        "outcome 'churn': 2 of 3 units are in no survey: 'Bern', 'Bonn'");
    assert_true(isnan(figure("Lyon Part-Dieu", 0)));
    /* a unit that the study drops is not unknown */
    test_folder_text(&test.folder, "o.csv", "unit,churn\nNice,1\nParis 07,2\n");
    run("{'id': 'churn', 'file': 'o.csv'}", ", 'unmatched': 'drop'");
    assert_int_equal(test.status, SYMBAR_OK);
    assert_null(ingestion_find(&test, "outcome-units", 0));
}

static void refuse(const char *rows, const char *message, uint64_t line)
{
    test_folder_text(&test.folder, "o.csv", rows);
    run("{'id': 'churn', 'file': 'o.csv'}", "");
    assert_int_equal(test.status, SYMBAR_BAD_INPUT);
    const struct symbar_diagnostic *said = ingestion_find(&test, "bad-outcome", 0);
    assert_non_null(said);
    assert_string_equal(said->message, message);
    assert_int_equal(said->line, line);
}

static void refuses_what_is_no_figure_of_a_unit(void **state)
{
    (void)state;
    refuse("unit,churn\nNice,n/a\n", "'n/a' is no number", 2);
    refuse("unit,churn\nNice,1\n,2\n", "a figure without a unit", 3);
    refuse("unit,churn\nNice,1\nNice,1\n", "unit 'Nice' has a figure already, in line 2",
           3);
    refuse("unit,churn\nNice,1\nLyon Part-Dieu,4\nNICE,2\n",
           "'NICE' is unit 'Nice', which has a figure already", 4);
    test_folder_text(&test.folder, "o.csv", "store,chrun\nNice,1\n");
    run("{'id': 'churn', 'file': 'o.csv', 'unit': 'store'}", "");
    assert_int_equal(test.status, SYMBAR_BAD_INPUT);
    assert_string_equal(ingestion_find(&test, "unknown-column", 0)->hint,
                        "did you mean 'chrun'?");
    run("{'id': 'churn', 'file': 'none.csv'}", "");
    assert_int_equal(test.status, SYMBAR_BAD_INPUT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(meets_units_as_the_answers_do, set_up, tear_down),
        cmocka_unit_test_setup_teardown(tells_units_that_nobody_answered_for, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(refuses_what_is_no_figure_of_a_unit, set_up,
                                        tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
