#include "ingest/label_doubts.h"
#include "support/test.h"

#include <string.h>

static const struct label_set sets[] = {
    { "agreement", "en", "No;Rather not;Rather yes;Yes|Yes indeed;" },
    { "frequency", "en", "Never;Rarely;Sometimes;Often;Always;" },
};

enum { SET_COUNT = 2, MOST = 8 };

struct found {
    struct label_doubt doubt;
    bool is_odd[MOST];
};

/* Texts as label sets compare them: folded. */
static struct found find(double max, const char *const *texts)
{
    const struct scale scale = { .kind = SCALE_LIKERT, .min = 1, .max = max };
    struct found found = { .doubt = { .set = NULL } };
    struct column_content content = { .texts = texts };
    while (texts[content.text_count])
        content.text_count++;
    assert_true(
        label_doubt_find(sets, SET_COUNT, &scale, &content, &found.doubt, found.is_odd));
    return found;
}

#define FIND(max, ...) find(max, (const char *const[]){ __VA_ARGS__, NULL })

static void names_the_odd_one_out(void **state)
{
    (void)state;
    struct found found = FIND(5, "never", "rarly", "sometimes", "often");
    assert_ptr_equal(found.doubt.set, &sets[1]);
    assert_false(found.doubt.is_other_size);
    assert_false(found.is_odd[0]);
    assert_true(found.is_odd[1]);
    assert_false(found.is_odd[2]);
    /* two spellings of one place: one of them is too many */
    found = FIND(4, "no", "rather not", "yes", "yes indeed");
    assert_ptr_equal(found.doubt.set, &sets[0]);
    assert_true(found.is_odd[3]);
    /* half of them are strange: it is something else */
    assert_null(FIND(5, "never", "rarely", "blue", "green").doubt.set);
    assert_null(FIND(5, "blue", "green").doubt.set);
}

static void tells_a_set_of_another_size(void **state)
{
    (void)state;
    struct found found = FIND(4, "never", "rarely", "sometimes", "often");
    assert_ptr_equal(found.doubt.set, &sets[1]);
    assert_true(found.doubt.is_other_size);
    assert_int_equal(found.doubt.point_count, 5);
    assert_null(FIND(4, "never", "rarely").doubt.set);
}

static void suggests_what_was_meant(void **state)
{
    (void)state;
    struct buffer suggestion = { 0 };
    assert_true(label_doubt_suggest(&sets[0], "Ys indeed", &suggestion));
    assert_string_equal(suggestion.bytes, "Yes indeed");
    assert_true(label_doubt_suggest(&sets[1], "SOMETIMS", &suggestion));
    assert_string_equal(suggestion.bytes, "Sometimes");
    assert_true(label_doubt_suggest(&sets[1], "it depends", &suggestion));
    assert_int_equal(suggestion.byte_count, 0);
    buffer_release(&suggestion);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_the_odd_one_out),
        cmocka_unit_test(tells_a_set_of_another_size),
        cmocka_unit_test(suggests_what_was_meant),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
