/* libsymbar as a caller sees it: what symbar.h promises, and that every request for
   memory on the way from a study to its report may fail. */
#include "base/diagnostics.h"
#include "base/memory.h"
#include "support/test.h"

#include <symbar/symbar.h>

#include <string.h>

static const char study_path[] = SOURCE_DIR "/tests/cases/report/small/symbar.json";

struct text {
    char bytes[1 << 16];
    size_t byte_count;
};

/* Nothing here asks for memory, so that only the library's requests are counted. */
static bool append(void *context, const char *bytes, size_t byte_count)
{
    struct text *text = context;
    if (byte_count >= sizeof text->bytes - text->byte_count)
        return false;
    memcpy(text->bytes + text->byte_count, bytes, byte_count);
    text->byte_count += byte_count;
    text->bytes[text->byte_count] = '\0';
    return true;
}

static bool refuse(void *context, const char *bytes, size_t byte_count)
{
    (void)bytes;
    (void)byte_count;
    ++*(size_t *)context;
    return false;
}

static enum symbar_status run_all(struct symbar_diagnostics *diagnostics,
                                  struct text *json, struct text *text)
{
    struct symbar_study *study = NULL;
    struct symbar_report *report = NULL;
    enum symbar_status status = symbar_study_load(study_path, NULL, &study, diagnostics);
    assert_int_equal(status == SYMBAR_OK, study != NULL);
    if (!status) {
        status = symbar_run(study, &report, diagnostics);
        assert_int_equal(status == SYMBAR_OK, report != NULL);
    }
    if (!status)
        status = symbar_report_write(report, "json", NULL, append, json, diagnostics);
    if (!status)
        status = symbar_report_write(report, "text", NULL, append, text, diagnostics);
    symbar_report_free(report);
    symbar_study_free(study);
    return status;
}

static void goes_from_a_study_to_its_report(void **state)
{
    (void)state;
    static struct text json;
    static struct text text;
    static struct text again;
    struct symbar_diagnostics *diagnostics = symbar_diagnostics_create();
    assert_int_equal(run_all(diagnostics, &json, &text), SYMBAR_OK);
    assert_non_null(strstr(json.bytes, "\"name\": \"symbar-report\""));
    assert_non_null(strstr(text.bytes, "Two stores"));
    text.byte_count = 0;
    assert_int_equal(run_all(diagnostics, &again, &text), SYMBAR_OK);
    assert_string_equal(again.bytes, json.bytes);
    symbar_diagnostics_free(diagnostics);
}

/* Early requests one by one, later ones in steps that grow, to keep it short. */
static void copes_without_memory_anywhere(void **state)
{
    (void)state;
    static struct text json;
    static struct text text;
    enum symbar_status status = SYMBAR_NO_MEMORY;
    size_t failed = 0;
    for (long successes = 0; status != SYMBAR_OK; successes += 1 + successes / 100) {
        assert_true(successes < 1000000);
        struct symbar_diagnostics *diagnostics = symbar_diagnostics_create();
        json.byte_count = text.byte_count = 0;
        memory_fail_after(successes);
        status = run_all(diagnostics, &json, &text);
        memory_fail_after(-1);
        if (status != SYMBAR_OK) {
            assert_int_equal(status, SYMBAR_NO_MEMORY);
            failed++;
        }
        symbar_diagnostics_free(diagnostics);
    }
    assert_true(failed > 100);
}

static void passes_on_that_a_writer_stopped(void **state)
{
    (void)state;
    struct symbar_diagnostics *diagnostics = symbar_diagnostics_create();
    struct symbar_study *study = NULL;
    struct symbar_report *report = NULL;
    size_t calls = 0;
    assert_int_equal(symbar_study_load(study_path, NULL, &study, diagnostics), SYMBAR_OK);
    assert_int_equal(symbar_run(study, &report, diagnostics), SYMBAR_OK);
    const char *format;
    for (size_t i = 0; (format = symbar_format_name(i)); i++) {
        calls = 0;
        assert_int_equal(
            symbar_report_write(report, format, NULL, refuse, &calls, diagnostics),
            SYMBAR_CANNOT_WRITE);
        assert_int_equal(calls, 1);
    }
    assert_int_equal(symbar_explain("index", 80, refuse, &calls, diagnostics),
                     SYMBAR_CANNOT_WRITE);
    assert_int_equal(symbar_tally_write(study, 0, refuse, &calls, diagnostics),
                     SYMBAR_CANNOT_WRITE);
    assert_int_equal(diagnostics_error_count(diagnostics), 0); /* the caller knows why */
    assert_int_equal(
        symbar_report_write(report, "pdf", NULL, refuse, &calls, diagnostics),
        SYMBAR_BAD_USAGE);
    symbar_report_free(report);
    symbar_study_free(study);
    symbar_diagnostics_free(diagnostics);
}

static enum symbar_status inspect_all(struct symbar_diagnostics *diagnostics,
                                      struct text *json, struct text *text)
{
    static const char *const files[] = {
        SOURCE_DIR "/tests/cases/inspect/surveymonkey/clients.csv",
        SOURCE_DIR "/tests/cases/inspect/qualtrics/guests.csv",
    };
    struct symbar_inspection *inspection = NULL;
    enum symbar_status status = symbar_inspect(files, 2, &inspection, diagnostics);
    assert_int_equal(status == SYMBAR_OK, inspection != NULL);
    if (!status)
        status =
            symbar_inspection_write(inspection, "json", NULL, append, json, diagnostics);
    if (!status)
        status =
            symbar_inspection_write(inspection, "text", NULL, append, text, diagnostics);
    if (!status)
        assert_int_equal(
            symbar_inspection_write(inspection, "pdf", NULL, append, text, diagnostics),
            SYMBAR_BAD_USAGE);
    symbar_inspection_free(inspection);
    return status;
}

static void inspects_without_memory_anywhere(void **state)
{
    (void)state;
    static struct text json;
    static struct text text;
    enum symbar_status status = SYMBAR_NO_MEMORY;
    size_t failed = 0;
    for (long successes = 0; status != SYMBAR_OK; successes += 1 + successes / 200) {
        struct symbar_diagnostics *diagnostics = symbar_diagnostics_create();
        json.byte_count = text.byte_count = 0;
        memory_fail_after(successes);
        status = inspect_all(diagnostics, &json, &text);
        memory_fail_after(-1);
        if (status != SYMBAR_OK) {
            assert_int_equal(status, SYMBAR_NO_MEMORY);
            failed++;
        }
        symbar_diagnostics_free(diagnostics);
    }
    assert_true(failed > 100);
    assert_non_null(strstr(json.bytes, "\"platform\": \"surveymonkey\""));
    assert_non_null(strstr(text.bytes, "6 rows read, 4 respondents"));
}

static enum symbar_status draft_all(struct symbar_diagnostics *diagnostics,
                                    struct text *json, struct text *text)
{
    static const char *const employees[] = {
        SOURCE_DIR "/tests/cases/init/surveymonkey/insiders.csv",
    };
    static const char *const customers[] = {
        SOURCE_DIR "/tests/cases/init/surveymonkey/community.csv",
    };
    const struct symbar_inputs inputs = { employees, 1, customers, 1 };
    struct symbar_study *study = NULL;
    struct symbar_report *report = NULL;
    enum symbar_status status =
        symbar_draft(&inputs, "symbar.json", append, json, diagnostics);
    if (!status)
        status = symbar_study_draft(&inputs, &study, diagnostics);
    assert_int_equal(status == SYMBAR_OK, study != NULL);
    if (!status)
        status = symbar_run(study, &report, diagnostics);
    if (!status)
        status = symbar_report_write(report, "text", NULL, append, text, diagnostics);
    symbar_report_free(report);
    symbar_study_free(study);
    return status;
}

static void drafts_without_memory_anywhere(void **state)
{
    (void)state;
    static struct text json;
    static struct text text;
    enum symbar_status status = SYMBAR_NO_MEMORY;
    size_t failed = 0;
    for (long successes = 0; status != SYMBAR_OK; successes += 1 + successes / 150) {
        struct symbar_diagnostics *diagnostics = symbar_diagnostics_create();
        json.byte_count = text.byte_count = 0;
        memory_fail_after(successes);
        status = draft_all(diagnostics, &json, &text);
        memory_fail_after(-1);
        if (status != SYMBAR_OK) {
            assert_int_equal(status, SYMBAR_NO_MEMORY);
            failed++;
        }
        symbar_diagnostics_free(diagnostics);
    }
    assert_true(failed > 100);
    assert_non_null(strstr(json.bytes, "\"id\": \"recommend\""));
    assert_non_null(strstr(text.bytes, "24 employees and 30 customers"));
}

static void names_the_files_that_a_run_reads(void **state)
{
    (void)state;
    const char *const employees[] = { "-", "two.csv" };
    const struct symbar_inputs inputs = { .employees = employees, .employee_count = 2 };
    struct symbar_diagnostics *diagnostics = symbar_diagnostics_create();
    struct symbar_study *study = NULL;
    assert_int_equal(symbar_study_load(study_path, &inputs, &study, diagnostics),
                     SYMBAR_OK);
    assert_string_equal(symbar_study_file(study, 0), study_path);
    assert_string_equal(symbar_study_file(study, 1), "-");
    assert_string_equal(symbar_study_file(study, 2), "two.csv");
    assert_string_equal(symbar_study_file(study, 3),
                        SOURCE_DIR "/tests/cases/report/small/clients.csv");
    assert_null(symbar_study_file(study, 4));
    assert_null(symbar_study_file(study, 5));
    symbar_study_free(study);
    symbar_diagnostics_free(diagnostics);
}

static void explains_every_topic_that_it_lists(void **state)
{
    (void)state;
    static struct text list;
    static struct text text;
    struct symbar_diagnostics *diagnostics = symbar_diagnostics_create();
    assert_int_equal(symbar_explain(NULL, 80, append, &list, diagnostics), SYMBAR_OK);
    const char *topic;
    for (size_t i = 0; (topic = symbar_topic_name(i)); i++) {
        assert_non_null(strstr(list.bytes, topic));
        text.byte_count = 0;
        assert_int_equal(symbar_explain(topic, 60, append, &text, diagnostics),
                         SYMBAR_OK);
        assert_non_null(strstr(text.bytes, "\nWhat it means\n"));
        size_t width = 0;
        for (const char *at = text.bytes; *at; at++) {
            width = *at == '\n' ? 0 : width + 1;
            assert_true(width <= 60);
        }
    }
    assert_int_equal(symbar_explain("", 80, append, &text, diagnostics),
                     SYMBAR_BAD_USAGE);
    symbar_diagnostics_free(diagnostics);
}

static void gives_each_format_and_schema_by_name(void **state)
{
    (void)state;
    char path[64] = "a.folder/report";
    const char *name;
    for (size_t i = 0; (name = symbar_format_name(i)); i++) {
        strcpy(path + strlen("a.folder/report"), symbar_format_extension(i));
        assert_string_equal(symbar_format_for_path(path), name);
        assert_non_null(symbar_format_summary(i));
    }
    assert_null(symbar_format_for_path("a.json/report"));
    assert_null(symbar_format_for_path("report"));
    assert_null(symbar_format_for_path(""));
    for (size_t i = 0; (name = symbar_schema_name(i)); i++)
        assert_int_equal(symbar_schema(name)[0], '{');
    assert_non_null(symbar_schema("study"));
    assert_non_null(symbar_schema("report"));
    assert_null(symbar_schema("studies"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(goes_from_a_study_to_its_report),
        cmocka_unit_test(copes_without_memory_anywhere),
        cmocka_unit_test(passes_on_that_a_writer_stopped),
        cmocka_unit_test(drafts_without_memory_anywhere),
        cmocka_unit_test(inspects_without_memory_anywhere),
        cmocka_unit_test(names_the_files_that_a_run_reads),
        cmocka_unit_test(explains_every_topic_that_it_lists),
        cmocka_unit_test(gives_each_format_and_schema_by_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
