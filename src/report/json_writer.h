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

/* A key as it stands in the text, for one that is written often. */
struct json_key {
    char bytes[48];
    size_t byte_count;
};

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
    bool has_key;      /* of the value that comes next */
    size_t byte_count; /* waiting in the buffer */
    char bytes[JSON_BUFFER_BYTES];
};

void json_writer_init(struct json_writer *writer, struct sink sink);

/* Of a short name of letters, digits and underscores. */
struct json_key json_key_of(const char *name, size_t byte_count);

/* Instead of the key of the value that comes next, which then takes NULL. */
void json_put_key(struct json_writer *writer, const struct json_key *key);

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

/* Ends the last line and hands over what is left: SYMBAR_OK or SYMBAR_CANNOT_WRITE. */
enum symbar_status json_writer_finish(struct json_writer *writer) SYMBAR_MUST_CHECK;

#endif
