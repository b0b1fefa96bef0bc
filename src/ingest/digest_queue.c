#include "ingest/digest_queue.h"

#include "base/memory.h"
#include "base/spare_work.h"
#include "ingest/source.h"

#include <pthread.h>

enum { MOST_WAITING = 4 };

/* A ring: those that wait, and behind them texts whose memory is free. */
struct digest_queue {
    struct source *source;
    struct spare_work *meanwhile;
    pthread_mutex_t lock; /* holds the rest, but not the text that is being digested */
    pthread_cond_t digested;
    struct buffer texts[MOST_WAITING];
    size_t froms[MOST_WAITING]; /* the first byte of each text */
    size_t first;
    size_t count;
    bool is_digesting; /* somebody does, the first one */
};

struct digest_queue *digest_queue_create(struct source *source,
                                         struct spare_work *meanwhile)
{
    struct digest_queue *queue = memory_allocate(1, sizeof *queue);
    if (!queue)
        return NULL;
    queue->source = source;
    queue->meanwhile = meanwhile;
    pthread_mutex_init(&queue->lock, NULL);
    pthread_cond_init(&queue->digested, NULL);
    return queue;
}

void digest_queue_free(struct digest_queue *queue)
{
    if (!queue)
        return;
    for (size_t i = 0; i < MOST_WAITING; i++)
        buffer_release(&queue->texts[i]);
    pthread_cond_destroy(&queue->digested);
    pthread_mutex_destroy(&queue->lock);
    memory_free(queue);
}

/* With the lock, but not while it digests. */
static void digest_first(struct digest_queue *queue)
{
    const struct buffer *text = &queue->texts[queue->first];
    const size_t from = queue->froms[queue->first];
    queue->is_digesting = true;
    pthread_mutex_unlock(&queue->lock);
    source_digest(queue->source, text->bytes + from, text->byte_count - from);
    pthread_mutex_lock(&queue->lock);
    queue->is_digesting = false;
    queue->count--;
    /* what one thread adds and digests takes turns in no more memory than that of one */
    queue->first = queue->count ? (queue->first + 1) % MOST_WAITING : 0;
    pthread_cond_signal(&queue->digested);
}

/* With the lock, but not while anything is done: until no more than so many wait. */
static void wait_until(struct digest_queue *queue, size_t most_waiting)
{
    while (queue->count > most_waiting)
        if (!queue->is_digesting)
            digest_first(queue);
        else if (!spare_work_do(queue->meanwhile, &queue->lock))
            pthread_cond_wait(&queue->digested, &queue->lock);
}

void digest_queue_add(struct digest_queue *queue, struct buffer *text, size_t from)
{
    if (from == text->byte_count)
        return;
    pthread_mutex_lock(&queue->lock);
    wait_until(queue, MOST_WAITING - 1);
    size_t last = (queue->first + queue->count) % MOST_WAITING;
    struct buffer free_text = queue->texts[last];
    buffer_clear(&free_text);
    queue->texts[last] = *text;
    queue->froms[last] = from;
    queue->count++;
    *text = free_text;
    pthread_mutex_unlock(&queue->lock);
}

void digest_queue_run(struct digest_queue *queue)
{
    pthread_mutex_lock(&queue->lock);
    while (queue->count && !queue->is_digesting)
        digest_first(queue);
    pthread_mutex_unlock(&queue->lock);
}

void digest_queue_finish(struct digest_queue *queue)
{
    pthread_mutex_lock(&queue->lock);
    wait_until(queue, 0);
    pthread_mutex_unlock(&queue->lock);
}
