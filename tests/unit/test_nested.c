/* Units inside regions, and what the total of a region tells of them. */
#include "disclosure/disclosure.h"
#include "support/disclosed.h"
#include "support/test.h"

static const enum side E = SIDE_EMPLOYEES;
static const struct segment_column region[] = { { .id = "region" } };
static const struct segment_column region_and_kind[] = { { .id = "region" },
                                                         { .id = "kind" } };

static void init(struct survey *survey)
{
    survey_init(survey, 1, false);
    survey->study.sides[E].segments = region;
    survey->study.sides[E].segment_count = 1;
}

static void answer(struct survey *survey, const char *unit, const char *segment,
                   const char *answers)
{
    survey_answer_at(survey, E, (struct survey_place){ .unit = unit, .segment = segment },
                     0, answers);
}

static void assert_region(const struct survey *survey, const char *name, bool is_shown)
{
    assert_int_equal(survey_segment(survey, E, "region", name, 0)->status !=
                         CELL_SUPPRESSED,
                     is_shown);
}

static void assert_unit(const struct survey *survey, const char *name,
                        enum suppression_reason reason)
{
    assert_int_equal(survey_side(survey, E, name, 0)->reason, reason);
}

/* Annecy is of three people. In the column of all units Dijon, the smallest, would cover
   it, but Dijon lies in the south: the north less Brest and Calais is Annecy. Once Calais
   is hidden, Dijon need not be. */
static void covers_a_unit_in_its_region(void **state)
{
    (void)state;
    struct survey survey;
    init(&survey);
    answer(&survey, "Annecy", "north", "123");
    answer(&survey, "Brest", "north", "123451234");
    answer(&survey, "Calais", "north", "1234512");
    answer(&survey, "Dijon", "south", "12345");
    answer(&survey, "Evreux", "south", "123451234");
    survey_disclose(&survey);
    assert_region(&survey, "north", true);
    assert_region(&survey, "south", true);
    assert_unit(&survey, "Annecy", REASON_PRIMARY);
    assert_unit(&survey, "Brest", REASON_NONE);
    assert_unit(&survey, "Calais", REASON_COMPLEMENTARY);
    assert_unit(&survey, "Dijon", REASON_NONE);
    assert_unit(&survey, "Evreux", REASON_NONE);
    survey_release(&survey);
}

/* Each hidden unit has cover in the column, but is alone in its region. */
static void covers_each_hidden_unit_in_its_own_region(void **state)
{
    (void)state;
    struct survey survey;
    init(&survey);
    answer(&survey, "Annecy", "north", "123");
    answer(&survey, "Brest", "north", "1234512");
    answer(&survey, "Calais", "south", "1234");
    answer(&survey, "Dijon", "south", "123451234");
    survey_disclose(&survey);
    assert_region(&survey, "north", true);
    assert_unit(&survey, "Brest", REASON_COMPLEMENTARY);
    assert_unit(&survey, "Dijon", REASON_COMPLEMENTARY);
    survey_release(&survey);
}

/* The north is small and hidden, and the west to cover it. Whoever takes the east from
   the total has both, and less the units of the west has the north. */
static void covers_units_in_hidden_regions(void **state)
{
    (void)state;
    struct survey survey;
    init(&survey);
    answer(&survey, "Annecy", "north", "123");
    answer(&survey, "Brest", "west", "123451");
    answer(&survey, "Calais", "west", "1234512");
    answer(&survey, "Dijon", "east", "12345");
    answer(&survey, "Evreux", "east", "123451234512345");
    survey_disclose(&survey);
    assert_region(&survey, "north", false);
    assert_region(&survey, "west", false);
    assert_region(&survey, "east", true);
    assert_unit(&survey, "Annecy", REASON_PRIMARY);
    assert_unit(&survey, "Brest", REASON_COMPLEMENTARY);
    assert_unit(&survey, "Calais", REASON_NONE);
    assert_unit(&survey, "Dijon", REASON_NONE);
    survey_release(&survey);
}

/* One of Brest's people works in the south: the south less Calais is that one. And Calais
   cannot be hidden alone. */
static void covers_the_few_of_a_unit_that_are_elsewhere(void **state)
{
    (void)state;
    struct survey survey;
    init(&survey);
    answer(&survey, "Annecy", "north", "12345");
    answer(&survey, "Brest", "north", "1234512");
    answer(&survey, "Brest", "south", "2");
    answer(&survey, "Calais", "south", "123451");
    survey_disclose(&survey);
    assert_region(&survey, "south", true);
    assert_unit(&survey, "Annecy", REASON_COMPLEMENTARY);
    assert_unit(&survey, "Brest", REASON_NONE);
    assert_unit(&survey, "Calais", REASON_RESIDUAL);
    survey_release(&survey);
}

/* Of three divisions each nests in the next. */
static void covers_units_in_kinds_in_regions(void **state)
{
    (void)state;
    struct survey survey;
    survey_init(&survey, 1, false);
    survey.study.sides[E].segments = region_and_kind;
    survey.study.sides[E].segment_count = 2;
    answer(&survey, "Annecy", "north|north hotels", "123");
    answer(&survey, "Brest", "north|north hotels", "12345");
    answer(&survey, "Calais", "north|north shops", "123451");
    answer(&survey, "Dijon", "north|north shops", "1234512");
    answer(&survey, "Evreux", "south|south shops", "123451234");
    answer(&survey, "Fos", "south|south shops", "1234512345");
    survey_disclose(&survey);
    assert_unit(&survey, "Annecy", REASON_PRIMARY);
    assert_unit(&survey, "Brest", REASON_COMPLEMENTARY); /* of the hotels, too */
    assert_unit(&survey, "Calais", REASON_NONE);
    assert_unit(&survey, "Dijon", REASON_NONE);
    survey_release(&survey);
}

static void hides_nothing_more_where_nothing_nests(void **state)
{
    (void)state;
    struct survey survey;
    init(&survey);
    answer(&survey, "Annecy", "front", "12345");
    answer(&survey, "Annecy", "back", "543212");
    answer(&survey, "Brest", "front", "123451");
    answer(&survey, "Brest", "back", "54321");
    survey_disclose(&survey);
    assert_region(&survey, "front", true);
    assert_region(&survey, "back", true);
    assert_unit(&survey, "Annecy", REASON_NONE);
    assert_unit(&survey, "Brest", REASON_NONE);
    survey_release(&survey);
}

static void answer_before(struct survey *survey)
{
    init(survey);
    answer(survey, "Annecy", "north", "123");
    answer(survey, "Brest", "north", "1234512345");
    answer(survey, "Calais", "north", "1234512");
    answer(survey, "Dijon", "south", "123");
    answer(survey, "Evreux", "south", "1234512345");
    answer(survey, "Fos", "south", "1234512");
}

static void disclose_after(struct survey *now, const struct survey *before)
{
    static const char *const ids[] = { "d0" };
    const struct previous_release previous = {
        before->results->rows, before->results->row_count, { ids, ids }, 1
    };
    survey_analyse(now);
    assert_int_equal(
        disclose_against(&now->study, now->results, &previous, now->diagnostics),
        SYMBAR_OK);
}

/* Since then one more in Annecy, and five each in Brest and Fos. Of all hidden hotels the
   news is of six people, but of those in the north it is of one: 6 less Brest's 5. */
static void holds_what_would_tell_who_came_to_a_region(void **state)
{
    (void)state;
    struct survey before;
    struct survey now;
    answer_before(&before);
    survey_disclose(&before);
    answer_before(&now);
    answer(&now, "Annecy", "north", "5");
    answer(&now, "Brest", "north", "54321");
    answer(&now, "Fos", "south", "54321");
    disclose_after(&now, &before);
    assert_int_equal(survey_side(&now, E, NULL, 0)->status, CELL_HELD);
    assert_int_equal(survey_side(&now, E, "Brest", 0)->status, CELL_HELD);
    assert_int_equal(survey_segment(&now, E, "region", "north", 0)->status, CELL_HELD);
    assert_true(survey_segment(&now, E, "region", "north", 0)->n.value == 20);
    assert_unit(&now, "Annecy", REASON_PRIMARY);
    survey_release(&now);
    survey_release(&before);
}

/* With five more in Brest and Calais, each part is of enough people. */
static void shows_news_of_enough_people_in_each_region(void **state)
{
    (void)state;
    struct survey before;
    struct survey now;
    answer_before(&before);
    survey_disclose(&before);
    answer_before(&now);
    answer(&now, "Brest", "north", "54321");
    answer(&now, "Calais", "north", "54321");
    answer(&now, "Fos", "south", "54321");
    disclose_after(&now, &before);
    assert_int_equal(survey_side(&now, E, NULL, 0)->status, CELL_OK);
    assert_int_equal(survey_side(&now, E, "Brest", 0)->status, CELL_OK);
    assert_true(survey_segment(&now, E, "region", "north", 0)->n.value == 30);
    assert_unit(&now, "Annecy", REASON_PRIMARY);
    assert_unit(&now, "Calais", REASON_DIFFERENCING);
    survey_release(&now);
    survey_release(&before);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(covers_a_unit_in_its_region),
        cmocka_unit_test(covers_each_hidden_unit_in_its_own_region),
        cmocka_unit_test(covers_units_in_hidden_regions),
        cmocka_unit_test(covers_the_few_of_a_unit_that_are_elsewhere),
        cmocka_unit_test(covers_units_in_kinds_in_regions),
        cmocka_unit_test(hides_nothing_more_where_nothing_nests),
        cmocka_unit_test(holds_what_would_tell_who_came_to_a_region),
        cmocka_unit_test(shows_news_of_enough_people_in_each_region),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
