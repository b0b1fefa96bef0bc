/* A growing run of bytes. A zeroed struct is a valid empty buffer. Failure sticks: once
   an append found no memory, all later ones do nothing and buffer_failed() says so, so
   that a writer checks once at the end. */
#ifndef BASE_BUFFER_H
#define BASE_BUFFER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct buffer {
    char *bytes; /* always ends in NUL when not NULL */
    size_t byte_count;
    size_t capacity;
    bool failed;
};

/* Room for so many bytes in all and no more, where their number is known. */
void buffer_reserve(struct buffer *buffer, size_t byte_count);
void buffer_append(struct buffer *buffer, const char *bytes, size_t byte_count);

/* Room for so many bytes behind the last one, to be written by the caller, who then says
   how many of them there are. NULL when memory is short. */
char *buffer_room(struct buffer *buffer, size_t byte_count);
void buffer_written(struct buffer *buffer, size_t byte_count);

void buffer_text(struct buffer *buffer, const char *text);
void buffer_byte(struct buffer *buffer, char byte);
void buffer_repeat(struct buffer *buffer, const char *text, size_t times);
void buffer_whole(struct buffer *buffer, uint64_t number); /* in decimal digits */
void buffer_format(struct buffer *buffer, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void buffer_clear(struct buffer *buffer); /* keeps the memory */
bool buffer_failed(const struct buffer *buffer);
void buffer_release(struct buffer *buffer);

#endif
