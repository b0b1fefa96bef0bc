/* One thread that takes every part of a text, however many were meant to: the parts are
   those that it would be alone with, and none is lost. */
#include "base/spare_work.h"
#include "base/work.h"
#include "ingest/csv_file.h"
#include "ingest/source.h"
#include "ingest/text_index.h"
#include "ingest/text_parts.h"
#include "support/scratch.h"
#include "support/test.h"

#include <pthread.h>
#include <semaphore.h>

enum { PART_BYTES = 64, LONG_ROW = 6 * PART_BYTES, ROWS = 60, MOST_PARTS = 200 };

/* Now and then a row has no end in reach, and the last one has none at all. */
static void write_text(struct buffer *text)
{
    buffer_text(text, "unit,q,remark\n");
    for (unsigned row = 0; row < ROWS; row++) {
        buffer_format(text, "Lyon %u,9,", row);
        if (row % 17 == 5) {
            buffer_byte(text, '"');
            buffer_repeat(text, "a\nb ", LONG_ROW / 4);
            buffer_byte(text, '"');
        }
        buffer_byte(text, '\n');
    }
    buffer_text(text, "Lyon,9,");
    buffer_repeat(text, "a b ", LONG_ROW / 8);
}

/* "text|" for each part, "text+" for each piece of one that goes on. */
struct taking {
    struct buffer shown;
    struct buffer text;
    size_t part_count;
    size_t piece_count;
};

static void take_piece(struct taking *taking, const struct text_part *part)
{
    assert_int_equal(part->number, taking->part_count - 1);
    assert_int_equal(part->status, SYMBAR_OK);
    buffer_append(&taking->text, text_part_bytes(part), text_part_length(part));
    buffer_append(&taking->shown, text_part_bytes(part), text_part_length(part));
    buffer_byte(&taking->shown, part->goes_on ? '+' : '|');
    taking->piece_count += part->goes_on;
}

/* A piece that begins within a row has no indexes, nor those of what had its memory. */
static void assert_no_indexes(const struct text_part *part)
{
    size_t length = text_part_length(part);
    for (size_t at = 0; part->indexes && at <= length; at++)
        assert_null(text_index_at(part->indexes, at, SIZE_MAX));
}

static struct taking take_all(struct csv_file *file, size_t thread_count,
                              size_t part_bytes, size_t wanted)
{
    struct taking taking = { 0 };
    struct text_part part = { 0 };
    const struct work work = { .thread_count = thread_count, .part_bytes = part_bytes };
    struct symbar_diagnostics *diagnostics = symbar_diagnostics_create();
    struct text_parts *parts = text_parts_create(file, &work, diagnostics);
    bool is_last = false;
    assert_non_null(parts);
    text_parts_expect(parts, thread_count);
    while (taking.part_count < wanted && text_parts_take(parts, &part)) {
        assert_false(is_last);
        taking.part_count++;
        take_piece(&taking, &part);
        while (part.goes_on) {
            text_parts_go_on(parts, &part);
            assert_no_indexes(&part);
            take_piece(&taking, &part);
        }
        is_last = part.is_last;
        assert_true(!is_last || part.bytes_read == source_byte_count(file->text.source));
    }
    assert_int_equal(text_parts_have_ended(parts), is_last);
    text_part_release(&part);
    text_parts_free(parts);
    symbar_diagnostics_free(diagnostics);
    return taking;
}

static void taking_release(struct taking *taking)
{
    buffer_release(&taking->shown);
    buffer_release(&taking->text);
}

static struct csv_file *open_text(const char *bytes, size_t byte_count)
{
    const struct side_study side = { 0 };
    struct symbar_diagnostics *diagnostics = symbar_diagnostics_create();
    struct csv_file *file = NULL;
    struct scratch scratch;
    scratch_write(&scratch, bytes, byte_count);
    assert_int_equal(csv_file_open(scratch.path, "x.csv", &side, &file, diagnostics),
                     SYMBAR_OK);
    scratch_remove(&scratch);
    symbar_diagnostics_free(diagnostics);
    return file;
}

static void one_thread_takes_all_that_others_might(void **state)
{
    (void)state;
    struct buffer text = { 0 };
    write_text(&text);
    struct csv_file *file = open_text(text.bytes, text.byte_count);
    struct taking alone = take_all(file, 1, PART_BYTES, SIZE_MAX);
    assert_int_equal(alone.text.byte_count, text.byte_count);
    assert_memory_equal(alone.text.bytes, text.bytes, text.byte_count);
    assert_true(alone.part_count > 10 && alone.piece_count > 3);
    for (size_t threads = 2; threads <= WORK_MOST_THREADS; threads *= 2) {
        struct taking others = take_all(file, threads, PART_BYTES, SIZE_MAX);
        assert_string_equal(others.shown.bytes, alone.shown.bytes);
        taking_release(&others);
    }
    taking_release(&alone);
    csv_file_close(file);
    buffer_release(&text);
}

/* What is left of a piece may be longer than the room before the next one. */
static void long_rows_are_whole(void **state)
{
    (void)state;
    enum { KILO = 1024, LONG_ROWS = 50 };
    struct buffer text = { 0 };
    buffer_text(&text, "unit,q,remark\n");
    for (unsigned row = 0; row < LONG_ROWS; row++) {
        buffer_format(&text, "Lyon %u,9,", row);
        buffer_repeat(&text, "ab c", (size_t)(1 + row * 7 % 9) * KILO);
        buffer_byte(&text, '\n');
    }
    struct csv_file *file = open_text(text.bytes, text.byte_count);
    for (size_t part_bytes = 20 * KILO; part_bytes <= 60 * KILO; part_bytes += 500) {
        struct taking all = take_all(file, 2, part_bytes, SIZE_MAX);
        assert_int_equal(all.text.byte_count, text.byte_count);
        assert_memory_equal(all.text.bytes, text.bytes, text.byte_count);
        assert_int_equal(all.piece_count, 0);
        taking_release(&all);
    }
    csv_file_close(file);
    buffer_release(&text);
}

/* What was cut and not taken is freed, and once: sanitizers and the C library see to it.
 */
static void one_may_stop_anywhere(void **state)
{
    (void)state;
    struct buffer text = { 0 };
    write_text(&text);
    struct csv_file *file = open_text(text.bytes, text.byte_count);
    for (size_t wanted = 0; wanted < 10; wanted++) {
        struct taking some = take_all(file, 4, PART_BYTES, wanted);
        assert_int_equal(some.part_count, wanted);
        taking_release(&some);
    }
    csv_file_close(file);
    buffer_release(&text);
}

/* What several threads took, by the number of the part. */
struct crew {
    struct text_parts *parts;
    struct buffer texts[MOST_PARTS];
};

static void *take_some(void *context)
{
    struct crew *crew = context;
    struct text_part part = { 0 };
    while (text_parts_take(crew->parts, &part)) {
        struct buffer *text = &crew->texts[part.number % MOST_PARTS];
        for (;;) {
            buffer_append(text, text_part_bytes(&part), text_part_length(&part));
            if (!part.goes_on)
                break;
            text_parts_go_on(crew->parts, &part);
        }
    }
    text_part_release(&part);
    return NULL;
}

static void several_threads_take_all(void **state)
{
    (void)state;
    enum { ROUNDS = 300, THREADS = 5 };
    struct symbar_diagnostics *diagnostics = symbar_diagnostics_create();
    struct buffer text = { 0 };
    write_text(&text);
    struct csv_file *file = open_text(text.bytes, text.byte_count);
    for (size_t round = 0; round < ROUNDS; round++) {
        static struct crew crew;
        struct buffer whole = { 0 };
        pthread_t threads[THREADS];
        const struct work work = { .thread_count = 2 + round % (THREADS - 1),
                                   .part_bytes = PART_BYTES + round % PART_BYTES };
        crew.parts = text_parts_create(file, &work, diagnostics);
        text_parts_expect(crew.parts, work.thread_count);
        for (size_t i = 0; i < work.thread_count; i++)
            assert_int_equal(pthread_create(&threads[i], NULL, take_some, &crew), 0);
        for (size_t i = 0; i < work.thread_count; i++)
            pthread_join(threads[i], NULL);
        assert_true(text_parts_have_ended(crew.parts));
        text_parts_free(crew.parts);
        for (size_t i = 0; i < MOST_PARTS; i++) {
            buffer_append(&whole, crew.texts[i].bytes, crew.texts[i].byte_count);
            buffer_release(&crew.texts[i]);
        }
        assert_int_equal(whole.byte_count, text.byte_count);
        assert_memory_equal(whole.bytes, text.bytes, text.byte_count);
        buffer_release(&whole);
    }
    csv_file_close(file);
    symbar_diagnostics_free(diagnostics);
    buffer_release(&text);
}

/* Of several threads that take parts of one text. */
static void *take_until_it_goes_on(void *context)
{
    struct text_parts *parts = context;
    struct text_part part = { 0 };
    while (text_parts_take(parts, &part))
        if (part.goes_on)
            text_parts_give_up(parts, &part);
    text_part_release(&part);
    return NULL;
}

/* Whoever waits meanwhile, for one that reads or for a part, is not left waiting. */
static void nobody_waits_for_a_text_that_was_given_up(void **state)
{
    (void)state;
    enum { ROUNDS = 1500, THREADS = 6 };
    const struct work work = { .thread_count = THREADS, .part_bytes = PART_BYTES };
    struct symbar_diagnostics *diagnostics = symbar_diagnostics_create();
    struct buffer text = { 0 };
    write_text(&text);
    struct csv_file *file = open_text(text.bytes, text.byte_count);
    for (int round = 0; round < ROUNDS; round++) {
        pthread_t threads[THREADS];
        struct text_parts *parts = text_parts_create(file, &work, diagnostics);
        text_parts_expect(parts, THREADS);
        for (size_t i = 0; i < THREADS; i++)
            assert_int_equal(
                pthread_create(&threads[i], NULL, take_until_it_goes_on, parts), 0);
        for (size_t i = 0; i < THREADS; i++)
            pthread_join(threads[i], NULL);
        assert_true(text_parts_have_ended(parts));
        text_parts_free(parts);
    }
    csv_file_close(file);
    symbar_diagnostics_free(diagnostics);
    buffer_release(&text);
}

static bool post(void *context)
{
    sem_post(context);
    return false;
}

/* One thread has a row without an end and goes on only when the other, which waits for a
   part, has taken a step. */
static void who_would_wait_does_spare_work(void **state)
{
    (void)state;
    sem_t stepped;
    pthread_t thread;
    struct spare_work spare;
    struct text_part part = { 0 };
    struct buffer text = { 0 };
    struct symbar_diagnostics *diagnostics = symbar_diagnostics_create();
    write_text(&text);
    struct csv_file *file = open_text(text.bytes, text.byte_count);
    sem_init(&stepped, 0, 0);
    spare_work_init(&spare, post, &stepped);
    const struct work work = { .thread_count = 2,
                               .part_bytes = PART_BYTES,
                               .meanwhile = &spare };
    struct text_parts *parts = text_parts_create(file, &work, diagnostics);
    text_parts_expect(parts, work.thread_count);
    do
        assert_true(text_parts_take(parts, &part));
    while (!part.goes_on);
    assert_int_equal(pthread_create(&thread, NULL, take_until_it_goes_on, parts), 0);
    assert_int_equal(sem_wait(&stepped), 0);
    text_parts_give_up(parts, &part);
    pthread_join(thread, NULL);
    assert_true(spare.is_done);
    text_part_release(&part);
    text_parts_free(parts);
    spare_work_release(&spare);
    sem_destroy(&stepped);
    csv_file_close(file);
    symbar_diagnostics_free(diagnostics);
    buffer_release(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_thread_takes_all_that_others_might),
        cmocka_unit_test(long_rows_are_whole),
        cmocka_unit_test(one_may_stop_anywhere),
        cmocka_unit_test(several_threads_take_all),
        cmocka_unit_test(nobody_waits_for_a_text_that_was_given_up),
        cmocka_unit_test(who_would_wait_does_spare_work),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
