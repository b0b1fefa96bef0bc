#include "ingest/text_parts.h"

#include "base/memory.h"
#include "base/spare_work.h"
#include "base/work.h"
#include "ingest/csv_file.h"
#include "ingest/digest_queue.h"
#include "ingest/part_cutter.h"

#include <assert.h>
#include <pthread.h>

/* A part is at least so long, if rows go on. The first ones are short, since what is met
   first in a part has to wait for its turn and makes nothing known to others before: so
   many of a length, then twice as long ones, until they are long enough. Without any row
   end in so many parts it goes on; and no longer file is worth several threads. */
enum {
    FIRST_PART = 32 * 1024,
    PARTS_OF_A_LENGTH = 8,
    PART_BYTES = 256 * 1024,
    LONG_PARTS = 4
};

/* Before the text of a piece there is room for the rest of the one before it; a longer
   rest has to make room. */
enum { ROOM_BEFORE = 16 * 1024 };

/* For each thread but one there is a piece in reserve. Where the text takes as long to
   come by as to read, since it is inflated or decoded, there are more, and a thread that
   waits sleeps until they are there: to wake it takes as long as a tenth of a piece. */
enum { RESERVE = 2, SLOW_RESERVE = 4 };

/* Each thread has one or waits for one, and one is read and one cut. */
enum { MOST_PARTS = (2 + SLOW_RESERVE) * WORK_MOST_THREADS };

struct part_queue {
    struct text_part parts[MOST_PARTS];
    size_t count;
};

struct text_parts {
    struct text_file *file;
    size_t first_bytes; /* of a part, as above */
    size_t part_bytes;
    struct spare_work *meanwhile;

    pthread_mutex_t lock;      /* holds what comes first, and whose the rest is */
    pthread_cond_t called;     /* for those that wait */
    pthread_cond_t piece_read; /* for who cuts and waits for more */
    bool is_reading;           /* somebody reads a piece */
    bool is_read;              /* there is no other */
    bool is_cutting;           /* somebody does, or has a part that goes on */
    bool has_ended;            /* the last part was cut */
    size_t waiting_count;
    size_t reserve_count;     /* of pieces beyond those that are waited for */
    size_t worth_waking;      /* so many are there, if more will be */
    struct part_queue pieces; /* that were read: next, they are cut */
    struct part_queue ready;
    struct part_queue spare; /* of which there is the memory */

    /* of whoever cuts */
    struct part_cutter cutter;
    size_t part_count;

    /* of whoever reads */
    size_t piece_count;
    size_t head_given; /* bytes of the file's head that are passed */
    bool has_bytes;    /* some were read without a look at them */
    bool source_ended;
    struct symbar_diagnostics *said;

    struct digest_queue *digesting; /* NULL: that is done by who reads, or nobody */
    size_t digested_left;           /* so many of the bytes that come next were seen to */
};

static bool is_slow(const struct text_file *file)
{
    return source_is_inflated(file->source) || !text_file_is_utf8(file);
}

struct text_parts *text_parts_create(struct csv_file *file, const struct work *work,
                                     const struct symbar_diagnostics *diagnostics)
{
    struct text_parts *parts = memory_allocate(1, sizeof *parts);
    if (!parts)
        return NULL;
    const struct buffer *head = &file->text.head;
    const struct dialect *dialect = &file->shape.dialect;
    pthread_mutex_init(&parts->lock, NULL);
    pthread_cond_init(&parts->called, NULL);
    pthread_cond_init(&parts->piece_read, NULL);
    parts->file = &file->text;
    parts->meanwhile = work->meanwhile;
    parts->worth_waking = is_slow(parts->file) ? SLOW_RESERVE : RESERVE;
    parts->first_bytes = work->part_bytes ? work->part_bytes : FIRST_PART;
    parts->part_bytes = work->part_bytes ? work->part_bytes : PART_BYTES;
    part_cutter_init(&parts->cutter, work, dialect, LONG_PARTS * parts->part_bytes);
    parts->head_given = dialect->directive_bytes < head->byte_count
                            ? dialect->directive_bytes
                            : head->byte_count;
    parts->source_ended =
        file->text.head_is_whole && parts->head_given == head->byte_count;
    parts->digested_left =
        head->byte_count - parts->head_given + decoder_begun_bytes(file->text.decoder);
    parts->said = diagnostics_create_like(diagnostics);
    bool is_apart =
        text_file_is_utf8(&file->text) && source_digest_apart(file->text.source);
    if (is_apart)
        parts->digesting = digest_queue_create(file->text.source, work->meanwhile);
    if (!parts->said || (is_apart && !parts->digesting)) {
        text_parts_free(parts);
        return NULL;
    }
    return parts;
}

void text_parts_expect(struct text_parts *parts, size_t thread_count)
{
    assert(thread_count <= WORK_MOST_THREADS);
    parts->reserve_count = parts->worth_waking * (thread_count - 1);
}

static void release_all(struct part_queue *queue)
{
    while (queue->count)
        text_part_release(&queue->parts[--queue->count]);
}

void text_parts_free(struct text_parts *parts)
{
    if (!parts)
        return;
    symbar_diagnostics_free(parts->said);
    digest_queue_free(parts->digesting);
    part_cutter_release(&parts->cutter);
    release_all(&parts->pieces);
    release_all(&parts->ready);
    release_all(&parts->spare);
    pthread_cond_destroy(&parts->piece_read);
    pthread_cond_destroy(&parts->called);
    pthread_mutex_destroy(&parts->lock);
    memory_free(parts);
}

void text_part_release(struct text_part *part)
{
    buffer_release(&part->memory);
    text_index_free(part->indexes);
    part->indexes = NULL;
}

bool text_parts_have_ended(const struct text_parts *parts)
{
    return parts->has_ended && !parts->ready.count;
}

bool text_parts_are_few(const struct text_parts *parts)
{
    return parts->file->head_is_whole &&
           parts->file->head.byte_count <= LONG_PARTS * parts->part_bytes;
}

const struct symbar_diagnostics *text_parts_said(const struct text_parts *parts)
{
    return parts->said;
}

/* -- reading, by one thread at a time -- */

static enum symbar_status append(struct text_parts *parts, struct buffer *text,
                                 const char *bytes, size_t byte_count)
{
    buffer_append(text, bytes, byte_count);
    return buffer_failed(text) ? fail_no_memory(parts->said) : SYMBAR_OK;
}

/* The file's head was read when the file was opened. */
static enum symbar_status read_head(struct text_parts *parts, struct buffer *text,
                                    size_t wanted)
{
    const struct buffer *head = &parts->file->head;
    size_t left = head->byte_count - parts->head_given;
    size_t given = left < wanted ? left : wanted;
    const char *bytes = head->bytes + parts->head_given;
    parts->head_given += given;
    parts->source_ended = parts->file->head_is_whole && given == left;
    return append(parts, text, bytes, given);
}

static enum symbar_status read_bytes(struct text_parts *parts, struct buffer *text,
                                     size_t wanted)
{
    size_t byte_count = 0;
    buffer_reserve(text, text->byte_count + wanted);
    if (buffer_failed(text))
        return fail_no_memory(parts->said);
    parts->has_bytes = true;
    enum symbar_status status = text_file_read(
        parts->file, text->bytes + text->byte_count, wanted, &byte_count, parts->said);
    if (status != SYMBAR_OK)
        return status;
    parts->source_ended = byte_count == 0;
    text->byte_count += byte_count;
    text->bytes[text->byte_count] = '\0';
    return SYMBAR_OK;
}

/* In another encoding. */
static enum symbar_status read_text(struct text_parts *parts, struct buffer *text)
{
    const char *bytes = NULL;
    size_t byte_count = 0;
    enum symbar_status status = text_file_next(parts->file, &bytes, &byte_count,
                                               &parts->source_ended, parts->said);
    return status == SYMBAR_OK ? append(parts, text, bytes, byte_count) : status;
}

static enum symbar_status read_more(struct text_parts *parts, struct buffer *text,
                                    size_t wanted)
{
    if (parts->head_given < parts->file->head.byte_count)
        return read_head(parts, text, wanted);
    return text_file_is_utf8(parts->file) ? read_bytes(parts, text, wanted)
                                          : read_text(parts, text);
}

static size_t wanted_bytes(const struct text_parts *parts, size_t number)
{
    size_t wanted = parts->first_bytes;
    for (size_t left = number / PARTS_OF_A_LENGTH; left && wanted < parts->part_bytes;
         left--)
        wanted *= 2;
    return wanted < parts->part_bytes ? wanted : parts->part_bytes;
}

/* Reads on until the piece is long enough, or the text ends. */
static void fill(struct text_parts *parts, struct text_part *piece)
{
    struct buffer *text = &piece->memory;
    size_t wanted = wanted_bytes(parts, parts->piece_count++);
    size_t least = wanted < SOURCE_BYTES ? wanted : SOURCE_BYTES;
    size_t end = ROOM_BEFORE + wanted;
    buffer_clear(text);
    buffer_reserve(text, end);
    if (!buffer_failed(text))
        text->byte_count = ROOM_BEFORE;
    piece->from = text->byte_count;
    piece->status = SYMBAR_OK;
    do {
        size_t left = end - text->byte_count;
        if (!parts->source_ended)
            piece->status = read_more(parts, text, left > least ? left : least);
        parts->source_ended = parts->source_ended || piece->status != SYMBAR_OK;
    } while (!parts->source_ended && text->byte_count < end);
    piece->is_last = parts->source_ended;
    piece->has_bytes = parts->has_bytes;
    piece->bytes_read = source_byte_count(parts->file->source);
}

static void add(struct part_queue *queue, const struct text_part *part)
{
    assert(queue->count < MOST_PARTS);
    queue->parts[queue->count++] = *part;
}

static struct text_part take_first(struct part_queue *queue)
{
    struct text_part part = queue->parts[0];
    queue->count--;
    for (size_t i = 0; i < queue->count; i++)
        queue->parts[i] = queue->parts[i + 1];
    return part;
}

/* With the lock, but not while it reads. */
static void read_piece(struct text_parts *parts)
{
    struct text_part piece = { 0 };
    if (parts->spare.count)
        piece = parts->spare.parts[--parts->spare.count];
    parts->is_reading = true;
    pthread_mutex_unlock(&parts->lock);
    fill(parts, &piece);
    pthread_mutex_lock(&parts->lock);
    parts->is_reading = false;
    parts->is_read = piece.is_last;
    add(&parts->pieces, &piece);
    pthread_cond_signal(&parts->piece_read);
    if (parts->waiting_count && !parts->is_cutting &&
        (parts->pieces.count >= parts->worth_waking || parts->is_read))
        pthread_cond_signal(&parts->called);
}

/* With the lock. The next piece, of which there is one still to come. */
static struct text_part take_piece(struct text_parts *parts)
{
    while (!parts->pieces.count)
        if (parts->is_reading)
            pthread_cond_wait(&parts->piece_read, &parts->lock);
        else
            read_piece(parts);
    return take_first(&parts->pieces);
}

/* -- cutting, by one thread at a time -- */

static void give_spare(struct text_parts *parts, struct text_part *part)
{
    add(&parts->spare, part);
    part->memory = (struct buffer){ 0 };
    part->indexes = NULL;
}

/* Makes a part of a piece, and of others if a row goes on. */
static void cut_piece(struct text_parts *parts, struct text_part *part)
{
    for (bool ends = part_cutter_begin(&parts->cutter, part); !ends;) {
        pthread_mutex_lock(&parts->lock);
        struct text_part piece = take_piece(parts);
        pthread_mutex_unlock(&parts->lock);
        ends = part_cutter_add(&parts->cutter, part, &piece);
        pthread_mutex_lock(&parts->lock);
        give_spare(parts, &piece);
        pthread_mutex_unlock(&parts->lock);
    }
}

/* With the lock. */
static void end_cut(struct text_parts *parts, const struct text_part *part)
{
    parts->is_cutting = part->goes_on;
    parts->has_ended = part->is_last || part->status != SYMBAR_OK;
    if (parts->has_ended || part->goes_on)
        pthread_cond_broadcast(&parts->called);
    else if (parts->waiting_count)
        pthread_cond_signal(&parts->called);
}

/* With the lock, but not while it cuts. */
static void cut_part(struct text_parts *parts)
{
    struct text_part part = take_first(&parts->pieces);
    part.number = parts->part_count++;
    parts->is_cutting = true;
    pthread_mutex_unlock(&parts->lock);
    cut_piece(parts, &part);
    pthread_mutex_lock(&parts->lock);
    add(&parts->ready, &part);
    end_cut(parts, &part);
}

void text_parts_go_on(struct text_parts *parts, struct text_part *part)
{
    size_t number = part->number;
    pthread_mutex_lock(&parts->lock);
    give_spare(parts, part);
    *part = take_piece(parts);
    part->number = number;
    pthread_mutex_unlock(&parts->lock);
    cut_piece(parts, part);
    if (part->goes_on)
        return;
    pthread_mutex_lock(&parts->lock);
    end_cut(parts, part);
    pthread_mutex_unlock(&parts->lock);
}

void text_parts_give_up(struct text_parts *parts, struct text_part *part)
{
    part->goes_on = false;
    pthread_mutex_lock(&parts->lock);
    parts->is_cutting = false;
    parts->has_ended = true;
    pthread_cond_broadcast(&parts->called);
    pthread_mutex_unlock(&parts->lock);
}

/* -- who does what; with the lock -- */

static bool may_read(const struct text_parts *parts)
{
    return !parts->is_reading && !parts->is_read && !parts->has_ended &&
           parts->pieces.count + parts->ready.count <=
               parts->waiting_count + parts->reserve_count;
}

/* For those that wait and for one that does not. */
static bool may_cut(const struct text_parts *parts)
{
    return !parts->is_cutting && parts->pieces.count && !parts->has_ended &&
           parts->ready.count <= parts->waiting_count;
}

/* Once the last part was cut there is none to wait for, though a piece is still read. */
static bool must_wait(const struct text_parts *parts)
{
    return !parts->ready.count && !parts->has_ended &&
           (parts->is_reading || parts->is_cutting);
}

/* Who would wait for text that is inflated may as well read the bytes that come next;
   meanwhile anything may happen. */
static bool read_ahead(struct text_parts *parts)
{
    struct source *source = parts->file->source;
    if (!source_may_read_ahead(source))
        return false;
    pthread_mutex_unlock(&parts->lock);
    source_read_ahead(source);
    pthread_mutex_lock(&parts->lock);
    return true;
}

static void wait(struct text_parts *parts)
{
    parts->waiting_count++;
    pthread_cond_wait(&parts->called, &parts->lock);
    parts->waiting_count--;
}

/* Until there is a part, or there will be none. */
static void get_ready(struct text_parts *parts)
{
    for (;;)
        if (may_read(parts))
            read_piece(parts);
        else if (may_cut(parts))
            cut_part(parts);
        else if (!must_wait(parts))
            return;
        else if (!read_ahead(parts) && !spare_work_do(parts->meanwhile, &parts->lock))
            wait(parts);
}

bool text_parts_take(struct text_parts *parts, struct text_part *part)
{
    pthread_mutex_lock(&parts->lock);
    give_spare(parts, part);
    get_ready(parts);
    bool is_there = parts->ready.count > 0;
    if (is_there)
        *part = take_first(&parts->ready);
    pthread_mutex_unlock(&parts->lock);
    return is_there;
}

/* -- digests -- */

void text_parts_digest(struct text_parts *parts, struct text_part *part)
{
    size_t length = text_part_length(part);
    size_t digested = length < parts->digested_left ? length : parts->digested_left;
    parts->digested_left -= digested;
    if (parts->digesting)
        digest_queue_add(parts->digesting, &part->memory, part->from + digested);
    part->from = part->memory.byte_count;
}

void text_parts_digest_on(struct text_parts *parts)
{
    if (parts->digesting)
        digest_queue_run(parts->digesting);
}

void text_parts_digest_rest(struct text_parts *parts)
{
    if (parts->digesting)
        digest_queue_finish(parts->digesting);
}
