#include "base/memory.h"
#include "base/text.h"
#include "report/display_width.h"
#include "report/report.h"
#include "support/results.h"
#include "support/test.h"

#include <string.h>

static struct fixture fixture;
static struct buffer written;
static struct report_style style;

static int make(void **state)
{
    (void)state;
    style = (struct report_style){ .width = 80 };
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

static const char *write_report(void)
{
    buffer_clear(&written);
    assert_int_equal(report_format_text.write(&fixture.report, &style,
                                              sink_to_buffer(&written),
                                              fixture.diagnostics),
                     SYMBAR_OK);
    return written.bytes;
}

static void assert_has(const char *expected)
{
    if (!strstr(written.bytes, expected))
        print_error("not in the report: %s\nwhich is\n%s\n", expected, written.bytes);
    assert_non_null(strstr(written.bytes, expected));
}

static void assert_lacks(const char *unexpected)
{
    assert_null(strstr(written.bytes, unexpected));
}

static void begins_with_what_matters(void **state)
{
    (void)state;
    style.ascii = true;
    fixture_gap(&fixture, fixture_row(&fixture, -1, DIM_LISTENING))->verdict =
        VERDICT_INCONCLUSIVE;
    write_report();
    static const char expected[] =
        "Acme Retail\n"
        "===========\n"
        "403 employees and 1203 customers, 3 units in common\n"
        "\n"
        "No gap between employees and customers is shown to be real. Of 2 dimensions\n"
        "asked of both sides, 1 is symmetric and 1 is inconclusive.\n"
        "\n"
        "\n"
        "Dimensions, widest gap first\n"
        "\n"
        "Dimension        Lens      Employees  Customers    Gap   95 % interval\n"
        "  Verdict                      0       25       50       75      100\n"
        "----------------------------------------------------------------------\n"
        "Listening        mirror         72.6       52.7  +19.9  +12.0 to +27.8\n"
        "  inconclusive (sees >= 11.2)  :........:........:C------E:........:\n"
        "\n"
        "Recommendation   symmetry       72.6       62.7   +9.9   +2.0 to +17.8\n"
        "  symmetric                    :........:........:....C--E:........:\n"
        "\n"
        "Tools and means  symmetry       72.6          -      -               -\n"
        "  employees only               :........:........:.......E:........:\n"
        "\n"
        "Welcome          symmetry          -       62.7      -               -\n"
        "  customers only               :........:........:....C...:........:\n"
        "\n"
        "\n"
        "Net promoter score and top box\n"
        "\n"
        "Dimension        Figure   Employees  Customers    Gap  95 % interval\n"
        "--------------------------------------------------------------------\n"
        "Recommendation   NPS            2.0      -23.3  +25.3  +0.5 to +49.8\n"
        "Listening        top box       72 %       39 %    +33      -3 to +26\n"
        "Tools and means  top box       72 %\n"
        "Welcome          top box                  39 %\n"
        "\n"
        "\n"
        "Units, widest gap first\n"
        "\n"
        "  Dimension  Employees  Customers      Gap (95 %)  Verdict\n"
        "-------------------------------------------------------------------\n"
        "Lille\n"
        "  Listening       74.6       50.7  +23.9 +/-  7.9  inconclusive\n"
        "Brest\n"
        "  Listening       73.6       51.7  +21.9 +/-  7.9  employees higher\n"
        "\n"
        "Suppressed: Z\xc3\xbcrich\n"
        "Employees only: Lyon 9\n";
    assert_true(written.byte_count > sizeof expected);
    written.bytes[sizeof expected - 1] = '\0';
    assert_string_equal(written.bytes, expected);
}

static void headline_follows_the_lens(void **state)
{
    (void)state;
    write_report();
    assert_has("Employees see Listening 19.9 points higher than customers do. Of 2 "
               "dimensions\nasked of both sides, 1 differs and 1 is symmetric.");
    fixture.dimensions[DIM_LISTENING].lens = LENS_SYMMETRY;
    fixture_gap(&fixture, fixture_row(&fixture, -1, DIM_LISTENING))->verdict =
        VERDICT_CUSTOMERS_HIGHER;
    write_report();
    assert_has("Customers score 19.9 points higher on Listening than employees.");
}

static void headline_without_a_difference(void **state)
{
    (void)state;
    struct result_row *row = fixture_row(&fixture, -1, DIM_LISTENING);
    struct gap_result *listening = fixture_gap(&fixture, row);
    listening->verdict = VERDICT_SYMMETRIC;
    style.width = 100;
    write_report();
    assert_has("draw the same picture: every gap is smaller than 5 points");
    assert_has("2 are symmetric.");
    suppress(fixture_row(&fixture, -1, DIM_LISTENING), SIDE_CUSTOMERS);
    write_report();
    assert_has("symmetric and 1 is suppressed.");
    row->gap = listening;
    *listening = (struct gap_result){ .status = CELL_TOO_FEW };
    write_report();
    assert_has("symmetric and 1 has too few answers.");
    listening->status = CELL_NOT_ASKED;
    fixture_gap(&fixture, fixture_row(&fixture, -1, DIM_RECOMMEND))->status =
        CELL_NOT_ASKED;
    write_report();
    assert_has("No dimension was asked of both sides, so there is no gap to show.");
}

static void orders_nothing_by_what_is_hidden(void **state)
{
    (void)state;
    suppress(fixture_row(&fixture, -1, DIM_LISTENING), SIDE_EMPLOYEES);
    write_report();
    const char *open = strstr(written.bytes, "\nRecommendation ");
    const char *hidden = strstr(written.bytes, "\nListening ");
    assert_true(open && hidden && open < hidden);
    assert_has("\nListening        mirror    suppressed       52.7  suppressed     "
               "suppressed\n");
    assert_lacks("+19.9");
}

static void lists_as_many_units_as_asked(void **state)
{
    (void)state;
    style.unit_limit = 1;
    write_report();
    assert_has("Units, widest gap first (1 of 2)");
    assert_has("\nLille\n  Listening");
    assert_lacks("\nBrest\n");
    style.unit_limit = REPORT_ALL_UNITS;
    write_report();
    assert_has("Units, widest gap first\n");
    assert_has("\nBrest\n  Listening");
}

static void shows_all_differences_of_a_unit(void **state)
{
    (void)state;
    fixture_gap(&fixture, fixture_row(&fixture, 0, DIM_RECOMMEND))->verdict =
        VERDICT_EMPLOYEES_HIGHER;
    write_report();
    assert_has(
        "\nBrest\n"
        "  Listening            73.6       51.7  +21.9 \xc2\xb1  7.9  employees higher\n"
        "  Recommendation       73.6       61.7  +11.9 \xc2\xb1  7.9  employees "
        "higher\n");
}

static void says_what_was_read_and_hidden(void **state)
{
    (void)state;
    warn(fixture.diagnostics, DIAG_CANNOT_OPEN,
         (struct place){ .path = "/home/ann/study/in/staff.csv", .line = 7 }, "careful");
    note(fixture.diagnostics, DIAG_CANNOT_OPEN,
         (struct place){ .path = "/home/ann/study/symbar.json", .pointer = "/units" },
         "look");
    style.width = 100;
    write_report();
    assert_has("in/staff.csv  employees        422   403         19\n");
    assert_has("Set aside in in/staff.csv: 19 by keep:Finished\n");
    assert_has("Unit names joined: '  Lille' is Lille (spacing)\n");
    assert_has("Missing, employees: 9 left blank\n");
    assert_has("too few answers to be anonymous          3          0     0\n");
    assert_has("computed from a suppressed side          0          0     2\n");
    assert_has("Warning: in/staff.csv:7: careful [cannot-open]\n");
    assert_has("Note: symbar.json: /units: look [cannot-open]\n");
    assert_lacks("/home");
}

static void counts_repeated_warnings(void **state)
{
    (void)state;
    for (int i = 0; i < 30; i++)
        warn(fixture.diagnostics, DIAG_CANNOT_OPEN,
             (struct place){ .path = "a.csv", .line = (uint64_t)i }, "kind %d", i);
    for (uint64_t i = 0; i <= 3; i += 3)
        warn(fixture.diagnostics, DIAG_CANNOT_OPEN,
             (struct place){ .path = "a.csv", .line = i }, "kind %d", (int)i);
    write_report();
    assert_has("Warning: a.csv: kind 0 [cannot-open]\n");
    assert_has("Warning: a.csv:3: kind 3 (2 times) [cannot-open]\n");
    assert_has("kind 19");
    assert_lacks("kind 20");
    assert_has("and 10 more kinds");
}

/* Every line is in the width, does not end in spaces and holds no control character. */
static void assert_laid_out(bool is_ascii)
{
    const char *end = written.bytes + written.byte_count;
    for (const char *line = written.bytes; line < end;) {
        const char *stop = strchr(line, '\n');
        assert_non_null(stop);
        size_t length = (size_t)(stop - line);
        size_t width = display_width(line, length);
        if (width > style.width)
            print_error("%zu columns of %zu: %.*s\n", width, style.width, (int)length,
                        line);
        assert_true(width <= style.width);
        assert_true(!length || stop[-1] != ' ');
        assert_true(text_is_utf8(line, length));
        for (const char *at = line; at < stop; at++)
            assert_true((unsigned char)*at >= ' ' &&
                        (!is_ascii || (unsigned char)*at < 0x7f));
        line = stop + 1;
    }
}

static void fits_every_width(void **state)
{
    (void)state;
    fixture_row(&fixture, 2, DIM_TOOLS)->unit = "Zurich";
    for (int dimension = 0; dimension < FIXTURE_DIMENSIONS; dimension++)
        fixture_row(&fixture, 2, (size_t)dimension)->unit = "Zurich";
    fixture_gap(&fixture, fixture_row(&fixture, -1, DIM_LISTENING))->verdict =
        VERDICT_INCONCLUSIVE;
    for (int is_ascii = 0; is_ascii < 2; is_ascii++)
        for (style.width = 40; style.width <= 200; style.width++) {
            style.ascii = is_ascii;
            write_report();
            assert_laid_out(is_ascii);
        }
}

static void survives_hostile_names(void **state)
{
    (void)state;
    char longest[301];
    memset(longest, 'x', 300);
    longest[300] = '\0';
    fixture.study.title = "\x1b]0;owned\x07<script>alert(1)</script>";
    fixture.dimensions[DIM_RECOMMEND].label = longest;
    fixture.dimensions[DIM_LISTENING].label = "\xe2\x80\xae"
                                              "evil\xff name\r\n";
    for (size_t dimension = 0; dimension < FIXTURE_DIMENSIONS; dimension++) {
        fixture_row(&fixture, 0, dimension)->unit = longest;
        fixture_row(&fixture, 1, dimension)->unit =
            "\xe6\x9d\xb1\xe4\xba\xac\xe6\x9d\xb1\xe4\xba\xac\xe6\x9d\xb1\xe4\xba\xac "
            "\xe6\x9d\xb1\xe4\xba\xac\xe6\x9d\xb1\xe4\xba\xac\xe6\x9d\xb1\xe4\xba\xac";
    }
    for (style.width = 40; style.width <= 160; style.width += 7) {
        write_report();
        assert_laid_out(false);
        assert_has("\xe2\x80\xa6");
    }
    assert_has("\\x1b]0;owned\\x07<script>");
    assert_has("\\u202eevil\\xff name\\r\\n");
}

/* Takes the colour out of `text`, in place. */
static void bleach(char *text)
{
    char *to = text;
    for (const char *from = text; *from; from++)
        if (*from == '\x1b')
            from = strchr(from, 'm');
        else
            *to++ = *from;
    *to = '\0';
}

static void says_nothing_by_colour_alone(void **state)
{
    (void)state;
    write_report();
    struct buffer plain = written;
    written = (struct buffer){ 0 };
    style.color = true;
    write_report();
    assert_non_null(strchr(written.bytes, '\x1b'));
    bleach(written.bytes);
    assert_string_equal(written.bytes, plain.bytes);
    buffer_release(&plain);
}

static void takes_80_columns_and_10_units_by_default(void **state)
{
    (void)state;
    write_report();
    struct buffer usual = written;
    written = (struct buffer){ 0 };
    style.width = 0;
    write_report();
    assert_string_equal(written.bytes, usual.bytes);
    buffer_release(&usual);
    style.width = 7;
    write_report();
    style.width = 40;
    assert_laid_out(false);
}

static void says_when_the_sink_refuses(void **state)
{
    (void)state;
    enum symbar_status status = SYMBAR_CANNOT_WRITE;
    for (long successes = 0; status != SYMBAR_OK; successes++) {
        long left = successes;
        status = report_format_text.write(&fixture.report, &style, sink_refusing(&left),
                                          fixture.diagnostics);
        assert_int_equal(status, left < 0 ? SYMBAR_CANNOT_WRITE : SYMBAR_OK);
    }
}

static void survives_every_lack_of_memory(void **state)
{
    (void)state;
    enum symbar_status status = SYMBAR_NO_MEMORY;
    warn(fixture.diagnostics, DIAG_CANNOT_OPEN, (struct place){ 0 }, "careful");
    for (long successes = 0; status != SYMBAR_OK; successes++) {
        long left = 1000000;
        struct symbar_diagnostics *own = symbar_diagnostics_create();
        memory_fail_after(successes);
        status =
            report_format_text.write(&fixture.report, &style, sink_refusing(&left), own);
        memory_fail_after(-1);
        assert_true(status == SYMBAR_OK || status == SYMBAR_NO_MEMORY);
        symbar_diagnostics_free(own);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(begins_with_what_matters, make, clear),
        cmocka_unit_test_setup_teardown(headline_follows_the_lens, make, clear),
        cmocka_unit_test_setup_teardown(headline_without_a_difference, make, clear),
        cmocka_unit_test_setup_teardown(orders_nothing_by_what_is_hidden, make, clear),
        cmocka_unit_test_setup_teardown(lists_as_many_units_as_asked, make, clear),
        cmocka_unit_test_setup_teardown(shows_all_differences_of_a_unit, make, clear),
        cmocka_unit_test_setup_teardown(says_what_was_read_and_hidden, make, clear),
        cmocka_unit_test_setup_teardown(counts_repeated_warnings, make, clear),
        cmocka_unit_test_setup_teardown(fits_every_width, make, clear),
        cmocka_unit_test_setup_teardown(survives_hostile_names, make, clear),
        cmocka_unit_test_setup_teardown(says_nothing_by_colour_alone, make, clear),
        cmocka_unit_test_setup_teardown(takes_80_columns_and_10_units_by_default, make,
                                        clear),
        cmocka_unit_test_setup_teardown(says_when_the_sink_refuses, make, clear),
        cmocka_unit_test_setup_teardown(survives_every_lack_of_memory, make, clear),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
