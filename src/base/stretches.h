/* A long list as text: threads format a stretch of its items each, and the stretches are
   written in their order, by the caller's thread. */
#ifndef BASE_STRETCHES_H
#define BASE_STRETCHES_H

#include "base/buffer.h"
#include "base/diagnostics.h"
#include "base/sink.h"
#include "base/work.h"

struct stretched_list {
    size_t item_count;
    size_t stretch; /* how many a thread formats at once: some ten kB of text */
    /* Adds the text of the items from `first` to before `end`, for several threads at
       once; false when memory is short. */
    bool (*format)(void *context, size_t first, size_t end, struct buffer *text);
    void *context;
};

/* SYMBAR_CANNOT_WRITE: the sink refused. */
enum symbar_status stretches_write(const struct work *work,
                                   const struct stretched_list *list,
                                   struct sink sink) SYMBAR_MUST_CHECK;

#endif
