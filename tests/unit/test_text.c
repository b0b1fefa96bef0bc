#include "base/text.h"
#include "support/test.h"

#include <string.h>

struct decoding {
    const char *bytes;
    size_t length; /* 0: not well formed */
    unsigned code_point;
};

/* The ends of every range of RFC 3629, and what lies just outside. */
static const struct decoding decodings[] = {
    { "\x01", 1, 0x01 },
    { "\x7f", 1, 0x7f },
    { "\xc2\x80", 2, 0x80 },
    { "\xdf\xbf", 2, 0x7ff },
    { "\xe0\xa0\x80", 3, 0x800 },
    { "\xed\x9f\xbf", 3, 0xd7ff },
    { "\xee\x80\x80", 3, 0xe000 },
    { "\xef\xbf\xbf", 3, 0xffff },
    { "\xf0\x90\x80\x80", 4, 0x10000 },
    { "\xf4\x8f\xbf\xbf", 4, 0x10ffff },
    { "\x80", 0, 0 },
    { "\xbf", 0, 0 },
    { "\xc0\x80", 0, 0 },
    { "\xc1\xbf", 0, 0 },
    { "\xe0\x9f\xbf", 0, 0 },
    { "\xed\xa0\x80", 0, 0 },
    { "\xed\xbf\xbf", 0, 0 },
    { "\xf0\x8f\xbf\xbf", 0, 0 },
    { "\xf4\x90\x80\x80", 0, 0 },
    { "\xf8\x88\x80\x80\x80", 0, 0 },
    { "\xff", 0, 0 },
    { "\xc3", 0, 0 },
    { "\xe2\x82", 0, 0 },
    { "\xc3(", 0, 0 },
    { "\xe2\x82(", 0, 0 },
};

static void decodes_well_formed_utf8_only(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof decodings / sizeof *decodings; i++) {
        const struct decoding *row = &decodings[i];
        unsigned code_point = 0;
        assert_int_equal(text_decode(row->bytes, strlen(row->bytes), &code_point),
                         row->length);
        assert_int_equal(code_point, row->code_point);
        assert_int_equal(text_is_utf8(row->bytes, strlen(row->bytes)), row->length > 0);
    }
    assert_int_equal(text_decode("", 0, NULL), 0);
    assert_int_equal(text_decode("\xc3\xa9", 1, NULL), 0); /* cut by the count */
    assert_true(text_is_utf8("", 0));
    assert_true(text_is_utf8("a\0b", 3));
    assert_false(text_is_utf8("caf\xe9", 4));
}

struct escaping {
    const char *bytes;
    const char *shown;
};

static const struct escaping escapings[] = {
    { "caf\xc3\xa9 \xe2\x82\xac", "caf\xc3\xa9 \xe2\x82\xac" },
    { "a\nb\rc\td", "a\\nb\\rc\\td" },
    { "\x1b[31mred\x07\x7f", "\\x1b[31mred\\x07\\x7f" },
    { "\xc2\x9b", "\\u009b" }, /* C1: CSI in one character */
    { "\xe2\x80\xae"
      "evil",
      "\\u202eevil" }, /* right-to-left override */
    { "\xe2\x81\xa6\xe2\x81\xa9", "\\u2066\\u2069" },
    { "\xe2\x80\xa8", "\\u2028" },
    { "\xef\xbb\xbfx", "\\ufeffx" },
    { "\xef\xbf\xbe \xef\xbf\xbf", "\\ufffe \\uffff" }, /* no characters in XML */
    { "\xef\xbf\xbd", "\xef\xbf\xbd" },
    { "caf\xe9", "caf\\xe9" },
    { "\xe2\x82", "\\xe2\\x82" },
};

static void makes_bytes_harmless(void **state)
{
    (void)state;
    struct buffer out = { 0 };
    for (size_t i = 0; i < sizeof escapings / sizeof *escapings; i++) {
        buffer_clear(&out);
        text_escape(&out, escapings[i].bytes, strlen(escapings[i].bytes));
        assert_string_equal(out.bytes, escapings[i].shown);
    }
    buffer_clear(&out);
    text_escape(&out, "a\0b", 3);
    assert_string_equal(out.bytes, "a\\x00b");
    buffer_release(&out);
}

static void finds_the_nearest_name(void **state)
{
    (void)state;
    static const char *const names[] = { "min", "max", "margin", "min_n", NULL, "" };
    size_t count = sizeof names / sizeof *names;
    assert_string_equal(text_nearest("margn", names, count), "margin");
    assert_string_equal(text_nearest("amrgin", names, count), "margin"); /* one swap */
    assert_string_equal(text_nearest("MIN", names, count), "min");
    assert_string_equal(text_nearest("mix", names, count), "min"); /* a tie: the first */
    assert_string_equal(text_nearest("minn", names, count), "min");
    assert_null(text_nearest("confidence", names, count));
    assert_null(text_nearest("", names, count));
    static const char *const letters[] = { "n", "y" };
    assert_null(text_nearest("j", letters, 2)); /* nothing in common */
    assert_string_equal(text_nearest("Y", letters, 2), "y");
    assert_null(text_nearest("mn", names, 0));
    char endless[300];
    memset(endless, 'm', sizeof endless - 1);
    endless[sizeof endless - 1] = '\0';
    assert_null(text_nearest(endless, names, count));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(decodes_well_formed_utf8_only),
        cmocka_unit_test(makes_bytes_harmless),
        cmocka_unit_test(finds_the_nearest_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
