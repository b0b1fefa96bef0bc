/* Values of keep rules that no cell of their column has are told, each at its place; the
   law for any file is in property/test_met_values.c. */
#include "ingest/met_values.h"
#include "support/ingestion.h"
#include "support/test.h"

#include <stdio.h>
#include <string.h>

static struct ingestion_test test;

static int set_up(void **state)
{
    (void)state;
    ingestion_set_up(&test);
    test_folder_text(&test.folder, "c.csv", "q\n4\n5\n");
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    ingestion_tear_down(&test);
    return 0;
}

/* `employees` are members, with a comma after each. */
static void run(const char *employees)
{
    char study[1024];
    snprintf(study, sizeof study,
             "{'employees': {%s 'files': ['a.csv', 'b.csv']},"
             " 'customers': {'files': ['c.csv']},"
             " 'scales': {'five': {'kind': 'likert', 'min': 1, 'max': 5}},"
             " 'dimensions': [{'id': 'a', 'scale': 'five', 'employees': 'q',"
             " 'customers': 'q'}]}",
             employees);
    ingestion_run(&test, study);
}

static void expect(size_t n, const char *pointer, const char *message, const char *hint)
{
    const struct symbar_diagnostic *item = ingestion_find(&test, "unmet-value", n);
    if (!pointer) {
        assert_null(item);
        return;
    }
    assert_non_null(item);
    assert_int_equal(item->severity, hint ? SYMBAR_WARNING : SYMBAR_NOTE);
    assert_string_equal(item->pointer, pointer);
    assert_string_equal(item->message, message);
    if (hint)
        assert_string_equal(item->hint, hint);
    else
        assert_null(item->hint);
}

/* The second rule's values stand in rows that the first refuses, and one in the other
   file. */
static void tells_what_no_cell_of_any_file_has(void **state)
{
    (void)state;
    test_folder_text(&test.folder, "a.csv",
                     "q,done,role\n4,yes,desk\n5,no,office\n3,Yes,desk\n");
    test_folder_text(&test.folder, "b.csv", "role,q,done\n bar ,4,no\ndesk,5,yes\n");
    run("'keep': [{'column': 'done', 'in': ['yes', ' Yes', 'YES']},"
        " {'column': 'role', 'in': ['desk', 'bar', 'ofice', 'roof'],"
        "  'not_in': ['office', '', 'x']}],");
    assert_int_equal(test.status, SYMBAR_OK);
    expect(0, "/employees/keep/0/in/2", "employees: no cell of column 'done' is 'YES'",
           NULL);
    expect(1, "/employees/keep/1/in/2", "employees: no cell of column 'role' is 'ofice'",
           NULL); /* office is listed already */
    expect(2, "/employees/keep/1/in/3", "employees: no cell of column 'role' is 'roof'",
           NULL);
    expect(3, "/employees/keep/1/not_in/2", "employees: no cell of column 'role' is 'x'",
           NULL);
    expect(4, NULL, NULL, NULL);
}

static void says_what_may_be_meant(void **state)
{
    (void)state;
    test_folder_text(&test.folder, "a.csv", "q,done\n4,complete\n5,partial\n");
    test_folder_text(&test.folder, "b.csv", "q,done\n4,completed\n5,screened out\n");
    run("'keep': [{'column': {'index': 2}, 'in': ['complte', 'Partial']}],");
    assert_int_equal(test.status, SYMBAR_BAD_INPUT); /* nobody is left */
    expect(0, "/employees/keep/0/in/0", "employees: no cell of column '#2' is 'complte'",
           "did you mean 'complete'?");
    expect(1, "/employees/keep/0/in/1", "employees: no cell of column '#2' is 'Partial'",
           "did you mean 'partial'?");
    expect(2, NULL, NULL, NULL);
}

/* A column of many texts is none of which one was meant. */
static void guesses_among_few_texts_only(void **state)
{
    (void)state;
    char text[4096] = "q,id\n";
    for (int i = 0; i < 60; i++)
        snprintf(text + strlen(text), sizeof text - strlen(text), "4,person %d\n", i);
    test_folder_text(&test.folder, "a.csv", text);
    test_folder_text(&test.folder, "b.csv", "q,id\n4,person 7\n");
    run("'keep': [{'column': 'id', 'not_in': ['person 8', 'persn 7']}],");
    expect(0, "/employees/keep/0/not_in/1",
           "employees: no cell of column 'id' is 'persn 7'", NULL);
    expect(1, NULL, NULL, NULL);
}

static void says_nothing_where_all_are_met(void **state)
{
    (void)state;
    test_folder_text(&test.folder, "a.csv", "q,done\n4,yes\n5,no\n");
    test_folder_text(&test.folder, "b.csv", "q,done\n4,1\n");
    run("'keep': [{'column': 'done', 'in': ['yes', '1'], 'not_in': ['no', '', ' ']},"
        " {'column': 'q', 'min': 1}],");
    assert_int_equal(test.status, SYMBAR_OK);
    expect(0, NULL, NULL, NULL);
}

static void says_nothing_of_a_file_without_rows(void **state)
{
    (void)state;
    test_folder_text(&test.folder, "a.csv", "q,done\n");
    test_folder_text(&test.folder, "b.csv", "q,done\n");
    run("'keep': [{'column': 'done', 'in': ['yes']}],");
    assert_int_equal(test.status, SYMBAR_BAD_INPUT);
    expect(0, NULL, NULL, NULL);
}

static void looks_at_rows_of_single_answers(void **state)
{
    (void)state;
    test_folder_text(&test.folder, "a.csv", "who,what,how,ok\n1,q,4,y\n2,q,5,n\n");
    test_folder_text(&test.folder, "b.csv", "who,what,how,ok\n3,q,4,y\n3,other,4,late\n");
    run("'layout': {'respondent': 'who', 'question': 'what', 'answer': 'how'},"
        " 'keep': [{'column': 'ok', 'in': ['y', 'late', 'N', 'j']}],");
    assert_int_equal(test.status, SYMBAR_OK);
    expect(0, "/employees/keep/0/in/2", "employees: no cell of column 'ok' is 'N'",
           "did you mean 'n'?");
    expect(1, "/employees/keep/0/in/3", "employees: no cell of column 'ok' is 'j'", NULL);
    expect(2, NULL, NULL, NULL);
}

/* A cell has its code, and the label of the code. */
static void meets_codes_and_labels(void **state)
{
    (void)state;
    static const char *const texts[] = { "1", " Yes ", "2", "No" };
    ptrdiff_t slots[] = { 0 };
    const struct keep_rule rule = { .in = texts, .in_count = 4 };
    const struct side_study rules = { .keep = &rule, .keep_count = 1 };
    const struct column_plan plan = { .keep_slots = slots };
    const struct coded_value yes = { .label = "Yes" };
    const struct coded_value unnamed = { .label = "" };
    struct met_values met;
    struct met_values other;
    assert_true(met_values_init(&met, &rules));
    assert_true(met_values_init(&other, &rules));
    met_values_see_cell(&met, &plan, 0,
                        &(struct cell){ .bytes = "1", .byte_count = 1, .value = &yes });
    assert_int_equal(met.unmet_count, 2);
    met_values_see_cell(
        &other, &plan, 0,
        &(struct cell){ .bytes = "2 ", .byte_count = 2, .value = &unnamed });
    met_values_see_cell(&other, &plan, 1,
                        &(struct cell){ .bytes = "No", .byte_count = 2 });
    assert_int_equal(other.unmet_count, 3);
    met_values_join(&met, &other);
    assert_int_equal(met.unmet_count, 1);
    met_values_release(&met);
    met_values_release(&other);
}

#define CASE(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(tells_what_no_cell_of_any_file_has),  CASE(says_what_may_be_meant),
        CASE(guesses_among_few_texts_only),        CASE(says_nothing_where_all_are_met),
        CASE(says_nothing_of_a_file_without_rows), CASE(looks_at_rows_of_single_answers),
        cmocka_unit_test(meets_codes_and_labels),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
