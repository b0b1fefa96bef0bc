/* Sorting without comparisons, held against qsort. */
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

static void assert_sorts(double *numbers, size_t count)
{
    static double expected[MOST];
    static double spare[MOST];
    memcpy(expected, numbers, count * sizeof *numbers);
    qsort(expected, count, sizeof *expected, by_size);
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sorts_nothing_and_little),
        cmocka_unit_test(sorts_every_kind_of_number),
        cmocka_unit_test(sorts_many_numbers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
