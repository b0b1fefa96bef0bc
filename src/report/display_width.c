#include "report/display_width.h"

#include "base/text.h"

#include <utf8proc.h>

#include <stdbool.h>

/* The columns of one character, and in `*length_out` its bytes. */
static size_t character_width(const char *text, size_t byte_count, size_t *length_out)
{
    unsigned code_point = 0;
    size_t length = text_decode(text, byte_count, &code_point);
    *length_out = length ? length : 1;
    int width = length ? utf8proc_charwidth((utf8proc_int32_t)code_point) : 1;
    return width > 0 ? (size_t)width : 0;
}

size_t display_width(const char *text, size_t byte_count)
{
    size_t width = 0;
    for (size_t at = 0, length = 0; at < byte_count; at += length)
        width += character_width(text + at, byte_count - at, &length);
    return width;
}

size_t display_fit(const char *text, size_t byte_count, size_t width)
{
    size_t at = 0;
    size_t used = 0;
    while (at < byte_count) {
        size_t length;
        size_t more = character_width(text + at, byte_count - at, &length);
        if (used + more > width)
            break;
        used += more;
        at += length;
    }
    return at;
}

static size_t skip_spaces(const char *text, size_t byte_count, size_t at)
{
    while (at < byte_count && text[at] == ' ')
        at++;
    return at;
}

size_t display_line(const char *text, size_t byte_count, size_t width, size_t *next_out)
{
    size_t fits = display_fit(text, byte_count, width);
    if (!fits && byte_count)
        character_width(text, byte_count, &fits);
    size_t end = fits;
    if (fits < byte_count && text[fits] != ' ') {
        while (end && text[end - 1] != ' ')
            end--;
        bool has_word = skip_spaces(text, end, 0) < end;
        if (!has_word)
            end = fits;
    }
    *next_out = skip_spaces(text, byte_count, end);
    while (end && text[end - 1] == ' ')
        end--;
    return end;
}
