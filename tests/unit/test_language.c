/* Catalogues are read as msgfmt writes them, and languages decline and count by their own
   rules. */
#include "base/catalogue.h"
#include "base/language.h"
#include "support/test.h"

#include <stdlib.h>
#include <string.h>

/* What GNU msgfmt 0.21 --no-hash --endianness=little makes of

       msgctxt "verb"  msgid "read"   msgstr "lire"
       msgid "%d unit" msgid_plural "%d units"  msgstr[0] "%d unité"  msgstr[1] "%d
   unités" msgid "read"    msgstr "lu"

   after an empty header, laid out by hand after the manual of gettext, "The Format of GNU
   MO Files". */
static const char small[] = "\xde\x12\x04\x95"
                            "\0\0\0\0"
                            "\3\0\0\0"
                            "\x1c\0\0\0"
                            "\x34\0\0\0"
                            "\0\0\0\0"
                            "\0\0\0\0"
                            /* originals: length, offset */
                            "\x10\0\0\0\x4c\0\0\0"
                            "\4\0\0\0\x5d\0\0\0"
                            "\x09\0\0\0\x62\0\0\0"
                            /* translations */
                            "\x14\0\0\0\x6c\0\0\0"
                            "\2\0\0\0\x81\0\0\0"
                            "\4\0\0\0\x84\0\0\0"
                            /* 0x4c */ "%d unit\0%d units\0"
                            /* 0x5d */ "read\0"
                            /* 0x62 */ "verb\4read\0"
                            /* 0x6c */ "%d unit\xc3\xa9\0%d unit\xc3\xa9s\0"
                            /* 0x81 */ "lu\0"
                            /* 0x84 */ "lire";

static const struct catalogue whole = { (const unsigned char *)small, sizeof small };

static void finds_what_is_there(void **state)
{
    (void)state;
    assert_string_equal(catalogue_find(&whole, NULL, "read", 0), "lu");
    assert_string_equal(catalogue_find(&whole, "verb", "read", 0), "lire");
    assert_null(catalogue_find(&whole, "noun", "read", 0));
    assert_null(catalogue_find(&whole, "verb", "reads", 0));
    assert_null(catalogue_find(&whole, NULL, "rea", 0));
    assert_null(catalogue_find(&whole, NULL, "zebra", 0));
    assert_string_equal(catalogue_find(&whole, NULL, "%d unit", 0), "%d unit\xc3\xa9");
    assert_string_equal(catalogue_find(&whole, NULL, "%d unit", 1), "%d unit\xc3\xa9s");
    assert_string_equal(catalogue_find(&whole, NULL, "%d unit", 7), "%d unit\xc3\xa9s");
}

static void a_cut_catalogue_has_nothing_wrong(void **state)
{
    (void)state;
    char copy[sizeof small];
    for (size_t length = 0; length < sizeof small; length++) {
        char *exact = malloc(length ? length : 1);
        assert_non_null(exact);
        memcpy(exact, small, length);
        const struct catalogue cut = { (const unsigned char *)exact, length };
        assert_null(catalogue_find(&cut, "verb", "read", 0));
        catalogue_find(&cut, NULL, "%d unit", 1);
        free(exact);
    }
    for (size_t at = 0; at < sizeof small; at++) {
        memcpy(copy, small, sizeof small);
        copy[at] = (char)0xff;
        const struct catalogue spoilt = { (const unsigned char *)copy, sizeof copy };
        catalogue_find(&spoilt, NULL, "read", 0);
        catalogue_find(&spoilt, "verb", "read", 1);
        catalogue_find(&spoilt, NULL, "%d unit", 1);
    }
}

static void english_needs_no_catalogue(void **state)
{
    (void)state;
    assert_string_equal(language_name(NULL), "en");
    assert_int_equal(language_index(NULL), 0);
    assert_string_equal(translated(NULL, "How to read it"), "How to read it");
    assert_string_equal(translated_count(NULL, "one", "many", 1), "one");
    assert_string_equal(translated_count(NULL, "one", "many", 0), "many");
    assert_string_equal(translated_amount(NULL, "one", "many", 1.0), "many");
    assert_null(language_find("it"));
    assert_null(language_at(LANGUAGE_COUNT));
    for (size_t i = 0; i < LANGUAGE_COUNT; i++)
        assert_ptr_equal(language_find(language_name(language_at(i))), language_at(i));
}

/* The rules of CLDR 44 for cardinal numbers: French i = 0, 1; the others i = 1 and v = 0.
 */
static void counts_by_its_own_rule(void **state)
{
    (void)state;
    const struct language *french = language_find("fr");
    const struct language *german = language_find("de");
    assert_string_equal(translated_count(french, "one", "many", 0), "one");
    assert_string_equal(translated_count(french, "one", "many", 1), "one");
    assert_string_equal(translated_count(french, "one", "many", 2), "many");
    assert_string_equal(translated_amount(french, "one", "many", 1.9), "one");
    assert_string_equal(translated_amount(french, "one", "many", 2.0), "many");
    assert_string_equal(translated_count(german, "one", "many", 0), "many");
    assert_string_equal(translated_count(german, "one", "many", 1), "one");
    assert_string_equal(translated_amount(german, "one", "many", 0.5), "many");
}

static void writes_numbers_in_its_form(void **state)
{
    (void)state;
    char text[NUMBER_TEXT_BYTES];
    language_number_fixed(language_find("fr"), -12.34, 1, text);
    assert_string_equal(text, "-12,3");
    language_number(language_find("de"), 0.05, text);
    assert_string_equal(text, "0,05");
    language_number(language_find("es"), 95, text);
    assert_string_equal(text, "95");
    language_number_fixed(NULL, 12.34, 1, text);
    assert_string_equal(text, "12.3");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_what_is_there),
        cmocka_unit_test(a_cut_catalogue_has_nothing_wrong),
        cmocka_unit_test(english_needs_no_catalogue),
        cmocka_unit_test(counts_by_its_own_rule),
        cmocka_unit_test(writes_numbers_in_its_form),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
