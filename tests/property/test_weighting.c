/* Laws of weights, through the public API: the order of rows, and files in parts, change
   no byte; equal weights change no digit; a scale of all weights changes nothing. */
#include "base/buffer.h"
#include "support/folder.h"
#include "support/random.h"
#include "support/test.h"

#include <symbar/symbar.h>

#include <cjson/cJSON.h>

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { ROWS = 120, LINE_BYTES = 64 };

struct respondents {
    char lines[ROWS][LINE_BYTES];
};

static const char *const study_form =
    "{\"employees\": {\"files\": [\"%s\"], \"unit\": \"unit\"%s},"
    " \"customers\": {\"files\": [\"%s\"], \"unit\": \"unit\"%s},"
    " \"scales\": {\"n\": {\"kind\": \"nps\", \"min\": 0, \"max\": 10},"
    "              \"c\": {\"kind\": \"csat\", \"min\": 1, \"max\": 5, \"top\": [4, 5]}},"
    " \"dimensions\": ["
    "  {\"id\": \"a\", \"scale\": \"n\", \"employees\": \"q\", \"customers\": \"q\"},"
    "  {\"id\": \"b\", \"scale\": \"c\", \"employees\": [\"s\", \"t\"], \"customers\": "
    "\"s\"}],"
    " \"analysis\": {\"design\": \"%s\"}}";

static bool append(void *context, const char *bytes, size_t byte_count)
{
    buffer_append(context, bytes, byte_count);
    return true;
}

/* `weight`: 0 for one of its own each. Every sixth answer is a label that no scale of the
   study has, and waits for the usual ones. */
static struct respondents draw(uint64_t seed, double weight)
{
    static const char *const units[] = { "Lyon", "Nice", "lyon", "", "Metz" };
    struct test_random random = { seed };
    struct respondents drawn;
    for (int i = 0; i < ROWS; i++) {
        double own = exp(3 * test_random_unit(&random) - 1.5);
        bool is_blank = test_random_below(&random, 12) == 0;
        char answer[24] = "";
        if (!is_blank)
            snprintf(answer, sizeof answer, "%zu", test_random_below(&random, 11));
        snprintf(drawn.lines[i], LINE_BYTES, "%s,%.4f,%s,%zu,%zu\n",
                 units[test_random_below(&random, 5)], weight > 0 ? weight : own, answer,
                 1 + test_random_below(&random, 5), 1 + test_random_below(&random, 5));
    }
    return drawn;
}

static void shuffle(struct respondents *drawn, uint64_t seed)
{
    struct test_random random = { seed };
    for (size_t i = ROWS - 1; i > 0; i--) {
        char line[LINE_BYTES];
        size_t j = test_random_below(&random, i + 1);
        memcpy(line, drawn->lines[i], LINE_BYTES);
        memcpy(drawn->lines[i], drawn->lines[j], LINE_BYTES);
        memcpy(drawn->lines[j], line, LINE_BYTES);
    }
}

static void write_rows(const struct test_folder *folder, const char *name,
                       const struct respondents *drawn, size_t first, size_t end)
{
    struct buffer text = { 0 };
    buffer_text(&text, "unit,w,q,s,t\n");
    for (size_t i = first; i < end; i++)
        buffer_text(&text, drawn->lines[i]);
    assert_false(buffer_failed(&text));
    test_folder_write(folder, name, text.bytes, text.byte_count);
    buffer_release(&text);
}

static void write_study(const struct test_folder *folder, const char *employees,
                        const char *customers, const char *weight, const char *design)
{
    char text[2048];
    snprintf(text, sizeof text, study_form, employees, weight, customers, weight, design);
    test_folder_text(folder, "symbar.json", text);
}

static struct symbar_study *load(const struct test_folder *folder)
{
    char path[128];
    struct symbar_study *study = NULL;
    struct symbar_diagnostics *diagnostics = symbar_diagnostics_create();
    snprintf(path, sizeof path, "%s/symbar.json", folder->path);
    assert_int_equal(symbar_study_load(path, NULL, &study, diagnostics), SYMBAR_OK);
    symbar_diagnostics_free(diagnostics);
    return study;
}

/* The results of a study, without what tells of its files. It is freed. */
static cJSON *results_of(struct symbar_study *study)
{
    struct symbar_report *report = NULL;
    struct symbar_diagnostics *diagnostics = symbar_diagnostics_create();
    struct buffer text = { 0 };
    assert_int_equal(symbar_run(study, &report, diagnostics), SYMBAR_OK);
    assert_int_equal(
        symbar_report_write(report, "json", NULL, append, &text, diagnostics), SYMBAR_OK);
    cJSON *json = cJSON_ParseWithLength(text.bytes, text.byte_count);
    assert_non_null(json);
    cJSON_DeleteItemFromObject(json, "inputs");
    cJSON_DeleteItemFromObject(json, "settings");
    cJSON_DeleteItemFromObject(json, "diagnostics");
    buffer_release(&text);
    symbar_report_free(report);
    symbar_study_free(study);
    symbar_diagnostics_free(diagnostics);
    return json;
}

static void write_tally(const struct test_folder *folder, const char *name)
{
    struct symbar_study *study = load(folder);
    struct symbar_diagnostics *diagnostics = symbar_diagnostics_create();
    struct buffer text = { 0 };
    assert_int_equal(symbar_tally_write(study, 0, append, &text, diagnostics), SYMBAR_OK);
    test_folder_write(folder, name, text.bytes, text.byte_count);
    buffer_release(&text);
    symbar_study_free(study);
    symbar_diagnostics_free(diagnostics);
}

static cJSON *results_of_tallies(const struct test_folder *folder,
                                 const char *const *names, size_t count)
{
    char paths[2][128];
    const char *list[2] = { paths[0], paths[1] };
    struct symbar_study *study = NULL;
    struct symbar_diagnostics *diagnostics = symbar_diagnostics_create();
    for (size_t i = 0; i < count; i++)
        snprintf(paths[i], sizeof paths[i], "%s/%s", folder->path, names[i]);
    assert_int_equal(symbar_tallies_load(list, count, NULL, &study, diagnostics),
                     SYMBAR_OK);
    symbar_diagnostics_free(diagnostics);
    return results_of(study);
}

static void check_same(cJSON *a, cJSON *b)
{
    char *left = cJSON_Print(a);
    char *right = cJSON_Print(b);
    assert_string_equal(left, right);
    cJSON_free(left);
    cJSON_free(right);
    cJSON_Delete(a);
    cJSON_Delete(b);
}

#define WEIGHTED ", \"weight\": \"w\""

/* Margins that contradict each other a little: no sum of theirs is exact. */
#define RAKED                                                                            \
    WEIGHTED ", \"segment\": [\"s\", \"t\"], \"raking\": {"                              \
             "\"s\": {\"1\": 31, \"2\": 17, \"3\": 41, \"4\": 5, \"5\": 7},"             \
             "\"t\": {\"1\": 3, \"2\": 14, \"3\": 15, \"4\": 92, \"5\": 65}}"

static const struct {
    const char *weight;
    const char *design;
} ways[] = {
    { WEIGHTED, "none" }, { WEIGHTED, "strata" }, { WEIGHTED, "clusters" },
    { RAKED, "none" },    { RAKED, "strata" },
};
enum { WAYS = sizeof ways / sizeof *ways };

static void order_and_parts_change_nothing(void **state)
{
    (void)state;
    for (size_t w = 0; w < WAYS; w++) {
        struct test_folder folder;
        test_folder_create(&folder);
        struct respondents staff = draw(1 + w, 0);
        struct respondents guests = draw(40 + w, 0);
        write_rows(&folder, "s.csv", &staff, 0, ROWS);
        write_rows(&folder, "g.csv", &guests, 0, ROWS);
        write_study(&folder, "s.csv", "g.csv", ways[w].weight, ways[w].design);
        cJSON *whole = results_of(load(&folder));
        write_tally(&folder, "whole.csv");
        const char *names[] = { "whole.csv" };
        check_same(cJSON_Duplicate(whole, true), results_of_tallies(&folder, names, 1));

        shuffle(&staff, 7);
        shuffle(&guests, 8);
        write_rows(&folder, "s.csv", &staff, 0, ROWS);
        write_rows(&folder, "g.csv", &guests, 0, ROWS);
        check_same(cJSON_Duplicate(whole, true), results_of(load(&folder)));

        write_rows(&folder, "s.csv", &staff, 0, 41);
        write_rows(&folder, "g.csv", &guests, 0, 77);
        write_tally(&folder, "one.csv");
        write_rows(&folder, "s.csv", &staff, 41, ROWS);
        write_rows(&folder, "g.csv", &guests, 77, ROWS);
        write_tally(&folder, "two.csv");
        const char *parts[] = { "two.csv", "one.csv" };
        check_same(whole, results_of_tallies(&folder, parts, 2));
        test_folder_remove(&folder);
    }
}

/* What the weighted report says beside the other. */
static void drop_weights(cJSON *value)
{
    static const char *const keys[] = { "n_eff", "deff", "df" };
    cJSON *child;
    cJSON_ArrayForEach(child, value)
    {
        bool is_side = child->string && (strcmp(child->string, "employees") == 0 ||
                                         strcmp(child->string, "customers") == 0);
        if (is_side) {
            cJSON *part;
            cJSON_DeleteItemFromObject(child, keys[0]);
            cJSON_ArrayForEach(part, child)
            {
                if (!cJSON_IsObject(part))
                    continue;
                cJSON_DeleteItemFromObject(part, keys[1]);
                cJSON_DeleteItemFromObject(part, keys[2]);
            }
        }
        drop_weights(child);
    }
}

static void equal_weights_change_no_digit(void **state)
{
    (void)state;
    static const double weights[] = { 1, 0.7, 3000 };
    for (size_t i = 0; i < 3; i++) {
        struct test_folder folder;
        test_folder_create(&folder);
        struct respondents staff = draw(5, weights[i]);
        struct respondents guests = draw(6, weights[i]);
        write_rows(&folder, "s.csv", &staff, 0, ROWS);
        write_rows(&folder, "g.csv", &guests, 0, ROWS);
        write_study(&folder, "s.csv", "g.csv", WEIGHTED, "none");
        cJSON *weighted = results_of(load(&folder));
        write_study(&folder, "s.csv", "g.csv", "", "none");
        cJSON *plain = results_of(load(&folder));
        drop_weights(weighted);
        drop_weights(plain);
        /* what goes with what has no weighted form */
        cJSON_DeleteItemFromObject(weighted, "drivers");
        cJSON_DeleteItemFromObject(plain, "drivers");
        cJSON_DeleteItemFromObject(weighted, "reliability");
        cJSON_DeleteItemFromObject(plain, "reliability");
        check_same(weighted, plain);
        test_folder_remove(&folder);
    }
}

/* 12 digits are printed; weights are rounded to 10 decimals, so powers of two. */
static void only_ratios_of_weights_count(void **state)
{
    (void)state;
    struct test_folder folder;
    test_folder_create(&folder);
    struct respondents staff = draw(15, 0);
    struct respondents doubled = staff;
    for (int i = 0; i < ROWS; i++) {
        char *comma = strchr(doubled.lines[i], ',') + 1;
        char rest[LINE_BYTES];
        double weight;
        assert_int_equal(sscanf(comma, "%lf%s", &weight, rest), 2);
        snprintf(comma, LINE_BYTES - (size_t)(comma - doubled.lines[i]), "%.4f%s\n",
                 4 * weight, rest);
    }
    write_rows(&folder, "s.csv", &staff, 0, ROWS);
    write_rows(&folder, "g.csv", &doubled, 0, ROWS);
    write_study(&folder, "s.csv", "g.csv", WEIGHTED, "clusters");
    cJSON *json = results_of(load(&folder));
    const cJSON *row;
    cJSON_ArrayForEach(row, cJSON_GetObjectItem(json, "results"))
    {
        const cJSON *e =
            cJSON_GetObjectItem(cJSON_GetObjectItem(row, "employees"), "nps");
        const cJSON *c =
            cJSON_GetObjectItem(cJSON_GetObjectItem(row, "customers"), "nps");
        if (!cJSON_IsObject(e))
            continue;
        static const char *const keys[] = { "value", "low", "high", "deff" };
        for (size_t i = 0; i < 4; i++) {
            const cJSON *x = cJSON_GetObjectItem(e, keys[i]);
            const cJSON *y = cJSON_GetObjectItem(c, keys[i]);
            assert_int_equal(cJSON_IsNumber(x), cJSON_IsNumber(y));
            if (cJSON_IsNumber(x))
                assert_close(x->valuedouble, y->valuedouble,
                             1e-11 * fmax(1, fabs(x->valuedouble)));
        }
    }
    cJSON_Delete(json);
    test_folder_remove(&folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(order_and_parts_change_nothing),
        cmocka_unit_test(equal_weights_change_no_digit),
        cmocka_unit_test(only_ratios_of_weights_count),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
