#include "base/memory.h"
#include "ingest/ingest.h"
#include "support/ingestion.h"
#include "support/test.h"

#include <stdio.h>
#include <string.h>

static int set_up(void **state)
{
    static struct ingestion_test test;
    ingestion_set_up(&test);
    *state = &test;
    return 0;
}

static int tear_down(void **state)
{
    ingestion_tear_down(*state);
    return 0;
}

static void write_file(const struct ingestion_test *test, const char *name,
                       const char *text)
{
    test_folder_text(&test->folder, name, text);
}

static void assert_message(const struct ingestion_test *test, const char *id, size_t n,
                           const char *message, const char *hint)
{
    const struct symbar_diagnostic *found = ingestion_find(test, id, n);
    if (!found)
        print_error("no diagnostic %s number %zu\n", id, n);
    assert_non_null(found);
    assert_string_equal(found->message, message);
    if (hint)
        assert_string_equal(found->hint, hint);
}

static size_t count_problems(const struct ingestion_test *test)
{
    size_t count = 0;
    for (size_t i = 0; i < symbar_diagnostics_count(test->diagnostics); i++)
        count += symbar_diagnostics_at(test->diagnostics, i)->severity != SYMBAR_NOTE;
    return count;
}

/* Two dimensions: one item with a scale on both sides, two items (one reversed) for
   employees. `extra` goes into the study, `staff` into its employees. */
static const char *study_with(const char *staff, const char *extra)
{
    static char text[2048];
    snprintf(text, sizeof text,
             "{'symbar': 1, 'title': 'T',"
             " 'employees': {'files': ['staff.csv'], 'unit': 'store'%s},"
             " 'customers': {'files': ['clients.csv'], 'unit': 'shop'},"
             " 'scales': {'s5': {'kind': 'likert', 'min': 1, 'max': 5}},"
             " 'dimensions': ["
             "  {'id': 'a', 'lens': 'mirror', 'scale': 's5', 'employees': 'q1',"
             "   'customers': 'q1'},"
             "  {'id': 'b', 'lens': 'mirror', 'employees': ["
             "    {'column': 'q2', 'scale': 's5'},"
             "    {'column': 'q3', 'scale': 's5', 'reverse': true}]}]%s}",
             staff, extra);
    return text;
}

static const char clients[] = "shop,q1\nLyon,4\nNice,2\n";

static void counts_answers_per_unit(void **state)
{
    struct ingestion_test *test = *state;
    write_file(test, "staff.csv",
               "store,q1,q2,q3\nLyon,5,4,1\nLyon,5,4,2\nNice,,3,\n,1,,\nNice,n/a,,\n");
    write_file(test, "clients.csv", clients);
    ingestion_run(test, study_with("", ""));
    assert_int_equal(test->status, SYMBAR_OK);
    assert_int_equal(count_problems(test), 0);
    assert_int_equal(ingestion_count(test, SIDE_EMPLOYEES, "Lyon", 0, 5), 2);
    assert_int_equal(ingestion_n(test, SIDE_EMPLOYEES, NULL, 0), 3);
    assert_int_equal(ingestion_count(test, SIDE_EMPLOYEES, "", 0, 1), 1);
    assert_int_equal(ingestion_missing(test, SIDE_EMPLOYEES, "Nice", 0, MISSING_BLANK),
                     1);
    assert_int_equal(
        ingestion_missing(test, SIDE_EMPLOYEES, "Nice", 0, MISSING_NOT_APPLICABLE), 1);
    assert_int_equal(ingestion_count(test, SIDE_EMPLOYEES, "Lyon", 1, 4.5), 1);
    assert_int_equal(ingestion_count(test, SIDE_EMPLOYEES, "Lyon", 1, 4), 1);
    assert_int_equal(ingestion_count(test, SIDE_EMPLOYEES, "Nice", 1, 3), 1);
    assert_int_equal(ingestion_n(test, SIDE_CUSTOMERS, NULL, 1), 0);
    assert_int_equal(test->provenance.input_count, 2);
    assert_int_equal(test->provenance.inputs[0].rows_read, 5);
    assert_int_equal(test->provenance.inputs[0].rows_used, 5);
    assert_string_equal(test->provenance.inputs[1].file, "clients.csv");
    assert_int_equal(test->provenance.units.matched, 2);
}

static void takes_a_text_for_no_answer_as_no_unit(void **state)
{
    struct ingestion_test *test = *state;
    write_file(test, "staff.csv",
               "store,q1,q2,q3\nLyon,5,,\n-99,4,,\n  ,3,,\nLyon,1,,\n");
    write_file(test, "clients.csv", clients);
    ingestion_run(test, study_with(", 'missing': {'blank': ['', '-99']}", ""));
    assert_int_equal(test->status, SYMBAR_OK);
    assert_int_equal(ingestion_n(test, SIDE_EMPLOYEES, "", 0), 2);
    assert_int_equal(ingestion_n(test, SIDE_EMPLOYEES, "Lyon", 0), 2);
}

static void sets_rows_aside_by_rule(void **state)
{
    struct ingestion_test *test = *state;
    write_file(test, "staff.csv",
               "store,q1,q2,q3,done,age,lang\n"
               "Lyon,5,,,1,30,fr\nLyon,9,,,0,30,fr\nLyon,4,,, True ,17,fr\n"
               "Lyon,4,,,1,,fr\nLyon,4,,,1,31,de\nLyon,3,,,1,65.5,fr\n");
    write_file(test, "clients.csv", clients);
    ingestion_run(test, study_with(", 'keep': [{'column': 'done', 'in': ['1', 'True']},"
                                   " {'column': {'index': 6}, 'min': 18},"
                                   " {'column': 'lang', 'not_in': ['de']}]",
                                   ""));
    /* the 9 stands in a row that is not used, so it is no problem */
    assert_int_equal(test->status, SYMBAR_OK);
    const struct input_summary *input = &test->provenance.inputs[0];
    assert_int_equal(input->rows_read, 6);
    assert_int_equal(input->rows_used, 2);
    assert_int_equal(input->set_aside_count, 3);
    assert_string_equal(input->set_aside[0].reason, "keep:done");
    assert_int_equal(input->set_aside[0].count, 1);
    assert_string_equal(input->set_aside[1].reason, "keep:#6");
    assert_int_equal(input->set_aside[1].count, 2);
    assert_string_equal(input->set_aside[2].reason, "keep:lang");
    assert_int_equal(ingestion_n(test, SIDE_EMPLOYEES, "Lyon", 0), 2);
}

static void refuses_bad_answers_all_at_once(void **state)
{
    struct ingestion_test *test = *state;
    write_file(test, "staff.csv",
               "store,q1,q2,q3\nLyon,6,4,1\nLyon,6,blue,2\nNice,5,3,\n\nNice,6,,7\n"
               "Nice,\" 6\",red,\n");
    write_file(test, "clients.csv", "shop,q1\nLyon,4\nNice,0\n");
    ingestion_run(test, study_with("", ""));
    assert_int_equal(test->status, SYMBAR_BAD_INPUT);
    assert_null(test->tally);
    assert_message(test, "answer-outside-scale", 0,
                   "column 'q1': answer '6' is outside scale 's5' (1 to 5)",
                   "if 6 means \"no opinion\", list it under "
                   "employees.missing.dont_know");
    const struct symbar_diagnostic *six = ingestion_find(test, "answer-outside-scale", 0);
    assert_string_equal(six->path, "staff.csv");
    assert_int_equal(six->line, 2);
    assert_int_equal(six->column, 6);
    assert_int_equal(six->count, 4);
    assert_int_equal(six->line_count, 3);
    assert_int_equal(six->lines[1], 3);
    assert_int_equal(six->lines[2], 6);
    assert_message(test, "unknown-label", 0,
                   "column 'q2': answer 'blue' is not a code or label of scale 's5'",
                   "add it to the labels of scale 's5', or to employees.missing if it "
                   "stands for no answer");
    assert_message(test, "unknown-label", 1,
                   "column 'q2': answer 'red' is not a code or label of scale 's5'",
                   NULL);
    assert_message(test, "answer-outside-scale", 1,
                   "column 'q3': answer '7' is outside scale 's5' (1 to 5)", NULL);
    assert_message(test, "answer-outside-scale", 2,
                   "column 'q1': answer '0' is outside scale 's5' (1 to 5)",
                   "if 0 means \"no opinion\", list it under "
                   "customers.missing.dont_know");
    assert_int_equal(count_problems(test), 5);
}

static void counts_bad_answers_as_invalid_on_request(void **state)
{
    struct ingestion_test *test = *state;
    write_file(test, "staff.csv",
               "store,q1,q2,q3\nLyon,6,4,1\nLyon,blue,4,9\nNice,5,x,\n");
    write_file(test, "clients.csv", clients);
    ingestion_run(test, study_with("", ", 'bad_answers': 'missing'"));
    assert_int_equal(test->status, SYMBAR_OK);
    assert_message(test, "answers-invalid", 0,
                   "column 'q1': 2 answers are not on scale 's5' and count as invalid, "
                   "the first is '6'",
                   NULL);
    assert_int_equal(ingestion_find(test, "answers-invalid", 0)->count, 2);
    assert_message(test, "answers-invalid", 1,
                   "column 'q2': 1 answer is not on scale 's5' and counts as invalid",
                   "with \"bad_answers\": \"refuse\" they are told; a report is read by "
                   "others"); /* a text may be somebody's own words */
    assert_int_equal(ingestion_missing(test, SIDE_EMPLOYEES, "Lyon", 0, MISSING_INVALID),
                     2);
    /* one of two items is enough, so the invalid one costs nothing */
    assert_int_equal(ingestion_n(test, SIDE_EMPLOYEES, "Lyon", 1), 2);
    assert_int_equal(ingestion_missing(test, SIDE_EMPLOYEES, "Nice", 1, MISSING_INVALID),
                     1);
}

static void shows_little_of_a_column_of_free_text(void **state)
{
    struct ingestion_test *test = *state;
    char text[64 * 1024] = "store,q1,q2,q3\n";
    size_t length = strlen(text);
    for (int i = 0; i < 1500; i++)
        length += (size_t)snprintf(text + length, sizeof text - length,
                                   "Lyon,what I think %d,,\n", i);
    write_file(test, "staff.csv", text);
    write_file(test, "clients.csv", clients);
    ingestion_run(test, study_with("", ""));
    assert_int_equal(test->status, SYMBAR_BAD_INPUT);
    assert_int_equal(count_problems(test), 4);
    assert_message(test, "unknown-label", 3,
                   "column 'q1': over 997 more texts are not codes or labels of scale "
                   "'s5'",
                   "is this the column that was meant?");
    assert_int_equal(ingestion_find(test, "unknown-label", 3)->count, 1497);
}

static void recognises_usual_labels_by_the_whole_column(void **state)
{
    struct ingestion_test *test = *state;
    write_file(test, "staff.csv",
               "store,q1,q2,q3\nLyon,5,Agree,Strongly disagree\nNice,4,Neutral,2\n"
               "Nice,4,Strongly agree,disagree\nNice,4,,Don't know\n");
    write_file(test, "clients.csv",
               "shop,q1\nLyon,Tr\xc3\xa8s satisfait\nNice,Satisfait\nNice,Neutre\n");
    ingestion_run(test, study_with("", ""));
    assert_int_equal(test->status, SYMBAR_OK);
    assert_int_equal(count_problems(test), 0);
    assert_message(test, "labels-recognised", 0,
                   "column 'q2': labels recognised as agreement, from 'Neutral' = 3 to "
                   "'Strongly agree' = 5",
                   NULL);
    assert_int_equal(ingestion_count(test, SIDE_EMPLOYEES, "Lyon", 1, 4.5), 1);
    assert_int_equal(ingestion_count(test, SIDE_EMPLOYEES, "Nice", 1, 3.5), 1);
    assert_int_equal(ingestion_count(test, SIDE_EMPLOYEES, "Nice", 1, 4.5), 1);
    assert_int_equal(ingestion_missing(test, SIDE_EMPLOYEES, "Nice", 1, MISSING_BLANK),
                     1);
    assert_int_equal(ingestion_count(test, SIDE_CUSTOMERS, "Lyon", 0, 5), 1);
    assert_int_equal(ingestion_count(test, SIDE_CUSTOMERS, "Nice", 0, 3), 1);
}

static void refuses_labels_that_may_mean_two_things(void **state)
{
    struct ingestion_test *test = *state;
    write_file(test, "staff.csv", "store,q1,q2,q3\nLyon,Agree,,\nNice,Agree,,\n");
    write_file(test, "clients.csv",
               "shop,q1\nLyon,Stimme zu\nNice,Neutral\nNice,Stimme nicht zu\n");
    ingestion_run(test, study_with("", ""));
    assert_int_equal(test->status, SYMBAR_BAD_INPUT);
    assert_message(test, "unknown-label", 0,
                   "column 'q1': answer 'Agree' is not a code or label of scale 's5'",
                   "one label alone does not tell its code: list the labels of scale "
                   "'s5'");
    assert_int_equal(ingestion_find(test, "unknown-label", 0)->count, 2);
    assert_message(test, "unknown-label", 1,
                   "column 'q1': answer 'Stimme zu' is not a code or label of scale 's5'",
                   "usual label sets differ in its code: list the labels of scale 's5'");
}

static void warns_of_a_scale_that_starts_at_one(void **state)
{
    struct ingestion_test *test = *state;
    const char *study =
        "{'symbar': 1, 'employees': {'files': ['staff.csv'], 'unit': null},"
        " 'customers': {'files': ['clients.csv'], 'unit': null},"
        " 'scales': {'nps': {'kind': 'nps', 'min': 0, 'max': 10}},"
        " 'dimensions': [{'id': 'a', 'lens': 'mirror', 'scale': 'nps',"
        " 'employees': 'q', 'customers': 'q'}]}";
    write_file(test, "staff.csv",
               "q\n1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n"
               "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n");
    write_file(test, "clients.csv", "q\n1\n2\n3\n4\n5\n6\n7\n8\n9\n0\n10\n");
    ingestion_run(test, study);
    assert_int_equal(test->status, SYMBAR_OK);
    assert_message(
        test, "nps-from-one", 0,
        "column 'q': the answers run from 1, which several gave, and nobody gave "
        "the 0 of scale 'nps'",
        NULL);
    assert_string_equal(ingestion_find(test, "nps-from-one", 0)->pointer,
                        "/dimensions/0/employees");
    assert_null(ingestion_find(test, "nps-from-one", 1));
    assert_int_equal(ingestion_n(test, SIDE_CUSTOMERS, "", 0), 11);
    /* few answers say little */
    write_file(test, "staff.csv", "q\n1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n");
    ingestion_run(test, study);
    assert_null(ingestion_find(test, "nps-from-one", 0));
    /* nor do many, of people who are all content */
    write_file(test, "staff.csv",
               "q\n8\n9\n10\n10\n8\n9\n10\n10\n8\n9\n10\n10\n8\n9\n10\n10\n8\n9\n10\n"
               "10\n8\n9\n10\n10\n8\n9\n10\n10\n8\n9\n10\n10\n8\n9\n10\n10\n1\n2\n");
    ingestion_run(test, study);
    assert_null(ingestion_find(test, "nps-from-one", 0));
}

static void warns_of_averages(void **state)
{
    struct ingestion_test *test = *state;
    const char *study =
        "{'symbar': 1, 'employees': {'files': ['staff.csv'], 'unit': null},"
        " 'customers': {'files': ['clients.csv'], 'unit': null},"
        " 'scales': {'a': {'kind': 'likert', 'min': 1, 'max': 5},"
        " 'b': {'kind': 'likert', 'min': 1, 'max': 5, 'fractions': true}},"
        " 'dimensions': [{'id': 'a', 'lens': 'mirror',"
        " 'employees': {'column': 'q', 'scale': 'a'},"
        " 'customers': {'column': 'q', 'scale': 'b'}}]}";
    write_file(test, "staff.csv", "x,q\n,4.0\n,3.7\n,2\n,4.25\n,3.7\n");
    write_file(test, "clients.csv", "q\n3.7\n5\n");
    ingestion_run(test, study);
    assert_int_equal(test->status, SYMBAR_OK);
    assert_message(test, "fractional-answers", 0,
                   "column 'q': 3 answers are between the codes of scale 'a', the first "
                   "is '3.7'",
                   NULL);
    assert_int_equal(ingestion_find(test, "fractional-answers", 0)->line, 3);
    assert_int_equal(ingestion_find(test, "fractional-answers", 0)->column, 2);
    assert_null(ingestion_find(test, "fractional-answers", 1));
    assert_int_equal(ingestion_n(test, SIDE_EMPLOYEES, "", 0), 5);
}

static void warns_of_codes_that_run_against_labels(void **state)
{
    struct ingestion_test *test = *state;
    write_file(test, "staff.csv",
               "store,q1,q2,q3\nLyon,1 - Strongly agree,2 - Disagree,1: Always\n"
               "Nice,5 - Strongly disagree,5 - Strongly agree,5: Never\n");
    write_file(test, "clients.csv",
               "shop,q1\nLyon,5 (Very satisfied)\nNice,1 = Very dissatisfied\n"
               "Nice,5 = Very satisfied\n");
    ingestion_run(test, study_with("", ", 'bad_answers': 'missing'"));
    assert_int_equal(test->status, SYMBAR_OK);
    assert_message(test, "scale-backwards", 0,
                   "column 'q1': the best label has the lower code: '1 - Strongly agree' "
                   "is 1, '5 - Strongly disagree' is 5",
                   "if low is good here, add \"reverse\": true to the item");
    assert_null(ingestion_find(test, "scale-backwards", 1));
}

static void refuses_empty_sides(void **state)
{
    struct ingestion_test *test = *state;
    write_file(test, "staff.csv", "store,q1,q2,q3\n");
    write_file(test, "clients.csv", "shop,q1\n ,4\n,2\n");
    ingestion_run(test, study_with("", ""));
    assert_int_equal(test->status, SYMBAR_BAD_INPUT);
    assert_message(test, "no-rows", 0, "no rows below the header", NULL);
    assert_message(test, "unit-column-empty", 0, "column 'shop' is empty in every row",
                   NULL);
    write_file(test, "staff.csv", "store,q1,q2,q3\nLyon,1,1,1\n");
    ingestion_run(test, study_with(", 'keep': [{'column': 'q1', 'min': 2}]", ""));
    assert_message(test, "no-rows", 0, "every row was set aside", NULL);
}

static void tells_the_problems_of_all_files(void **state)
{
    struct ingestion_test *test = *state;
    write_file(test, "staff.csv", "store,q1,q2\nLyon,1,1\n");
    ingestion_run(test, study_with("", ""));
    assert_int_equal(test->status, SYMBAR_BAD_INPUT);
    assert_message(test, "unknown-column", 0, "staff.csv has no column 'q3'",
                   "did you mean 'q1'?");
    assert_non_null(ingestion_find(test, "cannot-open", 0));
    assert_int_equal(count_problems(test), 2);
}

static void matches_units_by_steps(void **state)
{
    struct ingestion_test *test = *state;
    write_file(test, "staff.csv",
               "store,q1,q2,q3\nStore 12,1,,\nStore 12,1,,\nSTORE #12,2,,\n"
               "Saint-\xc3\x89tienne,3,,\nZone 1 Store 2,4,,\nLyon Part-Dieu,5,,\n");
    write_file(test, "clients.csv",
               "shop,q1\nstore-012,5\nSAINT ETIENNE,3\nZone 2 Store 1,4\n"
               "Lyon Part-Diue,1\n");
    ingestion_run(
        test,
        study_with("", ", 'units': {'match': ['exact', 'case', 'accents', 'spacing',"
                       " 'digits']}"));
    assert_int_equal(test->status, SYMBAR_OK);
    assert_int_equal(ingestion_n(test, SIDE_EMPLOYEES, "Store 12", 0), 3);
    assert_int_equal(ingestion_n(test, SIDE_CUSTOMERS, "Store 12", 0), 1);
    assert_int_equal(ingestion_n(test, SIDE_CUSTOMERS, "Saint-\xc3\x89tienne", 0), 1);
    const struct unit_summary *units = &test->provenance.units;
    assert_int_equal(units->matched, 2);
    assert_int_equal(units->only[SIDE_EMPLOYEES].count, 2);
    assert_string_equal(units->only[SIDE_EMPLOYEES].texts[0], "Lyon Part-Dieu");
    assert_string_equal(units->only[SIDE_EMPLOYEES].texts[1], "Zone 1 Store 2");
    assert_int_equal(units->merge_count, 3);
    assert_string_equal(units->merges[0].spelling, "SAINT ETIENNE");
    assert_string_equal(units->merges[0].step, "accents");
    assert_string_equal(units->merges[1].spelling, "STORE #12");
    assert_string_equal(units->merges[1].step, "accents");
    assert_int_equal(units->merges[1].side, SIDE_EMPLOYEES);
    assert_string_equal(units->merges[2].spelling, "store-012");
    assert_string_equal(units->merges[2].step, "digits");
    assert_message(test, "units-merged", 0,
                   "1 unit has more than one spelling: 'STORE #12' and 'Store 12'", NULL);
    assert_message(test, "unit-on-one-side", 0,
                   "2 units are on the employees' side only: 'Lyon Part-Dieu', "
                   "'Zone 1 Store 2'",
                   NULL);
    assert_int_equal(ingestion_find(test, "unit-on-one-side", 0)->count, 2);
    assert_message(test, "unit-near-miss", 0,
                   "unit 'Lyon Part-Diue' of customers may be 'Lyon Part-Dieu' of "
                   "employees",
                   NULL);
    assert_null(ingestion_find(test, "unit-near-miss", 1));
}

static void matches_units_exactly_where_asked(void **state)
{
    struct ingestion_test *test = *state;
    write_file(test, "staff.csv", "store,q1,q2,q3\nLyon,1,,\n Lyon,2,,\n");
    write_file(test, "clients.csv", "shop,q1\nlyon,5\nLyon,4\n");
    ingestion_run(test, study_with("", ", 'units': {'match': ['exact']}"));
    assert_int_equal(test->status, SYMBAR_OK);
    assert_int_equal(test->provenance.units.matched, 1);
    assert_int_equal(ingestion_n(test, SIDE_EMPLOYEES, "Lyon", 0), 1);
    assert_int_equal(ingestion_n(test, SIDE_EMPLOYEES, " Lyon", 0), 1);
    assert_int_equal(test->provenance.units.merge_count, 0);
}

static void obeys_the_alias_table(void **state)
{
    struct ingestion_test *test = *state;
    const char *study = study_with(
        "", ", 'units': {'match': ['exact', 'case', 'spacing'], 'aliases': 'units.csv'}");
    write_file(test, "units.csv",
               "unit,alias\nLYON 9e,Lyon IX\nLYON 9e,Vaise\nNice,Nice\n");
    write_file(test, "staff.csv", "store,q1,q2,q3\nlyon ix,1,,\nnice,2,,\n");
    write_file(test, "clients.csv", "shop,q1\nVaise,5\nLyon 9E,4\nNICE,4\n");
    ingestion_run(test, study);
    assert_int_equal(test->status, SYMBAR_OK);
    assert_int_equal(test->provenance.units.matched, 2);
    assert_int_equal(ingestion_n(test, SIDE_EMPLOYEES, "LYON 9e", 0), 1);
    assert_int_equal(ingestion_n(test, SIDE_CUSTOMERS, "LYON 9e", 0), 2);
    assert_int_equal(ingestion_n(test, SIDE_EMPLOYEES, "Nice", 0), 1);
    const struct unit_summary *units = &test->provenance.units;
    assert_string_equal(units->merges[0].spelling, "lyon ix");
    assert_string_equal(units->merges[0].step, "alias");
    assert_string_equal(units->merges[1].spelling, "Lyon 9E");
    assert_string_equal(units->merges[1].step, "case");
    assert_null(ingestion_find(test, "units-merged", 0));
}

static void refuses_bad_alias_tables(void **state)
{
    struct ingestion_test *test = *state;
    write_file(test, "staff.csv", "store,q1,q2,q3\nLyon,1,,\n");
    write_file(test, "clients.csv", clients);
    const char *study =
        study_with("", ", 'units': {'match': ['exact', 'case'], 'aliases': 'units.csv'}");
    write_file(test, "units.csv",
               "alias,unit\nA,Lyon\nA,Nice\nB,\nC,A\nD,lyon\nD,lyon\n");
    ingestion_run(test, study);
    assert_int_equal(test->status, SYMBAR_BAD_INPUT);
    assert_message(test, "bad-alias", 0,
                   "alias 'A' stands for 'Lyon' already, since line 2", NULL);
    assert_int_equal(ingestion_find(test, "bad-alias", 0)->line, 3);
    assert_message(test, "bad-alias", 1, "the unit is blank", NULL);
    assert_message(test, "bad-alias", 2,
                   "'A' is an alias of 'Lyon' here and a unit in another row", NULL);
    assert_message(test, "bad-alias", 3,
                   "units.match takes the unit 'lyon' for another unit of the table",
                   NULL);
    write_file(test, "units.csv", "from,unit\nA,Lyon\n");
    ingestion_run(test, study);
    assert_message(test, "bad-alias", 0, "the alias table has no column 'alias'",
                   "its first line is: alias,unit");
}

static void keeps_drops_or_refuses_unmatched_units(void **state)
{
    struct ingestion_test *test = *state;
    write_file(test, "staff.csv", "store,q1,q2,q3\nLyon,1,,\nNice,2,,\nNice,2,,\n,3,,\n");
    write_file(test, "clients.csv", "shop,q1\nLyon,5\n");
    ingestion_run(test, study_with("", ", 'units': {'unmatched': 'keep'}"));
    assert_int_equal(ingestion_n(test, SIDE_EMPLOYEES, NULL, 0), 4);
    ingestion_run(test, study_with("", ", 'units': {'unmatched': 'drop'}"));
    assert_int_equal(test->status, SYMBAR_OK);
    assert_int_equal(ingestion_n(test, SIDE_EMPLOYEES, NULL, 0), 2);
    assert_int_equal(test->provenance.inputs[0].rows_used, 2);
    assert_string_equal(test->provenance.inputs[0].set_aside[0].reason,
                        "unit-on-one-side");
    assert_int_equal(test->provenance.inputs[0].set_aside[0].count, 2);
    assert_message(test, "unit-on-one-side", 0,
                   "1 unit is on the employees' side only and left out: 'Nice'", NULL);
    ingestion_run(test, study_with("", ", 'units': {'unmatched': 'refuse'}"));
    assert_int_equal(test->status, SYMBAR_BAD_INPUT);
    assert_message(test, "unit-unmatched", 0,
                   "1 unit is on the employees' side only: 'Nice'", NULL);
}

static void reads_several_files_with_columns_of_their_own(void **state)
{
    struct ingestion_test *test = *state;
    char study[2048];
    snprintf(study, sizeof study, "%s", study_with("", ""));
    char *files = strstr(study, "['staff.csv']");
    char rest[2048];
    snprintf(rest, sizeof rest, "%s", files + strlen("['staff.csv']"));
    snprintf(files, sizeof study - (size_t)(files - study), "['one.csv', 'two.csv']%s",
             rest);
    write_file(test, "one.csv", "store,q1,q2,q3\nLyon,1,1,6\n");
    write_file(test, "two.csv", "q3;q1;x;store;q2\n\"6\";3,5;x;Lyon;2\n6;4;x;Nice;2\n");
    write_file(test, "clients.csv", clients);
    ingestion_run(test, study);
    assert_int_equal(test->status, SYMBAR_BAD_INPUT);
    assert_string_equal(ingestion_find(test, "answer-outside-scale", 0)->path, "one.csv");
    assert_int_equal(ingestion_find(test, "answer-outside-scale", 0)->count, 1);
    assert_string_equal(ingestion_find(test, "answer-outside-scale", 1)->path, "two.csv");
    assert_int_equal(ingestion_find(test, "answer-outside-scale", 1)->count, 2);
    write_file(test, "one.csv", "store,q1,q2,q3\nLyon,1,1,5\n");
    write_file(test, "two.csv", "q3;q1;x;store;q2\n\"5\";3,5;x;Lyon;2\n5;4;x;Nice;2\n");
    ingestion_run(test, study);
    assert_int_equal(test->status, SYMBAR_OK);
    assert_int_equal(ingestion_count(test, SIDE_EMPLOYEES, "Lyon", 0, 3.5), 1);
    assert_int_equal(ingestion_count(test, SIDE_EMPLOYEES, NULL, 1, 1.5), 2);
    assert_int_equal(test->provenance.input_count, 3);
    assert_int_equal(test->provenance.inputs[1].decimal, ',');
}

static const char *long_study(const char *keep)
{
    static char text[2048];
    snprintf(
        text, sizeof text,
        "{'symbar': 1, 'employees': {'files': ['a.csv', 'b.csv'], 'unit': 'team',"
        "  'layout': {'respondent': 'who', 'question': 'item', 'answer': 'value'}%s},"
        " 'customers': {'files': ['clients.csv'], 'unit': 'shop'},"
        " 'scales': {'s5': {'kind': 'likert', 'min': 1, 'max': 5}},"
        " 'dimensions': ["
        "  {'id': 'a', 'lens': 'mirror', 'scale': 's5', 'employees': 'How?',"
        "   'customers': 'q1'},"
        "  {'id': 'b', 'lens': 'symmetry', 'employees': ["
        "    {'column': 'Tools', 'scale': 's5'},"
        "    {'column': 'Rest', 'scale': 's5', 'reverse': true}]}]}",
        keep);
    return text;
}

static void reads_a_long_layout(void **state)
{
    struct ingestion_test *test = *state;
    write_file(test, "clients.csv", clients);
    write_file(test, "a.csv",
               "who,team,item,value,ok\nr1,Lyon,How?,4,y\nr2,,How?,2,y\n"
               "r1,,Tools,Agree,y\nr3,Nice,How?,9,n\nr4,Nice,Other,blue,y\n");
    write_file(test, "b.csv",
               "value,item,who,team,ok\nDisagree,Rest,r1,Lyon,y\n3,Tools,r2,Nice,y\n"
               "5,Tools,r5,Nice,y\n,How?,r5,Nice,y\n");
    ingestion_run(test, long_study(", 'keep': [{'column': 'ok', 'in': ['y']}]"));
    assert_int_equal(test->status, SYMBAR_BAD_INPUT);
    assert_message(test, "unknown-label", 0,
                   "column 'Tools': answer 'Agree' is not a code or label of scale 's5'",
                   NULL);
    write_file(
        test, "b.csv",
        "value,item,who,team,ok\nDisagree,Rest,r1,Lyon,y\n3,Tools,r2,Nice,y\n"
        "Strongly agree,Tools,r5,Nice,y\n,How?,r5,Nice,y\nNeutral,Tools,r6,Nice,y\n"
        "Strongly disagree,Rest,r6,,y\n");
    ingestion_run(test, long_study(", 'keep': [{'column': 'ok', 'in': ['y']}]"));
    assert_int_equal(test->status, SYMBAR_OK);
    assert_int_equal(count_problems(test), 0);
    assert_int_equal(ingestion_count(test, SIDE_EMPLOYEES, "Lyon", 0, 4), 1);
    assert_int_equal(ingestion_count(test, SIDE_EMPLOYEES, "Nice", 0, 2), 1);
    assert_int_equal(ingestion_missing(test, SIDE_EMPLOYEES, "Nice", 0, MISSING_BLANK),
                     1);
    assert_int_equal(
        ingestion_missing(test, SIDE_EMPLOYEES, "Nice", 0, MISSING_NOT_SHOWN), 2);
    assert_int_equal(ingestion_count(test, SIDE_EMPLOYEES, "Lyon", 1, 4), 1);
    assert_int_equal(ingestion_count(test, SIDE_EMPLOYEES, "Nice", 1, 3), 1);
    assert_int_equal(ingestion_count(test, SIDE_EMPLOYEES, "Nice", 1, 5), 1);
    assert_int_equal(ingestion_count(test, SIDE_EMPLOYEES, "Nice", 1, 4), 1);
    const struct input_summary *inputs = test->provenance.inputs;
    assert_int_equal(inputs[0].rows_read, 4);
    assert_int_equal(inputs[0].rows_used, 3);
    assert_string_equal(inputs[0].set_aside[0].reason, "keep:ok");
    assert_int_equal(inputs[0].set_aside[0].count, 1);
    assert_int_equal(inputs[1].rows_read, 2);
    assert_int_equal(inputs[1].rows_used, 2);
}

static void refuses_what_a_long_layout_cannot_be(void **state)
{
    struct ingestion_test *test = *state;
    write_file(test, "clients.csv", clients);
    write_file(test, "a.csv",
               "who,team,item,value\nr1,Lyon,How?,4\nr1,Lyon,How?,4\n,Lyon,How?,2\n"
               "r1,Nice,Tools,4\n");
    write_file(test, "b.csv", "who,team,item,value\nr2,Lyon,Tool,4\n");
    ingestion_run(test, long_study(""));
    assert_int_equal(test->status, SYMBAR_BAD_INPUT);
    assert_message(test, "answered-twice", 0,
                   "a respondent answers 'How?' more than once", NULL);
    assert_int_equal(ingestion_find(test, "answered-twice", 0)->line, 3);
    assert_message(test, "no-respondent", 0, "the row does not say who answered", NULL);
    assert_message(test, "respondent-in-two-units", 0,
                   "a respondent is in unit 'Nice' here and in 'Lyon' before", NULL);
    assert_message(test, "unknown-column", 0,
                   "a.csv, with the other files of its side, has no question 'Rest'",
                   NULL);
    assert_int_equal(count_problems(test), 4);
}

/* Every request for memory fails in turn; nothing may leak, crash or pass unnoticed. */
static void fail_each_request(const struct ingestion_test *test)
{
    for (long successes = 0;; successes++) {
        struct tally *tally = NULL;
        struct provenance provenance = { 0 };
        struct symbar_diagnostics *diagnostics = symbar_diagnostics_create();
        memory_fail_after(successes);
        enum symbar_status status = ingest(test->study, &tally, &provenance, diagnostics);
        memory_fail_after(-1);
        assert_true(status == SYMBAR_OK || status == SYMBAR_NO_MEMORY);
        assert_true((status == SYMBAR_OK) == (tally != NULL));
        if (status == SYMBAR_OK)
            assert_int_equal(diagnostics_error_count(diagnostics), 0);
        tally_free(tally);
        provenance_release(&provenance);
        bool is_done =
            status == SYMBAR_OK && symbar_diagnostics_count(diagnostics) ==
                                       symbar_diagnostics_count(test->diagnostics);
        symbar_diagnostics_free(diagnostics);
        if (is_done)
            break;
        assert_in_range(successes, 0, 100000);
    }
}

static void copes_with_too_little_memory(void **state)
{
    struct ingestion_test *test = *state;
    write_file(test, "units.csv", "alias,unit\nVaise,Lyon\n");
    write_file(test, "staff.csv",
               "store,q1,q2,q3,done\nLyon,5,Agree,Disagree,1\nlyon,4,Neutral,Agree,1\n"
               "Nice,x,Agree,,1\nNice,4,1,2,0\n");
    write_file(test, "clients.csv", "shop,q1\nVaise,4\nNizza,4\n");
    ingestion_run(test, study_with(", 'keep': [{'column': 'done', 'in': ['1']}]",
                                   ", 'bad_answers': 'missing', 'units': {'match':"
                                   " ['exact', 'case'], 'aliases': 'units.csv'}"));
    assert_int_equal(test->status, SYMBAR_OK);
    fail_each_request(test);
    test->study->work.thread_count = 2;
    fail_each_request(test);
    write_file(test, "a.csv", "who,team,item,value\nr1,Lyon,How?,4\nr1,,Rest,Agree\n");
    write_file(test, "b.csv",
               "who,team,item,value\nr2,Lyon,Rest,Strongly disagree\nr1,Lyon,Tools,5\n");
    ingestion_run(test, long_study(""));
    assert_int_equal(test->status, SYMBAR_OK);
    fail_each_request(test);
}

static void assert_customers_set_aside(struct ingestion_test *test, const char *rule,
                                       const char *reason, uint64_t count)
{
    char study[1024];
    snprintf(study, sizeof study,
             "{'symbar': 1, 'employees': {'files': ['staff.csv'], 'unit': 'u',"
             "   'wave': 'w'},"
             " 'customers': {'files': ['clients.csv'], 'unit': 'u', 'wave': 'w'}, %s,"
             " 'scales': {'s5': {'kind': 'likert', 'min': 1, 'max': 5}},"
             " 'dimensions': [{'id': 'a', 'scale': 's5', 'employees': 'q',"
             "   'customers': 'q'}]}",
             rule);
    ingestion_run(test, study);
    assert_int_equal(test->status, SYMBAR_OK);
    const struct input_summary *input = &test->provenance.inputs[1];
    assert_int_equal(input->rows_read, 7);
    assert_int_equal(input->set_aside_count, 1);
    assert_string_equal(input->set_aside[0].reason, reason);
    assert_int_equal(input->set_aside[0].count, count);
}

static void sets_aside_what_customers_met_in_another_order(void **state)
{
    struct ingestion_test *test = *state;
    write_file(test, "staff.csv", "u,w,q\nLyon,Q1,1\nNice,Q2,2\nLyon,Q2,3\n");
    write_file(test, "clients.csv",
               "u,w,q\nMetz,Q2,1\nLyon,Q2,1\nNice,Q1,2\n"
               "Nice,Q1,3\nLyon,Q2,4\nMetz,Q2,5\nNice,Q1,5\n");
    assert_customers_set_aside(test, "'units': {'unmatched': 'drop'}", "unit-on-one-side",
                               2);
    assert_customers_set_aside(test, "'analysis': {'wave': 'latest'}", "wave", 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(counts_answers_per_unit, set_up, tear_down),
        cmocka_unit_test_setup_teardown(takes_a_text_for_no_answer_as_no_unit, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(sets_rows_aside_by_rule, set_up, tear_down),
        cmocka_unit_test_setup_teardown(refuses_bad_answers_all_at_once, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(counts_bad_answers_as_invalid_on_request, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(shows_little_of_a_column_of_free_text, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(recognises_usual_labels_by_the_whole_column,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(refuses_labels_that_may_mean_two_things, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(warns_of_a_scale_that_starts_at_one, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(warns_of_averages, set_up, tear_down),
        cmocka_unit_test_setup_teardown(warns_of_codes_that_run_against_labels, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(refuses_empty_sides, set_up, tear_down),
        cmocka_unit_test_setup_teardown(tells_the_problems_of_all_files, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(matches_units_by_steps, set_up, tear_down),
        cmocka_unit_test_setup_teardown(matches_units_exactly_where_asked, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(obeys_the_alias_table, set_up, tear_down),
        cmocka_unit_test_setup_teardown(refuses_bad_alias_tables, set_up, tear_down),
        cmocka_unit_test_setup_teardown(keeps_drops_or_refuses_unmatched_units, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(reads_several_files_with_columns_of_their_own,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(reads_a_long_layout, set_up, tear_down),
        cmocka_unit_test_setup_teardown(refuses_what_a_long_layout_cannot_be, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(sets_aside_what_customers_met_in_another_order,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(copes_with_too_little_memory, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
