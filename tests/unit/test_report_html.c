#include "base/memory.h"
#include "report/report.h"
#include "report/svg_layer.h"
#include "support/results.h"
#include "support/test.h"

#include <stdio.h>
#include <string.h>

static struct fixture fixture;
static struct buffer written;
static const struct report_style style = { .width = 80 };

static const struct report_format *const pages[] = {
    &report_format_html,   &report_format_mirror,  &report_format_symmetry,
    &report_format_shares, &report_format_units,   &report_format_funnel,
    &report_format_waves,  &report_format_drivers,
};

enum { PAGES = sizeof pages / sizeof *pages };

static int make(void **state)
{
    (void)state;
    fixture_init(&fixture);
    return 0;
}

static int clear(void **state)
{
    (void)state;
    buffer_release(&written);
    fixture_release(&fixture);
    return 0;
}

static void write_as(const struct report_format *format)
{
    buffer_clear(&written);
    assert_int_equal(format->write(&fixture.report, &style, sink_to_buffer(&written),
                                   fixture.diagnostics),
                     SYMBAR_OK);
}

static void assert_has(const char *expected)
{
    if (!strstr(written.bytes, expected))
        print_error("not in the page: %s\nwhich is\n%s\n", expected, written.bytes);
    assert_non_null(strstr(written.bytes, expected));
}

static void assert_lacks(const char *unexpected)
{
    assert_null(strstr(written.bytes, unexpected));
}

static void begins_with_what_matters(void **state)
{
    (void)state;
    fixture_gap(&fixture, fixture_row(&fixture, -1, DIM_LISTENING))->verdict =
        VERDICT_EMPLOYEES_HIGHER;
    write_as(&report_format_html);
    assert_has(
        "<h1>Acme Retail</h1>\n<p>403 employees and 1203 customers, 3 units in "
        "common</p>\n<p class=\"lead\">Employees see Listening 19.9 points higher");
    assert_has("<li class=\"employees\"><b>+19.9</b>Listening<br>");
    assert_has("<section>\n<h2>The mirror</h2>");
    assert_has("aria-label=\"The mirror. Listening: ");
}

/* What a picture in the page looks like is what its file says. */
static void styles_what_it_names(void **state)
{
    (void)state;
    write_as(&report_format_html);
    for (size_t i = 0; look_at(i); i++) {
        const struct look *look = look_at(i);
        char rule[64];
        snprintf(rule, sizeof rule, ".%c{%s}", look->class, look->declaration);
        assert_has(rule);
        size_t name = strcspn(look->attribute, "=");
        assert_memory_equal(look->attribute, look->declaration, name);
        assert_int_equal(look->declaration[name], ':');
        size_t value = strlen(look->attribute + name + 1);
        const char *declared = look->declaration + name + 1;
        assert_memory_equal(look->attribute + name + 1, declared, value);
        assert_true(!declared[value] || strcmp(declared + value, "px") == 0);
    }
}

/* Whatever is not available has no place in the line. */
static void says_which_figures_of_a_symmetry_there_are(void **state)
{
    (void)state;
    struct linkage_result linkage = { .dimension = DIM_LISTENING };
    fixture.results.linkage = &linkage;
    fixture.results.linkage_count = 1;
    struct result_row *third = fixture_row(&fixture, 2, DIM_LISTENING);
    const char *name = third->unit;
    *third = *fixture_row(&fixture, 1, DIM_LISTENING); /* nothing is hidden here */
    third->unit = name;
    write_as(&report_format_symmetry);
    assert_has(">3 units<");
    linkage.concordance.value = available(-0.5);
    write_as(&report_format_symmetry);
    assert_has(">3 units, concordance \xe2\x88\x92"
               "0.50<");
    linkage.pearson.value = available(0.25);
    write_as(&report_format_symmetry);
    assert_has(">3 units, r 0.25, concordance \xe2\x88\x92"
               "0.50<");
    linkage.pearson.low = available(-0.25);
    linkage.pearson.high = available(0.75);
    write_as(&report_format_symmetry);
    assert_has(">3 units, r 0.25 (\xe2\x88\x92"
               "0.25 to 0.75), concordance \xe2\x88\x92"
               "0.50<");
    linkage.concordance.value.available = false;
    write_as(&report_format_symmetry);
    assert_has(">3 units, r 0.25 (\xe2\x88\x92"
               "0.25 to 0.75)<");
    linkage.pearson.low.available = false;
    write_as(&report_format_symmetry);
    assert_has(">3 units, r 0.25<");
}

/* Nothing is fetched and nothing runs. */
static void needs_nothing_from_elsewhere(void **state)
{
    (void)state;
    write_as(&report_format_html);
    assert_has("Content-Security-Policy\" content=\"default-src 'none'; style-src "
               "'sha256-");
    assert_lacks("<script");
    assert_lacks("http:");
    assert_lacks("https:");
    assert_lacks(" style=");
    assert_lacks("url(");
}

/* Two drivers of each side, in percent; across units there is nothing to show. */
static struct driver_result drivers[DRIVER_SCOPES][2];

static void add_drivers(void)
{
    static const double shares[DRIVER_SCOPES][2] = { { 40, 60 }, { 30, 70 }, { 55, 45 } };
    static const size_t dimensions[DRIVER_SCOPES][2] = { { DIM_LISTENING, DIM_TOOLS },
                                                         { DIM_LISTENING, DIM_WELCOME },
                                                         { DIM_LISTENING, DIM_TOOLS } };
    fixture.study.analysis.has_overall = true;
    fixture.study.analysis.overall = DIM_RECOMMEND;
    for (int scope = 0; scope < DRIVER_SCOPES; scope++) {
        for (int i = 0; i < 2; i++)
            drivers[scope][i] = (struct driver_result){
                .dimension = dimensions[scope][i],
                .r = { available(i ? -0.21 : 0.34), available(-0.3), available(0.5) },
                .share = { available(shares[scope][i]), available(shares[scope][i] - 20),
                           available(shares[scope][i] + 10) },
            };
        fixture.results.drivers[scope] =
            (struct driver_set){ .n = available(90),
                                 .r2_adjusted = available(0.2),
                                 .p = available(scope == DRIVERS_ACROSS ? 0.4 : 0.001),
                                 .drivers = drivers[scope],
                                 .driver_count = 2 };
    }
}

static void escapes_hostile_names(void **state)
{
    (void)state;
    add_drivers();
    fixture.study.title = "<script>alert(1)</script>";
    fixture.dimensions[DIM_LISTENING].label = "\"><svg onload=alert(1)>\x1b[2J";
    for (int d = 0; d < FIXTURE_DIMENSIONS; d++)
        fixture_row(&fixture, 0, (size_t)d)->unit = "a\xe2\x80\xae</svg><b>";
    for (size_t i = 0; i < PAGES; i++) {
        write_as(pages[i]);
        assert_lacks("<script");
        assert_lacks("<svg onload");
        assert_lacks("</svg><b>");
        assert_lacks("\x1b");
        assert_lacks("\xe2\x80\xae");
    }
}

/* The number that the fixture hides would be the only 31.4 of the page. */
static void shows_nothing_hidden(void **state)
{
    (void)state;
    for (size_t i = 0; i < PAGES; i++) {
        fixture_side(&fixture, fixture_row(&fixture, 0, DIM_LISTENING), SIDE_EMPLOYEES)
            ->index.value = available(31.4);
        write_as(pages[i]);
        if (pages[i] == &report_format_html)
            assert_has("31.4");
        suppress(fixture_row(&fixture, 0, DIM_LISTENING), SIDE_EMPLOYEES);
        write_as(pages[i]);
        assert_lacks("31.4");
    }
}

static void draws_a_report_without_anything(void **state)
{
    (void)state;
    fixture.results.row_count = 0;
    fixture.results.unit_count = 0;
    for (size_t i = 0; i < PAGES; i++)
        write_as(pages[i]);
    write_as(&report_format_mirror);
    assert_has("Nothing to show.");
    write_as(&report_format_html);
    assert_lacks("<svg");
}

/* The axis runs from 0 to 80 percent, from 20 to 250: 2.875 a point. */
static void draws_drivers_by_their_share(void **state)
{
    (void)state;
    add_drivers();
    write_as(&report_format_drivers);
    assert_has("Within each side: what goes with Recommendation");
    assert_has("v14h-172.5z"); /* Tools and means, employees, 60 */
    assert_has("v14h-115z");   /* Listening, employees, 40 */
    assert_lacks("Across units");
    assert_has("Welcome: customers 70\xc2\xa0%, r \xe2\x88\x92"
               "0.21. Tools and means: employees 60\xc2\xa0%, r \xe2\x88\x92"
               "0.21. Listening: employees 40\xc2\xa0%, r +0.34. Listening: customers "
               "30\xc2\xa0%, r +0.34.");
    fixture.results.drivers[DRIVERS_ACROSS].p = available(0.04);
    write_as(&report_format_drivers);
    assert_has("Across units: what employees say, and the customers&#39; Recommendation");
    assert_has("Listening: 55\xc2\xa0%, r +0.34.");
    write_as(&report_format_html);
    assert_has("<h2>Key drivers</h2>");
}

static void speaks_of_drivers_that_are_not_drawn(void **state)
{
    (void)state;
    add_drivers();
    for (int scope = 0; scope < DRIVER_SCOPES; scope++)
        fixture.results.drivers[scope].p = available(0.3);
    write_as(&report_format_drivers);
    assert_has("Nothing to show.");
    write_as(&report_format_html);
    assert_lacks("<h2>Key drivers</h2>");
    assert_has("<h2>Key drivers of the overall score: Recommendation</h2>");
    for (int scope = 0; scope < DRIVER_SCOPES; scope++) {
        fixture.results.drivers[scope].p = available(0.001);
        fixture.results.drivers[scope].driver_count = 1; /* all of it is its own */
    }
    write_as(&report_format_drivers);
    assert_has("Nothing to show.");
}

/* How many strokes the line of a side has in the picture of waves. */
static size_t count_strokes(const char *ink)
{
    char opening[64];
    snprintf(opening, sizeof opening, "<path stroke=\"%s\" stroke-width=\"2\" d=\"", ink);
    const char *path = strstr(written.bytes, opening);
    assert_non_null(path);
    size_t count = 0;
    for (const char *at = path + strlen(opening); *at != '"'; at++)
        count += *at == 'M';
    return count;
}

/* Four waves: employees are hidden in the second, customers are asked something else from
   the third on. */
static void breaks_the_lines_of_waves(void **state)
{
    (void)state;
    enum { WAVES = 4 };
    static const char *const names[WAVES] = { "Q1", "Q2", "Q3", "Q4" };
    static struct result_row waves[WAVES];
    static struct side_result sides[WAVES];
    static bool breaks[WAVES * FIXTURE_DIMENSIONS];
    for (size_t w = 0; w < WAVES; w++) {
        waves[w] = *fixture_row(&fixture, 0, DIM_RECOMMEND);
        waves[w].scope = SCOPE_WAVE;
        waves[w].unit = NULL;
        waves[w].wave = names[w];
        sides[w] = *waves[w].sides[SIDE_EMPLOYEES];
        sides[w].index.value = available(70 + (double)w);
        waves[w].sides[SIDE_EMPLOYEES] = &sides[w];
    }
    fixture.results.rows = waves;
    fixture.results.row_count = WAVES;
    write_as(&report_format_waves);
    assert_int_equal(count_strokes("#0072b2"), 3);
    assert_int_equal(count_strokes("#d55e00"), 3);
    for (size_t w = 0; w < WAVES; w++) {
        sides[w].index.value = available(70);
        waves[w].sides[SIDE_CUSTOMERS] = &sides[w];
    }
    write_as(&report_format_waves);
    assert_has("y=\"148\">70.0<"); /* both end at 150, in whole pixels */
    assert_has("y=\"161\">70.0<");
    suppress(&waves[1], SIDE_EMPLOYEES);
    breaks[2 * FIXTURE_DIMENSIONS + DIM_RECOMMEND] = true;
    fixture.results.question_breaks[SIDE_CUSTOMERS] = breaks;
    write_as(&report_format_waves);
    fixture.results.question_breaks[SIDE_CUSTOMERS] = NULL;
    assert_int_equal(count_strokes("#0072b2"), 1);
    assert_int_equal(count_strokes("#d55e00"), 2);
}

static void says_when_the_sink_refuses(void **state)
{
    (void)state;
    for (size_t i = 0; i < PAGES; i++) {
        enum symbar_status status = SYMBAR_CANNOT_WRITE;
        for (long successes = 0; status != SYMBAR_OK; successes++) {
            long left = successes;
            status = pages[i]->write(&fixture.report, &style, sink_refusing(&left),
                                     fixture.diagnostics);
            assert_int_equal(status, left < 0 ? SYMBAR_CANNOT_WRITE : SYMBAR_OK);
        }
    }
}

static void survives_every_lack_of_memory(void **state)
{
    (void)state;
    add_drivers();
    for (size_t i = 0; i < PAGES; i++) {
        enum symbar_status status = SYMBAR_NO_MEMORY;
        for (long successes = 0; status != SYMBAR_OK; successes++) {
            long left = 1000000;
            struct symbar_diagnostics *own = symbar_diagnostics_create();
            memory_fail_after(successes);
            status = pages[i]->write(&fixture.report, &style, sink_refusing(&left), own);
            memory_fail_after(-1);
            assert_true(status == SYMBAR_OK || status == SYMBAR_NO_MEMORY);
            symbar_diagnostics_free(own);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(begins_with_what_matters, make, clear),
        cmocka_unit_test_setup_teardown(styles_what_it_names, make, clear),
        cmocka_unit_test_setup_teardown(says_which_figures_of_a_symmetry_there_are, make,
                                        clear),
        cmocka_unit_test_setup_teardown(needs_nothing_from_elsewhere, make, clear),
        cmocka_unit_test_setup_teardown(escapes_hostile_names, make, clear),
        cmocka_unit_test_setup_teardown(shows_nothing_hidden, make, clear),
        cmocka_unit_test_setup_teardown(draws_a_report_without_anything, make, clear),
        cmocka_unit_test_setup_teardown(draws_drivers_by_their_share, make, clear),
        cmocka_unit_test_setup_teardown(speaks_of_drivers_that_are_not_drawn, make,
                                        clear),
        cmocka_unit_test_setup_teardown(breaks_the_lines_of_waves, make, clear),
        cmocka_unit_test_setup_teardown(says_when_the_sink_refuses, make, clear),
        cmocka_unit_test_setup_teardown(survives_every_lack_of_memory, make, clear),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
