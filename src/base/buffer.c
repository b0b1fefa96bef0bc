#include "base/buffer.h"

#include "base/memory.h"
#include "base/number.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

void buffer_reserve(struct buffer *buffer, size_t byte_count)
{
    if (buffer->failed || byte_count < buffer->capacity)
        return;
    char *bytes =
        byte_count < SIZE_MAX ? memory_resize(buffer->bytes, byte_count + 1, 1) : NULL;
    if (!bytes) {
        buffer->failed = true;
        return;
    }
    bytes[buffer->byte_count] = '\0';
    buffer->bytes = bytes;
    buffer->capacity = byte_count + 1;
}

/* New bytes are left as they come, so that of a long text only what is used is touched.
 */
static bool make_room(struct buffer *buffer, size_t more)
{
    enum { FEWEST = 15 };
    if (buffer->failed || more < buffer->capacity - buffer->byte_count)
        return !buffer->failed;
    size_t needed =
        more < SIZE_MAX - buffer->byte_count ? buffer->byte_count + more : SIZE_MAX;
    size_t doubled =
        buffer->capacity < SIZE_MAX / 2 ? 2 * buffer->capacity : SIZE_MAX - 1;
    size_t wanted = doubled > FEWEST ? doubled : FEWEST;
    buffer_reserve(buffer, needed > wanted ? needed : wanted);
    return !buffer->failed;
}

void buffer_append(struct buffer *buffer, const char *bytes, size_t byte_count)
{
    if (!make_room(buffer, byte_count))
        return;
    if (byte_count)
        memcpy(buffer->bytes + buffer->byte_count, bytes, byte_count);
    buffer->byte_count += byte_count;
    buffer->bytes[buffer->byte_count] = '\0';
}

char *buffer_room(struct buffer *buffer, size_t byte_count)
{
    return make_room(buffer, byte_count) ? buffer->bytes + buffer->byte_count : NULL;
}

void buffer_written(struct buffer *buffer, size_t byte_count)
{
    buffer->byte_count += byte_count;
    buffer->bytes[buffer->byte_count] = '\0';
}

void buffer_text(struct buffer *buffer, const char *text)
{
    buffer_append(buffer, text, strlen(text));
}

void buffer_byte(struct buffer *buffer, char byte)
{
    if (!make_room(buffer, 1))
        return;
    buffer->bytes[buffer->byte_count++] = byte;
    buffer->bytes[buffer->byte_count] = '\0';
}

void buffer_repeat(struct buffer *buffer, const char *text, size_t times)
{
    while (times--)
        buffer_text(buffer, text);
}

void buffer_whole(struct buffer *buffer, uint64_t number)
{
    char digits[WHOLE_DIGITS];
    buffer_append(buffer, digits, (size_t)(number_write_whole(number, digits) - digits));
}

void buffer_format(struct buffer *buffer, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    va_list again;
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    if (length < 0)
        buffer->failed = true;
    else if (make_room(buffer, (size_t)length)) {
        vsnprintf(buffer->bytes + buffer->byte_count, (size_t)length + 1, format, again);
        buffer->byte_count += (size_t)length;
    }
    va_end(again);
}

void buffer_clear(struct buffer *buffer)
{
    buffer->byte_count = 0;
    if (buffer->bytes)
        buffer->bytes[0] = '\0';
}

bool buffer_failed(const struct buffer *buffer)
{
    return buffer->failed;
}

void buffer_release(struct buffer *buffer)
{
    memory_free(buffer->bytes);
    *buffer = (struct buffer){ 0 };
}
