/* The checks of a study: read whole, and refused where they make no sense. */
#include "study/study_read.h"
#include "support/quoted.h"
#include "support/test.h"

#include <stdlib.h>
#include <string.h>

#define STUDY(checks)                                                                    \
    "{'employees':{'files':['e']},'customers':{'files':['c']},"                          \
    "'scales':{'s':{'kind':'likert','min':1,'max':5}},"                                  \
    "'dimensions':[{'id':'listening','scale':'s','employees':'Q1'},"                     \
    "{'id':'tools','scale':'s','employees':'Q2'}],'checks':" checks "}"

static struct study *study;
static struct symbar_diagnostics *diagnostics;

static enum symbar_status parse(const char *single_quoted)
{
    char *text = quoted(single_quoted);
    enum symbar_status status =
        study_parse(text, strlen(text), "symbar.json", NULL, &study, diagnostics);
    free(text);
    return status;
}

static int set_up(void **state)
{
    (void)state;
    diagnostics = symbar_diagnostics_create();
    study = NULL;
    return diagnostics ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    study_free(study);
    symbar_diagnostics_free(diagnostics);
    return 0;
}

static void reads_every_key(void **state)
{
    (void)state;
    assert_int_equal(
        parse(STUDY("[{'id':'a','metric':'gap.index','scope':'unit','dimension':"
                    "['tools','listening'],'unit':'Lyon','when':'significant',"
                    "'inconclusive':'warn','fail':{'min':-3,'max':4},"
                    "'warn':{'min_change':-1.5},'against':'baseline'}]")),
        SYMBAR_OK);
    assert_int_equal(study->check_count, 1);
    const struct check *check = &study->checks[0];
    assert_string_equal(check->metric, "gap.index");
    assert_string_equal(check->pointer, "/checks/0");
    assert_int_equal(check->scope, CHECK_UNITS);
    assert_int_equal(check->dimensions.count, 2);
    assert_string_equal(check->dimensions.texts[1], "listening");
    assert_int_equal(check->places.count, 1);
    assert_string_equal(check->places.texts[0], "Lyon");
    assert_int_equal(check->when, WHEN_SIGNIFICANT);
    assert_int_equal(check->inconclusive, CHECK_WARN);
    assert_true(check->fail.given[BOUND_MIN] && check->fail.given[BOUND_MAX]);
    assert_false(check->fail.given[BOUND_ABS_MAX]);
    assert_close(check->fail.values[BOUND_MIN], -3, 0);
    assert_true(check->warn.given[BOUND_MIN_CHANGE]);
    assert_close(check->warn.values[BOUND_MIN_CHANGE], -1.5, 0);
    assert_true(check_needs_baseline(check));
}

static void fills_in_what_is_left_out(void **state)
{
    (void)state;
    assert_int_equal(parse(STUDY("[{'id':'a','metric':'employees.nps','abs_max':0,"
                                 "'dimension':'*'},"
                                 "{'id':'b','metric':'x','max':1,'unit':'*'}]")),
                     SYMBAR_OK);
    const struct check *check = &study->checks[0];
    assert_int_equal(check->scope, CHECK_OVERALL);
    assert_int_equal(check->dimensions.count, 0);
    assert_int_equal(check->when, WHEN_VALUE);
    assert_int_equal(check->inconclusive, CHECK_INCONCLUSIVE);
    assert_true(check->fail.given[BOUND_ABS_MAX]);
    assert_false(check_needs_baseline(check));
    assert_int_equal(study->checks[1].scope, CHECK_UNITS);
    assert_int_equal(study->checks[1].places.count, 0);
}

struct refusal {
    const char *check;
    const char *slug;
    const char *pointer;
    const char *message;
    const char *hint;
};

#define ONE(rest) STUDY("[{'id':'a','metric':'gap.index'," rest "}]")
#define NO_BOUND "give it one of min, max, abs_max, min_change, max_change"

static const struct refusal refusals[] = {
    { STUDY("[{'id':'a','metric':'gap.index'}]"), "check-bounds", "/checks/0",
      "this check has no bound", NO_BOUND },
    { STUDY("[{'metric':'gap.index','max':1}]"), "missing-key", "/checks/0",
      "'id' is missing", NULL },
    { STUDY("[{'id':'a','max':1}]"), "missing-key", "/checks/0", "'metric' is missing",
      NULL },
    { STUDY("[{'id':'a','metric':'m','max':1},{'id':'a','metric':'m','max':1}]"),
      "duplicate-id", "/checks/1/id", "two checks have the id 'a'", NULL },
    { STUDY("[1]"), "wrong-type", "/checks/0", "this must be an object, not a number",
      NULL },
    { ONE("'maximum':1,'max':1"), "unknown-key", "/checks/0/maximum",
      "unknown key 'maximum'",
      "one of id, metric, scope, dimension, unit, segment, wave, min, max, abs_max, "
      "min_change, "
      "max_change, fail, warn, when, against, inconclusive" },
    { ONE("'max':1,'abs_maxx':1"), "unknown-key", "/checks/0/abs_maxx",
      "unknown key 'abs_maxx'", "did you mean 'abs_max'?" },
    { ONE("'max':'1'"), "wrong-type", "/checks/0/max",
      "'max' must be a number, not a text", NULL },
    { ONE("'abs_max':-1"), "out-of-range", "/checks/0/abs_max",
      "'abs_max' must be at least 0 and at most 1000000000, not -1", NULL },
    { ONE("'min':2,'max':1"), "check-bounds", "/checks/0", "'min' is above 'max'", NULL },
    { ONE("'warn':{'min_change':2,'max_change':1}"), "check-bounds", "/checks/0/warn",
      "'min_change' is above 'max_change'", NULL },
    { ONE("'fail':{}"), "check-bounds", "/checks/0/fail", "'fail' has no bound", NULL },
    { ONE("'fail':{'low':1}"), "unknown-key", "/checks/0/fail/low", NULL, NULL },
    { ONE("'max':1,'fail':{'min':0}"), "check-bounds", "/checks/0",
      "bounds stand both in 'fail' and beside it",
      "bounds beside the other keys are those of 'fail'" },
    { ONE("'max':1,'dimension':'tool'"), "unknown-dimension", "/checks/0/dimension",
      "unknown dimension 'tool'", "did you mean 'tools'?" },
    { ONE("'max':1,'dimension':['tools','x']"), "unknown-dimension",
      "/checks/0/dimension/1", "unknown dimension 'x'", "one of listening, tools" },
    { ONE("'max':1,'dimension':[]"), "empty-list", "/checks/0/dimension",
      "'dimension' is empty", "\"*\" is every one" },
    { ONE("'max':1,'unit':3"), "wrong-type", "/checks/0/unit",
      "'unit' must be a name, a list of names or \"*\", not a number", NULL },
    { ONE("'max':1,'scope':'overall','unit':'Lyon'"), "check-scope", "/checks/0/unit",
      "'unit' in a check of scope 'overall'", "\"scope\": \"unit\" checks units" },
    { ONE("'max':1,'scope':'waves'"), "unknown-value", "/checks/0/scope",
      "unknown value 'waves'", NULL },
    { ONE("'max':1,'scope':'wave','segment':'Desk'"), "check-scope", "/checks/0/segment",
      "'segment' in a check of scope 'wave'", "\"scope\": \"segment\" checks segments" },
    { ONE("'max':1,'unit':'Lyon','wave':'latest'"), "check-scope", "/checks/0/wave",
      "'wave' in a check of scope 'unit'", "\"scope\": \"wave\" checks waves" },
    { ONE("'max':1,'when':'signifcant'"), "unknown-value", "/checks/0/when",
      "unknown value 'signifcant'", "did you mean 'significant'?" },
    { ONE("'max':1,'inconclusive':'ignore'"), "unknown-value", "/checks/0/inconclusive",
      "unknown value 'ignore'", NULL },
    { ONE("'max':1,'against':'baseline'"), "check-bounds", "/checks/0/against",
      "a check against the baseline needs 'min_change' or 'max_change'",
      "min, max and abs_max bound the figure itself" },
    { ONE("'max_change':1,'against':'last'"), "unknown-value", "/checks/0/against",
      "unknown value 'last'", NULL },
};

static void refuses_what_makes_no_sense(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++) {
        const struct refusal *expected = &refusals[i];
        assert_int_equal(parse(expected->check), SYMBAR_BAD_INPUT);
        const struct symbar_diagnostic *item = symbar_diagnostics_at(diagnostics, 0);
        assert_string_equal(item->id, expected->slug);
        assert_string_equal(item->pointer, expected->pointer);
        if (expected->message)
            assert_string_equal(item->message, expected->message);
        if (expected->hint)
            assert_string_equal(item->hint, expected->hint);
        symbar_diagnostics_free(diagnostics);
        diagnostics = symbar_diagnostics_create();
        assert_non_null(diagnostics);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(reads_every_key, set_up, tear_down),
        cmocka_unit_test_setup_teardown(fills_in_what_is_left_out, set_up, tear_down),
        cmocka_unit_test_setup_teardown(refuses_what_makes_no_sense, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
