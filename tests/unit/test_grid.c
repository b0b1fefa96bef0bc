/* Counting by cells is counting one by one. */
#include "stats/grid.h"
#include "support/random.h"
#include "support/test.h"

#include <math.h>
#include <string.h>

enum { MOST = 30000, LIMITS = 60 };

static double numbers[MOST];
static double copy[MOST];
static double placed[MOST];

static size_t count_slowly(size_t count, double limit)
{
    size_t above = 0;
    for (size_t i = 0; i < count; i++)
        above += copy[i] > limit;
    return above;
}

static void assert_counts(struct test_random *random, size_t count)
{
    static const double outside[] = { -INFINITY, -1e9, 1e9, INFINITY };
    static struct grid grid;
    memcpy(copy, numbers, count * sizeof *copy);
    grid_fill(&grid, numbers, count, placed);
    for (size_t i = 0; i < sizeof outside / sizeof *outside; i++)
        assert_int_equal(grid_count_above(&grid, outside[i]),
                         count_slowly(count, outside[i]));
    for (size_t i = 0; i < LIMITS; i++) {
        double own = copy[test_random_below(random, count)];
        double limits[] = { own, nextafter(own, -INFINITY), nextafter(own, INFINITY),
                            own + test_random_unit(random) };
        for (size_t j = 0; j < sizeof limits / sizeof *limits; j++)
            assert_int_equal(grid_count_above(&grid, limits[j]),
                             count_slowly(count, limits[j]));
    }
}

static void counts_spread_numbers(void **state)
{
    struct test_random random = { 3 };
    (void)state;
    for (size_t count = 1; count <= MOST; count = 3 * count + 1) {
        for (size_t i = 0; i < count; i++)
            numbers[i] = 200 * test_random_unit(&random) - 100;
        assert_counts(&random, count);
    }
}

/* Nearly all in one cell, many of them the same. */
static void counts_crowded_numbers(void **state)
{
    struct test_random random = { 4 };
    (void)state;
    for (size_t i = 0; i < MOST; i++)
        numbers[i] = 5 + (double)test_random_below(&random, 900) / 1e5;
    numbers[MOST / 2] = -1e6;
    numbers[MOST / 3] = 2e6;
    assert_counts(&random, MOST);
}

static void counts_equal_numbers(void **state)
{
    struct test_random random = { 5 };
    (void)state;
    for (size_t i = 0; i < 100; i++)
        numbers[i] = 7;
    assert_counts(&random, 100);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counts_spread_numbers),
        cmocka_unit_test(counts_crowded_numbers),
        cmocka_unit_test(counts_equal_numbers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
