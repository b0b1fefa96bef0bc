/* The text of a file, cut into parts that several threads take as they come.

   A part begins with a row and ends behind one (row_cutter.h), so that it can be read
   without a look at any other. One thread at a time reads the file, piece by piece, and
   one makes parts of the pieces, whichever comes when nobody does: a piece for each
   thread that waits, one for itself, and some in reserve, which those take that come
   meanwhile. So hardly any thread waits for the bytes, which have to come one after the
   other, and they for none to wake up; and where text takes long to come by, one thread
   does nothing but inflate or decode it.

   A row without an end in reach does not have to be kept: it comes in pieces, to one
   thread, while nobody else reads. */
#ifndef INGEST_TEXT_PARTS_H
#define INGEST_TEXT_PARTS_H

#include "base/buffer.h"
#include "base/diagnostics.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct csv_file;
struct text_index;
struct text_parts;
struct work;

/* Zeroed: none yet. The memory of its text is used again by the next one. */
struct text_part {
    size_t number; /* in the order of the file, from 0 */
    struct buffer memory;
    size_t from;                /* where in it the text begins */
    struct text_index *indexes; /* of the text; NULL where none were made */
    bool goes_on;   /* a row does, in the next piece; the text ends with a character */
    bool is_last;   /* nothing comes behind it */
    bool has_bytes; /* not only text: what of it is text is still to be seen
                       (text_check.h) */
    enum symbar_status status; /* of reading on behind the text */
    uint64_t bytes_read;       /* of the file, with this part */
};

static inline const char *text_part_bytes(const struct text_part *part)
{
    return part->memory.bytes + part->from;
}

static inline size_t text_part_length(const struct text_part *part)
{
    return part->memory.byte_count - part->from;
}

/* Of what comes behind the file's dialect directive. NULL when memory is short. */
struct text_parts *text_parts_create(struct csv_file *file, const struct work *work,
                                     const struct symbar_diagnostics *diagnostics);
void text_parts_free(struct text_parts *parts);

/* From now on so many threads take parts; before, one at a time. */
void text_parts_expect(struct text_parts *parts, size_t thread_count);

/* The next part; false when there is none left. A text that is empty has one. */
bool text_parts_take(struct text_parts *parts, struct text_part *part);

/* For a part that goes on: its next piece. */
void text_parts_go_on(struct text_parts *parts, struct text_part *part);

/* The same, if nobody wants the rest of the text. */
void text_parts_give_up(struct text_parts *parts, struct text_part *part);

/* Sees to it that the bytes in a part or a piece of one are hashed or held against
   checksums (source_digest), unless that is done when they are read. Each is to be handed
   over once, in their order, before the next piece, when its text is not wanted any more:
   it is gone. */
void text_parts_digest(struct text_parts *parts, struct text_part *part);

/* Goes about what was handed over, if nobody does; whoever has handed something over is
   to call it, and need not be in turn. */
void text_parts_digest_on(struct text_parts *parts);

/* The same, and waits until all of it was. */
void text_parts_digest_rest(struct text_parts *parts);

/* While no other thread takes parts: whether the last one was taken; and how many bytes
   of the file's head were. */
bool text_parts_have_ended(const struct text_parts *parts);

/* Whether it is worth several threads. */
bool text_parts_are_few(const struct text_parts *parts);

/* What is said about a part whose status is not SYMBAR_OK. */
const struct symbar_diagnostics *text_parts_said(const struct text_parts *parts);

void text_part_release(struct text_part *part);

#endif
