/* Within source.c: the bytes of a gzip file as they are stored, in pieces that may be
   read ahead by whoever has time, while another thread inflates those before. */
#ifndef INGEST_STORED_QUEUE_H
#define INGEST_STORED_QUEUE_H

#include "ingest/piece_sizes.h"

#include <stdbool.h>
#include <stddef.h>

struct stored_queue;

/* The next piece of a file, one at a time and in order; the room is filled unless the
   file ends before. */
struct stored_piece {
    char bytes[SOURCE_BYTES];
    size_t byte_count; /* 0: the file has ended, or could not be read */
    int error;         /* errno; 0: none */
};

typedef void stored_reader(void *context, struct stored_piece *piece_out);

/* `bytes` were read before; no more than fill a piece. NULL when memory is short. */
struct stored_queue *stored_queue_create(const char *bytes, size_t byte_count,
                                         stored_reader *reader, void *context);
void stored_queue_free(struct stored_queue *queue);

/* The next piece, which stays until the next call. By one thread. */
const struct stored_piece *stored_queue_take(struct stored_queue *queue);

/* By any thread: whether there is room for a piece and nobody reads one; and reads one,
   if that is so. */
bool stored_queue_may_read_ahead(struct stored_queue *queue);
void stored_queue_read_ahead(struct stored_queue *queue);

#endif
