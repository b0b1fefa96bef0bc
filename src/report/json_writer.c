#include "report/json_writer.h"

#include "base/number.h"
#include "base/text.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

void json_writer_init(struct json_writer *writer, struct sink sink)
{
    writer->sink = sink;
    writer->depth = 0;
    writer->failed = false;
    writer->byte_count = 0;
}

void json_writer_flush(struct json_writer *writer)
{
    if (!writer->failed && writer->byte_count &&
        !writer->sink.write(writer->sink.context, writer->bytes, writer->byte_count))
        writer->failed = true;
    writer->byte_count = 0;
}

static bool has_room(const struct json_writer *writer, size_t byte_count)
{
    return byte_count < sizeof writer->bytes - writer->byte_count;
}

static void put_across(struct json_writer *writer, const char *bytes, size_t byte_count)
{
    while (byte_count && !writer->failed) {
        size_t room = sizeof writer->bytes - writer->byte_count;
        size_t taken = byte_count < room ? byte_count : room;
        memcpy(writer->bytes + writer->byte_count, bytes, taken);
        writer->byte_count += taken;
        bytes += taken;
        byte_count -= taken;
        if (writer->byte_count == sizeof writer->bytes)
            json_writer_flush(writer);
    }
}

static inline void put(struct json_writer *writer, const char *bytes, size_t byte_count)
{
    if (!has_room(writer, byte_count)) {
        put_across(writer, bytes, byte_count);
        return;
    }
    memcpy(writer->bytes + writer->byte_count, bytes, byte_count);
    writer->byte_count += byte_count;
}

static void put_text(struct json_writer *writer, const char *text)
{
    put(writer, text, strlen(text));
}

static void put_line_end(struct json_writer *writer)
{
    char line[1 + 2 * JSON_DEEPEST];
    memset(line, ' ', sizeof line);
    line[0] = '\n';
    put(writer, line, 1 + 2 * writer->depth);
}

/* Whether any of eight bytes may not stand for itself: a control character, DEL, a quote,
   a backslash, or nothing of ASCII. A byte that is 0 has its high bit set by `- ones`. */
static bool has_special(uint64_t bytes)
{
    const uint64_t ones = UINT64_C(0x0101010101010101);
    uint64_t quotes = bytes ^ (ones * '"');
    uint64_t slashes = bytes ^ (ones * '\\');
    uint64_t deletes = bytes ^ (ones * 0x7f);
    uint64_t found = bytes | (bytes - ones * ' ') | (quotes - ones) | (slashes - ones) |
                     (deletes - ones);
    return (found & (ones << 7)) != 0;
}

/* How many bytes at the beginning stand for themselves. */
static size_t plain_prefix(const char *bytes, size_t byte_count)
{
    size_t at = 0;
    for (uint64_t eight; byte_count - at >= sizeof eight; at += sizeof eight) {
        memcpy(&eight, bytes + at, sizeof eight);
        if (has_special(eight))
            break;
    }
    while (at < byte_count && bytes[at] >= ' ' && bytes[at] <= '~' && bytes[at] != '"' &&
           bytes[at] != '\\')
        at++;
    return at;
}

static void put_code_point(struct json_writer *writer, unsigned code_point,
                           const char *bytes, size_t byte_count)
{
    static const char named[] = "\b\t\n\f\r\"\\";
    static const char names[] = "btnfr\"\\";
    const char *name =
        code_point && code_point < 0x80 ? strchr(named, (int)code_point) : NULL;
    char escape[16];
    if (name) {
        put_text(writer, "\\");
        put(writer, &names[name - named], 1);
    } else if (text_is_harmful(code_point)) {
        snprintf(escape, sizeof escape, "\\u%04x", code_point);
        put_text(writer, escape);
    } else {
        put(writer, bytes, byte_count);
    }
}

static void put_string(struct json_writer *writer, const char *bytes, size_t byte_count)
{
    put(writer, "\"", 1);
    for (size_t at = 0;;) {
        size_t plain = plain_prefix(bytes + at, byte_count - at);
        put(writer, bytes + at, plain);
        at += plain;
        if (at == byte_count)
            break;
        unsigned code_point = 0;
        size_t length = text_decode(bytes + at, byte_count - at, &code_point);
        if (length)
            put_code_point(writer, code_point, bytes + at, length);
        else
            put_text(writer, "\xef\xbf\xbd");
        at += length ? length : 1;
    }
    put(writer, "\"", 1);
}

/* The comma and space before a member. */
static void put_comma(struct json_writer *writer, bool has_key)
{
    if (!writer->depth)
        return;
    struct json_level *level = &writer->levels[writer->depth - 1];
    assert((level->close == '}') == has_key);
    (void)has_key;
    if (level->has_members)
        put(writer, ",", 1);
    if (level->has_members && level->is_inline)
        put(writer, " ", 1);
    if (!level->is_inline)
        put_line_end(writer);
    level->has_members = true;
}

/* What stands before a value. */
static void put_start(struct json_writer *writer, const char *key)
{
    put_comma(writer, key != NULL);
    if (key) {
        put_string(writer, key, strlen(key));
        put_text(writer, ": ");
    }
}

static void open_level(struct json_writer *writer, const char *key,
                       enum json_layout layout, const char *bracket, char close)
{
    assert(writer->depth < JSON_DEEPEST);
    bool is_inside_inline = writer->depth && writer->levels[writer->depth - 1].is_inline;
    put_start(writer, key);
    put_text(writer, bracket);
    writer->levels[writer->depth++] =
        (struct json_level){ .close = close,
                             .is_inline = layout == JSON_INLINE || is_inside_inline };
}

void json_object_open(struct json_writer *writer, const char *key,
                      enum json_layout layout)
{
    open_level(writer, key, layout, "{", '}');
}

void json_array_open(struct json_writer *writer, const char *key, enum json_layout layout)
{
    open_level(writer, key, layout, "[", ']');
}

void json_close(struct json_writer *writer)
{
    assert(writer->depth);
    struct json_level level = writer->levels[--writer->depth];
    if (level.has_members && !level.is_inline)
        put_line_end(writer);
    put(writer, &level.close, 1);
}

void json_text_of(struct json_writer *writer, const char *key, const char *bytes,
                  size_t byte_count)
{
    put_start(writer, key);
    put_string(writer, bytes, byte_count);
}

void json_text(struct json_writer *writer, const char *key, const char *text)
{
    if (text)
        json_text_of(writer, key, text, strlen(text));
    else
        json_null(writer, key);
}

void json_number(struct json_writer *writer, const char *key, double value)
{
    assert(isfinite(value));
    char text[NUMBER_TEXT_BYTES];
    put_start(writer, key);
    if (has_room(writer, NUMBER_TEXT_BYTES))
        writer->byte_count += number_format(value, writer->bytes + writer->byte_count);
    else
        put(writer, text, number_format(value, text));
}

void json_count(struct json_writer *writer, const char *key, uint64_t count)
{
    char digits[WHOLE_DIGITS];
    put_start(writer, key);
    put(writer, digits, (size_t)(number_write_whole(count, digits) - digits));
}

void json_bool(struct json_writer *writer, const char *key, bool value)
{
    put_start(writer, key);
    put_text(writer, value ? "true" : "false");
}

void json_null(struct json_writer *writer, const char *key)
{
    put_start(writer, key);
    put(writer, "null", 4);
}

void json_writer_init_inside(struct json_writer *part, const struct json_writer *whole,
                             bool has_members, struct sink sink)
{
    assert(whole->depth);
    json_writer_init(part, sink);
    memcpy(part->levels, whole->levels, sizeof part->levels);
    part->depth = whole->depth;
    if (has_members)
        part->levels[part->depth - 1].has_members = true;
}

void json_put_inside(struct json_writer *whole, const char *bytes, size_t byte_count)
{
    assert(whole->depth);
    if (!byte_count)
        return;
    whole->levels[whole->depth - 1].has_members = true;
    if (has_room(whole, byte_count)) {
        put(whole, bytes, byte_count);
        return;
    }
    json_writer_flush(whole);
    if (!whole->failed && !whole->sink.write(whole->sink.context, bytes, byte_count))
        whole->failed = true;
}

/* With room for what `most` says behind it. */
static void put_lead(struct json_writer *writer, const struct json_lead *lead,
                     size_t most)
{
    assert(writer->depth && writer->levels[writer->depth - 1].is_inline &&
           writer->levels[writer->depth - 1].has_members);
    if (!has_room(writer, sizeof lead->bytes + most))
        json_writer_flush(writer);
    /* a copy of fixed size is a quick one */
    memcpy(writer->bytes + writer->byte_count, lead->bytes, sizeof lead->bytes);
    writer->byte_count += lead->byte_count;
}

void json_led_text(struct json_writer *writer, const struct json_lead *lead,
                   const char *text)
{
    put_lead(writer, lead, 0);
    if (text)
        put_string(writer, text, strlen(text));
    else
        put(writer, "null", 4);
}

void json_led_number(struct json_writer *writer, const struct json_lead *lead,
                     bool is_known, double value)
{
    put_lead(writer, lead, NUMBER_TEXT_BYTES);
    char *end = writer->bytes + writer->byte_count;
    if (is_known)
        writer->byte_count += number_format(value, end);
    else
        put(writer, "null", 4);
}

enum symbar_status json_writer_finish(struct json_writer *writer)
{
    assert(!writer->depth);
    put_text(writer, "\n");
    json_writer_flush(writer);
    return writer->failed ? SYMBAR_CANNOT_WRITE : SYMBAR_OK;
}
