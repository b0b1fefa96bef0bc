#include "ingest/hash_queue.h"

#include "base/memory.h"
#include "ingest/source.h"

#include <pthread.h>

enum { MOST_WAITING = 4 };

/* A ring: those that wait, and behind them texts whose memory is free. */
struct hash_queue {
    struct source *source;
    pthread_mutex_t lock; /* holds the rest, but not the text that is being hashed */
    pthread_cond_t hashed;
    struct buffer texts[MOST_WAITING];
    size_t froms[MOST_WAITING]; /* the first byte of each text */
    size_t first;
    size_t count;
    bool is_hashing; /* somebody does, the first one */
};

struct hash_queue *hash_queue_create(struct source *source)
{
    struct hash_queue *queue = memory_allocate(1, sizeof *queue);
    if (!queue)
        return NULL;
    queue->source = source;
    pthread_mutex_init(&queue->lock, NULL);
    pthread_cond_init(&queue->hashed, NULL);
    return queue;
}

void hash_queue_free(struct hash_queue *queue)
{
    if (!queue)
        return;
    for (size_t i = 0; i < MOST_WAITING; i++)
        buffer_release(&queue->texts[i]);
    pthread_cond_destroy(&queue->hashed);
    pthread_mutex_destroy(&queue->lock);
    memory_free(queue);
}

/* With the lock, but not while it hashes. */
static void hash_first(struct hash_queue *queue)
{
    const struct buffer *text = &queue->texts[queue->first];
    const size_t from = queue->froms[queue->first];
    queue->is_hashing = true;
    pthread_mutex_unlock(&queue->lock);
    source_hash(queue->source, text->bytes + from, text->byte_count - from);
    pthread_mutex_lock(&queue->lock);
    queue->is_hashing = false;
    queue->first = (queue->first + 1) % MOST_WAITING;
    queue->count--;
    pthread_cond_signal(&queue->hashed);
}

void hash_queue_add(struct hash_queue *queue, struct buffer *text, size_t from)
{
    if (from == text->byte_count)
        return;
    pthread_mutex_lock(&queue->lock);
    while (queue->count == MOST_WAITING)
        if (queue->is_hashing)
            pthread_cond_wait(&queue->hashed, &queue->lock);
        else
            hash_first(queue);
    size_t last = (queue->first + queue->count) % MOST_WAITING;
    struct buffer free_text = queue->texts[last];
    buffer_clear(&free_text);
    queue->texts[last] = *text;
    queue->froms[last] = from;
    queue->count++;
    *text = free_text;
    pthread_mutex_unlock(&queue->lock);
}

void hash_queue_run(struct hash_queue *queue)
{
    pthread_mutex_lock(&queue->lock);
    while (queue->count && !queue->is_hashing)
        hash_first(queue);
    pthread_mutex_unlock(&queue->lock);
}
