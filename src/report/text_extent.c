#include "report/text_extent.h"

#include "base/text.h"
#include "report/display_width.h"

#include <stdbool.h>
#include <string.h>

/* From space to tilde, in thousandths of the size (Adobe's metrics of Helvetica). */
static const short ascii_widths[] = {
    278,  278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278,
    556,  556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
    1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
    667,  778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
    333,  556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556,
    556,  556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
};

/* Verdana and DejaVu Sans are that much wider. */
#define WIDER_FACE 1.15

/* Letters beyond ASCII: one column of a terminal is about a wide small letter here. */
enum { OTHER_WIDTH = 640 };

static double letter_width(const char *bytes, size_t byte_count)
{
    unsigned char first = (unsigned char)bytes[0];
    if (first >= ' ' && first <= '~')
        return ascii_widths[first - ' '];
    return (double)display_width(bytes, byte_count) * OTHER_WIDTH;
}

static size_t letter_bytes(const char *text, size_t byte_count)
{
    size_t length = text_decode(text, byte_count, NULL);
    return length ? length : 1;
}

double text_extent(const char *text, size_t byte_count, double size)
{
    double width = 0;
    for (size_t at = 0; at < byte_count;) {
        size_t length = letter_bytes(text + at, byte_count - at);
        width += letter_width(text + at, length);
        at += length;
    }
    return width / 1000 * WIDER_FACE * size;
}

static const char ellipsis[] = "\xe2\x80\xa6";

bool text_shorten(struct buffer *out, const char *text, double size, double width)
{
    size_t byte_count = strlen(text);
    if (text_extent(text, byte_count, size) <= width) {
        buffer_append(out, text, byte_count);
        return true;
    }
    double left = width - text_extent(ellipsis, sizeof ellipsis - 1, size);
    size_t at = 0;
    while (at < byte_count) {
        size_t length = letter_bytes(text + at, byte_count - at);
        double taken = text_extent(text, at + length, size);
        if (taken > left)
            break;
        at += length;
    }
    while (at && text[at - 1] == ' ')
        at--;
    buffer_append(out, text, at);
    buffer_text(out, ellipsis);
    return false;
}

size_t text_break(const char *text, double size, double width, size_t *next_out)
{
    size_t byte_count = strlen(text);
    size_t fits = 0;
    size_t end = 0;
    size_t next = 0;
    while (fits < byte_count) {
        size_t length = letter_bytes(text + fits, byte_count - fits);
        if (fits && text_extent(text, fits + length, size) > width)
            break;
        if (text[fits] == ' ' && fits) {
            end = fits;
            next = fits + 1;
        } else if (text[fits] == '-' || text[fits] == '/') {
            end = next = fits + 1;
        }
        fits += length;
    }
    if (fits == byte_count || !end)
        end = next = fits;
    *next_out = next;
    return end;
}
