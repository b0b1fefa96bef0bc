#include "ingest/position.h"

#include <stdbool.h>
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

/* Both in a way that compilers turn into operations on many bytes at once. */
static size_t count_byte(const char *bytes, size_t byte_count, char wanted)
{
    enum { BLOCK = 128 };
    size_t count = 0;
    size_t at = 0;
    for (; at + BLOCK <= byte_count; at += BLOCK) {
        uint8_t in_block = 0;
        for (size_t i = 0; i < BLOCK; i++)
            in_block = (uint8_t)(in_block + (bytes[at + i] == wanted));
        count += in_block;
    }
    for (; at < byte_count; at++)
        count += bytes[at] == wanted;
    return count;
}

/* How many bytes are a CR with an LF behind it, which may be one byte past the end. */
static size_t count_pairs(const char *bytes, size_t byte_count)
{
    enum { BLOCK = 128 };
    size_t count = 0;
    size_t at = 0;
    for (; at + BLOCK <= byte_count; at += BLOCK) {
        uint8_t in_block = 0;
        for (size_t i = at; i < at + BLOCK; i++)
            in_block =
                (uint8_t)(in_block + ((bytes[i] == '\r') & (bytes[i + 1] == '\n')));
        count += in_block;
    }
    for (; at < byte_count; at++)
        count += (bytes[at] == '\r') & (bytes[at + 1] == '\n');
    return count;
}

/* Bytes in which every CR has an LF behind it: lines can be counted without a look at
   where they end. False: it is not so. */
static bool advance_simply(struct position *position, const char *bytes,
                           size_t byte_count)
{
    if (position->returns || bytes[byte_count - 1] == '\r')
        return false;
    if (memchr(bytes, '\r', byte_count) &&
        count_byte(bytes, byte_count, '\r') != count_pairs(bytes, byte_count - 1))
        return false;
    size_t feeds = count_byte(bytes, byte_count, '\n');
    size_t last = byte_count;
    while (feeds && bytes[last - 1] != '\n')
        last--;
    position->line += feeds;
    position->column = feeds ? byte_count - last + 1 : position->column + byte_count;
    return true;
}

void position_advance(struct position *position, const char *bytes, size_t byte_count)
{
    enum { SHORT = 256 };
    const char *end = bytes + byte_count;
    if (byte_count > SHORT && advance_simply(position, bytes, byte_count))
        return;
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
