/* How far the reading of a study's files is, told to whoever watches: both sides may be
   read at the same time. */
#ifndef INGEST_READING_PROGRESS_H
#define INGEST_READING_PROGRESS_H

#include "study/study.h"

#include <pthread.h>
#include <stdint.h>

/* Of one side. */
struct side_progress {
    uint64_t bytes_before; /* of the files before the one that is read */
    uint64_t rows_before;
    uint64_t bytes_read; /* of all files so far */
    uint64_t row_count;
};

struct reading_progress {
    const struct work *work;
    uint64_t byte_count;  /* of all files; 0: not known */
    pthread_mutex_t lock; /* holds the rest, and keeps calls one at a time */
    struct side_progress sides[SIDE_COUNT];
};

void reading_progress_init(struct reading_progress *progress, const struct work *work,
                           uint64_t byte_count);
void reading_progress_release(struct reading_progress *progress);

/* So much of a side's current file was read; and that it is read as a whole. By any
   thread. */
void reading_progress_tell(struct reading_progress *progress, enum side side,
                           uint64_t bytes_read, uint64_t row_count);
void reading_progress_end_file(struct reading_progress *progress, enum side side,
                               uint64_t bytes_read, uint64_t row_count);

#endif
