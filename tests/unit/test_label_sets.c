#include "ingest/fold.h"
#include "ingest/label_sets.h"
#include "support/test.h"

#include <string.h>

static const struct scale five = { .min = 1, .max = 5 };
static const struct scale four = { .min = 1, .max = 4 };
static const struct scale seven = { .min = 0, .max = 6 };
static const struct scale ten = { .min = 1, .max = 10 };

struct choice {
    struct label_sets sets;
    struct buffer folded[8];
    const char *texts[8];
    double codes[8];
    size_t count;
    const struct label_set *set;
};

static enum label_verdict choose(struct choice *choice, const struct scale *scale,
                                 const double *digits, size_t digit_count,
                                 const char *const *texts)
{
    enum label_verdict verdict;
    for (choice->count = 0; texts[choice->count]; choice->count++) {
        struct buffer *folded = &choice->folded[choice->count];
        buffer_clear(folded);
        fold_label(folded, span_of(texts[choice->count]));
        choice->texts[choice->count] = folded->bytes;
    }
    const struct column_content content = { choice->texts, choice->count, digits,
                                            digit_count };
    assert_true(label_sets_choose(&choice->sets, scale, &content, &verdict, choice->codes,
                                  &choice->set));
    return verdict;
}

#define TEXTS(...) ((const char *const[]){ __VA_ARGS__, NULL })

static int set_up(void **state)
{
    static struct choice choice;
    choice = (struct choice){ 0 };
    *state = &choice;
    return label_sets_init(&choice.sets) ? 0 : -1;
}

static int tear_down(void **state)
{
    struct choice *choice = *state;
    label_sets_release(&choice->sets);
    for (size_t i = 0; i < 8; i++)
        buffer_release(&choice->folded[i]);
    return 0;
}

static void assert_codes(const struct choice *choice, const double *expected)
{
    for (size_t i = 0; i < choice->count; i++)
        assert_close(choice->codes[i], expected[i], 0);
}

static void every_set_is_sound(void **state)
{
    struct choice *choice = *state;
    size_t count;
    const struct label_set *list = label_set_list(&count);
    bool seen[6][6] = { { false } };
    const char *languages = "en fr de es nl it";
    const char *topics[] = { "agreement",  "satisfaction", "frequency",
                             "likelihood", "quality",      "ease" };
    for (size_t i = 0; i < count; i++) {
        assert_in_range(choice->sets.place_counts[i], 3, 7);
        for (size_t t = 0; t < 6; t++)
            if (strcmp(list[i].topic, topics[t]) == 0)
                seen[(strstr(languages, list[i].language) - languages) / 3][t] = true;
        /* no text stands at two places of one set */
        for (const char *at = list[i].places; *at;) {
            size_t length = strcspn(at, "|;");
            assert_in_range(length, 2, 60);
            for (const char *other = at + length + 1; *other;) {
                size_t other_length = strcspn(other, "|;");
                assert_false(length == other_length && memcmp(at, other, length) == 0);
                other += other_length + 1;
            }
            at += length + 1;
        }
    }
    for (size_t l = 0; l < 6; l++)
        for (size_t t = 0; t < 6; t++)
            assert_true(seen[l][t]);
}

static void recognises_whole_sets(void **state)
{
    struct choice *choice = *state;
    assert_int_equal(choose(choice, &five, NULL, 0,
                            TEXTS("Agree", "Strongly disagree", "Neutral",
                                  "Strongly agree", "Disagree")),
                     LABELS_FIT);
    assert_codes(choice, (double[]){ 4, 1, 3, 5, 2 });
    assert_string_equal(choice->set->topic, "agreement");
    assert_int_equal(choose(choice, &four, NULL, 0,
                            TEXTS("Tr\xc3\xa8s satisfait", "Peu satisfait", "Satisfait")),
                     LABELS_FIT);
    assert_codes(choice, (double[]){ 4, 2, 3 });
    assert_int_equal(
        choose(choice, &five, NULL, 0,
               TEXTS("Stimme \xc3\xbc"
                     "berhaupt nicht zu",
                     "Teils/teils", "Stimme eher zu", "Stimme voll und ganz zu")),
        LABELS_FIT);
    assert_codes(choice, (double[]){ 1, 3, 4, 5 });
    assert_int_equal(choose(choice, &seven, NULL, 0,
                            TEXTS("Somewhat agree", "Agree", "Strongly agree")),
                     LABELS_FIT);
    assert_codes(choice, (double[]){ 4, 5, 6 });
    assert_int_equal(choose(choice, &five, NULL, 0,
                            TEXTS("Nunca", "Rara vez", "A veces", "A menudo", "Siempre")),
                     LABELS_FIT);
    assert_codes(choice, (double[]){ 1, 2, 3, 4, 5 });
    assert_int_equal(choose(choice, &five, NULL, 0,
                            TEXTS("Excellent", "Good", "Fair", "Poor", "Very good")),
                     LABELS_FIT);
    assert_codes(choice, (double[]){ 5, 3, 2, 1, 4 });
    assert_int_equal(choose(choice, &five, NULL, 0,
                            TEXTS("Sehr gut", "Gut", "Mittel", "Sehr schlecht")),
                     LABELS_FIT);
    assert_codes(choice, (double[]){ 5, 4, 3, 1 });
    assert_int_equal(
        choose(choice, &four, NULL, 0, TEXTS("Oui, plut\xc3\xb4t", "Non, pas du tout")),
        LABELS_FIT);
    assert_codes(choice, (double[]){ 3, 1 });
    assert_int_equal(choose(choice, &five, NULL, 0,
                            TEXTS("Tr\xc3\xa8s facile", "Ni facile ni difficile")),
                     LABELS_FIT);
    assert_codes(choice, (double[]){ 5, 3 });
    assert_string_equal(choice->set->topic, "ease");
}

static void never_chooses_by_one_label(void **state)
{
    struct choice *choice = *state;
    assert_int_equal(choose(choice, &five, NULL, 0, TEXTS("Agree")), LABELS_TOO_FEW);
    assert_int_equal(choose(choice, &five, NULL, 0, TEXTS("Blue")), LABELS_UNKNOWN);
    assert_int_equal(choose(choice, &five, NULL, 0, TEXTS("Agree", "Blue")),
                     LABELS_UNKNOWN);
    /* as many labels as the scale has points, or none */
    assert_int_equal(choose(choice, &four, NULL, 0,
                            TEXTS("Strongly agree", "Neutral", "Strongly disagree")),
                     LABELS_UNKNOWN);
}

/* "Stimme zu" is the top of one German set and the second best of another. */
static void leaves_open_what_sets_disagree_on(void **state)
{
    struct choice *choice = *state;
    assert_int_equal(
        choose(choice, &five, NULL, 0, TEXTS("Stimme zu", "Neutral", "Stimme nicht zu")),
        LABELS_AMBIGUOUS);
    assert_int_equal(
        choose(choice, &five, NULL, 0, TEXTS("Stimme zu", "Stimme eher zu", "Neutral")),
        LABELS_FIT);
    assert_codes(choice, (double[]){ 5, 4, 3 });
}

static void takes_words_at_the_ends_of_digits(void **state)
{
    struct choice *choice = *state;
    const double digits[] = { 2, 7, 9 };
    const double all[] = { 1, 2, 10 };
    assert_int_equal(
        choose(choice, &ten, digits, 3, TEXTS("Strongly agree", "Strongly disagree")),
        LABELS_ENDS_FIT);
    assert_codes(choice, (double[]){ 10, 1 });
    assert_int_equal(choose(choice, &ten, digits, 3, TEXTS("Strongly disagree")),
                     LABELS_ENDS_FIT);
    assert_codes(choice, (double[]){ 1 });
    assert_int_equal(choose(choice, &ten, all, 3, TEXTS("Strongly agree")),
                     LABELS_UNKNOWN);
    assert_int_equal(choose(choice, &ten, NULL, 0, TEXTS("Strongly agree")),
                     LABELS_UNKNOWN);
    assert_int_equal(choose(choice, &ten, digits, 3, TEXTS("Neutral")), LABELS_UNKNOWN);
}

static void takes_several_languages_in_one_column(void **state)
{
    struct choice *choice = *state;
    assert_int_equal(choose(choice, &five, NULL, 0,
                            TEXTS("Very satisfied", "Tr\xc3\xa8s satisfait", "Satisfied",
                                  "Very dissatisfied", "Tr\xc3\xa8s insatisfait")),
                     LABELS_FIT);
    assert_codes(choice, (double[]){ 5, 5, 4, 1, 1 });
}

static void knows_the_ends(void **state)
{
    struct choice *choice = *state;
    assert_int_equal(label_sets_end(&choice->sets, "strongly agree"), 1);
    assert_int_equal(label_sets_end(&choice->sets, "very dissatisfied"), -1);
    assert_int_equal(label_sets_end(&choice->sets, "agree"), 0);
    assert_int_equal(label_sets_end(&choice->sets, "blue"), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_set_is_sound),
        cmocka_unit_test(recognises_whole_sets),
        cmocka_unit_test(never_chooses_by_one_label),
        cmocka_unit_test(leaves_open_what_sets_disagree_on),
        cmocka_unit_test(takes_words_at_the_ends_of_digits),
        cmocka_unit_test(takes_several_languages_in_one_column),
        cmocka_unit_test(knows_the_ends),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
