/* Indexes one behind the other have the rows that one index of the whole text has. */
#include "base/buffer.h"
#include "ingest/text_index.h"
#include "support/test.h"

enum { ROWS = 300, MOST_BYTES = 1024 };

static const struct index_way usual = { INSTRUCTIONS_PORTABLE, MOST_BYTES, ',', '"' };

static void write_rows(struct buffer *text, size_t count)
{
    for (unsigned row = 0; row < count; row++) {
        buffer_format(text, "unit %u,%u,", row % 7, row);
        if (row % 5 == 2)
            buffer_text(text, "\"two\n,lines\"");
        if (row % 11 == 3)
            buffer_byte(text, '\r');
        buffer_byte(text, '\n');
        if (row % 13 == 4)
            buffer_text(text, "\n\r\n");
    }
}

/* The rows that are no empty lines, as where they begin and end. */
static void show_rows(const struct csv_index *index, const char *text, size_t offset,
                      struct buffer *shown)
{
    for (size_t row = 0; row < index->row_count; row++) {
        size_t start = offset + csv_index_row_start(index, row);
        size_t end = offset + csv_index_row_end(index, row);
        if (end > start && !(end == start + 1 && text[start] == '\r'))
            buffer_format(shown, "%zu-%zu ", start, end);
    }
}

static size_t pass_line_ends(const struct buffer *text, size_t at)
{
    while (at < text->byte_count && (text->bytes[at] == '\n' || text->bytes[at] == '\r'))
        at++;
    return at;
}

/* As a reader goes through them; returns how many there were. */
static size_t show_all(struct text_index *indexes, const struct buffer *text,
                       struct buffer *shown, size_t *end_out)
{
    struct csv_index *index;
    size_t count = 0;
    size_t at = pass_line_ends(text, 0);
    *end_out = 0;
    for (; (index = text_index_at(indexes, at, text->byte_count)) != NULL; count++) {
        show_rows(index, text->bytes, at, shown);
        *end_out = at + csv_index_row_start(index, index->row_count);
        at = pass_line_ends(text, *end_out);
    }
    return count;
}

static void has_the_rows_of_one_index(void **state)
{
    (void)state;
    struct text_index *indexes = NULL;
    for (int set = INSTRUCTIONS_BEST; set < INSTRUCTIONS_COUNT; set++) {
        struct buffer text = { 0 };
        struct buffer wanted = { 0 };
        struct buffer shown = { 0 };
        static struct csv_index whole;
        struct index_way way = usual;
        bool is_whole;
        size_t end;
        way.instructions = (enum instructions)set;
        if (set == INSTRUCTIONS_LIBCSV || !instructions_are_there(way.instructions))
            continue;
        buffer_text(&text, "\r\n");
        write_rows(&text, ROWS);
        buffer_text(&text, "no end");
        size_t ends_at =
            text_index_fill(&indexes, &way, text.bytes, text.byte_count, &is_whole);
        assert_true(is_whole);
        assert_true(show_all(indexes, &text, &shown, &end) > 3);
        assert_int_equal(end, ends_at);
        csv_index_fill(&whole, way.instructions, text.bytes, text.byte_count, ',', '"');
        show_rows(&whole, text.bytes, 0, &wanted);
        assert_string_equal(shown.bytes, wanted.bytes);
        buffer_release(&text);
        buffer_release(&wanted);
        buffer_release(&shown);
    }
    text_index_free(indexes);
}

static void ends_where_a_row_is_odd(void **state)
{
    (void)state;
    struct text_index *indexes = NULL;
    struct buffer text = { 0 };
    struct buffer shown = { 0 };
    bool is_whole;
    size_t end;
    write_rows(&text, ROWS / 4);
    size_t odd_at = text.byte_count;
    buffer_text(&text, "a lone\rCR,1,\n");
    write_rows(&text, ROWS / 4);
    size_t ends_at =
        text_index_fill(&indexes, &usual, text.bytes, text.byte_count, &is_whole);
    assert_false(is_whole);
    assert_true(ends_at && ends_at <= odd_at);
    (void)show_all(indexes, &text, &shown, &end);
    assert_int_equal(end, ends_at);
    text_index_clear(indexes);
    assert_null(text_index_at(indexes, 0, text.byte_count));
    buffer_release(&text);
    buffer_release(&shown);
    text_index_free(indexes);
}

/* As many rows as fit are known, and then none. */
static void has_an_end(void **state)
{
    (void)state;
    struct text_index *indexes = NULL;
    struct buffer text = { 0 };
    bool is_whole;
    write_rows(&text, 4 * ROWS);
    size_t end =
        text_index_fill(&indexes, &usual, text.bytes, text.byte_count, &is_whole);
    assert_false(is_whole);
    assert_in_range(end, 8 * MOST_BYTES, text.byte_count - 1);
    assert_int_equal(text.bytes[end - 1], '\n');
    buffer_release(&text);
    text_index_free(indexes);
}

static void is_of_nothing_that_is_not_there(void **state)
{
    (void)state;
    static const char text[] = "a,1\nb,2\nc";
    const size_t rows_end = 8;
    struct text_index *indexes = NULL;
    bool is_whole;
    assert_int_equal(text_index_fill(&indexes, &usual, text, sizeof text - 1, &is_whole),
                     rows_end);
    assert_true(is_whole);
    assert_non_null(text_index_at(indexes, 0, rows_end));
    assert_null(text_index_at(indexes, 0, rows_end - 1));
    assert_null(text_index_at(indexes, 4, sizeof text - 1));
    assert_int_equal(text_index_fill(&indexes, &usual, text, 3, &is_whole), 0);
    assert_null(text_index_at(indexes, 0, 3));
    assert_int_equal(text_index_fill(&indexes, &usual, "", 0, &is_whole), 0);
    text_index_free(indexes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(has_the_rows_of_one_index),
        cmocka_unit_test(ends_where_a_row_is_odd),
        cmocka_unit_test(has_an_end),
        cmocka_unit_test(is_of_nothing_that_is_not_there),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
