/* Spare work is done step after step, by one thread at a time, until nothing is left. */
#include "base/spare_work.h"
#include "support/test.h"

#include <pthread.h>
#include <stdatomic.h>

enum { STEPS = 5000, THREADS = 4 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER; /* of whoever would wait */

struct counting {
    struct spare_work spare;
    int step_count; /* no atomic: only one thread at a time may count */
    atomic_int refused;
};

static bool count(void *context)
{
    struct counting *counting = context;
    return ++counting->step_count < STEPS;
}

static bool do_some(struct counting *counting)
{
    pthread_mutex_lock(&lock);
    bool done = spare_work_do(&counting->spare, &lock);
    pthread_mutex_unlock(&lock);
    return done;
}

static void nothing_is_no_work(void **state)
{
    (void)state;
    assert_false(spare_work_do(NULL, &lock));
}

static void ends_with_the_last_step(void **state)
{
    (void)state;
    struct counting counting = { .step_count = 0 };
    spare_work_init(&counting.spare, count, &counting);
    while (do_some(&counting))
        assert_in_range(counting.step_count, 1, STEPS);
    assert_int_equal(counting.step_count, STEPS);
    assert_false(do_some(&counting));
    assert_int_equal(counting.step_count, STEPS);
    spare_work_release(&counting.spare);
}

/* The lock is free in a step, and the work is not. */
static bool ask_again(void *context)
{
    struct counting *counting = context;
    counting->step_count++;
    atomic_fetch_add(&counting->refused, !do_some(counting));
    return true;
}

static void nobody_takes_what_another_has(void **state)
{
    (void)state;
    struct counting counting = { .step_count = 0 };
    spare_work_init(&counting.spare, ask_again, &counting);
    assert_true(do_some(&counting));
    assert_true(do_some(&counting));
    assert_int_equal(counting.step_count, 2);
    assert_int_equal(atomic_load(&counting.refused), 2);
    spare_work_release(&counting.spare);
}

static void *help(void *context)
{
    struct counting *counting = context;
    for (int i = 0; i < STEPS; i++)
        if (!do_some(counting))
            atomic_fetch_add(&counting->refused, 1);
    return NULL;
}

static void takes_each_step_once_whoever_comes(void **state)
{
    (void)state;
    struct counting counting = { .step_count = 0 };
    pthread_t threads[THREADS];
    spare_work_init(&counting.spare, count, &counting);
    for (size_t i = 0; i < THREADS; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, help, &counting), 0);
    for (size_t i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
    while (do_some(&counting))
        assert_in_range(counting.step_count, 1, STEPS);
    assert_int_equal(counting.step_count, STEPS);
    assert_true(atomic_load(&counting.refused) >= (THREADS - 1) * STEPS);
    spare_work_release(&counting.spare);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_no_work),
        cmocka_unit_test(ends_with_the_last_step),
        cmocka_unit_test(nobody_takes_what_another_has),
        cmocka_unit_test(takes_each_step_once_whoever_comes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
