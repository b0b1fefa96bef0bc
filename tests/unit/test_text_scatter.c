#include "base/memory.h"
#include "report/display_width.h"
#include "report/scatter.h"
#include "report/text_parts.h"
#include "support/results.h"
#include "support/test.h"

#include <math.h>
#include <string.h>

/* -- one picture ------------------------------------------------------------------- */

enum { MOST_POINTS = 40 };

static struct result_row rows[MOST_POINTS];
static struct gap_result gaps[MOST_POINTS];
static struct unit_point points[MOST_POINTS];
static struct scatter scatter;
static struct buffer drawn;
static struct pen pen;

static int make(void **state)
{
    (void)state;
    pen = (struct pen){ .width = 60, .ascii = true };
    scatter = (struct scatter){ .label = "Listening", .axis = axis_around(0, 100, 5) };
    scatter.points = points;
    return 0;
}

static int clear(void **state)
{
    (void)state;
    buffer_release(&drawn);
    return 0;
}

static void add_point(double x, double y, const char *unit)
{
    struct result_row *row = &rows[scatter.count];
    gaps[scatter.count] = (struct gap_result){ .index.value = available(x - y) };
    *row = (struct result_row){ .unit = unit, .gap = &gaps[scatter.count] };
    points[scatter.count++] = (struct unit_point){ .row = row, .x = x, .y = y };
}

static void draw(void)
{
    buffer_clear(&drawn);
    pen_scatters(&drawn, &pen, &scatter, 1);
    assert_false(buffer_failed(&drawn));
}

/* What was drawn below the names of the picture and its upper axis. */
static const char *plot(void)
{
    return strstr(drawn.bytes, "index\n") + strlen("index\n");
}

/* Where a mark is in what was drawn: its line and its column. */
static void find_mark(char mark, size_t *line_out, size_t *column_out)
{
    const char *found = strchr(plot(), mark);
    const char *start = drawn.bytes;
    assert_non_null(found);
    *line_out = 0;
    for (const char *at = drawn.bytes; at < found; at++)
        if (*at == '\n') {
            ++*line_out;
            start = at + 1;
        }
    *column_out = (size_t)(found - start);
}

/* The line of the diagonal in a column. */
static size_t diagonal_at(size_t column)
{
    size_t line = 0;
    size_t found = 0;
    const char *start = drawn.bytes;
    for (const char *at = drawn.bytes; *at; at++) {
        if (*at == '.' && (size_t)(at - start) == column)
            found = line;
        if (*at == '\n') {
            line++;
            start = at + 1;
        }
    }
    assert_int_not_equal(found, 0);
    return found;
}

/* 31 columns and 11 lines: five steps of 20 points, of 6 columns and 2 lines each. */
static void draws_points_and_names(void **state)
{
    (void)state;
    pen.width = 40;
    add_point(20, 80, "Lyon 9");
    add_point(80, 20, "Lille");
    add_point(40, 60, "Brest");
    add_point(40, 60, "Caen");
    add_point(60, 60, "Metz");
    scatter.named = 2;
    draw();
    assert_string_equal(drawn.bytes, "Listening\n"
                                     "Customers' index\n"
                                     "100 +                             ..\n"
                                     "    |                          ...\n"
                                     " 80 +      a                ...\n"
                                     "    |                    ...\n"
                                     " 60 +            2    .o.\n"
                                     "    |               ..\n"
                                     " 40 +            ...\n"
                                     "    |         ...\n"
                                     " 20 +      ...               b\n"
                                     "    |   ...\n"
                                     "  0 +...\n"
                                     "    ++-----+-----+-----+-----+-----+\n"
                                     "     0     20    40    60    80   100\n"
                                     "                    Employees' index\n"
                                     "a  -60.0  Lyon 9\n"
                                     "b  +60.0  Lille\n");
}

/* Whatever the widths: equal figures are on the diagonal, and no rounding takes a point
   to the other side of it. */
static void points_never_change_sides(void **state)
{
    (void)state;
    for (pen.width = 40; pen.width <= 60; pen.width += 5)
        for (double x = 0; x <= 100; x += 4.9)
            for (double y = 0; y <= 100; y += 4.9) {
                size_t line;
                size_t column;
                scatter.count = 0;
                add_point(x, y, "Lyon 9");
                draw();
                find_mark('o', &line, &column);
                scatter.count = 0;
                add_point(x < 50 ? 100 : 0, x < 50 ? 0 : 100, "elsewhere");
                draw();
                size_t diagonal = diagonal_at(column);
                if (x < y)
                    assert_true(line <= diagonal);
                else if (x > y)
                    assert_true(line >= diagonal);
                else
                    assert_int_equal(line, diagonal);
            }
}

static void counts_units_in_one_place(void **state)
{
    (void)state;
    for (int i = 0; i < 12; i++)
        add_point(30, 70, "Lyon");
    draw();
    assert_non_null(strchr(plot(), '9'));
    assert_null(strstr(drawn.bytes, " o"));
    scatter.named = 2;
    draw();
    assert_non_null(strstr(drawn.bytes, "\na  -40.0  Lyon and 10 more\n"
                                        "a  -40.0  Lyon and 10 more\n"));
    assert_null(strchr(plot(), '9'));
}

static void draws_values_that_are_all_equal(void **state)
{
    (void)state;
    scatter.axis = axis_around(100, 100, 5);
    axis_limit(&scatter.axis, 0, 100);
    add_point(100, 100, "Lyon 9");
    draw();
    assert_non_null(strstr(drawn.bytes, ".o\n"));
}

/* -- in a report ------------------------------------------------------------------- */

enum { WIDE_UNITS = 7 };

static struct fixture fixture;
static struct result_row wide[FIXTURE_DIMENSIONS * (1 + WIDE_UNITS)];
static struct wide_figures {
    struct side_result sides[SIDE_COUNT];
    struct gap_result gap;
} wide_figures[FIXTURE_DIMENSIONS * WIDE_UNITS];
static struct report_style style;

static const char *const names[WIDE_UNITS] = { "Arles", "Brest",  "Caen", "Dax",
                                               "Evian", "Figeac", "Gap" };

static struct result_row *wide_row(size_t unit, size_t dimension)
{
    return &wide[(unit + 1) * FIXTURE_DIMENSIONS + dimension];
}

/* Seven units whose customers are 5, 10, ... 35 points higher. */
static int make_report(void **state)
{
    (void)state;
    fixture_init(&fixture);
    style = (struct report_style){ .width = 80, .ascii = true };
    memcpy(wide, fixture.rows, FIXTURE_DIMENSIONS * sizeof *wide);
    for (size_t u = 0; u < WIDE_UNITS; u++)
        for (size_t d = 0; d < FIXTURE_DIMENSIONS; d++) {
            struct result_row *row = wide_row(u, d);
            *row = *fixture_row(&fixture, 0, d);
            row->unit = names[u];
            row->quadrant = PLACE_NONE;
            double gap = -5 * (double)(u + 1);
            if (row->gap->status == CELL_NOT_ASKED)
                continue;
            struct wide_figures *own = &wide_figures[u * FIXTURE_DIMENSIONS + d];
            *own = (struct wide_figures){
                { *row->sides[SIDE_EMPLOYEES], *row->sides[SIDE_CUSTOMERS] }, *row->gap
            };
            own->sides[SIDE_EMPLOYEES].index.value = available(40 + (double)u);
            own->sides[SIDE_CUSTOMERS].index.value = available(40 + (double)u - gap);
            own->gap.index.value = available(gap);
            row->sides[SIDE_EMPLOYEES] = &own->sides[SIDE_EMPLOYEES];
            row->sides[SIDE_CUSTOMERS] = &own->sides[SIDE_CUSTOMERS];
            row->gap = &own->gap;
        }
    fixture.results.rows = wide;
    fixture.results.row_count = sizeof wide / sizeof *wide;
    fixture.results.unit_count = WIDE_UNITS;
    return 0;
}

static int clear_report(void **state)
{
    fixture_release(&fixture);
    return clear(state);
}

static void write_report(void)
{
    buffer_clear(&drawn);
    assert_int_equal(report_format_text.write(&fixture.report, &style,
                                              sink_to_buffer(&drawn),
                                              fixture.diagnostics),
                     SYMBAR_OK);
}

static size_t count_of(const char *text)
{
    size_t count = 0;
    for (const char *at = drawn.bytes; (at = strstr(at, text)) != NULL; at++)
        count++;
    return count;
}

static void report_shows_the_farthest(void **state)
{
    (void)state;
    write_report();
    assert_int_equal(count_of("Customers' index"), 2);
    assert_non_null(strstr(drawn.bytes, "\na  -35.0  Gap"));
    assert_non_null(strstr(drawn.bytes, "\ne  -15.0  Caen"));
    assert_null(strstr(drawn.bytes, "  Brest\nB"));
    assert_non_null(strstr(drawn.bytes, "\nA dot is a unit"));
    assert_null(strstr(drawn.bytes, "Drawn are the dimensions"));
    style.plain = true;
    write_report();
    assert_null(strstr(drawn.bytes, "A dot is a unit"));
    assert_non_null(strstr(drawn.bytes,
                           "\nListening: Units: 7; Employees higher: 0; Customers "
                           "higher: 7; Widest gaps: Gap -35.0, Figeac -30.0, Evian "
                           "-25.0, Dax -20.0, Caen -15.0\n"));
}

/* Six units are enough, five are not; and what is hidden is not among them. */
static void report_draws_shown_units_only(void **state)
{
    (void)state;
    suppress(wide_row(6, DIM_LISTENING), SIDE_EMPLOYEES);
    suppress(wide_row(6, DIM_RECOMMEND), SIDE_CUSTOMERS);
    style.plain = true;
    write_report();
    assert_int_equal(count_of("Units: 6; "), 2);
    assert_null(strstr(drawn.bytes, "Widest gaps: Gap"));
    style.plain = false;
    write_report();
    assert_non_null(strstr(drawn.bytes, "\na  -30.0  Figeac"));
    assert_int_equal(count_of("  Gap\n"), 0);
    suppress(wide_row(5, DIM_LISTENING), SIDE_EMPLOYEES);
    write_report();
    assert_int_equal(count_of("Customers' index"), 1);
    suppress(wide_row(5, DIM_RECOMMEND), SIDE_EMPLOYEES);
    write_report();
    assert_int_equal(count_of("Customers' index"), 0);
    assert_null(strstr(drawn.bytes, "A dot is a unit"));
}

static void report_draws_the_ends_of_the_correlations(void **state)
{
    (void)state;
    static struct linkage_result linkage[FIXTURE_DIMENSIONS];
    static const double r[FIXTURE_DIMENSIONS] = { 0.2, 0.7, -0.3, 0.4 };
    for (size_t d = 0; d < FIXTURE_DIMENSIONS; d++) {
        linkage[d] = (struct linkage_result){ .dimension = d };
        linkage[d].pearson.value = available(r[d]);
        for (size_t u = 0; u < WIDE_UNITS; u++) {
            *wide_row(u, d) = *wide_row(u, DIM_LISTENING);
            wide_row(u, d)->dimension = d;
        }
    }
    fixture.results.linkage = linkage;
    fixture.results.linkage_count = FIXTURE_DIMENSIONS;
    write_report();
    const char *labels = strstr(drawn.bytes, "\nCustomers' index");
    assert_non_null(labels);
    assert_non_null(strstr(labels - 80, "\nListening  "));
    assert_memory_equal(labels - strlen("Tools and means"), "Tools and means",
                        strlen("Tools and means"));
    assert_non_null(strstr(drawn.bytes, "Drawn are the dimensions"));
}

static void report_fits_every_width(void **state)
{
    (void)state;
    wide_row(3, DIM_LISTENING)->unit =
        "\x1b]0;\xe6\x9d\xb1\xe4\xba\xac \xe2\x80\xae very long name of a unit, longer "
        "than a panel is wide";
    for (style.width = 40; style.width <= 130; style.width++) {
        style.ascii = style.width % 2;
        write_report();
        for (const char *line = drawn.bytes; *line;) {
            const char *stop = strchr(line, '\n');
            assert_true(display_width(line, (size_t)(stop - line)) <= style.width);
            assert_true(stop == line || stop[-1] != ' ');
            line = stop + 1;
        }
        assert_null(strchr(drawn.bytes, '\x1b'));
    }
}

static void report_survives_every_lack_of_memory(void **state)
{
    (void)state;
    enum symbar_status status = SYMBAR_NO_MEMORY;
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
        cmocka_unit_test_setup_teardown(draws_points_and_names, make, clear),
        cmocka_unit_test_setup_teardown(points_never_change_sides, make, clear),
        cmocka_unit_test_setup_teardown(counts_units_in_one_place, make, clear),
        cmocka_unit_test_setup_teardown(draws_values_that_are_all_equal, make, clear),
        cmocka_unit_test_setup_teardown(report_shows_the_farthest, make_report,
                                        clear_report),
        cmocka_unit_test_setup_teardown(report_draws_shown_units_only, make_report,
                                        clear_report),
        cmocka_unit_test_setup_teardown(report_draws_the_ends_of_the_correlations,
                                        make_report, clear_report),
        cmocka_unit_test_setup_teardown(report_fits_every_width, make_report,
                                        clear_report),
        cmocka_unit_test_setup_teardown(report_survives_every_lack_of_memory, make_report,
                                        clear_report),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
