#include "cli/options.h"
#include "support/test.h"

#include <string.h>

struct settings {
    struct common_settings common;
    struct words outputs;
    const char *color;
    const char *format;
    bool ascii;
};

static const char *const colors[] = { "auto", "never", NULL };
static const struct option rows[] = {
    { "output", 'o', OPTION_LIST, "FILE", "", offsetof(struct settings, outputs), NULL },
    { "format", 'f', OPTION_TEXT, "FORMAT", "", offsetof(struct settings, format), NULL },
    { "color", 0, OPTION_TEXT, "WHEN", "", offsetof(struct settings, color), colors },
    { "ascii", 0, OPTION_FLAG, NULL, "", offsetof(struct settings, ascii), NULL },
};
static const struct option_table table = { rows, sizeof rows / sizeof *rows };

struct fixture {
    struct arena arena;
    struct symbar_diagnostics *diagnostics;
    struct settings settings;
};

static int set_up(void **state)
{
    static struct fixture fixture;
    fixture = (struct fixture){ .diagnostics = symbar_diagnostics_create() };
    *state = &fixture;
    return fixture.diagnostics ? 0 : -1;
}

static int tear_down(void **state)
{
    struct fixture *fixture = *state;
    symbar_diagnostics_free(fixture->diagnostics);
    arena_release(&fixture->arena);
    return 0;
}

static enum symbar_status parse(struct fixture *fixture, const char *const *line)
{
    const char *items[16];
    struct words words = { items, 0 };
    for (; line[words.count]; words.count++)
        items[words.count] = line[words.count];
    return options_parse("report", &table, &words, &fixture->arena,
                         &fixture->settings.common, fixture->diagnostics);
}

/* The line is refused with these messages and hints, in this order, and no others. */
static void assert_refused(struct fixture *fixture, const char *const *line,
                           const char *const *expected)
{
    assert_int_equal(parse(fixture, line), SYMBAR_BAD_USAGE);
    size_t count = symbar_diagnostics_count(fixture->diagnostics);
    for (size_t i = 0; i < count; i++) {
        const struct symbar_diagnostic *item =
            symbar_diagnostics_at(fixture->diagnostics, i);
        assert_non_null(expected[2 * i]);
        assert_string_equal(item->message, expected[2 * i]);
        if (expected[2 * i + 1])
            assert_string_equal(item->hint, expected[2 * i + 1]);
        else
            assert_null(item->hint);
    }
    assert_null(expected[2 * count]);
}

static void takes_values_in_every_form(void **state)
{
    struct fixture *fixture = *state;
    const char *const line[] = { "--output",     "a",       "--output=b",
                                 "-o",           "c",       "-od",
                                 "--format=x=y", "--color", "never",
                                 "--output=",    NULL };
    assert_int_equal(parse(fixture, line), SYMBAR_OK);
    const struct settings *settings = &fixture->settings;
    const char *const expected[] = { "a", "b", "c", "d", "" };
    assert_int_equal(settings->outputs.count, 5);
    for (size_t i = 0; i < 5; i++)
        assert_string_equal(settings->outputs.items[i], expected[i]);
    assert_string_equal(settings->format, "x=y");
    assert_string_equal(settings->color, "never");
    assert_false(settings->ascii);
    assert_false(settings->common.help);
    assert_int_equal(settings->common.operands.count, 0);
}

static void mixes_operands_and_options(void **state)
{
    struct fixture *fixture = *state;
    const char *const line[] = { "one", "--ascii", "-",       "-f", "-",
                                 "-q",  "--",      "--ascii", "-x", NULL };
    assert_int_equal(parse(fixture, line), SYMBAR_OK);
    const struct words *operands = &fixture->settings.common.operands;
    const char *const expected[] = { "one", "-", "--ascii", "-x" };
    assert_int_equal(operands->count, 4);
    for (size_t i = 0; i < 4; i++)
        assert_string_equal(operands->items[i], expected[i]);
    assert_string_equal(fixture->settings.format, "-");
    assert_true(fixture->settings.ascii);
    assert_true(fixture->settings.common.quiet);
}

static void takes_an_option_as_the_value_of_another(void **state)
{
    struct fixture *fixture = *state;
    const char *const line[] = { "-o", "--ascii", NULL };
    assert_int_equal(parse(fixture, line), SYMBAR_OK);
    assert_string_equal(fixture->settings.outputs.items[0], "--ascii");
    assert_false(fixture->settings.ascii);
}

static void lets_the_last_of_one_option_count(void **state)
{
    struct fixture *fixture = *state;
    const char *const line[] = { "-f", "text", "-f", "json", NULL };
    assert_int_equal(parse(fixture, line), SYMBAR_OK);
    assert_string_equal(fixture->settings.format, "json");
}

static void tells_all_that_is_wrong_with_the_nearest_name(void **state)
{
    const char *const line[] = { "--outptu=x", "--asci", "-x", "-output", "--zzz", NULL };
    const char *const expected[] = { "unknown option '--outptu'",
                                     "did you mean '--output'?",
                                     "unknown option '--asci'",
                                     "did you mean '--ascii'?",
                                     "unknown option '-x'",
                                     "`symbar report --help` lists the options",
                                     "unknown option '-output'",
                                     "did you mean '--output'?",
                                     "unknown option '--zzz'",
                                     "`symbar report --help` lists the options",
                                     NULL };
    assert_refused(*state, line, expected);
}

static void never_abbreviates(void **state)
{
    const char *const line[] = { "--out", "x", NULL };
    const char *const expected[] = { "unknown option '--out'", "did you mean '--output'?",
                                     NULL };
    assert_refused(*state, line, expected);
}

static void refuses_values_that_do_not_fit(void **state)
{
    const char *const line[] = { "--ascii=yes", "--color=blue", "-o", NULL };
    const char *const expected[] = { "option '--ascii' takes no value",
                                     NULL,
                                     "option '--color' does not take 'blue'",
                                     "it takes one of: auto, never",
                                     "option '--output' needs a value: --output FILE",
                                     NULL,
                                     NULL };
    assert_refused(*state, line, expected);
}

static void does_not_bundle_letters(void **state)
{
    const char *const line[] = { "-qh", NULL };
    const char *const expected[] = { "unknown option '-qh'",
                                     "`symbar report --help` lists the options", NULL };
    assert_refused(*state, line, expected);
}

static void reads_whole_numbers_within_bounds(void **state)
{
    (void)state;
    long number = -7;
    assert_true(option_number("40", 40, 1000, &number));
    assert_int_equal(number, 40);
    assert_true(option_number("1000", 40, 1000, &number));
    assert_int_equal(number, 1000);
    const char *const refused[] = {
        "39",  "1001", "",    "-50",  "+50",
        " 50", "50 ",  "5e1", "0x50", "99999999999999999999"
    };
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
        assert_false(option_number(refused[i], 40, 1000, &number));
    assert_int_equal(number, 1000);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(takes_values_in_every_form),
        TEST(mixes_operands_and_options),
        TEST(takes_an_option_as_the_value_of_another),
        TEST(lets_the_last_of_one_option_count),
        TEST(tells_all_that_is_wrong_with_the_nearest_name),
        TEST(never_abbreviates),
        TEST(refuses_values_that_do_not_fit),
        TEST(does_not_bundle_letters),
        TEST(reads_whole_numbers_within_bounds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
