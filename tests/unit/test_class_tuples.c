#include "ingest/class_tuples.h"
#include "support/test.h"

enum { ALL = RUN_MOST_ROWS };

static struct class_tuple tuple_of(uint32_t a, uint32_t b, uint32_t c, uint32_t d)
{
    struct class_tuple tuple = { 0 };
    class_tuple_put(&tuple, 0, a);
    class_tuple_put(&tuple, 3, b);
    class_tuple_put(&tuple, 4, c);
    class_tuple_put(&tuple, TUPLE_MOST - 1, d);
    return tuple;
}

/* The i-th of many, of which neighbours differ in one class. */
static struct class_tuple tuple_at(size_t i)
{
    return tuple_of((uint32_t)i % 7, (uint32_t)i / 7 % 11, TUPLE_MOST_CLASSES - 1,
                    (uint32_t)i / 77);
}

static void knows_what_it_was_told(void **state)
{
    (void)state;
    enum { COUNT = 64 * 100 };
    struct class_tuples tuples = { 0 };
    struct class_tuple rows[ALL];
    uint32_t numbers[ALL];
    for (size_t i = 0; i < COUNT; i += 2) {
        struct class_tuple own = tuple_at(i);
        assert_true(class_tuples_add(&tuples, &own, (uint32_t)(3 * i)));
    }
    for (size_t first = 0; first < COUNT; first += ALL) {
        for (size_t r = 0; r < ALL; r++)
            rows[r] = tuple_at(first + r);
        uint64_t unknown = class_tuples_find(&tuples, rows, ~(uint64_t)0, numbers);
        assert_int_equal(unknown, UINT64_C(0xaaaaaaaaaaaaaaaa)); /* each other one */
        for (size_t r = 0; r < ALL; r += 2)
            assert_int_equal(numbers[r], 3 * (first + r));
    }
    class_tuples_release(&tuples);
}

static void looks_at_no_other_rows(void **state)
{
    (void)state;
    struct class_tuples tuples = { 0 };
    struct class_tuple rows[ALL] = {
        [3] = tuple_of(1, 2, 3, 4), [9] = class_tuple_empty
    };
    uint32_t numbers[ALL] = { 0 };
    const uint64_t both = UINT64_C(1) << 3 | UINT64_C(1) << 9;
    assert_int_equal(class_tuples_find(&tuples, rows, both, numbers), both);
    assert_true(class_tuples_add(&tuples, &class_tuple_empty, 5));
    assert_int_equal(class_tuples_find(&tuples, rows, both, numbers), UINT64_C(1) << 3);
    assert_int_equal(numbers[9], 5);
    assert_true(class_tuples_add(&tuples, &rows[3], 6));
    assert_true(class_tuples_add(&tuples, &rows[3], 7)); /* the last word counts */
    assert_int_equal(class_tuples_find(&tuples, rows, both, numbers), 0);
    assert_int_equal(numbers[3], 7);
    assert_int_equal(numbers[4], 0);
    class_tuples_release(&tuples);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(knows_what_it_was_told),
        cmocka_unit_test(looks_at_no_other_rows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
