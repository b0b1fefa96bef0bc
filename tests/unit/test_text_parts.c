/* One thread that takes every part of a text, however many were meant to: the parts are
   those that it would be alone with, and none is lost. */
#include "base/work.h"
#include "ingest/csv_file.h"
#include "ingest/text_parts.h"
#include "support/scratch.h"
#include "support/test.h"

enum { PART_BYTES = 64, LONG_ROW = 6 * PART_BYTES, ROWS = 60 };

/* Now and then a row has no end in reach. */
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
    buffer_append(&taking->text, part->text.bytes, part->text.byte_count);
    buffer_append(&taking->shown, part->text.bytes, part->text.byte_count);
    buffer_byte(&taking->shown, part->goes_on ? '+' : '|');
    taking->piece_count += part->goes_on;
}

static struct taking take_all(struct csv_file *file, size_t thread_count, size_t wanted)
{
    struct taking taking = { 0 };
    struct text_part part = { 0 };
    const struct work work = { .thread_count = thread_count, .part_bytes = PART_BYTES };
    struct symbar_diagnostics *diagnostics = symbar_diagnostics_create();
    struct text_parts *parts = text_parts_create(file, &work, diagnostics);
    bool is_last = false;
    assert_non_null(parts);
    while (taking.part_count < wanted && text_parts_take(parts, &part)) {
        assert_false(is_last);
        taking.part_count++;
        take_piece(&taking, &part);
        while (part.goes_on) {
            text_parts_go_on(parts, &part);
            take_piece(&taking, &part);
        }
        is_last = part.is_last;
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
    struct taking alone = take_all(file, 1, SIZE_MAX);
    assert_int_equal(alone.text.byte_count, text.byte_count);
    assert_memory_equal(alone.text.bytes, text.bytes, text.byte_count);
    assert_true(alone.part_count > 10 && alone.piece_count > 3);
    for (size_t threads = 2; threads <= WORK_MOST_THREADS; threads *= 2) {
        struct taking others = take_all(file, threads, SIZE_MAX);
        assert_string_equal(others.shown.bytes, alone.shown.bytes);
        taking_release(&others);
    }
    taking_release(&alone);
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
        struct taking some = take_all(file, 4, wanted);
        assert_int_equal(some.part_count, wanted);
        taking_release(&some);
    }
    csv_file_close(file);
    buffer_release(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_thread_takes_all_that_others_might),
        cmocka_unit_test(one_may_stop_anywhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
