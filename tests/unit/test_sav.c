/* SPSS files: what they declare is what symbar reads, and damage is refused. Without
   ReadStat there is only the refusal to test. */
#include "base/memory.h"
#include "ingest/records.h"
#include "support/ingestion.h"
#include "support/sav.h"
#include "support/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SCALES                                                                           \
    "'scales': {'nps': {'kind': 'nps', 'min': 0, 'max': 10},"                            \
    " 'five': {'kind': 'likert', 'min': 1, 'max': 5},"                                   \
    " 'named': {'kind': 'likert', 'min': 1, 'max': 3, 'labels':"                         \
    "  {'Disagree': 1, 'Neutral': 2, 'Agree': 3}}},"

#define STUDY(EMPLOYEES)                                                                 \
    "{'symbar': 1, 'employees': {'files': ['staff.sav'], 'unit': 'store'},"              \
    " 'customers': {'files': ['clients.csv'], 'unit': 'store'}," SCALES                  \
    " 'dimensions': [{'id': 'a', " EMPLOYEES ", 'customers': {'column': 'q1',"           \
    "  'scale': 'five'}}]}"

static const char q1_five[] = STUDY("'employees': {'column': 'q1', 'scale': 'five'}");

static void write_clients(struct ingestion_test *test)
{
    test_folder_text(&test->folder, "clients.csv", "store,q1\nLyon,4\nParis,5\n");
}

static void test_refused_without_readstat(void **state)
{
    struct ingestion_test test;
    (void)state;
#ifdef SYMBAR_READSTAT
    skip();
#endif
    ingestion_set_up(&test);
    write_clients(&test);
    test_folder_text(&test.folder, "staff.sav", "$FL2@(#) SPSS DATA FILE");
    ingestion_run(&test, q1_five);
    assert_int_equal(test.status, SYMBAR_BAD_INPUT);
    assert_non_null(ingestion_find(&test, "sav-not-built", 0));
    ingestion_tear_down(&test);
}

#ifdef SYMBAR_READSTAT

static const char q1_named[] = STUDY("'employees': {'column': 'q1', 'scale': 'named'}");

static void set_up(struct ingestion_test *test, const char *staff)
{
    char path[128];
    ingestion_set_up(test);
    test->diagnostics = symbar_diagnostics_create();
    assert_non_null(test->diagnostics);
    write_clients(test);
    snprintf(path, sizeof path, "%s/staff.sav", test->folder.path);
    assert_true(sav_write(staff, path));
}

static const char staff[] = "variable store number\n"
                            "value 1 = Lyon\n"
                            "value 2 = Paris\n"
                            "value 9 = Elsewhere\n"
                            "missing 9\n"
                            "variable q1 number\n"
                            "text We are listened to\n"
                            "value 1 = Strongly disagree\n"
                            "value 5 = Strongly agree\n"
                            "value 6 = Don't know\n"
                            "value 98 = Prefer not to say\n"
                            "value 99 = Interview broken off\n"
                            "missing 90 99\n"
                            "missing -1\n"
                            "case 1|5\n"
                            "case 1|4\n"
                            "case 2|6\n"
                            "case 2|98\n"
                            "case 2|99\n"
                            "case 9|\n"
                            "case |-1\n"
                            "case 1|91\n";

static void check_staff(struct ingestion_test *test)
{
    ingestion_run(test, q1_five);
    assert_int_equal(test->status, SYMBAR_OK);
    assert_int_equal(ingestion_n(test, SIDE_EMPLOYEES, NULL, 0), 2);
    assert_int_equal(ingestion_n(test, SIDE_EMPLOYEES, "Lyon", 0), 2);
    assert_int_equal(ingestion_count(test, SIDE_EMPLOYEES, "Lyon", 0, 5), 1);
    assert_int_equal(
        ingestion_missing(test, SIDE_EMPLOYEES, "Paris", 0, MISSING_DONT_KNOW), 1);
    assert_int_equal(ingestion_missing(test, SIDE_EMPLOYEES, "Paris", 0, MISSING_REFUSED),
                     1);
    assert_int_equal(ingestion_missing(test, SIDE_EMPLOYEES, "Paris", 0, MISSING_BLANK),
                     1);
    assert_int_equal(ingestion_missing(test, SIDE_EMPLOYEES, "Lyon", 0, MISSING_BLANK),
                     1);
    /* 9 is declared as no unit, and one case has none */
    assert_int_equal(ingestion_missing(test, SIDE_EMPLOYEES, "", 0, MISSING_BLANK), 2);
}

static void test_declared_values(void **state)
{
    struct ingestion_test test;
    (void)state;
    set_up(&test, staff);
    check_staff(&test);
    ingestion_tear_down(&test);
}

static void test_compressed(void **state)
{
    struct ingestion_test test;
    char text[sizeof staff + 16];
    (void)state;
    snprintf(text, sizeof text, "compress\n%s", staff);
    set_up(&test, text);
    check_staff(&test);
    ingestion_tear_down(&test);
}

/* Qualtrics numbers choices as they were made: 17 to 19 is a scale of three. */
static void test_codes_off_the_scale_by_their_labels(void **state)
{
    struct ingestion_test test;
    (void)state;
    set_up(&test, "variable store 10\nvariable q1 number\nvalue 17 = Disagree\n"
                  "value 18 = neutral\nvalue 19 = AGREE\n"
                  "case Lyon|17\ncase Lyon|19\ncase Paris|18\ncase Paris|19\n");
    ingestion_run(&test, q1_named);
    assert_int_equal(test.status, SYMBAR_OK);
    assert_int_equal(ingestion_count(&test, SIDE_EMPLOYEES, NULL, 0, 1), 1);
    assert_int_equal(ingestion_count(&test, SIDE_EMPLOYEES, NULL, 0, 2), 1);
    assert_int_equal(ingestion_count(&test, SIDE_EMPLOYEES, NULL, 0, 3), 2);
    /* a scale that does not list them cannot know */
    ingestion_run(&test, q1_five);
    const struct symbar_diagnostic *found =
        ingestion_find(&test, "answer-outside-scale", 0);
    assert_non_null(found);
    assert_non_null(strstr(found->message, "'17 = Disagree'"));
    assert_non_null(strstr(found->hint, "list the label in scale 'five'"));
    ingestion_tear_down(&test);
}

static void test_label_against_code(void **state)
{
    struct ingestion_test test;
    (void)state;
    set_up(&test, "variable store 10\nvariable q1 number\nvalue 1 = Agree\n"
                  "value 3 = Disagree\ncase Lyon|2\ncase Lyon|3\ncase Paris|3\n");
    ingestion_run(&test, q1_named);
    const struct symbar_diagnostic *found =
        ingestion_find(&test, "label-contradicts-number", 0);
    assert_int_equal(test.status, SYMBAR_BAD_INPUT);
    assert_non_null(found);
    assert_int_equal(found->line, 2); /* the case */
    assert_int_equal(found->column, 0);
    assert_int_equal(found->count, 2);
    ingestion_tear_down(&test);
}

static void test_labels_of_texts(void **state)
{
    struct ingestion_test test;
    (void)state;
    set_up(&test, "variable store 10\nvariable q1 4\nvalue A1 = Disagree\n"
                  "value A3 = Agree\ncase Lyon|A1\ncase Lyon|A3\ncase Paris|A3\n");
    ingestion_run(&test, q1_named);
    assert_int_equal(test.status, SYMBAR_OK);
    assert_int_equal(ingestion_count(&test, SIDE_EMPLOYEES, NULL, 0, 3), 2);
    ingestion_tear_down(&test);
}

static void test_names_as_qualtrics_has_them(void **state)
{
    struct ingestion_test test;
    (void)state;
    set_up(&test, "variable StartDate number DATETIME20\n"
                  "variable EndDate number DATETIME20\nvariable Status number\n"
                  "value 0 = IP Address\nvalue 1 = Survey Preview\n"
                  "variable Progress number\nvariable Finished number\n"
                  "value 0 = False\nvalue 1 = True\nvariable store 20\n"
                  "variable q1 number\ncase 1|2|0|100|1|Lyon|4\n"
                  "case 1|2|1|100|1|Lyon|5\ncase 1|2|0|30|0|Lyon|1\n");
    ingestion_run(&test, q1_five);
    assert_int_equal(test.status, SYMBAR_OK);
    assert_string_equal(test.provenance.inputs[0].platform, "qualtrics");
    assert_int_equal(test.provenance.inputs[0].rows_read, 3);
    assert_int_equal(test.provenance.inputs[0].rows_used, 1);
    ingestion_tear_down(&test);
}

struct listing {
    char text[1024];
};

static enum symbar_status list_record(void *context, const struct record *record)
{
    struct listing *listing = context;
    size_t length = strlen(listing->text);
    for (size_t i = 0; i < record->cell_count; i++)
        length += (size_t)snprintf(listing->text + length, sizeof listing->text - length,
                                   "%.*s%s", (int)record->cells[i].byte_count,
                                   record->cells[i].bytes,
                                   i + 1 < record->cell_count ? "|" : "\n");
    return SYMBAR_OK;
}

static void test_cells_and_headings(void **state)
{
    static const struct side_study side = { .encoding = "auto", .platform = "auto" };
    struct ingestion_test test;
    struct listing listing = { "" };
    struct csv_file *file = NULL;
    char path[128];
    (void)state;
    set_up(&test,
           "variable id number\nvariable share number\nvariable day number DATE11\n"
           "variable at number DATETIME20\nvariable said 300\ntext A comment\n"
           "case 123456789012345|0.1|13991000000|13991000001|  one\xc3\xa9 \n"
           "case -0|1e+300||0|\n");
    snprintf(path, sizeof path, "%s/staff.sav", test.folder.path);
    assert_int_equal(csv_file_open(path, "staff.sav", &side, &file, test.diagnostics),
                     SYMBAR_OK);
    assert_string_equal(csv_file_facts(file)->encoding, "utf-8");
    assert_string_equal(csv_file_export(file)->columns[4].name, "said");
    assert_string_equal(csv_file_export(file)->columns[4].text, "A comment");
    assert_string_equal(csv_file_export(file)->columns[0].text, "id");
    assert_string_equal(csv_file_headers(file)->cells[1].bytes, "share");
    assert_int_equal(csv_file_read(file, list_record, &listing, test.diagnostics),
                     SYMBAR_OK);
    /* the moments are Python's: datetime(1582, 10, 14) + timedelta(seconds=...) */
    assert_string_equal(
        listing.text, "123456789012345|0.1|2026-02-20|2026-02-20 20:53:21|  one\xc3\xa9\n"
                      "0|1e+300||1582-10-14 00:00:00|\n");
    assert_int_equal(csv_file_facts(file)->record_count, 2);
    csv_file_close(file);
    ingestion_tear_down(&test);
}

static char *read_whole(const struct test_folder *folder, size_t *byte_count_out)
{
    char path[128];
    snprintf(path, sizeof path, "%s/staff.sav", folder->path);
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    char *bytes = malloc(100000);
    assert_non_null(bytes);
    *byte_count_out = fread(bytes, 1, 100000, file);
    fclose(file);
    return bytes;
}

/* A file that ends anywhere is refused, or is a shorter file (ReadStat takes a last case
   that is cut for the end); it is never read past its end. */
static void test_cut_anywhere(void **state)
{
    struct ingestion_test test;
    size_t byte_count;
    (void)state;
    set_up(&test, staff);
    char *bytes = read_whole(&test.folder, &byte_count);
    for (size_t length = 5; length < byte_count; length += 7) {
        char *cut = malloc(length);
        assert_non_null(cut);
        memcpy(cut, bytes, length);
        test_folder_write(&test.folder, "staff.sav", cut, length);
        ingestion_run(&test, q1_five);
        assert_true(test.status == SYMBAR_BAD_INPUT);
        free(cut);
    }
    free(bytes);
    ingestion_tear_down(&test);
}

/* Any byte of the file may be wrong: it is refused, or read as something else. */
static void test_any_byte_wrong(void **state)
{
    struct ingestion_test test;
    size_t byte_count;
    (void)state;
    set_up(&test, staff);
    char *bytes = read_whole(&test.folder, &byte_count);
    for (size_t at = 4; at < byte_count; at += 3) {
        char kept = bytes[at];
        bytes[at] = (char)(at % 2 ? 0 : 0xff);
        test_folder_write(&test.folder, "staff.sav", bytes, byte_count);
        ingestion_run(&test, q1_five);
        assert_true(test.status == SYMBAR_OK || test.status == SYMBAR_BAD_INPUT);
        bytes[at] = kept;
    }
    free(bytes);
    ingestion_tear_down(&test);
}

static void test_too_little_memory(void **state)
{
    struct ingestion_test test;
    bool succeeded = false;
    (void)state;
    set_up(&test, staff);
    for (long successes = 0; !succeeded && successes < 5000; successes++) {
        static const struct side_study side = { .encoding = "auto", .platform = "auto" };
        struct listing listing = { "" };
        struct csv_file *file = NULL;
        char path[128];
        snprintf(path, sizeof path, "%s/staff.sav", test.folder.path);
        memory_fail_after(successes);
        enum symbar_status status =
            csv_file_open(path, "staff.sav", &side, &file, test.diagnostics);
        if (status == SYMBAR_OK)
            status = csv_file_read(file, list_record, &listing, test.diagnostics);
        memory_fail_after(-1);
        assert_true(status == SYMBAR_OK || status == SYMBAR_NO_MEMORY);
        succeeded = status == SYMBAR_OK;
        csv_file_close(file);
    }
    assert_true(succeeded);
    ingestion_tear_down(&test);
}

#endif

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_refused_without_readstat),
#ifdef SYMBAR_READSTAT
        cmocka_unit_test(test_declared_values),
        cmocka_unit_test(test_compressed),
        cmocka_unit_test(test_codes_off_the_scale_by_their_labels),
        cmocka_unit_test(test_label_against_code),
        cmocka_unit_test(test_labels_of_texts),
        cmocka_unit_test(test_names_as_qualtrics_has_them),
        cmocka_unit_test(test_cells_and_headings),
        cmocka_unit_test(test_cut_anywhere),
        cmocka_unit_test(test_any_byte_wrong),
        cmocka_unit_test(test_too_little_memory),
#endif
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
