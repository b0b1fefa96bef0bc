#include "ingest/text_parts.h"

#include "base/memory.h"
#include "base/work.h"
#include "ingest/csv_file.h"
#include "ingest/hash_queue.h"
#include "ingest/row_cutter.h"
#include "ingest/text_check.h"

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

/* Rows that begin in a part and end in the next take no more room than this, mostly. */
enum { ROOM_STEP = 16 * 1024 };

/* For each thread but the one that cuts there is a part in reserve. Where the text takes
   as long to come by as to read, since it is inflated or decoded, there are more, and a
   thread that waits sleeps until they are there: to wake it takes as long as a tenth of a
   part. */
enum { RESERVE = 1, SLOW_RESERVE = 4 };

/* Each thread has one or waits for one. */
enum { MOST_PARTS = (1 + SLOW_RESERVE) * WORK_MOST_THREADS };

struct text_parts {
    struct text_file *file;
    size_t first_bytes; /* of a part, as above */
    size_t part_bytes;

    pthread_mutex_t lock;  /* holds what comes first, and whose the rest is */
    pthread_cond_t called; /* for those that wait */
    bool is_cutting;       /* somebody does, or has a part that goes on */
    size_t waiting_count;
    size_t reserve_count; /* of parts beyond those that are waited for */
    size_t worth_waking;  /* so many are ready, if more will be */
    struct text_part ready[MOST_PARTS];
    size_t ready_count;
    struct text_part spare[MOST_PARTS]; /* of which there is the memory */
    size_t spare_count;

    struct row_cutter cutter;
    size_t head_given;  /* bytes of the file's head that are passed */
    struct buffer rest; /* of the text: what begins the next part */
    size_t part_count;
    bool has_bytes; /* some were read without a look at them */
    bool has_ended;
    struct symbar_diagnostics *said;

    struct hash_queue *hashing; /* NULL: nothing is hashed here */
    size_t hashed_left; /* bytes at the beginning of what comes next that are hashed */
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
    parts->file = &file->text;
    parts->worth_waking = is_slow(parts->file) ? SLOW_RESERVE : RESERVE;
    parts->reserve_count = parts->worth_waking * (work_threads(work) - 1);
    parts->first_bytes = work->part_bytes ? work->part_bytes : FIRST_PART;
    parts->part_bytes = work->part_bytes ? work->part_bytes : PART_BYTES;
    parts->cutter = (struct row_cutter){ .instructions = work->instructions,
                                         .delimiter = dialect->delimiter,
                                         .quote = dialect->quote };
    parts->head_given = dialect->directive_bytes < head->byte_count
                            ? dialect->directive_bytes
                            : head->byte_count;
    parts->has_ended = file->text.head_is_whole && parts->head_given == head->byte_count;
    parts->hashed_left =
        head->byte_count - parts->head_given + decoder_begun_bytes(file->text.decoder);
    parts->said = diagnostics_create_like(diagnostics);
    bool hashes = text_file_is_utf8(&file->text) && source_hash_apart(file->text.source);
    if (hashes)
        parts->hashing = hash_queue_create(file->text.source);
    if (!parts->said || (hashes && !parts->hashing)) {
        text_parts_free(parts);
        return NULL;
    }
    return parts;
}

void text_parts_free(struct text_parts *parts)
{
    if (!parts)
        return;
    symbar_diagnostics_free(parts->said);
    hash_queue_free(parts->hashing);
    buffer_release(&parts->rest);
    while (parts->ready_count)
        text_part_release(&parts->ready[--parts->ready_count]);
    while (parts->spare_count)
        text_part_release(&parts->spare[--parts->spare_count]);
    pthread_cond_destroy(&parts->called);
    pthread_mutex_destroy(&parts->lock);
    memory_free(parts);
}

void text_part_release(struct text_part *part)
{
    buffer_release(&part->text);
}

bool text_parts_have_ended(const struct text_parts *parts)
{
    return parts->has_ended && !parts->ready_count;
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

/* -- reading and cutting, by one thread at a time -- */

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
    parts->has_ended = parts->file->head_is_whole && given == left;
    return append(parts, text, bytes, given);
}

static enum symbar_status read_bytes(struct text_parts *parts, struct buffer *text,
                                     size_t wanted)
{
    size_t byte_count = 0;
    size_t room = text->byte_count + wanted;
    buffer_reserve(text, room + ROOM_STEP - room % ROOM_STEP);
    if (buffer_failed(text))
        return fail_no_memory(parts->said);
    parts->has_bytes = true;
    enum symbar_status status = text_file_read(
        parts->file, text->bytes + text->byte_count, wanted, &byte_count, parts->said);
    if (status != SYMBAR_OK)
        return status;
    parts->has_ended = byte_count == 0;
    text->byte_count += byte_count;
    text->bytes[text->byte_count] = '\0';
    return SYMBAR_OK;
}

/* In another encoding. */
static enum symbar_status read_text(struct text_parts *parts, struct buffer *text)
{
    const char *bytes = NULL;
    size_t byte_count = 0;
    enum symbar_status status =
        text_file_next(parts->file, &bytes, &byte_count, &parts->has_ended, parts->said);
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

/* How much of a text that may end in the middle of a character does not. */
static size_t whole_characters(const struct buffer *text)
{
    size_t begun = text->byte_count;
    while (begun && (text->bytes[begun - 1] & '\xc0') == '\x80')
        begun--;
    if (!begun || (unsigned char)text->bytes[begun - 1] < 0xc0)
        return text->byte_count;
    begun--;
    bool is_cut = text_trouble_at(text->bytes + begun, text->byte_count - begun) ==
                  TROUBLE_CUT_SHORT;
    return is_cut ? begun : text->byte_count;
}

static size_t wanted_bytes(const struct text_parts *parts, size_t number)
{
    size_t wanted = parts->first_bytes;
    for (size_t left = number / PARTS_OF_A_LENGTH; left && wanted < parts->part_bytes;
         left--)
        wanted *= 2;
    return wanted < parts->part_bytes ? wanted : parts->part_bytes;
}

/* Reads on until the part is long enough and ends with a row, or the text ends. Returns
   where it ends: the rest is for the next one. */
static size_t fill(struct text_parts *parts, struct text_part *part)
{
    struct buffer *text = &part->text;
    size_t wanted = wanted_bytes(parts, part->number);
    size_t least = wanted < SOURCE_BYTES ? wanted : SOURCE_BYTES;
    size_t begun = text->byte_count;
    size_t end = 0;
    while (!parts->has_ended && (!end || text->byte_count < wanted)) {
        size_t before = text->byte_count;
        size_t left = begun + wanted > before ? begun + wanted - before : 0;
        part->status = read_more(parts, text, left > least ? left : least);
        parts->has_ended = parts->has_ended || part->status != SYMBAR_OK;
        size_t cut = row_cutter_pass(&parts->cutter, text->bytes + before,
                                     text->byte_count - before);
        end = cut ? before + cut : end;
        part->goes_on = !parts->has_ended && !end &&
                        text->byte_count > LONG_PARTS * parts->part_bytes;
        if (part->goes_on)
            return whole_characters(text);
    }
    return parts->has_ended ? text->byte_count : end;
}

static void cut_piece(struct text_parts *parts, struct text_part *part)
{
    struct buffer *text = &part->text;
    part->goes_on = false;
    part->status = SYMBAR_OK;
    buffer_clear(text);
    buffer_append(text, parts->rest.bytes, parts->rest.byte_count);
    buffer_clear(&parts->rest);
    size_t end = fill(parts, part);
    if (!buffer_failed(text)) {
        buffer_append(&parts->rest, text->bytes + end, text->byte_count - end);
        text->byte_count = end;
    }
    if (part->status == SYMBAR_OK &&
        (buffer_failed(text) || buffer_failed(&parts->rest))) {
        part->status = fail_no_memory(parts->said);
        part->goes_on = false;
        parts->has_ended = true;
    }
    part->is_last = parts->has_ended && part->status == SYMBAR_OK;
    part->has_bytes = parts->has_bytes;
    part->bytes_read = source_byte_count(parts->file->source);
}

void text_parts_hash(struct text_parts *parts, struct text_part *part)
{
    size_t byte_count = part->text.byte_count;
    size_t hashed = byte_count < parts->hashed_left ? byte_count : parts->hashed_left;
    parts->hashed_left -= hashed;
    if (parts->hashing)
        hash_queue_add(parts->hashing, &part->text, hashed);
}

void text_parts_hash_on(struct text_parts *parts)
{
    if (parts->hashing)
        hash_queue_run(parts->hashing);
}

/* -- who does; all of it with the lock, but not while it cuts -- */

static void cut_part(struct text_parts *parts)
{
    struct text_part part = { 0 };
    if (parts->spare_count)
        part = parts->spare[--parts->spare_count];
    parts->is_cutting = true;
    pthread_mutex_unlock(&parts->lock);
    part.number = parts->part_count++;
    cut_piece(parts, &part);
    pthread_mutex_lock(&parts->lock);
    parts->ready[parts->ready_count++] = part;
    parts->is_cutting = part.goes_on;
    if (parts->waiting_count &&
        (parts->ready_count >= parts->worth_waking || part.goes_on))
        pthread_cond_signal(&parts->called);
}

/* Unless somebody does. */
static void cut_parts(struct text_parts *parts)
{
    while (!parts->is_cutting && (!parts->has_ended || !parts->part_count) &&
           parts->ready_count <= parts->waiting_count + parts->reserve_count)
        cut_part(parts);
    if (!parts->is_cutting && parts->has_ended)
        pthread_cond_broadcast(&parts->called);
}

static void give_spare(struct text_parts *parts, struct text_part *part)
{
    parts->spare[parts->spare_count++] = *part;
    part->text = (struct buffer){ 0 };
}

static void take_ready(struct text_parts *parts, struct text_part *part)
{
    *part = parts->ready[0];
    parts->ready_count--;
    for (size_t i = 0; i < parts->ready_count; i++)
        parts->ready[i] = parts->ready[i + 1];
}

bool text_parts_take(struct text_parts *parts, struct text_part *part)
{
    pthread_mutex_lock(&parts->lock);
    give_spare(parts, part);
    cut_parts(parts);
    while (!parts->ready_count && parts->is_cutting) {
        parts->waiting_count++;
        pthread_cond_wait(&parts->called, &parts->lock);
        parts->waiting_count--;
        cut_parts(parts);
    }
    bool is_there = parts->ready_count > 0;
    if (is_there)
        take_ready(parts, part);
    pthread_mutex_unlock(&parts->lock);
    return is_there;
}

static void stop_cutting(struct text_parts *parts)
{
    pthread_mutex_lock(&parts->lock);
    parts->is_cutting = false;
    pthread_cond_broadcast(&parts->called);
    pthread_mutex_unlock(&parts->lock);
}

void text_parts_go_on(struct text_parts *parts, struct text_part *part)
{
    cut_piece(parts, part);
    if (!part->goes_on)
        stop_cutting(parts);
}

void text_parts_give_up(struct text_parts *parts, struct text_part *part)
{
    part->goes_on = false;
    parts->has_ended = true;
    stop_cutting(parts);
}
