/* Segments and waves on their way from files to the tally. */
#include "support/ingestion.h"
#include "support/sav.h"
#include "support/test.h"

#include <stdio.h>
#include <string.h>

static struct ingestion_test test;

static int set_up(void **state)
{
    (void)state;
    ingestion_set_up(&test);
    test_folder_text(&test.folder, "c.csv",
                     "area,month,q\nnorth,March,4\nSouth,April,5\nSOUTH,april,3\n,,2\n");
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    ingestion_tear_down(&test);
    return 0;
}

/* `employees` and `rest` are members, each with a comma after it. */
static void run(const char *employees, const char *rest)
{
    char study[1024];
    snprintf(study, sizeof study,
             "{'employees': {%s 'files': ['e.csv']}, 'customers': {'files': ['c.csv'],"
             " 'segment': 'area', 'wave': 'month'}, %s"
             " 'scales': {'five': {'kind': 'likert', 'min': 1, 'max': 5}},"
             " 'dimensions': [{'id': 'a', 'scale': 'five', 'employees': 'q',"
             " 'customers': 'q'}]}",
             employees, rest);
    ingestion_run(&test, study);
}

/* Respondents of a side with a segment's key and a wave's name; "" is none. */
static uint64_t count_of(enum side side, const char *segment, const char *wave)
{
    uint64_t count = 0;
    for (size_t g = 0; g < test.tally->group_count; g++) {
        const struct tally_group *group = &test.tally->groups[g];
        const char *own_segment =
            group->segment == TALLY_NONE
                ? ""
                : map_key_at(&test.tally->segments, (size_t)group->segment);
        const char *own_wave = group->wave == TALLY_NONE
                                   ? ""
                                   : map_key_at(&test.tally->waves, (size_t)group->wave);
        if (group->side == side && strcmp(own_segment, segment) == 0 &&
            strcmp(own_wave, wave) == 0)
            count += group->row_count;
    }
    return count;
}

static void crosses_columns_and_joins_spellings(void **state)
{
    (void)state;
    test_folder_text(&test.folder, "e.csv",
                     "role,area,when,q\n"
                     "Front line,SOUTH,2026-03-31,4\n"
                     "front-line,north,2026-04-01,5\n"
                     "Front line,,2026-04-02,1\n"
                     "N/A,a|b\\c,2026-04-02,2\n"
                     ",,,3\n");
    run("'segment': ['role', 'area'], 'missing': {'not_applicable': ['N/A']},"
        " 'wave': {'column': 'when', 'by': 'month'},",
        "");
    assert_int_equal(test.status, SYMBAR_OK);
    assert_int_equal(count_of(SIDE_EMPLOYEES, "Front line|SOUTH", "2026-03"), 1);
    assert_int_equal(count_of(SIDE_EMPLOYEES, "Front line|north", "2026-04"), 1);
    assert_int_equal(count_of(SIDE_EMPLOYEES, "Front line|", "2026-04"), 1);
    assert_int_equal(count_of(SIDE_EMPLOYEES, "|a\\|b\\\\c", "2026-04"), 1);
    assert_int_equal(count_of(SIDE_EMPLOYEES, "", ""), 1);
    /* the employees' spelling is the name on both sides */
    assert_int_equal(count_of(SIDE_CUSTOMERS, "SOUTH", "April"), 2);
    assert_int_equal(count_of(SIDE_CUSTOMERS, "SOUTH", "april"), 0);
    assert_non_null(ingestion_find(&test, "labels-merged", 0));
    assert_non_null(ingestion_find(&test, "no-label", 0));
}

static void calls_things_as_the_study_does(void **state)
{
    (void)state;
    test_folder_text(&test.folder, "e.csv",
                     "role,when,q\nfront-line,march,4\nx,April,4\n");
    run("'segment': 'role', 'wave': 'when',",
        "'waves': ['March', 'April'], 'analysis': {'contrast': {'front': 'Front line',"
        " 'back': 'Offce'}},");
    assert_int_equal(test.status, SYMBAR_OK);
    assert_int_equal(count_of(SIDE_EMPLOYEES, "Front line", "March"), 1);
    assert_int_equal(count_of(SIDE_CUSTOMERS, "South", "April") +
                         count_of(SIDE_CUSTOMERS, "SOUTH", "April"),
                     2);
    const struct symbar_diagnostic *unmet = ingestion_find(&test, "unmet-label", 0);
    assert_non_null(unmet);
    assert_string_equal(unmet->message, "nobody is in segment 'Offce'");
}

static void refuses_waves_that_are_not_listed(void **state)
{
    (void)state;
    test_folder_text(&test.folder, "e.csv", "when,q\nMarch,4\nApril,4\n");
    run("'wave': 'when',", "'waves': ['March', 'Apil'],");
    assert_int_equal(test.status, SYMBAR_BAD_INPUT);
    const struct symbar_diagnostic *item = ingestion_find(&test, "unlisted-wave", 0);
    assert_non_null(item);
    assert_string_equal(item->message, "wave 'April' is not in the list of waves");
    assert_string_equal(item->hint,
                        "is it 'Apil'? Add it at its place, or mend the export");
}

static void tells_waves_that_are_dates(void **state)
{
    (void)state;
    static const char *const rules[] = { "'wave': 'when',",
                                         "'wave': {'column': 'when', 'by': 'month'}," };
    for (size_t count = 40; count <= 41; count++)
        for (size_t i = 0; i < 2; i++) {
            struct buffer text = { 0 };
            buffer_text(&text, "when,q\nspring,4\n");
            for (size_t day = 0; day < count; day++)
                buffer_format(&text, "2026-%02zu-%02zu 09:30,4\n2026-01-01 09:30,2\n",
                              1 + day / 28, 1 + day % 28);
            test_folder_text(&test.folder, "e.csv", text.bytes);
            buffer_release(&text);
            run(rules[i], "'bad_answers': 'missing',");
            const struct symbar_diagnostic *item =
                ingestion_find(&test, "waves-are-dates", 0);
            assert_int_equal(item != NULL, count > 40 && i == 0);
            if (item)
                assert_string_equal(item->message, "41 waves that are dates, such as "
                                                   "'2026-01-01 09:30'");
        }
}

static void reports_one_wave(void **state)
{
    (void)state;
    test_folder_text(&test.folder, "e.csv", "when,q\nMarch,4\nApril,4\nApril,5\n,1\n");
    run("'wave': 'when',",
        "'waves': ['March', 'April'], 'analysis': {'wave': 'latest'},");
    assert_int_equal(test.status, SYMBAR_OK);
    assert_int_equal(ingestion_n(&test, SIDE_EMPLOYEES, NULL, 0), 2);
    assert_int_equal(ingestion_n(&test, SIDE_CUSTOMERS, NULL, 0), 2);
    assert_int_equal(test.provenance.inputs[0].rows_used, 2);
    assert_int_equal(test.provenance.inputs[0].set_aside_count, 1);
    assert_string_equal(test.provenance.inputs[0].set_aside[0].reason, "wave");
    assert_int_equal(test.provenance.inputs[0].set_aside[0].count, 2);
    run("'wave': 'when',", "'analysis': {'wave': 'march'},");
    assert_int_equal(test.status, SYMBAR_OK);
    assert_int_equal(count_of(SIDE_EMPLOYEES, "", "march"), 1);
    run("'wave': 'when',", "'analysis': {'wave': 'Aprli'},");
    assert_int_equal(test.status, SYMBAR_BAD_INPUT);
    const struct symbar_diagnostic *item = ingestion_find(&test, "unknown-wave", 0);
    assert_non_null(item);
    assert_string_equal(item->hint, "did you mean 'April'?");
}

/* The same names below two ids are told of, not compared. */
static void notes_segments_below_two_ids(void **state)
{
    (void)state;
    test_folder_text(&test.folder, "e.csv", "region,q\nnorth,4\nWest,4\n");
    run("'segment': 'region',", "");
    assert_int_equal(test.status, SYMBAR_OK);
    const struct symbar_diagnostic *item = ingestion_find(&test, "segment-ids", 0);
    assert_non_null(item);
    assert_string_equal(item->message, "segment 'north' is on both sides, of employees "
                                       "below 'region' and of customers below 'area'");
}

static void keeps_a_side_without_waves(void **state)
{
    (void)state;
    test_folder_text(&test.folder, "e.csv", "q\n4\n5\n");
    run("", "'analysis': {'wave': 'March'},");
    assert_int_equal(test.status, SYMBAR_OK);
    assert_int_equal(ingestion_n(&test, SIDE_EMPLOYEES, NULL, 0), 2);
    assert_int_equal(ingestion_n(&test, SIDE_CUSTOMERS, NULL, 0), 1);
}

static void reads_a_long_layout(void **state)
{
    static const char layout[] =
        "'layout': {'respondent': 'who', 'question': 'item',"
        " 'answer': 'value'}, 'segment': 'role', 'wave': 'when',";
    (void)state;
    test_folder_text(&test.folder, "e.csv",
                     "who,item,value,role,when\nr1,q,4,Desk,May\nr1,other,x,,\n"
                     "r2,other,x,Office,May\nr2,q,3,Office,\n");
    run(layout, "");
    assert_int_equal(test.status, SYMBAR_OK);
    assert_int_equal(count_of(SIDE_EMPLOYEES, "Desk", "May"), 1);
    assert_int_equal(count_of(SIDE_EMPLOYEES, "Office", "May"), 1);
    test_folder_text(
        &test.folder, "e.csv",
        "who,item,value,role,when\nr1,q,4,Desk,May\nr1,other,x,Office,May\n");
    run(layout, "");
    assert_int_equal(test.status, SYMBAR_BAD_INPUT);
    const struct symbar_diagnostic *item =
        ingestion_find(&test, "respondent-in-two-units", 0);
    assert_non_null(item);
    assert_string_equal(item->message,
                        "a respondent is in segment 'Office' here and in 'Desk' before");
}

static void reads_labels_and_dates_of_spss_files(void **state)
{
    (void)state;
#ifdef SYMBAR_READSTAT
    char path[128];
    snprintf(path, sizeof path, "%s/e.csv", test.folder.path);
    assert_true(sav_write("variable role number\n"
                          "value 1 = Desk\n"
                          "value 2 = Office\n"
                          "value 9 = No role\n"
                          "missing 9\n"
                          "variable day number DATE11\n"
                          "variable q number\n"
                          "case 1|13994294400|4\n" /* 31 March 2026 */
                          "case 2|13994380800|5\n" /* 1 April 2026 */
                          "case 9|13994380800|5\n",
                          path));
    run("'segment': 'role', 'wave': {'column': 'day', 'by': 'month'},", "");
    assert_int_equal(test.status, SYMBAR_OK);
    assert_int_equal(count_of(SIDE_EMPLOYEES, "Desk", "2026-03"), 1);
    assert_int_equal(count_of(SIDE_EMPLOYEES, "Office", "2026-04"), 1);
    assert_int_equal(count_of(SIDE_EMPLOYEES, "", "2026-04"), 1);
#else
    skip();
#endif
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(crosses_columns_and_joins_spellings, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(calls_things_as_the_study_does, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(refuses_waves_that_are_not_listed, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(tells_waves_that_are_dates, set_up, tear_down),
        cmocka_unit_test_setup_teardown(reports_one_wave, set_up, tear_down),
        cmocka_unit_test_setup_teardown(notes_segments_below_two_ids, set_up, tear_down),
        cmocka_unit_test_setup_teardown(keeps_a_side_without_waves, set_up, tear_down),
        cmocka_unit_test_setup_teardown(reads_a_long_layout, set_up, tear_down),
        cmocka_unit_test_setup_teardown(reads_labels_and_dates_of_spss_files, set_up,
                                        tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
