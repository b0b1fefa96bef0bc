#include "base/spare_work.h"

void spare_work_init(struct spare_work *spare, spare_step *step, void *context)
{
    *spare = (struct spare_work){ .step = step, .context = context };
    pthread_mutex_init(&spare->taken, NULL);
}

void spare_work_release(struct spare_work *spare)
{
    pthread_mutex_destroy(&spare->taken);
}

bool spare_work_do(struct spare_work *spare, pthread_mutex_t *lock)
{
    if (!spare || pthread_mutex_trylock(&spare->taken) != 0)
        return false;
    bool is_left = !spare->is_done;
    if (is_left) {
        pthread_mutex_unlock(lock);
        spare->is_done = !spare->step(spare->context);
        pthread_mutex_lock(lock);
    }
    pthread_mutex_unlock(&spare->taken);
    return is_left;
}
