/* The reference pair, from its CSV files to the report as JSON, through the public API:
   every figure of it is what R says of the same files (pair/README.md), and there is no
   figure that R does not know. */
#include "support/expected.h"
#include "support/test.h"

#include <stdio.h>
#include <string.h>

#define PAIR SOURCE_DIR "/tests/reference/pair/"

static const char *const study_names[] = { "study", "study-bh", "study-few" };
enum { STUDY_COUNT = sizeof study_names / sizeof *study_names };

static cJSON *report_on(const char *study_name)
{
    char path[512];
    snprintf(path, sizeof path, PAIR "%s.json", study_name);
    return expected_report(path);
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
    struct expected_study studies[STUDY_COUNT];
    for (size_t i = 0; i < STUDY_COUNT; i++)
        studies[i] = (struct expected_study){ study_names[i], report_on(study_names[i]) };
    FILE *file = fopen(PAIR "expected.csv", "r");
    assert_non_null(file);
    char line[1024];
    assert_non_null(fgets(line, sizeof line, file));
    size_t count = 0;
    size_t wrong = 0;
    while (fgets(line, sizeof line, file)) {
        wrong += expected_check(studies, STUDY_COUNT, line);
        count++;
    }
    fclose(file);
    assert_true(count > 10000);
    static const char *const parts[] = { "results", "linkage", "profile",
                                         "cross_linkage" };
    for (size_t i = 0; i < STUDY_COUNT; i++) {
        for (size_t part = 0; part < sizeof parts / sizeof *parts; part++)
            wrong += count_left(cJSON_GetObjectItem(studies[i].report, parts[part]),
                                parts[part]);
        cJSON_Delete(studies[i].report);
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
