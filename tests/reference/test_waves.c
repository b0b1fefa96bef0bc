/* Segments, changes, trends and the contrast of front line and back office, from CSV
   files to the report as JSON, against R on the same files (waves/make_waves.R). */
#include "base/buffer.h"
#include "support/test.h"

#include <symbar/symbar.h>

#include <cjson/cJSON.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FOLDER SOURCE_DIR "/tests/reference/waves/"

/* Nine significant digits; what is 0 but for rounding is smaller than this. */
#define TOLERANCE 1e-9
#define NOTHING 1e-12

enum { SECTION, PLACE, DIMENSION, WHO, FIGURE, KEY, VALUE, FIELD_COUNT };

static cJSON *report;

static bool append(void *context, const char *bytes, size_t byte_count)
{
    buffer_append(context, bytes, byte_count);
    return true;
}

static int write_report(void **state)
{
    (void)state;
    struct symbar_diagnostics *diagnostics = symbar_diagnostics_create();
    struct symbar_study *study = NULL;
    struct symbar_report *made = NULL;
    struct buffer text = { 0 };
    bool done = !symbar_study_load(FOLDER "symbar.json", NULL, &study, diagnostics) &&
                !symbar_run(study, &made, diagnostics) &&
                !symbar_report_write(made, "json", NULL, append, &text, diagnostics);
    if (done)
        report = cJSON_ParseWithLength(text.bytes, text.byte_count);
    buffer_release(&text);
    symbar_report_free(made);
    symbar_study_free(study);
    symbar_diagnostics_free(diagnostics);
    return report ? 0 : 1;
}

static int free_report(void **state)
{
    (void)state;
    cJSON_Delete(report);
    return 0;
}

static const char *text_of(const cJSON *object, const char *key)
{
    const char *text = cJSON_GetStringValue(cJSON_GetObjectItem(object, key));
    return text ? text : "";
}

/* "role/Desk/employees" for a segment, else the wave. */
static bool is_at(const cJSON *row, const char *section, const char *place)
{
    char full[200];
    if (strcmp(section, "changes") == 0)
        return strcmp(text_of(row, "to"), place) == 0;
    if (strcmp(section, "trends") == 0 || strcmp(section, "contrasts") == 0)
        return true;
    if (strcmp(text_of(row, "scope"), section) != 0)
        return false;
    if (strcmp(section, "wave") == 0)
        return strcmp(text_of(row, "wave"), place) == 0;
    snprintf(full, sizeof full, "%s/%s/%s", text_of(row, "segment_of"),
             text_of(row, "segment"), text_of(row, "segment_side"));
    return strcmp(full, place) == 0;
}

static const cJSON *find_row(char *const fields[FIELD_COUNT])
{
    const char *section = fields[SECTION];
    bool is_row = strcmp(section, "segment") == 0 || strcmp(section, "wave") == 0;
    const cJSON *row;
    cJSON_ArrayForEach(row, cJSON_GetObjectItem(report, is_row ? "results" : section))
    {
        if (strcmp(text_of(row, "dimension"), fields[DIMENSION]) == 0 &&
            is_at(row, section, fields[PLACE]))
            return row;
    }
    return NULL;
}

static void check_line(char *line)
{
    char *fields[FIELD_COUNT];
    char copy[400];
    line[strcspn(line, "\n")] = '\0';
    snprintf(copy, sizeof copy, "%s", line);
    for (int i = 0; i < FIELD_COUNT; i++) {
        char *bar = strchr(line, '|');
        assert_true((bar != NULL) == (i < FIELD_COUNT - 1));
        fields[i] = line;
        if (bar) {
            *bar = '\0';
            line = bar + 1;
        }
    }
    const cJSON *found = cJSON_GetObjectItem(find_row(fields), fields[WHO]);
    if (*fields[FIGURE])
        found = cJSON_GetObjectItem(found, fields[FIGURE]);
    found = cJSON_GetObjectItem(found, fields[KEY]);
    double expected = strtod(fields[VALUE], NULL);
    bool is_close =
        cJSON_IsNumber(found) &&
        fabs(found->valuedouble - expected) <= fmax(TOLERANCE * fabs(expected), NOTHING);
    if (!is_close)
        print_error("%s: symbar says %.17g\n", copy,
                    cJSON_IsNumber(found) ? found->valuedouble : NAN);
    assert_true(is_close);
}

static void says_what_r_says(void **state)
{
    (void)state;
    char line[400];
    size_t count = 0;
    FILE *file = fopen(FOLDER "expected.csv", "r");
    assert_non_null(file);
    assert_non_null(fgets(line, sizeof line, file));
    while (fgets(line, sizeof line, file)) {
        check_line(line);
        count++;
    }
    fclose(file);
    assert_int_equal(count, 620);
}

static int numbers_in(const cJSON *node)
{
    int count = cJSON_IsNumber(node);
    const cJSON *child;
    cJSON_ArrayForEach(child, node)
    {
        count += numbers_in(child);
    }
    return count;
}

/* Of changes and trends R knows every figure: four changes of two dimensions, three
   owners, two figures each of five numbers; trends have seven. */
static void says_nothing_that_r_does_not(void **state)
{
    (void)state;
    assert_int_equal(numbers_in(cJSON_GetObjectItem(report, "changes")),
                     4 * 2 * 3 * 2 * 5);
    assert_int_equal(numbers_in(cJSON_GetObjectItem(report, "trends")), 2 * 3 * 2 * 7);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(says_what_r_says),
        cmocka_unit_test(says_nothing_that_r_does_not),
    };
    return cmocka_run_group_tests(tests, write_report, free_report);
}
