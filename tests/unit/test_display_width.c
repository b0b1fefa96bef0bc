#include "report/display_width.h"
#include "support/test.h"

#include <string.h>

#define WIDE "\xe6\x9d\xb1\xe4\xba\xac" /* two characters of two columns */
#define COMBINED "e\xcc\x81"            /* e and an acute accent */
#define WORDS "symmetry of attention"

static void counts_columns_and_not_bytes(void **state)
{
    (void)state;
    assert_int_equal(display_width("", 0), 0);
    assert_int_equal(display_width("abc", 3), 3);
    assert_int_equal(display_width("Zürich", strlen("Zürich")), 6);
    assert_int_equal(display_width(WIDE, strlen(WIDE)), 4);
    assert_int_equal(display_width(COMBINED, strlen(COMBINED)), 1);
}

static void cuts_between_characters(void **state)
{
    (void)state;
    assert_int_equal(display_fit("abc", 3, 2), 2);
    assert_int_equal(display_fit("abc", 3, 9), 3);
    assert_int_equal(display_fit(WIDE, strlen(WIDE), 3), 3);
    assert_int_equal(display_fit(WIDE, strlen(WIDE), 1), 0);
    assert_int_equal(display_fit(COMBINED "x", strlen(COMBINED) + 1, 1),
                     strlen(COMBINED));
}

/* The lines of a text, with a bar between them. */
static const char *broken(const char *text, size_t width)
{
    static char lines[256];
    size_t count = strlen(text);
    lines[0] = '\0';
    for (size_t at = 0, next = 0; at < count; at = next) {
        size_t length = display_line(text + at, count - at, width, &next);
        assert_true(next > 0);
        next += at;
        strncat(lines, text + at, length);
        strcat(lines, next < count ? "|" : "");
    }
    return lines;
}

static void breaks_lines_at_spaces(void **state)
{
    (void)state;
    assert_string_equal(broken(WORDS, 80), WORDS);
    assert_string_equal(broken(WORDS, 11), "symmetry of|attention");
    assert_string_equal(broken(WORDS, 10), "symmetry|of|attention");
    assert_string_equal(broken(WORDS, 12), "symmetry of|attention");
    assert_string_equal(broken("a   b", 1), "a|b");
    assert_string_equal(broken("end ", 3), "end");
}

static void cuts_words_that_are_too_long(void **state)
{
    (void)state;
    assert_string_equal(broken("abcdefgh", 3), "abc|def|gh");
    assert_string_equal(broken("a bcdefgh", 4), "a|bcde|fgh");
    assert_string_equal(broken("  abcdef", 4), "  ab|cdef");
    assert_string_equal(broken(WIDE, 1), "\xe6\x9d\xb1|\xe4\xba\xac");
    assert_string_equal(broken(COMBINED COMBINED, 1), COMBINED "|" COMBINED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counts_columns_and_not_bytes),
        cmocka_unit_test(cuts_between_characters),
        cmocka_unit_test(breaks_lines_at_spaces),
        cmocka_unit_test(cuts_words_that_are_too_long),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
