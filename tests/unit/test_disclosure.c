#include "base/memory.h"
#include "disclosure/disclosure.h"
#include "support/disclosed.h"
#include "support/test.h"

static const enum side E = SIDE_EMPLOYEES;
static const enum side C = SIDE_CUSTOMERS;

/* Customers everywhere, so that gaps exist. */
static void add_customers(struct survey *survey, size_t dimension)
{
    static const char *const units[] = { "A", "B", "C", "D" };
    for (size_t u = 0; u < 4; u++)
        survey_answer(survey, C, units[u], dimension, "1234512345");
}

static void hides_a_small_group_its_gap_and_one_more(void **state)
{
    (void)state;
    struct survey survey;
    survey_init(&survey, 1, false);
    add_customers(&survey, 0);
    survey_answer(&survey, E, "A", 0, "1234-r");
    survey_answer(&survey, E, "B", 0, "1234512");
    survey_answer(&survey, E, "C", 0, "123451");
    survey_answer(&survey, E, "D", 0, "123451");
    survey_disclose(&survey);
    assert_hidden(&survey, E, "A", 0, REASON_PRIMARY);
    assert_shown(&survey, E, "B", 0, 7);
    assert_hidden(&survey, E, "C", 0, REASON_COMPLEMENTARY); /* ties go by name */
    assert_shown(&survey, E, "D", 0, 6);
    assert_shown(&survey, E, NULL, 0, 23);
    assert_shown(&survey, C, "A", 0, 10);
    assert_int_equal(survey_row(&survey, "B", 0)->gap->status, CELL_OK);
    survey_release(&survey);
}

static void shows_a_group_of_the_least_size(void **state)
{
    (void)state;
    struct survey survey;
    survey_init(&survey, 1, false);
    survey_answer(&survey, E, "A", 0, "12345");
    survey_answer(&survey, E, "B", 0, "1234512");
    survey_disclose(&survey);
    assert_shown(&survey, E, "A", 0, 5);
    assert_shown(&survey, E, "B", 0, 7);
    survey_release(&survey);
}

static void hides_no_more_when_the_hidden_cover_each_other(void **state)
{
    (void)state;
    struct survey survey;
    survey_init(&survey, 2, false);
    for (size_t d = 0; d < 2; d++)
        add_customers(&survey, d);
    survey_answer(&survey, E, "A", 0, "123"); /* 3 + 2: enough */
    survey_answer(&survey, E, "B", 0, "12");
    survey_answer(&survey, E, "C", 0, "12345");
    survey_answer(&survey, E, "D", 0, "123451");
    survey_answer(&survey, E, "A", 1, "12"); /* 2 + 2: not enough */
    survey_answer(&survey, E, "B", 1, "12");
    survey_answer(&survey, E, "C", 1, "123451");
    survey_answer(&survey, E, "D", 1, "12345");
    survey_disclose(&survey);
    assert_hidden(&survey, E, "A", 0, REASON_PRIMARY);
    assert_hidden(&survey, E, "B", 0, REASON_PRIMARY);
    assert_shown(&survey, E, "C", 0, 5);
    assert_shown(&survey, E, "D", 0, 6);
    assert_hidden(&survey, E, "A", 1, REASON_PRIMARY);
    assert_hidden(&survey, E, "B", 1, REASON_PRIMARY);
    assert_shown(&survey, E, "C", 1, 6);
    assert_hidden(&survey, E, "D", 1, REASON_COMPLEMENTARY);
    survey_release(&survey);
}

static void covers_rows_without_a_unit(void **state)
{
    (void)state;
    struct survey survey;
    survey_init(&survey, 3, false);
    add_customers(&survey, 0);
    add_customers(&survey, 1);
    for (size_t d = 0; d < 3; d++) {
        survey_answer(&survey, E, "A", d, "123451");
        survey_answer(&survey, E, "B", d, "12345");
    }
    survey_answer(&survey, E, NULL, 0, "2");     /* alone: one unit must cover it */
    survey_answer(&survey, E, NULL, 1, "12345"); /* many, but still one group */
    survey_answer(&survey, E, NULL, 2, "--");    /* nobody of them answered */
    survey_disclose(&survey);
    assert_shown(&survey, E, "A", 0, 6);
    assert_hidden(&survey, E, "B", 0, REASON_RESIDUAL);
    assert_hidden(&survey, E, "B", 1, REASON_RESIDUAL);
    assert_shown(&survey, E, "B", 2, 5);
    survey_release(&survey);
}

static void counts_rows_without_a_unit_as_hidden(void **state)
{
    (void)state;
    struct survey survey;
    survey_init(&survey, 2, false);
    add_customers(&survey, 0);
    add_customers(&survey, 1);
    for (size_t d = 0; d < 2; d++) {
        survey_answer(&survey, E, "A", d, "123");
        survey_answer(&survey, E, "B", d, "12345");
    }
    survey_answer(&survey, E, NULL, 0, "45");
    survey_answer(&survey, E, NULL, 1, "4");
    survey_disclose(&survey);
    assert_hidden(&survey, E, "A", 0, REASON_PRIMARY);
    assert_shown(&survey, E, "B", 0, 5);
    assert_hidden(&survey, E, "A", 1, REASON_PRIMARY);
    assert_hidden(&survey, E, "B", 1, REASON_COMPLEMENTARY);
    survey_release(&survey);
}

static void hides_groups_that_agree(void **state)
{
    (void)state;
    struct survey survey;
    survey_init(&survey, 1, true);
    add_customers(&survey, 0);
    survey_answer(&survey, E, "A", 0, "7777777");
    survey_answer(&survey, E, "B", 0, "9X9X9X9");
    survey_answer(&survey, E, "C", 0, "0123456");
    /* three others for each of seven, among them seven of another class */
    survey_answer(&survey, E, "D", 0, "X9X9X9X701010101");
    survey_answer(&survey, E, "F", 0, "78787878787878787878"); /* all passive: allowed */
    survey_answer(&survey, C, "E", 0, "7777777");
    survey_disclose(&survey);
    assert_hidden(&survey, E, "A", 0, REASON_UNANIMITY);
    assert_hidden(&survey, E, "B", 0, REASON_UNANIMITY);
    assert_hidden(&survey, E, "C", 0, REASON_UNANIMITY);
    assert_hidden(&survey, E, "D", 0, REASON_COMPLEMENTARY);
    assert_shown(&survey, E, "F", 0, 20);
    assert_shown(&survey, C, "E", 0, 7);
    survey_release(&survey);
}

/* A and B are small and all 5: so that what these six agreed on stays open, eighteen
   others are hidden with them, the smallest groups first. It is open then: had they
   answered 4, the 19 others would have sums that some answers of theirs have (codes from
   0 to 4: 43, and 163 of squares; nine 4, two 3, one 1 and seven 0). */
static void hides_on_until_it_is_open_what_they_agreed_on(void **state)
{
    (void)state;
    struct survey survey;
    survey_init(&survey, 1, false);
    static const char *const units[] = { "A", "B", "C", "D", "E", "F" };
    static const char *const answers[] = { "555",     "555",     "55555",
                                           "1234512", "1231231", "12345123" };
    for (size_t u = 0; u < 6; u++) {
        survey_answer(&survey, C, units[u], 0, answers[u]);
        survey_answer(&survey, E, units[u], 0, "123456");
    }
    survey_disclose(&survey);
    assert_hidden(&survey, C, "A", 0, REASON_PRIMARY);
    assert_hidden(&survey, C, "B", 0, REASON_PRIMARY);
    assert_hidden(&survey, C, "C", 0, REASON_COMPLEMENTARY);
    assert_hidden(&survey, C, "D", 0, REASON_COMPLEMENTARY);
    assert_hidden(&survey, C, "E", 0, REASON_COMPLEMENTARY);
    assert_shown(&survey, C, "F", 0, 8);
    assert_shown(&survey, C, NULL, 0, 33);
    survey_release(&survey);
}

static void hides_a_total_that_gives_all_away(void **state)
{
    (void)state;
    struct survey survey;
    survey_init(&survey, 1, false);
    survey_answer(&survey, C, "A", 0, "555");
    survey_answer(&survey, C, "B", 0, "55555");
    survey_answer(&survey, E, "A", 0, "12345");
    survey_answer(&survey, E, "B", 0, "12345");
    survey_disclose(&survey);
    assert_hidden(&survey, C, "A", 0, REASON_PRIMARY);
    assert_hidden(&survey, C, "B", 0, REASON_COMPLEMENTARY);
    assert_hidden(&survey, C, NULL, 0, REASON_UNANIMITY);
    survey_release(&survey);
}

static void hides_what_agrees_as_a_whole(void **state)
{
    (void)state;
    struct survey survey;
    survey_init(&survey, 1, false);
    add_customers(&survey, 0);
    survey_answer(&survey, E, "A", 0, "55555");
    survey_answer(&survey, E, "B", 0, "55");
    survey_answer(&survey, E, "C", 0, "---");
    survey_disclose(&survey);
    assert_hidden(&survey, E, "A", 0, REASON_UNANIMITY);
    assert_hidden(&survey, E, "B", 0, REASON_PRIMARY);
    assert_hidden(&survey, E, NULL, 0, REASON_UNANIMITY);
    assert_int_equal(survey_side(&survey, E, "C", 0)->status, CELL_EMPTY);
    survey_release(&survey);
}

static void hides_a_small_whole_and_says_so(void **state)
{
    (void)state;
    struct survey survey;
    survey_init(&survey, 1, false);
    add_customers(&survey, 0);
    survey_answer(&survey, E, "A", 0, "12");
    survey_answer(&survey, E, "B", 0, "34");
    survey_disclose(&survey);
    assert_hidden(&survey, E, "A", 0, REASON_PRIMARY);
    assert_hidden(&survey, E, "B", 0, REASON_PRIMARY);
    assert_hidden(&survey, E, NULL, 0, REASON_PRIMARY);
    const struct symbar_diagnostic *first = symbar_diagnostics_at(survey.diagnostics, 0);
    assert_string_equal(first->id, "dimension-hidden");
    assert_int_equal(first->severity, SYMBAR_WARNING);
    assert_string_equal(first->message, "employees: dimension 'd0' is hidden as a whole: "
                                        "fewer answered than min_n");
    survey_release(&survey);
}

static void tells_what_it_hid_and_no_figure(void **state)
{
    (void)state;
    struct survey survey;
    survey_init(&survey, 2, false);
    for (size_t d = 0; d < 2; d++) {
        survey_answer(&survey, E, "A", d, "12345");
        survey_answer(&survey, E, "B", d, "123451");
        survey_answer(&survey, E, NULL, d, d ? "-" : "5");
    }
    survey_disclose(&survey);
    assert_int_equal(symbar_diagnostics_count(survey.diagnostics), 2);
    const struct symbar_diagnostic *told = symbar_diagnostics_at(survey.diagnostics, 0);
    assert_string_equal(told->id, "groups-hidden");
    assert_string_equal(told->message,
                        "employees: 1 of 4 results of units are hidden, to "
                        "protect those who answered");
    told = symbar_diagnostics_at(survey.diagnostics, 1);
    assert_string_equal(told->message,
                        "employees: because some rows have no unit, the smallest unit is "
                        "hidden in 1 of 2 dimensions");
    assert_string_equal(told->hint,
                        "give these rows a unit, or leave them out with employees.keep");
    survey_release(&survey);
}

static void shows_everything_where_one_is_enough(void **state)
{
    (void)state;
    struct survey survey;
    survey_init(&survey, 1, false);
    survey.study.min_n[E] = 1;
    survey_answer(&survey, E, "A", 0, "1");
    survey_answer(&survey, E, "B", 0, "12");
    survey_answer(&survey, E, NULL, 0, "3");
    survey_disclose(&survey);
    assert_shown(&survey, E, "A", 0, 1);
    assert_shown(&survey, E, "B", 0, 2);
    assert_shown(&survey, E, NULL, 0, 4);
    survey_release(&survey);
}

static void leaves_what_was_not_asked_or_answered(void **state)
{
    (void)state;
    struct survey survey;
    survey_init(&survey, 1, false);
    survey.dimensions[0].questions[C] = (struct question){ 0 };
    survey_answer(&survey, E, "A", 0, "123");
    survey_answer(&survey, E, "B", 0, "--r--");
    survey_answer(&survey, E, "C", 0, "123451");
    survey_disclose(&survey);
    const struct result_row *row = survey_row(&survey, "A", 0);
    assert_int_equal(row->sides[E]->status, CELL_SUPPRESSED);
    assert_int_equal(row->sides[C]->status, CELL_NOT_ASKED);
    assert_int_equal(row->gap->status, CELL_NOT_ASKED);
    assert_int_equal(survey_side(&survey, E, "B", 0)->status, CELL_EMPTY);
    assert_true(survey_side(&survey, E, "B", 0)->missing[MISSING_REFUSED].value == 1);
    assert_int_equal(survey_side(&survey, E, "C", 0)->status, CELL_SUPPRESSED);
    survey_release(&survey);
}

static void assert_kinds(struct survey *survey, const char *unit, bool are_shown)
{
    const struct side_result *side = survey_side(survey, E, unit, 0);
    assert_int_not_equal(side->status, CELL_SUPPRESSED);
    assert_true(side->n.available);
    for (int kind = 0; kind < MISSING_COUNT; kind++) {
        assert_int_equal(side->missing[kind].available, are_shown);
        assert_true(are_shown || side->missing[kind].value == 0);
    }
}

/* Two refused in B, and nobody there answered: neither B nor the total less the others
   may tell. */
static void withholds_how_few_people_did_not_answer(void **state)
{
    (void)state;
    struct survey survey;
    survey_init(&survey, 1, false);
    survey_answer(&survey, E, "A", 0, "123451--");
    survey_answer(&survey, E, "B", 0, "-rr");
    survey_answer(&survey, E, "C", 0, "123451");
    survey_answer(&survey, E, "D", 0, "123451---r");
    survey_disclose(&survey);
    assert_kinds(&survey, NULL, true);
    assert_kinds(&survey, "A", false); /* the fewest who did not, and enough */
    assert_kinds(&survey, "B", false);
    assert_kinds(&survey, "C", true);
    assert_kinds(&survey, "D", true);
    survey_release(&survey);
}

static void withholds_no_more_where_others_are_hidden(void **state)
{
    (void)state;
    struct survey survey;
    survey_init(&survey, 1, false);
    survey_answer(&survey, E, "A", 0, "123451--");
    survey_answer(&survey, E, "B", 0, "rr");
    survey_answer(&survey, E, "C", 0, "123451");
    survey_answer(&survey, E, NULL, 0, "-rr"); /* two groups of five people in all */
    survey_disclose(&survey);
    assert_kinds(&survey, "A", true);
    assert_kinds(&survey, "B", false);
    assert_kinds(&survey, "C", true);
    survey_release(&survey);
}

static void withholds_how_a_few_people_did_not_answer_at_all(void **state)
{
    (void)state;
    struct survey survey;
    survey_init(&survey, 1, false);
    survey_answer(&survey, E, "A", 0, "-r");
    survey_answer(&survey, E, "B", 0, "123451r");
    survey_answer(&survey, E, "C", 0, "123451");
    survey_disclose(&survey);
    assert_kinds(&survey, NULL, false); /* three in all, and no others to cover them */
    assert_kinds(&survey, "A", false);
    assert_kinds(&survey, "B", false);
    survey_release(&survey);
}

static void copes_with_short_memory(void **state)
{
    (void)state;
    struct survey survey;
    survey_init(&survey, 1, false);
    survey_answer(&survey, E, "A", 0, "1234");
    survey_answer(&survey, E, "B", 0, "1234");
    survey_analyse(&survey);
    enum symbar_status status = SYMBAR_NO_MEMORY;
    for (long n = 0; status != SYMBAR_OK; n++) {
        assert_int_equal(status, SYMBAR_NO_MEMORY);
        assert_int_equal(survey_side(&survey, E, "A", 0)->status, CELL_OK);
        assert_true(n < 60);
        memory_fail_after(n);
        status = disclose(&survey.study, survey.results, survey.diagnostics);
        memory_fail_after(-1);
    }
    assert_int_equal(survey_side(&survey, E, "A", 0)->reason, REASON_PRIMARY);
    survey_release(&survey);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hides_a_small_group_its_gap_and_one_more),
        cmocka_unit_test(shows_a_group_of_the_least_size),
        cmocka_unit_test(hides_no_more_when_the_hidden_cover_each_other),
        cmocka_unit_test(covers_rows_without_a_unit),
        cmocka_unit_test(counts_rows_without_a_unit_as_hidden),
        cmocka_unit_test(hides_groups_that_agree),
        cmocka_unit_test(hides_on_until_it_is_open_what_they_agreed_on),
        cmocka_unit_test(hides_a_total_that_gives_all_away),
        cmocka_unit_test(hides_what_agrees_as_a_whole),
        cmocka_unit_test(hides_a_small_whole_and_says_so),
        cmocka_unit_test(tells_what_it_hid_and_no_figure),
        cmocka_unit_test(shows_everything_where_one_is_enough),
        cmocka_unit_test(leaves_what_was_not_asked_or_answered),
        cmocka_unit_test(withholds_how_few_people_did_not_answer),
        cmocka_unit_test(withholds_no_more_where_others_are_hidden),
        cmocka_unit_test(withholds_how_a_few_people_did_not_answer_at_all),
        cmocka_unit_test(copes_with_short_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
