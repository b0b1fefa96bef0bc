#include "ingest/fold.h"
#include "support/test.h"

#include <string.h>

static void assert_label(const char *text, const char *folded)
{
    struct buffer out = { 0 };
    fold_label(&out, span_of(text));
    assert_string_equal(out.bytes ? out.bytes : "", folded);
    buffer_release(&out);
}

static void folds_labels(void **state)
{
    (void)state;
    assert_label("Strongly  Agree", "strongly agree");
    assert_label(" Plut\xc3\xb4t d\xe2\x80\x99"
                 "accord. ",
                 "plut\xc3\xb4t d'accord");
    assert_label("Tre\xcc\x80s\xc2\xa0satisfait", "tr\xc3\xa8s satisfait");
    assert_label("Wei\xc3\x9f\xe2\x80\xafnicht", "weiss nicht");
    assert_label("two\nlines", "two lines");
    assert_label("\t Very\r\n GOOD . . ", "very good");
    assert_label("...", "...");
    assert_label(".", ".");
    assert_label("", "");
    assert_label("\xff", "\xff");
}

static void trims_every_space(void **state)
{
    (void)state;
    struct span span = span_trim(span_of("\xc2\xa0\t a b\xe2\x80\xaf\r\n"));
    assert_true(span_equals(span, "a b"));
    assert_int_equal(span_trim(span_of(" \xc2\xa0 ")).byte_count, 0);
    assert_int_equal(span_trim(span_of("")).byte_count, 0);
}

static const bool exact_only[STEP_COUNT] = { [STEP_EXACT] = true };
static const bool all_steps[STEP_COUNT] = { true, true, true, true, true };

static void assert_key(const char *text, const bool *steps, const char *key)
{
    struct buffer out = { 0 };
    fold_unit(&out, span_of(text), steps);
    assert_string_equal(out.bytes ? out.bytes : "", key);
    buffer_release(&out);
}

static void keeps_exact_names(void **state)
{
    (void)state;
    assert_key("  E\xcc\x81pinal ", exact_only, "  E\xcc\x81pinal ");
}

static void folds_units_by_every_step(void **state)
{
    (void)state;
    assert_key("Store 12", all_steps, "store 12");
    assert_key("store-012", all_steps, "store 12");
    assert_key("STORE #12", all_steps, "store 12");
    assert_key("Store12", all_steps, "store 12");
    assert_key("012store", all_steps, "12 store");
    assert_key("Zone 1 Store 2", all_steps, "zone 1 store 2");
    assert_key("Zone 2 Store 1", all_steps, "zone 2 store 1");
    assert_key("00", all_steps, "0");
    assert_key("100", all_steps, "100");
    assert_key("Saint-\xc3\x89tienne", all_steps, "saint etienne");
    assert_key("Sto\xc5\x82"
               "eczna",
               all_steps, "stoleczna");
    assert_key("#", all_steps, "#");
    assert_key("Lyon 9e", all_steps, "lyon 9 e");
}

static void folds_units_by_one_step(void **state)
{
    (void)state;
    bool steps[STEP_COUNT] = { [STEP_EXACT] = true, [STEP_CASE] = true };
    assert_key("\xc3\x89pinal  A-01", steps, "\xc3\xa9pinal  a-01");
    steps[STEP_CASE] = false;
    steps[STEP_ACCENTS] = true;
    assert_key("\xc3\x89pinal  A-01", steps, "Epinal  A 01");
    steps[STEP_ACCENTS] = false;
    steps[STEP_SPACING] = true;
    assert_key(" \xc3\x89pinal \xc2\xa0 A-01 ", steps, "\xc3\x89pinal A-01");
    steps[STEP_SPACING] = false;
    steps[STEP_DIGITS] = true;
    assert_key("Shop-007b", steps, "Shop-7 b");
}

/* python3 -c 'import unicodedata as u; print([chr(c) for c in range(128)
   if u.category(chr(c))[0] == "P"])'; the same with and without a letter that Unicode has
   to take apart. */
static void takes_ascii_punctuation_as_gaps(void **state)
{
    (void)state;
    static const char punctuation[] = "!\"#%&'()*,-./:;?@[\\]_{}";
    static const bool steps[STEP_COUNT] = { [STEP_CASE] = true, [STEP_ACCENTS] = true };
    for (int c = '!'; c < 127; c++) {
        bool is_gap = strchr(punctuation, c);
        char lower = (char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
        char text[] = { 'X', (char)c, 'y', '\0' };
        char accented[] = { '\xc3', '\x89', (char)c, 'y', '\0' };
        char key[] = { 'x', is_gap ? ' ' : lower, 'y', '\0' };
        assert_key(text, steps, key);
        key[0] = 'e';
        assert_key(accented, steps, key);
    }
}

static void keeps_vowel_signs(void **state)
{
    (void)state;
    assert_key("\xe0\xa4\x95\xe0\xa4\xbf", all_steps, "\xe0\xa4\x95\xe0\xa4\xbf");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(folds_labels),
        cmocka_unit_test(trims_every_space),
        cmocka_unit_test(keeps_exact_names),
        cmocka_unit_test(folds_units_by_every_step),
        cmocka_unit_test(folds_units_by_one_step),
        cmocka_unit_test(takes_ascii_punctuation_as_gaps),
        cmocka_unit_test(keeps_vowel_signs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
