/* How a run goes about its work: in how many threads, and whom it tells how far it is.
   What comes out does not depend on it.

   Steps that do not touch each other's data are shared out among threads; each leaves
   what came of it, failures too, in a place of its own. Zeroed: one thread, and silence.
 */
#ifndef BASE_WORK_H
#define BASE_WORK_H

#include "base/instructions.h"

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { WORK_MOST_THREADS = 64 };

/* How far the reading of files is. */
struct work_progress {
    uint64_t bytes_read;
    uint64_t byte_count; /* of all files; 0: not known */
    uint64_t row_count;  /* so far */
};

/* By one thread at a time, not always the same one. */
typedef void work_watch(void *context, const struct work_progress *progress);

/* Threads that wait between one sharing out and the next, since to start one takes longer
   than many a step, and longer still until a core is found for it. */
struct work_team;

struct spare_work;

struct work {
    /* no more than WORK_MOST_THREADS are used; 0: one, and nothing is prepared for
       several (the plain way, which tests hold the others against) */
    size_t thread_count;
    struct work_team *team;         /* NULL: threads are started for each sharing out */
    enum instructions instructions; /* to read files with */
    /* of the parts of a file that threads take; 0: as many as are good (tests want few)
     */
    size_t part_bytes;
    work_watch *watch; /* NULL: nobody */
    void *watch_context;
    bool skips_hashes;            /* nobody will ask for the SHA-256 of the files */
    struct spare_work *meanwhile; /* for threads that would wait; NULL: nothing */
};

/* How many threads there may be, the caller's own among them: at least 1. */
size_t work_threads(const struct work *work);

/* Step number `index`. `worker`, below work_threads(), is the thread's own number, and no
   two steps with the same one run at the same time. */
typedef void work_step(void *context, size_t worker, size_t index);

/* One of a team's threads, besides the caller's own. */
struct work_member {
    pthread_t thread;
    pthread_cond_t called;
    struct work_share *share; /* to be begun with; NULL: none */
    struct work_team *team;
    size_t number; /* from 1 */
};

struct work_team {
    pthread_mutex_t lock;
    pthread_cond_t all_idle;
    size_t member_count;
    size_t busy_count;
    bool is_over;
    struct work_member members[WORK_MOST_THREADS - 1];
};

/* Some threads are started at once, and others when steps are shared out among so many.
   Where the system gives none, the caller works alone. The team stays where it is. */
void work_team_init(struct work_team *team, size_t thread_count);
void work_team_release(struct work_team *team);

/* Takes all steps from 0 to count - 1, in no order, and returns when they are done. Where
   the system gives fewer threads the others take more steps. Steps share out nothing. */
void work_share(const struct work *work, size_t count, work_step *step, void *context);

#endif
