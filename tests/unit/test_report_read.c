#include "base/memory.h"
#include "report/report_read.h"
#include "study/fingerprint.h"
#include "support/results.h"
#include "support/test.h"

#include <cjson/cJSON.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct fixture fixture;
static struct buffer text;
static struct symbar_diagnostics *diagnostics;
static struct report_file *file;

static int make(void **state)
{
    (void)state;
    struct report_style style = { 0 };
    fixture_init(&fixture);
    diagnostics = symbar_diagnostics_create();
    assert_int_equal(report_format_json.write(&fixture.report, &style,
                                              sink_to_buffer(&text), diagnostics),
                     SYMBAR_OK);
    return 0;
}

static int clear(void **state)
{
    (void)state;
    report_file_free(file);
    file = NULL;
    buffer_release(&text);
    symbar_diagnostics_free(diagnostics);
    fixture_release(&fixture);
    return 0;
}

static enum symbar_status parse(void)
{
    return report_file_parse(text.bytes, text.byte_count, "old.json", &file, diagnostics);
}

/* Writes `new_text` over the first `old_text` after `from`. */
static void change(const char *from, const char *old_text, const char *new_text)
{
    struct buffer changed = { 0 };
    const char *start = strstr(text.bytes, from);
    assert_non_null(start);
    start = strstr(start, old_text);
    assert_non_null(start);
    buffer_append(&changed, text.bytes, (size_t)(start - text.bytes));
    buffer_text(&changed, new_text);
    buffer_text(&changed, start + strlen(old_text));
    buffer_release(&text);
    text = changed;
}

static void assert_refused(const char *id, const char *pointer, const char *message)
{
    assert_int_equal(parse(), SYMBAR_BAD_INPUT);
    assert_null(file);
    assert_int_equal(symbar_diagnostics_count(diagnostics), 1);
    const struct symbar_diagnostic *item = symbar_diagnostics_at(diagnostics, 0);
    assert_string_equal(item->id, id);
    assert_string_equal(item->path, "old.json");
    if (pointer)
        assert_string_equal(item->pointer, pointer);
    else
        assert_null(item->pointer);
    assert_string_equal(item->message, message);
}

static void assert_same_measure(const struct measure *read, const struct measure *written)
{
    assert_int_equal(read->available, written->available);
    if (written->available)
        assert_close(read->value, written->value, 1e-11);
}

static void gives_back_what_was_written(void **state)
{
    (void)state;
    size_t figure_count = 0;
    const struct figure *table = figures(&figure_count);
    assert_int_equal(parse(), SYMBAR_OK);
    assert_int_equal(file->row_count, fixture.results.row_count);
    for (size_t i = 0; i < file->row_count; i++) {
        const struct result_row *read = &file->rows[i];
        const struct result_row *written = &fixture.rows[i];
        assert_int_equal(read->scope, written->scope);
        assert_int_equal(read->dimension, written->dimension);
        assert_true(!read->unit == !written->unit);
        if (written->unit)
            assert_string_equal(read->unit, written->unit);
        assert_int_equal(read->gap->status, written->gap->status);
        assert_int_equal(read->gap->reason, written->gap->reason);
        assert_int_equal(read->gap->verdict, written->gap->verdict);
        for (int side = 0; side < SIDE_COUNT; side++) {
            assert_int_equal(read->sides[side]->status, written->sides[side]->status);
            assert_int_equal(read->sides[side]->reason, written->sides[side]->reason);
            assert_int_equal(read->sides[side]->has_nps, written->sides[side]->has_nps);
        }
        assert_int_equal(read->quadrant, written->quadrant);
        assert_same_measure(&read->quadrant_probability, &written->quadrant_probability);
        for (size_t j = 0; j < figure_count; j++)
            if (table[j].owner == FIGURE_OF_GAP)
                assert_same_measure(figure_of_gap(&table[j], read->gap),
                                    figure_of_gap(&table[j], written->gap));
            else
                for (int side = 0; side < SIDE_COUNT; side++)
                    assert_same_measure(figure_of_side(&table[j], read->sides[side]),
                                        figure_of_side(&table[j], written->sides[side]));
    }
}

static void gives_back_how_it_was_made(void **state)
{
    (void)state;
    assert_int_equal(parse(), SYMBAR_OK);
    assert_string_equal(file->title, "Acme Retail");
    assert_null(file->wave);
    assert_close(file->confidence, 0.95, 0);
    assert_close(file->margin, 5, 0);
    assert_int_equal(file->adjust, ADJUST_HOLM);
    assert_int_equal(file->min_n[SIDE_CUSTOMERS], 5);
    assert_int_equal(file->input_count, 2);
    assert_int_equal(file->inputs[1].side, SIDE_CUSTOMERS);
    assert_int_equal(file->inputs[0].rows_used, 403);
    assert_int_equal(file->dimension_count, FIXTURE_DIMENSIONS);
    assert_string_equal(file->dimensions[1].id, "listening");
    assert_string_equal(file->dimensions[2].label, "Tools and means");
    assert_int_equal(file->dimensions[1].lens, LENS_MIRROR);
    assert_int_equal(report_file_dimension(file, "welcome"), 3);
    assert_int_equal(report_file_dimension(file, "Welcome"), FIXTURE_DIMENSIONS);
}

static void reads_the_fingerprints(void **state)
{
    (void)state;
    char expected[FINGERPRINT_TEXT_BYTES];
    assert_int_equal(parse(), SYMBAR_OK);
    for (size_t i = 0; i < FIXTURE_DIMENSIONS; i++)
        for (int side = 0; side < SIDE_COUNT; side++) {
            const struct question *question = &fixture.dimensions[i].questions[side];
            question_fingerprint(question, expected);
            if (question->item_count)
                assert_string_equal(file->dimensions[i].fingerprints[side], expected);
            else
                assert_null(file->dimensions[i].fingerprints[side]);
        }
}

static void does_without_fingerprints(void **state)
{
    (void)state;
    change("\"scales\"", "\"fingerprint\"", "\"fingerprant\"");
    assert_int_equal(parse(), SYMBAR_OK);
    assert_null(file->dimensions[DIM_RECOMMEND].fingerprints[SIDE_EMPLOYEES]);
}

static void finds_figures_by_name(void **state)
{
    (void)state;
    struct report_figure figure;
    assert_int_equal(parse(), SYMBAR_OK);
    assert_true(report_row_figure(&file->rows[0], "gap.index", &figure));
    assert_close(figure.measure.value, 9.86, 1e-11);
    assert_int_equal(figure.status, CELL_OK);
    assert_true(report_row_figure(&file->rows[0], "customers.nps.low", &figure));
    assert_close(figure.measure.value, -43.5, 0);
    assert_true(report_row_figure(&file->rows[13], "employees.index.value", &figure));
    assert_false(figure.measure.available);
    assert_int_equal(figure.status, CELL_SUPPRESSED);
    assert_int_equal(figure.reason, REASON_PRIMARY);
    assert_false(report_row_figure(&file->rows[0], "gap.indes", &figure));
    assert_false(report_row_figure(&file->rows[0], "verdict", &figure));
}

static void never_gives_a_suppressed_figure(void **state)
{
    (void)state;
    struct report_figure figure;
    change("\"Zürich\"", "\"n\": null", "\"n\": 2");
    assert_int_equal(parse(), SYMBAR_OK);
    assert_true(file->rows[12].sides[SIDE_EMPLOYEES]->n.available);
    assert_true(report_row_figure(&file->rows[12], "employees.n", &figure));
    assert_false(figure.measure.available);
}

static void finds_the_row_of_another_report(void **state)
{
    (void)state;
    assert_int_equal(parse(), SYMBAR_OK);
    struct report_file *old = file;
    file = NULL;
    change("\"results\"", "\"dimension\": \"recommend\"", "\"dimension\": \"nps\"");
    change("\"unit\": \"Brest\"", "\"Brest\"", "\"Quimper\"");
    assert_int_equal(parse(), SYMBAR_OK);
    assert_null(report_file_row(old, file, &file->rows[0]));
    assert_ptr_equal(report_file_row(old, file, &file->rows[1]), &old->rows[1]);
    assert_null(report_file_row(old, file, &file->rows[4]));
    assert_ptr_equal(report_file_row(old, file, &file->rows[5]), &old->rows[5]);
    assert_ptr_equal(report_file_row(file, old, &old->rows[15]), &file->rows[15]);
    report_file_free(old);
}

static void reads_other_minor_versions(void **state)
{
    (void)state;
    change("\"format\"", "\"1.0\"", "\"1.7\"");
    change("\"gap\"", "\"hedges_g\": 0.3871,", "\"surprise\": {\"value\": 3},");
    change("\"title\"", "\"wave\": null",
           "\"mood\": [1, {\"a\": true}], \"wave\": \"Q3\"");
    assert_int_equal(parse(), SYMBAR_OK);
    assert_false(file->rows[0].gap->hedges_g.available);
    assert_true(file->rows[1].gap->hedges_g.available);
    assert_string_equal(file->wave, "Q3");
}

struct refusal {
    const char *from;
    const char *old_text;
    const char *new_text;
    const char *id;
    const char *pointer;
    const char *message;
};

static void refuses_what_no_report_says(void **state)
{
    (void)state;
    static const struct refusal refusals[] = {
        { "{", "symbar-report", "other-report", "report-version", NULL,
          "not a report of symbar" },
        { "\"format\"", "\"1.0\"", "\"2.0\"", "report-version", "/format/version",
          "version '2.0' of the report is not known, only 1.x" },
        { "\"title\"", "\"Acme Retail\"", "7", "report-content", "/title",
          "'title' is not a text" },
        { "{", "\"settings\"", "\"Settings\"", "report-content", NULL,
          "'settings' is missing" },
        { "{", "\"confidence\": 0.95", "\"confidence\": 1", "report-content",
          "/settings/confidence", "'confidence' is out of range" },
        { "{", "\"adjust\": \"holm\"", "\"adjust\": null", "report-content",
          "/settings/adjust", "'adjust' is not a text" },
        { "\"min_n\"", "\"employees\": 5", "\"employees\": 5.5", "report-content",
          "/settings/min_n/employees", "'employees' is not a whole number" },
        { "\"inputs\"", "\"used\": 403", "\"used\": -1", "report-content",
          "/inputs/0/rows/used", "'used' is out of range" },
        { "\"results\"", "\"results\": [", "\"results\": [], \"results\": [",
          "report-content", "/results", "key 'results' stands here twice" },
        { "\"results\"", "\"results\": [", "\"results\": null, \"rows\": [",
          "report-content", "/results", "'results' is not a list" },
        { "\"results\"", "\"results\": [", "\"results\": [1, ", "report-content",
          "/results/0", "a row that is not an object" },
        { "\"results\"", "\"results\": [", "\"rows\": [", "report-content", NULL,
          "'results' is missing" },
        { "\"results\"", "\"scope\": \"overall\"", "\"scope\": \"all\"", "report-content",
          "/results/0/scope", "'all' is not a scope" },
        { "\"results\"", "\"unit\": null", "\"unit\": \"x\"", "report-content",
          "/results/0", "an overall row that is of a unit, segment or wave" },
        { "\"scope\": \"unit\"", "\"unit\": \"Brest\"", "\"unit\": null",
          "report-content", "/results/4", "a row of a unit without its name" },
        { "\"results\"", "\"status\": \"ok\"", "\"status\": \"fine\"", "report-content",
          "/results/0/employees/status", "'fine' is not a status" },
        { "\"results\"", "\"reason\": null", "\"reason\": 1", "report-content",
          "/results/0/employees/reason", "'reason' is not a text" },
        { "\"results\"", "\"value\": 7.26", "\"value\": \"7.26\"", "report-content",
          "/results/0/employees/mean/value", "'value' is neither a number nor null" },
        { "\"results\"", "\"value\": 7.26", "\"value\": 1e999", "report-too-large", NULL,
          "a number that is too large or too long" },
        { "\"results\"", "{\"value\": 7.26, \"sd\": 2.19}", "[]", "report-content",
          "/results/0/employees/mean", "'mean' is not an object" },
        { "\"results\"", "\"n\": 400", "\"n\": -1", "report-content",
          "/results/0/employees/n", "'n' is negative" },
        { "\"results\"", "\"verdict\": \"symmetric\"", "\"verdict\": \"maybe\"",
          "report-content", "/results/0/gap/verdict", "'maybe' is not a verdict" },
        { "\"results\"", "\"dimension\": \"listening\"", "\"dimension\": \"recommend\"",
          "report-content", "/results/1",
          "a second row of the same scope and dimension" },
        { "\"results\"", "\"sd\": 2.19", "\"value\": 2.19", "report-content",
          "/results/0/employees/mean/value", "key 'value' stands here twice" },
        { "\"results\"", "\"quadrant\": {\"name\": null",
          "\"quadrant\": {\"name\": \"up\"", "report-content", "/results/0/quadrant/name",
          "'up' is not a name" },
        { "\"results\"", "\"gap\": {", "\"Gap\": {", "report-content", "/results/0",
          "'gap' is missing" },
        { "{", "\"title\"", "title", "report-syntax", NULL,
          "not JSON: a key is expected here" },
    };
    clear(NULL);
    for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++) {
        const struct refusal *refusal = &refusals[i];
        make(NULL);
        change(refusal->from, refusal->old_text, refusal->new_text);
        assert_refused(refusal->id, refusal->pointer, refusal->message);
        clear(NULL);
    }
    make(NULL);
}

static void refuses_every_cut_off_report(void **state)
{
    (void)state;
    size_t whole = text.byte_count;
    for (size_t length = 0; length + 2 < whole; length += 97) {
        text.byte_count = length;
        assert_int_equal(parse(), SYMBAR_BAD_INPUT);
    }
}

static void finds_a_key_twice_among_many(void **state)
{
    (void)state;
    struct buffer keys = { 0 };
    for (int i = 0; i < 40; i++)
        buffer_format(&keys, "\"k%d\": 1, ", i == 39 ? 20 : i);
    buffer_text(&keys, "\"wave\": null");
    change("\"title\"", "\"wave\": null", keys.bytes);
    buffer_release(&keys);
    assert_refused("report-content", "/k20", "key 'k20' stands here twice");
}

/* Rows are cut out of the text before it is read. */
static void finds_the_rows_however_they_are_written(void **state)
{
    (void)state;
    size_t row_count = fixture.results.row_count;
    change("\"results\"", "\"results\": [", "\"res\\u0075lts\" :\r\n\t[ ");
    change("\"scope\": \"unit\"", "\"unit\": \"", "\"unit\": \"\\\"}],\\\\");
    assert_int_equal(parse(), SYMBAR_OK);
    assert_int_equal(file->row_count, row_count);
    size_t unit = 0;
    while (file->rows[unit].scope != SCOPE_UNIT)
        unit++;
    assert_memory_equal(file->rows[unit].unit, "\"}],\\", 5);
}

static void says_which_file_it_cannot_open(void **state)
{
    (void)state;
    assert_int_equal(report_file_load("no/such.json", &file, diagnostics),
                     SYMBAR_BAD_INPUT);
    assert_string_equal(symbar_diagnostics_at(diagnostics, 0)->id, "cannot-open");
    assert_int_equal(report_file_load(SOURCE_DIR, &file, diagnostics), SYMBAR_BAD_INPUT);
    assert_null(file);
}

static void loads_a_file(void **state)
{
    (void)state;
    char path[] = "/tmp/symbar-report-XXXXXX";
    int handle = mkstemp(path);
    assert_true(handle >= 0);
    FILE *stream = fdopen(handle, "wb");
    assert_non_null(stream);
    assert_int_equal(fwrite(text.bytes, 1, text.byte_count, stream), text.byte_count);
    fclose(stream);
    assert_int_equal(report_file_load(path, &file, diagnostics), SYMBAR_OK);
    assert_string_equal(file->path, path);
    remove(path);
}

static void survives_every_lack_of_memory(void **state)
{
    (void)state;
    cJSON_Hooks hooks = { memory_allocate_bytes, memory_free };
    enum symbar_status status = SYMBAR_NO_MEMORY;
    cJSON_InitHooks(&hooks);
    for (long successes = 0; status != SYMBAR_OK; successes += successes < 60 ? 1 : 37) {
        struct symbar_diagnostics *own = symbar_diagnostics_create();
        memory_fail_after(successes);
        status = report_file_parse(text.bytes, text.byte_count, "old.json", &file, own);
        memory_fail_after(-1);
        assert_true(status == SYMBAR_OK || status == SYMBAR_NO_MEMORY);
        assert_int_equal(status == SYMBAR_OK, file != NULL);
        symbar_diagnostics_free(own);
    }
    cJSON_InitHooks(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(gives_back_what_was_written, make, clear),
        cmocka_unit_test_setup_teardown(gives_back_how_it_was_made, make, clear),
        cmocka_unit_test_setup_teardown(reads_the_fingerprints, make, clear),
        cmocka_unit_test_setup_teardown(does_without_fingerprints, make, clear),
        cmocka_unit_test_setup_teardown(finds_figures_by_name, make, clear),
        cmocka_unit_test_setup_teardown(never_gives_a_suppressed_figure, make, clear),
        cmocka_unit_test_setup_teardown(finds_the_row_of_another_report, make, clear),
        cmocka_unit_test_setup_teardown(reads_other_minor_versions, make, clear),
        cmocka_unit_test_setup_teardown(refuses_what_no_report_says, make, clear),
        cmocka_unit_test_setup_teardown(refuses_every_cut_off_report, make, clear),
        cmocka_unit_test_setup_teardown(finds_a_key_twice_among_many, make, clear),
        cmocka_unit_test_setup_teardown(finds_the_rows_however_they_are_written, make,
                                        clear),
        cmocka_unit_test_setup_teardown(says_which_file_it_cannot_open, make, clear),
        cmocka_unit_test_setup_teardown(loads_a_file, make, clear),
        cmocka_unit_test_setup_teardown(survives_every_lack_of_memory, make, clear),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
