#include "base/buffer.h"
#include "base/memory.h"
#include "ingest/decoder.h"
#include "ingest/encoding.h"
#include "support/test.h"

#include <stdio.h>
#include <string.h>

struct encoding_test {
    struct arena arena;
    struct symbar_diagnostics *diagnostics;
    struct encoding encoding;
    struct buffer text;
    enum symbar_status status;
};

static void find(struct encoding_test *test, const char *prescribed, const char *bytes,
                 size_t byte_count, bool is_whole)
{
    test->diagnostics = symbar_diagnostics_create();
    test->status = encoding_find(prescribed, bytes, byte_count, is_whole, "x.csv",
                                 &test->arena, &test->encoding, test->diagnostics);
}

static void decode(struct encoding_test *test, const char *bytes, size_t byte_count,
                   size_t piece)
{
    struct decoder *decoder = NULL;
    const char *text = NULL;
    size_t text_count = 0;
    test->status = decoder_create(&test->encoding, "x.csv", &decoder, test->diagnostics);
    for (size_t at = 0; at < byte_count && test->status == SYMBAR_OK; at += piece) {
        size_t count = byte_count - at < piece ? byte_count - at : piece;
        test->status = decoder_push(decoder, bytes + at, count, &text, &text_count,
                                    test->diagnostics);
        if (test->status == SYMBAR_OK)
            buffer_append(&test->text, text, text_count);
    }
    if (test->status == SYMBAR_OK)
        test->status = decoder_end(decoder, &text, &text_count, test->diagnostics);
    if (test->status == SYMBAR_OK)
        buffer_append(&test->text, text, text_count);
    decoder_free(decoder);
}

static void release(struct encoding_test *test)
{
    symbar_diagnostics_free(test->diagnostics);
    buffer_release(&test->text);
    arena_release(&test->arena);
    *test = (struct encoding_test){ 0 };
}

/* The encoding is found and the text comes out, whatever the pieces. */
static void expect(const char *prescribed, const char *bytes, size_t byte_count,
                   const char *name, const char *text)
{
    for (size_t piece = 1; piece <= byte_count; piece++) {
        struct encoding_test test = { 0 };
        find(&test, prescribed, bytes, byte_count, true);
        assert_int_equal(test.status, SYMBAR_OK);
        assert_string_equal(test.encoding.name, name);
        assert_non_null(test.encoding.because);
        decode(&test, bytes, byte_count, piece);
        assert_int_equal(test.status, SYMBAR_OK);
        assert_int_equal(test.text.byte_count, strlen(text));
        assert_memory_equal(test.text.bytes, text, strlen(text));
        release(&test);
    }
}

#define EXPECT(prescribed, bytes, name, text)                                            \
    expect(prescribed, bytes, sizeof(bytes) - 1, name, text)

static void expect_only(struct encoding_test *test, const char *id, uint64_t line,
                        uint64_t column)
{
    assert_int_equal(symbar_diagnostics_count(test->diagnostics), 1);
    const struct symbar_diagnostic *only = symbar_diagnostics_at(test->diagnostics, 0);
    assert_string_equal(only->id, id);
    assert_int_equal(only->line, line);
    assert_int_equal(only->column, column);
}

/* Reading fails at this place, whatever the pieces, after the text before it and no more.
 */
static void expect_bad_byte(const char *prescribed, const char *bytes, size_t byte_count,
                            const char *id, uint64_t line, uint64_t column,
                            const char *text_before)
{
    for (size_t piece = 1; piece <= byte_count; piece++) {
        struct encoding_test test = { 0 };
        find(&test, prescribed, bytes, byte_count, true);
        assert_int_equal(test.status, SYMBAR_OK);
        decode(&test, bytes, byte_count, piece);
        assert_int_equal(test.status, SYMBAR_BAD_INPUT);
        expect_only(&test, id, line, column);
        assert_int_equal(test.text.byte_count, strlen(text_before));
        assert_memory_equal(test.text.bytes, text_before, strlen(text_before));
        release(&test);
    }
}

#define EXPECT_BAD_BYTE(prescribed, bytes, id, line, column, before)                     \
    expect_bad_byte(prescribed, bytes, sizeof(bytes) - 1, id, line, column, before)

static void a_byte_order_mark_decides(void **state)
{
    (void)state;
    EXPECT("auto", "\xef\xbb\xbfunit,q\n\xc3\xa9,1\n", "utf-8-bom",
           "unit,q\n\xc3\xa9,1\n");
    EXPECT("auto",
           "\xff\xfe\xe9\0,\0"
           "1\0",
           "utf-16le", "\xc3\xa9,1");
    EXPECT("auto",
           "\xfe\xff\0\xe9\0,\0"
           "1",
           "utf-16be", "\xc3\xa9,1");
    EXPECT("auto", "\xff\xfe\0\0\xe9\0\0\0", "utf-32le", "\xc3\xa9");
    EXPECT(NULL, "\xfe\xff\xd8\x3d\xde\0\0a", "utf-16be",
           "\xf0\x9f\x98\x80"
           "a");
}

static void nuls_tell_utf16(void **state)
{
    (void)state;
    EXPECT("auto",
           "u\0n\0,\0"
           "q\0\n\0"
           "1\0",
           "utf-16le", "un,q\n1");
    EXPECT("auto",
           "\0u\0n\0,\0"
           "q\0\n\0"
           "1",
           "utf-16be", "un,q\n1");
}

static void utf8_goes_through(void **state)
{
    (void)state;
    EXPECT("auto", "unit\n1\n", "utf-8", "unit\n1\n");
    EXPECT("auto", "\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80", "utf-8",
           "\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80");
}

static void anything_else_is_windows_1252_and_said_to_be_a_guess(void **state)
{
    (void)state;
    static const char bytes[] = "magasin;q\nOrl\xe9"
                                "ans;10\x80\nL\x92\xc9toile;9\n";
    EXPECT("auto", bytes, "windows-1252",
           "magasin;q\nOrl\xc3\xa9"
           "ans;10\xe2\x82\xac\nL\xe2\x80\x99\xc3\x89toile;9\n");
    struct encoding_test test = { 0 };
    find(&test, "auto", bytes, sizeof bytes - 1, true);
    assert_true(test.encoding.is_guess);
    expect_only(&test, "encoding-guess", 2, 4);
    assert_int_equal(symbar_diagnostics_at(test.diagnostics, 0)->severity,
                     SYMBAR_WARNING);
    release(&test);
}

static void one_bad_byte_is_damage_not_another_encoding(void **state)
{
    (void)state;
    EXPECT_BAD_BYTE("auto",
                    "\xc3\xa9t\xc3\xa9,1\nb\xe9"
                    "b,2\n",
                    "invalid-text", 2, 2, "\xc3\xa9t\xc3\xa9,1\nb");
    EXPECT_BAD_BYTE("auto", "\xc3\xa9\r\r\n\xe2\x82,2\n", "invalid-text", 2, 1,
                    "\xc3\xa9\r\r\n");
    EXPECT_BAD_BYTE("utf-8", "a\r\xe2\x82", "invalid-text", 2, 1, "a\r");
    /* overlong, surrogate, beyond Unicode */
    EXPECT_BAD_BYTE("utf-8", "a\xc0\xaf", "invalid-text", 1, 2, "a");
    EXPECT_BAD_BYTE("utf-8", "a\xed\xa0\x80", "invalid-text", 1, 2, "a");
    EXPECT_BAD_BYTE("utf-8", "a\xf4\x90\x80\x80", "invalid-text", 1, 2, "a");
}

static void expect_message(const char *bytes, size_t byte_count, const char *message)
{
    for (size_t piece = 1; piece <= byte_count; piece++) {
        struct encoding_test test = { 0 };
        find(&test, "utf-8", bytes, byte_count, true);
        decode(&test, bytes, byte_count, piece);
        assert_int_equal(symbar_diagnostics_count(test.diagnostics), 1);
        assert_string_equal(symbar_diagnostics_at(test.diagnostics, 0)->message, message);
        release(&test);
    }
}

#define EXPECT_MESSAGE(bytes, message) expect_message(bytes, sizeof(bytes) - 1, message)

/* "caf\xe9" is Latin-1, whether the file ends behind it or not. */
static void only_the_beginning_of_a_character_is_cut_short(void **state)
{
    (void)state;
    static const char is_cut[] = "the file ends in the middle of a character";
    EXPECT_MESSAGE("1,caf\xe9\n", "the byte 0xe9 is not valid in UTF-8");
    EXPECT_MESSAGE("1,caf\xe9\r\n2,tea\n", "the byte 0xe9 is not valid in UTF-8");
    EXPECT_MESSAGE("1,\xff", "the byte 0xff is not valid in UTF-8");
    EXPECT_MESSAGE("1,\xe0\x9f", "the byte 0xe0 is not valid in UTF-8");
    EXPECT_MESSAGE("1,caf\xc3", is_cut);
    EXPECT_MESSAGE("1,\xe0\xa0", is_cut);
    EXPECT_MESSAGE("1,\xf0\x9f\x98", is_cut);
}

static void a_sample_may_end_inside_a_character(void **state)
{
    (void)state;
    struct encoding_test test = { 0 };
    find(&test, "auto", "abc\xe2\x82", 5, false);
    assert_string_equal(test.encoding.name, "utf-8");
    release(&test);
}

static void nul_bytes_are_refused(void **state)
{
    (void)state;
    EXPECT_BAD_BYTE("auto", "a,b,c\n\0,2,3\n", "nul-byte", 2, 1, "a,b,c\n");
    EXPECT_BAD_BYTE("utf-16le", "a\0\n\0b\0\0\0", "nul-byte", 2, 2, "a\nb");
}

static void expect_refusal(const char *bytes, size_t byte_count, const char *id)
{
    struct encoding_test test = { 0 };
    find(&test, "auto", bytes, byte_count, true);
    assert_int_equal(test.status, SYMBAR_BAD_INPUT);
    assert_string_equal(symbar_diagnostics_at(test.diagnostics, 0)->id, id);
    assert_non_null(symbar_diagnostics_at(test.diagnostics, 0)->hint);
    release(&test);
}

#define EXPECT_REFUSAL(bytes, id) expect_refusal(bytes, sizeof(bytes) - 1, id)

static void mac_roman_is_not_guessed_at(void **state)
{
    (void)state;
    EXPECT_REFUSAL("magasin,q\rOrl\x8e"
                   "ans,1\r",
                   "doubtful-encoding"); /* lone CR */
    EXPECT_REFUSAL("magasin,q\nAni\x8f"
                   "re,1\n",
                   "doubtful-encoding"); /* 8f: nothing */
    EXPECT_REFUSAL("magasin,q\nOrl\x8e"
                   "ans,1\n",
                   "doubtful-encoding"); /* Z caron */
    EXPECT("macintosh",
           "Orl\x8e"
           "ans\r",
           "macintosh",
           "Orl\xc3\xa9"
           "ans\r");
    EXPECT("MacRoman", "\x8a", "macintosh", "\xc3\xa4");
}

static void what_is_no_text_is_refused(void **state)
{
    (void)state;
    EXPECT_REFUSAL("PK\x03\x04\x14\0\x06\0", "binary-file");
    EXPECT_REFUSAL("\xd0\xcf\x11\xe0\xa1\xb1", "binary-file");
    EXPECT_REFUSAL("$FL2@(#) SPSS DATA FILE", "binary-file");
    EXPECT_REFUSAL("%PDF-1.7", "binary-file");
    EXPECT_REFUSAL("\x01\x02\xc3\xff\x10\x05\x81\x8d\x8f", "binary-file");
}

/* One byte in a hundred may be a control character, wherever they stand. */
static void a_few_controls_are_still_text(void **state)
{
    (void)state;
    enum { BYTES = 1000, MOST = BYTES / 100 };
    static const char controls[] = "\x01\x08\x0e\x1f\x7f";
    for (size_t from = 0; from + MOST < BYTES; from += 7)
        for (size_t count = MOST; count <= MOST + 1; count++) {
            struct encoding_test test = { 0 };
            char bytes[BYTES];
            memset(bytes, 'a', sizeof bytes);
            memcpy(bytes + BYTES - 4, "\t\r\n\x1b", 4); /* these do not count */
            for (size_t i = 0; i < count; i++)
                bytes[(from + i * 89) % (BYTES - 4)] = controls[i % 5];
            find(&test, "auto", bytes, BYTES, true);
            assert_int_equal(test.status, count > MOST ? SYMBAR_BAD_INPUT : SYMBAR_OK);
            release(&test);
        }
}

static void one_character_is_not_plain_ascii(void **state)
{
    (void)state;
    enum { BYTES = 700 };
    for (size_t at = 0; at + 1 < BYTES; at++) {
        struct encoding_test test = { 0 };
        char bytes[BYTES];
        memset(bytes, 'a', sizeof bytes);
        memcpy(bytes + at, "\xc3\xa9", 2);
        find(&test, "auto", bytes, BYTES, true);
        assert_string_equal(test.encoding.because,
                            "its non-ASCII characters are all UTF-8");
        release(&test);
    }
}

static void the_study_names_any_encoding_that_iconv_knows(void **state)
{
    (void)state;
    EXPECT("windows-1252", "\xe9\x80", "windows-1252", "\xc3\xa9\xe2\x82\xac");
    EXPECT("ISO-8859-15", "\xa4", "iso-8859-15", "\xe2\x82\xac");
    EXPECT("KOI8-R", "\xc1", "koi8-r", "\xd0\xb0");
    EXPECT("SHIFT_JIS", "\x83\x41,1", "shift_jis", "\xe3\x82\xa2,1");
    EXPECT("utf-16le", "\xe9\0", "utf-16le", "\xc3\xa9");
    EXPECT("latin1", "\xe9", "iso-8859-1", "\xc3\xa9");
    EXPECT_BAD_BYTE("ISO-8859-15", "a\0", "nul-byte", 1, 2, "a");
    EXPECT_BAD_BYTE("windows-1252", "ab\n\x81", "invalid-text", 2, 1, "ab\n");
    EXPECT_BAD_BYTE("utf-16le", "a\0b", "invalid-text", 1, 2, "a");

    struct encoding_test test = { 0 };
    find(&test, "nonsense-8", "a", 1, true);
    decode(&test, "a", 1, 1);
    assert_int_equal(test.status, SYMBAR_BAD_INPUT);
    expect_only(&test, "unknown-encoding", 0, 0);
    release(&test);
    find(&test, "ascii//IGNORE", "a", 1, true);
    expect_only(&test, "unknown-encoding", 0, 0);
    release(&test);
    find(&test, "windows-1525", "a", 1, true);
    decode(&test, "a", 1, 1);
    assert_string_equal(symbar_diagnostics_at(test.diagnostics, 0)->hint,
                        "did you mean \"windows-1252\"?");
    release(&test);
}

static void a_mark_is_believed_rather_than_the_study(void **state)
{
    (void)state;
    EXPECT("utf-8", "\xef\xbb\xbf\xc3\xa9", "utf-8-bom", "\xc3\xa9");
    EXPECT("utf-8-bom", "\xc3\xa9", "utf-8", "\xc3\xa9");
    EXPECT("utf-16", "\xfe\xff\0\xe9", "utf-16be", "\xc3\xa9");
    EXPECT("windows-1252", "\xef\xbb\xbf\xc3\xa9", "utf-8-bom", "\xc3\xa9");
    struct encoding_test test = { 0 };
    find(&test, "windows-1252", "\xef\xbb\xbf", 3, true);
    expect_only(&test, "encoding-mark", 0, 0);
    release(&test);
    find(&test, "utf-16",
         "\xff\xfe"
         "a\0",
         4, true);
    assert_int_equal(symbar_diagnostics_count(test.diagnostics), 0);
    release(&test);
}

static void long_texts_convert_whole(void **state)
{
    (void)state;
    enum { LETTERS = 200000 };
    struct encoding_test test = { 0 };
    char *bytes = memory_allocate(LETTERS, 1);
    memset(bytes, '\xe9', LETTERS);
    find(&test, "windows-1252", bytes, LETTERS, true);
    decode(&test, bytes, LETTERS, 99999);
    assert_int_equal(test.status, SYMBAR_OK);
    assert_int_equal(test.text.byte_count, 2 * LETTERS);
    for (size_t i = 0; i < LETTERS; i++)
        assert_memory_equal(test.text.bytes + 2 * i, "\xc3\xa9", 2);
    release(&test);
    memory_free(bytes);
}

/* Characters of two units stand across the ends of all that is converted at once. */
static void long_texts_of_pairs_convert_whole(void **state)
{
    (void)state;
    enum { LETTERS = 60000, LETTER_BYTES = 4 };
    struct encoding_test test = { 0 };
    size_t byte_count = (size_t)LETTER_BYTES * (LETTERS + 1);
    char *bytes = memory_allocate(byte_count, 1);
    memcpy(bytes,
           "\xff\xfe"
           "a",
           LETTER_BYTES);
    for (size_t i = 1; i <= LETTERS; i++)
        memcpy(bytes + LETTER_BYTES * i, "\x3d\xd8\x00\xde", LETTER_BYTES);
    find(&test, "auto", bytes, byte_count, true);
    decode(&test, bytes, byte_count, 99999);
    assert_int_equal(test.status, SYMBAR_OK);
    assert_int_equal(test.text.byte_count, 1 + LETTER_BYTES * LETTERS);
    for (size_t i = 0; i < LETTERS; i++)
        assert_memory_equal(test.text.bytes + 1 + LETTER_BYTES * i, "\xf0\x9f\x98\x80",
                            LETTER_BYTES);
    memory_free(bytes);
    release(&test);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_byte_order_mark_decides),
        cmocka_unit_test(nuls_tell_utf16),
        cmocka_unit_test(utf8_goes_through),
        cmocka_unit_test(anything_else_is_windows_1252_and_said_to_be_a_guess),
        cmocka_unit_test(one_bad_byte_is_damage_not_another_encoding),
        cmocka_unit_test(only_the_beginning_of_a_character_is_cut_short),
        cmocka_unit_test(a_sample_may_end_inside_a_character),
        cmocka_unit_test(nul_bytes_are_refused),
        cmocka_unit_test(mac_roman_is_not_guessed_at),
        cmocka_unit_test(what_is_no_text_is_refused),
        cmocka_unit_test(a_few_controls_are_still_text),
        cmocka_unit_test(one_character_is_not_plain_ascii),
        cmocka_unit_test(the_study_names_any_encoding_that_iconv_knows),
        cmocka_unit_test(a_mark_is_believed_rather_than_the_study),
        cmocka_unit_test(long_texts_convert_whole),
        cmocka_unit_test(long_texts_of_pairs_convert_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
