/* How a run goes about its work: in how many threads, and whom it tells how far it is.
   What comes out does not depend on it.

   Steps that do not touch each other's data are shared out among threads; each leaves
   what came of it, failures too, in a place of its own. Zeroed: one thread, and silence.
 */
#ifndef BASE_WORK_H
#define BASE_WORK_H

#include "base/instructions.h"

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

struct work {
    /* no more than WORK_MOST_THREADS are used; 0: one, and nothing is prepared for
       several (the plain way, which tests hold the others against) */
    size_t thread_count;
    enum instructions instructions; /* to read files with */
    /* of the parts of a file that threads take; 0: as many as are good (tests want few)
     */
    size_t part_bytes;
    work_watch *watch; /* NULL: nobody */
    void *watch_context;
    bool skips_hashes; /* nobody will ask for the SHA-256 of the files */
};

/* How many threads there may be, the caller's own among them: at least 1. */
size_t work_threads(const struct work *work);

/* Step number `index`. `worker`, below work_threads(), is the thread's own number, and no
   two steps with the same one run at the same time. */
typedef void work_step(void *context, size_t worker, size_t index);

/* Takes all steps from 0 to count - 1, in no order, and returns when they are done. Where
   the system gives fewer threads the others take more steps. */
void work_share(const struct work *work, size_t count, work_step *step, void *context);

#endif
