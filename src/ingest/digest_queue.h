/* Bytes of a file that are to be digested in their order (source_digest: hashed, or held
   against checksums), while several threads read it: who adds some goes on without
   waiting for those before, and whoever has time goes about what is there. Only a few
   wait at any time, so that memory is bounded. */
#ifndef INGEST_DIGEST_QUEUE_H
#define INGEST_DIGEST_QUEUE_H

#include "base/buffer.h"

#include <stdbool.h>
#include <stddef.h>

struct digest_queue;
struct source;
struct spare_work;

/* `meanwhile` (NULL: nothing) is done by a thread that would wait. NULL when memory is
   short. */
struct digest_queue *digest_queue_create(struct source *source,
                                         struct spare_work *meanwhile);
void digest_queue_free(struct digest_queue *queue);

/* Adds what stands in a text from an offset on, which comes behind what was added before;
   one thread at a time. The text's bytes are the queue's then: it is empty, with other
   memory. */
void digest_queue_add(struct digest_queue *queue, struct buffer *text, size_t from);

/* Digests what was added, unless another thread is about it and will do so. */
void digest_queue_run(struct digest_queue *queue);

/* Returns when all of it was. */
void digest_queue_finish(struct digest_queue *queue);

#endif
