/* Writes JSON as it goes: what is opened is closed in order, and no tree is ever built.

   The bytes depend on nothing but the calls: numbers by number_format, two spaces of
   indent, a comma where one belongs. Any text is safe to hand over: what JSON or a
   terminal could stumble over is escaped, and bytes that are not UTF-8 become U+FFFD.
   Failure sticks: once the sink refused, the rest is dropped and the finish says so. */
#ifndef REPORT_JSON_WRITER_H
#define REPORT_JSON_WRITER_H

#include "base/diagnostics.h"
#include "base/sink.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What stands before a value that is written often: commas, keys, brackets. */
struct json_lead {
    char bytes[96];
    size_t byte_count;
};

/* clang-format off */
#define JSON_LEAD(text) { text, sizeof(text) - 1 }
/* clang-format on */

/* One member a line, or all on one line; what is inside an inline container is inline. */
enum json_layout { JSON_BLOCK, JSON_INLINE };

enum { JSON_DEEPEST = 16, JSON_BUFFER_BYTES = 8192 };

struct json_level {
    char close; /* the bracket that ends it */
    bool is_inline;
    bool has_members;
};

struct json_writer {
    struct sink sink;
    struct json_level levels[JSON_DEEPEST];
    size_t depth;
    bool failed;
    size_t byte_count; /* waiting in the buffer */
    char bytes[JSON_BUFFER_BYTES];
};

void json_writer_init(struct json_writer *writer, struct sink sink);

/* Every value takes its key, which is NULL inside an array and at the top. */
void json_object_open(struct json_writer *writer, const char *key,
                      enum json_layout layout);
void json_array_open(struct json_writer *writer, const char *key,
                     enum json_layout layout);
void json_close(struct json_writer *writer);

void json_text(struct json_writer *writer, const char *key,
               const char *text); /* NULL: null */
void json_text_of(struct json_writer *writer, const char *key, const char *bytes,
                  size_t byte_count);
void json_number(struct json_writer *writer, const char *key, double value);
void json_count(struct json_writer *writer, const char *key, uint64_t count);
void json_bool(struct json_writer *writer, const char *key, bool value);
void json_null(struct json_writer *writer, const char *key);

/* For some members of the container that `whole` is in, which are formatted apart: as if
   `whole` stood there, or behind a first member if there are any before. They end with
   json_writer_flush(), and json_put_inside() takes the bytes that came of them. */
void json_writer_init_inside(struct json_writer *part, const struct json_writer *whole,
                             bool has_members, struct sink sink);
void json_writer_flush(struct json_writer *writer);
void json_put_inside(struct json_writer *whole, const char *bytes, size_t byte_count);

/* Inside a container of one line that has members already: the lead as it stands, and the
   value, or null. Between two other calls the leads open as much as they close. */
void json_led_text(struct json_writer *writer, const struct json_lead *lead,
                   const char *text);
void json_led_number(struct json_writer *writer, const struct json_lead *lead,
                     bool is_known, double value);

/* Ends the last line and hands over what is left: SYMBAR_OK or SYMBAR_CANNOT_WRITE. */
enum symbar_status json_writer_finish(struct json_writer *writer) SYMBAR_MUST_CHECK;

#endif
