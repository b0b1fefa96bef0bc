/* Steps shared out among threads, and how many cores a container leaves. */
#include "base/work.h"
#include "cli/cores.h"
#include "support/test.h"

#include <sched.h>
#include <stdatomic.h>

enum { STEPS = 1000 };

struct record_of_steps {
    atomic_int taken[STEPS];
    atomic_int at_work[WORK_MOST_THREADS];
    atomic_int collisions;
    size_t worker_count;
};

/* Nothing here asserts: cmocka's assertions belong to the main thread. */
static void take(void *context, size_t worker, size_t index)
{
    struct record_of_steps *record = context;
    if (worker >= record->worker_count || atomic_fetch_add(&record->at_work[worker], 1))
        atomic_fetch_add(&record->collisions, 1);
    atomic_fetch_add(&record->taken[index], 1);
    atomic_fetch_sub(&record->at_work[worker], 1);
}

static void assert_shares(size_t thread_count, struct work_team *team, size_t count)
{
    static struct record_of_steps record;
    const struct work work = { .thread_count = thread_count, .team = team };
    record = (struct record_of_steps){ .worker_count = work_threads(&work) };
    work_share(&work, count, take, &record);
    assert_int_equal(atomic_load(&record.collisions), 0);
    for (size_t i = 0; i < STEPS; i++)
        assert_int_equal(atomic_load(&record.taken[i]), i < count ? 1 : 0);
}

static void takes_every_step_once(void **state)
{
    (void)state;
    for (size_t threads = 0; threads <= 5; threads++) {
        assert_shares(threads, NULL, STEPS);
        assert_shares(threads, NULL, 3);
        assert_shares(threads, NULL, 0);
    }
}

/* Whoever comes too late for one sharing out must not take part in the next one as if it
   were that. */
static void keeps_a_team_from_one_time_to_the_next(void **state)
{
    (void)state;
    static struct work_team team;
    for (size_t threads = 1; threads <= 9; threads += 4) {
        work_team_init(&team, threads);
        for (size_t round = 0; round < 300; round++)
            assert_shares(threads, &team, round % 12);
        assert_shares(threads + 20, &team, STEPS);
        assert_shares(2, &team, STEPS);
        work_team_release(&team);
    }
}

/* Both have to be at work at once for either to go on. */
static void meet(void *context, size_t worker, size_t index)
{
    atomic_int *arrived = context;
    (void)worker;
    (void)index;
    atomic_fetch_add(arrived, 1);
    while (atomic_load(arrived) < 2)
        sched_yield();
}

static void works_at_once(void **state)
{
    (void)state;
    static struct work_team team;
    const struct work work = { .thread_count = 2, .team = &team };
    work_team_init(&team, 2);
    for (size_t round = 0; round < 50; round++) {
        atomic_int arrived = 0;
        work_share(&work, 2, meet, &arrived);
        assert_int_equal(atomic_load(&arrived), 2);
    }
    work_team_release(&team);
}

static void bounds_the_threads(void **state)
{
    (void)state;
    assert_int_equal(work_threads(&(struct work){ 0 }), 1);
    assert_int_equal(work_threads(&(struct work){ .thread_count = 7 }), 7);
    assert_int_equal(work_threads(&(struct work){ .thread_count = 1000000 }),
                     WORK_MOST_THREADS);
}

static void reads_the_limit_of_a_container(void **state)
{
    (void)state;
    assert_int_equal(cores_of_quota("max 100000\n"), 0);
    assert_int_equal(cores_of_quota("200000 100000\n"), 2);
    assert_int_equal(cores_of_quota("150000 100000\n"), 2);
    assert_int_equal(cores_of_quota("50000 100000\n"), 1);
    assert_int_equal(cores_of_quota("1000\n100000\n"), 1);
    assert_int_equal(cores_of_quota("-1\n100000\n"), 0);
    assert_int_equal(cores_of_quota("100000"), 0);
    assert_int_equal(cores_of_quota(""), 0);
    assert_int_equal(cores_of_quota("much"), 0);
    assert_true(cores_available() >= 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(takes_every_step_once),
        cmocka_unit_test(keeps_a_team_from_one_time_to_the_next),
        cmocka_unit_test(works_at_once),
        cmocka_unit_test(bounds_the_threads),
        cmocka_unit_test(reads_the_limit_of_a_container),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
