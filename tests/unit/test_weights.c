#include "support/test.h"
#include "tally/weights.h"

#include <math.h>
#include <string.h>

static struct weight_sums sums_of(double weight, uint64_t count)
{
    struct weight_sums sums = { { 0, 0 }, { 0, 0 } };
    uint64_t parts = 0;
    assert_true(weight_parts(weight, &parts));
    weight_sums_add(&sums, parts, count);
    return sums;
}

static void check_text(const struct weight_sums *sums, const char *sum,
                       const char *squares)
{
    char texts[2][WEIGHT_TEXT_BYTES];
    struct weight_sums back;
    weight_sums_format(sums, texts[0], texts[1]);
    assert_string_equal(texts[0], sum);
    assert_string_equal(texts[1], squares);
    assert_true(weight_sum_parse(texts[0], strlen(texts[0]), &back.sum));
    assert_true(weight_squares_parse(texts[1], strlen(texts[1]), &back.squares));
    assert_int_equal(wide_compare(back.sum, sums->sum), 0);
    assert_int_equal(wide_compare(back.squares, sums->squares), 0);
}

static void reads_back_what_it_writes(void **state)
{
    (void)state;
    struct weight_sums nobody = { { 0, 0 }, { 0, 0 } };
    struct weight_sums one = sums_of(1, 1);
    struct weight_sums many = sums_of(0.1, 3);
    struct weight_sums small = sums_of(0.000001, 1);
    struct weight_sums large = sums_of(100000, 300000000);
    struct weight_sums fine = sums_of(1.0000000001, 1);
    check_text(&nobody, "0", "0");
    check_text(&one, "1", "1");
    check_text(&many, "0.3", "0.03");
    check_text(&small, "0.000001", "0.000000000001");
    check_text(&large, "30000000000000", "3000000000000000000");
    check_text(&fine, "1.0000000001", "1.00000000020000000001");
}

static void adds_up_in_any_order(void **state)
{
    (void)state;
    const double weights[] = { 0.1, 30, 1e-6, 99999.9999999999, 0.7, 1. / 3 };
    enum { COUNT = sizeof weights / sizeof *weights };
    struct weight_sums forwards = { { 0, 0 }, { 0, 0 } };
    struct weight_sums backwards = { { 0, 0 }, { 0, 0 } };
    for (int i = 0; i < COUNT; i++) {
        struct weight_sums a = sums_of(weights[i], 1);
        struct weight_sums b = sums_of(weights[COUNT - 1 - i], 1);
        weight_sums_merge(&forwards, &a);
        weight_sums_merge(&backwards, &b);
    }
    assert_memory_equal(&forwards, &backwards, sizeof forwards);
}

static void refuses_what_is_no_weight(void **state)
{
    (void)state;
    uint64_t parts;
    assert_false(weight_parts(0, &parts));
    assert_false(weight_parts(-1, &parts));
    assert_false(weight_parts(0.0000009, &parts));
    assert_false(weight_parts(100000.1, &parts));
    assert_false(weight_parts((double)NAN, &parts));
}

static void refuses_what_is_no_sum(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "",    ".",     "1.",
        ".5",  "-1",    "1e3",
        "1,5", "1.2.3", "0.12345678901",
        "1 ",  "inf",   "99999999999999999999999999999999999999999"
    };
    struct wide sum;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(weight_sum_parse(bad[i], strlen(bad[i]), &sum));
}

/* Cauchy and Schwarz: (sum w)^2 / n <= sum w^2 <= (sum w)^2. */
static void knows_sums_that_cannot_be(void **state)
{
    (void)state;
    struct weight_sums sums = sums_of(2, 3);
    assert_true(weight_sums_are_sound(&sums, 3));
    assert_false(weight_sums_are_sound(&sums, 0));
    assert_false(weight_sums_are_sound(&sums, 2));
    sums.squares = sums_of(6.1, 1).squares;
    assert_false(weight_sums_are_sound(&sums, 3));
    struct weight_sums nobody = { { 0, 0 }, { 0, 0 } };
    assert_true(weight_sums_are_sound(&nobody, 0));
    assert_false(weight_sums_are_sound(&nobody, 1));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_back_what_it_writes),
        cmocka_unit_test(adds_up_in_any_order),
        cmocka_unit_test(refuses_what_is_no_weight),
        cmocka_unit_test(refuses_what_is_no_sum),
        cmocka_unit_test(knows_sums_that_cannot_be),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
