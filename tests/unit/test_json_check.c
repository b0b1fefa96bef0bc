/* RFC 8259 to the letter: what passes, what does not, and where it stops. */
#include "base/json_check.h"
#include "support/test.h"

#include <cjson/cJSON.h>

#include <stdlib.h>
#include <string.h>

static const struct json_limits limits = { .depth = 4, .values = 12 };

static const char *const sound[] = {
    "0",
    "-0",
    "-0.5e-3",
    "1E+2",
    "9007199254740993",
    "1.7976931348623157e308",
    "\"\"",
    "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\uD83D\\uDE00\"",
    "\"caf\xc3\xa9 \xf0\x9f\x98\x80 \x7f\"",
    "true",
    "false",
    "null",
    "[]",
    "{}",
    "[[[[]]]]",
    " \t\r\n[ 1 , 2 ] \n",
    "{\"a\":{\"a\":[1,{}]},\"\":null}",
    "\xef\xbb\xbf{}",
    "[0,1,2,3,4,5,6,7,8,9,10]",
};

struct unsound {
    const char *text;
    uint64_t line;
    uint64_t column;
    const char *what;
};

static const struct unsound unsound[] = {
    { "", 1, 1, "the file ends too early" },
    { "  ", 1, 3, "the file ends too early" },
    { "[1,", 1, 4, "the file ends too early" },
    { "{\"a\":", 1, 6, "the file ends too early" },
    { "[1", 1, 3, "',' or ']' is expected here" },
    { "{\"a\":1", 1, 7, "',' or '}' is expected here" },
    { "{\n  \"a\": 1\n  \"b\": 2}", 3, 3, "',' or '}' is expected here" },
    { "[1 2]", 1, 4, "',' or ']' is expected here" },
    { "{\n  \"a\": 1,\n}", 2, 9, "a comma after the last member" },
    { "[1,]", 1, 3, "a comma after the last member" },
    { "[,1]", 1, 2, "a comma too many" },
    { "[1,,2]", 1, 4, "a comma too many" },
    { "{,}", 1, 2, "a key is expected here" },
    { "{a:1}", 1, 2, "a key is expected here" },
    { "{'a':1}", 1, 2, "a key is expected here" },
    { "{\"a\" 1}", 1, 6, "':' is expected after a key" },
    { "{\"a\",1}", 1, 5, "':' is expected after a key" },
    { "{1:1}", 1, 2, "a key is expected here" },
    { "['a']", 1, 2, "single quotes" },
    { "[1, // one\n2]", 1, 5, "a comment" },
    { "# x\n{}", 1, 1, "a comment" },
    { "True", 1, 1, "a value is expected here" },
    { "[NaN]", 1, 2, "a value is expected here" },
    { "[Infinity]", 1, 2, "a value is expected here" },
    { "[nul]", 1, 2, "a value is expected here" },
    { "truefalse", 1, 5, "more text after the end" },
    { "{} {}", 1, 4, "more text after the end" },
    { "[]]", 1, 3, "more text after the end" },
    { "]", 1, 1, "a value is expected here" },
    { "[+1]", 1, 2, "a value is expected here" },
    { "[.5]", 1, 2, "a value is expected here" },
    { "[-]", 1, 3, "a digit is missing in a number" },
    { "[1.]", 1, 4, "a digit is missing in a number" },
    { "[1.e3]", 1, 4, "a digit is missing in a number" },
    { "[1e]", 1, 4, "a digit is missing in a number" },
    { "[1e+]", 1, 5, "a digit is missing in a number" },
    { "[-01]", 1, 2, "a number with a leading zero" },
    { "[012]", 1, 2, "a number with a leading zero" },
    { "[0x1F]", 1, 3, "',' or ']' is expected here" },
    { "[1,5.2.3]", 1, 7, "',' or ']' is expected here" },
    { "\"a", 1, 1, "a text that never ends" },
    { "[\"a\\\"]", 1, 2, "a text that never ends" },
    { "\"a\nb\"", 1, 3, "control character in a text" },
    { "\"a\tb\"", 1, 3, "control character in a text" },
    { "\"\\x41\"", 1, 3, "unknown escape in a text" },
    { "\"C:\\data\"", 1, 5, "unknown escape in a text" },
    { "\"\\u12g4\"", 1, 6, "\\u needs four hexadecimal digits" },
    { "\"\\u12\"", 1, 6, "\\u needs four hexadecimal digits" },
    { "\"a\\u0000b\"", 1, 3, "\\u0000 is not allowed in a text" },
    { "\"\\ud83d\"", 1, 2, "half of a surrogate pair" },
    { "\"\\ud83d\\u0041\"", 1, 2, "half of a surrogate pair" },
    { "\"\\ude00\\ud83d\"", 1, 2, "half of a surrogate pair" },
    { "\"\xe9t\xe9\"", 1, 2, "bytes that are not UTF-8" },
    { "\"\xc0\x80\"", 1, 2, "bytes that are not UTF-8" },
    { "\"\xed\xa0\x80\"", 1, 2, "bytes that are not UTF-8" },
    { "\xff\xfe{", 1, 1, "a value is expected here" },
    { "{\xc2\xa0}", 1, 2, "a key is expected here" },
    { "[1\v]", 1, 3, "',' or ']' is expected here" },
};

static const struct unsound too_much[] = {
    { "[[[[[]]]]]", 1, 5, "lists and objects nested too deeply" },
    { "[{\"a\":[[{}]]}]", 1, 9, "lists and objects nested too deeply" },
    { "[0,1,2,3,4,5,6,7,8,9,10,11]", 1, 25, "more values than any such file needs" },
    { "[1e999]", 1, 2, "a number that is too large or too long" },
    { "[-1e309]", 1, 2, "a number that is too large or too long" },
    { "[1111111111111111111111111111111111111111111111111111111111111111]", 1, 2,
      "a number that is too large or too long" },
};

/* A copy of exactly that length on the heap, so that a sanitizer sees a byte too far. */
static bool check(const char *text, size_t byte_count, struct json_fault *fault)
{
    char *copy = malloc(byte_count ? byte_count : 1);
    assert_non_null(copy);
    memcpy(copy, text, byte_count);
    bool is_sound = json_check(copy, byte_count, &limits, fault);
    free(copy);
    return is_sound;
}

static void lets_pass_what_is_json(void **state)
{
    (void)state;
    struct json_fault fault;
    for (size_t i = 0; i < sizeof sound / sizeof *sound; i++) {
        if (!check(sound[i], strlen(sound[i]), &fault))
            print_error("%s: %s\n", sound[i], fault.what);
        assert_true(check(sound[i], strlen(sound[i]), &fault));
        cJSON *json = cJSON_ParseWithLength(sound[i], strlen(sound[i]));
        assert_non_null(json);
        cJSON_Delete(json);
    }
}

static void check_unsound(const struct unsound *row, bool is_limit)
{
    struct json_fault fault = { 0 };
    bool is_sound = check(row->text, strlen(row->text), &fault);
    if (is_sound || strcmp(fault.what, row->what) != 0)
        print_error("%s\n", row->text);
    assert_false(is_sound);
    assert_string_equal(fault.what, row->what);
    assert_int_equal(fault.line, row->line);
    assert_int_equal(fault.column, row->column);
    assert_int_equal(fault.is_limit, is_limit);
}

static void says_where_and_why_not(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof unsound / sizeof *unsound; i++)
        check_unsound(&unsound[i], false);
    for (size_t i = 0; i < sizeof too_much / sizeof *too_much; i++)
        check_unsound(&too_much[i], true);
}

static void refuses_nul_bytes(void **state)
{
    (void)state;
    struct json_fault fault = { 0 };
    assert_false(check("\"a\0b\"", 5, &fault));
    assert_string_equal(fault.what, "control character in a text");
    assert_false(check("[1\0]", 4, &fault));
    assert_int_equal(fault.column, 3);
    assert_false(check("[1]\0", 4, &fault));
    assert_string_equal(fault.what, "more text after the end");
    assert_false(check("\0", 1, &fault));
}

/* Every beginning of a sound object is unsound, and no byte past it is looked at. */
static void refuses_every_cut(void **state)
{
    (void)state;
    static const char text[] =
        "{\"a\":[-1.5e3,true,null],\"\\u00e9\\ud83d\\ude00\":\"\xc3"
        "\xa9\"}";
    struct json_fault fault;
    assert_true(check(text, strlen(text), &fault));
    for (size_t i = 0; i < strlen(text); i++)
        assert_false(check(text, i, &fault));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lets_pass_what_is_json),
        cmocka_unit_test(says_where_and_why_not),
        cmocka_unit_test(refuses_nul_bytes),
        cmocka_unit_test(refuses_every_cut),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
