/* Segments and waves where there is little to say. */
#include "analysis/analysis.h"
#include "analysis/contrast.h"
#include "analysis/waves.h"
#include "disclosure/disclosure.h"
#include "support/ingestion.h"
#include "support/test.h"

#include <stdio.h>
#include <string.h>

static struct ingestion_test test;
static struct results *results;

static int set_up(void **state)
{
    (void)state;
    ingestion_set_up(&test);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    results_free(results);
    results = NULL;
    ingestion_tear_down(&test);
    return 0;
}

/* Answers of both sides: "group,wave,answer" lines. */
static void analyse_files(const char *employees, const char *customers, const char *rules)
{
    char text[1024];
    snprintf(text, sizeof text, "g,w,q\n%s", employees);
    test_folder_text(&test.folder, "e.csv", text);
    snprintf(text, sizeof text, "g,w,q\n%s", customers);
    test_folder_text(&test.folder, "c.csv", text);
    snprintf(text, sizeof text,
             "{'employees': {'files': ['e.csv'], 'segment': 'g', 'wave': 'w'},"
             " 'customers': {'files': ['c.csv'], 'segment': 'g', 'wave': 'w'},"
             " 'scales': {'five': {'kind': 'csat', 'min': 1, 'max': 5, 'top': [4, 5]}},"
             " 'dimensions': [{'id': 'a', 'scale': 'five', 'employees': 'q',"
             "  'customers': 'q'}], 'privacy': {'min_n': 1, 'unanimity': false}%s}",
             rules);
    ingestion_run(&test, text);
    assert_int_equal(test.status, SYMBAR_OK);
    assert_int_equal(analyse(test.study, test.tally, &results, test.diagnostics),
                     SYMBAR_OK);
    assert_int_equal(disclose(test.study, results, test.diagnostics), SYMBAR_OK);
    assert_int_equal(analysis_adjust(test.study, results, test.diagnostics), SYMBAR_OK);
    assert_int_equal(analysis_follow_waves(test.study, results, test.diagnostics),
                     SYMBAR_OK);
    assert_int_equal(analysis_contrast(test.study, results, test.diagnostics), SYMBAR_OK);
}

static const struct result_row *segment_row(const char *name, enum segment_side side)
{
    for (size_t r = 0; r < results->row_count; r++)
        if (results->rows[r].scope == SCOPE_SEGMENT &&
            results->rows[r].segment_side == side &&
            strcmp(results->rows[r].segment, name) == 0)
            return &results->rows[r];
    return NULL;
}

static void one_wave_is_everybody(void **state)
{
    (void)state;
    analyse_files("x,2026,4\nx,2026,5\n", "x,2026,3\nx,2026,1\n", "");
    assert_int_equal(results->wave_count, 1);
    assert_int_equal(results->change_count, 0);
    assert_int_equal(results->trend_count, 0);
    assert_close(results->wave_rows[0].gap->index.value.value,
                 results->rows[0].gap->index.value.value, 0);
}

static void two_waves_have_a_change_and_no_trend(void **state)
{
    (void)state;
    analyse_files("x,1,1\nx,1,2\nx,2,4\nx,2,5\n", "x,2,3\nx,1,1\nx,1,2\nx,2,4\n", "");
    assert_int_equal(results->change_count, 1);
    assert_int_equal(results->trend_count, 0);
    const struct wave_change *change = &results->changes[0];
    assert_string_equal(change->from, "1");
    assert_string_equal(change->to, "2");
    /* 12.5 and 87.5; 12.5 and 62.5 */
    assert_close(change->sides[SIDE_EMPLOYEES].index.estimate.value.value, 75, 1e-12);
    assert_close(change->sides[SIDE_CUSTOMERS].index.estimate.value.value, 50, 1e-12);
    assert_close(change->gap.index.estimate.value.value, 25, 1e-12);
    /* of an only test the adjusted p is p */
    assert_true(change->gap.index.p.available);
    assert_close(change->gap.index.p_adjusted.value, change->gap.index.p.value, 0);
}

static void a_wave_of_one_side_compares_nothing_there(void **state)
{
    (void)state;
    analyse_files("x,1,1\nx,1,2\nx,2,4\nx,2,5\nx,3,5\nx,3,4\n",
                  "x,1,1\nx,1,2\nx,3,4\nx,3,5\n", "");
    assert_int_equal(results->change_count, 2);
    for (size_t i = 0; i < 2; i++) {
        const struct wave_change *change = &results->changes[i];
        assert_int_equal(change->sides[SIDE_EMPLOYEES].status, CELL_OK);
        assert_int_equal(change->sides[SIDE_CUSTOMERS].status, CELL_EMPTY);
        assert_int_equal(change->gap.status, CELL_EMPTY);
        assert_false(change->gap.index.estimate.value.available);
    }
    assert_int_equal(results->trend_count, 1);
    assert_close(results->trends[0].sides[SIDE_EMPLOYEES].index.waves.value, 3, 0);
    assert_true(results->trends[0].sides[SIDE_EMPLOYEES].index.slope.value.available);
    assert_close(results->trends[0].sides[SIDE_CUSTOMERS].index.waves.value, 2, 0);
    assert_false(results->trends[0].sides[SIDE_CUSTOMERS].index.slope.value.available);
    assert_false(results->trends[0].gap.index.slope.value.available);
}

static void equal_answers_have_no_test(void **state)
{
    (void)state;
    analyse_files("x,1,4\nx,1,4\nx,2,4\nx,2,4\nx,3,4\nx,3,4\n",
                  "x,1,4\nx,1,4\nx,2,5\nx,2,5\nx,3,5\nx,3,5\n", "");
    const struct difference_result *change = &results->changes[0].sides[SIDE_EMPLOYEES];
    assert_close(change->index.estimate.value.value, 0, 0);
    assert_false(change->index.p.available);
    assert_false(results->trends[0].sides[SIDE_EMPLOYEES].index.slope.value.available);
    assert_false(results->trends[0].gap.index.p.available);
}

static void a_segment_of_everybody_is_everybody(void **state)
{
    (void)state;
    analyse_files("all,1,4\nall,1,5\nall,1,3\n", "some,1,3\nother,1,1\nother,1,2\n", "");
    const struct result_row *row = segment_row("all", OF_EMPLOYEES);
    assert_non_null(row);
    assert_close(row->gap->index.value.value, results->rows[0].gap->index.value.value, 0);
    assert_null(segment_row("all", OF_CUSTOMERS));
    assert_null(segment_row("all", OF_BOTH));
    row = segment_row("other", OF_CUSTOMERS);
    assert_close(row->sides[SIDE_EMPLOYEES]->n.value, 3, 0);
    assert_close(row->sides[SIDE_CUSTOMERS]->n.value, 2, 0);
}

static void a_contrast_needs_both_groups(void **state)
{
    static const char rule[] =
        ", 'analysis': {'contrast': {'front': ['desk', 'bar'], 'back': 'office'}}";
    (void)state;
    analyse_files("desk,1,4\nbar,1,5\nbar,1,3\n", "desk,1,3\n", rule);
    assert_int_equal(results->contrast_count, 1);
    assert_int_equal(results->contrasts[0].difference.status, CELL_EMPTY);
    assert_close(results->contrasts[0].front.n.value, 3, 0);
    assert_close(results->contrasts[0].front.index.value.value, 75, 1e-12);
    assert_close(results->contrasts[0].front.index_sd.value, 25, 1e-12);
    results_free(results);
    results = NULL;
    analyse_files("desk,1,4\nbar,1,5\noffice,1,1\noffice,1,2\n", "desk,1,3\n", rule);
    /* 87.5 and 12.5 */
    assert_int_equal(results->contrasts[0].difference.status, CELL_OK);
    assert_close(results->contrasts[0].difference.index.estimate.value.value, 75, 1e-12);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(one_wave_is_everybody),
        TEST(two_waves_have_a_change_and_no_trend),
        TEST(a_wave_of_one_side_compares_nothing_there),
        TEST(equal_answers_have_no_test),
        TEST(a_segment_of_everybody_is_everybody),
        TEST(a_contrast_needs_both_groups),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
