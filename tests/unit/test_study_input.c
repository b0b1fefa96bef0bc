/* Where a study comes from, and what hostile or unlucky circumstances make of it. */
#include "base/buffer.h"
#include "base/memory.h"
#include "study/study_read.h"
#include "support/quoted.h"
#include "support/test.h"

#include <cjson/cJSON.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SOUND                                                                            \
    "{'title':'T','employees':{'files':['e.csv','f.csv'],'unit':'u',"                    \
    "'keep':[{'column':{'text':'k'},'in':['1','2'],'not_in':['3']}],"                    \
    "'missing':{'blank':['-99'],'refused':['x']}},"                                      \
    "'customers':{'files':['c.csv'],'layout':{'respondent':'r','question':'q',"          \
    "'answer':'a'}},"                                                                    \
    "'scales':{'s':{'kind':'likert','min':1,'max':5,'top':[4,5],"                        \
    "'labels':{'bad':1,'5 good':5}},'n':{'kind':'nps','min':1,'max':3,"                  \
    "'promoters':[3],'detractors':[1]}},"                                                \
    "'dimensions':[{'id':'d','scale':'s','employees':['a','b']},"                        \
    "{'id':'e','label':'E','customers':{'column':{'import_id':'Q'},'scale':'n'}}],"      \
    "'units':{'aliases':'u.csv'},'checks':[{'id':'c','metric':'gap.index','max':1}],'"   \
    "notes':['n']}"

static enum symbar_status parse(const char *single_quoted, const char *path,
                                const struct study_overrides *overrides,
                                struct study **study_out,
                                struct symbar_diagnostics *diagnostics)
{
    char *text = quoted(single_quoted);
    *study_out = NULL;
    enum symbar_status status =
        study_parse(text, strlen(text), path, overrides, study_out, diagnostics);
    free(text);
    return status;
}

static void resolves_paths_against_the_study(void **state)
{
    (void)state;
    static const struct {
        const char *study;
        const char *file;
    } rows[] = {
        { "symbar.json", "e.csv" },         { "./symbar.json", "./e.csv" },
        { "a/b/symbar.json", "a/b/e.csv" }, { "/a/symbar.json", "/a/e.csv" },
        { "/symbar.json", "/e.csv" },       { NULL, "e.csv" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct symbar_diagnostics *diagnostics = symbar_diagnostics_create();
        struct study *study;
        assert_int_equal(parse(SOUND, rows[i].study, NULL, &study, diagnostics),
                         SYMBAR_OK);
        assert_string_equal(study->sides[SIDE_EMPLOYEES].files.texts[0], rows[i].file);
        assert_string_equal(study->sides[SIDE_EMPLOYEES].file_names.texts[0], "e.csv");
        assert_string_equal(study->units.aliases_name, "u.csv");
        study_free(study);
        symbar_diagnostics_free(diagnostics);
    }
}

static void lets_the_command_line_name_files(void **state)
{
    (void)state;
    struct symbar_diagnostics *diagnostics = symbar_diagnostics_create();
    struct study *study;
    static const char *const files[] = { "x/1.csv", "-" };
    static const char *const twice[] = { "x", "x" };
    static const char *const input[] = { "-" };
    struct study_overrides overrides = { 0 };
    overrides.files[SIDE_EMPLOYEES] = (struct text_list){ files, 2 };
    assert_int_equal(parse(SOUND, "a/s.json", &overrides, &study, diagnostics),
                     SYMBAR_OK);
    assert_int_equal(study->sides[SIDE_EMPLOYEES].files.count, 2);
    assert_string_equal(study->sides[SIDE_EMPLOYEES].files.texts[0], "x/1.csv");
    assert_string_equal(study->sides[SIDE_EMPLOYEES].file_names.texts[0], "x/1.csv");
    assert_string_equal(study->sides[SIDE_CUSTOMERS].files.texts[0], "a/c.csv");
    study_free(study);

    overrides.files[SIDE_CUSTOMERS] = (struct text_list){ input, 1 };
    assert_int_equal(parse(SOUND, "a/s.json", &overrides, &study, diagnostics),
                     SYMBAR_BAD_INPUT);
    assert_string_equal(symbar_diagnostics_at(diagnostics, 0)->id,
                        "standard-input-twice");

    overrides.files[SIDE_CUSTOMERS] = (struct text_list){ twice, 2 };
    assert_int_equal(parse(SOUND, "a/s.json", &overrides, &study, diagnostics),
                     SYMBAR_BAD_INPUT);
    assert_string_equal(symbar_diagnostics_at(diagnostics, 1)->message,
                        "file 'x' is listed twice");
    symbar_diagnostics_free(diagnostics);
}

static void needs_no_files_where_the_command_line_names_them(void **state)
{
    (void)state;
    struct symbar_diagnostics *diagnostics = symbar_diagnostics_create();
    struct study *study;
    static const char *const file[] = { "x.csv" };
    struct study_overrides overrides = { .files = { { file, 1 }, { file, 1 } } };
    assert_int_equal(
        parse("{'customers':{'files':[]},'scales':{'s':{'kind':'ces','min':1,"
              "'max':7}},'dimensions':[{'id':'d','scale':'s',"
              "'employees':'Q'}]}",
              "s.json", &overrides, &study, diagnostics),
        SYMBAR_OK);
    study_free(study);
    symbar_diagnostics_free(diagnostics);
}

static void finds_all_problems_in_one_pass(void **state)
{
    (void)state;
    struct symbar_diagnostics *diagnostics = symbar_diagnostics_create();
    struct study *study;
    assert_int_equal(
        parse("{'titel':'x','employees':{'files':['e.csv'],'weight':3,'decimal':5},"
              "'customers':{'unit':{}},"
              "'scales':{'s':{'kind':'likert','min':5,'max':1,'top':[]}},"
              "'dimensions':[{'id':'d','scale':'t','employees':'Q'},{'id':'d'}],"
              "'analysis':{'alpha':2},'privacy':{'min_n':-1},'bad_answers':'no'}",
              "s.json", NULL, &study, diagnostics),
        SYMBAR_BAD_INPUT);
    static const char *const pointers[] = {
        "/titel",        "/employees/decimal",  "/employees/weight",
        "/customers",    "/customers/unit",     "/scales/s",
        "/scales/s/top", "/dimensions/0/scale", "/dimensions/1/id",
        "/dimensions/1", "/analysis/alpha",     "/privacy/min_n",
        "/bad_answers",
    };
    assert_int_equal(symbar_diagnostics_count(diagnostics),
                     sizeof pointers / sizeof *pointers);
    for (size_t i = 0; i < sizeof pointers / sizeof *pointers; i++)
        assert_string_equal(symbar_diagnostics_at(diagnostics, i)->pointer, pointers[i]);
    assert_null(study);
    /* the same list again: nothing new to say, and still refused */
    assert_int_equal(parse("{'titel':'x'}", "s.json", NULL, &study, diagnostics),
                     SYMBAR_BAD_INPUT);
    symbar_diagnostics_free(diagnostics);
}

static void places_syntax_errors(void **state)
{
    (void)state;
    struct symbar_diagnostics *diagnostics = symbar_diagnostics_create();
    struct study *study;
    assert_int_equal(parse("{\n  'symbar': 1,\n  'title': 'x',\n}", "in/s.json", NULL,
                           &study, diagnostics),
                     SYMBAR_BAD_INPUT);
    const struct symbar_diagnostic *item = symbar_diagnostics_at(diagnostics, 0);
    assert_string_equal(item->id, "study-syntax");
    assert_string_equal(item->message, "not JSON: a comma after the last member");
    assert_string_equal(item->hint, "remove the comma");
    assert_string_equal(item->path, "in/s.json");
    assert_null(item->pointer);
    assert_int_equal(item->line, 3);
    assert_int_equal(item->column, 15);
    symbar_diagnostics_free(diagnostics);
}

static void check_refused(const char *text, size_t byte_count, const char *slug)
{
    struct symbar_diagnostics *diagnostics = symbar_diagnostics_create();
    struct study *study = NULL;
    assert_int_equal(study_parse(text, byte_count, "s.json", NULL, &study, diagnostics),
                     SYMBAR_BAD_INPUT);
    assert_null(study);
    assert_string_equal(symbar_diagnostics_at(diagnostics, 0)->id, slug);
    symbar_diagnostics_free(diagnostics);
}

static void refuses_more_than_a_study_needs(void **state)
{
    (void)state;
    struct buffer text = { 0 };
    buffer_text(&text, "{\"notes\":");
    buffer_repeat(&text, "[", 150);
    check_refused(text.bytes, text.byte_count, "study-too-large");
    buffer_clear(&text);
    buffer_text(&text, "{\"scales\":{},\"employees\":{\"files\":[\"a\"]},\"customers\":"
                       "{\"files\":[\"a\"]},\"dimensions\":[1");
    buffer_repeat(&text, ",1", 10000);
    buffer_text(&text, "]}");
    check_refused(text.bytes, text.byte_count, "study-too-large");
    buffer_clear(&text);
    buffer_text(&text, "[1");
    buffer_repeat(&text, ",1", 1000000);
    buffer_text(&text, "]");
    check_refused(text.bytes, text.byte_count, "study-too-large");
    buffer_release(&text);
}

static void refuses_what_cannot_be_read(void **state)
{
    (void)state;
    struct symbar_diagnostics *diagnostics = symbar_diagnostics_create();
    struct study *study = NULL;
    assert_int_equal(study_load("no/such/symbar.json", NULL, &study, diagnostics),
                     SYMBAR_BAD_INPUT);
    assert_int_equal(study_load(SOURCE_DIR, NULL, &study, diagnostics), SYMBAR_BAD_INPUT);
    assert_int_equal(symbar_diagnostics_count(diagnostics), 2);
    for (size_t i = 0; i < 2; i++)
        assert_string_equal(symbar_diagnostics_at(diagnostics, i)->id, "cannot-open");
    assert_int_equal(study_load("/dev/zero", NULL, &study, diagnostics),
                     SYMBAR_BAD_INPUT);
    assert_string_equal(symbar_diagnostics_at(diagnostics, 2)->id, "study-too-large");
    assert_int_equal(study_load("/dev/null", NULL, &study, diagnostics),
                     SYMBAR_BAD_INPUT);
    assert_string_equal(symbar_diagnostics_at(diagnostics, 3)->message,
                        "not JSON: the file is empty");
    assert_null(study);
    symbar_diagnostics_free(diagnostics);
}

static void reads_what_stands_on_disk(void **state)
{
    (void)state;
    struct symbar_diagnostics *diagnostics = symbar_diagnostics_create();
    struct study *study = NULL;
    assert_int_equal(
        study_load(SOURCE_DIR "/data/hotels/symbar.json", NULL, &study, diagnostics),
        SYMBAR_OK);
    assert_int_equal(study->dimension_count, 7);
    assert_string_equal(study->sides[SIDE_CUSTOMERS].unit.text, "H\xc3\xb4tel");
    study_free(study);
    symbar_diagnostics_free(diagnostics);
}

/* Makes the n-th request for memory fail, for every n. cJSON's memory comes from its own
   hooks, which belong to the whole process: the library leaves them alone, a test may set
   them. */
static void sweep(const char *single_quoted, enum symbar_status expected)
{
    cJSON_Hooks hooks = { .malloc_fn = memory_allocate_bytes, .free_fn = memory_free };
    cJSON_InitHooks(&hooks);
    enum symbar_status status = SYMBAR_NO_MEMORY;
    long successes = 0;
    for (; status == SYMBAR_NO_MEMORY; successes++) {
        char *text = quoted(single_quoted);
        struct symbar_diagnostics *diagnostics = symbar_diagnostics_create();
        struct study *study = NULL;
        memory_fail_after(successes);
        status = study_parse(text, strlen(text), "in/s.json", NULL, &study, diagnostics);
        memory_fail_after(-1);
        assert_int_equal(study != NULL, status == SYMBAR_OK);
        study_free(study);
        symbar_diagnostics_free(diagnostics);
        free(text);
    }
    cJSON_InitHooks(NULL);
    assert_int_equal(status, expected);
    assert_true(successes > 50);
}

static void copes_without_memory(void **state)
{
    (void)state;
    sweep(SOUND, SYMBAR_OK);
    sweep("{'titel':'x','employees':{'files':['e.csv'],'weight':'w'},"
          "'customers':{'unit':{}},'scales':{'s':{'kind':'likert','min':5,'max':1}},"
          "'dimensions':[{'id':'d','scale':'t','employees':['Q','Q']},{'id':'d'}]}",
          SYMBAR_BAD_INPUT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(resolves_paths_against_the_study),
        cmocka_unit_test(lets_the_command_line_name_files),
        cmocka_unit_test(needs_no_files_where_the_command_line_names_them),
        cmocka_unit_test(finds_all_problems_in_one_pass),
        cmocka_unit_test(places_syntax_errors),
        cmocka_unit_test(refuses_more_than_a_study_needs),
        cmocka_unit_test(refuses_what_cannot_be_read),
        cmocka_unit_test(reads_what_stands_on_disk),
        cmocka_unit_test(copes_without_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
