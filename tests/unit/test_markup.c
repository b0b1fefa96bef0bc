#include "report/markup.h"
#include "support/test.h"

static void assert_markup(const char *text, const char *expected)
{
    struct buffer out = { 0 };
    markup_text(&out, text);
    buffer_byte(&out, '.');
    assert_false(buffer_failed(&out));
    assert_string_equal(out.bytes, expected);
    buffer_release(&out);
}

static void keeps_plain_text(void **state)
{
    (void)state;
    assert_markup("", ".");
    assert_markup("H\xc3\xb4tel Op\xc3\xa9ra", "H\xc3\xb4tel Op\xc3\xa9ra.");
}

static void escapes_what_could_be_markup(void **state)
{
    (void)state;
    assert_markup("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;.");
    assert_markup("\" onload='x' &amp;", "&quot; onload=&#39;x&#39; &amp;amp;.");
}

/* An escape sequence, a right-to-left override and a byte that is not UTF-8. */
static void shows_what_could_mislead(void **state)
{
    (void)state;
    assert_markup("a\x1b[31m", "a\\x1b[31m.");
    assert_markup("a\xe2\x80\xae"
                  "b",
                  "a\\u202eb.");
    assert_markup("\xff", "\\xff.");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keeps_plain_text),
        cmocka_unit_test(escapes_what_could_be_markup),
        cmocka_unit_test(shows_what_could_mislead),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
