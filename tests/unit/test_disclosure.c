#include "disclosure/disclosure.h"
#include "support/results.h"
#include "support/test.h"

#include <string.h>

static int set_up(void **state)
{
    static struct fixture fixture;
    fixture_init(&fixture);
    *state = &fixture;
    return 0;
}

static int tear_down(void **state)
{
    fixture_release(*state);
    return 0;
}

static void run(struct fixture *fixture)
{
    assert_int_equal(disclose(&fixture->study, &fixture->results, fixture->diagnostics),
                     SYMBAR_OK);
}

static void assert_side_wiped(const struct side_result *side,
                              enum suppression_reason reason)
{
    struct side_result wiped = { .status = CELL_SUPPRESSED,
                                 .reason = reason,
                                 .has_nps = side->has_nps,
                                 .has_top_box = side->has_top_box };
    assert_memory_equal(side, &wiped, sizeof wiped);
}

static void assert_gap_wiped(const struct gap_result *gap)
{
    struct gap_result wiped = { .status = CELL_SUPPRESSED,
                                .reason = REASON_DERIVED,
                                .has_nps = gap->has_nps,
                                .has_top_box = gap->has_top_box };
    assert_memory_equal(gap, &wiped, sizeof wiped);
}

static void hides_a_small_side_and_its_gap(void **state)
{
    struct fixture *fixture = *state;
    struct result_row *row = fixture_row(fixture, 0, DIM_RECOMMEND);
    row->sides[SIDE_EMPLOYEES].n = available(4);
    run(fixture);
    assert_side_wiped(&row->sides[SIDE_EMPLOYEES], REASON_PRIMARY);
    assert_true(row->sides[SIDE_EMPLOYEES].has_nps);
    assert_int_equal(row->sides[SIDE_CUSTOMERS].status, CELL_OK);
    assert_gap_wiped(&row->gap);
    assert_true(row->gap.has_nps);
}

static void shows_a_group_of_the_least_size(void **state)
{
    struct fixture *fixture = *state;
    struct result_row *row = fixture_row(fixture, 0, DIM_RECOMMEND);
    row->sides[SIDE_EMPLOYEES].n = available(5);
    run(fixture);
    assert_int_equal(row->sides[SIDE_EMPLOYEES].status, CELL_OK);
    assert_int_equal(row->gap.status, CELL_OK);
}

static void shows_an_empty_group_and_an_unasked_one(void **state)
{
    struct fixture *fixture = *state;
    struct result_row *row = fixture_row(fixture, 0, DIM_TOOLS);
    row->sides[SIDE_EMPLOYEES].n = available(2);
    struct result_row *empty = fixture_row(fixture, 1, DIM_TOOLS);
    empty->sides[SIDE_EMPLOYEES] =
        (struct side_result){ .status = CELL_EMPTY, .n = available(0) };
    run(fixture);
    assert_side_wiped(&row->sides[SIDE_EMPLOYEES], REASON_PRIMARY);
    assert_int_equal(row->sides[SIDE_CUSTOMERS].status, CELL_NOT_ASKED);
    assert_int_equal(row->gap.status, CELL_NOT_ASKED);
    assert_int_equal(empty->sides[SIDE_EMPLOYEES].status, CELL_EMPTY);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(hides_a_small_side_and_its_gap, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(shows_a_group_of_the_least_size, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(shows_an_empty_group_and_an_unasked_one, set_up,
                                        tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
