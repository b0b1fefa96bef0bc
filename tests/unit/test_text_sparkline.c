#include "report/text_parts.h"
#include "support/results.h"
#include "support/test.h"

static struct measure values[9];
static struct sparkline sparkline;
static struct buffer drawn;
static struct pen pen;

static int make(void **state)
{
    (void)state;
    pen = (struct pen){ .width = 80 };
    sparkline = (struct sparkline){ .values = values, .low = 0, .high = 80 };
    return 0;
}

static int clear(void **state)
{
    (void)state;
    buffer_release(&drawn);
    return 0;
}

static void add(double value)
{
    values[sparkline.count++] = available(value);
}

static void assert_drawn(const char *expected)
{
    buffer_clear(&drawn);
    pen_sparkline(&drawn, &pen, &sparkline);
    assert_false(buffer_failed(&drawn));
    assert_string_equal(drawn.bytes, expected);
}

/* Eight blocks of ten points each; the highest value has no block of its own. */
static void draws_a_block_for_each_value(void **state)
{
    (void)state;
    for (int i = 0; i < 8; i++)
        add(10 * i + 0.5);
    add(80);
    assert_drawn("0.5 ▁▂▃▄▅▆▇██ 80.0");
    pen.ascii = true;
    assert_drawn("0.5 __--~~^^^ 80.0");
}

static void tells_what_is_not_shown(void **state)
{
    (void)state;
    add(70);
    values[sparkline.count++] = (struct measure){ .available = false };
    add(5);
    values[sparkline.count++] = (struct measure){ .available = false };
    assert_drawn("70.0 █·▁· –");
    pen.ascii = true;
    assert_drawn("70.0 ^._. -");
    pen.plain = true;
    assert_drawn("70.0, -, 5.0, -");
}

static void bars_what_cannot_be_compared(void **state)
{
    (void)state;
    static const bool breaks[] = { true, false, true };
    add(20);
    add(70);
    add(75);
    sparkline.breaks = breaks;
    assert_drawn("20.0 ▃█│█ 75.0");
    pen.ascii = true;
    assert_drawn("20.0 -^|^ 75.0");
}

static void keeps_within_its_scale(void **state)
{
    (void)state;
    sparkline.low = 40;
    sparkline.high = 50;
    add(12);
    add(99);
    assert_drawn("12.0 ▁█ 99.0");
    sparkline.count = 1;
    assert_drawn("12.0 ▁ 12.0");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(draws_a_block_for_each_value, make, clear),
        cmocka_unit_test_setup_teardown(tells_what_is_not_shown, make, clear),
        cmocka_unit_test_setup_teardown(bars_what_cannot_be_compared, make, clear),
        cmocka_unit_test_setup_teardown(keeps_within_its_scale, make, clear),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
