#include "ingest/grouped_number.h"
#include "support/test.h"

static bool parses(const char *text, char point, double value)
{
    double parsed = -1;
    return grouped_number_parse(span_of(text), point, &parsed) && parsed == value;
}

static bool is_refused(const char *text, char point)
{
    double parsed;
    return !grouped_number_parse(span_of(text), point, &parsed);
}

static void test_thousands(void **state)
{
    (void)state;
    assert_true(parses("6,513", '.', 6513));
    assert_true(parses("-1,234,567.5", '.', -1234567.5));
    assert_true(parses("6.513", ',', 6513));
    assert_true(parses("1.234,5", ',', 1234.5));
    assert_true(parses("6 513", '.', 6513));
    assert_true(parses("6\xc2\xa0"
                       "513,5",
                       ',', 6513.5));
    assert_true(parses("6\xe2\x80\xaf"
                       "513",
                       ',', 6513));
    assert_true(parses("6'513", '.', 6513));
}

/* What the decimal mark says comes first: 6,513 is six and a half where it is a comma. */
static void test_plain_numbers(void **state)
{
    (void)state;
    assert_true(parses("6,513", ',', 6.513));
    assert_true(parses("1200", '.', 1200));
    assert_true(parses("4.5", '.', 4.5));
}

static void test_no_groups(void **state)
{
    (void)state;
    assert_true(is_refused("6,51", '.'));
    assert_true(is_refused("6,5134", '.'));
    assert_true(is_refused("6513,222", '.'));
    assert_true(is_refused("1,234,56", '.'));
    assert_true(is_refused(",513", '.'));
    assert_true(is_refused("1,234,", '.'));
    assert_true(is_refused("-", '.'));
    assert_true(is_refused("", '.'));
    assert_true(is_refused("12 people", '.'));
}

static void test_is_grouped(void **state)
{
    (void)state;
    assert_true(is_grouped(span_of("6,513"), ','));
    assert_true(is_grouped(span_of("-12,040,000"), ','));
    assert_false(is_grouped(span_of("0,125"), ','));
    assert_false(is_grouped(span_of("6,51"), ','));
    assert_false(is_grouped(span_of("1,5"), ','));
    assert_false(is_grouped(span_of("6513"), ','));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_thousands),
        cmocka_unit_test(test_plain_numbers),
        cmocka_unit_test(test_no_groups),
        cmocka_unit_test(test_is_grouped),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
