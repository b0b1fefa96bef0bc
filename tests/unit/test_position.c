/* Where a text is cut makes no difference to where one is in it. */
#include "ingest/position.h"
#include "support/random.h"
#include "support/test.h"

#include <string.h>

static void counts_lines_and_columns(void **state)
{
    (void)state;
    struct position position = POSITION_START;
    position_advance(&position, "ab\ncd\r\ne\rf\r\r\ng", 14);
    assert_int_equal(position.line, 5);
    assert_int_equal(position.column, 2);
    position_advance(&position, "\r", 1);
    assert_int_equal(position.line, 5); /* an LF may still come */
    position_settle(&position);
    assert_int_equal(position.line, 6);
    assert_int_equal(position.column, 1);
}

/* Long ones are counted in another way than bytes one by one. */
static void counts_long_texts_as_their_bytes(void **state)
{
    (void)state;
    enum { LONGEST = 3000, ROUNDS = 3000 };
    static char text[LONGEST];
    static const char *const mixes[] = { "aaaaaaaaaa\n", "aaa\r\n", "\r\n", "ab\n\r" };
    struct test_random random = { 3 };
    for (int round = 0; round < ROUNDS; round++) {
        const char *mix = mixes[round % 4];
        size_t count = 1 + test_random_below(&random, LONGEST);
        bool is_tidy = test_random_below(&random, 2);
        for (size_t i = 0; i < count; i++) {
            text[i] = mix[test_random_below(&random, strlen(mix))];
            if (is_tidy && i && text[i - 1] == '\r')
                text[i] = '\n';
        }
        struct position whole = POSITION_START;
        struct position bytewise = POSITION_START;
        size_t cut = test_random_below(&random, count);
        position_advance(&whole, text, cut);
        position_advance(&whole, text + cut, count - cut);
        for (size_t i = 0; i < count; i++)
            position_advance(&bytewise, text + i, 1);
        assert_int_equal(whole.line, bytewise.line);
        assert_int_equal(whole.column, bytewise.column);
        assert_int_equal(whole.returns, bytewise.returns);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counts_lines_and_columns),
        cmocka_unit_test(counts_long_texts_as_their_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
