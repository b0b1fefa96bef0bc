/* Each attack on a report that gives something away on purpose. */
#include "analysis/analysis.h"
#include "analysis/linkage.h"
#include "analysis/row_figures.h"
#include "base/memory.h"
#include "disclosure/disclosure.h"
#include "judge/audit.h"
#include "report/report.h"
#include "support/survey.h"
#include "support/test.h"

#include <string.h>

static const struct work alone = { .thread_count = 1 };

static struct survey survey;
static struct audit *audit;

/* Four units, of which Lyon has three employees; nothing is hidden yet. */
static int make(void **state)
{
    (void)state;
    survey_init(&survey, 1, false);
    survey.study.scales = survey.dimensions[0].questions[0].items[0].scale;
    survey.study.scale_count = 1;
    survey.study.analysis.reference_is_median = true;
    survey_answer(&survey, SIDE_EMPLOYEES, "Brest", 0, "1234554321");
    survey_answer(&survey, SIDE_EMPLOYEES, "Lyon", 0, "245");
    survey_answer(&survey, SIDE_EMPLOYEES, "Nice", 0, "3341542");
    survey_answer(&survey, SIDE_EMPLOYEES, "Paris", 0, "55421-345");
    survey_answer(&survey, SIDE_CUSTOMERS, "Brest", 0, "1112344423");
    survey_answer(&survey, SIDE_CUSTOMERS, "Lyon", 0, "55432154");
    survey_answer(&survey, SIDE_CUSTOMERS, "Nice", 0, "3142542");
    survey_answer(&survey, SIDE_CUSTOMERS, "Paris", 0, "1111223");
    return 0;
}

static int clear(void **state)
{
    (void)state;
    audit_free(audit);
    audit = NULL;
    survey_release(&survey);
    return 0;
}

/* Where nothing is hidden, figures of groups below min_n are there as well. */
static void finish(bool hides)
{
    size_t min_n[SIDE_COUNT];
    memcpy(min_n, survey.study.min_n, sizeof min_n);
    for (int side = 0; side < SIDE_COUNT && !hides; side++)
        survey.study.min_n[side] = 1;
    survey_analyse(&survey);
    memcpy(survey.study.min_n, min_n, sizeof min_n);
    if (hides)
        assert_int_equal(disclose(&survey.study, survey.results, survey.diagnostics),
                         SYMBAR_OK);
    assert_int_equal(analysis_adjust(&survey.study, survey.results, survey.diagnostics),
                     SYMBAR_OK);
    assert_int_equal(analysis_link(&survey.study, survey.results, survey.diagnostics),
                     SYMBAR_OK);
}

static enum symbar_status attack(void)
{
    const struct provenance provenance = { 0 };
    const struct report report = { .study = &survey.study,
                                   .provenance = &provenance,
                                   .results = survey.results,
                                   .diagnostics = survey.diagnostics };
    struct report_file *file = NULL;
    enum symbar_status status = report_file_view(&report, &file, survey.diagnostics);
    audit_free(audit);
    audit = NULL;
    if (status == SYMBAR_OK)
        status = audit_report(file, NULL, NULL, &alone, &audit, survey.diagnostics);
    report_file_free(file);
    return status;
}

static void hide(const char *unit, enum side side, enum suppression_reason reason)
{
    struct result_row *row = survey_row(&survey, unit, 0);
    row->sides[side] = side_hidden(reason, false, false);
    row->gap = gap_without_figures(CELL_SUPPRESSED, false, false);
    row->quadrant = PLACE_NONE;
}

static void assert_found(enum audit_attack attack_kind, const char *cell, const char *sum)
{
    for (size_t i = 0; i < audit->finding_count; i++)
        if (audit->findings[i].attack == attack_kind &&
            strcmp(audit->findings[i].cell, cell) == 0) {
            assert_string_equal(audit->findings[i].sum, sum);
            return;
        }
    print_error("%s is not found\n", audit_attack_name(attack_kind));
    assert_true(false);
}

static void finds_nothing_in_a_sound_report(void **state)
{
    (void)state;
    finish(true);
    assert_int_equal(attack(), SYMBAR_OK);
    assert_int_equal(audit->finding_count, 0);
    assert_true(audit->hidden_cells == 2 && audit->counts[ATTACK_SUBTRACTION].tried == 1);
}

static void subtracts(void **state)
{
    (void)state;
    finish(false);
    hide("Lyon", SIDE_EMPLOYEES, REASON_PRIMARY);
    assert_int_equal(attack(), SYMBAR_OK);
    assert_found(ATTACK_SUBTRACTION, "employees / d0",
                 "total 28 - shown 25 = 3 people of 'Lyon', fewer than min_n 5; their "
                 "index is 66.6667");
    assert_found(
        ATTACK_ACROSS, "linkage / d0",
        "units is 4, but the units that are shown make 3: a hidden one is in it");
}

/* Nobody is without a unit: the other dimension, where all is shown, tells how many rows
   each unit has, and these are all. */
static void finds_a_group_alone(void **state)
{
    (void)state;
    static const char *const names[] = { "Brest", "Nice", "Paris" };
    static const char *const answers[] = { "1234554321", "3341542", "55421-345" };
    survey_release(&survey);
    survey_init(&survey, 2, false);
    for (size_t u = 0; u < 3; u++)
        for (size_t d = 0; d < 2; d++) {
            survey_answer(&survey, SIDE_EMPLOYEES, names[u], d, answers[u]);
            survey_answer(&survey, SIDE_CUSTOMERS, names[u], d, answers[2 - u]);
        }
    finish(false);
    hide("Nice", SIDE_EMPLOYEES, REASON_COMPLEMENTARY);
    assert_int_equal(attack(), SYMBAR_OK);
    assert_found(
        ATTACK_SUBTRACTION, "employees / d0",
        "total 25 - shown 18 = 7 people of 'Nice', one group alone; its index is "
        "53.5714");
}

static void finds_small_groups_and_agreement(void **state)
{
    (void)state;
    survey_answer(&survey, SIDE_EMPLOYEES, "Tours", 0, "44444");
    finish(false);
    assert_int_equal(attack(), SYMBAR_OK);
    assert_found(ATTACK_SMALL, "employees / d0 / 'Lyon'", "n 3 is shown, and min_n is 5");
    assert_found(ATTACK_AGREEMENT, "employees / d0 / 'Tours'",
                 "of the 5 who answered, everybody gave the same answer (index 75)");
}

static void finds_what_stands_and_what_a_gap_tells(void **state)
{
    (void)state;
    finish(true);
    struct result_row *row = survey_row(&survey, "Lyon", 0);
    row_own_side(survey.results, row, SIDE_EMPLOYEES)->mean_sd =
        (struct measure){ true, 1.5 };
    row_own_gap(survey.results, row)->index.value = (struct measure){ true, 12.5 };
    assert_int_equal(attack(), SYMBAR_OK);
    assert_found(ATTACK_STANDING, "employees / d0 / 'Lyon'",
                 "mean.sd is 1.5, in a cell that is suppressed");
    assert_found(ATTACK_GAP, "employees / d0 / 'Lyon'",
                 "the gap 12.5 and the other side's index 65.625 make 78.125");
}

static void finds_a_verdict(void **state)
{
    (void)state;
    finish(true);
    row_own_gap(survey.results, survey_row(&survey, "Lyon", 0))->verdict =
        VERDICT_SYMMETRIC;
    assert_int_equal(attack(), SYMBAR_OK);
    assert_found(ATTACK_GAP, "employees / d0 / 'Lyon'",
                 "the verdict 'symmetric' tells how the hidden side compares");
}

static void counts_the_tests_of_a_family(void **state)
{
    (void)state;
    finish(true);
    struct result_row *row = survey_row(&survey, "Brest", 0);
    row_own_gap(survey.results, row)->p_adjusted.value = 3 * row->gap->p.value;
    assert_int_equal(attack(), SYMBAR_OK);
    assert_int_equal(audit->counts[ATTACK_FAMILY].broken, 1);
    assert_non_null(strstr(audit->findings[0].sum, "the 2 tests that are shown make"));
    for (size_t i = 0; i < survey.results->row_count; i++) {
        struct result_row *other = &survey.results->rows[i];
        if (other != row && other->scope == row->scope)
            row_own_gap(survey.results, other)->p_adjusted.available = false;
    }
    assert_int_equal(attack(), SYMBAR_OK);
    assert_int_equal(audit->counts[ATTACK_FAMILY].broken, 1);
    assert_non_null(strstr(audit->findings[0].sum, "the 1 test that is shown makes"));
}

/* Between a held side and a new one a gap is judged with those of today, though it is
   held. */
static void does_not_miscount_held_tests(void **state)
{
    (void)state;
    finish(true);
    struct result_row *row = survey_row(&survey, "Brest", 0);
    struct gap_result *gap = row_own_gap(survey.results, row);
    row_own_side(survey.results, row, SIDE_EMPLOYEES)->status = CELL_HELD;
    gap->status = CELL_HELD;
    gap->cliffs_delta = (struct estimate){ .value = { .available = false } };
    assert_int_equal(attack(), SYMBAR_OK);
    assert_int_equal(audit->counts[ATTACK_FAMILY].broken, 0);
}

static void adds_units_up_to_a_hidden_total(void **state)
{
    (void)state;
    survey.study.min_n[SIDE_EMPLOYEES] = 3;
    finish(false);
    hide(NULL, SIDE_EMPLOYEES, REASON_UNANIMITY);
    /* how many rows the side has stands among the inputs */
    const struct input_summary input = { .side = SIDE_EMPLOYEES, .rows_used = 29 };
    const struct provenance provenance = { .inputs = &input, .input_count = 1 };
    const struct report report = { .study = &survey.study,
                                   .provenance = &provenance,
                                   .results = survey.results,
                                   .diagnostics = survey.diagnostics };
    struct report_file *file = NULL;
    assert_int_equal(report_file_view(&report, &file, survey.diagnostics), SYMBAR_OK);
    assert_int_equal(audit_report(file, NULL, NULL, &alone, &audit, survey.diagnostics),
                     SYMBAR_OK);
    report_file_free(file);
    assert_found(ATTACK_TOTAL, "employees / d0",
                 "its parts, all of them shown, add up to the hidden total, n 28");
}

static void subtracts_segments_and_waves(void **state)
{
    (void)state;
    static const struct segment_column columns[] = { { .id = "region" } };
    static const char *const answers[] = { "123451", "543", "1234543" };
    static const char *const names[] = { "east", "north", "west" };
    static const char *const waves[] = { "2025", "2026", "2026" };
    survey_release(&survey);
    survey_init(&survey, 1, false);
    survey.study.sides[SIDE_EMPLOYEES].segments = columns;
    survey.study.sides[SIDE_EMPLOYEES].segment_count = 1;
    survey.study.scales = survey.dimensions[0].questions[0].items[0].scale;
    survey.study.scale_count = 1;
    for (size_t i = 0; i < 3; i++) {
        survey_answer_at(&survey, SIDE_EMPLOYEES,
                         (struct survey_place){ .segment = names[i], .wave = waves[i] },
                         0, answers[i]);
        survey_answer(&survey, SIDE_CUSTOMERS, NULL, 0, "1234512345");
    }
    finish(false);
    const struct side_result *north =
        survey_segment(&survey, SIDE_EMPLOYEES, "region", "north", 0);
    for (size_t r = 0; r < survey.results->row_count; r++)
        if (survey.results->rows[r].sides[SIDE_EMPLOYEES] == north)
            survey.results->rows[r].sides[SIDE_EMPLOYEES] =
                side_hidden(REASON_PRIMARY, false, false);
    assert_int_equal(attack(), SYMBAR_OK);
    assert_found(ATTACK_SUBTRACTION, "employees / d0",
                 "total 16 - shown 13 = 3 people of 'north', fewer than min_n 5; their "
                 "index is 75");
    assert_found(ATTACK_GAP, "employees / d0 / region 'north'",
                 "the gap 25 and the other side's index 50 make 75");
}

static void reads_messages(void **state)
{
    (void)state;
    finish(true);
    warn(survey.diagnostics, DIAG_UNIT_NEAR_MISS, (struct place){ 0 },
         "unit 'Lion 9' of customers may be 'Lyon' of employees");
    warn(survey.diagnostics, DIAG_ANSWERS_INVALID, (struct place){ 0 },
         "unit 'Lyon' has 2 answers that are off the scale");
    assert_int_equal(attack(), SYMBAR_OK);
    assert_int_equal(audit->counts[ATTACK_MESSAGES].broken, 1);
}

static void give_kinds(const char *unit, double blank, double refused)
{
    struct side_result *side =
        row_own_side(survey.results, survey_row(&survey, unit, 0), SIDE_EMPLOYEES);
    for (int kind = 0; kind < MISSING_COUNT; kind++)
        side->missing[kind] = (struct measure){ .available = true };
    side->missing[MISSING_BLANK].value = blank;
    side->missing[MISSING_REFUSED].value = refused;
}

static void finds_how_a_few_people_did_not_answer(void **state)
{
    (void)state;
    survey_answer(&survey, SIDE_EMPLOYEES, "Lyon", 0, "12--");
    survey_answer(&survey, SIDE_EMPLOYEES, "Tours", 0, "-rr");
    finish(true);
    assert_int_equal(attack(), SYMBAR_OK);
    assert_int_equal(audit->finding_count, 0);
    give_kinds("Lyon", 2, 0); /* it covers Tours, with Paris */
    assert_int_equal(attack(), SYMBAR_OK);
    assert_found(
        ATTACK_SUBTRACTION, "employees / d0",
        "the total's kinds of missing answers minus those shown are of 4 people, "
        "fewer than min_n");
    give_kinds("Tours", 1, 2);
    assert_int_equal(attack(), SYMBAR_OK);
    assert_found(ATTACK_SMALL, "employees / d0 / 'Tours'",
                 "the kinds of missing answers of 3 people are shown, and min_n is 5");
}

/* The smallest example of what reasons tell: five all answered 5, and one answered 2. The
   rest is 6 people with the sums of 27 and 129, and no other five equal answers and
   one fit. */
static void believes_the_reason_that_says_a_group_agrees(void **state)
{
    (void)state;
    survey_answer(&survey, SIDE_EMPLOYEES, "Tours", 0, "55555");
    survey_answer(&survey, SIDE_EMPLOYEES, "Vichy", 0, "2");
    survey.study.min_n[SIDE_EMPLOYEES] = 3;
    finish(false);
    hide("Tours", SIDE_EMPLOYEES, REASON_UNANIMITY);
    hide("Vichy", SIDE_EMPLOYEES, REASON_PRIMARY);
    assert_int_equal(attack(), SYMBAR_OK);
    assert_int_equal(audit->counts[ATTACK_CODES].broken, 1);
    assert_found(
        ATTACK_CODES, "employees / d0 / 'Tours'",
        "the reason says that its people agree, 3 or more; the rest of the total "
        "is 6 people, and by the sums of their answers they all answered 5");
}

static void survives_every_lack_of_memory(void **state)
{
    (void)state;
    finish(false);
    hide("Lyon", SIDE_EMPLOYEES, REASON_PRIMARY);
    enum symbar_status status = SYMBAR_NO_MEMORY;
    long successes = 0;
    for (; status == SYMBAR_NO_MEMORY && successes < 1000; successes++) {
        memory_fail_after(successes);
        status = attack();
        memory_fail_after(-1);
        assert_true((status == SYMBAR_OK) == (audit != NULL));
    }
    assert_int_equal(status, SYMBAR_OK);
    assert_true(successes > 20);
}

#define AUDIT_TEST(name) cmocka_unit_test_setup_teardown(name, make, clear)

int main(void)
{
    const struct CMUnitTest tests[] = {
        AUDIT_TEST(finds_nothing_in_a_sound_report),
        AUDIT_TEST(subtracts),
        AUDIT_TEST(finds_a_group_alone),
        AUDIT_TEST(finds_small_groups_and_agreement),
        AUDIT_TEST(finds_what_stands_and_what_a_gap_tells),
        AUDIT_TEST(finds_a_verdict),
        AUDIT_TEST(counts_the_tests_of_a_family),
        AUDIT_TEST(does_not_miscount_held_tests),
        AUDIT_TEST(adds_units_up_to_a_hidden_total),
        AUDIT_TEST(subtracts_segments_and_waves),
        AUDIT_TEST(reads_messages),
        AUDIT_TEST(finds_how_a_few_people_did_not_answer),
        AUDIT_TEST(believes_the_reason_that_says_a_group_agrees),
        AUDIT_TEST(survives_every_lack_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
