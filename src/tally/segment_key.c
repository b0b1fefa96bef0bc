#include "tally/segment_key.h"

enum { SEPARATOR = '|', ESCAPE = '\\' };

void segment_key_add(struct buffer *key, bool is_first, const char *bytes,
                     size_t byte_count)
{
    if (!is_first)
        buffer_byte(key, SEPARATOR);
    for (size_t i = 0; i < byte_count; i++) {
        if (bytes[i] == SEPARATOR || bytes[i] == ESCAPE)
            buffer_byte(key, ESCAPE);
        buffer_byte(key, bytes[i]);
    }
}

bool segment_key_next(const char **rest, struct buffer *part)
{
    const char *at = *rest;
    buffer_clear(part);
    if (!at)
        return false;
    for (; *at && *at != SEPARATOR; at++) {
        if (*at == ESCAPE && at[1])
            at++;
        buffer_byte(part, *at);
    }
    *rest = *at ? at + 1 : NULL;
    return true;
}

void segment_key_part(const char *key, size_t index, struct buffer *part)
{
    const char *rest = key;
    for (size_t i = 0; i <= index; i++)
        segment_key_next(&rest, part);
}
