/* Weights and designs, from CSV files to the report as JSON: every figure is what R's
   survey package says of the same files (weights/README.md), and what has no weighted
   form is not there. */
#include "support/expected.h"
#include "support/test.h"

#include <stdio.h>
#include <string.h>

#define WEIGHTS SOURCE_DIR "/tests/reference/weights/"

static const char *const study_names[] = {
    "none", "strata", "clusters", "population", "population-strata", "poststrata", "raked"
};
enum { STUDY_COUNT = sizeof study_names / sizeof *study_names };

static cJSON *report_on(const char *study_name)
{
    char path[512];
    snprintf(path, sizeof path, WEIGHTS "study-%s.json", study_name);
    return expected_report(path);
}

static void set_up(struct expected_study studies[STUDY_COUNT])
{
    for (size_t i = 0; i < STUDY_COUNT; i++)
        studies[i] = (struct expected_study){ study_names[i], report_on(study_names[i]) };
}

static void tear_down(struct expected_study studies[STUDY_COUNT])
{
    for (size_t i = 0; i < STUDY_COUNT; i++)
        cJSON_Delete(studies[i].report);
}

static void agrees_with_r(void **state)
{
    (void)state;
    struct expected_study studies[STUDY_COUNT];
    set_up(studies);
    FILE *file = fopen(WEIGHTS "expected.csv", "r");
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
    tear_down(studies);
    assert_true(count > 1500);
    assert_int_equal(wrong, 0);
}

static cJSON *first_row(const struct expected_study *study)
{
    return cJSON_GetArrayItem(cJSON_GetObjectItem(study->report, "results"), 0);
}

/* Ranks have no weighted form here: all pairs would have to count differently. */
static void has_no_ranks_of_weighted_answers(void **state)
{
    (void)state;
    struct expected_study studies[STUDY_COUNT];
    set_up(studies);
    for (size_t i = 0; i < STUDY_COUNT; i++) {
        const cJSON *gap = cJSON_GetObjectItem(first_row(&studies[i]), "gap");
        const cJSON *delta = cJSON_GetObjectItem(gap, "cliffs_delta");
        const cJSON *ranks = cJSON_GetObjectItem(gap, "mann_whitney");
        assert_true(cJSON_IsNull(cJSON_GetObjectItem(delta, "value")));
        assert_true(cJSON_IsNull(cJSON_GetObjectItem(ranks, "p")));
        assert_true(cJSON_IsNumber(cJSON_GetObjectItem(gap, "hedges_g")));
    }
    tear_down(studies);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(agrees_with_r),
        cmocka_unit_test(has_no_ranks_of_weighted_answers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
