#include "ingest/position.h"

#include <string.h>

void position_settle(struct position *position)
{
    if (!position->returns)
        return;
    position->line += position->returns;
    position->column = 1;
    position->returns = 0;
}

/* Bytes without a line feed. */
static void advance_in_line(struct position *position, const char *bytes, const char *end)
{
    while (bytes < end) {
        const char *cr = memchr(bytes, '\r', (size_t)(end - bytes));
        const char *text_end = cr ? cr : end;
        if (text_end > bytes) {
            position_settle(position);
            position->column += (uint64_t)(text_end - bytes);
        }
        if (!cr)
            return;
        position->returns++;
        bytes = cr + 1;
    }
}

void position_advance(struct position *position, const char *bytes, size_t byte_count)
{
    const char *end = bytes + byte_count;
    while (bytes < end) {
        const char *lf = memchr(bytes, '\n', (size_t)(end - bytes));
        advance_in_line(position, bytes, lf ? lf : end);
        if (!lf)
            return;
        position->line++;
        position->column = 1;
        position->returns = 0;
        bytes = lf + 1;
    }
}
