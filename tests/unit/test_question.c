/* What a level means: range, top box, NPS class. */
#include "study/study.h"
#include "support/test.h"

#define COUNT_OF(array) (sizeof(array) / sizeof *(array))
#define CODES(...)                                                                       \
    {                                                                                    \
        (const double[]){ __VA_ARGS__ }, COUNT_OF(((const double[]){ __VA_ARGS__ }))     \
    }

static const struct scale agree5 = {
    .id = "agree5", .kind = SCALE_LIKERT, .min = 1, .max = 5, .top = CODES(4, 5)
};
static const struct scale plain5 = {
    .id = "plain5", .kind = SCALE_LIKERT, .min = 1, .max = 5
};
static const struct scale odd5 = {
    .id = "odd5", .kind = SCALE_CSAT, .min = 1, .max = 5, .top = CODES(3, 5)
};
static const struct scale low7 = {
    .id = "low7", .kind = SCALE_CES, .min = 1, .max = 7, .top = CODES(1, 2)
};
static const struct scale seven = {
    .id = "seven", .kind = SCALE_LIKERT, .min = 1, .max = 7, .top = CODES(6, 7)
};
static const struct scale nps = { .id = "nps",
                                  .kind = SCALE_NPS,
                                  .min = 0,
                                  .max = 10,
                                  .promoters = CODES(9, 10),
                                  .detractors = CODES(0, 1, 2, 3, 4, 5, 6) };

/* A question over scales; `items` needs room for three. */
static struct question ask(struct item items[3], const struct scale *first,
                           const struct scale *second, const struct scale *third)
{
    const struct scale *scales[3] = { first, second, third };
    struct question question = { .items = items, .min_items = 1 };
    while (question.item_count < 3 && scales[question.item_count]) {
        items[question.item_count] =
            (struct item){ .scale = scales[question.item_count] };
        question.item_count++;
    }
    return question;
}

static void has_the_items_range_or_the_index(void **state)
{
    (void)state;
    struct item items[3];
    struct question one = ask(items, &agree5, NULL, NULL);
    assert_close(question_range(&one).min, 1, 0);
    assert_close(question_range(&one).max, 5, 0);
    assert_false(question_range(&one).is_index);
    struct question same = ask(items, &agree5, &odd5, &plain5);
    assert_close(question_range(&same).max, 5, 0);
    assert_false(question_range(&same).is_index);
    struct question mixed = ask(items, &agree5, &agree5, &seven);
    assert_close(question_range(&mixed).min, 0, 0);
    assert_close(question_range(&mixed).max, 100, 0);
    assert_true(question_range(&mixed).is_index);
}

static void knows_the_top_of_one_item(void **state)
{
    (void)state;
    struct item items[3];
    struct question question = ask(items, &agree5, NULL, NULL);
    assert_true(question_has_top(&question));
    assert_true(question_is_top(&question, 5));
    assert_true(question_is_top(&question, 4));
    assert_true(question_is_top(&question, 4.5)); /* between two top codes */
    assert_false(question_is_top(&question, 3.9));
    question = ask(items, &odd5, NULL, NULL); /* a set with a hole: by code */
    assert_true(question_is_top(&question, 3));
    assert_false(question_is_top(&question, 4));
    assert_true(question_is_top(&question, 5));
    question = ask(items, &low7, NULL, NULL); /* the low end */
    assert_true(question_is_top(&question, 1));
    assert_false(question_is_top(&question, 7));
    question = ask(items, &plain5, NULL, NULL);
    assert_false(question_has_top(&question));
    assert_false(question_is_top(&question, 5));
}

static void knows_the_top_of_several_items(void **state)
{
    (void)state;
    struct item items[3];
    struct question question = ask(items, &plain5, &agree5, &agree5);
    assert_true(question_has_top(&question));
    assert_true(question_is_top(&question, 4));
    assert_true(question_is_top(&question, 4 - 1e-12)); /* the rounding of a mean */
    assert_false(question_is_top(&question, 11.0 / 3));
    assert_true(question_is_top(&question, 13.0 / 3));
    /* 4 of 1 to 5 is 75; 6 of 1 to 7 would be 83.3: the first scale with a top decides */
    question = ask(items, &agree5, &seven, NULL);
    assert_true(question_is_top(&question, 75));
    assert_false(question_is_top(&question, 74.99));
    question = ask(items, &seven, &agree5, NULL);
    assert_true(question_is_top(&question, 250.0 / 3));
    assert_false(question_is_top(&question, 83.3));
}

static void sorts_into_nps_classes(void **state)
{
    (void)state;
    struct item items[3];
    struct question question = ask(items, &nps, NULL, NULL);
    assert_true(question_is_nps(&question));
    static const enum nps_class classes[] = {
        NPS_DETRACTOR, NPS_DETRACTOR, NPS_DETRACTOR, NPS_DETRACTOR,
        NPS_DETRACTOR, NPS_DETRACTOR, NPS_DETRACTOR, NPS_PASSIVE,
        NPS_PASSIVE,   NPS_PROMOTER,  NPS_PROMOTER,
    };
    for (int level = 0; level <= 10; level++)
        assert_int_equal(question_nps_class(&question, level), classes[level]);
    assert_int_equal(question_nps_class(&question, 6.5), NPS_PASSIVE);
    assert_int_equal(question_nps_class(&question, 8.5), NPS_PASSIVE);
    struct question likert = ask(items, &agree5, NULL, NULL);
    assert_false(question_is_nps(&likert));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(has_the_items_range_or_the_index),
        cmocka_unit_test(knows_the_top_of_one_item),
        cmocka_unit_test(knows_the_top_of_several_items),
        cmocka_unit_test(sorts_into_nps_classes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
