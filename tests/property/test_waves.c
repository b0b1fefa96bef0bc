/* Laws of segments and waves: a report is of respondents. Neither the order of rows nor
   their cut into files, nor the names of units show in a segment or a wave; tallies of
   parts say what the whole says; and what is hidden cannot be worked out. */
#include "base/buffer.h"
#include "support/folder.h"
#include "support/random.h"
#include "support/test.h"

#include <symbar/symbar.h>

#include <cjson/cJSON.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_ROWS = 260, ROUNDS = 12, PARTS = 3, UNITS = 5 };

struct respondent {
    size_t unit;
    size_t role;
    size_t region;
    size_t month;
    int first;
    int second;
};

struct survey {
    struct respondent sides[2][MOST_ROWS];
    size_t counts[2];
    const char *units[UNITS];
    int min_n;
};

static struct test_folder folder;

static const char *const side_names[] = { "employees", "customers" };

static void draw(struct survey *survey, struct test_random *random)
{
    static const char *const names[UNITS] = { "Lyon", "Nice", "Lille", "Pau", "Brest" };
    memcpy(survey->units, names, sizeof names);
    survey->min_n = 1 + (int)test_random_below(random, 6);
    for (int side = 0; side < 2; side++) {
        survey->counts[side] = 40 + test_random_below(random, MOST_ROWS - 40);
        for (size_t i = 0; i < survey->counts[side]; i++) {
            size_t month = test_random_below(random, 4);
            survey->sides[side][i] = (struct respondent){
                .unit = test_random_below(random, UNITS),
                .role = test_random_below(random, 4) * test_random_below(random, 2),
                .region = test_random_below(random, 9) / 2,
                .month = month,
                .first = (int)test_random_below(random, 11),
                .second = 1 + (int)test_random_below(random, 2 + month),
            };
        }
    }
}

static void shuffle(struct survey *survey, struct test_random *random)
{
    for (int side = 0; side < 2; side++)
        for (size_t i = survey->counts[side]; i > 1; i--) {
            size_t other = test_random_below(random, i);
            struct respondent kept = survey->sides[side][i - 1];
            survey->sides[side][i - 1] = survey->sides[side][other];
            survey->sides[side][other] = kept;
        }
}

/* Rows of a side whose number leaves `part` when divided by `part_count`. */
static void write_rows(const struct survey *survey, int side, const char *name,
                       size_t part, size_t part_count)
{
    static const char *const roles[] = { "Desk", "Office", "Rooms", "" };
    static const char *const regions[] = { "north", "South", "west", "SOUTH", "east" };
    struct buffer text = { 0 };
    buffer_text(&text, "store,role,region,date,first,second\n");
    for (size_t i = part; i < survey->counts[side]; i += part_count) {
        const struct respondent *r = &survey->sides[side][i];
        buffer_format(&text, "%s,%s,%s,0%zu/0%zu/2026,%d,%d\n", survey->units[r->unit],
                      roles[r->role], regions[r->region], r->unit + 1, r->month + 1,
                      r->first, r->second);
    }
    assert_false(buffer_failed(&text));
    test_folder_write(&folder, name, text.bytes, text.byte_count);
    buffer_release(&text);
}

static void write_study(const struct survey *survey, size_t part_count, size_t only)
{
    struct buffer text = { 0 };
    buffer_text(&text, "{");
    for (int side = 0; side < 2; side++) {
        buffer_format(&text, "\"%s\": {\"unit\": \"store\", \"files\": [",
                      side_names[side]);
        for (size_t part = 0; part < part_count; part++)
            if (only == part_count || only == part)
                buffer_format(&text, "%s\"%c%zu.csv\"",
                              part && only == part_count ? ", " : "", side_names[side][0],
                              part);
        buffer_format(&text,
                      "], \"segment\": [%s\"region\"], \"wave\": {\"column\": \"date\", "
                      "\"by\": \"month\", \"order\": \"dmy\"}}, ",
                      side == 0 ? "\"role\", " : "");
    }
    buffer_format(
        &text,
        "\"scales\": {\"nps\": {\"kind\": \"nps\", \"min\": 0, \"max\": 10}, "
        "\"five\": {\"kind\": \"csat\", \"min\": 1, \"max\": 5, \"top\": [4, 5]}}, "
        "\"dimensions\": [{\"id\": \"a\", \"scale\": \"nps\", \"employees\": "
        "\"first\", \"customers\": \"first\"}, {\"id\": \"b\", \"scale\": \"five\", "
        "\"employees\": \"second\", \"customers\": \"second\"}], \"privacy\": "
        "{\"min_n\": %d}, \"analysis\": {\"contrast\": {\"segment\": \"role\", "
        "\"front\": [\"Desk\", \"Rooms\"], \"back\": \"Office\"}}}",
        survey->min_n);
    assert_false(buffer_failed(&text));
    test_folder_write(&folder, "symbar.json", text.bytes, text.byte_count);
    buffer_release(&text);
}

static bool append(void *context, const char *bytes, size_t byte_count)
{
    buffer_append(context, bytes, byte_count);
    return true;
}

static char *path_of(const char *name, char path[128])
{
    snprintf(path, 128, "%s/%s", folder.path, name);
    return path;
}

static cJSON *report_of(struct symbar_study *study,
                        struct symbar_diagnostics *diagnostics)
{
    struct symbar_report *report = NULL;
    struct buffer text = { 0 };
    assert_int_equal(symbar_run(study, &report, diagnostics), SYMBAR_OK);
    assert_int_equal(
        symbar_report_write(report, "json", NULL, append, &text, diagnostics), SYMBAR_OK);
    cJSON *json = cJSON_ParseWithLength(text.bytes, text.byte_count);
    assert_non_null(json);
    buffer_release(&text);
    symbar_report_free(report);
    return json;
}

static cJSON *run(const struct survey *survey, size_t part_count)
{
    char path[128];
    char name[32];
    struct symbar_diagnostics *diagnostics = symbar_diagnostics_create();
    struct symbar_study *study = NULL;
    for (int side = 0; side < 2; side++)
        for (size_t part = 0; part < part_count; part++) {
            snprintf(name, sizeof name, "%c%zu.csv", side_names[side][0], part);
            write_rows(survey, side, name, part, part_count);
        }
    write_study(survey, part_count, part_count);
    assert_int_equal(
        symbar_study_load(path_of("symbar.json", path), NULL, &study, diagnostics),
        SYMBAR_OK);
    cJSON *report = report_of(study, diagnostics);
    symbar_study_free(study);
    symbar_diagnostics_free(diagnostics);
    return report;
}

static void assert_same_part(const cJSON *a, const cJSON *b, const char *part)
{
    char *left = cJSON_Print(cJSON_GetObjectItem(a, part));
    char *right = cJSON_Print(cJSON_GetObjectItem(b, part));
    assert_string_equal(left, right);
    cJSON_free(left);
    cJSON_free(right);
}

static const char *const parts[] = { "results", "changes", "trends", "contrasts" };
enum { PART_COUNT = sizeof parts / sizeof *parts };

static void does_not_see_the_order_of_rows_or_files(void **state)
{
    (void)state;
    struct test_random random = { 20261127 };
    for (int round = 0; round < ROUNDS; round++) {
        struct survey survey;
        draw(&survey, &random);
        cJSON *whole = run(&survey, 1);
        shuffle(&survey, &random);
        cJSON *cut = run(&survey, PARTS);
        for (size_t i = 0; i < PART_COUNT; i++)
            assert_same_part(whole, cut, parts[i]);
        assert_same_part(whole, cut, "diagnostics");
        cJSON_Delete(whole);
        cJSON_Delete(cut);
    }
}

/* Tallies of parts need one study text: each part has the same files' names. */
static void write_tally(const struct survey *survey, size_t part)
{
    char path[128];
    char name[32];
    struct symbar_diagnostics *diagnostics = symbar_diagnostics_create();
    struct symbar_study *study = NULL;
    struct buffer text = { 0 };
    for (int side = 0; side < 2; side++) {
        snprintf(name, sizeof name, "%c0.csv", side_names[side][0]);
        write_rows(survey, side, name, part, PARTS);
    }
    write_study(survey, 1, 1);
    assert_int_equal(
        symbar_study_load(path_of("symbar.json", path), NULL, &study, diagnostics),
        SYMBAR_OK);
    assert_int_equal(symbar_tally_write(study, 0, append, &text, diagnostics), SYMBAR_OK);
    snprintf(name, sizeof name, "t%zu.csv", part);
    test_folder_write(&folder, name, text.bytes, text.byte_count);
    buffer_release(&text);
    symbar_study_free(study);
    symbar_diagnostics_free(diagnostics);
}

static cJSON *run_tallies(void)
{
    char paths[PARTS][128];
    char name[32];
    const char *list[PARTS];
    struct symbar_diagnostics *diagnostics = symbar_diagnostics_create();
    struct symbar_study *study = NULL;
    for (size_t part = 0; part < PARTS; part++) {
        snprintf(name, sizeof name, "t%zu.csv", part);
        list[part] = path_of(name, paths[part]);
    }
    assert_int_equal(symbar_tallies_load(list, PARTS, NULL, &study, diagnostics),
                     SYMBAR_OK);
    cJSON *report = report_of(study, diagnostics);
    symbar_study_free(study);
    symbar_diagnostics_free(diagnostics);
    return report;
}

static void adds_up_from_tallies_of_parts(void **state)
{
    (void)state;
    struct test_random random = { 7 };
    for (int round = 0; round < ROUNDS; round++) {
        struct survey survey;
        draw(&survey, &random);
        cJSON *whole = run(&survey, 1);
        for (size_t part = 0; part < PARTS; part++)
            write_tally(&survey, part);
        cJSON *merged = run_tallies();
        for (size_t i = 0; i < PART_COUNT; i++)
            assert_same_part(whole, merged, parts[i]);
        cJSON_Delete(whole);
        cJSON_Delete(merged);
    }
}

/* Rows of units go, so that what is left must not know their names. */
static void drop_units(cJSON *report)
{
    cJSON *results = cJSON_GetObjectItem(report, "results");
    for (int i = cJSON_GetArraySize(results); i-- > 0;) {
        const cJSON *row = cJSON_GetArrayItem(results, i);
        if (!cJSON_IsNull(cJSON_GetObjectItem(row, "unit")))
            cJSON_DeleteItemFromArray(results, i);
    }
}

static void does_not_see_the_order_of_units(void **state)
{
    (void)state;
    struct test_random random = { 99 };
    for (int round = 0; round < ROUNDS; round++) {
        struct survey survey;
        draw(&survey, &random);
        survey.min_n = 1; /* ties between equal units are decided by name */
        cJSON *one = run(&survey, 1);
        for (size_t i = UNITS; i > 1; i--) {
            size_t other = test_random_below(&random, i);
            const char *kept = survey.units[i - 1];
            survey.units[i - 1] = survey.units[other];
            survey.units[other] = kept;
        }
        cJSON *other = run(&survey, 1);
        drop_units(one);
        drop_units(other);
        for (size_t i = 0; i < PART_COUNT; i++)
            assert_same_part(one, other, parts[i]);
        cJSON_Delete(one);
        cJSON_Delete(other);
    }
}

/* -- what is hidden ---------------------------------------------------------------- */

static const char *text_of(const cJSON *object, const char *key)
{
    const char *text = cJSON_GetStringValue(cJSON_GetObjectItem(object, key));
    return text ? text : "";
}

/* "segment role employees" or "wave": the rows that add up to the side. */
static void family_of(const cJSON *row, int side, char family[64])
{
    bool is_own = strcmp(text_of(row, "scope"), "segment") != 0 ||
                  strcmp(text_of(row, "segment_side"), side_names[side]) == 0;
    snprintf(family, 64, "%s %s", is_own ? text_of(row, "scope") : "",
             text_of(row, "segment_of"));
}

static double n_of(const cJSON *row, int side)
{
    const cJSON *n = cJSON_GetObjectItem(cJSON_GetObjectItem(row, side_names[side]), "n");
    return cJSON_IsNumber(n) ? n->valuedouble : -1;
}

static double everybody(const cJSON *rows, const char *dimension, int side)
{
    const cJSON *row;
    cJSON_ArrayForEach(row, rows)
    {
        if (strcmp(text_of(row, "scope"), "overall") == 0 &&
            strcmp(text_of(row, "dimension"), dimension) == 0)
            return n_of(row, side);
    }
    return 0;
}

/* What is left of the overall row when the shown rows of the family of row `at` are taken
   away must be nobody, or min_n and more; a hidden overall row hides all of them. */
static void check_family(const cJSON *shown, const cJSON *truth, int at, int side,
                         double min_n)
{
    const cJSON *rows = cJSON_GetObjectItem(shown, "results");
    const cJSON *true_rows = cJSON_GetObjectItem(truth, "results");
    const cJSON *first = cJSON_GetArrayItem(rows, at);
    char family[64];
    double hidden = 0;
    double total = 0;
    size_t hidden_count = 0;
    size_t shown_count = 0;
    family_of(first, side, family);
    for (int i = 0; i < cJSON_GetArraySize(rows); i++) {
        const cJSON *row = cJSON_GetArrayItem(rows, i);
        char own[64];
        family_of(row, side, own);
        if (strcmp(family, own) != 0 ||
            strcmp(text_of(first, "dimension"), text_of(row, "dimension")) != 0)
            continue;
        double n = n_of(cJSON_GetArrayItem(true_rows, i), side);
        total += n;
        if (n_of(row, side) < 0 && n > 0) {
            hidden += n;
            hidden_count++;
        } else if (n > 0) {
            assert_true(n >= min_n);
            shown_count++;
        }
    }
    if (everybody(rows, text_of(first, "dimension"), side) < 0) {
        assert_int_equal(shown_count, 0);
        return;
    }
    double rest = everybody(true_rows, text_of(first, "dimension"), side) - total;
    assert_true(hidden_count == 0 || hidden + rest >= min_n);
    assert_true(hidden_count != 1 || rest > 0);
}

static void check_derived(const cJSON *report)
{
    const cJSON *change;
    cJSON_ArrayForEach(change, cJSON_GetObjectItem(report, "changes"))
    {
        for (int side = 0; side < 2; side++) {
            const cJSON *of = cJSON_GetObjectItem(change, side_names[side]);
            bool is_hidden = strcmp(text_of(of, "status"), "suppressed") == 0;
            const cJSON *value =
                cJSON_GetObjectItem(cJSON_GetObjectItem(of, "index"), "value");
            assert_true(!is_hidden || cJSON_IsNull(value));
            assert_true(!is_hidden || strcmp(text_of(of, "reason"), "derived") == 0);
        }
    }
}

static void hides_what_could_be_subtracted(void **state)
{
    (void)state;
    struct test_random random = { 31 };
    for (int round = 0; round < 2 * ROUNDS; round++) {
        struct survey survey;
        draw(&survey, &random);
        for (int side = 0; side < 2; side++)
            survey.counts[side] = 12 + test_random_below(&random, 40);
        survey.min_n = 1;
        cJSON *truth = run(&survey, 1);
        survey.min_n = 3 + (int)test_random_below(&random, 4);
        cJSON *shown = run(&survey, 1);
        int count = cJSON_GetArraySize(cJSON_GetObjectItem(shown, "results"));
        for (int i = 0; i < count; i++)
            for (int side = 0; side < 2; side++) {
                char family[64];
                family_of(cJSON_GetArrayItem(cJSON_GetObjectItem(shown, "results"), i),
                          side, family);
                if (*family != ' ')
                    check_family(shown, truth, i, side, survey.min_n);
            }
        check_derived(shown);
        cJSON_Delete(truth);
        cJSON_Delete(shown);
    }
}

static int set_up(void **state)
{
    (void)state;
    test_folder_create(&folder);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    test_folder_remove(&folder);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(does_not_see_the_order_of_rows_or_files),
        cmocka_unit_test(adds_up_from_tallies_of_parts),
        cmocka_unit_test(does_not_see_the_order_of_units),
        cmocka_unit_test(hides_what_could_be_subtracted),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
