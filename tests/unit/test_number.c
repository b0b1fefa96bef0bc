#include "base/number.h"
#include "support/test.h"

#include <float.h>
#include <locale.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct reading {
    const char *text;
    char point;
    double value;
};

static const struct reading readings[] = {
    { "0", '.', 0 },
    { "-0", '.', 0 },
    { "+5", '.', 5 },
    { "007", '.', 7 },
    { "72.6", '.', 72.6 },
    { "72,6", ',', 72.6 },
    { ".5", '.', 0.5 },
    { "-,5", ',', -0.5 },
    { "1e3", '.', 1000 },
    { "1,5E-3", ',', 0.0015 },
    { "4.0", '.', 4 },
    { "9007199254740993", '.', 0x1p53 },
    { "1.7976931348623157e308", '.', DBL_MAX },
    { "4.9e-324", '.', 0x1p-1074 },
    { "1e-999", '.', 0 },
};

static const char *const no_numbers[] = {
    "",    " ",  "1 ",    " 1",   "+",     "-",      ".",        "1.",     "1.e3",
    "e3",  "1e", "1e+",   "0x10", "inf",   "nan",    "Infinity", "1.2.3",  "1,000.5",
    "--1", "1-", "1e5.5", "1_0",  "1e999", "-1e999", "4/5",      "10 - x", "1\xc2\xa0",
};

static void check_readings(void)
{
    for (size_t i = 0; i < sizeof readings / sizeof *readings; i++) {
        const struct reading *row = &readings[i];
        double value = NAN;
        if (!number_parse(row->text, strlen(row->text), row->point, &value))
            print_error("'%s' was not read\n", row->text);
        assert_true(value == row->value);
    }
    for (size_t i = 0; i < sizeof no_numbers / sizeof *no_numbers; i++) {
        double value = 42;
        if (number_parse(no_numbers[i], strlen(no_numbers[i]), '.', &value))
            print_error("'%s' was read\n", no_numbers[i]);
        assert_true(value == 42);
    }
}

static void reads_whole_cells_only(void **state)
{
    (void)state;
    double value = 42;
    check_readings();
    assert_false(number_parse("1.5", 3, ',', &value));
    assert_false(number_parse("1,5", 3, '.', &value));
    assert_false(number_parse("1\0", 2, '.', &value));
    assert_true(number_parse("15", 1, '.', &value)); /* not terminated */
    assert_true(value == 1);
}

/* Short decimals take a way of their own, which has to end at the same double. */
static void reads_decimals_as_the_c_library_does(void **state)
{
    (void)state;
    char text[32];
    uint64_t bits = 20261126;
    for (int i = 0; i < 20000; i++) {
        double value;
        bits = bits * 6364136223846793005u + 1442695040888963407u;
        int digits = 1 + (int)(bits >> 60) % 14;
        int length = snprintf(text, sizeof text, "%s%.*f", i % 3 ? "" : "-", digits % 8,
                              (double)(bits >> 20) / 1e6 / (digits + 1));
        assert_true(number_parse(text, (size_t)length, '.', &value));
        assert_true(value == strtod(text, NULL));
    }
}

static void refuses_endless_digits(void **state)
{
    (void)state;
    char digits[200];
    double value = 42;
    memset(digits, '1', sizeof digits);
    assert_true(number_parse(digits, 63, '.', &value));
    assert_false(number_parse(digits, 64, '.', &value));
    assert_false(number_parse(digits, sizeof digits, '.', &value));
}

struct writing {
    double value;
    const char *text; /* to 12 digits */
    const char *exact;
};

static const struct writing writings[] = {
    { 0, "0", "0" },
    { -0.0, "0", "0" },
    { 5, "5", "5" },
    { -0.5, "-0.5", "-0.5" },
    { 72.6, "72.6", "72.6" },
    { 100, "100", "100" },
    { 1000000, "1000000", "1000000" },
    { 999999999999, "999999999999", "999999999999" },
    { 1e12, "1e+12", "1000000000000" },
    { 123456789012345, "1.23456789012e+14", "123456789012345" },
    { 0.1 + 0.2, "0.3", "0.30000000000000004" },
    { 1.0 / 3, "0.333333333333", "0.3333333333333333" },
    { 1e-7, "1e-07", "1e-07" },
    { 0.0001, "0.0001", "0.0001" },
    { 1e22, "1e+22", "1e+22" },
    { 0x1p53, "9.00719925474e+15", "9007199254740992" },
    { DBL_MAX, "1.79769313486e+308", "1.7976931348623157e+308" },
    { -DBL_MIN, "-2.22507385851e-308", "-2.2250738585072014e-308" },
};

static void check_writings(void)
{
    char text[NUMBER_TEXT_BYTES];
    for (size_t i = 0; i < sizeof writings / sizeof *writings; i++) {
        number_format(writings[i].value, text);
        assert_string_equal(text, writings[i].text);
        number_format_exact(writings[i].value, text);
        assert_string_equal(text, writings[i].exact);
    }
}

static void writes_as_json_does(void **state)
{
    (void)state;
    check_writings();
}

/* Halves away from zero, as people do it, whatever the binary digits. */
static void rounds_to_decimals(void **state)
{
    (void)state;
    static const struct {
        double value;
        int decimals;
        const char *text;
    } rows[] = {
        { 72.65, 1, "72.7" },
        { 0.05, 1, "0.1" },
        { -0.05, 1, "-0.1" },
        { 0.049, 1, "0.0" },
        { -0.049, 1, "0.0" },
        { 2.5, 0, "3" },
        { -2.5, 0, "-3" },
        { 1.005, 2, "1.01" },
        { 99.95, 1, "100.0" },
        { 72.6499, 1, "72.6" },
        { 0, 3, "0.000" },
        { -0.0, 1, "0.0" },
        { 0.0000005, 6, "0.000001" },
        { 123456789012, 1, "123456789012.0" },
        { -0.4, 0, "0" },
        { -1234.5, 6, "-1234.500000" },
        { 0.05, 6, "0.050000" },
        /* on both sides of where printf takes over */
        { 999999999.5, 6, "999999999.500000" },
        { 1000000000.5, 6, "1000000000.500000" },
        { -999999999999999, 0, "-999999999999999" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char text[NUMBER_TEXT_BYTES];
        number_format_fixed(rows[i].value, rows[i].decimals, text);
        assert_string_equal(text, rows[i].text);
    }
}

static void reads_back_what_it_wrote_exactly(void **state)
{
    (void)state;
    char text[NUMBER_TEXT_BYTES];
    uint64_t bits = 88172645463325252u;
    for (int i = 0; i < 20000; i++) {
        double value;
        double again = 0;
        bits ^= bits << 13;
        bits ^= bits >> 7;
        bits ^= bits << 17;
        memcpy(&value, &bits, sizeof value);
        if (!isfinite(value))
            continue;
        number_format_exact(value, text);
        assert_true(number_parse(text, strlen(text), '.', &again));
        assert_true(again == value);
    }
}

/* A program that links the library may have set a locale with another point. */
static void is_the_same_in_every_locale(void **state)
{
    (void)state;
    static const char *const names[] = { "de_DE.UTF-8", "de_DE.utf8", "fr_FR.UTF-8",
                                         "fr_FR.utf8",  "ps_AF.utf8", "ps_AF.UTF-8" };
    size_t tried = 0;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (!setlocale(LC_NUMERIC, names[i]))
            continue;
        tried++;
        check_readings();
        check_writings();
        setlocale(LC_NUMERIC, "C");
    }
    if (!tried)
        skip();
}

/* Numbers of the usual sizes are not written by printf, but as it writes them: also next
   to a power of ten, and half way between two texts. */
static void writes_what_printf_writes(void **state)
{
    (void)state;
    uint64_t bits = 20261126;
    for (int i = 0; i < 100000; i++) {
        char text[NUMBER_TEXT_BYTES];
        char expected[64];
        bits = bits * 6364136223846793005u + 1442695040888963407u;
        double power = pow(10, i / 4 % 26 - 12);
        const double values[] = {
            (double)(bits >> 11) * 0x1p-53 * power,
            ((double)(bits % 200000000000001) + 0.5) / pow(10, i / 4 % 15),
            power * (1 - ldexp(1, -(int)(bits >> 58))),
            (double)(bits >> 40) / (double)(1 + (bits & 1023)),
        };
        double value = bits & 2048 ? -values[i % 4] : values[i % 4];
        number_format(value, text);
        snprintf(expected, sizeof expected, "%.12g", value);
        assert_string_equal(text, strcmp(expected, "-0") ? expected : "0");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_whole_cells_only),
        cmocka_unit_test(reads_decimals_as_the_c_library_does),
        cmocka_unit_test(refuses_endless_digits),
        cmocka_unit_test(writes_what_printf_writes),
        cmocka_unit_test(writes_as_json_does),
        cmocka_unit_test(rounds_to_decimals),
        cmocka_unit_test(reads_back_what_it_wrote_exactly),
        cmocka_unit_test(is_the_same_in_every_locale),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
