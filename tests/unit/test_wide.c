#include "base/wide.h"
#include "support/test.h"

#include <string.h>

/* Answers by bc and Python's whole numbers. */
static void assert_digits(struct wide number, const char *expected)
{
    char text[WIDE_TEXT_BYTES];
    wide_format(number, text);
    assert_string_equal(text, expected);
}

static struct wide parsed(const char *digits)
{
    struct wide number;
    assert_true(wide_parse(digits, strlen(digits), &number));
    return number;
}

static void multiplies_without_losing_a_digit(void **state)
{
    (void)state;
    assert_digits(wide_product(0, 5), "0");
    assert_digits(wide_product(UINT64_MAX, UINT64_MAX),
                  "340282366920938463426481119284349108225");
    assert_digits(wide_product(1162377216000, 1162377216000),
                  "1351120792275910656000000");
    assert_digits(wide_times(wide_product(1162377216000, 1162377216000), 70368744177664),
                  "95076673384786258757843454787584000000");
}

static void adds_and_subtracts_over_the_half(void **state)
{
    (void)state;
    struct wide number = wide_of(UINT64_MAX);
    wide_add(&number, wide_of(1));
    assert_digits(number, "18446744073709551616");
    wide_subtract(&number, wide_of(1));
    assert_digits(number, "18446744073709551615");
    assert_close(wide_value(number), 18446744073709551615.0, 0);
    wide_subtract(&number, wide_product(1U << 31, (uint64_t)1 << 40));
    wide_subtract(&number, wide_product(1U << 31, (uint64_t)1 << 40));
    assert_close(wide_value(parsed("2361183241434822606848")), 2361183241434822606848.0,
                 0);
    struct wide below = wide_of(5);
    wide_subtract(&below, wide_of(12));
    assert_close(wide_value(below), -7, 0);
}

static void reads_what_it_writes(void **state)
{
    (void)state;
    const char *const digits[] = { "0",
                                   "9",
                                   "10",
                                   "18446744073709551615",
                                   "18446744073709551616",
                                   "340282366920938463463374607431768211455" };
    for (size_t i = 0; i < sizeof digits / sizeof *digits; i++)
        assert_digits(parsed(digits[i]), digits[i]);
    const char *const refused[] = { "",
                                    "-1",
                                    "1.0",
                                    "1e3",
                                    " 1",
                                    "1 ",
                                    "340282366920938463463374607431768211456",
                                    "999999999999999999999999999999999999999999" };
    struct wide number;
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
        assert_false(wide_parse(refused[i], strlen(refused[i]), &number));
}

static void compares_as_numbers_from_0(void **state)
{
    (void)state;
    assert_true(wide_compare(wide_of(1), wide_of(2)) < 0);
    assert_true(wide_compare(parsed("18446744073709551616"), wide_of(2)) > 0);
    assert_true(wide_compare(parsed("18446744073709551616"),
                             parsed("18446744073709551616")) == 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(multiplies_without_losing_a_digit),
        cmocka_unit_test(adds_and_subtracts_over_the_half),
        cmocka_unit_test(reads_what_it_writes),
        cmocka_unit_test(compares_as_numbers_from_0),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
