#include "base/memory.h"
#include "support/test.h"

#include <stdint.h>
#include <string.h>

static void grows_by_doubling_and_zeroes(void **state)
{
    (void)state;
    long *items = NULL;
    size_t capacity = 0;
    for (size_t count = 1; count <= 100; count++) {
        assert_true(memory_grow(&items, &capacity, count, sizeof *items));
        assert_true(capacity >= count);
        assert_int_equal(items[count - 1], 0);
        items[count - 1] = (long)count;
    }
    assert_int_equal(capacity, 128);
    for (size_t i = 0; i < 100; i++)
        assert_int_equal(items[i], i + 1);
    memory_free(items);
}

static void refuses_products_that_overflow(void **state)
{
    (void)state;
    char *items = NULL;
    size_t capacity = 0;
    assert_null(memory_allocate(SIZE_MAX / 2, 3));
    assert_null(memory_resize(NULL, SIZE_MAX / 2, 3));
    assert_false(memory_grow(&items, &capacity, SIZE_MAX / 4, 8));
    assert_false(memory_grow(&items, &capacity, SIZE_MAX, 1));
    assert_null(items);
    assert_int_equal(capacity, 0);
}

static void gives_memory_for_nothing(void **state)
{
    (void)state;
    void *none = memory_allocate(0, 8);
    assert_non_null(none);
    none = memory_resize(none, 0, 8);
    assert_non_null(none);
    memory_free(none);
    memory_free(NULL);
}

static void fails_when_told_and_leaves_things_alone(void **state)
{
    (void)state;
    int *items = NULL;
    size_t capacity = 0;
    memory_fail_after(2);
    void *first = memory_allocate(1, 8);
    void *second = memory_allocate_bytes(8);
    assert_non_null(first);
    assert_non_null(second);
    assert_null(memory_allocate(1, 8));
    assert_null(memory_allocate_bytes(8));
    assert_null(memory_resize(first, 1, 16)); /* which stays valid */
    assert_false(memory_grow(&items, &capacity, 1, sizeof *items));
    assert_null(items);
    memory_fail_after(-1);
    memset(first, 1, 8);
    memory_free(first);
    memory_free(second);
    first = memory_allocate(1, 8);
    assert_non_null(first);
    memory_free(first);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(grows_by_doubling_and_zeroes),
        cmocka_unit_test(refuses_products_that_overflow),
        cmocka_unit_test(gives_memory_for_nothing),
        cmocka_unit_test(fails_when_told_and_leaves_things_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
