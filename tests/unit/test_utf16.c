/* utf16.h against iconv. */
#include "ingest/utf16.h"
#include "support/random.h"
#include "support/test.h"

#include <iconv.h>

#include <string.h>

enum { UNITS = 150, MOST = 2 * UNITS + 1 };

static iconv_t converters[2]; /* little-endian, big-endian */

/* The same text of as many bytes; where iconv stops because the end is cut off too. */
static void assert_as_iconv(bool is_big, char *bytes, size_t byte_count)
{
    char expected[2 * MOST];
    char text[2 * MOST];
    char *input = bytes;
    char *output = expected;
    size_t left = byte_count;
    size_t room = sizeof expected;
    size_t text_count = 0;
    iconv(converters[is_big], NULL, NULL, NULL, NULL);
    iconv(converters[is_big], &input, &left, &output, &room);
    size_t used = utf16_convert(is_big, bytes, byte_count, text, &text_count);
    assert_int_equal(used, byte_count - left);
    assert_int_equal(text_count, sizeof expected - room);
    assert_memory_equal(text, expected, text_count);
}

static void put_unit(char *bytes, bool is_big, size_t unit)
{
    bytes[is_big] = (char)(unit & 0xff);
    bytes[!is_big] = (char)(unit >> 8);
}

static void converts_every_unit(void **state)
{
    (void)state;
    enum { PLACES = 6 }; /* of a unit in words of 4 */
    for (int is_big = 0; is_big < 2; is_big++)
        for (size_t unit = 0; unit <= UINT16_MAX; unit++) {
            char bytes[2 * PLACES];
            for (size_t at = 0; at < PLACES; at++)
                put_unit(bytes + 2 * at, is_big, 'a' + at);
            put_unit(bytes + 2 * (unit % PLACES), is_big, unit);
            assert_as_iconv(is_big, bytes, sizeof bytes);
        }
}

static void joins_pairs_of_surrogates(void **state)
{
    (void)state;
    static const size_t ends[] = { 0x41,   0xd7ff, 0xd800, 0xd801, 0xdbff,
                                   0xdc00, 0xdc01, 0xdfff, 0xe000 };
    enum { ENDS = sizeof ends / sizeof *ends };
    for (int is_big = 0; is_big < 2; is_big++)
        for (size_t i = 0; i < (size_t)ENDS * ENDS; i++) {
            char bytes[5];
            put_unit(bytes, is_big, ends[i / ENDS]);
            put_unit(bytes + 2, is_big, ends[i % ENDS]);
            bytes[4] = 'a';
            for (size_t count = 1; count <= sizeof bytes; count++)
                assert_as_iconv(is_big, bytes, count);
        }
}

static void converts_random_text(void **state)
{
    (void)state;
    enum { ROUNDS = 20000 };
    static const size_t below[] = { 0x80, 0x80, 0x100, 0x1000, 0x10000 };
    struct test_random random = { 8 };
    for (int round = 0; round < ROUNDS; round++) {
        char bytes[MOST] = { 0 };
        bool is_big = round % 2;
        size_t run = 1 + test_random_below(&random, 40);
        for (size_t at = 0; at < UNITS; at++) {
            size_t kind = test_random_below(&random, run)
                              ? 0
                              : (size_t)round % (sizeof below / sizeof *below);
            put_unit(bytes + 2 * at, is_big, test_random_below(&random, below[kind]));
        }
        assert_as_iconv(is_big, bytes, test_random_below(&random, MOST + 1));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(converts_every_unit),
        cmocka_unit_test(joins_pairs_of_surrogates),
        cmocka_unit_test(converts_random_text),
    };
    converters[0] = iconv_open("UTF-8", "UTF-16LE");
    converters[1] = iconv_open("UTF-8", "UTF-16BE");
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    iconv_close(converters[0]);
    iconv_close(converters[1]);
    return failed;
}
