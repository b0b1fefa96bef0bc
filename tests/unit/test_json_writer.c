#include "report/json_writer.h"
#include "support/results.h"
#include "support/test.h"

#include <string.h>

static struct buffer written;

static int clear(void **state)
{
    (void)state;
    buffer_release(&written);
    return 0;
}

static void start(struct json_writer *writer)
{
    json_writer_init(writer, sink_to_buffer(&written));
}

static void assert_written(struct json_writer *writer, const char *expected)
{
    assert_int_equal(json_writer_finish(writer), SYMBAR_OK);
    assert_string_equal(written.bytes, expected);
}

/* Long enough to end at each place of the buffer. */
static void writes_what_is_led_as_any_other(void **state)
{
    (void)state;
    struct json_writer writer;
    struct buffer expected = { 0 };
    static const struct json_lead share = JSON_LEAD(", \"share\": ");
    static const struct json_lead inner = JSON_LEAD(", \"of\": {\"name\": ");
    static const struct json_lead outer = JSON_LEAD("}, \"n\": ");
    start(&writer);
    json_object_open(&writer, NULL, JSON_INLINE);
    json_null(&writer, "first");
    buffer_text(&expected, "{\"first\": null");
    for (int i = 0; i < 2000; i++) {
        json_led_number(&writer, &share, i % 3 > 0, i / 8.0);
        json_led_text(&writer, &inner, i % 2 ? "\"a\"" : NULL);
        json_led_number(&writer, &outer, true, i);
        json_put_inside(&writer, ", \"x\": []", 9);
        buffer_text(&expected, ", \"share\": ");
        if (i % 3)
            buffer_format(&expected, "%.12g", i / 8.0);
        else
            buffer_text(&expected, "null");
        buffer_format(&expected, ", \"of\": {\"name\": %s}, \"n\": %d, \"x\": []",
                      i % 2 ? "\"\\\"a\\\"\"" : "null", i);
    }
    json_close(&writer);
    buffer_text(&expected, "}\n");
    assert_written(&writer, expected.bytes);
    buffer_release(&expected);
}

/* Apart, as several threads do it, and longer than its buffer. */
static void puts_together_what_was_formatted_apart(void **state)
{
    (void)state;
    struct json_writer writer;
    struct buffer expected = { 0 };
    start(&writer);
    json_array_open(&writer, NULL, JSON_BLOCK);
    buffer_text(&expected, "[");
    for (int part = 0; part < 4; part++) {
        struct json_writer apart;
        struct buffer text = { 0 };
        json_writer_init_inside(&apart, &writer, part == 2, sink_to_buffer(&text));
        for (int i = 0; i < part * 1000; i++) {
            json_count(&apart, NULL, (uint64_t)i);
            buffer_format(&expected, "%s\n  %d", part == 1 && !i ? "" : ",", i);
        }
        json_writer_flush(&apart);
        json_put_inside(&writer, text.bytes, text.byte_count);
        buffer_release(&text);
    }
    json_close(&writer);
    buffer_text(&expected, "\n]\n");
    assert_written(&writer, expected.bytes);
    buffer_release(&expected);
}

/* One byte among others, wherever a word of eight begins and ends. */
static void escapes_one_byte_among_plain_ones(void **state)
{
    (void)state;
    static const char plain[] = "abcdefghijklmnopqrstuvwxy";
    static const struct {
        char byte;
        const char *escaped;
    } odd[] = { { '"', "\\\"" },
                { '\\', "\\\\" },
                { '\x7f', "\\u007f" },
                { '\n', "\\n" },
                { '\x1f', "\\u001f" },
                { '\x01', "\\u0001" },
                { ' ', " " },
                { '!', "!" },
                { '#', "#" },
                { '~', "~" },
                { '[', "[" },
                { ']', "]" },
                { '\xe9', "\xef\xbf\xbd" } };
    for (size_t length = 1; length < sizeof plain; length++)
        for (size_t at = 0; at < length; at++)
            for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
                struct json_writer writer;
                struct buffer expected = { 0 };
                char text[sizeof plain];
                memcpy(text, plain, sizeof plain);
                text[at] = odd[i].byte;
                buffer_clear(&written);
                start(&writer);
                json_text_of(&writer, NULL, text, length);
                buffer_format(&expected, "\"%.*s%s%.*s\"\n", (int)at, plain,
                              odd[i].escaped, (int)(length - at - 1), plain + at + 1);
                assert_written(&writer, expected.bytes);
                buffer_release(&expected);
            }
}

static void lays_out_blocks_and_lines(void **state)
{
    (void)state;
    struct json_writer writer;
    start(&writer);
    json_object_open(&writer, NULL, JSON_BLOCK);
    json_text(&writer, "a", "x");
    json_object_open(&writer, "b", JSON_INLINE);
    json_number(&writer, "c", 72.6);
    json_array_open(&writer, "d", JSON_BLOCK);
    json_count(&writer, NULL, UINT64_MAX);
    json_null(&writer, NULL);
    json_close(&writer);
    json_close(&writer);
    json_array_open(&writer, "e", JSON_BLOCK);
    json_bool(&writer, NULL, true);
    json_bool(&writer, NULL, false);
    json_close(&writer);
    json_array_open(&writer, "f", JSON_BLOCK);
    json_close(&writer);
    json_text(&writer, "g", NULL);
    json_close(&writer);
    assert_written(&writer,
                   "{\n"
                   "  \"a\": \"x\",\n"
                   "  \"b\": {\"c\": 72.6, \"d\": [18446744073709551615, null]},\n"
                   "  \"e\": [\n"
                   "    true,\n"
                   "    false\n"
                   "  ],\n"
                   "  \"f\": [],\n"
                   "  \"g\": null\n"
                   "}\n");
}

static void rounds_numbers_to_twelve_digits(void **state)
{
    (void)state;
    struct json_writer writer;
    start(&writer);
    json_array_open(&writer, NULL, JSON_INLINE);
    json_number(&writer, NULL, 0.1 + 0.2);
    json_number(&writer, NULL, -0.0);
    json_number(&writer, NULL, 100.0 / 3);
    json_number(&writer, NULL, 1e-7);
    json_close(&writer);
    assert_written(&writer, "[0.3, 0, 33.3333333333, 1e-07]\n");
}

static void escapes_whatever_could_hurt(void **state)
{
    (void)state;
    struct json_writer writer;
    start(&writer);
    json_array_open(&writer, NULL, JSON_BLOCK);
    json_text(&writer, NULL, "\"\\/\b\t\n\f\r\x01\x1b[31m\x7f");
    json_text(&writer, NULL, "é\xe2\x80\xae\xe2\x80\xa8\xc2\x9b\xf0\x9f\x98\x80");
    json_text(&writer, NULL, "<script>\xff\xc0\xaf\xe9t\xe2\x80");
    json_text_of(&writer, NULL, "a\0b", 3);
    json_text(&writer, NULL, "");
    json_close(&writer);
    assert_written(&writer,
                   "[\n"
                   "  \"\\\"\\\\/\\b\\t\\n\\f\\r\\u0001\\u001b[31m\\u007f\",\n"
                   "  \"é\\u202e\\u2028\\u009b\xf0\x9f\x98\x80\",\n"
                   "  \"<script>\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbdt"
                   "\xef\xbf\xbd\xef\xbf\xbd\",\n"
                   "  \"a\\u0000b\",\n"
                   "  \"\"\n"
                   "]\n");
}

static void passes_texts_longer_than_its_buffer(void **state)
{
    (void)state;
    char text[3 * JSON_BUFFER_BYTES + 1];
    memset(text, 'x', sizeof text);
    struct json_writer writer;
    start(&writer);
    json_text_of(&writer, NULL, text, sizeof text);
    assert_int_equal(json_writer_finish(&writer), SYMBAR_OK);
    assert_int_equal(written.byte_count, sizeof text + 3);
    assert_memory_equal(written.bytes + 1, text, sizeof text);
}

static void stops_when_the_sink_refuses(void **state)
{
    (void)state;
    for (long successes = 0; successes < 5; successes++) {
        char text[JSON_BUFFER_BYTES] = { 0 };
        long left = successes;
        struct json_writer writer;
        json_writer_init(&writer, sink_refusing(&left));
        json_array_open(&writer, NULL, JSON_BLOCK);
        for (int i = 0; i < 9; i++)
            json_text_of(&writer, NULL, text, sizeof text);
        json_close(&writer);
        assert_int_equal(json_writer_finish(&writer), SYMBAR_CANNOT_WRITE);
        assert_int_equal(left, -1);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(writes_what_is_led_as_any_other, clear),
        cmocka_unit_test_teardown(puts_together_what_was_formatted_apart, clear),
        cmocka_unit_test_teardown(escapes_one_byte_among_plain_ones, clear),
        cmocka_unit_test_teardown(lays_out_blocks_and_lines, clear),
        cmocka_unit_test_teardown(rounds_numbers_to_twelve_digits, clear),
        cmocka_unit_test_teardown(escapes_whatever_could_hurt, clear),
        cmocka_unit_test_teardown(passes_texts_longer_than_its_buffer, clear),
        cmocka_unit_test_teardown(stops_when_the_sink_refuses, clear),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
