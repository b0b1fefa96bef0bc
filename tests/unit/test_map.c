#include "base/map.h"
#include "support/test.h"

#include <stdio.h>
#include <string.h>

static void numbers_keys_in_order(void **state)
{
    (void)state;
    struct map map = { 0 };
    char key[16];
    for (int i = 0; i < 1000; i++) {
        int length = snprintf(key, sizeof key, "store-%d", i);
        assert_int_equal(map_add(&map, key, (size_t)length), i);
    }
    assert_int_equal(map_find(&map, "store-737", 9), 737);
    assert_int_equal(map_add(&map, "store-737", 9), 737);
    assert_int_equal(map_find(&map, "store-1000", 10), MAP_NONE);
    assert_string_equal(map_key_at(&map, 999), "store-999");
    map_release(&map);
}

static void finds_a_key_whatever_is_likely(void **state)
{
    (void)state;
    struct map map = { 0 };
    assert_int_equal(map_find_likely(&map, MAP_NONE, "Lyon", 4), MAP_NONE);
    map_add(&map, "Lyon", 4);
    map_add(&map, "Lyo", 3);
    for (ptrdiff_t likely = MAP_NONE; likely < 2; likely++) {
        assert_int_equal(map_find_likely(&map, likely, "Lyon", 4), 0);
        assert_int_equal(map_find_likely(&map, likely, "Lyo", 3), 1);
        assert_int_equal(map_find_likely(&map, likely, "Nice", 4), MAP_NONE);
    }
    map_release(&map);
}

static void tells_apart_keys_with_nul_and_empty(void **state)
{
    (void)state;
    struct map map = { 0 };
    assert_int_equal(map_find(&map, "", 0), MAP_NONE);
    assert_int_equal(map_add(&map, "", 0), 0);
    assert_int_equal(map_add(&map, "a\0b", 3), 1);
    assert_int_equal(map_add(&map, "a\0c", 3), 2);
    assert_int_equal(map_add(&map, "a", 1), 3);
    assert_int_equal(map_find(&map, "a\0b", 3), 1);
    map_release(&map);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_keys_in_order),
        cmocka_unit_test(finds_a_key_whatever_is_likely),
        cmocka_unit_test(tells_apart_keys_with_nul_and_empty),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
