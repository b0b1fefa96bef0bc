#include "ingest/score_counts.h"
#include "support/test.h"

#include <math.h>

static const struct scale five = { .min = 1, .max = 5 };

static const struct item items[] = { { .scale = &five },
                                     { .scale = &five },
                                     { .scale = &five, .reverse = true } };

/* One item, none, and three of which two are to be answered. */
static const struct dimension dimensions[] = {
    { .questions = { { .items = items, .item_count = 1, .min_items = 1 } } },
    { .questions = { { .item_count = 0 } } },
    { .questions = { { .items = items, .item_count = 3, .min_items = 2 } } },
};

static const struct study study = { .dimensions = dimensions, .dimension_count = 3 };

static struct answer code(double value)
{
    return (struct answer){ .state = ANSWER_CODE, .code = value };
}

static struct answer none(enum missing_kind kind)
{
    return (struct answer){ .state = ANSWER_MISSING, .missing = kind };
}

static void combinations_that_score_the_same_are_one_class(void **state)
{
    (void)state;
    struct score_counts counts;
    assert_true(score_counts_init(&counts, &study, SIDE_EMPLOYEES, false));
    assert_int_equal(counts.question_count, 2);
    const ptrdiff_t texts[] = { 0, 1, 2 };
    const ptrdiff_t others[] = { 1, 0, 2 };
    /* (2 + 4 + 6 - 3) / 3, and the same with 4 and 2 in turn */
    const struct answer answers[] = { code(2), code(4), code(3) };
    const struct answer turned[] = { code(4), code(2), code(3) };
    assert_int_equal(score_counts_recall(&counts, 2, texts), SCORE_NO_CLASS);
    size_t found = score_counts_learn(&counts, 2, texts, answers);
    assert_int_not_equal(found, SCORE_NO_CLASS);
    assert_int_equal(score_counts_recall(&counts, 2, texts), found);
    assert_int_equal(score_counts_recall(&counts, 2, others), SCORE_NO_CLASS);
    assert_int_equal(score_counts_learn(&counts, 2, others, turned), found);
    assert_close(counts.classes[found].level, 3, 1e-15);
    assert_int_equal(counts.classes[found].dimension, 2);
    score_counts_release(&counts);
}

static void reasons_for_no_score_are_classes(void **state)
{
    (void)state;
    struct score_counts counts;
    assert_true(score_counts_init(&counts, &study, SIDE_EMPLOYEES, false));
    const ptrdiff_t first = 0;
    const ptrdiff_t second = 1;
    const struct answer blank = none(MISSING_BLANK);
    const struct answer refused = none(MISSING_REFUSED);
    size_t one = score_counts_learn(&counts, 0, &first, &blank);
    size_t other = score_counts_learn(&counts, 0, &second, &refused);
    assert_int_not_equal(one, other);
    assert_true(isnan(counts.classes[one].level));
    assert_int_equal(counts.classes[other].missing, MISSING_REFUSED);
    score_counts_release(&counts);
}

/* Twice as many respondents as may wait, of more crowds than there is room for at
   first. */
static void counts_and_weighs_them(void **state)
{
    (void)state;
    enum { PEOPLE = 2 * SCORE_MOST_WAITING + 5, CROWD = 40 };
    struct score_counts counts;
    struct weight_sums weight = { { 0, 0 }, { 0, 0 } };
    const struct weight_sums *weights;
    const ptrdiff_t texts[] = { 0, 0, 0 };
    const struct answer answers[] = { code(5), code(5), code(1) };
    assert_true(score_counts_init(&counts, &study, SIDE_EMPLOYEES, true));
    weight_sums_add(&weight, WEIGHT_PARTS / 2, 1);
    uint32_t classes[] = { (uint32_t)score_counts_learn(&counts, 0, texts, answers),
                           (uint32_t)score_counts_learn(&counts, 2, texts, answers) };
    assert_true(score_counts_make_room(&counts, 3, classes[1]));
    score_counts_add(&counts, 3, classes, &weight);
    assert_true(score_counts_make_room(&counts, CROWD, 100));
    for (int i = 0; i < PEOPLE; i++)
        score_counts_add(&counts, CROWD, classes, &weight);
    score_counts_settle(&counts);
    assert_int_equal(counts.respondents, PEOPLE + 1);
    assert_int_equal(score_counts_at(&counts, 3, SCORE_RESPONDENTS, &weights), 1);
    assert_int_equal(score_counts_at(&counts, CROWD, classes[1], &weights), PEOPLE);
    assert_close(weight_sums_weight(weights), PEOPLE / 2.0, 1e-15);
    assert_close(weight_sums_square(weights), PEOPLE / 4.0, 1e-15);
    score_counts_empty(&counts);
    assert_int_equal(score_counts_at(&counts, CROWD, classes[1], &weights), 0);
    assert_int_equal(score_counts_recall(&counts, 2, texts), classes[1]);
    assert_false(score_counts_make_room(&counts, SIZE_MAX / 1024, 0)); /* too much */
    score_counts_release(&counts);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(combinations_that_score_the_same_are_one_class),
        cmocka_unit_test(reasons_for_no_score_are_classes),
        cmocka_unit_test(counts_and_weighs_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
