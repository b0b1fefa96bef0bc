#include "ingest/reading_progress.h"

#include "base/work.h"

void reading_progress_init(struct reading_progress *progress, const struct work *work,
                           uint64_t byte_count)
{
    *progress = (struct reading_progress){ .work = work, .byte_count = byte_count };
    pthread_mutex_init(&progress->lock, NULL);
}

void reading_progress_release(struct reading_progress *progress)
{
    pthread_mutex_destroy(&progress->lock);
}

/* With the lock. */
static struct side_progress *advance(struct reading_progress *progress, enum side side,
                                     uint64_t bytes_read, uint64_t row_count)
{
    struct side_progress *current = &progress->sides[side];
    current->bytes_read = current->bytes_before + bytes_read;
    current->row_count = current->rows_before + row_count;
    return current;
}

void reading_progress_tell(struct reading_progress *progress, enum side side,
                           uint64_t bytes_read, uint64_t row_count)
{
    struct work_progress all = { .byte_count = progress->byte_count };
    if (!progress->work->watch)
        return;
    pthread_mutex_lock(&progress->lock);
    (void)advance(progress, side, bytes_read, row_count);
    for (int i = 0; i < SIDE_COUNT; i++) {
        all.bytes_read += progress->sides[i].bytes_read;
        all.row_count += progress->sides[i].row_count;
    }
    progress->work->watch(progress->work->watch_context, &all);
    pthread_mutex_unlock(&progress->lock);
}

void reading_progress_end_file(struct reading_progress *progress, enum side side,
                               uint64_t bytes_read, uint64_t row_count)
{
    pthread_mutex_lock(&progress->lock);
    struct side_progress *current = advance(progress, side, bytes_read, row_count);
    current->bytes_before = current->bytes_read;
    current->rows_before = current->row_count;
    pthread_mutex_unlock(&progress->lock);
}
