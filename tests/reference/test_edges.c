/* What a plain study does not have, from CSV files to the report as JSON: every figure is
   what R says of the same files (edges/README.md). */
#include "support/expected.h"
#include "support/test.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define EDGES SOURCE_DIR "/tests/reference/edges/"
#define TOLERANCE 1e-9

static const char *const study_names[] = { "strata",        "strata-apart", "clusters",
                                           "strata-equal",  "nested",       "waves",
                                           "waves-clusters" };
enum { STUDY_COUNT = sizeof study_names / sizeof *study_names };

/* What a JSON pointer without escapes leads to. */
static const cJSON *find(const cJSON *node, char *pointer)
{
    for (char *name = strtok(pointer, "/"); node && name; name = strtok(NULL, "/"))
        node = cJSON_IsArray(node) ? cJSON_GetArrayItem(node, atoi(name))
                                   : cJSON_GetObjectItem(node, name);
    return node;
}

static bool is_right(const cJSON *figure, const char *value)
{
    char *end;
    double expected = strtod(value, &end);
    if (strcmp(value, "null") == 0)
        return cJSON_IsNull(figure);
    if (*end)
        return cJSON_IsString(figure) && strcmp(figure->valuestring, value) == 0;
    return cJSON_IsNumber(figure) &&
           fabs(figure->valuedouble - expected) <= TOLERANCE * fabs(expected);
}

/* Whether a line "study|pointer|value" is right. */
static bool check(cJSON *const reports[STUDY_COUNT], char *line)
{
    char shown[256];
    snprintf(shown, sizeof shown, "%s", line);
    char *pointer = strchr(line, '|');
    assert_non_null(pointer);
    *pointer++ = '\0';
    char *value = strchr(pointer, '|');
    assert_non_null(value);
    *value++ = '\0';
    for (size_t i = 0; i < STUDY_COUNT; i++) {
        if (strcmp(study_names[i], line) != 0)
            continue;
        const cJSON *figure = find(reports[i], pointer);
        if (is_right(figure, value))
            return true;
        char *found = figure ? cJSON_PrintUnformatted(figure) : NULL;
        print_error("%s but the report says %s\n", shown, found ? found : "nothing");
        cJSON_free(found);
        return false;
    }
    fail_msg("no study '%s'", line);
    return false;
}

static void agrees_with_r(void **state)
{
    (void)state;
    cJSON *reports[STUDY_COUNT];
    char line[256];
    size_t count = 0;
    size_t wrong = 0;
    for (size_t i = 0; i < STUDY_COUNT; i++) {
        snprintf(line, sizeof line, EDGES "%s.json", study_names[i]);
        reports[i] = expected_report(line);
    }
    FILE *file = fopen(EDGES "expected.csv", "r");
    assert_non_null(file);
    assert_non_null(fgets(line, sizeof line, file));
    while (fgets(line, sizeof line, file)) {
        line[strcspn(line, "\n")] = '\0';
        wrong += !check(reports, line);
        count++;
    }
    fclose(file);
    for (size_t i = 0; i < STUDY_COUNT; i++)
        cJSON_Delete(reports[i]);
    assert_true(count > 15);
    assert_int_equal(wrong, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(agrees_with_r),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
