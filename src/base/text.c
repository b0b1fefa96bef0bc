#include "base/text.h"

#include <string.h>

/* The length that the first byte of a sequence announces, or 0. */
static size_t announced_length(unsigned lead)
{
    if (lead < 0x80)
        return 1;
    if (lead < 0xc0 || lead >= 0xf8)
        return 0;
    return lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
}

size_t text_decode(const char *bytes, size_t byte_count, unsigned *code_point_out)
{
    static const unsigned smallest[] = { 0, 0, 0x80, 0x800, 0x10000 };
    if (!byte_count)
        return 0;
    unsigned lead = (unsigned char)bytes[0];
    size_t length = announced_length(lead);
    if (!length || length > byte_count)
        return 0;
    unsigned code_point = length == 1 ? lead : lead & (0x7fu >> length);
    for (size_t i = 1; i < length; i++) {
        unsigned next = (unsigned char)bytes[i];
        if ((next & 0xc0) != 0x80)
            return 0;
        code_point = code_point << 6 | (next & 0x3f);
    }
    if (code_point < smallest[length] || code_point > 0x10ffff ||
        (code_point >= 0xd800 && code_point <= 0xdfff))
        return 0;
    if (code_point_out)
        *code_point_out = code_point;
    return length;
}

bool text_is_utf8(const char *bytes, size_t byte_count)
{
    for (size_t at = 0; at < byte_count;) {
        size_t length = text_decode(bytes + at, byte_count - at, NULL);
        if (!length)
            return false;
        at += length;
    }
    return true;
}

bool text_is_harmful(unsigned code_point)
{
    return code_point < 0x20 || (code_point >= 0x7f && code_point < 0xa0) ||
           code_point == 0x061c || code_point == 0x200e || code_point == 0x200f ||
           (code_point >= 0x2028 && code_point <= 0x202e) ||
           (code_point >= 0x2066 && code_point <= 0x2069) || code_point == 0xfeff ||
           code_point == 0xfffe || code_point == 0xffff;
}

static void escape_code_point(struct buffer *out, unsigned code_point)
{
    switch (code_point) {
    case '\n':
        buffer_text(out, "\\n");
        return;
    case '\r':
        buffer_text(out, "\\r");
        return;
    case '\t':
        buffer_text(out, "\\t");
        return;
    }
    buffer_format(out, code_point < 0x80 ? "\\x%02x" : "\\u%04x", code_point);
}

void text_escape(struct buffer *out, const char *bytes, size_t byte_count)
{
    for (size_t at = 0; at < byte_count;) {
        unsigned code_point = 0;
        size_t length = text_decode(bytes + at, byte_count - at, &code_point);
        if (!length) {
            buffer_format(out, "\\x%02x", (unsigned)(unsigned char)bytes[at++]);
            continue;
        }
        if (text_is_harmful(code_point))
            escape_code_point(out, code_point);
        else
            buffer_append(out, bytes + at, length);
        at += length;
    }
}

enum { LONGEST_NAME = 64 };

char text_lower(char byte)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz";
    if (byte < 'A' || byte > 'Z')
        return byte;
    return letters[byte - 'A'];
}

static size_t smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Optimal string alignment distance over three rolling rows. */
static size_t distance(const char *a, size_t a_count, const char *b, size_t b_count)
{
    size_t rows[3][LONGEST_NAME + 1];
    for (size_t j = 0; j <= b_count; j++)
        rows[0][j] = j;
    for (size_t i = 1; i <= a_count; i++) {
        size_t *now = rows[i % 3];
        const size_t *above = rows[(i - 1) % 3];
        now[0] = i;
        for (size_t j = 1; j <= b_count; j++) {
            bool same = text_lower(a[i - 1]) == text_lower(b[j - 1]);
            now[j] = smaller(above[j - 1] + !same, smaller(above[j], now[j - 1]) + 1);
            if (i > 1 && j > 1 && text_lower(a[i - 1]) == text_lower(b[j - 2]) &&
                text_lower(a[i - 2]) == text_lower(b[j - 1]))
                now[j] = smaller(now[j], rows[(i - 2) % 3][j - 2] + 1);
        }
    }
    return rows[a_count % 3][b_count];
}

const char *text_nearest(const char *wanted, const char *const *candidates, size_t count)
{
    size_t wanted_count = strlen(wanted);
    if (!wanted_count || wanted_count > LONGEST_NAME)
        return NULL;
    const char *nearest = NULL;
    size_t least = 0;
    for (size_t i = 0; i < count; i++) {
        size_t length = candidates[i] ? strlen(candidates[i]) : 0;
        if (!length || length > LONGEST_NAME)
            continue;
        size_t longer = length > wanted_count ? length : wanted_count;
        size_t edits = distance(wanted, wanted_count, candidates[i], length);
        if (edits < longer && edits * 3 <= (longer > 3 ? longer : 3) &&
            (!nearest || edits < least)) {
            nearest = candidates[i];
            least = edits;
        }
    }
    return nearest;
}
