/* The law of met_values.h: a value of a keep rule is told if and only if no cell of its
   column is it, wherever the rows stand, whichever rule refuses them, and however the
   file is read. What each cell is comes from the test, which wrote it. */
#include "base/buffer.h"
#include "support/ingestion.h"
#include "support/random.h"
#include "support/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A cell as it stands in the file, and what it is. */
struct written {
    const char *cell;
    const char *text;
};

static const struct written pool[] = {
    { "yes", "yes" },
    { "no", "no" },
    { " yes ", "yes" },
    { "\"no\"", "no" },
    { "Yes", "Yes" },
    { "", "" },
    { "  ", "" },
    { "\"\"", "" },
    { "1", "1" },
    { "\"a \"\"b\"\"\"", "a \"b\"" },
    { "\"x,y\"", "x,y" },
    { "2026-02-03", "2026-02-03" },
    { "2026-02-03 10:00", "2026-02-03 10:00" },
    { "a text that is longer than any key of a run that is remembered",
      "a text that is longer than any key of a run that is remembered" },
};

/* What rules list: of the pool, and what no cell is. */
static const char *const values[] = { "yes",
                                      " no",
                                      "Yes ",
                                      "1",
                                      "a \"b\"",
                                      "x,y",
                                      "2026-02-03",
                                      "2026-02-03 10:00",
                                      "a text that is longer than any key of a run that "
                                      "is remembered",
                                      "",
                                      " ",
                                      "never",
                                      "yess",
                                      "YES",
                                      "x" };

enum {
    POOL = sizeof pool / sizeof *pool,
    VALUES = sizeof values / sizeof *values,
    COLUMNS = 3,
    MOST_RULES = 4,
    ROWS = 6000
};

/* How a study divides the side, beside the rules. */
static const char *const divisions[] = {
    "",
    "'unit': 'store',",
    "'unit': 'store', 'segment': 'c0',",
    "'unit': 'store', 'segment': 'c1', 'wave': 'c2',",
    "'wave': {'column': 'day', 'by': 'month'},",
};

struct trial {
    struct test_random random;
    struct ingestion_test test;
    bool is_there[COLUMNS][POOL];
    struct buffer rules;    /* of the study */
    struct buffer expected; /* the pointers of the values that no cell is */
};

static const char *trimmed(const char *text, size_t *length_out)
{
    while (*text == ' ')
        text++;
    *length_out = strlen(text);
    while (*length_out && text[*length_out - 1] == ' ')
        --*length_out;
    return text;
}

static bool is_met(const struct trial *trial, size_t column, const char *value)
{
    size_t length;
    const char *text = trimmed(value, &length);
    for (size_t i = 0; i < POOL; i++)
        if (trial->is_there[column][i] && strlen(pool[i].text) == length &&
            memcmp(pool[i].text, text, length) == 0)
            return true;
    return !length;
}

/* Most cells are a few; some come once or twice, some never. */
static size_t choose(struct trial *trial)
{
    if (test_random_below(&trial->random, 800))
        return test_random_below(&trial->random, 3);
    return test_random_below(&trial->random, POOL);
}

static void write_files(struct trial *trial)
{
    struct buffer text = { 0 };
    memset(trial->is_there, 0, sizeof trial->is_there);
    buffer_text(&text, "store,c0,q,c1,day,c2\n");
    for (size_t row = 0; row < ROWS; row++) {
        if (test_random_below(&trial->random, 200) == 0)
            buffer_text(&text, ",,,,,\n"); /* a row with nothing in it is none */
        buffer_format(&text, "S%zu", test_random_below(&trial->random, 3));
        for (size_t c = 0; c < COLUMNS; c++) {
            size_t i = choose(trial);
            trial->is_there[c][i] = true;
            buffer_format(&text, ",%s", pool[i].cell);
            if (c == 0)
                buffer_format(&text, ",%zu", 1 + test_random_below(&trial->random, 5));
            if (c == 1)
                buffer_format(&text, ",2026-0%zu-05",
                              1 + test_random_below(&trial->random, 3));
        }
        buffer_text(&text, "\n");
    }
    test_folder_write(&trial->test.folder, "staff.csv", text.bytes, text.byte_count);
    buffer_release(&text);
}

static void add_list(struct trial *trial, size_t rule, size_t column, const char *key)
{
    size_t count = 1 + test_random_below(&trial->random, 4);
    buffer_format(&trial->rules, ", '%s': [", key);
    for (size_t i = 0; i < count; i++) {
        const char *value = values[test_random_below(&trial->random, VALUES)];
        buffer_text(&trial->rules, i ? ", '" : "'");
        for (const char *at = value; *at; at++)
            buffer_text(&trial->rules,
                        *at == '"' ? "\\u0022" : (const char[]){ *at, '\0' });
        buffer_text(&trial->rules, "'");
        if (!is_met(trial, column, value))
            buffer_format(&trial->expected, "/employees/keep/%zu/%s/%zu\n", rule, key, i);
    }
    buffer_text(&trial->rules, "]");
}

static void make_rules(struct trial *trial)
{
    size_t count = 1 + test_random_below(&trial->random, MOST_RULES);
    buffer_clear(&trial->rules);
    buffer_clear(&trial->expected);
    buffer_text(&trial->expected, "");
    for (size_t r = 0; r < count; r++) {
        size_t column = test_random_below(&trial->random, COLUMNS);
        size_t kind = test_random_below(&trial->random, 3);
        buffer_format(&trial->rules, "%s{'column': 'c%zu'", r ? ", " : "", column);
        if (kind != 1)
            add_list(trial, r, column, "in");
        if (kind != 0)
            add_list(trial, r, column, "not_in");
        buffer_text(&trial->rules, "}");
    }
}

static void assert_told(struct trial *trial, const char *study)
{
    struct buffer told = { 0 };
    const struct symbar_diagnostic *item;
    ingestion_run(&trial->test, study);
    buffer_text(&told, "");
    for (size_t n = 0; (item = ingestion_find(&trial->test, "unmet-value", n)); n++)
        buffer_format(&told, "%s\n", item->pointer);
    assert_string_equal(told.bytes, trial->expected.bytes);
    buffer_release(&told);
}

static void assert_all_tell(struct trial *trial, const char *division)
{
    struct buffer study = { 0 };
    buffer_format(&study,
                  "{'symbar': 1, 'bad_answers': 'missing',"
                  " 'employees': {'files': ['staff.csv'], %s 'keep': [%s]},"
                  " 'customers': {'files': ['guests.csv']},"
                  " 'scales': {'five': {'kind': 'likert', 'min': 1, 'max': 5}},"
                  " 'dimensions': [{'id': 'd', 'scale': 'five', 'employees': 'q',"
                  "   'customers': 'q'}]}",
                  division, trial->rules.bytes);
    trial->test.work = (struct work){ .instructions = INSTRUCTIONS_ROWS };
    assert_told(trial, study.bytes);
    char *first = ingestion_said(&trial->test);
    for (int set = 0; set < INSTRUCTIONS_COUNT; set++) {
        if (!instructions_are_there((enum instructions)set))
            continue;
        trial->test.work = (struct work){
            .instructions = (enum instructions)set,
            .thread_count = 1 + test_random_below(&trial->random, 4),
            .part_bytes = 500 + test_random_below(&trial->random, 20000),
        };
        assert_told(trial, study.bytes);
        char *said = ingestion_said(&trial->test);
        assert_string_equal(said, first);
        free(said);
    }
    free(first);
    buffer_release(&study);
}

static void tells_values_that_no_cell_has(void **state)
{
    (void)state;
    enum { ROUNDS = 40, DIVISIONS = sizeof divisions / sizeof *divisions };
    static const char guests[] = "q\n1\n2\n5\n";
    struct trial trial = { .random = { 9 } };
    size_t silent = 0;
    ingestion_set_up(&trial.test);
    test_folder_write(&trial.test.folder, "guests.csv", guests, sizeof guests - 1);
    for (size_t round = 0; round < ROUNDS; round++) {
        if (round % 4 == 0)
            write_files(&trial);
        make_rules(&trial);
        silent += !trial.expected.byte_count;
        assert_all_tell(&trial, divisions[round % DIVISIONS]);
    }
    assert_in_range(silent, 1, ROUNDS - 1);
    ingestion_tear_down(&trial.test);
    buffer_release(&trial.rules);
    buffer_release(&trial.expected);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tells_values_that_no_cell_has),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
