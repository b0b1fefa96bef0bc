#include "support/expected.h"

#include "base/buffer.h"
#include "support/test.h"

#include <symbar/symbar.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Nine significant digits; what is 0 but for rounding is smaller than this. */
#define TOLERANCE 1e-9
#define NOTHING 1e-12

static bool append(void *context, const char *bytes, size_t byte_count)
{
    buffer_append(context, bytes, byte_count);
    return true;
}

cJSON *expected_report(const char *path)
{
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

size_t expected_check(const struct expected_study *studies, size_t count, char *line)
{
    char *fields[FIELD_COUNT];
    char shown[1024];
    snprintf(shown, sizeof shown, "%.*s", (int)strcspn(line, "\n"), line);
    split(line, fields);
    cJSON *row = NULL;
    for (size_t i = 0; i < count; i++)
        if (strcmp(studies[i].name, fields[STUDY]) == 0)
            row = find_row(studies[i].report, fields);
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
