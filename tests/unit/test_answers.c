#include "ingest/answers.h"
#include "support/test.h"

#include <string.h>

static const struct scale_label agree_labels[] = { { "Strongly disagree", 1 },
                                                   { "Disagree", 2 },
                                                   { "Neutral", 3 },
                                                   { "Agree", 4 },
                                                   { "Good", 4 },
                                                   { "Strongly agree", 5 },
                                                   { "Not sure", 3 } };
static const struct scale agree5 = {
    .id = "agree5", .min = 1, .max = 5, .labels = agree_labels, .label_count = 7
};
static const struct scale nps = { .id = "nps", .min = 0, .max = 10 };
static const struct scale percent = { .id = "percent", .min = 0, .max = 100 };
static const struct scale centred = { .id = "centred", .min = -2, .max = 2 };

static const char *const blanks[] = { "", " -99 " };
static const char *const unknown[] = { "98", "No opinion at all" };
static const struct side_study side = {
    .missing = { [MISSING_BLANK] = { blanks, 2 }, [MISSING_DONT_KNOW] = { unknown, 2 } },
};
static const struct missing_code platform_codes[] = { { "-77", MISSING_NOT_SHOWN },
                                                      { "-1", MISSING_REFUSED } };
static const struct export_facts platform = { .missing = platform_codes,
                                              .missing_count = 2 };

struct expectation {
    const struct scale *scale;
    char point;
    const char *cell;
    enum answer_problem problem;
    enum answer_state state;
    double code; /* or the kind of missing */
};

static struct reading read_cell(const struct scale *scale, char point, const char *cell)
{
    struct answer_rules rules;
    struct reading reading;
    assert_true(answer_rules_init(&rules, scale, &side));
    answer_rules_begin(&rules, point, &platform);
    assert_true(answer_read(&rules, span_of(cell), false, &reading));
    answer_rules_release(&rules);
    return reading;
}

static void assert_reading(const struct expectation *expected)
{
    struct reading reading = read_cell(expected->scale, expected->point, expected->cell);
    bool agrees =
        reading.problem == expected->problem && reading.answer.state == expected->state;
    if (agrees && reading.answer.state == ANSWER_CODE)
        agrees = reading.answer.code == expected->code;
    if (agrees && reading.answer.state == ANSWER_MISSING)
        agrees = reading.answer.missing == (enum missing_kind)expected->code;
    if (!agrees)
        print_error("'%s': problem %d, state %d, code %g, missing %d\n", expected->cell,
                    reading.problem, reading.answer.state, reading.answer.code,
                    reading.answer.missing);
    assert_true(agrees);
}

#define CODE(scale, cell, code)                                                          \
    {                                                                                    \
        &(scale), '.', cell, PROBLEM_NONE, ANSWER_CODE, code                             \
    }
#define MISSING(scale, cell, kind)                                                       \
    {                                                                                    \
        &(scale), '.', cell, PROBLEM_NONE, ANSWER_MISSING, kind                          \
    }
#define PROBLEM(scale, cell, problem)                                                    \
    {                                                                                    \
        &(scale), '.', cell, problem, ANSWER_MISSING, MISSING_INVALID                    \
    }
#define UNKNOWN(scale, cell)                                                             \
    {                                                                                    \
        &(scale), '.', cell, PROBLEM_UNKNOWN, ANSWER_UNKNOWN, 0                          \
    }

static void assert_all(const struct expectation *expectations, size_t count)
{
    for (size_t i = 0; i < count; i++)
        assert_reading(&expectations[i]);
}

#define ASSERT_ALL(...)                                                                  \
    do {                                                                                 \
        const struct expectation expectations[] = { __VA_ARGS__ };                       \
        assert_all(expectations, sizeof expectations / sizeof *expectations);            \
    } while (0)

static void reads_codes(void **state)
{
    (void)state;
    ASSERT_ALL(
        CODE(agree5, "4", 4), CODE(agree5, " 4 ", 4), CODE(agree5, "4.0", 4),
        CODE(agree5, "4.5", 4.5), CODE(agree5, "+4", 4), CODE(agree5, "04", 4),
        CODE(agree5,
             "\xc2\xa0"
             "4\xe2\x80\xaf",
             4),
        CODE(nps, "0", 0), CODE(centred, "-2", -2), CODE(agree5, "4/5", 4),
        CODE(agree5, "4 / 5", 4), CODE(percent, "85 %", 85), CODE(percent, "85%", 85),
        { &agree5, ',', "4,5", 0, ANSWER_CODE, 4.5 },
        PROBLEM(agree5, "6", PROBLEM_OUTSIDE), PROBLEM(agree5, "0", PROBLEM_OUTSIDE),
        PROBLEM(agree5, "-4", PROBLEM_OUTSIDE), PROBLEM(agree5, "5.01", PROBLEM_OUTSIDE),
        PROBLEM(agree5, "6/5", PROBLEM_OUTSIDE), UNKNOWN(agree5, "4/7"),
        UNKNOWN(agree5, "4,5"), UNKNOWN(nps, "85 %"), UNKNOWN(agree5, "4 5"),
        UNKNOWN(nps, "inf"), UNKNOWN(nps, "0x5"),
        { &agree5, ',', "4.5", PROBLEM_UNKNOWN, ANSWER_UNKNOWN, 0 });
}

static void reads_codes_with_text(void **state)
{
    (void)state;
    ASSERT_ALL(CODE(nps, "10 - Extremely likely", 10),
               CODE(nps, "0 \xe2\x80\x93 Not at all", 0), CODE(nps, "10: yes", 10),
               CODE(nps, "10=yes", 10), CODE(nps, "10) yes", 10), CODE(nps, "3.", 3),
               CODE(nps, "(5) Very good", 5), CODE(centred, "-2 - Worst", -2),
               CODE(agree5, "5 - Strongly agree", 5),
               PROBLEM(agree5, "6 - Best", PROBLEM_OUTSIDE),
               PROBLEM(agree5, "5 - Good", PROBLEM_CONTRADICTION),
               MISSING(agree5, "6 - Don't know", MISSING_DONT_KNOW),
               MISSING(nps, "9 = n/a", MISSING_NOT_APPLICABLE));
    /* What a spreadsheet makes of "6-7" and "1:2", and ranges and times. */
    ASSERT_ALL(UNKNOWN(nps, "6-7"), UNKNOWN(nps, "10:32"), UNKNOWN(nps, "6-Jul"),
               UNKNOWN(nps, "5-juin"), UNKNOWN(nps, "04-f\303\251vr."),
               UNKNOWN(nps, "6 - Okt"), UNKNOWN(nps, "3-MAY"), UNKNOWN(nps, "1-1-19"),
               UNKNOWN(nps, "2026-06-14"), UNKNOWN(nps, "5 stars"), UNKNOWN(nps, "- 5"));
}

static void reads_labels(void **state)
{
    (void)state;
    ASSERT_ALL(CODE(agree5, "Agree", 4), CODE(agree5, " strongly  AGREE. ", 5),
               CODE(agree5, "a. Agree", 4), CODE(agree5, "B) Disagree", 2),
               /* the scale's own label comes before the usual ways to say nothing */
               CODE(agree5, "Not sure", 3), MISSING(nps, "Not sure", MISSING_DONT_KNOW),
               UNKNOWN(agree5, "Rather agree"), UNKNOWN(nps, "Agree"));
}

static void reads_missing(void **state)
{
    (void)state;
    ASSERT_ALL(
        MISSING(agree5, "", MISSING_BLANK), MISSING(agree5, "  ", MISSING_BLANK),
        MISSING(agree5, "-99", MISSING_BLANK), MISSING(nps, "98", MISSING_DONT_KNOW),
        MISSING(agree5, " No opinion at all", MISSING_DONT_KNOW),
        MISSING(agree5, "N/A", MISSING_NOT_APPLICABLE),
        MISSING(agree5, "Don\xe2\x80\x99t know", MISSING_DONT_KNOW),
        MISSING(agree5, "Keine Angabe", MISSING_REFUSED),
        MISSING(agree5, "k.A.", MISSING_REFUSED),
        MISSING(agree5, "Wei\xc3\x9f nicht", MISSING_DONT_KNOW),
        MISSING(agree5,
                "Ne s\xe2\x80\x99"
                "applique pas",
                MISSING_NOT_APPLICABLE),
        MISSING(agree5, "-", MISSING_BLANK), MISSING(agree5, "NaN", MISSING_BLANK),
        MISSING(agree5, "#N/A", MISSING_BLANK), PROBLEM(agree5, "99", PROBLEM_OUTSIDE),
        PROBLEM(agree5, "-8", PROBLEM_OUTSIDE));
    /* The side's own texts are exact. */
    ASSERT_ALL(UNKNOWN(agree5, "no opinion AT all"));
}

static void reads_the_platforms_codes_unless_the_scale_has_them(void **state)
{
    (void)state;
    ASSERT_ALL(MISSING(agree5, "-77", MISSING_NOT_SHOWN),
               MISSING(agree5, "-1", MISSING_REFUSED), CODE(centred, "-1", -1));
}

static void tells_blank_from_not_shown(void **state)
{
    (void)state;
    struct answer_rules rules;
    struct reading reading;
    const struct export_facts facts = { .unquoted_empty_is_not_shown = true };
    assert_true(answer_rules_init(&rules, &agree5, &side));
    answer_rules_begin(&rules, '.', &facts);
    assert_true(answer_read(&rules, span_of(""), true, &reading));
    assert_int_equal(reading.answer.missing, MISSING_NOT_SHOWN);
    assert_true(answer_read(&rules, span_of(""), false, &reading));
    assert_int_equal(reading.answer.missing, MISSING_BLANK);
    answer_rules_begin(&rules, '.', &platform);
    assert_true(answer_read(&rules, span_of(""), true, &reading));
    assert_int_equal(reading.answer.missing, MISSING_BLANK);
    answer_rules_release(&rules);
}

static void keeps_what_contradicts(void **state)
{
    (void)state;
    struct reading reading = read_cell(&agree5, '.', "5 - Good");
    assert_close(reading.number, 5, 0);
    assert_close(reading.label_code, 4, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_codes),
        cmocka_unit_test(reads_codes_with_text),
        cmocka_unit_test(reads_labels),
        cmocka_unit_test(reads_missing),
        cmocka_unit_test(reads_the_platforms_codes_unless_the_scale_has_them),
        cmocka_unit_test(tells_blank_from_not_shown),
        cmocka_unit_test(keeps_what_contradicts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
