/* Work whose outcome nobody needs yet: threads that would only wait for another do some
   of it meanwhile, step after step, one thread at a time. Whoever needs the outcome does
   the rest. */
#ifndef BASE_SPARE_WORK_H
#define BASE_SPARE_WORK_H

#include <pthread.h>
#include <stdbool.h>

/* Takes some tenths of a millisecond; false: nothing is left. */
typedef bool spare_step(void *context);

struct spare_work {
    spare_step *step;
    void *context;
    pthread_mutex_t taken; /* holds what follows, and the context */
    bool is_done;
};

void spare_work_init(struct spare_work *spare, spare_step *step, void *context);
void spare_work_release(struct spare_work *spare);

/* Takes a step, unless another thread is about one or nothing is left; returns at once
   then, with false. The caller's lock is let go for the step. NULL: there is no work. */
bool spare_work_do(struct spare_work *spare, pthread_mutex_t *lock);

#endif
