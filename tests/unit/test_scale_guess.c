/* From the texts of a column to its kind and its scale. */
#include "ingest/column_kind.h"
#include "support/test.h"

#include <stdio.h>
#include <string.h>

static struct label_sets sets;

struct found {
    struct arena arena;
    struct column_profile profile;
    struct column_finding finding;
};

/* Every text as often as `times`. */
static void find(struct found *found, const char *heading, size_t times,
                 const char *const *texts)
{
    static const struct export_facts facts = { .platform = "generic" };
    const struct profile_rules rules = { '.', &facts, NULL };
    const struct header_column column = { .name = heading,
                                          .text = heading,
                                          .import_id = "" };
    const struct column_facts facts_of = {
        .heading = &column,
        .profile = &found->profile,
        .facts = &facts,
        .sets = &sets,
        .point = '.',
    };
    size_t budget = PROFILE_BUDGET_BYTES;
    *found = (struct found){ .finding.kind = KIND_EMPTY };
    for (; *texts; texts++) {
        const struct cell cell = { .bytes = *texts, .byte_count = strlen(*texts) };
        for (size_t i = 0; i < times; i++)
            assert_true(column_profile_add(&found->profile, &cell, &rules, &budget));
    }
    assert_true(column_find_kind(&facts_of, &found->arena, &found->finding));
}

static void lose(struct found *found)
{
    column_profile_release(&found->profile);
    arena_release(&found->arena);
}

static void assert_scale(const char *heading, const char *const *texts,
                         enum column_kind kind, double min, double max)
{
    struct found found;
    find(&found, heading, 3, texts);
    assert_int_equal(found.finding.kind, kind);
    assert_non_null(found.finding.guess.scale);
    assert_true(found.finding.guess.scale->min == min);
    assert_true(found.finding.guess.scale->max == max);
    lose(&found);
}

#define TEXTS(...) ((const char *const[]){ __VA_ARGS__, NULL })

static void guesses_ranges_of_codes(void **state)
{
    (void)state;
    assert_scale("q", TEXTS("1", "2", "5"), KIND_SCALE, 1, 5);
    assert_scale("q", TEXTS("3", "4"), KIND_SCALE, 1, 5);
    assert_scale("q", TEXTS("1", "2", "3", "4"), KIND_SCALE, 1, 4);
    assert_scale("q", TEXTS("2", "6", "7"), KIND_SCALE, 1, 7);
    assert_scale("q", TEXTS("5", "8"), KIND_SCALE, 1, 10);
    assert_scale("q", TEXTS("0", "8"), KIND_SCALE, 0, 10);
    assert_scale("q", TEXTS("4.0", "2.0", "1.0"), KIND_SCALE, 1, 4);
    assert_scale("q", TEXTS("4/5", "2/5", "1/5"), KIND_SCALE, 1, 5);
    assert_scale("Please rate us from 1 to 7", TEXTS("2", "3"), KIND_SCALE, 1, 7);
}

static void tells_recommend_questions(void **state)
{
    (void)state;
    assert_scale("Would you recommend us?", TEXTS("7", "9", "10"), KIND_NPS, 0, 10);
    assert_scale("nps", TEXTS("0 - Not at all likely", "5", "10 - Extremely likely"),
                 KIND_NPS, 0, 10);
    assert_scale("Would you recommend us?",
                 TEXTS("1", "2", "3", "4", "5", "6", "7", "8", "9", "10"), KIND_SCALE, 1,
                 10);
    /* nobody gave the 0, but no more than that */
    assert_scale("Would you recommend us?", TEXTS("1", "4", "7", "8", "9", "10"),
                 KIND_NPS, 0, 10);
    assert_scale("Would you recommend us?",
                 TEXTS("2", "3", "4", "5", "6", "7", "8", "9", "10"), KIND_NPS, 0, 10);
    assert_scale("Would you recommend us? 1 is no, 10 is yes", TEXTS("7", "9", "10"),
                 KIND_SCALE, 1, 10);
}

static void guesses_scales_of_words(void **state)
{
    (void)state;
    struct found found;
    assert_scale("q", TEXTS("Agree", "Strongly agree", "Disagree"), KIND_SCALE, 1, 5);
    assert_scale("q", TEXTS("Disagree", "Neutral", "Agree"), KIND_SCALE, 1, 3);
    assert_scale("q", TEXTS("Strongly disagree", "4", "9", "Strongly agree"), KIND_SCALE,
                 1, 10);
    find(&found, "q", 2,
         TEXTS("tr\xc3\xa8s satisfait", "Satisfait", "Insatisfait", "Ne sait pas"));
    assert_int_equal(found.finding.kind, KIND_SCALE);
    const struct scale *scale = found.finding.guess.scale;
    assert_int_equal(scale->kind, SCALE_CSAT);
    assert_int_equal(scale->label_count, 3);
    assert_string_equal(scale->labels[2].text, "tr\xc3\xa8s satisfait");
    assert_true(scale->labels[2].code == scale->max);
    assert_int_equal(found.profile.missing[MISSING_DONT_KNOW], 2);
    lose(&found);
}

static void assert_kind(const char *heading, size_t times, const char *const *texts,
                        enum column_kind kind)
{
    struct found found;
    find(&found, heading, times, texts);
    assert_string_equal(column_kind_name(found.finding.kind), column_kind_name(kind));
    assert_null(found.finding.guess.scale);
    lose(&found);
}

/* A heading that names units may ask to rate them; then the values decide. */
static void tells_ratings_from_units(void **state)
{
    (void)state;
    const char *const *codes = TEXTS("1", "2", "3", "4", "5");
    assert_scale("Service", codes, KIND_SCALE, 1, 5);
    assert_scale("Our team", codes, KIND_SCALE, 1, 5);
    assert_scale("Zufriedenheit mit Filiale", codes, KIND_SCALE, 1, 5);
    assert_scale("Store", TEXTS("Agree", "Disagree", "Strongly agree"), KIND_SCALE, 1, 5);
    assert_scale("\xc2\xbfRecomendar\xc3\xad"
                 "a nuestra tienda?",
                 TEXTS("0", "4", "9", "10"), KIND_NPS, 0, 10);
    assert_kind("Store", 3, codes, KIND_UNIT);
    assert_kind("Team no", 3, codes, KIND_UNIT);
    assert_kind("Service", 3, TEXTS("Front desk", "Kitchen"), KIND_UNIT);
}

/* Whether a middle that nobody chose was on offer: answers enough say no. */
static void tells_four_labels_from_five(void **state)
{
    (void)state;
    const char *const *four =
        TEXTS("Strongly agree", "Agree", "Disagree", "Strongly disagree");
    struct found found;
    find(&found, "q", 8, four);
    assert_true(found.finding.guess.scale->max == 4);
    assert_true(found.finding.guess.is_sure);
    lose(&found);
    find(&found, "q", 7, four);
    assert_true(found.finding.guess.scale->max == 5);
    assert_false(found.finding.guess.is_sure);
    lose(&found);
    find(&found, "q", 8, TEXTS("Poor", "Fair", "Good", "Very good", "Excellent"));
    assert_true(found.finding.guess.scale->max == 5);
    lose(&found);
    find(&found, "q", 1, TEXTS("Very easy", "Easy", "Neutral", "Very difficult"));
    assert_int_equal(found.finding.guess.scale->kind, SCALE_CES);
    assert_true(found.finding.guess.scale->max == 5);
    lose(&found);
}

static void takes_codes_outside_for_no_answer(void **state)
{
    (void)state;
    struct found found;
    find(&found, "q", 2, TEXTS("1", "2", "3", "-1", "98"));
    assert_int_equal(found.finding.kind, KIND_SCALE);
    assert_int_equal(found.finding.guess.stray_count, 2);
    assert_string_equal(found.finding.guess.strays[0].text, "-1");
    assert_int_equal(found.finding.guess.strays[0].kind, MISSING_NOT_APPLICABLE);
    assert_string_equal(found.finding.guess.strays[1].text, "98");
    assert_int_equal(found.finding.guess.strays[1].kind, MISSING_DONT_KNOW);
    lose(&found);
}

static void tells_other_kinds(void **state)
{
    (void)state;
    assert_kind("q", 3, TEXTS(""), KIND_EMPTY);
    assert_kind("q", 3, TEXTS("N/A", "-"), KIND_EMPTY);
    assert_kind("Store", 2, TEXTS("Lyon", "Nice"), KIND_UNIT);
    assert_kind("Store", 2, TEXTS("1", "2", "3"), KIND_UNIT);
    assert_kind("dbn", 2, TEXTS("01M015", "01M016", "02M001"), KIND_UNIT);
    assert_kind("Gender", 2, TEXTS("f", "m"), KIND_CHOICE);
    assert_kind("flag", 2, TEXTS("0", "1"), KIND_CHOICE);
    assert_kind("How old are you?", 2, TEXTS("18", "35", "52"), KIND_NUMBER);
    assert_kind("height", 2, TEXTS("1.54", "1.80"), KIND_NUMBER);
    assert_kind("when", 1, TEXTS("3/24/2020 11:40:53 AM", "2026-06-14", "14.06.2026"),
                KIND_DATE);
    assert_kind("contact", 1, TEXTS("ann@example.org", "bo@example.org"), KIND_PERSONAL);
    assert_kind("peer", 1, TEXTS("192.0.2.1", "192.0.2.77"), KIND_PERSONAL);
    assert_kind("Manager", 4, TEXTS("Ann Archer", "Bo Baker"), KIND_PERSONAL);
    assert_kind("Session", 1, TEXTS("a1", "b2", "c3"), KIND_ID);
    assert_kind("external_id", 1, TEXTS("1", "2", "3"), KIND_ID);
    assert_kind("Comments", 1, TEXTS("all well", "none", "slow lift"), KIND_TEXT);
    assert_kind("Q [Other (please specify)]", 5, TEXTS("cash", "card"), KIND_TEXT);
    /* however often two people wrote the same */
    assert_kind("Comments", 4, TEXTS("all well", "slow lift"), KIND_TEXT);
    assert_kind("Votre conseill\xc3\xa8re", 4, TEXTS("Ann", "Bo"), KIND_PERSONAL);
    assert_kind("q", 4, TEXTS("all\nwell", "no"), KIND_TEXT);
    assert_kind("Did you leave feedback?", 4, TEXTS("Yes", "No"), KIND_CHOICE);
    assert_kind("note", 1, TEXTS("1 - slow", "1 - cold", "2 - rude", "1 - the lift"),
                KIND_TEXT);
    /* numbers that are all different: nothing says that they are answers */
    assert_kind("q", 1, TEXTS("1", "3", "4"), KIND_NUMBER);
}

static void lets_go_of_what_is_too_much(void **state)
{
    (void)state;
    static char texts[PROFILE_MOST_VALUES + 2][8];
    static const struct export_facts facts = { .platform = "generic" };
    const struct profile_rules rules = { '.', &facts, NULL };
    struct column_profile profile = { .is_open = false };
    size_t budget = PROFILE_BUDGET_BYTES;
    for (size_t i = 0; i < PROFILE_MOST_VALUES + 2; i++) {
        const struct cell cell = {
            .bytes = texts[i],
            .byte_count = (size_t)snprintf(texts[i], sizeof texts[i], "%zu", i),
            .line = 1,
            .column = 1,
        };
        assert_true(column_profile_add(&profile, &cell, &rules, &budget));
    }
    assert_true(profile.is_open);
    assert_int_equal(profile.values.count, 0);
    assert_int_equal(budget, PROFILE_BUDGET_BYTES);
    assert_int_equal(column_profile_shapes(&profile, '.').numbers,
                     PROFILE_MOST_VALUES + 2);
    column_profile_release(&profile);
}

static int make_sets(void **state)
{
    (void)state;
    return label_sets_init(&sets) ? 0 : -1;
}

static int lose_sets(void **state)
{
    (void)state;
    label_sets_release(&sets);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(guesses_ranges_of_codes),
        cmocka_unit_test(tells_recommend_questions),
        cmocka_unit_test(guesses_scales_of_words),
        cmocka_unit_test(tells_ratings_from_units),
        cmocka_unit_test(tells_four_labels_from_five),
        cmocka_unit_test(takes_codes_outside_for_no_answer),
        cmocka_unit_test(tells_other_kinds),
        cmocka_unit_test(lets_go_of_what_is_too_much),
    };
    return cmocka_run_group_tests(tests, make_sets, lose_sets);
}
