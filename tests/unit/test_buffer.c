#include "base/buffer.h"
#include "base/memory.h"
#include "support/test.h"

#include <stdint.h>
#include <string.h>

static void collects_bytes(void **state)
{
    (void)state;
    struct buffer buffer = { 0 };
    buffer_text(&buffer, "a");
    buffer_byte(&buffer, '\0');
    buffer_append(&buffer, "bc", 2);
    buffer_format(&buffer, "%d,%s", 12, "x");
    buffer_repeat(&buffer, "-=", 2);
    buffer_append(&buffer, NULL, 0);
    assert_int_equal(buffer.byte_count, 12);
    assert_memory_equal(buffer.bytes, "a\0bc12,x-=-=", 13);
    assert_false(buffer_failed(&buffer));
    buffer_clear(&buffer);
    assert_int_equal(buffer.byte_count, 0);
    assert_string_equal(buffer.bytes, "");
    buffer_release(&buffer);
    assert_null(buffer.bytes);
}

static void reserves_what_is_known(void **state)
{
    (void)state;
    struct buffer buffer = { 0 };
    buffer_text(&buffer, "abc");
    buffer_reserve(&buffer, 1000);
    assert_int_equal(buffer.capacity, 1001);
    buffer_reserve(&buffer, 10);
    assert_int_equal(buffer.capacity, 1001);
    assert_string_equal(buffer.bytes, "abc");
    buffer_repeat(&buffer, "x", 997);
    assert_int_equal(buffer.capacity, 1001);
    buffer_byte(&buffer, 'y');
    assert_int_equal(buffer.byte_count, 1001);
    assert_false(buffer_failed(&buffer));
    buffer_reserve(&buffer, SIZE_MAX);
    assert_true(buffer_failed(&buffer));
    buffer_release(&buffer);
}

static void writes_whole_numbers(void **state)
{
    (void)state;
    struct buffer buffer = { 0 };
    buffer_whole(&buffer, 0);
    buffer_byte(&buffer, ' ');
    buffer_whole(&buffer, 1020);
    buffer_byte(&buffer, ' ');
    buffer_whole(&buffer, UINT64_MAX);
    assert_string_equal(buffer.bytes, "0 1020 18446744073709551615");
    buffer_release(&buffer);
}

static void grows_with_its_content(void **state)
{
    (void)state;
    struct buffer buffer = { 0 };
    char piece[1000];
    memset(piece, 'p', sizeof piece);
    for (int i = 0; i < 1000; i++)
        buffer_append(&buffer, piece, sizeof piece);
    buffer_format(&buffer, "%0500d", 7);
    assert_int_equal(buffer.byte_count, 1000 * 1000 + 500);
    assert_int_equal(strlen(buffer.bytes), buffer.byte_count);
    buffer_release(&buffer);
}

static void remembers_a_failure(void **state)
{
    (void)state;
    struct buffer buffer = { 0 };
    buffer_text(&buffer, "before");
    memory_fail_after(0);
    buffer_format(&buffer, "%0100d", 1);
    memory_fail_after(-1);
    assert_true(buffer_failed(&buffer));
    buffer_text(&buffer, "after");
    assert_true(buffer_failed(&buffer));
    assert_string_equal(buffer.bytes, "before");
    buffer_release(&buffer);
    assert_false(buffer_failed(&buffer));
}

static void refuses_what_no_memory_holds(void **state)
{
    (void)state;
    struct buffer buffer = { 0 };
    buffer_text(&buffer, "x");
    buffer_append(&buffer, "", SIZE_MAX - 1);
    assert_true(buffer_failed(&buffer));
    buffer_release(&buffer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(collects_bytes),
        cmocka_unit_test(reserves_what_is_known),
        cmocka_unit_test(writes_whole_numbers),
        cmocka_unit_test(grows_with_its_content),
        cmocka_unit_test(remembers_a_failure),
        cmocka_unit_test(refuses_what_no_memory_holds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
