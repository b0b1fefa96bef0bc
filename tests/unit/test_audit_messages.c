/* Which diagnostics of a report tell something of a unit that it hides. */
#include "analysis/row_figures.h"
#include "base/memory.h"
#include "judge/audit_model.h"
#include "support/test.h"

#include <string.h>

/* Lyon is hidden among employees, Nice is not; both in the one dimension. */
struct scene {
    struct audit audit;
    struct report_file file;
    struct report_dimension dimension;
    struct result_row rows[2];
    struct report_message message;
    struct audit_division division;
    struct audit_model model;
    struct audit_work work;
    struct map units;
};

static size_t findings_in(const char *text)
{
    struct scene scene = {
        .dimension = { .id = "listening" },
        .rows = { { .scope = SCOPE_UNIT, .unit = "Lyon" },
                  { .scope = SCOPE_UNIT, .unit = "Nice" } },
        .message = { .id = "some-id", .text = text },
        .division = { .scope = SCOPE_UNIT },
    };
    for (size_t r = 0; r < 2; r++) {
        for (int side = 0; side < SIDE_COUNT; side++)
            scene.rows[r].sides[side] = side_of_nobody(false, false);
        scene.rows[r].gap = gap_without_figures(CELL_OK, false, false);
    }
    scene.rows[0].sides[SIDE_EMPLOYEES] = side_hidden(REASON_PRIMARY, false, false);
    scene.file.dimensions = &scene.dimension;
    scene.file.dimension_count = 1;
    scene.file.rows = scene.rows;
    scene.file.row_count = 2;
    scene.file.messages = &scene.message;
    scene.file.message_count = 1;
    assert_true(audit_model_name_units(&scene.file, &scene.division, &scene.units));
    assert_true(audit_model_init(&scene.model, &scene.file, &scene.file, &scene.division,
                                 &scene.units, &scene.audit.arena));
    scene.work.audit = &scene.audit;
    scene.work.model = &scene.model;
    audit_attack_messages(&scene.work);
    size_t count = scene.audit.finding_count;
    assert_false(scene.audit.failed);
    assert_int_equal(scene.audit.counts[ATTACK_MESSAGES].tried, 1);
    assert_int_equal(scene.audit.counts[ATTACK_MESSAGES].broken, count);
    if (count) {
        assert_string_equal(scene.audit.findings[0].cell, "diagnostics");
        assert_non_null(strstr(scene.audit.findings[0].sum, "[some-id]"));
        assert_non_null(strstr(scene.audit.findings[0].sum, text));
    }
    map_release(&scene.units);
    arena_release(&scene.audit.arena);
    memory_free(scene.audit.findings);
    return count;
}

static void finds_a_count_at_a_hidden_unit(void **state)
{
    (void)state;
    assert_int_equal(findings_in("unit 'Lyon' has 2 answers off the scale"), 1);
    assert_int_equal(findings_in("3 answers are off the scale in unit 'Lyon'"), 1);
    assert_int_equal(findings_in("employees: unit 'Lyon': 1 blank"), 1);
}

static void passes_what_counts_nothing(void **state)
{
    (void)state;
    assert_int_equal(findings_in("unit 'Lyon' is on one side only"), 0);
    assert_int_equal(findings_in("unit 'Lyon' may be 'Lyon 9'"), 0); /* a name */
}

static void passes_what_is_of_no_hidden_unit(void **state)
{
    (void)state;
    assert_int_equal(findings_in("unit 'Nice' has 2 answers off the scale"), 0);
    assert_int_equal(findings_in("unit 'Tours' has 2 answers off the scale"), 0);
    assert_int_equal(findings_in("column 'Lyon' has 2 answers off the scale"), 0);
    assert_int_equal(findings_in("2 answers are off the scale"), 0);
    assert_int_equal(findings_in("unit 'Lyon has 2 answers"), 0); /* no end of the name */
    assert_int_equal(findings_in(""), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_a_count_at_a_hidden_unit),
        cmocka_unit_test(passes_what_counts_nothing),
        cmocka_unit_test(passes_what_is_of_no_hidden_unit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
