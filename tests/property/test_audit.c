/* The attack against the defence, on random small studies with groups around min_n:
   no report can be broken as it is made, and nearly all of them can once a rule of
   disclosure is taken back.

   A rule is taken back by giving the cells that it hid their figures again, so that
   the library itself has no switch for it. */
#include "analysis/analysis.h"
#include "analysis/linkage.h"
#include "base/buffer.h"
#include "base/memory.h"
#include "disclosure/disclosure.h"
#include "judge/audit.h"
#include "report/report.h"
#include "support/random.h"
#include "support/survey.h"
#include "support/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct work alone = { .thread_count = 1 };
static const struct work shared = { .thread_count = 3 };

enum { MOST_UNITS = 7, MOST_DIMENSIONS = 4, MOST_PEOPLE = 24 };

static const char *const unit_names[MOST_UNITS] = { "A", "B", "C", "D", "E", "F", "G" };

/* How often a group is of one mind, in 16, on top of what chance makes so. */
enum { AS_IT_COMES = 0, OFTEN_AGREE = 6 };

/* What kind of people a group is made of. */
struct mood {
    size_t lowest; /* answers are lowest to lowest + spread - 1 */
    size_t spread;
    size_t skips; /* in 16 */
};

static struct mood random_mood(struct test_random *random, bool is_nps, size_t agreeing)
{
    size_t least = is_nps ? 0 : 1;
    size_t levels = is_nps ? 11 : 5;
    size_t spread =
        test_random_below(random, 3) ? levels : 1 + test_random_below(random, levels);
    static const size_t skips[] = { 0, 0, 1, 3, 8 };
    if (agreeing && test_random_below(random, 16) < agreeing)
        spread = 1;
    return (struct mood){ least + test_random_below(random, levels - spread + 1), spread,
                          skips[test_random_below(random, 5)] };
}

static char answer_of(struct test_random *random, const struct mood *mood)
{
    if (test_random_below(random, 16) < mood->skips)
        return test_random_below(random, 3) ? '-' : 'r';
    size_t level = mood->lowest + test_random_below(random, mood->spread);
    return level == 10 ? 'X' : (char)('0' + level);
}

static void add_group(struct survey *survey, struct test_random *random, enum side side,
                      const char *unit, size_t size, bool is_nps, size_t agreeing)
{
    for (size_t d = 0; d < survey->study.dimension_count && size; d++) {
        struct mood mood = random_mood(random, is_nps, agreeing);
        char answers[MOST_PEOPLE + 1] = "";
        for (size_t i = 0; i < size; i++)
            answers[i] = answer_of(random, &mood);
        answers[size] = '\0';
        survey_answer(survey, side, unit, d, answers);
    }
}

static bool random_survey(struct survey *survey, struct test_random *random,
                          size_t agreeing)
{
    bool is_nps = test_random_below(random, 2);
    size_t dimension_count = 1 + test_random_below(random, MOST_DIMENSIONS);
    size_t unit_count = 1 + test_random_below(random, MOST_UNITS);
    size_t min_n = 2 + test_random_below(random, 5);
    survey_init(survey, dimension_count, is_nps);
    for (int side = 0; side < SIDE_COUNT; side++) {
        survey->study.min_n[side] = min_n;
        survey->study.hides_unanimity[side] = test_random_below(random, 2);
        for (size_t u = 0; u < unit_count; u++) {
            size_t size = test_random_below(random, 4)
                              ? test_random_below(random, 2 * min_n + 2)
                              : min_n + test_random_below(random, 2 * min_n);
            add_group(survey, random, (enum side)side, unit_names[u],
                      test_random_below(random, 12) ? size : 0, is_nps, agreeing);
        }
        if (test_random_below(random, 3) == 0)
            add_group(survey, random, (enum side)side, NULL,
                      test_random_below(random, 2 * min_n), is_nps, agreeing);
    }
    survey->study.scales = survey->dimensions[0].questions[0].items[0].scale;
    survey->study.scale_count = 1;
    survey->study.analysis.reference_is_median = true;
    survey->study.analysis.high = 75;
    return is_nps;
}

/* Gives the cells that were hidden for one of `reasons` their figures back; returns how
   many. */
static size_t take_back(struct results *results, const struct result_row *before,
                        unsigned reasons)
{
    size_t count = 0;
    for (size_t i = 0; i < results->row_count; i++) {
        struct result_row *row = &results->rows[i];
        for (int side = 0; side < SIDE_COUNT; side++)
            if (reasons >> row->sides[side]->reason & 1) {
                row->sides[side] = before[i].sides[side];
                count++;
            }
        if (row->sides[SIDE_EMPLOYEES]->status != CELL_SUPPRESSED &&
            row->sides[SIDE_CUSTOMERS]->status != CELL_SUPPRESSED)
            row->gap = before[i].gap;
    }
    return count;
}

static bool append(void *buffer, const char *bytes, size_t byte_count)
{
    buffer_append(buffer, bytes, byte_count);
    return !buffer_failed(buffer);
}

/* Makes the results of a survey, as symbar_run() does but for the rules taken back;
   returns how many cells that concerned. */
static size_t finish_results(struct survey *survey,
                             const struct previous_release *previous, unsigned reasons)
{
    survey_analyse(survey);
    struct results *results = survey->results;
    struct result_row *before = memory_allocate(results->row_count, sizeof *before);
    assert_non_null(before);
    memcpy(before, results->rows, results->row_count * sizeof *before);
    assert_int_equal(
        disclose_against(&survey->study, results, previous, survey->diagnostics),
        SYMBAR_OK);
    size_t back = take_back(results, before, reasons);
    memory_free(before);
    assert_int_equal(analysis_adjust(&survey->study, results, survey->diagnostics),
                     SYMBAR_OK);
    assert_int_equal(analysis_link(&survey->study, results, survey->diagnostics),
                     SYMBAR_OK);
    return back;
}

/* The report as it is read from its JSON, or as it stands in memory. */
static struct report_file *file_of(struct survey *survey, bool by_json)
{
    const struct provenance provenance = { 0 };
    const struct report report = { .study = &survey->study,
                                   .provenance = &provenance,
                                   .results = survey->results,
                                   .diagnostics = survey->diagnostics };
    struct report_style style = { 0 };
    struct buffer json = { 0 };
    struct report_file *file = NULL;
    if (by_json) {
        assert_int_equal(report_format_json.write(&report, &style,
                                                  (struct sink){ append, &json },
                                                  survey->diagnostics),
                         SYMBAR_OK);
        assert_int_equal(report_file_parse(json.bytes, json.byte_count, "report.json",
                                           &file, survey->diagnostics),
                         SYMBAR_OK);
    } else {
        assert_int_equal(report_file_view(&report, &file, survey->diagnostics),
                         SYMBAR_OK);
    }
    buffer_release(&json);
    return file;
}

static struct audit *audit_survey_by(struct survey *survey,
                                     const struct report_file *previous, bool by_json,
                                     const struct work *work)
{
    struct audit *audit = NULL;
    struct report_file *file = file_of(survey, by_json);
    assert_int_equal(
        audit_report(file, previous, NULL, work, &audit, survey->diagnostics), SYMBAR_OK);
    report_file_free(file);
    return audit;
}

static struct audit *audit_survey(struct survey *survey,
                                  const struct report_file *previous, bool by_json)
{
    return audit_survey_by(survey, previous, by_json, &alone);
}

/* How many of the reports in which the rule mattered are broken. */
struct outcome {
    size_t tried;
    size_t broken;
};

static size_t rounds(void)
{
    return getenv("SYMBAR_LONG_TESTS") ? 10000 : 1500;
}

static void assert_same(const struct audit *one, const struct audit *other)
{
    assert_memory_equal(one->counts, other->counts, sizeof one->counts);
    assert_int_equal(one->finding_count, other->finding_count);
    for (size_t i = 0; i < one->finding_count; i++) {
        assert_string_equal(one->findings[i].cell, other->findings[i].cell);
        assert_string_equal(one->findings[i].sum, other->findings[i].sum);
    }
    assert_int_equal(one->size_count, other->size_count);
    for (size_t i = 0; i < one->size_count; i++)
        assert_string_equal(one->sizes[i].cell, other->sizes[i].cell);
    assert_true(!one->narrowest.cell == !other->narrowest.cell);
    if (one->narrowest.cell)
        assert_string_equal(one->narrowest.cell, other->narrowest.cell);
}

/* Both ways to a report must come to the same; the one over JSON is the slower one. So
   must several threads, to the letter. */
static size_t findings_of(struct survey *survey, size_t round, bool prints)
{
    struct audit *audit = audit_survey(survey, NULL, false);
    size_t count = audit->finding_count;
    if (count && prints)
        print_error("study %zu: [%s] %s: %s\n", round,
                    audit_attack_name(audit->findings[0].attack), audit->findings[0].cell,
                    audit->findings[0].sum);
    if (round % 4 == 0) {
        struct audit *again = audit_survey(survey, NULL, true);
        assert_int_equal(again->finding_count, count);
        audit_free(again);
    } else if (round % 4 == 1) {
        struct audit *again = audit_survey_by(survey, NULL, false, &shared);
        assert_same(audit, again);
        audit_free(again);
    }
    audit_free(audit);
    return count;
}

static struct outcome attack_studies(uint64_t seed, unsigned reasons, bool prints,
                                     size_t agreeing)
{
    size_t count = reasons ? rounds() / 3 : rounds();
    struct test_random random = { seed };
    struct outcome outcome = { 0, 0 };
    for (size_t i = 0; i < count; i++) {
        struct survey survey;
        (void)random_survey(&survey, &random, agreeing);
        if (finish_results(&survey, NULL, reasons) || !reasons) {
            outcome.tried++;
            outcome.broken += findings_of(&survey, i, prints) > 0;
        }
        survey_release(&survey);
    }
    return outcome;
}

static struct outcome attack(uint64_t seed, unsigned reasons, bool prints)
{
    return attack_studies(seed, reasons, prints, AS_IT_COMES);
}

static void grow(struct survey *survey, struct test_random *random, bool is_nps)
{
    static const size_t most[] = { 1, 2, 3, 8 };
    size_t bound = most[test_random_below(random, 4)];
    for (int side = 0; side < SIDE_COUNT; side++)
        for (size_t u = 0; u <= MOST_UNITS; u++)
            if (test_random_below(random, 2))
                add_group(survey, random, (enum side)side,
                          u < MOST_UNITS ? unit_names[u] : NULL,
                          test_random_below(random, bound + 1), is_nps, AS_IT_COMES);
}

/* Whether the second of two reports of a growing survey is broken with the first at hand;
   `holds` is whether it was made with the first in view. */
static bool breaks_second(struct survey *survey, struct test_random *random, bool is_nps,
                          bool holds, size_t round)
{
    finish_results(survey, NULL, 0);
    struct report_file *first = file_of(survey, true);
    const char *ids[MOST_DIMENSIONS];
    for (size_t d = 0; d < first->dimension_count; d++)
        ids[d] = first->dimensions[d].id;
    const struct previous_release previous = {
        first->rows, first->row_count, { ids, ids }, first->dimension_count
    };
    grow(survey, random, is_nps);
    finish_results(survey, holds ? &previous : NULL, 0);
    struct audit *audit = audit_survey(survey, first, round % 4 == 0);
    size_t count = audit->finding_count;
    if (count && holds)
        print_error("study %zu: [%s] %s: %s\n", round,
                    audit_attack_name(audit->findings[0].attack), audit->findings[0].cell,
                    audit->findings[0].sum);
    audit_free(audit);
    report_file_free(first);
    return count > 0;
}

static size_t broken_seconds(uint64_t seed, bool holds)
{
    struct test_random random = { seed };
    size_t broken = 0;
    for (size_t i = 0; i < rounds() / 3; i++) {
        struct survey survey;
        bool is_nps = random_survey(&survey, &random, AS_IT_COMES);
        broken += breaks_second(&survey, &random, is_nps, holds, i);
        survey_release(&survey);
    }
    return broken;
}

static void breaks_no_second_report(void **state)
{
    (void)state;
    assert_int_equal(broken_seconds(20261130, true), 0);
}

static void breaks_most_second_reports_that_hold_nothing(void **state)
{
    (void)state;
    size_t broken = broken_seconds(20261201, false);
    print_message("second reports that hold nothing: %zu of %zu broken\n", broken,
                  rounds() / 3);
    assert_true(broken >= rounds() / 3 * 8 / 10);
}

static void breaks_no_report(void **state)
{
    (void)state;
    struct outcome outcome = attack(20261126, 0, true);
    assert_int_equal(outcome.tried, rounds());
    assert_int_equal(outcome.broken, 0);
}

static void breaks_no_report_where_many_agree(void **state)
{
    (void)state;
    struct outcome outcome = attack_studies(20261202, 0, true, OFTEN_AGREE);
    print_message("where many agree: %zu of %zu broken\n", outcome.broken, outcome.tried);
    assert_int_equal(outcome.broken, 0);
}

static void breaks_most_without_complementary_suppression(void **state)
{
    (void)state;
    struct outcome outcome =
        attack(20261127, 1u << REASON_COMPLEMENTARY | 1u << REASON_RESIDUAL, false);
    print_message("without complementary suppression: %zu of %zu broken\n",
                  outcome.broken, outcome.tried);
    assert_true(outcome.tried > rounds() / 6);
    assert_true(outcome.broken > outcome.tried * 9 / 10);
}

static void breaks_all_without_min_n(void **state)
{
    (void)state;
    struct outcome outcome = attack(20261128, 1u << REASON_PRIMARY, false);
    assert_true(outcome.tried > rounds() / 6);
    assert_int_equal(outcome.broken, outcome.tried);
}

/* Not all: a total may be hidden as well where the attacker is not certain. */
static void breaks_most_without_hiding_agreement(void **state)
{
    (void)state;
    struct outcome outcome = attack(20261129, 1u << REASON_UNANIMITY, false);
    print_message("without hiding agreement: %zu of %zu broken\n", outcome.broken,
                  outcome.tried);
    assert_true(outcome.tried > rounds() / 60);
    assert_true(outcome.broken > outcome.tried * 9 / 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(breaks_no_report),
        cmocka_unit_test(breaks_no_report_where_many_agree),
        cmocka_unit_test(breaks_most_without_complementary_suppression),
        cmocka_unit_test(breaks_all_without_min_n),
        cmocka_unit_test(breaks_most_without_hiding_agreement),
        cmocka_unit_test(breaks_no_second_report),
        cmocka_unit_test(breaks_most_second_reports_that_hold_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
