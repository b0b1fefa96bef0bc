/* Every library that inflates gives back what was compressed, however that was done and
   in whatever pieces it comes; and none takes a damaged file for a whole one. */
#include "base/buffer.h"
#include "base/memory.h"
#include "ingest/gunzip.h"
#include "ingest/inflater.h"
#include "support/random.h"
#include "support/test.h"

#include <zlib.h>

#include <string.h>

static const struct inflate_library *const libraries[] = {
    &inflate_zlib,
#ifdef SYMBAR_ISAL
    &inflate_isal,
#endif
};

enum { LIBRARIES = sizeof libraries / sizeof *libraries };

enum { FILES = 200, DAMAGED_FILES = 2000, MOST_MEMBERS = 3, MOST_RUNS = 400 };

/* -- what is compressed -- */

/* Bytes of any value, of few values, or what came some way before. */
static void add_run(struct test_random *random, struct buffer *text)
{
    size_t count = test_random_below(random, 3) ? 1 + test_random_below(random, 40)
                                                : 1 + test_random_below(random, 3000);
    size_t kind = test_random_below(random, 4);
    size_t far = 1 + test_random_below(random, 40000);
    size_t from = far < text->byte_count ? text->byte_count - far : 0;
    for (size_t i = 0; i < count; i++) {
        char byte = (char)test_random_below(random, 256);
        if (kind == 1)
            byte = (char)('0' + test_random_below(random, 5));
        else if (kind > 1 && from + i < text->byte_count)
            byte = text->bytes[from + i];
        buffer_byte(text, byte);
    }
}

static void random_text(struct test_random *random, size_t most_runs, struct buffer *text)
{
    buffer_clear(text);
    for (size_t runs = test_random_below(random, most_runs + 1); runs; runs--)
        add_run(random, text);
}

/* A member with any level and strategy, and any of what a header may have. */
static void begin_deflate(struct test_random *random, z_stream *stream)
{
    static const int strategies[] = { Z_DEFAULT_STRATEGY, Z_FILTERED, Z_HUFFMAN_ONLY,
                                      Z_RLE, Z_FIXED };
    enum { GZIP = 16, LEAST_WINDOW_BITS = 9, LEVELS = 10, MEMORY_LEVELS = 9 };
    int level = (int)test_random_below(random, LEVELS);
    int bits = GZIP + LEAST_WINDOW_BITS +
               (int)test_random_below(random, MAX_WBITS - LEAST_WINDOW_BITS + 1);
    int memory_level = 1 + (int)test_random_below(random, MEMORY_LEVELS);
    int strategy = strategies[test_random_below(random, 5)];
    assert_int_equal(
        deflateInit2(stream, level, Z_DEFLATED, bits, memory_level, strategy), Z_OK);
}

struct header_texts {
    Bytef name[10];
    Bytef comment[10];
    Bytef extra[300];
};

static gz_header random_header(struct test_random *random, struct header_texts *texts)
{
    gz_header header = { .time = (uLong)test_random_below(random, 1 << 30), .os = 3 };
    header.hcrc = (int)test_random_below(random, 2);
    if (test_random_below(random, 2))
        header.name = texts->name;
    if (test_random_below(random, 4) == 0)
        header.comment = texts->comment;
    if (test_random_below(random, 4) == 0) {
        header.extra = texts->extra;
        header.extra_len = (uInt)test_random_below(random, sizeof texts->extra);
    }
    return header;
}

static void add_member(struct test_random *random, const struct buffer *text,
                       struct buffer *stored)
{
    enum { LONGEST_HEADER = 1000 };
    z_stream stream = { 0 };
    struct header_texts texts = { "staff.csv", "a comment", { 7 } };
    gz_header header = random_header(random, &texts);
    begin_deflate(random, &stream);
    assert_int_equal(deflateSetHeader(&stream, &header), Z_OK);
    size_t room = deflateBound(&stream, (uLong)text->byte_count) + LONGEST_HEADER;
    buffer_reserve(stored, stored->byte_count + room);
    stream.next_in = (Bytef *)text->bytes;
    stream.next_out = (Bytef *)stored->bytes + stored->byte_count;
    stream.avail_out = (uInt)room;
    size_t flushed = text->byte_count ? test_random_below(random, text->byte_count) : 0;
    int flush = test_random_below(random, 2) ? Z_FULL_FLUSH : Z_SYNC_FLUSH;
    stream.avail_in = (uInt)flushed;
    if (flushed)
        assert_int_equal(deflate(&stream, flush), Z_OK);
    stream.avail_in = (uInt)(text->byte_count - flushed);
    assert_int_equal(deflate(&stream, Z_FINISH), Z_STREAM_END);
    stored->byte_count += room - stream.avail_out;
    deflateEnd(&stream);
}

static void random_file(struct test_random *random, size_t most_runs, struct buffer *all,
                        struct buffer *stored)
{
    struct buffer text = { 0 };
    buffer_clear(all);
    buffer_clear(stored);
    for (size_t left = 1 + test_random_below(random, MOST_MEMBERS); left; left--) {
        random_text(random, most_runs, &text);
        add_member(random, &text, stored);
        buffer_append(all, text.bytes, text.byte_count);
    }
    buffer_release(&text);
}

/* -- what comes back -- */

static enum symbar_status take_all(struct gunzip *gunzip, struct buffer *out,
                                   struct symbar_diagnostics *diagnostics)
{
    static char room[INFLATED_BYTES];
    for (;;) {
        size_t byte_count;
        enum symbar_status status =
            gunzip_take(gunzip, room, &byte_count, "file", diagnostics);
        if (status != SYMBAR_OK || !byte_count)
            return status;
        gunzip_check(gunzip, room, byte_count);
        buffer_append(out, room, byte_count);
    }
}

/* Each piece is given in memory of its own size, so that a sanitizer sees what is read
   behind it. */
static enum symbar_status inflate_all(const struct inflate_library *library,
                                      const struct buffer *stored,
                                      struct test_random random, struct buffer *out)
{
    struct gunzip *gunzip = gunzip_create_with(library);
    struct symbar_diagnostics *diagnostics = symbar_diagnostics_create();
    enum symbar_status status = SYMBAR_OK;
    static const size_t most_bytes[] = { 1, 60, 40000 };
    bool is_long = stored->byte_count > 1000;
    size_t most = most_bytes[is_long + test_random_below(&random, 3 - is_long)];
    buffer_clear(out);
    for (size_t at = 0; at < stored->byte_count && status == SYMBAR_OK;) {
        size_t left = stored->byte_count - at;
        size_t count = 1 + test_random_below(&random, most);
        count = count < left ? count : left;
        char *piece = memory_allocate(count, 1);
        memcpy(piece, stored->bytes + at, count);
        gunzip_give(gunzip, piece, count);
        status = take_all(gunzip, out, diagnostics);
        memory_free(piece);
        at += count;
    }
    if (status == SYMBAR_OK)
        status = gunzip_end(gunzip, "file", diagnostics);
    if (status == SYMBAR_OK)
        status = gunzip_end_check(gunzip, "file", diagnostics);
    symbar_diagnostics_free(diagnostics);
    gunzip_free(gunzip);
    return status;
}

static void every_library_gives_back_what_was_compressed(void **state)
{
    (void)state;
    struct test_random random = { 1952 };
    struct buffer text = { 0 };
    struct buffer stored = { 0 };
    struct buffer out = { 0 };
    for (size_t i = 0; i < FILES; i++) {
        random_file(&random, MOST_RUNS, &text, &stored);
        test_random_bits(&random);
        for (size_t n = 0; n < LIBRARIES; n++) {
            assert_int_equal(inflate_all(libraries[n], &stored, random, &out), SYMBAR_OK);
            assert_int_equal(out.byte_count, text.byte_count);
            if (text.byte_count)
                assert_memory_equal(out.bytes, text.bytes, text.byte_count);
        }
    }
    buffer_release(&text);
    buffer_release(&stored);
    buffer_release(&out);
}

/* A byte is another one, or is missing, or one too many; or the rest is missing. */
static void damage(struct test_random *random, struct buffer *stored)
{
    size_t at = test_random_below(random, stored->byte_count);
    size_t kind = test_random_below(random, 5);
    if (kind < 2) {
        stored->bytes[at] ^= (char)(1 << test_random_below(random, 8));
    } else if (kind == 2) {
        stored->bytes[at] = (char)test_random_below(random, 256);
    } else if (kind == 3) {
        memmove(stored->bytes + at, stored->bytes + at + 1, stored->byte_count - at - 1);
        stored->byte_count--;
    } else {
        stored->byte_count = at;
    }
}

/* zlib is the measure. ISA-L is more patient with codes that are never used: there only
   the text that was compressed will do. */
static void expect_same_or_refused(const struct buffer *stored, const struct buffer *text,
                                   const struct test_random *random, bool *is_damaged_out)
{
    struct buffer whole = { 0 };
    struct buffer out = { 0 };
    *is_damaged_out = inflate_all(&inflate_zlib, stored, *random, &whole) != SYMBAR_OK;
    const struct buffer *expected = *is_damaged_out ? text : &whole;
    for (size_t n = 0; n < LIBRARIES; n++) {
        if (inflate_all(libraries[n], stored, *random, &out) != SYMBAR_OK) {
            assert_true(*is_damaged_out);
            continue;
        }
        assert_int_equal(out.byte_count, expected->byte_count);
        if (out.byte_count)
            assert_memory_equal(out.bytes, expected->bytes, out.byte_count);
    }
    buffer_release(&whole);
    buffer_release(&out);
}

static void no_library_takes_damage_for_a_whole(void **state)
{
    (void)state;
    struct test_random random = { 1951 };
    struct buffer text = { 0 };
    struct buffer stored = { 0 };
    size_t damaged_count = 0;
    for (size_t i = 0; i < DAMAGED_FILES; i++) {
        bool is_damaged;
        random_file(&random, 12, &text, &stored);
        damage(&random, &stored);
        test_random_bits(&random);
        expect_same_or_refused(&stored, &text, &random, &is_damaged);
        damaged_count += is_damaged;
    }
    assert_true(damaged_count > DAMAGED_FILES / 2);
    buffer_release(&text);
    buffer_release(&stored);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_library_gives_back_what_was_compressed),
        cmocka_unit_test(no_library_takes_damage_for_a_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
