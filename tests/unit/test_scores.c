#include "ingest/scores.h"
#include "support/test.h"

static const struct scale one_to_five = { .kind = SCALE_LIKERT, .min = 1, .max = 5 };
static const struct scale one_to_seven = { .kind = SCALE_LIKERT, .min = 1, .max = 7 };
static const struct scale zero_to_ten = { .kind = SCALE_LIKERT, .min = 0, .max = 10 };
static const struct scale minus_to_plus = { .kind = SCALE_LIKERT, .min = -2, .max = 2 };
static const struct scale halves = { .kind = SCALE_LIKERT, .min = 0.5, .max = 5 };

static struct answer code(double value)
{
    return (struct answer){ .state = ANSWER_CODE, .code = value };
}

static struct answer missing(enum missing_kind kind)
{
    return (struct answer){ .state = ANSWER_MISSING, .missing = kind };
}

static double level_of(const struct question *question, const struct answer *answers)
{
    double level = -1;
    enum missing_kind kind;
    assert_true(score_question(question, answers, &level, &kind));
    return level;
}

static enum missing_kind kind_of(const struct question *question,
                                 const struct answer *answers)
{
    double level;
    enum missing_kind kind = MISSING_COUNT;
    assert_false(score_question(question, answers, &level, &kind));
    return kind;
}

/* Exact comparisons on purpose: that equal scores are equal doubles is the law. */
#define assert_same(actual, expected) assert_true((actual) == (expected))

static void takes_one_item_as_it_is(void **state)
{
    (void)state;
    struct item item = { .scale = &one_to_five };
    const struct question question = { &item, 1, 1 };
    assert_same(level_of(&question, (struct answer[]){ code(4) }), 4);
    assert_same(level_of(&question, (struct answer[]){ code(4.1) }), 4.1);
    item.reverse = true;
    assert_same(level_of(&question, (struct answer[]){ code(4) }), 2);
    assert_same(level_of(&question, (struct answer[]){ code(4.1) }), 1.9);
    assert_same(level_of(&question, (struct answer[]){ code(1) }), 5);
    item.scale = &minus_to_plus;
    assert_same(level_of(&question, (struct answer[]){ code(-1.5) }), 1.5);
    item.scale = &halves;
    assert_same(level_of(&question, (struct answer[]){ code(0.5) }), 5);
    assert_same(level_of(&question, (struct answer[]){ code(3) }), 2.5);
}

static void averages_items_of_one_range(void **state)
{
    (void)state;
    const struct item items[] = { { .scale = &one_to_five },
                                  { .scale = &one_to_five, .reverse = true },
                                  { .scale = &one_to_five } };
    const struct question question = { items, 3, 2 };
    assert_same(level_of(&question, (struct answer[]){ code(5), code(2), code(4) }),
                13.0 / 3);
    assert_same(level_of(&question, (struct answer[]){ code(5), missing(0), code(4) }),
                4.5);
    assert_same(level_of(&question, (struct answer[]){ code(1), code(5), code(1) }), 1);
    /* 0.1 + 0.2 in answers: the mean of 1.1, 1.2 and 1.3 is 1.2 and nothing near it */
    assert_same(level_of(&question, (struct answer[]){ code(1.1), code(4.8), code(1.3) }),
                1.2);
}

static void averages_items_of_several_ranges(void **state)
{
    (void)state;
    const struct item items[] = { { .scale = &one_to_five },
                                  { .scale = &one_to_seven },
                                  { .scale = &zero_to_ten, .reverse = true } };
    const struct question question = { items, 3, 1 };
    /* (50 + 50 + 50) / 3, (75 + 100/6 + 30) / 3 */
    assert_same(level_of(&question, (struct answer[]){ code(3), code(4), code(5) }), 50);
    assert_same(level_of(&question, (struct answer[]){ code(4), code(2), code(7) }),
                730.0 / 18);
    assert_same(level_of(&question, (struct answer[]){ missing(0), code(2), missing(0) }),
                100.0 / 6);
    assert_same(level_of(&question, (struct answer[]){ code(5), code(7), code(0) }), 100);
    assert_same(level_of(&question, (struct answer[]){ code(1), code(1), code(10) }), 0);
}

/* Two ways to the same score meet in the same double. */
static void gives_equal_scores_equal_levels(void **state)
{
    (void)state;
    const struct item items[] = { { .scale = &one_to_seven },
                                  { .scale = &one_to_seven },
                                  { .scale = &one_to_five } };
    const struct question question = { items, 3, 1 };
    double first = level_of(&question, (struct answer[]){ code(2), code(5), code(3) });
    double second = level_of(&question, (struct answer[]){ code(5), code(2), code(3) });
    double third = level_of(&question, (struct answer[]){ code(3), code(4), code(3) });
    assert_same(first, second);
    assert_same(first, third);
}

static void takes_answers_of_any_precision(void **state)
{
    (void)state;
    const struct item items[] = { { .scale = &zero_to_ten }, { .scale = &one_to_five } };
    const struct question question = { items, 2, 2 };
    double level =
        level_of(&question, (struct answer[]){ code(10.0 / 3), code(1 + 4.0 / 3) });
    assert_close(level, 100.0 / 3, 1e-11);
}

static void names_the_kind_of_missing(void **state)
{
    (void)state;
    const struct item items[] = { { .scale = &one_to_five },
                                  { .scale = &one_to_five },
                                  { .scale = &one_to_five } };
    const struct question question = { items, 3, 2 };
    const struct answer skipped = missing(MISSING_NOT_SHOWN);
    const struct answer refused = missing(MISSING_REFUSED);
    const struct answer blank = missing(MISSING_BLANK);
    const struct answer invalid = missing(MISSING_INVALID);
    assert_int_equal(kind_of(&question, (struct answer[]){ skipped, skipped, skipped }),
                     MISSING_NOT_SHOWN);
    assert_int_equal(kind_of(&question, (struct answer[]){ code(3), refused, refused }),
                     MISSING_REFUSED);
    assert_int_equal(kind_of(&question, (struct answer[]){ refused, blank, code(5) }),
                     MISSING_BLANK);
    assert_int_equal(kind_of(&question, (struct answer[]){ blank, invalid, code(5) }),
                     MISSING_INVALID);
    assert_same(level_of(&question, (struct answer[]){ code(3), invalid, code(4) }), 3.5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(takes_one_item_as_it_is),
        cmocka_unit_test(averages_items_of_one_range),
        cmocka_unit_test(averages_items_of_several_ranges),
        cmocka_unit_test(gives_equal_scores_equal_levels),
        cmocka_unit_test(takes_answers_of_any_precision),
        cmocka_unit_test(names_the_kind_of_missing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
