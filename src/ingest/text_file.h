/* A file as one stream of UTF-8 text: source and decoder together, with its beginning
   kept aside to be looked at before anything is decided. */
#ifndef INGEST_TEXT_FILE_H
#define INGEST_TEXT_FILE_H

#include "base/buffer.h"
#include "ingest/decoder.h"
#include "ingest/piece_sizes.h"
#include "ingest/source.h"

enum { MOST_TEXT_HEAD_BYTES = 64 * 1024 * 1024 };

/* A zeroed struct is a valid closed file. */
struct text_file {
    const char *name;
    struct source *source;
    struct decoder *decoder;
    struct encoding encoding;
    struct buffer head; /* the beginning of the text; text_file_next goes on after it */
    bool head_is_whole;
};

/* Fills the head from a source that is open, which is the file's from then on, come what
   may. `name`, for messages, and `arena` must outlive it. */
enum symbar_status
text_file_begin(struct source *source, const char *name, const char *prescribed_encoding,
                struct arena *arena, struct text_file *file_out,
                struct symbar_diagnostics *diagnostics) SYMBAR_MUST_CHECK;

/* Makes the head at least `wanted` bytes long, unless the text is shorter. */
enum symbar_status
text_file_fill_head(struct text_file *file, size_t wanted,
                    struct symbar_diagnostics *diagnostics) SYMBAR_MUST_CHECK;

/* The next run of text, which lives until the next call and may be empty. After the end,
   which `*has_ended_out` tells, there is no more. */
enum symbar_status
text_file_next(struct text_file *file, const char **text_out, size_t *text_count_out,
               bool *has_ended_out,
               struct symbar_diagnostics *diagnostics) SYMBAR_MUST_CHECK;

/* Whether the text behind the head is UTF-8 as it stands in the file, or as it comes out
   of gzip. Then text_file_read may be called in place of text_file_next. */
bool text_file_is_utf8(const struct text_file *file);

/* The next bytes into `room`, at most `wanted` and not checked (see text_check.h). None:
   the file has ended. */
enum symbar_status
text_file_read(struct text_file *file, char *room, size_t wanted, size_t *byte_count_out,
               struct symbar_diagnostics *diagnostics) SYMBAR_MUST_CHECK;

void text_file_close(struct text_file *file);

#endif
