#include "report/svg_axis.h"
#include "support/test.h"

static void takes_round_numbers(void **state)
{
    (void)state;
    struct axis axis = axis_around(57.3, 77.4, 5);
    assert_close(axis.low, 55, 1e-9);
    assert_close(axis.high, 80, 1e-9);
    assert_int_equal(axis.tick_count, 6);
    assert_close(axis.ticks[0], 55, 1e-9);
    assert_close(axis.ticks[5], 80, 1e-9);
    assert_int_equal(axis.decimals, 0);
    axis = axis_around(-0.12, 0.21, 4);
    assert_close(axis.low, -0.2, 1e-9);
    assert_close(axis.high, 0.3, 1e-9);
    assert_int_equal(axis.decimals, 1);
}

static void makes_room_where_there_is_none(void **state)
{
    (void)state;
    struct axis one = axis_around(40, 40, 5);
    assert_true(one.low < 40 && one.high > 40);
    struct range empty = range_empty();
    struct axis none = axis_around(empty.low, empty.high, 5);
    assert_true(none.low < none.high);
}

static void stays_in_its_limits(void **state)
{
    (void)state;
    struct axis axis = axis_around(97, 100, 3);
    axis_limit(&axis, 0, 99);
    assert_close(axis.high, 99, 1e-9);
    for (size_t i = 0; i < axis.tick_count; i++)
        assert_true(axis.ticks[i] <= 99);
}

static void places_values(void **state)
{
    (void)state;
    struct axis axis = axis_around(0, 100, 4);
    axis.start = 10;
    axis.end = 210;
    assert_close(axis_place(&axis, 0), 10, 1e-9);
    assert_close(axis_place(&axis, 25), 60, 1e-9);
    axis.start = 210; /* up the sheet */
    axis.end = 10;
    assert_close(axis_place(&axis, 25), 160, 1e-9);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(takes_round_numbers),
        cmocka_unit_test(makes_room_where_there_is_none),
        cmocka_unit_test(stays_in_its_limits),
        cmocka_unit_test(places_values),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
