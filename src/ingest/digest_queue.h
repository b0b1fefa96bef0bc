/* Bytes of a file that are to be hashed in their order, while several threads read it:
   who adds some goes on without waiting for those before to be hashed, and whoever has
   time hashes what is there. Only a few wait at any time, so that memory is bounded. */
#ifndef INGEST_HASH_QUEUE_H
#define INGEST_HASH_QUEUE_H

#include "base/buffer.h"

#include <stdbool.h>
#include <stddef.h>

struct hash_queue;
struct source;

/* NULL when memory is short. */
struct hash_queue *hash_queue_create(struct source *source);
void hash_queue_free(struct hash_queue *queue);

/* Adds what stands in a text from an offset on, which comes behind what was added before;
   one thread at a time. The text's bytes are the queue's then: it is empty, with other
   memory. */
void hash_queue_add(struct hash_queue *queue, struct buffer *text, size_t from);

/* Hashes what was added, unless another thread is about it and will do so. */
void hash_queue_run(struct hash_queue *queue);

#endif
