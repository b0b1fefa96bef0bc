#include "base/text.h"
#include "report/display_width.h"
#include "report/text_parts.h"

#include <string.h>

enum { WIDEST_PROSE = 100 }; /* longer lines are hard to read */

void pen_prose(struct buffer *out, const struct pen *pen, const char *term,
               const char *text, size_t indent, enum paint paint)
{
    struct buffer shown = { 0 };
    size_t width = pen->width < WIDEST_PROSE ? pen->width : WIDEST_PROSE;
    size_t term_bytes = 0;
    if (term) {
        text_escape(&shown, term, strlen(term));
        buffer_text(&shown, translated_in(pen->language, "after a term", ": "));
        term_bytes = shown.byte_count;
    }
    text_escape(&shown, text, strlen(text));
    for (size_t at = 0, next = 0; at < shown.byte_count; at = next) {
        size_t margin = at ? indent : 0;
        size_t length =
            display_line(shown.bytes + at, shown.byte_count - at, width - margin, &next);
        size_t bold = at || term_bytes > length ? 0 : term_bytes;
        next += at;
        buffer_repeat(out, " ", margin);
        paint_start(out, pen, bold ? PAINT_STRONG : PAINT_NONE);
        pen_plain(out, shown.bytes + at, bold);
        paint_end(out, pen, bold ? PAINT_STRONG : PAINT_NONE);
        paint_start(out, pen, paint);
        pen_plain(out, shown.bytes + at + bold, length - bold);
        paint_end(out, pen, paint);
        buffer_byte(out, '\n');
    }
    if (buffer_failed(&shown))
        out->failed = true;
    buffer_release(&shown);
}
