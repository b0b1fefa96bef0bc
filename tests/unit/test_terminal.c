#include "cli/terminal.h"
#include "support/test.h"

#include <string.h>

/* The environment of the test: pairs of name and value. */
static const char *const *environment;

static const char *lookup(const char *name)
{
    for (size_t i = 0; environment[i]; i += 2)
        if (strcmp(environment[i], name) == 0)
            return environment[i + 1];
    return NULL;
}

static struct terminal describe(bool is_terminal, size_t width, const char *const *names)
{
    environment = names;
    return terminal_describe(is_terminal, width, lookup);
}

static void a_file_is_the_same_everywhere(void **state)
{
    (void)state;
    const char *const names[] = {
        "COLUMNS", "200", "TERM", "xterm", "LC_ALL", "C", NULL
    };
    struct terminal terminal = describe(false, 132, names);
    assert_false(terminal.is_terminal);
    assert_int_equal(terminal.width, 80);
    assert_false(terminal.has_color);
    assert_true(terminal.has_unicode);
}

static void takes_the_width_from_columns_then_the_window_then_80(void **state)
{
    (void)state;
    const char *const set[] = { "COLUMNS", "100", NULL };
    const char *const odd[] = { "COLUMNS", "100x", NULL };
    const char *const narrow[] = { "COLUMNS", "12", NULL };
    const char *const none[] = { NULL };
    assert_int_equal(describe(true, 132, set).width, 100);
    assert_int_equal(describe(true, 132, odd).width, 132);
    assert_int_equal(describe(true, 132, none).width, 132);
    assert_int_equal(describe(true, 0, none).width, 80);
    assert_int_equal(describe(true, 132, narrow).width, 40);
    assert_int_equal(describe(true, 65535, none).width, 1000);
}

static void shows_colour_where_nothing_speaks_against_it(void **state)
{
    (void)state;
    const char *const able[] = { "TERM", "xterm", NULL };
    const char *const dumb[] = { "TERM", "dumb", NULL };
    const char *const none[] = { NULL };
    const char *const refused[] = { "TERM", "xterm", "NO_COLOR", "1", NULL };
    const char *const empty[] = { "TERM", "xterm", "NO_COLOR", "", NULL };
    assert_true(describe(true, 0, able).has_color);
    assert_false(describe(true, 0, dumb).has_color);
    assert_false(describe(true, 0, none).has_color);
    assert_false(describe(true, 0, refused).has_color);
    assert_true(describe(true, 0, empty).has_color);
}

static void shows_unicode_where_the_locale_is_utf8(void **state)
{
    (void)state;
    const char *const utf8[][7] = {
        { "LANG", "fr_FR.UTF-8", NULL },
        { "LC_CTYPE", "C.utf8", "LANG", "C", NULL },
        { "LC_ALL", "", "LC_CTYPE", "", "LANG", "de_DE.utf8@euro", NULL },
    };
    const char *const other[][7] = {
        { NULL },
        { "LANG", "C", NULL },
        { "LANG", "fr_FR.ISO-8859-1", NULL },
        { "LC_ALL", "POSIX", "LC_CTYPE", "C.UTF-8", "LANG", "C.UTF-8", NULL },
        { "LANG", "ja_JP.UTF-16", NULL },
        { "LANG", "u", NULL },
        { "LANG", "x.ut", NULL },
    };
    for (size_t i = 0; i < sizeof utf8 / sizeof *utf8; i++)
        assert_true(describe(true, 0, utf8[i]).has_unicode);
    for (size_t i = 0; i < sizeof other / sizeof *other; i++)
        assert_false(describe(true, 0, other[i]).has_unicode);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_is_the_same_everywhere),
        cmocka_unit_test(takes_the_width_from_columns_then_the_window_then_80),
        cmocka_unit_test(shows_colour_where_nothing_speaks_against_it),
        cmocka_unit_test(shows_unicode_where_the_locale_is_utf8),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
