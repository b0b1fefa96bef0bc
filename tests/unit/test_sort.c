/* Sorting without comparisons, ranking and selecting, held against qsort. */
#include "stats/sort.h"
#include "support/random.h"
#include "support/test.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 3000 };

static int by_size(const void *left, const void *right)
{
    double a = *(const double *)left;
    double b = *(const double *)right;
    return (a > b) - (a < b);
}

static void assert_ranks(const double *numbers, size_t count, const double *expected)
{
    static struct ranked_p ranked[MOST];
    rank_numbers(numbers, count, ranked);
    for (size_t k = 0; k < count; k++) {
        assert_true(numbers[ranked[k].index] == expected[k]);
        if (k && expected[k] == expected[k - 1] && expected[k] != 0)
            assert_true(ranked[k].index > ranked[k - 1].index);
    }
}

static void assert_selects(const double *numbers, size_t count, const double *expected)
{
    static double turned[MOST];
    for (size_t place = 0; place < count; place += 1 + count / 7) {
        memcpy(turned, numbers, count * sizeof *numbers);
        assert_true(select_number(turned, count, place) == expected[place]);
        for (size_t i = 0; i < count; i++)
            assert_true(i < place ? turned[i] <= expected[place]
                                  : turned[i] >= expected[place]);
        assert_true(select_number(turned, count, count - 1) == expected[count - 1]);
    }
}

static void assert_sorts(double *numbers, size_t count)
{
    static double expected[MOST];
    static double spare[MOST];
    memcpy(expected, numbers, count * sizeof *numbers);
    qsort(expected, count, sizeof *expected, by_size);
    assert_ranks(numbers, count, expected);
    assert_selects(numbers, count, expected);
    assert_selects(expected, count, expected);
    sort_numbers(numbers, spare, count);
    for (size_t i = 0; i < count; i++)
        assert_true(numbers[i] == expected[i]);
}

static void sorts_nothing_and_little(void **state)
{
    (void)state;
    double one[] = { 4 };
    double two[] = { 1, -1 };
    double same[] = { 7, 7, 7 };
    assert_sorts(one, 0);
    assert_sorts(one, 1);
    assert_sorts(two, 2);
    assert_sorts(same, 3);
}

static void sorts_every_kind_of_number(void **state)
{
    (void)state;
    double numbers[] = { 0.0,      -0.0,    1,        -1,          DBL_MAX, -DBL_MAX,
                         DBL_MIN,  5e-324,  -5e-324,  INFINITY,    1e300,   -INFINITY,
                         0.1,      0.1,     -0.1,     1 + 0x1p-52, 1,       72.65,
                         -1 / 3.0, 1 / 3.0, 12345678, -12345678 };
    assert_sorts(numbers, sizeof numbers / sizeof *numbers);
}

static void sorts_many_numbers(void **state)
{
    (void)state;
    static double numbers[MOST];
    struct test_random random = { 11 };
    for (int round = 0; round < 20; round++) {
        for (size_t i = 0; i < MOST; i++) {
            double size = pow(10, (int)test_random_below(&random, 12) - 6.0);
            numbers[i] = ((double)test_random_below(&random, 2000001) - 1e6) * size;
        }
        assert_sorts(numbers, MOST - (size_t)round);
    }
}

static void sorts_many_that_are_alike(void **state)
{
    (void)state;
    static double numbers[MOST];
    struct test_random random = { 12 };
    for (size_t kinds = 1; kinds < 9; kinds++)
        for (size_t count = 1; count < MOST; count = 2 * count + kinds) {
            for (size_t i = 0; i < count; i++)
                numbers[i] = 1 + (double)test_random_below(&random, kinds);
            assert_sorts(numbers, count);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sorts_nothing_and_little),
        cmocka_unit_test(sorts_every_kind_of_number),
        cmocka_unit_test(sorts_many_numbers),
        cmocka_unit_test(sorts_many_that_are_alike),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
