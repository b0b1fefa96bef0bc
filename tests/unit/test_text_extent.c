#include "report/text_extent.h"
#include "support/test.h"

#include <string.h>

/* Helvetica's A is 667 thousandths of its size wide, i 222 (Adobe's metrics); a wider
   face adds 15 %. */
static void measures_letters(void **state)
{
    (void)state;
    assert_close(text_extent("A", 1, 1000), 667 * 1.15, 1e-9);
    assert_close(text_extent("Ai", 2, 10), 8.89 * 1.15, 1e-9);
    assert_close(text_extent("", 0, 10), 0, 1e-12);
    /* an accent of its own takes no room, a Chinese character two columns */
    assert_close(text_extent("e\xcc\x81", 3, 1000), text_extent("e", 1, 1000), 1e-9);
    assert_close(text_extent("\xe4\xb8\xad", 3, 1000), 2 * 640 * 1.15, 1e-9);
}

static void assert_shortened(const char *text, double width, const char *expected)
{
    struct buffer out = { 0 };
    bool is_whole = text_shorten(&out, text, 10, width);
    assert_int_equal(is_whole, strcmp(text, expected) == 0);
    assert_string_equal(out.bytes, expected);
    assert_true(is_whole || text_extent(out.bytes, out.byte_count, 10) <= width);
    buffer_release(&out);
}

static void shortens_with_an_ellipsis(void **state)
{
    (void)state;
    assert_shortened("Lyon", 100, "Lyon");
    assert_shortened("mmmmmmmm", 40, "mmm\xe2\x80\xa6");
    assert_shortened("mm mm", 30, "mm\xe2\x80\xa6"); /* no space before the ellipsis */
}

static void breaks_lines_at_spaces(void **state)
{
    (void)state;
    size_t next;
    const char *text = "Qualit\xc3\xa9 de l'accueil";
    assert_int_equal(text_break(text, 10, 60, &next), 11);
    assert_string_equal(text + next, "l'accueil");
    assert_int_equal(text_break("short", 10, 600, &next), 5);
    assert_int_equal(next, 5);
    /* a word that is too long is cut, and something is always taken */
    assert_int_equal(text_break("mmmm", 10, 1, &next), 1);
    assert_int_equal(next, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(measures_letters),
        cmocka_unit_test(shortens_with_an_ellipsis),
        cmocka_unit_test(breaks_lines_at_spaces),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
