/* A fingerprint tells every change of a question, and no other change. */
#include "study/fingerprint.h"
#include "support/test.h"

#include <string.h>

static const double top[] = { 4, 5 };
static const double more_top[] = { 3, 4, 5 };
static const struct scale_label labels[] = { { "No", 1 }, { "Yes", 5 } };
static const struct scale_label turned[] = { { "Yes", 5 }, { "No", 1 } };
static const struct scale_label other[] = { { "No", 1 }, { "Oui", 5 } };
static const struct scale_label swapped[] = { { "Yes", 1 }, { "No", 5 } };

/* Two items on one scale; a test changes what it likes. */
struct asked {
    struct scale scale;
    struct item items[2];
    struct question question;
};

static void ask(struct asked *asked)
{
    *asked = (struct asked){
        .scale = { .id = "s",
                   .kind = SCALE_LIKERT,
                   .min = 1,
                   .max = 5,
                   .top = { top, 2 },
                   .labels = labels,
                   .label_count = 2 },
        .items = { { .column = { .text = "Q1" } }, { .column = { .text = "Q2" } } },
        .question = { .item_count = 2, .min_items = 1 },
    };
    asked->items[0].scale = asked->items[1].scale = &asked->scale;
    asked->question.items = asked->items;
}

static const char *fingerprint(const struct asked *asked)
{
    static char text[FINGERPRINT_TEXT_BYTES];
    question_fingerprint(&asked->question, text);
    return text;
}

static void is_short_and_the_same_each_time(void **state)
{
    (void)state;
    struct asked asked;
    char first[FINGERPRINT_TEXT_BYTES];
    ask(&asked);
    strcpy(first, fingerprint(&asked));
    assert_int_equal(strlen(first), 16);
    assert_int_equal(strspn(first, "0123456789abcdef"), 16);
    struct asked again;
    ask(&again);
    assert_string_equal(fingerprint(&again), first);
    again.question.item_count = 0;
    assert_string_equal(fingerprint(&again), "");
}

static void tells_every_change(void **state)
{
    (void)state;
    struct asked asked[14];
    char texts[14][FINGERPRINT_TEXT_BYTES];
    for (size_t i = 0; i < 14; i++)
        ask(&asked[i]);
    asked[1].items[1].column.text = "Q3";
    asked[2].items[1].reverse = true;
    asked[3].items[1].column.by = COLUMN_BY_TEXT;
    asked[4].items[1].column.occurrence = 2;
    asked[5].question.item_count = 1;
    asked[6].question.min_items = 2;
    asked[7].scale.max = 7;
    asked[8].scale.min = 0;
    asked[9].scale.kind = SCALE_CSAT;
    asked[10].scale.top = (struct codes){ more_top, 3 };
    asked[11].scale.labels = other;
    asked[12].scale.labels = swapped;
    asked[13].scale.detractors = (struct codes){ top, 1 };
    for (size_t i = 0; i < 14; i++) {
        strcpy(texts[i], fingerprint(&asked[i]));
        for (size_t j = 0; j < i; j++)
            assert_string_not_equal(texts[i], texts[j]);
    }
}

static void does_not_mind_names_of_scales_and_order(void **state)
{
    (void)state;
    struct asked asked;
    char first[FINGERPRINT_TEXT_BYTES];
    ask(&asked);
    strcpy(first, fingerprint(&asked));
    asked.scale.id = "agreement";
    asked.scale.labels = turned;
    const struct item item = asked.items[0];
    asked.items[0] = asked.items[1];
    asked.items[1] = item;
    assert_string_equal(fingerprint(&asked), first);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(is_short_and_the_same_each_time),
        cmocka_unit_test(tells_every_change),
        cmocka_unit_test(does_not_mind_names_of_scales_and_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
