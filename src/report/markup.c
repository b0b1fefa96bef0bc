#include "report/markup.h"

#include "base/text.h"

#include <string.h>

static const char *entity_of(char byte)
{
    switch (byte) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    default:
        return NULL;
    }
}

void markup_text(struct buffer *out, const char *text)
{
    struct buffer safe = { 0 };
    text_escape(&safe, text, strlen(text));
    if (buffer_failed(&safe))
        out->failed = true;
    for (size_t i = 0; i < safe.byte_count; i++) {
        const char *entity = entity_of(safe.bytes[i]);
        if (entity)
            buffer_text(out, entity);
        else
            buffer_byte(out, safe.bytes[i]);
    }
    buffer_release(&safe);
}
