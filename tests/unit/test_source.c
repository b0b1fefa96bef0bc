#include "base/buffer.h"
#include "base/memory.h"
#include "ingest/source.h"
#include "support/gzip.h"
#include "support/scratch.h"
#include "support/test.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const char gzip_ab[] = "\x1f\x8b\x08\0\0\0\0\0\x02\xff\x4b\xd4\x49\xe2\x32\xd4\x31"
                              "\xe2\x02\0\x7b\x07\x97\x0a\x08\0\0"; /* a,b 1,2 */
static const char gzip_34[] = "\x1f\x8b\x08\0\0\0\0\0\x02\xff\x33\xd6\x31\xe1\x02\0\x3e"
                              "\x2d\x72\xa9\x04\0\0"; /* 3,4 */

struct source_test {
    struct symbar_diagnostics *diagnostics;
    struct source *source;
    struct buffer bytes;
    enum symbar_status status;
};

static void read_all(struct source_test *test)
{
    size_t byte_count = 1;
    while (test->status == SYMBAR_OK && byte_count) {
        const char *bytes = NULL;
        test->status = source_next(test->source, &bytes, &byte_count, test->diagnostics);
        if (test->status == SYMBAR_OK)
            buffer_append(&test->bytes, bytes, byte_count);
    }
}

static void open_path(struct source_test *test, const char *path)
{
    test->diagnostics = symbar_diagnostics_create();
    test->status = source_open(path, "x.csv", &test->source, test->diagnostics);
}

static void open_bytes(struct source_test *test, const char *bytes, size_t byte_count)
{
    struct scratch scratch;
    scratch_write(&scratch, bytes, byte_count);
    open_path(test, scratch.path);
    scratch_remove(&scratch);
    assert_int_equal(test->status, SYMBAR_OK);
}

static void release(struct source_test *test)
{
    source_close(test->source);
    buffer_release(&test->bytes);
    symbar_diagnostics_free(test->diagnostics);
    *test = (struct source_test){ 0 };
}

static void expect_message(struct source_test *test, const char *id, const char *message)
{
    assert_int_equal(test->status, SYMBAR_BAD_INPUT);
    assert_int_equal(symbar_diagnostics_count(test->diagnostics), 1);
    const struct symbar_diagnostic *only = symbar_diagnostics_at(test->diagnostics, 0);
    assert_string_equal(only->id, id);
    assert_string_equal(only->path, "x.csv");
    assert_string_equal(only->message, message);
}

static void hashes_and_counts_the_stored_bytes(void **state)
{
    (void)state;
    struct source_test test = { 0 };
    char hex[SHA256_TEXT_BYTES];
    open_bytes(&test, "abc", 3);
    read_all(&test);
    source_sha256(test.source, hex);
    /* FIPS 180-2, example B.1 */
    assert_string_equal(
        hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assert_int_equal(source_byte_count(test.source), 3);
    assert_string_equal(test.bytes.bytes, "abc");
    release(&test);

    open_bytes(&test, "", 0);
    read_all(&test);
    source_sha256(test.source, hex);
    assert_string_equal(
        hex, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    release(&test);

    open_bytes(&test, gzip_ab, sizeof gzip_ab);
    read_all(&test);
    assert_int_equal(source_byte_count(test.source), sizeof gzip_ab);
    release(&test);
}

static void gives_again_what_was_peeked(void **state)
{
    (void)state;
    enum { BYTES = 300000 };
    char *bytes = memory_allocate(BYTES, 1);
    for (size_t i = 0; i < BYTES; i++)
        bytes[i] = (char)('a' + i % 23);
    for (size_t wanted = 1; wanted < 2 * BYTES; wanted = wanted * 7 + 1) {
        struct source_test test = { 0 };
        const char *peeked = NULL;
        size_t peeked_count = 0;
        bool is_whole = false;
        open_bytes(&test, bytes, BYTES);
        assert_int_equal(source_peek(test.source, wanted, &peeked, &peeked_count,
                                     &is_whole, test.diagnostics),
                         SYMBAR_OK);
        assert_int_equal(peeked_count, wanted < BYTES ? wanted : BYTES);
        assert_int_equal(is_whole, wanted >= BYTES);
        assert_memory_equal(peeked, bytes, peeked_count);
        read_all(&test);
        assert_int_equal(test.bytes.byte_count, BYTES);
        assert_memory_equal(test.bytes.bytes, bytes, BYTES);
        release(&test);
    }
    memory_free(bytes);
}

/* What source_next would give, in runs of so many bytes, after a peek at the first. */
static void read_in_rooms(struct source_test *test, size_t peeked, size_t wanted)
{
    const char *bytes = NULL;
    size_t byte_count = 0;
    bool is_whole = false;
    char *room = memory_allocate(wanted, 1);
    assert_int_equal(source_peek(test->source, peeked, &bytes, &byte_count, &is_whole,
                                 test->diagnostics),
                     SYMBAR_OK);
    assert_int_equal(source_next(test->source, &bytes, &byte_count, test->diagnostics),
                     SYMBAR_OK);
    buffer_append(&test->bytes, bytes, byte_count);
    do {
        byte_count = 0;
        test->status =
            source_read(test->source, room, wanted, &byte_count, test->diagnostics);
        assert_true(byte_count <= wanted);
        buffer_append(&test->bytes, room, byte_count);
    } while (test->status == SYMBAR_OK && byte_count);
    memory_free(room);
}

/* Read as it is and inflated, with and without a damage at the end. */
static void reads_into_rooms_of_any_size(void **state)
{
    (void)state;
    enum { BYTES = 900000 };
    static const size_t rooms[] = { 1000, SOURCE_BYTES - 1, SOURCE_BYTES, 300000,
                                    2000000 };
    struct buffer stored[3] = { { 0 } };
    char *bytes = memory_allocate(BYTES, 1);
    for (size_t i = 0; i < BYTES; i++)
        bytes[i] = (char)('a' + i % 23);
    buffer_append(&stored[0], bytes, BYTES);
    gzip_append(&stored[1], bytes, BYTES);
    gzip_append(&stored[2], bytes, BYTES);
    stored[2].bytes[stored[2].byte_count - 6] ^= 1; /* in the checksum */
    for (size_t kind = 0; kind < 3; kind++) {
        struct source_test all = { 0 };
        open_bytes(&all, stored[kind].bytes, stored[kind].byte_count);
        read_all(&all);
        for (size_t i = 0; i < sizeof rooms / sizeof *rooms; i++) {
            struct source_test test = { 0 };
            char hex[SHA256_TEXT_BYTES];
            char hex_of_all[SHA256_TEXT_BYTES];
            open_bytes(&test, stored[kind].bytes, stored[kind].byte_count);
            read_in_rooms(&test, 200000, rooms[i]);
            assert_int_equal(test.status, kind == 2 ? SYMBAR_BAD_INPUT : SYMBAR_OK);
            assert_int_equal(test.status, all.status);
            assert_int_equal(test.bytes.byte_count, all.bytes.byte_count);
            assert_memory_equal(test.bytes.bytes, all.bytes.bytes, all.bytes.byte_count);
            source_sha256(test.source, hex);
            source_sha256(all.source, hex_of_all);
            assert_string_equal(hex, hex_of_all);
            if (kind == 2)
                expect_message(&test, "damaged-gzip",
                               symbar_diagnostics_at(all.diagnostics, 0)->message);
            release(&test);
        }
        release(&all);
        buffer_release(&stored[kind]);
    }
    memory_free(bytes);
}

/* Handed over in pieces of any length: the bytes of a plain file, and only those that no
   peek has read. */
static void hashes_apart_what_is_handed_over(void **state)
{
    (void)state;
    enum { BYTES = 900000, PEEKED = 200000 };
    struct source_test all = { 0 };
    struct source_test test = { 0 };
    struct buffer stored = { 0 };
    char hex[SHA256_TEXT_BYTES];
    char hex_of_all[SHA256_TEXT_BYTES];
    const char *bytes = NULL;
    size_t byte_count = 0;
    bool is_whole = false;
    buffer_repeat(&stored, "abcdefg", BYTES / 7);
    open_bytes(&all, stored.bytes, stored.byte_count);
    read_all(&all);
    source_sha256(all.source, hex_of_all);

    open_bytes(&test, stored.bytes, stored.byte_count);
    assert_int_equal(source_peek(test.source, PEEKED, &bytes, &byte_count, &is_whole,
                                 test.diagnostics),
                     SYMBAR_OK);
    assert_int_equal(source_next(test.source, &bytes, &byte_count, test.diagnostics),
                     SYMBAR_OK);
    assert_true(source_digest_apart(test.source));
    for (size_t at = byte_count; at < stored.byte_count; at += byte_count) {
        char room[1000];
        assert_int_equal(
            source_read(test.source, room, sizeof room, &byte_count, test.diagnostics),
            SYMBAR_OK);
        source_digest(test.source, room, byte_count / 3);
        source_digest(test.source, room + byte_count / 3, byte_count - byte_count / 3);
    }
    source_sha256(test.source, hex);
    assert_string_equal(hex, hex_of_all);
    release(&test);

    open_bytes(&test, "abc", 3);
    source_skip_hash(test.source);
    assert_false(source_digest_apart(test.source));
    release(&test);
    release(&all);
    buffer_release(&stored);
}

static void inflates_gzip_of_several_members(void **state)
{
    (void)state;
    struct source_test test = { 0 };
    struct buffer stored = { 0 };
    buffer_append(&stored, gzip_ab, sizeof gzip_ab);
    buffer_append(&stored, gzip_34, sizeof gzip_34);
    open_bytes(&test, stored.bytes, stored.byte_count);
    read_all(&test);
    assert_int_equal(test.status, SYMBAR_OK);
    assert_string_equal(test.bytes.bytes, "a,b\n1,2\n3,4\n");
    release(&test);
    buffer_release(&stored);
}

static void inflates_more_than_a_chunk(void **state)
{
    (void)state;
    enum { BYTES = 1000000 };
    struct source_test test = { 0 };
    struct buffer stored = { 0 };
    char *bytes = memory_allocate(BYTES, 1);
    for (size_t i = 0; i < BYTES; i++)
        bytes[i] = (char)(i % 251);
    gzip_append(&stored, bytes, BYTES);
    open_bytes(&test, stored.bytes, stored.byte_count);
    read_all(&test);
    assert_int_equal(test.status, SYMBAR_OK);
    assert_int_equal(test.bytes.byte_count, BYTES);
    assert_memory_equal(test.bytes.bytes, bytes, BYTES);
    release(&test);
    buffer_release(&stored);
    memory_free(bytes);
}

static void refuses_gzip_cut_short_anywhere(void **state)
{
    (void)state;
    char message[80];
    for (size_t kept = 2; kept < sizeof gzip_ab; kept++) {
        struct source_test test = { 0 };
        open_bytes(&test, gzip_ab, kept);
        read_all(&test);
        snprintf(message, sizeof message, "the gzip data end too early, after byte %zu",
                 kept);
        expect_message(&test, "damaged-gzip", message);
        release(&test);
    }
}

static void refuses_what_follows_gzip(void **state)
{
    (void)state;
    struct source_test test = { 0 };
    struct buffer stored = { 0 };
    buffer_append(&stored, gzip_ab, sizeof gzip_ab);
    buffer_text(&stored, "and more");
    open_bytes(&test, stored.bytes, stored.byte_count);
    read_all(&test);
    expect_message(&test, "damaged-gzip",
                   "something follows the gzip data after byte 28");
    release(&test);
    buffer_release(&stored);
}

static void refuses_damaged_gzip(void **state)
{
    (void)state;
    struct source_test test = { 0 };
    char stored[sizeof gzip_ab];
    for (size_t behind = 1; behind <= 8; behind++) { /* the checksum and the size */
        memcpy(stored, gzip_ab, sizeof stored);
        stored[sizeof stored - behind] ^= 1;
        open_bytes(&test, stored, sizeof stored);
        read_all(&test);
        assert_string_equal(test.bytes.bytes, "a,b\n1,2\n");
        expect_message(&test, "damaged-gzip", "the gzip data are damaged near byte 28");
        release(&test);
    }
}

/* Of several members, some of them empty, of which one may have a wrong checksum; the
   bytes are handed over in pieces of this length. */
static void hand_over(const struct buffer *stored, size_t piece, struct source_test *test)
{
    enum { PEEKED = 200000, ROOM = 2 * SOURCE_BYTES };
    const char *bytes = NULL;
    size_t byte_count = 0;
    bool is_whole = false;
    char *room = memory_allocate(ROOM, 1);
    open_bytes(test, stored->bytes, stored->byte_count);
    assert_int_equal(source_peek(test->source, PEEKED, &bytes, &byte_count, &is_whole,
                                 test->diagnostics),
                     SYMBAR_OK);
    assert_int_equal(source_next(test->source, &bytes, &byte_count, test->diagnostics),
                     SYMBAR_OK);
    assert_true(source_digest_apart(test->source));
    do {
        assert_int_equal(
            source_read(test->source, room, ROOM, &byte_count, test->diagnostics),
            SYMBAR_OK);
        for (size_t at = 0; at < byte_count; at += piece)
            source_digest(test->source, room + at,
                          piece < byte_count - at ? piece : byte_count - at);
    } while (byte_count);
    test->status = source_check_digest(test->source, test->diagnostics);
    memory_free(room);
}

static void checks_gzip_apart_by_what_is_handed_over(void **state)
{
    (void)state;
    enum { MEMBERS = 9, WRONG = 6 };
    static const size_t byte_counts[MEMBERS] = { 150000, 0,      0,      400000, 1,
                                                 2,      300000, 100000, 0 };
    static const size_t pieces[] = { 1, 1000, 65537, 2 * SOURCE_BYTES };
    char message[80];
    struct buffer text = { 0 };
    buffer_repeat(&text, "abcdefg", 60000);
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++)
        for (int is_damaged = 0; is_damaged < 2; is_damaged++) {
            struct source_test test = { 0 };
            struct buffer stored = { 0 };
            for (size_t m = 0; m < MEMBERS; m++) {
                gzip_append(&stored, text.bytes + m, byte_counts[m]);
                if (m != WRONG || !is_damaged)
                    continue;
                stored.bytes[stored.byte_count - 5] ^= 1;
                snprintf(message, sizeof message,
                         "the gzip data are damaged near byte %zu", stored.byte_count);
            }
            hand_over(&stored, pieces[i], &test);
            if (is_damaged)
                expect_message(&test, "damaged-gzip", message);
            else
                assert_int_equal(test.status, SYMBAR_OK);
            release(&test);
            buffer_release(&stored);
        }
    buffer_release(&text);
}

static void refuses_what_cannot_be_opened(void **state)
{
    (void)state;
    struct source_test test = { 0 };
    open_path(&test, "/nowhere/at-all.csv");
    expect_message(&test, "cannot-open", "cannot open: no such file or directory");
    release(&test);
    open_path(&test, "/");
    expect_message(&test, "cannot-open", "cannot open: it is a folder");
    release(&test);
}

static void reads_a_pipe_that_delivers_slowly(void **state)
{
    (void)state;
    int ends[2];
    struct source_test test = { 0 };
    assert_int_equal(pipe(ends), 0);
    pid_t child = fork();
    if (child == 0) {
        for (size_t i = 0; i < sizeof gzip_ab; i++)
            if (write(ends[1], gzip_ab + i, 1) != 1)
                _exit(1);
        _exit(0);
    }
    close(ends[1]);
    int kept = dup(STDIN_FILENO);
    dup2(ends[0], STDIN_FILENO);
    close(ends[0]);
    open_path(&test, "-");
    assert_int_equal(test.status, SYMBAR_OK);
    read_all(&test);
    assert_int_equal(test.status, SYMBAR_OK);
    assert_string_equal(test.bytes.bytes, "a,b\n1,2\n");
    release(&test);
    dup2(kept, STDIN_FILENO);
    close(kept);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hashes_and_counts_the_stored_bytes),
        cmocka_unit_test(gives_again_what_was_peeked),
        cmocka_unit_test(reads_into_rooms_of_any_size),
        cmocka_unit_test(hashes_apart_what_is_handed_over),
        cmocka_unit_test(inflates_gzip_of_several_members),
        cmocka_unit_test(inflates_more_than_a_chunk),
        cmocka_unit_test(refuses_gzip_cut_short_anywhere),
        cmocka_unit_test(refuses_what_follows_gzip),
        cmocka_unit_test(refuses_damaged_gzip),
        cmocka_unit_test(checks_gzip_apart_by_what_is_handed_over),
        cmocka_unit_test(refuses_what_cannot_be_opened),
        cmocka_unit_test(reads_a_pipe_that_delivers_slowly),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
