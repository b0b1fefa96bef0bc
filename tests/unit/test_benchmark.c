/* What others score: read from a table, a report and a tally; and the difference to it.
   The vectors are those of the gap (docs/STATISTICS.md): 50 employees, 113 customers. */
#include "analysis/benchmark.h"
#include "api/benchmark.h"
#include "base/memory.h"
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
    test_folder_text(&test.folder, "e.csv", "q\n3\n");
    test_folder_text(&test.folder, "c.csv", "q\n3\n");
    ingestion_run(&test, "{'employees': {'files': ['e.csv']},"
                         " 'customers': {'files': ['c.csv']}, 'benchmark': 'b.csv',"
                         " 'scales': {'s': {'kind': 'likert', 'min': 1, 'max': 5}},"
                         " 'dimensions': [{'id': 'd', 'label': 'Welcome', 'scale': 's',"
                         "  'employees': 'q', 'customers': 'q'},"
                         "  {'id': 'z', 'scale': 's', 'customers': 'q'}]}");
    assert_int_equal(test.status, SYMBAR_OK);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    ingestion_tear_down(&test);
    return 0;
}

static const struct symbar_diagnostic *said(const char *id)
{
    return ingestion_find(&test, id, 0);
}

static void reads_a_table(void **state)
{
    (void)state;
    struct benchmark benchmark;
    test_folder_text(&test.folder, "b.csv",
                     "n;dimension;index;side;sd\n"
                     "1200;d;72,5;employees;21,5\n"
                     ";Welcome;60;customers;\n"
                     "10;elsewhere;60;customers;1\n"
                     "10;z;;customers;1\n");
    assert_int_equal(benchmark_load(test.study, &benchmark, test.diagnostics), SYMBAR_OK);
    const struct benchmark_figure *employees =
        benchmark_at(&benchmark, 0, SIDE_EMPLOYEES);
    const struct benchmark_figure *customers =
        benchmark_at(&benchmark, 0, SIDE_CUSTOMERS);
    assert_true(employees->is_known && employees->has_n && employees->has_sd);
    assert_close(employees->index, 72.5, 0);
    assert_close(employees->n, 1200, 0);
    assert_close(employees->sd, 21.5, 0);
    assert_true(customers->is_known && !customers->has_n && !customers->has_sd);
    assert_false(benchmark_at(&benchmark, 1, SIDE_CUSTOMERS)->is_known);
    benchmark_release(&benchmark);
}

static void refuse(const char *rows, const char *message, uint64_t line)
{
    struct benchmark benchmark;
    test_folder_text(&test.folder, "b.csv", rows);
    symbar_diagnostics_free(test.diagnostics);
    test.diagnostics = symbar_diagnostics_create();
    assert_int_equal(benchmark_load(test.study, &benchmark, test.diagnostics),
                     SYMBAR_BAD_INPUT);
    assert_non_null(said("bad-benchmark"));
    assert_string_equal(said("bad-benchmark")->message, message);
    assert_int_equal(said("bad-benchmark")->line, line);
}

static void refuses_what_cannot_be(void **state)
{
    (void)state;
    refuse("dimension,side,n\nd,employees,3\n", "the benchmark has no column 'index'", 1);
    refuse("dimension,side,index\nd,staff,3\n",
           "'staff' is no side: employees or customers", 2);
    refuse("dimension,side,index\nd,employees,101\n", "'101' is no index from 0 to 100",
           2);
    refuse("dimension,side,index,n\nd,employees,50,2.5\n",
           "'2.5' is no number of respondents", 2);
    refuse("dimension,side,index,sd\nd,employees,50,-1\n",
           "'-1' is no standard deviation", 2);
    refuse("dimension,side,index\nd,employees,50\nd,customers,5\nWelcome,employees,51\n",
           "'Welcome' is no dimension that may come twice for one side", 4);
}

static void tells_a_benchmark_of_something_else(void **state)
{
    (void)state;
    struct benchmark benchmark;
    test_folder_text(&test.folder, "b.csv", "dimension,side,index\nx,employees,50\n");
    assert_int_equal(benchmark_load(test.study, &benchmark, test.diagnostics), SYMBAR_OK);
    assert_non_null(said("no-benchmark-figure"));
    benchmark_release(&benchmark);
}

static struct measure shown(double value)
{
    return (struct measure){ true, value };
}

static struct side_result side_of(double n, double index, double variance)
{
    return (struct side_result){ .status = CELL_OK,
                                 .n = shown(n),
                                 .index.value = shown(index),
                                 .index_sd = shown(sqrt(variance)) };
}

/* Welch's test of the golden vectors, and Student's where the benchmark is a number:
   t = (72.6 - 62.7433628318584) / sqrt(480.857142857143 / 50), 49 df, by R's pt and qt.
 */
static void differences_are_those_of_r(void **state)
{
    (void)state;
    struct benchmark benchmark = { 0 };
    const struct side_result side = side_of(50, 72.6, 480.857142857143);
    const struct result_row rows[2] = { { .sides = { &side, &side } } };
    struct results *results = memory_allocate(1, sizeof *results);
    assert_non_null(results);
    assert_true(benchmark_init(&benchmark, 2));
    *benchmark_at(&benchmark, 0, SIDE_EMPLOYEES) =
        (struct benchmark_figure){ true, 62.7433628318584,      true, 113,
                                   true, sqrt(712.942477876106) };
    *benchmark_at(&benchmark, 0, SIDE_CUSTOMERS) =
        (struct benchmark_figure){ .is_known = true, .index = 62.7433628318584 };
    results->rows = memory_allocate(2, sizeof *results->rows);
    assert_non_null(results->rows);
    memcpy(results->rows, rows, sizeof rows);
    results->row_count = 2;
    assert_int_equal(
        analysis_benchmark(test.study, &benchmark, results, test.diagnostics), SYMBAR_OK);
    assert_int_equal(results->benchmark_count, 1);
    const struct tested_difference *welch =
        &results->benchmark[0].sides[SIDE_EMPLOYEES].difference;
    assert_close(welch->estimate.value.value, 9.8566371681416, 1e-12);
    assert_close(welch->estimate.low.value, 1.95023741175958, 1e-10);
    assert_close(welch->estimate.high.value, 17.7630369245236, 1e-10);
    assert_close(welch->p.value, 0.0150106443224369, 1e-11);
    const struct tested_difference *student =
        &results->benchmark[0].sides[SIDE_CUSTOMERS].difference;
    assert_close(student->estimate.low.value, 3.62463918423923, 1e-10);
    assert_close(student->estimate.high.value, 16.088635152044, 1e-10);
    assert_close(student->p.value, 0.00256578274980805, 1e-11);
    /* Holm: two tests of sides */
    assert_close(student->p_adjusted.value, 2 * 0.00256578274980805, 1e-11);
    assert_true(results->benchmark[0].gap.available);
    assert_false(results->benchmark[0].gap_difference.p.available);
    benchmark_release(&benchmark);
    results_free(results);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(reads_a_table, set_up, tear_down),
        cmocka_unit_test_setup_teardown(refuses_what_cannot_be, set_up, tear_down),
        cmocka_unit_test_setup_teardown(tells_a_benchmark_of_something_else, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(differences_are_those_of_r, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
