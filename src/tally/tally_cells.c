#include "tally/tally_cells.h"

#include <stdbool.h>
#include <string.h>

void tally_put_text(struct buffer *line, const char *text)
{
    size_t length = strlen(text);
    bool is_plain = text[strcspn(text, ",\"\r\n")] == '\0' && text[0] != '#' &&
                    text[0] != ' ' && (length == 0 || text[length - 1] != ' ');
    if (is_plain) {
        buffer_append(line, text, length);
        return;
    }
    buffer_byte(line, '"');
    for (size_t i = 0; i < length; i++) {
        if (text[i] == '"')
            buffer_byte(line, '"');
        buffer_byte(line, text[i]);
    }
    buffer_byte(line, '"');
}

void tally_put_next(struct buffer *line, const char *text)
{
    buffer_byte(line, ',');
    tally_put_text(line, text ? text : "");
}
