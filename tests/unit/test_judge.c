/* Bounds to the letter, JUnit's XML of hostile names, and what happens when memory is
   short. */
#include "base/buffer.h"
#include "base/memory.h"
#include "judge/bound.h"
#include "judge/checks.h"
#include "judge/compare.h"
#include "judge/format.h"
#include "support/results.h"
#include "support/test.h"

#include <string.h>

static struct estimate estimate(double value, double low, double high)
{
    return (struct estimate){ available(value), available(low), available(high) };
}

static void bounds_mean_what_they_say(void **state)
{
    (void)state;
    static const struct {
        enum check_bound bound;
        double limit;
        double value, low, high;
        bool breaches[3]; /* by value, significant, noninferior */
    } cases[] = {
        { BOUND_MAX, 15, 15, 10, 20, { false, false, true } },
        { BOUND_MAX, 15, 15.01, 10, 20, { true, false, true } },
        { BOUND_MAX, 15, 17, 15.01, 20, { true, true, true } },
        { BOUND_MAX, 15, 12, 10, 15, { false, false, false } },
        { BOUND_MIN, -5, -7, -9, -5.01, { true, true, true } },
        { BOUND_MIN, -5, -7, -9, -5, { true, false, true } },
        { BOUND_MIN_CHANGE, -5, -1, -5, 3, { false, false, false } },
        { BOUND_MIN_CHANGE, -5, -1, -5.01, 3, { false, false, true } },
        { BOUND_MAX_CHANGE, 0, 2, 0.01, 4, { true, true, true } },
        { BOUND_ABS_MAX, 15, -17, -20, -15.01, { true, true, true } },
        { BOUND_ABS_MAX, 15, -17, -20, -14, { true, false, true } },
        { BOUND_ABS_MAX, 15, 0, -20, 20, { false, false, true } },
        { BOUND_ABS_MAX, 0, 0, 0, 0, { false, false, false } },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct estimate figure = estimate(cases[i].value, cases[i].low, cases[i].high);
        for (int when = WHEN_VALUE; when <= WHEN_NONINFERIOR; when++)
            assert_int_equal(bound_breach(cases[i].bound, cases[i].limit,
                                          (enum check_when)when, &figure),
                             cases[i].breaches[when] ? BREACH_YES : BREACH_NO);
    }
    struct estimate bare = { .value = available(3) };
    assert_int_equal(bound_breach(BOUND_MAX, 1, WHEN_VALUE, &bare), BREACH_YES);
    assert_int_equal(bound_breach(BOUND_MAX, 1, WHEN_SIGNIFICANT, &bare), BREACH_UNKNOWN);
    struct estimate nothing = { .value = { .available = false } };
    assert_int_equal(bound_breach(BOUND_MAX, 1, WHEN_VALUE, &nothing), BREACH_UNKNOWN);
}

/* -- a report to judge ------------------------------------------------------------------
 */

static struct report_file *read_fixture(void)
{
    struct fixture fixture;
    struct buffer json = { 0 };
    struct report_file *file = NULL;
    const struct report_style style = { .width = 80 };
    fixture_init(&fixture);
    assert_int_equal(report_format_json.write(&fixture.report, &style,
                                              sink_to_buffer(&json), fixture.diagnostics),
                     SYMBAR_OK);
    assert_int_equal(report_file_parse(json.bytes, json.byte_count, "r.json", &file,
                                       fixture.diagnostics),
                     SYMBAR_OK);
    buffer_release(&json);
    fixture_release(&fixture);
    return file;
}

static const struct check rules[] = {
    { .id = "a<\x01&\"'\xff",
      .metric = "gap.index",
      .fail = { { [BOUND_ABS_MAX] = true }, { [BOUND_ABS_MAX] = 5 } },
      .inconclusive = CHECK_INCONCLUSIVE,
      .pointer = "/checks/0" },
    { .id = "b",
      .metric = "employees.index",
      .scope = CHECK_UNITS,
      .warn = { { [BOUND_MIN] = true }, { [BOUND_MIN] = 101 } },
      .inconclusive = CHECK_INCONCLUSIVE,
      .pointer = "/checks/1" },
    { .id = "c",
      .metric = "gap.index",
      .fail = { { [BOUND_MAX_CHANGE] = true }, { [BOUND_MAX_CHANGE] = 0 } },
      .when = WHEN_SIGNIFICANT,
      .inconclusive = CHECK_INCONCLUSIVE,
      .pointer = "/checks/2" },
};
static const struct study study = { .title = "T", .checks = rules, .check_count = 3 };

static struct checks *judge(const struct report_file *file)
{
    struct checks *checks = NULL;
    struct symbar_diagnostics *diagnostics = symbar_diagnostics_create();
    assert_int_equal(checks_judge(&study, file, file, &checks, diagnostics), SYMBAR_OK);
    symbar_diagnostics_free(diagnostics);
    return checks;
}

static void a_check_is_as_good_as_its_worst_row(void **state)
{
    (void)state;
    struct report_file *file = read_fixture();
    struct checks *checks = judge(file);
    assert_int_equal(checks->summary_count, 3);
    assert_int_equal(checks->summaries[0].verdict, CHECK_FAIL);
    assert_int_equal(checks->summaries[1].verdict, CHECK_INCONCLUSIVE);
    assert_int_equal(checks->summaries[2].verdict, CHECK_PASS);
    assert_int_equal(checks->verdict, CHECK_FAIL);
    assert_int_equal(checks_status(checks), SYMBAR_CHECK_FAILED);
    for (size_t i = 0; i < checks->summary_count; i++) {
        const struct check_summary *summary = &checks->summaries[i];
        size_t sum = 0;
        for (int verdict = 0; verdict < CHECK_VERDICT_COUNT; verdict++)
            sum += summary->verdict_counts[verdict];
        assert_int_equal(sum, summary->count);
    }
    checks_free(checks);
    report_file_free(file);
}

static void junit_is_xml_whatever_the_names(void **state)
{
    (void)state;
    struct report_file *file = read_fixture();
    struct checks *checks = judge(file);
    struct buffer xml = { 0 };
    /* two rows that would have the same name */
    assert_true(checks->row_count >= 2);
    checks->rows[1] = checks->rows[0];
    assert_int_equal(write_junit(checks, sink_to_buffer(&xml), NULL), SYMBAR_OK);
    assert_null(strchr(xml.bytes, '\x01'));
    assert_null(strchr(xml.bytes, '\xff'));
    assert_non_null(strstr(xml.bytes, "a&#60;\xef\xbf\xbd&#38;&#34;&#39;\xef\xbf\xbd"));
    assert_non_null(strstr(xml.bytes, " / recommend\""));
    assert_non_null(strstr(xml.bytes, " / recommend (2)\""));
    buffer_release(&xml);
    checks_free(checks);
    report_file_free(file);
}

/* Everything that can be short of memory, with one allocation more each time. */
static void copes_with_short_memory(void **state)
{
    (void)state;
    struct report_file *file = read_fixture();
    const struct report_style style = { .width = 80 };
    size_t count;
    const struct judge_format *const *formats = judge_formats(&count);
    bool is_done = false;
    for (long successes = 0; !is_done; successes++) {
        struct symbar_diagnostics *diagnostics = symbar_diagnostics_create();
        struct checks *checks = NULL;
        struct comparison *comparison = NULL;
        enum symbar_status status;
        struct buffer out = { 0 };
        memory_fail_after(successes);
        status = checks_judge(&study, file, file, &checks, diagnostics);
        if (!status)
            status = reports_compare(file, file, &comparison, diagnostics);
        for (size_t i = 0; i < count && !status; i++) {
            status = formats[i]->write_checks(checks, &style, sink_to_buffer(&out),
                                              diagnostics);
            if (!status)
                status = formats[i]->write_comparison(comparison, &style,
                                                      sink_to_buffer(&out), diagnostics);
        }
        if (!status)
            status = write_junit(checks, sink_to_buffer(&out), diagnostics);
        memory_fail_after(-1);
        is_done = status == SYMBAR_OK;
        if (!is_done && status != SYMBAR_CANNOT_WRITE)
            assert_int_equal(status, SYMBAR_NO_MEMORY);
        buffer_release(&out);
        comparison_free(comparison);
        checks_free(checks);
        symbar_diagnostics_free(diagnostics);
        assert_true(successes < 100000);
    }
    report_file_free(file);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bounds_mean_what_they_say),
        cmocka_unit_test(a_check_is_as_good_as_its_worst_row),
        cmocka_unit_test(junit_is_xml_whatever_the_names),
        cmocka_unit_test(copes_with_short_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
