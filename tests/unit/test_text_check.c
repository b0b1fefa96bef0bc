/* text_check.h, in every instruction set, against the tables of the Unicode standard
   (3.9, table 3-7, well-formed UTF-8 byte sequences), written out here once more, byte by
   byte. */
#include "ingest/text_check.h"
#include "support/random.h"
#include "support/test.h"

#include <string.h>

enum { LONGEST = 4 };

/* A row of table 3-7: from and to for each byte. */
struct sequence {
    size_t byte_count;
    unsigned char from[LONGEST];
    unsigned char to[LONGEST];
};

static const struct sequence sequences[] = {
    { 1, { 0x01 }, { 0x7f } }, /* U+0000 is no text */
    { 2, { 0xc2, 0x80 }, { 0xdf, 0xbf } },
    { 3, { 0xe0, 0xa0, 0x80 }, { 0xe0, 0xbf, 0xbf } },
    { 3, { 0xe1, 0x80, 0x80 }, { 0xec, 0xbf, 0xbf } },
    { 3, { 0xed, 0x80, 0x80 }, { 0xed, 0x9f, 0xbf } },
    { 3, { 0xee, 0x80, 0x80 }, { 0xef, 0xbf, 0xbf } },
    { 4, { 0xf0, 0x90, 0x80, 0x80 }, { 0xf0, 0xbf, 0xbf, 0xbf } },
    { 4, { 0xf1, 0x80, 0x80, 0x80 }, { 0xf3, 0xbf, 0xbf, 0xbf } },
    { 4, { 0xf4, 0x80, 0x80, 0x80 }, { 0xf4, 0x8f, 0xbf, 0xbf } },
};

enum { SEQUENCES = sizeof sequences / sizeof *sequences };

/* How many bytes agree with a row, up to its length. */
static size_t agreeing(const struct sequence *row, const char *bytes, size_t byte_count)
{
    size_t n = 0;
    while (n < row->byte_count && n < byte_count &&
           (unsigned char)bytes[n] >= row->from[n] &&
           (unsigned char)bytes[n] <= row->to[n])
        n++;
    return n;
}

/* The prefix, and what is wrong behind it. */
static size_t expected_prefix(const char *bytes, size_t byte_count,
                              enum text_trouble *trouble_out)
{
    size_t at = 0;
    while (at < byte_count) {
        size_t whole = 0;
        size_t left = byte_count - at;
        *trouble_out = bytes[at] ? TROUBLE_INVALID : TROUBLE_NUL;
        for (size_t i = 0; i < SEQUENCES; i++) {
            size_t same = agreeing(&sequences[i], bytes + at, left);
            if (same == sequences[i].byte_count)
                whole = same;
            else if (same == left)
                *trouble_out = TROUBLE_CUT_SHORT;
        }
        if (!whole)
            return at;
        at += whole;
    }
    *trouble_out = TROUBLE_NONE;
    return at;
}

/* Where the first bytes are known to be text. */
static void assert_checked_behind(size_t known, const char *bytes, size_t byte_count)
{
    static const enum instructions sets[] = { INSTRUCTIONS_PORTABLE, INSTRUCTIONS_AVX2,
                                              INSTRUCTIONS_AVX512 };
    enum text_trouble expected;
    size_t prefix = known + expected_prefix(bytes + known, byte_count - known, &expected);
    for (size_t i = 0; i < sizeof sets / sizeof *sets; i++)
        if (instructions_are_there(sets[i]))
            assert_int_equal(text_prefix(sets[i], bytes, byte_count), prefix);
    assert_int_equal(text_trouble_at(bytes + prefix, byte_count - prefix), expected);
}

static void assert_checked(const char *bytes, size_t byte_count)
{
    assert_checked_behind(0, bytes, byte_count);
}

/* Every byte, every two bytes, and every end of a range behind them. */
static void knows_every_sequence(void **state)
{
    (void)state;
    static const unsigned char ends[] = { 0x00, 0x7f, 0x80, 0xbf, 0xc0 };
    enum { ENDS = sizeof ends };
    char bytes[LONGEST] = { 0 };
    assert_checked(bytes, 0);
    for (int first = 0; first < 256; first++)
        for (int second = 0; second < 256; second++)
            for (size_t end = 0; end < (size_t)ENDS * ENDS; end++) {
                bytes[0] = (char)first;
                bytes[1] = (char)second;
                bytes[2] = (char)ends[end / ENDS];
                bytes[3] = (char)ends[end % ENDS];
                for (size_t count = 1; count <= LONGEST; count++)
                    assert_checked(bytes, count);
            }
}

/* One thing that is not ASCII at each place of a text of each length. */
static void finds_one_thing_anywhere(void **state)
{
    (void)state;
    static const char *const things[] = {
        "", "\x80", "\xff", "\xc3\xa9", "\xc3", "\n", "\xe2\x82", "\xf0\x9f\x98\x80"
    };
    enum { MOST = 200 };
    char bytes[MOST + LONGEST];
    for (size_t count = 1; count < MOST; count++)
        for (size_t at = 0; at < count; at++)
            for (size_t i = 0; i < sizeof things / sizeof *things; i++) {
                memset(bytes, 'a', sizeof bytes);
                size_t length = strlen(things[i]);
                memcpy(bytes + at, things[i],
                       length ? length : 1); /* NUL for the first */
                assert_checked(bytes, count);
            }
}

/* Text is passed in vectors of 32 bytes, four of which are a block. Three bytes, good
   ones and every fault, across the ends of both, in text of characters of one length. */
static void finds_sequences_at_ends_of_blocks(void **state)
{
    (void)state;
    static const char *const grounds[] = { "a", "\xc3\xa9", "\xe2\x82\xac",
                                           "\xf0\x9f\x98\x80" };
    static const unsigned char kinds[] = { 0x00, 0x41, 0x80, 0x8f, 0x90, 0xa0,
                                           0xbf, 0xc0, 0xc1, 0xc2, 0xdf, 0xe0,
                                           0xe1, 0xed, 0xf0, 0xf4, 0xf5 };
    static const size_t ends[] = { 96, 128 };
    enum { KINDS = sizeof kinds, BYTES = 144, KNOWN = 84 };
    char bytes[BYTES + LONGEST];
    for (size_t g = 0; g < sizeof grounds / sizeof *grounds; g++) {
        size_t step = strlen(grounds[g]);
        for (size_t e = 0; e < sizeof ends / sizeof *ends * LONGEST; e++)
            for (size_t i = 0; i < (size_t)KINDS * KINDS * KINDS; i++) {
                char *from = bytes + (ends[e / LONGEST] - e % LONGEST) / step * step;
                for (size_t at = 0; at < BYTES; at += step)
                    memcpy(bytes + at, grounds[g], step);
                from[0] = (char)kinds[i / KINDS / KINDS];
                from[1] = (char)kinds[i / KINDS % KINDS];
                from[2] = (char)kinds[i % KINDS];
                assert_checked_behind(KNOWN, bytes, BYTES);
            }
    }
}

static void agrees_on_random_bytes(void **state)
{
    (void)state;
    enum { MOST = 700, ROUNDS = 20000, OFFSETS = 64 };
    struct test_random random = { 11 };
    char bytes[OFFSETS + MOST];
    for (int round = 0; round < ROUNDS; round++) {
        char *from = bytes + test_random_below(&random, OFFSETS);
        size_t count = test_random_below(&random, MOST);
        memset(from, 'x', count);
        for (size_t left = test_random_below(&random, 4); count && left; left--)
            from[test_random_below(&random, count)] =
                (char)test_random_below(&random, 256);
        assert_checked(from, count);
    }
}

static void agrees_on_random_text(void **state)
{
    (void)state;
    static const char *const pieces[] = { "a",
                                          "plain text, eight or more,",
                                          "\xc3\xa9",
                                          "\xe2\x82\xac",
                                          "\xed\x9f\xbf",
                                          "\xf0\x90\x80\x80",
                                          "\x01\x7f",
                                          "\xf4\x8f\xbf\xbf" };
    enum { MOST = 600, ROUNDS = 20000 };
    struct test_random random = { 5 };
    char bytes[MOST];
    for (int round = 0; round < ROUNDS; round++) {
        size_t count = 0;
        size_t wanted = test_random_below(&random, MOST - 30);
        while (count < wanted) {
            const char *piece =
                pieces[test_random_below(&random, sizeof pieces / sizeof *pieces)];
            memcpy(bytes + count, piece, strlen(piece));
            count += strlen(piece);
        }
        if (count && round % 2)
            bytes[test_random_below(&random, count)] =
                (char)test_random_below(&random, 256);
        assert_checked(bytes, count);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(knows_every_sequence),
        cmocka_unit_test(finds_one_thing_anywhere),
        cmocka_unit_test(finds_sequences_at_ends_of_blocks),
        cmocka_unit_test(agrees_on_random_bytes),
        cmocka_unit_test(agrees_on_random_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
