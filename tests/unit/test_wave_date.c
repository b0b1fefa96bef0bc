#include "ingest/wave_date.h"
#include "support/test.h"

#include <stdio.h>
#include <string.h>

static bool is_month(const char *text, enum date_order order, const char *month)
{
    char label[WAVE_LABEL_BYTES] = "";
    return wave_of_date(span_of(text), PERIOD_MONTH, order, label) == DATE_OK &&
           strcmp(label, month) == 0;
}

static enum date_fault fault(const char *text, enum date_order order)
{
    char label[WAVE_LABEL_BYTES] = "untouched";
    enum date_fault found = wave_of_date(span_of(text), PERIOD_MONTH, order, label);
    assert_true(found == DATE_OK || strcmp(label, "untouched") == 0);
    return found;
}

static void reads_iso_dates_whatever_the_order(void **state)
{
    (void)state;
    assert_true(is_month("2026-03-31", ORDER_NONE, "2026-03"));
    assert_true(is_month("20260331", ORDER_NONE, "2026-03"));
    assert_true(is_month("2026-03-31T23:59:59.123+02:00", ORDER_NONE, "2026-03"));
    assert_true(is_month("2026-03-31 09:15:00", ORDER_NONE, "2026-03"));
    assert_true(is_month("2026/3/31", ORDER_NONE, "2026-03"));
    assert_true(is_month("2026-03-31", ORDER_DMY, "2026-03"));
    assert_true(is_month("2026-03-31", ORDER_MDY, "2026-03"));
}

static void reads_other_dates_by_their_order(void **state)
{
    (void)state;
    assert_true(is_month("03/04/2026", ORDER_DMY, "2026-04"));
    assert_true(is_month("03/04/2026", ORDER_MDY, "2026-03"));
    assert_true(is_month("3.4.26", ORDER_DMY, "2026-04"));
    assert_true(is_month("26-03-04", ORDER_YMD, "2026-03"));
    assert_true(is_month("31/12/99", ORDER_DMY, "1999-12"));
    assert_true(is_month("4/3/2026 9:30:00 PM", ORDER_MDY, "2026-04"));
    assert_true(is_month("29/02/2024", ORDER_DMY, "2024-02"));
}

static void names_periods(void **state)
{
    (void)state;
    char label[WAVE_LABEL_BYTES];
    assert_int_equal(
        wave_of_date(span_of("2026-03-31"), PERIOD_QUARTER, ORDER_NONE, label), DATE_OK);
    assert_string_equal(label, "2026-Q1");
    assert_int_equal(
        wave_of_date(span_of("2026-10-01"), PERIOD_QUARTER, ORDER_NONE, label), DATE_OK);
    assert_string_equal(label, "2026-Q4");
    assert_int_equal(wave_of_date(span_of("2026-10-01"), PERIOD_YEAR, ORDER_NONE, label),
                     DATE_OK);
    assert_string_equal(label, "2026");
}

static void says_what_is_wrong(void **state)
{
    (void)state;
    assert_int_equal(fault("03/04/2026", ORDER_NONE), DATE_UNORDERED);
    assert_int_equal(fault("31/04/2026", ORDER_DMY), DATE_NOT_THERE);
    assert_int_equal(fault("04/31/2026", ORDER_DMY), DATE_NOT_THERE);
    assert_int_equal(fault("2026-02-29", ORDER_NONE), DATE_NOT_THERE);
    assert_int_equal(fault("1900-02-29", ORDER_NONE), DATE_NOT_THERE);
    assert_int_equal(fault("2026-00-10", ORDER_NONE), DATE_NOT_THERE);
    assert_int_equal(fault("20261301", ORDER_NONE), DATE_NOT_THERE);
    static const char *const others[] = { "",           "yesterday",    "2026",
                                          "2026-03",    "2026-Q1",      "45000",
                                          "2026-03/31", "2026-03-31x",  "1-2-3-4",
                                          "31 March",   "2026-03-31 x", "120260331" };
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        assert_int_equal(fault(others[i], ORDER_DMY), DATE_NOT);
}

static void finds_the_order_that_a_date_must_have(void **state)
{
    (void)state;
    assert_int_equal(date_order_of(span_of("31/03/2026")), ORDER_DMY);
    assert_int_equal(date_order_of(span_of("03/31/2026")), ORDER_MDY);
    assert_int_equal(date_order_of(span_of("03/04/2026")), ORDER_NONE);
    assert_int_equal(date_order_of(span_of("no date")), ORDER_NONE);
}

/* What comes before the time of day is the same date, or none for the same reason. */
static void means_the_same_without_the_time(void **state)
{
    (void)state;
    static const char *const dates[] = { "2026-03-31", "20260331",   "31/03/2026",
                                         "3.4.26",     "31 03 2026", "2026-02-30",
                                         "yesterday",  "1-2-3-4",    "",
                                         "Tuesday",    "120260331" };
    static const char *const tails[] = {
        "",           " ",         "T",      " 9:30",
        "T23:59:59Z", ", 9:30 PM", " 10h15", "  7:05:00.5 +02:00",
        " noon",      " 12",       ",",      " 2026-01-01 10:00"
    };
    size_t cut_count = 0;
    for (size_t d = 0; d < sizeof dates / sizeof *dates; d++)
        for (size_t t = 0; t < sizeof tails / sizeof *tails; t++)
            for (int order = ORDER_NONE; order <= ORDER_YMD; order++) {
                char text[60];
                char whole[WAVE_LABEL_BYTES] = "";
                char part[WAVE_LABEL_BYTES] = "";
                snprintf(text, sizeof text, "%s%s", dates[d], tails[t]);
                struct span cut = { text, date_byte_count(span_of(text)) };
                cut_count += cut.byte_count < strlen(text);
                assert_int_equal(
                    wave_of_date(cut, PERIOD_MONTH, (enum date_order)order, part),
                    wave_of_date(span_of(text), PERIOD_MONTH, (enum date_order)order,
                                 whole));
                assert_string_equal(part, whole);
            }
    assert_true(cut_count > 100);
    assert_int_equal(date_byte_count(span_of("2026-03-31 23:59:59")), 10);
    assert_int_equal(date_byte_count(span_of("2026-03-31 x")), 12);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_iso_dates_whatever_the_order),
        cmocka_unit_test(reads_other_dates_by_their_order),
        cmocka_unit_test(names_periods),
        cmocka_unit_test(says_what_is_wrong),
        cmocka_unit_test(finds_the_order_that_a_date_must_have),
        cmocka_unit_test(means_the_same_without_the_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
