/* What headings tell, in the languages of surveys. */
#include "ingest/heading.h"
#include "support/test.h"

static struct buffer words_buffer;

static const char *words(const char *heading)
{
    assert_true(heading_words(heading, &words_buffer));
    return words_buffer.bytes;
}

static void makes_words(void **state)
{
    (void)state;
    assert_string_equal(words("Magasin N\xc2\xb0 Q5_1"), "magasin n\xc2\xb0 q 5 1");
    assert_string_equal(words("\xc3\x89quipe"), "equipe");
    assert_int_equal(heading_word_count(words("Which store?")), 2);
    assert_int_equal(heading_word_count(words("")), 0);
}

static void knows_units(void **state)
{
    (void)state;
    assert_true(heading_is_unit(words("Store")));
    assert_true(heading_is_unit(words("store_code")));
    assert_true(heading_is_unit(words("Nom du magasin")));
    assert_true(heading_is_unit(words("H\xc3\xb4tel")));
    assert_true(heading_is_unit(words("Filialen")) || heading_is_unit(words("Filiale")));
    assert_false(heading_is_unit(words("Instructor knowledge")));
    assert_false(heading_is_unit(words("How clean was the store today")));
    assert_false(heading_is_unit(words("Age")));
    assert_true(heading_is_segment(words("\xc3\x82ge")));
}

static void knows_ids_and_recommendations(void **state)
{
    (void)state;
    assert_true(heading_is_id(words("Respondent ID")));
    assert_true(heading_is_id(words("id_reponse")));
    assert_true(heading_is_id(words("#")));
    assert_false(heading_is_id(words("Idea")));
    assert_true(heading_recommends(words("Recommanderiez-vous cet h\xc3\xb4tel ?")));
    assert_true(heading_recommends(words("Would you recommend us?")));
    assert_true(heading_recommends(words("Weiterempfehlung")));
    assert_true(heading_recommends(words("Q1_NPS")));
    assert_false(heading_recommends(words("Synopsis")));
    assert_true(heading_names_person(words("Manager name")));
    assert_true(heading_names_person(words("T\xc3\xa9l\xc3\xa9phone")));
    assert_false(heading_names_person(words("How good was the help on the phone")));
    assert_true(heading_is_finished(words("Termin\xc3\xa9")));
    assert_true(heading_is_open("Q [Other (please specify)]"));
    assert_true(heading_is_open("Q7_4_TEXT"));
    assert_false(heading_is_open("Q7_4"));
}

static void finds_the_range_that_a_question_names(void **state)
{
    (void)state;
    double min = -1;
    double max = -1;
    assert_true(
        heading_range(words("Recommend us? 0 (no) to 10 (yes)"), 3, 9, &min, &max));
    assert_true(min == 0 && max == 10);
    assert_true(heading_range(words("My needs are met. 10 - strongly agree, 1 - strongly "
                                    "disagree"),
                              5, 10, &min, &max));
    assert_true(min == 1 && max == 10);
    /* an answer outside of it: the numbers mean something else */
    assert_false(
        heading_range(words("On a scale of 1 to 5 how often was it"), 2, 7, &min, &max));
    assert_false(heading_range(words("Q5_1"), 2, 3, &min, &max));
    assert_false(
        heading_range(words("Q 5 1 how was your stay with us"), 2, 3, &min, &max));
}

static void knows_what_asks_for_words(void **state)
{
    (void)state;
    assert_true(heading_asks_words(words("Comment")));
    assert_true(heading_asks_words(words("Comments (optional)")));
    assert_true(heading_asks_words(words("Kommentare zum Aufenthalt")));
    assert_true(heading_asks_words(words("Pourquoi cette note ?")));
    assert_true(heading_asks_words(words("Would you come again, and why?")));
    assert_true(heading_asks_words(words("\xc2\xbfPor qu\xc3\xa9?")));
    assert_false(heading_asks_words(words("What is the reason why you came to us")));
    assert_false(heading_asks_words(words("Comment jugez-vous l'accueil ?")));
    assert_true(heading_asks_how(words("Comment jugez-vous l'accueil ?")));
}

static void knows_colleagues(void **state)
{
    (void)state;
    assert_true(heading_names_person(words("Votre conseill\xc3\xa8re")));
    assert_true(heading_names_person(words("Agent")));
    assert_true(heading_names_person(words("Code postal")));
    assert_false(heading_names_person(words("Employee type")));
    assert_false(heading_names_person(words("Was the agent of the store friendly")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(makes_words),
        cmocka_unit_test(knows_units),
        cmocka_unit_test(knows_ids_and_recommendations),
        cmocka_unit_test(knows_what_asks_for_words),
        cmocka_unit_test(knows_colleagues),
        cmocka_unit_test(finds_the_range_that_a_question_names),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    buffer_release(&words_buffer);
    return failed;
}
