#include "base/work.h"

#include <pthread.h>
#include <stdatomic.h>

struct share {
    work_step *step;
    void *context;
    size_t count;
    atomic_size_t next;
};

struct worker {
    struct share *share;
    size_t number;
};

size_t work_threads(const struct work *work)
{
    if (work->thread_count < 1)
        return 1;
    return work->thread_count < WORK_MOST_THREADS ? work->thread_count
                                                  : WORK_MOST_THREADS;
}

static void *take_steps(void *context)
{
    const struct worker *worker = context;
    struct share *share = worker->share;
    size_t index;
    while ((index = atomic_fetch_add(&share->next, 1)) < share->count)
        share->step(share->context, worker->number, index);
    return NULL;
}

void work_share(const struct work *work, size_t count, work_step *step, void *context)
{
    struct share share = { .step = step, .context = context, .count = count };
    pthread_t threads[WORK_MOST_THREADS];
    struct worker workers[WORK_MOST_THREADS];
    size_t wanted = work_threads(work);
    size_t started = 1; /* this one */
    workers[0] = (struct worker){ &share, 0 };
    while (started < wanted && started < count) {
        workers[started] = (struct worker){ &share, started };
        if (pthread_create(&threads[started], NULL, take_steps, &workers[started]) != 0)
            break;
        started++;
    }
    take_steps(&workers[0]);
    while (started > 1)
        pthread_join(threads[--started], NULL);
}
