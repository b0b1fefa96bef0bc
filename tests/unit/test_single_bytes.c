/* single_bytes.h against iconv. */
#include "ingest/single_bytes.h"
#include "support/random.h"
#include "support/test.h"

#include <errno.h>
#include <string.h>

enum { MOST = 300 };

/* The same text and the same bytes of it, up to one that is nothing. */
static void assert_as_iconv(iconv_t converter, const struct single_bytes *table,
                            char *bytes, size_t byte_count)
{
    char expected[MOST * SINGLE_BYTE_ROOM];
    char text[MOST * SINGLE_BYTE_ROOM];
    char *input = bytes;
    char *output = expected;
    size_t left = byte_count;
    size_t room = sizeof expected;
    size_t text_count = 0;
    iconv(converter, NULL, NULL, NULL, NULL);
    if (iconv(converter, &input, &left, &output, &room) == (size_t)-1)
        assert_int_equal(errno, EILSEQ);
    size_t used = single_bytes_convert(table, bytes, byte_count, text, &text_count);
    assert_int_equal(used, byte_count - left);
    assert_int_equal(text_count, sizeof expected - room);
    assert_memory_equal(text, expected, text_count);
}

static void converts_as_iconv_does(void **state)
{
    (void)state;
    static const char *const encodings[] = {
        "WINDOWS-1250", "WINDOWS-1251", "WINDOWS-1252", "WINDOWS-1253", "WINDOWS-1254",
        "WINDOWS-1257", "ISO-8859-1",   "ISO-8859-2",   "ISO-8859-5",   "ISO-8859-7",
        "ISO-8859-15",  "KOI8-R",       "MACINTOSH",    "CP850",        "ASCII"
    };
    enum { ROUNDS = 500, LONGEST_RUN = 40 };
    struct test_random random = { 3 };
    char bytes[MOST];
    size_t tested = 0;
    for (size_t i = 0; i < sizeof encodings / sizeof *encodings; i++) {
        iconv_t converter = iconv_open("UTF-8", encodings[i]);
        if (converter == (iconv_t)-1)
            continue; /* not every system knows it */
        struct single_bytes table;
        assert_true(single_bytes_find(converter, &table));
        for (unsigned byte = 0; byte <= UINT8_MAX; byte++) {
            bytes[0] = (char)byte;
            assert_as_iconv(converter, &table, bytes, 1);
        }
        for (int round = 0; round < ROUNDS; round++) {
            size_t count = test_random_below(&random, MOST);
            memset(bytes, 'a', count);
            for (size_t at = 0; at < count; at++)
                if (!test_random_below(&random, 1 + (size_t)round % LONGEST_RUN))
                    bytes[at] = (char)test_random_below(&random, UINT8_MAX + 1);
            assert_as_iconv(converter, &table, bytes, count);
        }
        iconv_close(converter);
        tested++;
    }
    assert_true(tested > 1);
}

/* Characters of several bytes, states, letters that wait for an accent, other ASCII. */
static void leaves_other_encodings_to_iconv(void **state)
{
    (void)state;
    static const char *const encodings[] = { "UTF-8",        "UTF-16LE",  "UTF-16",
                                             "UTF-7",        "SHIFT_JIS", "EUC-JP",
                                             "ISO-2022-JP",  "GB18030",   "BIG5",
                                             "WINDOWS-1255", "CP1258",    "IBM037" };
    size_t tested = 0;
    for (size_t i = 0; i < sizeof encodings / sizeof *encodings; i++) {
        iconv_t converter = iconv_open("UTF-8", encodings[i]);
        if (converter == (iconv_t)-1)
            continue; /* not every system knows it */
        struct single_bytes table;
        assert_false(single_bytes_find(converter, &table));
        iconv_close(converter);
        tested++;
    }
    assert_true(tested > 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(converts_as_iconv_does),
        cmocka_unit_test(leaves_other_encodings_to_iconv),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
