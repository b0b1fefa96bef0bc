/* The bytes of a file as a stream: a path or "-" for standard input, plain or gzip,
   recognised by its first bytes and inflated on the way.

   Every stored byte is read once, in order, counted and hashed; pipes are as good as
   files. What was peeked comes again with source_next. A damaged gzip file is an error
   that says where, never a short file. */
#ifndef INGEST_SOURCE_H
#define INGEST_SOURCE_H

#include "base/diagnostics.h"
#include "ingest/piece_sizes.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { SHA256_TEXT_BYTES = 65 };

struct source;

/* `name` is the file's name in messages; it must outlive the source. */
enum symbar_status source_open(const char *path, const char *name,
                               struct source **source_out,
                               struct symbar_diagnostics *diagnostics) SYMBAR_MUST_CHECK;

/* The next bytes, at most `wanted` of them and fewer only at the end of the file, which
   `*is_whole_out` tells. To be called before source_next; the bytes live until then. */
enum symbar_status source_peek(struct source *source, size_t wanted,
                               const char **bytes_out, size_t *byte_count_out,
                               bool *is_whole_out,
                               struct symbar_diagnostics *diagnostics) SYMBAR_MUST_CHECK;

/* The next run of bytes, which lives until the next call; none: the file has ended. */
enum symbar_status source_next(struct source *source, const char **bytes_out,
                               size_t *byte_count_out,
                               struct symbar_diagnostics *diagnostics) SYMBAR_MUST_CHECK;

/* The same into `room`, at most `wanted` of them: nothing is copied that need not be
   where that is SOURCE_BYTES or more. To be called once source_next has given what was
   peeked; not to be mixed with it any more. */
enum symbar_status source_read(struct source *source, char *room, size_t wanted,
                               size_t *byte_count_out,
                               struct symbar_diagnostics *diagnostics) SYMBAR_MUST_CHECK;

/* Whether some of what source_read will inflate could be read, while another thread may
   be about source_read; and reads it, if that is still so. */
bool source_may_read_ahead(const struct source *source);
void source_read_ahead(struct source *source);

/* Whether it is a gzip file; known once bytes were given. */
bool source_is_inflated(const struct source *source);

/* The bytes from now on are not hashed, and source_sha256 gives "". */
void source_skip_hash(struct source *source);

/* Whether the bytes that source_read gives from now on are to be handed to source_digest,
   each once and in their order, by one thread at a time: to be hashed as they are, or
   held against the checksums of a gzip file. Otherwise that is done when they are read.
 */
bool source_digest_apart(struct source *source);
void source_digest(struct source *source, const char *bytes, size_t byte_count);

/* When all were, and the file was read to its end: fails when they are damaged. */
enum symbar_status
source_check_digest(const struct source *source,
                    struct symbar_diagnostics *diagnostics) SYMBAR_MUST_CHECK;

/* Of the bytes as stored; final once source_next has given none. */
uint64_t source_byte_count(const struct source *source);
void source_sha256(const struct source *source, char hex_out[SHA256_TEXT_BYTES]);

void source_close(struct source *source);

#endif
