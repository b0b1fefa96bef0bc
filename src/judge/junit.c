/* JUnit's XML: a suite, a test case per rule and row. What fails is a failure, what is
   inconclusive an error; a warning passes and says so. */
#include "base/map.h"
#include "base/text.h"
#include "judge/format.h"

#include <string.h>

/* XML 1.0 has no place for most control characters, not even escaped, nor for U+FFFE and
   U+FFFF; they and what is not UTF-8 become U+FFFD. */
static void escape(struct buffer *out, const char *text)
{
    size_t left = strlen(text);
    while (left) {
        unsigned code_point = 0;
        size_t length = text_decode(text, left, &code_point);
        bool is_legal = length && (code_point >= ' ' || code_point == '\t' ||
                                   code_point == '\n' || code_point == '\r');
        if (!is_legal || code_point == 0xfffe || code_point == 0xffff)
            buffer_text(out, "\xef\xbf\xbd");
        else if (strchr("&<>\"'\t\n\r", (int)*text) && length == 1)
            buffer_format(out, "&#%u;", code_point);
        else
            buffer_append(out, text, length);
        length = length ? length : 1;
        text += length;
        left -= length;
    }
}

/* The name of a row, unlike that of any other. */
static void name_row(struct buffer *out, struct map *names, const struct check_row *row)
{
    struct buffer name = { 0 };
    buffer_format(&name, "%s", row->check->id);
    struct buffer place = { 0 };
    say_place(&place, NULL, &row->place);
    if (place.byte_count)
        buffer_format(&name, " / %s", place.bytes);
    name.failed = name.failed || buffer_failed(&place);
    buffer_release(&place);
    if (row->dimension)
        buffer_format(&name, " / %s", row->dimension);
    size_t length = name.byte_count;
    for (size_t number = 2; !buffer_failed(&name); number++) {
        size_t known = names->count;
        if (map_add(names, name.bytes, name.byte_count) == MAP_NONE)
            name.failed = true;
        else if (names->count > known)
            break;
        name.byte_count = length;
        buffer_format(&name, " (%zu)", number);
    }
    if (buffer_failed(&name))
        out->failed = true;
    else
        escape(out, name.bytes);
    buffer_release(&name);
}

static void write_message(struct buffer *out, const char *element,
                          const struct check_row *row)
{
    buffer_format(out, ">\n    <%s message=\"", element);
    escape(out, row->message);
    buffer_format(out, "\"/>\n  </testcase>\n");
}

static void write_case(struct buffer *out, struct map *names, const struct check_row *row)
{
    buffer_text(out, "  <testcase classname=\"symbar.");
    escape(out, row->check->id);
    buffer_text(out, "\" name=\"");
    name_row(out, names, row);
    buffer_byte(out, '"');
    switch (row->verdict) {
    case CHECK_FAIL:
        write_message(out, "failure", row);
        return;
    case CHECK_INCONCLUSIVE:
        write_message(out, "error", row);
        return;
    case CHECK_WARN:
        buffer_text(out, ">\n    <system-out>warning: ");
        escape(out, row->message);
        buffer_text(out, "</system-out>\n  </testcase>\n");
        return;
    case CHECK_PASS:
    case CHECK_VERDICT_COUNT:
        break;
    }
    buffer_text(out, "/>\n");
}

static size_t count_rows(const struct checks *checks, enum check_verdict verdict)
{
    size_t count = 0;
    for (size_t i = 0; i < checks->row_count; i++)
        count += checks->rows[i].verdict == verdict;
    return count;
}

enum symbar_status write_junit(const struct checks *checks, struct sink sink,
                               struct symbar_diagnostics *diagnostics)
{
    struct buffer out = { 0 };
    struct map names = { 0 };
    buffer_text(&out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuite name=\"");
    escape(&out, *checks->title ? checks->title : "symbar");
    buffer_format(&out,
                  "\" tests=\"%zu\" failures=\"%zu\" errors=\"%zu\" skipped=\"0\">\n",
                  checks->row_count, count_rows(checks, CHECK_FAIL),
                  count_rows(checks, CHECK_INCONCLUSIVE));
    for (size_t i = 0; i < checks->row_count; i++)
        write_case(&out, &names, &checks->rows[i]);
    buffer_text(&out, "</testsuite>\n");
    map_release(&names);
    return flush_buffer(&out, sink, diagnostics);
}
