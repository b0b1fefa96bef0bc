/* The reference pair, from its CSV files to the report as JSON, through the public API:
   every figure of it is what R says of the same files (pair/README.md), and there is no
   figure that R does not know. */
#include "base/buffer.h"
#include "support/test.h"

#include <symbar/symbar.h>

#include <cjson/cJSON.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PAIR SOURCE_DIR "/tests/reference/pair/"

/* Nine significant digits; what is 0 but for rounding is smaller than this. */
#define TOLERANCE 1e-9
#define NOTHING 1e-12

static const char *const study_names[] = { "study", "study-bh", "study-few" };
enum { STUDY_COUNT = sizeof study_names / sizeof *study_names };

static bool append(void *context, const char *bytes, size_t byte_count)
{
    buffer_append(context, bytes, byte_count);
    return true;
}

static cJSON *report_on(const char *study_name)
{
    char path[512];
    snprintf(path, sizeof path, PAIR "%s.json", study_name);
    struct symbar_diagnostics *diagnostics = symbar_diagnostics_create();
    struct symbar_study *study = NULL;
    struct symbar_report *report = NULL;
    struct buffer text = { 0 };
    assert_int_equal(symbar_study_load(path, NULL, &study, diagnostics), SYMBAR_OK);
    assert_int_equal(symbar_run(study, &report, diagnostics), SYMBAR_OK);
    assert_int_equal(
        symbar_report_write(report, "json", NULL, append, &text, diagnostics), SYMBAR_OK);
    assert_false(buffer_failed(&text));
    cJSON *json = cJSON_ParseWithLength(text.bytes, text.byte_count);
    assert_non_null(json);
    buffer_release(&text);
    symbar_report_free(report);
    symbar_study_free(study);
    symbar_diagnostics_free(diagnostics);
    return json;
}

/* One line of expected.csv. */
enum { STUDY, SCOPE, UNIT, DIMENSION, KEY, VALUE, WITHIN, FIELD_COUNT };

static void split(char *line, char *fields[FIELD_COUNT])
{
    line[strcspn(line, "\n")] = '\0';
    for (int i = 0; i < FIELD_COUNT; i++) {
        char *bar = strchr(line, '|');
        assert_true((bar != NULL) == (i < FIELD_COUNT - 1));
        fields[i] = line;
        if (bar) {
            *bar = '\0';
            line = bar + 1;
        }
    }
}

static bool says(const cJSON *row, const char *key, const char *text)
{
    const char *value = cJSON_GetStringValue(cJSON_GetObjectItem(row, key));
    return strcmp(value ? value : "", text) == 0;
}

/* The part of the report that a line is about. */
static cJSON *find_row(const cJSON *report, char *const fields[FIELD_COUNT])
{
    const char *scope = fields[SCOPE];
    bool is_cross = strcmp(scope, "cross_linkage") == 0;
    bool is_linkage = strcmp(scope, "linkage") == 0;
    if (strcmp(scope, "profile") == 0)
        return cJSON_GetObjectItem(report, scope);
    cJSON *row;
    cJSON_ArrayForEach(
        row, cJSON_GetObjectItem(report, is_cross || is_linkage ? scope : "results"))
    {
        if (is_cross ? says(row, "employees", fields[UNIT]) &&
                           says(row, "customers", fields[DIMENSION])
                     : says(row, "dimension", fields[DIMENSION]) &&
                           (is_linkage || (says(row, "scope", scope) &&
                                           says(row, "unit", fields[UNIT]))))
            return row;
    }
    return NULL;
}

/* Takes the figure at a dotted key out of its row; NULL where there is none. */
static cJSON *take(cJSON *row, char *key)
{
    char *dot = strrchr(key, '.');
    const char *last = dot ? dot + 1 : key;
    if (dot) {
        *dot = '\0';
        for (char *name = key; row && name;) {
            char *next = strchr(name, '.');
            if (next)
                *next++ = '\0';
            row = cJSON_GetObjectItem(row, name);
            name = next;
        }
    }
    return row ? cJSON_DetachItemFromObject(row, last) : NULL;
}

static bool is_right(const cJSON *figure, const char *value, const char *within)
{
    char *end;
    double expected = strtod(value, &end);
    if (*end || end == value)
        return cJSON_IsString(figure) && strcmp(figure->valuestring, value) == 0;
    double slack = *within ? atof(within) : fmax(TOLERANCE * fabs(expected), NOTHING);
    return cJSON_IsNumber(figure) && fabs(figure->valuedouble - expected) <= slack;
}

static size_t check_line(cJSON *reports[STUDY_COUNT], char *line)
{
    char *fields[FIELD_COUNT];
    char shown[1024];
    snprintf(shown, sizeof shown, "%.*s", (int)strcspn(line, "\n"), line);
    split(line, fields);
    cJSON *row = NULL;
    for (size_t i = 0; i < STUDY_COUNT; i++)
        if (strcmp(study_names[i], fields[STUDY]) == 0)
            row = find_row(reports[i], fields);
    cJSON *figure = row ? take(row, fields[KEY]) : NULL;
    bool right = figure && is_right(figure, fields[VALUE], fields[WITHIN]);
    if (!right) {
        char *found = figure ? cJSON_PrintUnformatted(figure) : NULL;
        print_error("%s but the report says %s\n", shown, found ? found : "nothing");
        cJSON_free(found);
    }
    cJSON_Delete(figure);
    return !right;
}

/* What says which row it is, and is not about it. */
static bool is_name(const char *key)
{
    static const char *const names[] = { "scope",     "unit",      "segment",
                                         "wave",      "dimension", "label",
                                         "employees", "customers", "lens" };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(key, names[i]) == 0)
            return true;
    return false;
}

/* Everything that was not taken out must not be there at all. */
static size_t count_left(const cJSON *value, const char *place)
{
    size_t left = 0;
    const cJSON *child;
    cJSON_ArrayForEach(child, value)
    {
        const char *key = child->string ? child->string : place;
        if (cJSON_IsObject(child) || cJSON_IsArray(child))
            left += count_left(child, key);
        else if (!cJSON_IsNull(child) && !(cJSON_IsString(child) && is_name(key))) {
            char *found = cJSON_PrintUnformatted(child);
            print_error("R does not know of %s.%s: %s\n", place, key, found);
            cJSON_free(found);
            left++;
        }
    }
    return left;
}

static void agrees_with_r_in_every_figure(void **state)
{
    (void)state;
    cJSON *reports[STUDY_COUNT];
    for (size_t i = 0; i < STUDY_COUNT; i++)
        reports[i] = report_on(study_names[i]);
    FILE *file = fopen(PAIR "expected.csv", "r");
    assert_non_null(file);
    char line[1024];
    assert_non_null(fgets(line, sizeof line, file));
    size_t count = 0;
    size_t wrong = 0;
    while (fgets(line, sizeof line, file)) {
        wrong += check_line(reports, line);
        count++;
    }
    fclose(file);
    assert_true(count > 10000);
    static const char *const parts[] = { "results", "linkage", "profile",
                                         "cross_linkage" };
    for (size_t i = 0; i < STUDY_COUNT; i++) {
        for (size_t part = 0; part < sizeof parts / sizeof *parts; part++)
            wrong +=
                count_left(cJSON_GetObjectItem(reports[i], parts[part]), parts[part]);
        cJSON_Delete(reports[i]);
    }
    assert_int_equal(wrong, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(agrees_with_r_in_every_figure),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
