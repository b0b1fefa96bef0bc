/* Laws of ingest: a tally is of respondents, not of files. However the rows are cut into
   files, whatever their order and that of the columns, the outcome is the same. */
#include "base/buffer.h"
#include "support/ingestion.h"
#include "support/random.h"
#include "support/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROWS = 120, COLUMNS = 6, MOST_FILES = 7, ROUNDS = 25 };

static const char *const names[COLUMNS] = { "store", "nps", "agree",
                                            "back",  "sat", "comment" };

struct table {
    const char *cells[ROWS][COLUMNS];
    size_t row_order[ROWS];
    size_t column_order[COLUMNS];
};

#define PICK(random, list)                                                               \
    (list)[test_random_below((random), sizeof(list) / sizeof *(list))]

static const char *pick_cell(struct test_random *random, size_t column)
{
    static const char *const stores[] = { "Lyon",    "lyon",      "Lyon ",
                                          "LYON",    "Nice",      "N\303\256ce",
                                          "Store 7", "store-007", "" };
    static const char *const points[] = { "0",         "3",   "7",   "9", "10",
                                          "10 - sure", "8.0", "N/A", "" };
    static const char *const labels[] = { "Agree",      "agree ",   "Strongly agree",
                                          "Neutral",    "Disagree", "5",
                                          "Don't know", "" };
    static const char *const digits[] = { "1", "2", "2.5", "3", "4", "5", "", "-" };
    static const char *const comments[] = { "", "\"a, \"\"b\"\"\nc\"", "fine" };
    switch (column) {
    case 0:
        return PICK(random, stores);
    case 1:
        return PICK(random, points);
    case 2:
    case 4:
        return PICK(random, labels);
    case 3:
        return PICK(random, digits);
    }
    return PICK(random, comments);
}

static void fill(struct table *table, struct test_random *random)
{
    for (size_t r = 0; r < ROWS; r++)
        for (size_t c = 0; c < COLUMNS; c++)
            table->cells[r][c] = pick_cell(random, c);
    for (size_t r = 0; r < ROWS; r++)
        table->row_order[r] = r;
    for (size_t c = 0; c < COLUMNS; c++)
        table->column_order[c] = c;
}

static void shuffle(struct test_random *random, size_t *order, size_t count)
{
    for (size_t i = count; i > 1; i--) {
        size_t other = test_random_below(random, i);
        size_t kept = order[i - 1];
        order[i - 1] = order[other];
        order[other] = kept;
    }
}

/* Rows first .. end - 1 as a file, columns in the table's order. */
static void write_rows(const struct ingestion_test *test, const char *name,
                       const struct table *table, size_t first, size_t end)
{
    struct buffer text = { 0 };
    for (size_t c = 0; c < COLUMNS; c++)
        buffer_format(&text, "%s%s", c ? "," : "", names[table->column_order[c]]);
    for (size_t r = first; r < end; r++) {
        buffer_byte(&text, '\n');
        for (size_t c = 0; c < COLUMNS; c++)
            buffer_format(&text, "%s%s", c ? "," : "",
                          table->cells[table->row_order[r]][table->column_order[c]]);
    }
    buffer_byte(&text, '\n');
    test_folder_write(&test->folder, name, text.bytes, text.byte_count);
    buffer_release(&text);
}

static char *run_with(struct ingestion_test *test, size_t file_count, const char *layout)
{
    struct buffer study = { 0 };
    buffer_format(&study, "{'symbar': 1, 'employees': {'unit': 'store'%s, 'files': [",
                  layout);
    for (size_t i = 0; i < file_count; i++)
        buffer_format(&study, "%s'%zu.csv'", i ? "," : "", i);
    buffer_text(&study,
                "]}, 'customers': {'unit': 'store', 'files': ['c.csv']},"
                " 'scales': {'nps': {'kind': 'nps', 'min': 0, 'max': 10},"
                " 's10': {'kind': 'likert', 'min': 0, 'max': 10},"
                "            's5': {'kind': 'likert', 'min': 1, 'max': 5}},"
                " 'dimensions': ["
                "  {'id': 'n', 'lens': 'mirror', 'scale': 'nps',"
                "   'employees': 'nps', 'customers': 'nps'},"
                "  {'id': 'm', 'lens': 'mirror', 'employees': ["
                "    {'column': 'agree', 'scale': 's5'},"
                "    {'column': 'back', 'scale': 's5', 'reverse': true},"
                "    {'column': 'nps', 'scale': 's10'}]},"
                "  {'id': 's', 'lens': 'mirror', 'scale': 's5', 'employees': 'sat'}],"
                " 'units': {'match': ['exact', 'case', 'accents', 'spacing',"
                " 'digits']}}");
    ingestion_run(test, study.bytes);
    buffer_release(&study);
    for (size_t i = 0; test->status && i < symbar_diagnostics_count(test->diagnostics);
         i++)
        print_error("%s\n", symbar_diagnostics_at(test->diagnostics, i)->message);
    assert_int_equal(test->status, SYMBAR_OK);
    return ingestion_outcome(test);
}

static char *run(struct ingestion_test *test, size_t file_count)
{
    return run_with(test, file_count, "");
}

static void write_customers(const struct ingestion_test *test)
{
    test_folder_text(&test->folder, "c.csv",
                     "store,nps\nLyon,3\nnice,7\nSTORE #7,10\nParis,1\n");
}

static char *whole(struct ingestion_test *test, const struct table *table)
{
    write_rows(test, "0.csv", table, 0, ROWS);
    return run(test, 1);
}

static void any_cut_gives_the_same_tally(void **state)
{
    (void)state;
    struct ingestion_test test;
    struct test_random random = { 20261126 };
    ingestion_set_up(&test);
    write_customers(&test);
    for (int round = 0; round < ROUNDS; round++) {
        struct table table;
        fill(&table, &random);
        char *expected = whole(&test, &table);
        size_t file_count = 2 + test_random_below(&random, MOST_FILES - 1);
        size_t first = 0;
        for (size_t i = 0; i < file_count; i++) {
            char name[32];
            snprintf(name, sizeof name, "%zu.csv", i);
            size_t left = ROWS - first;
            size_t end =
                i + 1 == file_count ? ROWS : first + test_random_below(&random, left + 1);
            write_rows(&test, name, &table, first, end);
            first = end;
        }
        char *cut = run(&test, file_count);
        assert_string_equal(cut, expected);
        free(cut);
        free(expected);
    }
    ingestion_tear_down(&test);
}

static void order_does_not_matter(void **state)
{
    (void)state;
    struct ingestion_test test;
    struct test_random random = { 7 };
    ingestion_set_up(&test);
    write_customers(&test);
    for (int round = 0; round < ROUNDS; round++) {
        struct table table;
        fill(&table, &random);
        char *expected = whole(&test, &table);
        shuffle(&random, table.row_order, ROWS);
        shuffle(&random, table.column_order, COLUMNS);
        char *shuffled = whole(&test, &table);
        assert_string_equal(shuffled, expected);
        free(shuffled);
        free(expected);
    }
    ingestion_tear_down(&test);
}

/* One row per answer, rows in any order, cut into files anywhere. */
static void write_long(struct ingestion_test *test, const struct table *table,
                       struct test_random *random, size_t file_count)
{
    size_t order[ROWS * (COLUMNS - 1)];
    size_t count = sizeof order / sizeof *order;
    for (size_t i = 0; i < count; i++)
        order[i] = i;
    shuffle(random, order, count);
    for (size_t file = 0; file < file_count; file++) {
        char name[32];
        struct buffer text = { 0 };
        buffer_text(&text, "store,value,item,who\n");
        for (size_t i = file * count / file_count; i < (file + 1) * count / file_count;
             i++) {
            size_t row = order[i] / (COLUMNS - 1);
            size_t column = 1 + order[i] % (COLUMNS - 1);
            buffer_format(&text, "%s,%s,%s,%zu\n", table->cells[row][0],
                          table->cells[row][column], names[column], row);
        }
        snprintf(name, sizeof name, "%zu.csv", file);
        test_folder_write(&test->folder, name, text.bytes, text.byte_count);
        buffer_release(&text);
    }
}

static void a_long_layout_says_what_a_wide_one_says(void **state)
{
    (void)state;
    struct ingestion_test test;
    struct test_random random = { 3 };
    ingestion_set_up(&test);
    write_customers(&test);
    for (int round = 0; round < ROUNDS; round++) {
        struct table table;
        fill(&table, &random);
        char *expected = whole(&test, &table);
        size_t file_count = 1 + test_random_below(&random, 3);
        write_long(&test, &table, &random, file_count);
        char *outcome = run_with(&test, file_count,
                                 ", 'layout': {'respondent': 'who',"
                                 " 'question': 'item', 'answer': 'value'}");
        assert_string_equal(outcome, expected);
        free(outcome);
        free(expected);
    }
    ingestion_tear_down(&test);
}

/* Respondents read = those with a level and those without, in every dimension. */
static void every_row_is_accounted_for(void **state)
{
    (void)state;
    struct ingestion_test test;
    struct test_random random = { 11 };
    ingestion_set_up(&test);
    write_customers(&test);
    for (int round = 0; round < ROUNDS; round++) {
        struct table table;
        fill(&table, &random);
        free(whole(&test, &table));
        for (size_t d = 0; d < 3; d++) {
            uint64_t count = ingestion_n(&test, SIDE_EMPLOYEES, NULL, d);
            for (int kind = 0; kind < MISSING_COUNT; kind++)
                count += ingestion_missing(&test, SIDE_EMPLOYEES, NULL, d,
                                           (enum missing_kind)kind);
            assert_int_equal(count, ROWS);
        }
        assert_int_equal(test.provenance.inputs[0].rows_used, ROWS);
    }
    ingestion_tear_down(&test);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_cut_gives_the_same_tally),
        cmocka_unit_test(order_does_not_matter),
        cmocka_unit_test(a_long_layout_says_what_a_wide_one_says),
        cmocka_unit_test(every_row_is_accounted_for),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
