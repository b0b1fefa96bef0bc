#include "analysis/figures.h"
#include "report/report.h"
#include "support/results.h"
#include "support/schema.h"
#include "support/test.h"

#include <cjson/cJSON.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct fixture fixture;
static struct buffer written;
static cJSON *root;

static int make(void **state)
{
    (void)state;
    fixture_init(&fixture);
    return 0;
}

static int clear(void **state)
{
    (void)state;
    cJSON_Delete(root);
    root = NULL;
    buffer_release(&written);
    fixture_release(&fixture);
    return 0;
}

static void write_report(void)
{
    struct report_style style = { 0 };
    buffer_clear(&written);
    assert_int_equal(report_format_json.write(&fixture.report, &style,
                                              sink_to_buffer(&written),
                                              fixture.diagnostics),
                     SYMBAR_OK);
    cJSON_Delete(root);
    root = cJSON_ParseWithLengthOpts(written.bytes, written.byte_count + 1, NULL, 1);
    assert_non_null(root);
}

/* The value at a dotted path, of which numbers are indexes; fails when it is not there.
 */
static const cJSON *at(const cJSON *from, const char *path)
{
    char copy[128];
    assert_true(strlen(path) < sizeof copy);
    strcpy(copy, path);
    for (char *part = strtok(copy, "."); part; part = strtok(NULL, ".")) {
        from = cJSON_IsArray(from) ? cJSON_GetArrayItem(from, atoi(part))
                                   : cJSON_GetObjectItemCaseSensitive(from, part);
        if (!from)
            print_error("nothing at '%s' of '%s'\n", part, path);
        assert_non_null(from);
    }
    return from;
}

static void assert_text(const cJSON *from, const char *path, const char *expected)
{
    const char *text = cJSON_GetStringValue(at(from, path));
    assert_non_null(text);
    assert_string_equal(text, expected);
}

static void assert_keys(const cJSON *object, const char *expected)
{
    char keys[512] = "";
    for (const cJSON *child = object->child; child; child = child->next) {
        strcat(keys, child->string);
        strcat(keys, child->next ? " " : "");
    }
    assert_string_equal(keys, expected);
}

static void has_every_key_in_order(void **state)
{
    (void)state;
    warn(fixture.diagnostics, DIAG_NO_MEMORY, (struct place){ 0 }, "a warning");
    write_report();
    assert_keys(root, "format tool title wave settings inputs units results linkage "
                      "profile cross_linkage changes trends contrasts reliability "
                      "drivers outcomes benchmark checks diagnostics");
    assert_keys(at(root, "settings"),
                "confidence alpha margin adjust design high reference "
                "overall wave contrast min_n unanimity waves bad_answers units outcomes "
                "benchmark employees customers scales dimensions");
    assert_keys(at(root, "inputs.0"), "side file bytes sha256 platform encoding "
                                      "delimiter decimal header_rows rows");
    assert_keys(at(root, "inputs.0.rows"), "read used set_aside");
    assert_keys(at(root, "units"), "matched employees_only customers_only merged");
    assert_keys(at(root, "units.merged.0"), "unit spelling side step");
    assert_keys(at(root, "diagnostics.0"), "id severity count message file line pointer");
    const cJSON *rows = at(root, "results");
    assert_int_equal(cJSON_GetArraySize(rows), FIXTURE_DIMENSIONS * (1 + FIXTURE_UNITS));
    const cJSON *row;
    cJSON_ArrayForEach(row, rows)
    {
        assert_keys(row, "scope unit segment_of segment segment_side wave dimension "
                         "label lens employees "
                         "customers gap quadrant");
        assert_keys(at(row, "employees"),
                    "status reason n n_eff headcount response_rate missing "
                    "mean index nps top_box");
        assert_keys(at(row, "customers"),
                    "status reason n n_eff headcount response_rate missing "
                    "mean index nps top_box");
        assert_keys(at(row, "gap"),
                    "status reason index nps top_box cliffs_delta hedges_g mann_whitney "
                    "equivalence shrunken minimum_detectable verdict");
    }
}

static void shows_every_figure_where_its_key_says(void **state)
{
    (void)state;
    struct result_row *row = fixture_row(&fixture, -1, DIM_LISTENING);
    struct gap_result *gap = fixture_gap(&fixture, row);
    struct side_result *side = fixture_side(&fixture, row, SIDE_EMPLOYEES);
    gap->has_nps = gap->has_top_box = true;
    side->has_nps = true;
    size_t count = 0;
    const struct figure *table = figures(&count);
    struct side_design design = { .n_eff = { .available = false } };
    side->design = &design;
    for (size_t i = 0; i < count; i++) {
        char *owner = table[i].owner == FIGURE_OF_GAP ? (char *)gap
                      : table[i].of_design            ? (char *)&design
                                                      : (char *)side;
        struct measure measure = available(1000 + (double)i);
        memcpy(owner + table[i].offset, &measure, sizeof measure);
    }
    write_report();
    for (size_t i = 0; i < count; i++) {
        bool is_gap = table[i].owner == FIGURE_OF_GAP;
        const cJSON *owner = at(root, is_gap ? "results.1.gap" : "results.1.employees");
        const cJSON *figure = at(owner, table[i].key);
        assert_true(cJSON_IsNumber(figure));
        assert_close(figure->valuedouble, 1000 + (double)i, 0);
    }
}

static void says_how_it_was_made(void **state)
{
    (void)state;
    write_report();
    assert_text(root, "format.name", "symbar-report");
    assert_text(root, "format.version", "1.0");
    assert_text(root, "title", "Acme Retail");
    assert_true(cJSON_IsNull(at(root, "wave")));
    assert_true(cJSON_IsNull(at(root, "checks")));
    const cJSON *settings = at(root, "settings");
    assert_close(at(settings, "confidence")->valuedouble, 0.95, 0);
    assert_text(settings, "adjust", "holm");
    assert_text(settings, "bad_answers", "refuse");
    assert_text(settings, "units.match.1", "spacing");
    assert_text(settings, "units.aliases", "units.csv");
    assert_text(settings, "reference", "median");
    assert_true(cJSON_IsFalse(at(settings, "unanimity.customers")));
    assert_true(cJSON_IsNull(at(settings, "employees.layout")));
    assert_text(settings, "customers.layout.question", "what");
    assert_text(settings, "employees.unit", "store");
    assert_text(settings, "employees.delimiter", "auto");
    assert_text(settings, "employees.keep.0.column", "Finished");
    assert_true(cJSON_IsNull(at(settings, "employees.keep.0.max")));
    assert_text(settings, "employees.missing.dont_know.1", "N/A \"?\"");
    assert_text(settings, "customers.header_rows", "auto");
    assert_text(settings, "customers.delimiter", ";");
    assert_text(settings, "customers.decimal", "comma");
    assert_true(cJSON_IsNull(at(settings, "scales.nps.top")));
    assert_int_equal(cJSON_GetArraySize(at(settings, "scales.nps.detractors")), 7);
    assert_close(at(settings, "scales.agree5.labels.Strongly agree")->valuedouble, 5, 0);
    const cJSON *listening = at(settings, "dimensions.1");
    assert_text(listening, "employees.items.1.column.text", "They listen");
    assert_true(cJSON_IsTrue(at(listening, "employees.items.1.reverse")));
    assert_close(at(listening, "customers.items.0.column.index")->valuedouble, 7, 0);
    assert_true(cJSON_IsNull(at(settings, "dimensions.2.customers")));
    assert_text(root, "inputs.0.delimiter", "\t");
    assert_text(root, "inputs.1.decimal", "comma");
    assert_text(root, "inputs.0.rows.set_aside.0.reason", "keep:Finished");
}

static void writes_the_figures_of_a_row(void **state)
{
    (void)state;
    write_report();
    const cJSON *row = at(root, "results.0");
    assert_text(row, "scope", "overall");
    assert_true(cJSON_IsNull(at(row, "unit")));
    assert_text(row, "dimension", "recommend");
    assert_text(row, "lens", "symmetry");
    assert_text(row, "employees.status", "ok");
    assert_true(cJSON_IsNull(at(row, "employees.reason")));
    assert_close(at(row, "employees.index.value")->valuedouble, 72.6, 1e-12);
    assert_close(at(row, "employees.nps.low")->valuedouble, -18.25, 0);
    assert_true(cJSON_IsNull(at(row, "employees.top_box")));
    assert_true(cJSON_IsNull(at(row, "gap.top_box")));
    assert_close(at(row, "gap.equivalence.p_adjusted")->valuedouble, 1, 0);
    assert_text(row, "gap.verdict", "symmetric");
    assert_non_null(strstr(written.bytes, "\"df\": 113.087162787,"));
    row = at(root, "results.3");
    assert_text(row, "employees.status", "not_asked");
    assert_true(cJSON_IsNull(at(row, "employees.index.value")));
    assert_true(cJSON_IsNull(at(row, "employees.nps")));
    assert_true(cJSON_IsNull(at(row, "gap.verdict")));
    assert_text(at(root, "results.12"), "unit", "Zürich");
}

static void keeps_what_is_hidden_out_but_not_its_shape(void **state)
{
    (void)state;
    write_report();
    const cJSON *row = at(root, "results.13");
    assert_text(row, "employees.status", "suppressed");
    assert_text(row, "employees.reason", "primary");
    assert_text(row, "gap.reason", "derived");
    size_t count = 0;
    const struct figure *table = figures(&count);
    for (size_t i = 0; i < count; i++) {
        bool is_gap = table[i].owner == FIGURE_OF_GAP;
        if (strncmp(table[i].key, "nps", 3) != 0)
            assert_true(
                cJSON_IsNull(at(at(row, is_gap ? "gap" : "employees"), table[i].key)));
    }
    assert_true(cJSON_IsNull(at(row, "gap.verdict")));
}

static void shows_no_folder_of_the_machine(void **state)
{
    (void)state;
    warn(fixture.diagnostics, DIAG_CANNOT_OPEN,
         (struct place){ .path = "/home/ann/study/in/staff.csv", .line = 7 }, "x");
    warn(fixture.diagnostics, DIAG_CANNOT_OPEN,
         (struct place){ .path = "/home/ann/study/symbar.json", .pointer = "/scales" },
         "y");
    warn(fixture.diagnostics, DIAG_CANNOT_OPEN,
         (struct place){ .path = "/home/ann/study/units.csv" }, "z");
    fixture.inputs[SIDE_CUSTOMERS].file = "/mnt/share/clients.csv";
    write_report();
    assert_null(strstr(written.bytes, "/home"));
    assert_null(strstr(written.bytes, "/mnt"));
    assert_text(root, "diagnostics.0.file", "in/staff.csv");
    assert_close(at(root, "diagnostics.0.line")->valuedouble, 7, 0);
    assert_text(root, "diagnostics.1.file", "symbar.json");
    assert_text(root, "diagnostics.1.pointer", "/scales");
    assert_true(cJSON_IsNull(at(root, "diagnostics.1.line")));
    assert_text(root, "diagnostics.2.file", "units.csv");
    assert_text(root, "inputs.1.file", "clients.csv");
}

static void survives_hostile_names(void **state)
{
    (void)state;
    fixture.study.title = "</script><script>alert(\"1\")\x1b]0;x\x07";
    fixture.dimensions[0].label = "\xe2\x80\xae"
                                  "evil\xff\\";
    fixture_row(&fixture, 0, 0)->unit = "a\"b\nc";
    write_report();
    assert_text(root, "title", fixture.study.title);
    assert_text(root, "results.0.label",
                "\xe2\x80\xae"
                "evil\xef\xbf\xbd\\");
    assert_text(root, "results.4.unit", "a\"b\nc");
    for (size_t i = 0; i < written.byte_count; i++)
        assert_true((unsigned char)written.bytes[i] >= ' ' || written.bytes[i] == '\n');
    assert_null(strstr(written.bytes, "\xe2\x80\xae"));
}

static void writes_the_same_bytes_twice(void **state)
{
    (void)state;
    write_report();
    struct buffer first = written;
    written = (struct buffer){ 0 };
    write_report();
    assert_int_equal(first.byte_count, written.byte_count);
    assert_memory_equal(first.bytes, written.bytes, first.byte_count);
    buffer_release(&first);
}

static void keeps_to_its_schema(void **state)
{
    (void)state;
    note(fixture.diagnostics, DIAG_NO_MEMORY, (struct place){ .line = 3 }, "a note");
    write_report();
    assert_true(schema_accepts(report_schema(), written.bytes));
    char *n = strstr(written.bytes, "\"n\": 400");
    assert_non_null(n);
    memcpy(n, "\"N", 2);
    assert_false(schema_accepts(report_schema(), written.bytes));
    memcpy(n, "\"n\": -40", 8);
    assert_false(schema_accepts(report_schema(), written.bytes));
    write_report();
    n = strstr(written.bytes, "\"status\": \"suppressed\", \"reason\": \"primary\"");
    n = strstr(n, "\"value\": null");
    assert_non_null(n);
    memcpy(n, "\"value\": 1   ", 13);
    assert_false(schema_accepts(report_schema(), written.bytes));
}

static void says_when_the_sink_refuses(void **state)
{
    (void)state;
    struct report_style style = { 0 };
    enum symbar_status status = SYMBAR_CANNOT_WRITE;
    for (long successes = 0; status != SYMBAR_OK; successes++) {
        assert_true(successes < 1000);
        long left = successes;
        status = report_format_json.write(&fixture.report, &style, sink_refusing(&left),
                                          fixture.diagnostics);
        assert_int_equal(status, left < 0 ? SYMBAR_CANNOT_WRITE : SYMBAR_OK);
    }
}

/* As many rows as end everywhere in the stretches that threads format. */
static void writes_many_rows_in_order_from_any_number_of_threads(void **state)
{
    (void)state;
    static const size_t counts[] = { 0, 1, 31, 32, 33, 64, 255, 256, 257, 513, 1100 };
    static struct result_row rows[1100];
    static char names[1100][8];
    for (size_t i = 0; i < 1100; i++) {
        rows[i] = fixture.rows[FIXTURE_DIMENSIONS + i % FIXTURE_DIMENSIONS];
        snprintf(names[i], sizeof names[i], "u%zu", i);
        rows[i].unit = names[i];
    }
    fixture.results.rows = rows;
    for (size_t c = 0; c < sizeof counts / sizeof *counts; c++) {
        struct buffer alone = { 0 };
        fixture.results.row_count = counts[c];
        for (size_t threads = 0; threads <= 3; threads++) {
            fixture.study.work.thread_count = threads;
            write_report();
            if (!threads)
                buffer_append(&alone, written.bytes, written.byte_count);
            assert_int_equal(written.byte_count, alone.byte_count);
            assert_memory_equal(written.bytes, alone.bytes, alone.byte_count);
        }
        buffer_release(&alone);
        size_t found = 0;
        const cJSON *row;
        cJSON_ArrayForEach(row, at(root, "results"))
        {
            assert_text(row, "unit", names[found]);
            found++;
        }
        assert_int_equal(found, counts[c]);
    }
}

static void finds_formats_by_name_and_extension(void **state)
{
    (void)state;
    assert_ptr_equal(report_format_find("json"), &report_format_json);
    assert_null(report_format_find("pdf"));
    assert_ptr_equal(report_format_for_path("out/q3.JSON"), &report_format_json);
    assert_null(report_format_for_path("out/.json"));
    assert_null(report_format_for_path(".json"));
    assert_null(report_format_for_path("json"));
    assert_null(report_format_for_path("a.json/b"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(has_every_key_in_order, make, clear),
        cmocka_unit_test_setup_teardown(shows_every_figure_where_its_key_says, make,
                                        clear),
        cmocka_unit_test_setup_teardown(says_how_it_was_made, make, clear),
        cmocka_unit_test_setup_teardown(writes_the_figures_of_a_row, make, clear),
        cmocka_unit_test_setup_teardown(keeps_what_is_hidden_out_but_not_its_shape, make,
                                        clear),
        cmocka_unit_test_setup_teardown(shows_no_folder_of_the_machine, make, clear),
        cmocka_unit_test_setup_teardown(survives_hostile_names, make, clear),
        cmocka_unit_test_setup_teardown(writes_the_same_bytes_twice, make, clear),
        cmocka_unit_test_setup_teardown(keeps_to_its_schema, make, clear),
        cmocka_unit_test_setup_teardown(
            writes_many_rows_in_order_from_any_number_of_threads, make, clear),
        cmocka_unit_test_setup_teardown(says_when_the_sink_refuses, make, clear),
        cmocka_unit_test(finds_formats_by_name_and_extension),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
