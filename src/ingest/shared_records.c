#include "ingest/shared_records.h"

#include "base/memory.h"
#include "ingest/csv_file.h"
#include "ingest/csv_index.h"
#include "ingest/kept_records.h"
#include "ingest/row_cutter.h"

#include <pthread.h>
#include <stdatomic.h>
#include <string.h>

/* A part is at least so long, if rows go on; the first one is short, since nothing is
   known before it. Without any row end in so many parts it is read piece by piece, while
   nobody else reads; and no longer file is worth several threads. */
enum { FIRST_PART = 32 * 1024, PART_BYTES = 256 * 1024, LONG_PARTS = 4 };

struct sharing;

/* One thread's work on one part after the other. */
struct part_reader {
    struct sharing *sharing;
    size_t worker;
    struct csv_reader *reader;
    struct selection selection;
    struct kept_records kept;
    struct buffer text; /* of the part */
    size_t number;      /* of the part */
    bool is_last;
    bool has_turn;
    bool knows_lines; /* it has had its turn from its first row on */
    enum csv_reading reading;
    enum symbar_status status; /* what stopped the rows */
    enum symbar_status source; /* what came of reading the file for this part */
    uint64_t record_count;
    uint64_t records_told;
    uint64_t bytes_read; /* of the file, with this part */
};

struct sharing {
    struct csv_file *file;
    const struct record_crew *crew;
    struct symbar_diagnostics *diagnostics;
    struct reading_way way;
    size_t first_part; /* bytes, as above */
    size_t part_bytes;
    bool is_alone; /* one thread does it all */
    atomic_bool is_stopped;

    pthread_mutex_t reading; /* holds what follows */
    struct row_cutter cutter;
    size_t head_given;               /* bytes of the file's head that are passed */
    struct buffer rest;              /* of the text: what begins the next part */
    struct symbar_diagnostics *said; /* by the source */
    size_t part_count;
    bool has_ended;

    pthread_mutex_t counting; /* holds what follows, and the crew's one-at-a-time calls */
    pthread_cond_t turned;
    size_t turn; /* the part that may be handled */
    uint64_t lines_before;
    uint64_t record_count; /* of the parts so far */
    enum symbar_status status;

    struct part_reader readers[WORK_MOST_THREADS];
};

bool csv_file_is_text(const struct csv_file *file)
{
    return !file->sav;
}

static void stop(struct part_reader *part, enum symbar_status status)
{
    if (part->status == SYMBAR_OK)
        part->status = status;
}

/* -- one row -- */

static void note_status(struct sharing *sharing, enum symbar_status status)
{
    if (sharing->status == SYMBAR_OK)
        sharing->status = status;
}

/* In turn. */
static void tell_ragged(struct sharing *sharing, uint64_t line, size_t cell_count)
{
    const struct csv_file *file = sharing->file;
    note_status(sharing, file_shape_fail_ragged(&file->shape, file->name, line,
                                                cell_count, sharing->diagnostics));
}

static bool pass_ragged(struct part_reader *part, const struct row *row)
{
    struct sharing *sharing = part->sharing;
    if (!part->has_turn)
        return kept_records_add_ragged(&part->kept, row->line, row->cell_count);
    tell_ragged(sharing, row->line, row->cell_count);
    return true;
}

static bool pour(struct part_reader *part)
{
    struct sharing *sharing = part->sharing;
    const struct record_crew *crew = sharing->crew;
    if (!part->has_turn)
        pthread_mutex_lock(&sharing->counting);
    bool done = crew->pour(crew->context, part->worker);
    if (!part->has_turn)
        pthread_mutex_unlock(&sharing->counting);
    return done;
}

static bool use_record(struct part_reader *part, const struct record *record)
{
    const struct record_crew *crew = part->sharing->crew;
    switch (crew->count(crew->context, part->worker, record)) {
    case RECORD_COUNTED:
        return true;
    case RECORD_FILLED:
        return pour(part);
    case RECORD_NEW:
        return part->has_turn ? crew->handle(crew->context, part->worker, record)
                              : kept_records_add(&part->kept, record);
    case RECORD_NO_MEMORY:
        break;
    }
    return false;
}

static bool on_row(void *context, const struct row *row)
{
    struct part_reader *part = context;
    struct csv_file *file = part->sharing->file;
    struct record record;
    if (file_shape_skips(row))
        return true;
    if (file->headers_passed < file->facts.header_rows) {
        file->headers_passed++;
        return true;
    }
    bool done;
    if (csv_file_is_ragged(file, row)) {
        done = pass_ragged(part, row);
    } else {
        done = csv_file_record(file, &part->selection, row, &record) &&
               use_record(part, &record);
        part->record_count++;
    }
    if (!done)
        stop(part, SYMBAR_NO_MEMORY);
    return done;
}

/* Rows that are counted without being looked at as records. */
static bool on_run(void *context, const struct row_run *run, uint64_t *left_out)
{
    struct part_reader *part = context;
    const struct csv_file *file = part->sharing->file;
    const struct record_crew *crew = part->sharing->crew;
    *left_out = ~(uint64_t)0;
    if (file->headers_passed < file->facts.header_rows)
        return true;
    enum record_use use = crew->count_run(crew->context, part->worker, run, left_out);
    bool done = use == RECORD_COUNTED || (use == RECORD_FILLED && pour(part));
    for (size_t r = 0; r < run->row_count; r++)
        part->record_count += !(*left_out >> r & 1);
    if (!done)
        stop(part, SYMBAR_NO_MEMORY);
    return done;
}

/* -- one part -- */

static void take_turn(struct part_reader *part)
{
    struct sharing *sharing = part->sharing;
    if (part->has_turn)
        return;
    pthread_mutex_lock(&sharing->counting);
    while (sharing->turn != part->number)
        pthread_cond_wait(&sharing->turned, &sharing->counting);
    part->has_turn = true;
}

/* Before the first row: then its records need not wait. */
static void take_turn_first(struct part_reader *part)
{
    if (part->has_turn)
        return;
    take_turn(part);
    csv_reader_add_lines(part->reader, part->sharing->lines_before);
    part->knows_lines = true;
}

static void give_turn(struct part_reader *part)
{
    struct sharing *sharing = part->sharing;
    part->has_turn = false;
    sharing->turn++;
    pthread_cond_broadcast(&sharing->turned);
    pthread_mutex_unlock(&sharing->counting);
}

static void push(struct part_reader *part, const char *text, size_t byte_count)
{
    if (part->reading == READING_ON && part->status == SYMBAR_OK &&
        !atomic_load(&part->sharing->is_stopped))
        part->reading = csv_reader_push(part->reader, text, byte_count);
}

static void handle_kept(struct part_reader *part)
{
    struct sharing *sharing = part->sharing;
    const struct record_crew *crew = sharing->crew;
    bool done = true;
    for (size_t i = 0; done && i < part->kept.count; i++) {
        struct record record;
        size_t ragged;
        done = kept_records_at(&part->kept, i, sharing->lines_before, &record, &ragged);
        if (done && ragged)
            tell_ragged(sharing, record.line, ragged);
        else if (done)
            done = crew->handle(crew->context, part->worker, &record);
    }
    if (!done)
        stop(part, SYMBAR_NO_MEMORY);
}

/* What ended the reading of this part, if it did not go well. */
static enum symbar_status find_failure(struct part_reader *part)
{
    struct sharing *sharing = part->sharing;
    if (part->status != SYMBAR_OK)
        return fail_no_memory(sharing->diagnostics);
    if (part->reading != READING_ON) {
        if (!part->knows_lines)
            csv_reader_add_lines(part->reader, sharing->lines_before);
        return csv_reader_fail(part->reader, part->reading, sharing->file->name,
                               sharing->diagnostics);
    }
    if (part->source != SYMBAR_OK)
        diagnostics_merge(sharing->diagnostics, sharing->said);
    return part->source;
}

/* The part is read: what has to be done in turn. */
static void finish_part(struct part_reader *part)
{
    struct sharing *sharing = part->sharing;
    const struct record_crew *crew = sharing->crew;
    take_turn(part);
    if (!atomic_load(&sharing->is_stopped)) {
        handle_kept(part);
        if (part->status == SYMBAR_OK)
            crew->catch_up(crew->context, part->worker);
        enum symbar_status failure = find_failure(part);
        if (failure != SYMBAR_OK) {
            sharing->status = failure;
            atomic_store(&sharing->is_stopped, true);
        }
        uint64_t lines = csv_reader_place(part->reader, NULL).line - 1;
        sharing->lines_before = part->knows_lines ? lines : sharing->lines_before + lines;
    }
    kept_records_clear(&part->kept);
    sharing->record_count += part->record_count - part->records_told;
    part->records_told = part->record_count;
    csv_file_tell(sharing->file, part->bytes_read, sharing->record_count);
    give_turn(part);
}

/* -- the text, cut -- */

/* The file's head was read when the file was opened; it is given in pieces as well. */
static enum symbar_status next_text(struct sharing *sharing, const char **text_out,
                                    size_t *text_count_out)
{
    struct text_file *text = &sharing->file->text;
    size_t left = text->head.byte_count - sharing->head_given;
    if (!left)
        return text_file_next(text, text_out, text_count_out, &sharing->has_ended,
                              sharing->said);
    *text_out = text->head.bytes + sharing->head_given;
    *text_count_out = left < sharing->first_part ? left : sharing->first_part;
    sharing->head_given += *text_count_out;
    sharing->has_ended = text->head_is_whole && *text_count_out == left;
    return SYMBAR_OK;
}

/* More text behind what the part has; `*cut_out` is where the part may end, 0: nowhere in
   this. */
static bool read_more(struct part_reader *part, size_t *cut_out)
{
    struct sharing *sharing = part->sharing;
    const char *text = NULL;
    size_t text_count = 0;
    size_t before = part->text.byte_count;
    *cut_out = 0;
    part->source = next_text(sharing, &text, &text_count);
    if (part->source != SYMBAR_OK) {
        sharing->has_ended = true;
        return true;
    }
    buffer_append(&part->text, text, text_count);
    size_t cut = row_cutter_pass(&sharing->cutter, text, text_count);
    *cut_out = cut ? before + cut : 0;
    return !buffer_failed(&part->text);
}

/* Reads on until the part is long enough and ends with a row, or the text ends. */
static bool fill(struct part_reader *part)
{
    struct sharing *sharing = part->sharing;
    size_t end = 0;
    bool done = true;
    size_t wanted = part->number ? sharing->part_bytes : sharing->first_part;
    while (done && !sharing->has_ended && (!end || part->text.byte_count < wanted)) {
        size_t cut;
        done = read_more(part, &cut);
        end = cut ? cut : end;
        if (done && !end && part->text.byte_count > LONG_PARTS * sharing->part_bytes) {
            take_turn_first(part);
            push(part, part->text.bytes, part->text.byte_count);
            buffer_clear(&part->text);
        }
    }
    part->is_last = sharing->has_ended && part->source == SYMBAR_OK;
    part->bytes_read = source_byte_count(sharing->file->text.source);
    if (done && !sharing->has_ended) {
        buffer_append(&sharing->rest, part->text.bytes + end,
                      part->text.byte_count - end);
        part->text.byte_count = end;
    }
    return done && !buffer_failed(&sharing->rest);
}

static void begin_part(struct part_reader *part)
{
    struct sharing *sharing = part->sharing;
    part->number = sharing->part_count++;
    part->reading = READING_ON;
    part->status = SYMBAR_OK;
    part->source = SYMBAR_OK;
    part->knows_lines = false;
    buffer_clear(&part->text);
    csv_reader_restart(part->reader);
    if (part->number == 0)
        csv_reader_pass(part->reader, sharing->file->text.head.bytes,
                        sharing->head_given);
}

/* False when there is no text left; the first part may have none. */
static bool take_part(struct part_reader *part)
{
    struct sharing *sharing = part->sharing;
    pthread_mutex_lock(&sharing->reading);
    bool is_there = (!sharing->has_ended || !sharing->part_count) &&
                    !atomic_load(&sharing->is_stopped);
    if (is_there) {
        begin_part(part);
        buffer_append(&part->text, sharing->rest.bytes, sharing->rest.byte_count);
        buffer_clear(&sharing->rest);
        if (buffer_failed(&part->text) || !fill(part)) {
            stop(part, SYMBAR_NO_MEMORY);
            sharing->has_ended = true;
        }
    }
    pthread_mutex_unlock(&sharing->reading);
    return is_there;
}

static void read_part(struct part_reader *part)
{
    if (part->sharing->is_alone)
        take_turn_first(part);
    push(part, part->text.bytes, part->text.byte_count);
    if (part->is_last && part->reading == READING_ON && part->status == SYMBAR_OK)
        part->reading = csv_reader_end(part->reader);
    finish_part(part);
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
        read_part(&sharing->readers[index]);
}

/* The header rows, and so the first part, are read by the caller's thread, so that there
   is something known when the others begin; all of them where the file is short. */
static void read_beginning(struct sharing *sharing)
{
    const struct csv_file *file = sharing->file;
    const struct text_file *text = &file->text;
    size_t passed = file->shape.dialect.directive_bytes;
    size_t byte_count = text->head.byte_count;
    bool is_short = text->head_is_whole && byte_count <= LONG_PARTS * sharing->part_bytes;
    sharing->head_given = passed < byte_count ? passed : byte_count;
    sharing->has_ended = text->head_is_whole && sharing->head_given == byte_count;
    sharing->is_alone = true;
    do {
        if (take_part(&sharing->readers[0]))
            read_part(&sharing->readers[0]);
    } while ((is_short || file->headers_passed < file->facts.header_rows) &&
             !sharing->has_ended && !atomic_load(&sharing->is_stopped));
}

/* -- the whole file -- */

static bool part_reader_init(struct part_reader *part, struct sharing *sharing,
                             size_t worker)
{
    const struct csv_file *file = sharing->file;
    const struct dialect *dialect = &file->shape.dialect;
    part->sharing = sharing;
    part->worker = worker;
    part->reader = csv_reader_create(dialect->delimiter, dialect->quote, on_row, part);
    if (part->reader)
        csv_reader_set_way(part->reader, &sharing->way);
    if (!part->reader || !file->has_selection)
        return part->reader != NULL;
    if (file->shape.row_cells == file->shape.column_count)
        csv_reader_give_runs(part->reader, on_run, file->shape.row_cells);
    return selection_copy(&file->selection, &part->selection) &&
           csv_reader_select(part->reader, file->selection.file_columns,
                             file->selection.file_column_count);
}

static void part_reader_release(struct part_reader *part)
{
    csv_reader_free(part->reader);
    selection_release(&part->selection);
    kept_records_release(&part->kept);
    buffer_release(&part->text);
}

static struct sharing *sharing_create(struct csv_file *file, const struct work *work,
                                      struct symbar_diagnostics *diagnostics)
{
    struct sharing *sharing = memory_allocate(1, sizeof *sharing);
    if (!sharing)
        return NULL;
    pthread_mutex_init(&sharing->reading, NULL);
    pthread_mutex_init(&sharing->counting, NULL);
    pthread_cond_init(&sharing->turned, NULL);
    sharing->file = file;
    sharing->diagnostics = diagnostics;
    sharing->way.instructions = work->instructions;
    sharing->first_part = work->part_bytes ? work->part_bytes : FIRST_PART;
    sharing->part_bytes = work->part_bytes ? work->part_bytes : PART_BYTES;
    if (work->part_bytes < INDEX_MOST_BYTES)
        sharing->way.most_bytes = work->part_bytes;
    sharing->cutter.instructions = work->instructions;
    sharing->cutter.delimiter = file->shape.dialect.delimiter;
    sharing->cutter.quote = file->shape.dialect.quote;
    sharing->said = diagnostics_create_like(diagnostics);
    bool done = sharing->said != NULL;
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
    buffer_release(&sharing->rest);
    symbar_diagnostics_free(sharing->said);
    pthread_cond_destroy(&sharing->turned);
    pthread_mutex_destroy(&sharing->counting);
    pthread_mutex_destroy(&sharing->reading);
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
    if (!sharing->has_ended)
        work_share(work, thread_count, read_parts, sharing);
    file->facts.record_count = sharing->record_count;
    enum symbar_status status = sharing->status;
    sharing_free(sharing);
    if (status == SYMBAR_OK)
        csv_file_finish(file);
    return status;
}
