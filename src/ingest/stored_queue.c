#include "ingest/stored_queue.h"

#include "base/memory.h"

#include <pthread.h>
#include <string.h>

/* One is in use, the others are ahead. */
enum { PIECES = 4, MOST_AHEAD = PIECES - 1 };

/* A ring. */
struct stored_queue {
    stored_reader *reader;
    void *context;
    pthread_mutex_t lock; /* holds the rest, but not the piece that is being read */
    pthread_cond_t read;
    struct stored_piece pieces[PIECES];
    size_t first; /* of those that are ahead */
    size_t count;
    bool is_reading;
    bool has_ended; /* the last one that was read is the last one */
};

struct stored_queue *stored_queue_create(const char *bytes, size_t byte_count,
                                         stored_reader *reader, void *context)
{
    struct stored_queue *queue = memory_allocate(1, sizeof *queue);
    if (!queue)
        return NULL;
    queue->reader = reader;
    queue->context = context;
    memcpy(queue->pieces[0].bytes, bytes, byte_count);
    queue->pieces[0].byte_count = byte_count;
    queue->count = 1;
    pthread_mutex_init(&queue->lock, NULL);
    pthread_cond_init(&queue->read, NULL);
    return queue;
}

void stored_queue_free(struct stored_queue *queue)
{
    if (!queue)
        return;
    pthread_cond_destroy(&queue->read);
    pthread_mutex_destroy(&queue->lock);
    memory_free(queue);
}

/* With the lock, but not while it reads. */
static void read_piece(struct stored_queue *queue)
{
    struct stored_piece *piece = &queue->pieces[(queue->first + queue->count) % PIECES];
    queue->is_reading = true;
    pthread_mutex_unlock(&queue->lock);
    queue->reader(queue->context, piece);
    pthread_mutex_lock(&queue->lock);
    queue->is_reading = false;
    queue->has_ended = piece->byte_count == 0;
    queue->count++;
    pthread_cond_signal(&queue->read);
}

const struct stored_piece *stored_queue_take(struct stored_queue *queue)
{
    pthread_mutex_lock(&queue->lock);
    while (!queue->count)
        if (queue->is_reading)
            pthread_cond_wait(&queue->read, &queue->lock);
        else
            read_piece(queue);
    const struct stored_piece *piece = &queue->pieces[queue->first];
    queue->first = (queue->first + 1) % PIECES;
    queue->count--;
    pthread_mutex_unlock(&queue->lock);
    return piece;
}

/* With the lock. */
static bool may_read(const struct stored_queue *queue)
{
    return queue->count < MOST_AHEAD && !queue->is_reading && !queue->has_ended;
}

bool stored_queue_may_read_ahead(struct stored_queue *queue)
{
    pthread_mutex_lock(&queue->lock);
    bool may = may_read(queue);
    pthread_mutex_unlock(&queue->lock);
    return may;
}

void stored_queue_read_ahead(struct stored_queue *queue)
{
    pthread_mutex_lock(&queue->lock);
    if (may_read(queue))
        read_piece(queue);
    pthread_mutex_unlock(&queue->lock);
}
