#include "ingest/shared_records.h"

#include "base/memory.h"
#include "ingest/part_reader.h"

bool csv_file_is_text(const struct csv_file *file)
{
    return !file->sav;
}

static bool take_part(struct part_reader *part)
{
    return !atomic_load(&part->sharing->is_stopped) &&
           text_parts_take(part->sharing->parts, &part->part);
}

static void read_parts(void *context, size_t worker, size_t index)
{
    struct sharing *sharing = context;
    const struct record_crew *crew = sharing->crew;
    (void)worker;
    pthread_mutex_lock(&sharing->counting);
    crew->catch_up(crew->context, index);
    pthread_mutex_unlock(&sharing->counting);
    while (take_part(&sharing->readers[index]))
        part_reader_read(&sharing->readers[index]);
}

/* The header rows, and so the first part, are read by the caller's thread, so that there
   is something known when the others begin; all of them where they are few. */
static void read_beginning(struct sharing *sharing)
{
    const struct csv_file *file = sharing->file;
    bool are_few = text_parts_are_few(sharing->parts);
    sharing->is_alone = true;
    do {
        if (take_part(&sharing->readers[0]))
            part_reader_read(&sharing->readers[0]);
    } while ((are_few || file->headers_passed < file->facts.header_rows) &&
             !text_parts_have_ended(sharing->parts) &&
             !atomic_load(&sharing->is_stopped));
}

static struct sharing *sharing_create(struct csv_file *file, const struct work *work,
                                      struct symbar_diagnostics *diagnostics)
{
    struct sharing *sharing = memory_allocate(1, sizeof *sharing);
    if (!sharing)
        return NULL;
    pthread_mutex_init(&sharing->counting, NULL);
    pthread_cond_init(&sharing->turned, NULL);
    sharing->file = file;
    sharing->diagnostics = diagnostics;
    sharing->way.instructions = work->instructions;
    if (work->part_bytes < INDEX_MOST_BYTES)
        sharing->way.most_bytes = work->part_bytes;
    sharing->parts = text_parts_create(file, work, diagnostics);
    bool done = sharing->parts != NULL;
    for (size_t i = 0; done && i < work_threads(work); i++)
        done = part_reader_init(&sharing->readers[i], sharing, i);
    if (!done)
        sharing->status = SYMBAR_NO_MEMORY;
    return sharing;
}

static void sharing_free(struct sharing *sharing)
{
    if (!sharing)
        return;
    for (size_t i = 0; i < WORK_MOST_THREADS; i++)
        part_reader_release(&sharing->readers[i]);
    text_parts_free(sharing->parts);
    pthread_cond_destroy(&sharing->turned);
    pthread_mutex_destroy(&sharing->counting);
    memory_free(sharing);
}

enum symbar_status csv_file_share(struct csv_file *file, const struct work *work,
                                  const struct record_crew *crew,
                                  struct symbar_diagnostics *diagnostics)
{
    size_t thread_count = work_threads(work);
    struct sharing *sharing = sharing_create(file, work, diagnostics);
    if (!sharing || sharing->status != SYMBAR_OK) {
        sharing_free(sharing);
        return fail_no_memory(diagnostics);
    }
    sharing->crew = crew;
    read_beginning(sharing);
    sharing->is_alone = thread_count == 1;
    if (!text_parts_have_ended(sharing->parts))
        work_share(work, thread_count, read_parts, sharing);
    file->facts.record_count = sharing->record_count;
    enum symbar_status status = sharing->status;
    sharing_free(sharing);
    if (status == SYMBAR_OK)
        csv_file_finish(file);
    return status;
}
