#include "base/work.h"

#include <assert.h>
#include <stdatomic.h>

/* Steps, and those who take them. */
struct work_share {
    work_step *step;
    void *context;
    size_t count;
    atomic_size_t next;
};

size_t work_threads(const struct work *work)
{
    if (work->thread_count < 1)
        return 1;
    return work->thread_count < WORK_MOST_THREADS ? work->thread_count
                                                  : WORK_MOST_THREADS;
}

static void take_steps(struct work_share *share, size_t number)
{
    size_t index;
    while ((index = atomic_fetch_add(&share->next, 1)) < share->count)
        share->step(share->context, number, index);
}

static void *be_member(void *context)
{
    struct work_member *member = context;
    struct work_team *team = member->team;
    pthread_mutex_lock(&team->lock);
    for (;;) {
        while (!member->share && !team->is_over)
            pthread_cond_wait(&member->called, &team->lock);
        if (team->is_over)
            break;
        struct work_share *share = member->share;
        member->share = NULL;
        team->busy_count++;
        pthread_mutex_unlock(&team->lock);
        take_steps(share, member->number);
        pthread_mutex_lock(&team->lock);
        if (--team->busy_count == 0)
            pthread_cond_signal(&team->all_idle);
    }
    pthread_mutex_unlock(&team->lock);
    return NULL;
}

/* As many as the system gives. */
static void start_members(struct work_team *team, size_t count)
{
    while (team->member_count < count) {
        struct work_member *member = &team->members[team->member_count];
        *member = (struct work_member){ .team = team, .number = team->member_count + 1 };
        if (pthread_cond_init(&member->called, NULL) != 0)
            return;
        if (pthread_create(&member->thread, NULL, be_member, member) != 0) {
            pthread_cond_destroy(&member->called);
            return;
        }
        team->member_count++;
    }
}

void work_team_init(struct work_team *team, size_t thread_count)
{
    enum { AT_ONCE = 4 }; /* files are read by no more */
    *team = (struct work_team){ .member_count = 0 };
    pthread_mutex_init(&team->lock, NULL);
    pthread_cond_init(&team->all_idle, NULL);
    if (thread_count > 1)
        start_members(team, (thread_count < AT_ONCE ? thread_count : AT_ONCE) - 1);
}

void work_team_release(struct work_team *team)
{
    pthread_mutex_lock(&team->lock);
    team->is_over = true;
    for (size_t i = 0; i < team->member_count; i++)
        pthread_cond_signal(&team->members[i].called);
    pthread_mutex_unlock(&team->lock);
    while (team->member_count) {
        struct work_member *last = &team->members[--team->member_count];
        pthread_join(last->thread, NULL);
        pthread_cond_destroy(&last->called);
    }
    pthread_cond_destroy(&team->all_idle);
    pthread_mutex_destroy(&team->lock);
}

static void call_members(struct work_team *team, size_t count, struct work_share *share)
{
    start_members(team, count);
    pthread_mutex_lock(&team->lock);
    assert(!team->busy_count);
    for (size_t i = 0; i < count && i < team->member_count; i++) {
        team->members[i].share = share;
        pthread_cond_signal(&team->members[i].called);
    }
    pthread_mutex_unlock(&team->lock);
}

/* Whoever has not begun comes too late. */
static void wait_for_members(struct work_team *team)
{
    pthread_mutex_lock(&team->lock);
    for (size_t i = 0; i < team->member_count; i++)
        team->members[i].share = NULL;
    while (team->busy_count)
        pthread_cond_wait(&team->all_idle, &team->lock);
    pthread_mutex_unlock(&team->lock);
}

static void share_among(struct work_team *team, size_t thread_count,
                        struct work_share *share)
{
    call_members(team, thread_count - 1, share);
    take_steps(share, 0);
    wait_for_members(team);
}

void work_share(const struct work *work, size_t count, work_step *step, void *context)
{
    struct work_share share = { .step = step, .context = context, .count = count };
    size_t threads = work_threads(work);
    threads = threads < count ? threads : count;
    if (threads <= 1) {
        take_steps(&share, 0);
    } else if (work->team) {
        share_among(work->team, threads, &share);
    } else {
        struct work_team team;
        work_team_init(&team, threads);
        share_among(&team, threads, &share);
        work_team_release(&team);
    }
}
