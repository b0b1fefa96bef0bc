/* Where bytes go: a file, a buffer, the caller's own function. */
#ifndef BASE_SINK_H
#define BASE_SINK_H

#include <stdbool.h>
#include <stddef.h>

struct sink {
    /* Takes all of `bytes`, or returns false; the owner of the sink knows why. */
    bool (*write)(void *context, const char *bytes, size_t byte_count);
    void *context;
};

#endif
