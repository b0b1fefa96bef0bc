#include "stats/trend.h"
#include "support/test.h"

/* By hand: weights 1, 1, 1 are ordinary least squares: slope 2.5, residuals 1/6 -1/3 1/6,
   s^2 = 1/6, se^2 = 1/6 / 2. */
static void is_ordinary_with_equal_weights(void **state)
{
    (void)state;
    const struct trend_point points[] = { { 1, 10, 1 }, { 2, 12, 1 }, { 3, 15, 1 } };
    struct trend trend;
    assert_true(weighted_trend(points, 3, 0.95, &trend));
    assert_close(trend.slope, 2.5, 1e-14);
    assert_true(trend.has_test);
    assert_close(trend.se, 0.288675134594813, 1e-13);
    assert_close(trend.df, 1, 0);
    /* t with one df is Cauchy: p = 1 - 2/pi atan(t) */
    assert_close(trend.p, 0.0731863950403272, 1e-12);
}

static void weighs_what_is_sure(void **state)
{
    (void)state;
    const struct trend_point points[] = { { 1, 10, 1 }, { 2, 12, 1e9 }, { 3, 10, 1 } };
    struct trend trend;
    assert_true(weighted_trend(points, 3, 0.95, &trend));
    assert_close(trend.slope, 0, 1e-8);
}

static void leaves_gaps_between_waves(void **state)
{
    (void)state;
    const struct trend_point points[] = { { 1, 10, 2 }, { 2, 11, 2 }, { 5, 14, 2 } };
    struct trend trend;
    assert_true(weighted_trend(points, 3, 0.95, &trend));
    assert_close(trend.slope, 1, 1e-14);
    assert_false(trend.has_test); /* they lie on the line */
}

static void needs_three_points_and_spread(void **state)
{
    (void)state;
    struct trend trend;
    struct trend_point points[] = { { 1, 10, 1 }, { 2, 12, 1 }, { 3, 15, 1 } };
    assert_false(weighted_trend(points, 0, 0.95, &trend));
    assert_false(weighted_trend(points, 2, 0.95, &trend));
    assert_false(weighted_trend(points, 3, 1, &trend));
    points[1].variance = 0;
    assert_false(weighted_trend(points, 3, 0.95, &trend));
    points[1].variance = 1;
    points[0].x = points[2].x = 2;
    assert_false(weighted_trend(points, 3, 0.95, &trend));
}

static void is_flat_where_nothing_moves(void **state)
{
    (void)state;
    const struct trend_point points[] = { { 1, 70.1, 3 },
                                          { 2, 70.1, 0.7 },
                                          { 3, 70.1, 2 } };
    struct trend trend;
    assert_true(weighted_trend(points, 3, 0.95, &trend));
    assert_true(trend.slope == 0);
    assert_false(trend.has_test);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(is_ordinary_with_equal_weights),
        cmocka_unit_test(weighs_what_is_sure),
        cmocka_unit_test(leaves_gaps_between_waves),
        cmocka_unit_test(needs_three_points_and_spread),
        cmocka_unit_test(is_flat_where_nothing_moves),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
