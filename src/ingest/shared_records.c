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

bool csv_file_share_has_ended(const struct sharing *sharing)
{
    return text_parts_have_ended(sharing->parts) || atomic_load(&sharing->is_stopped);
}

void csv_file_share_step(struct sharing *sharing)
{
    if (take_part(&sharing->readers[0]))
        part_reader_read(&sharing->readers[0]);
}

/* The header rows, and so the first part, are read by the caller's thread, so that there
   is something known when the others begin; all of them where they are few. */
static void read_beginning(struct sharing *sharing)
{
    const struct csv_file *file = sharing->file;
    bool are_few = text_parts_are_few(sharing->parts);
    do {
        csv_file_share_step(sharing);
    } while ((are_few || file->headers_passed < file->facts.header_rows) &&
             !csv_file_share_has_ended(sharing));
}

static void sharing_free(struct sharing *sharing)
{
    for (size_t i = 0; i < WORK_MOST_THREADS; i++)
        part_reader_release(&sharing->readers[i]);
    text_parts_free(sharing->parts);
    pthread_cond_destroy(&sharing->turned);
    pthread_mutex_destroy(&sharing->counting);
    memory_free(sharing);
}

static bool add_reader(struct sharing *sharing, size_t worker)
{
    const struct record_crew *crew = sharing->crew;
    return crew->enlist(crew->context, worker) &&
           part_reader_init(&sharing->readers[worker], sharing, worker);
}

static struct sharing *sharing_create(struct csv_file *file, const struct work *work,
                                      const struct record_crew *crew,
                                      struct symbar_diagnostics *diagnostics)
{
    struct sharing *sharing = memory_allocate(1, sizeof *sharing);
    if (!sharing)
        return NULL;
    pthread_mutex_init(&sharing->counting, NULL);
    pthread_cond_init(&sharing->turned, NULL);
    sharing->file = file;
    sharing->work = work;
    sharing->crew = crew;
    sharing->diagnostics = diagnostics;
    sharing->is_alone = true;
    sharing->way.instructions = work->instructions;
    if (work->part_bytes < INDEX_MOST_BYTES)
        sharing->way.most_bytes = work->part_bytes;
    sharing->parts = text_parts_create(file, work, diagnostics);
    if (sharing->parts && add_reader(sharing, 0))
        return sharing;
    sharing_free(sharing);
    return NULL;
}

struct sharing *csv_file_share_begin(struct csv_file *file, const struct work *work,
                                     const struct record_crew *crew,
                                     struct symbar_diagnostics *diagnostics)
{
    struct sharing *sharing = sharing_create(file, work, crew, diagnostics);
    if (sharing)
        read_beginning(sharing);
    else
        (void)fail_no_memory(diagnostics);
    return sharing;
}

static enum symbar_status read_rest(struct sharing *sharing)
{
    size_t thread_count = work_threads(sharing->work);
    for (size_t i = 1; i < thread_count; i++)
        if (!add_reader(sharing, i))
            return fail_no_memory(sharing->diagnostics);
    sharing->is_alone = thread_count == 1;
    text_parts_expect(sharing->parts, thread_count);
    work_share(sharing->work, thread_count, read_parts, sharing);
    return sharing->status;
}

enum symbar_status csv_file_share_end(struct sharing *sharing)
{
    struct csv_file *file = sharing->file;
    enum symbar_status status =
        csv_file_share_has_ended(sharing) ? sharing->status : read_rest(sharing);
    file->facts.record_count = sharing->record_count;
    sharing_free(sharing);
    if (status == SYMBAR_OK)
        csv_file_finish(file);
    return status;
}
