#include "ingest/source.h"

#include "base/buffer.h"
#include "base/memory.h"
#include "ingest/gunzip.h"
#include "ingest/stored_queue.h"

#include <nettle/sha2.h>

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* What a gzip file needs besides. */
struct inflating {
    struct gunzip *gunzip;
    struct stored_queue *stored;
};

struct source {
    const char *name;
    int descriptor;
    bool owns_descriptor;
    bool has_begun;
    bool has_ended; /* every stored byte was read */
    uint64_t byte_count;
    bool skips_hash;
    bool digests_apart; /* what is given is handed over to source_digest */
    struct sha256_ctx hash;
    struct inflating *inflating; /* NULL: the bytes are what they are */
    struct buffer peeked;        /* given again by the first source_next */
    bool has_peeked;
    char run[SOURCE_BYTES]; /* what source_next gives */
    size_t run_count;
    size_t run_read; /* of it, by source_read */
};

static struct place place_of(const struct source *source)
{
    return (struct place){ .path = source->name };
}

static enum symbar_status fail_open(struct source *source, const char *path, int error,
                                    struct symbar_diagnostics *diagnostics)
{
    enum symbar_status status = fail_system(diagnostics, DIAG_CANNOT_OPEN,
                                            place_of(source), "cannot open", error);
    if (error == EISDIR)
        hint(diagnostics, "name the file inside the folder");
    else if (error == ENOENT && strcmp(path, source->name) != 0)
        hint(diagnostics, "a path in a study is relative to it: this one leads to '%s'",
             path);
    return status;
}

enum symbar_status source_open(const char *path, const char *name,
                               struct source **source_out,
                               struct symbar_diagnostics *diagnostics)
{
    struct source *source = memory_allocate(1, sizeof *source);
    if (!source)
        return fail_no_memory(diagnostics);
    source->name = name;
    source->owns_descriptor = strcmp(path, "-") != 0;
    source->descriptor =
        source->owns_descriptor ? open(path, O_RDONLY | O_CLOEXEC) : STDIN_FILENO;
    struct stat about;
    int error = 0;
    if (source->descriptor < 0 || fstat(source->descriptor, &about) != 0)
        error = errno;
    else if (S_ISDIR(about.st_mode))
        error = EISDIR;
    if (error) {
        enum symbar_status status = fail_open(source, path, error, diagnostics);
        source_close(source);
        return status;
    }
    sha256_init(&source->hash);
    *source_out = source;
    return SYMBAR_OK;
}

/* Fills the room unless the file ends before, so that how a pipe delivers its bytes makes
   no difference further on. What errno says. */
static int fill_room(struct source *source, char *room, size_t wanted,
                     size_t *byte_count_out)
{
    size_t filled = 0;
    *byte_count_out = 0;
    while (filled < wanted && !source->has_ended) {
        ssize_t got = read(source->descriptor, room + filled, wanted - filled);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return errno;
        source->has_ended = got == 0;
        filled += (size_t)got;
    }
    if (!source->skips_hash && (!source->digests_apart || source->inflating))
        sha256_update(&source->hash, filled, (const uint8_t *)room);
    *byte_count_out = filled;
    return 0;
}

static enum symbar_status fail_read(const struct source *source, int error,
                                    struct symbar_diagnostics *diagnostics)
{
    return fail_system(diagnostics, DIAG_CANNOT_OPEN, place_of(source), "cannot read",
                       error);
}

static enum symbar_status read_stored(struct source *source, char *room, size_t wanted,
                                      size_t *byte_count_out,
                                      struct symbar_diagnostics *diagnostics)
{
    int error = fill_room(source, room, wanted, byte_count_out);
    source->byte_count += *byte_count_out;
    return error ? fail_read(source, error, diagnostics) : SYMBAR_OK;
}

static void read_piece(void *context, struct stored_piece *piece_out)
{
    piece_out->error = fill_room(context, piece_out->bytes, sizeof piece_out->bytes,
                                 &piece_out->byte_count);
}

static enum symbar_status end_inflating(const struct source *source,
                                        struct symbar_diagnostics *diagnostics)
{
    struct gunzip *gunzip = source->inflating->gunzip;
    enum symbar_status status = gunzip_end(gunzip, source->name, diagnostics);
    if (status == SYMBAR_OK && !source->digests_apart)
        status = gunzip_end_check(gunzip, source->name, diagnostics);
    return status;
}

static enum symbar_status next_inflated(struct source *source, char room[INFLATED_BYTES],
                                        size_t *byte_count_out,
                                        struct symbar_diagnostics *diagnostics)
{
    struct inflating *inflating = source->inflating;
    for (;;) {
        enum symbar_status status = gunzip_take(inflating->gunzip, room, byte_count_out,
                                                source->name, diagnostics);
        if (status == SYMBAR_OK && !source->digests_apart)
            gunzip_check(inflating->gunzip, room, *byte_count_out);
        if (status != SYMBAR_OK || *byte_count_out)
            return status;
        const struct stored_piece *piece = stored_queue_take(inflating->stored);
        if (piece->error)
            return fail_read(source, piece->error, diagnostics);
        if (!piece->byte_count)
            return end_inflating(source, diagnostics);
        source->byte_count += piece->byte_count;
        gunzip_give(inflating->gunzip, piece->bytes, piece->byte_count);
    }
}

static void inflating_free(struct inflating *inflating)
{
    if (!inflating)
        return;
    gunzip_free(inflating->gunzip);
    stored_queue_free(inflating->stored);
    memory_free(inflating);
}

/* From the first stored bytes on, which are counted as others are, when they are taken.
 */
static bool begin_inflating(struct source *source, const char *stored, size_t byte_count)
{
    struct inflating *inflating = memory_allocate(1, sizeof *inflating);
    if (!inflating)
        return false;
    source->inflating = inflating;
    inflating->gunzip = gunzip_create();
    inflating->stored = stored_queue_create(stored, byte_count, read_piece, source);
    source->byte_count -= byte_count;
    return inflating->gunzip && inflating->stored;
}

/* Into the run. */
static enum symbar_status next_run(struct source *source,
                                   struct symbar_diagnostics *diagnostics)
{
    if (source->inflating)
        return next_inflated(source, source->run, &source->run_count, diagnostics);
    enum symbar_status status = read_stored(source, source->run, sizeof source->run,
                                            &source->run_count, diagnostics);
    bool is_first = !source->has_begun;
    source->has_begun = true;
    if (status != SYMBAR_OK || !is_first ||
        !gunzip_is_magic(source->run, source->run_count))
        return status;
    return begin_inflating(source, source->run, source->run_count)
               ? next_inflated(source, source->run, &source->run_count, diagnostics)
               : fail_no_memory(diagnostics);
}

enum symbar_status source_peek(struct source *source, size_t wanted,
                               const char **bytes_out, size_t *byte_count_out,
                               bool *is_whole_out, struct symbar_diagnostics *diagnostics)
{
    bool is_whole = false;
    while (!is_whole && source->peeked.byte_count <= wanted) {
        enum symbar_status status = next_run(source, diagnostics);
        if (status != SYMBAR_OK)
            return status;
        is_whole = source->run_count == 0;
        buffer_append(&source->peeked, source->run, source->run_count);
        if (buffer_failed(&source->peeked))
            return fail_no_memory(diagnostics);
    }
    source->has_peeked = true;
    *bytes_out = source->peeked.bytes;
    *byte_count_out =
        source->peeked.byte_count < wanted ? source->peeked.byte_count : wanted;
    *is_whole_out = is_whole && source->peeked.byte_count <= wanted;
    return SYMBAR_OK;
}

enum symbar_status source_next(struct source *source, const char **bytes_out,
                               size_t *byte_count_out,
                               struct symbar_diagnostics *diagnostics)
{
    if (source->has_peeked && source->peeked.byte_count) {
        source->has_peeked = false;
        source->run_read = source->run_count;
        *bytes_out = source->peeked.bytes;
        *byte_count_out = source->peeked.byte_count;
        return SYMBAR_OK;
    }
    buffer_release(&source->peeked);
    enum symbar_status status = next_run(source, diagnostics);
    if (status != SYMBAR_OK)
        return status;
    *bytes_out = source->run;
    *byte_count_out = source->run_count;
    source->run_read = source->run_count;
    return SYMBAR_OK;
}

/* A short room is filled from the run, so that inflating goes on in the same steps. */
static enum symbar_status read_run(struct source *source, char *room, size_t wanted,
                                   size_t *byte_count_out,
                                   struct symbar_diagnostics *diagnostics)
{
    if (source->run_read == source->run_count) {
        enum symbar_status status = next_run(source, diagnostics);
        if (status != SYMBAR_OK)
            return status;
        source->run_read = 0;
    }
    size_t left = source->run_count - source->run_read;
    *byte_count_out = left < wanted ? left : wanted;
    memcpy(room, source->run + source->run_read, *byte_count_out);
    source->run_read += *byte_count_out;
    return SYMBAR_OK;
}

enum symbar_status source_read(struct source *source, char *room, size_t wanted,
                               size_t *byte_count_out,
                               struct symbar_diagnostics *diagnostics)
{
    assert(!source->has_peeked);
    buffer_release(&source->peeked);
    if (wanted < SOURCE_BYTES || source->run_read < source->run_count)
        return read_run(source, room, wanted, byte_count_out, diagnostics);
    return source->inflating
               ? next_inflated(source, room, byte_count_out, diagnostics)
               : read_stored(source, room, wanted, byte_count_out, diagnostics);
}

bool source_may_read_ahead(const struct source *source)
{
    return source->inflating && stored_queue_may_read_ahead(source->inflating->stored);
}

void source_read_ahead(struct source *source)
{
    stored_queue_read_ahead(source->inflating->stored);
}

bool source_is_inflated(const struct source *source)
{
    return source->inflating;
}

void source_skip_hash(struct source *source)
{
    source->skips_hash = true;
}

bool source_digest_apart(struct source *source)
{
    source->digests_apart = source->inflating || !source->skips_hash;
    return source->digests_apart;
}

void source_digest(struct source *source, const char *bytes, size_t byte_count)
{
    if (source->inflating)
        gunzip_check(source->inflating->gunzip, bytes, byte_count);
    else
        sha256_update(&source->hash, byte_count, (const uint8_t *)bytes);
}

enum symbar_status source_check_digest(const struct source *source,
                                       struct symbar_diagnostics *diagnostics)
{
    return source->inflating && source->digests_apart
               ? gunzip_end_check(source->inflating->gunzip, source->name, diagnostics)
               : SYMBAR_OK;
}

uint64_t source_byte_count(const struct source *source)
{
    return source->byte_count;
}

void source_sha256(const struct source *source, char hex_out[SHA256_TEXT_BYTES])
{
    static const char digits[] = "0123456789abcdef";
    hex_out[0] = '\0';
    if (source->skips_hash)
        return;
    struct sha256_ctx hash = source->hash; /* taken of a copy: the original runs on */
    uint8_t digest[SHA256_DIGEST_SIZE];
    sha256_digest(&hash, sizeof digest, digest);
    for (size_t i = 0; i < sizeof digest; i++) {
        hex_out[2 * i] = digits[digest[i] >> 4];
        hex_out[2 * i + 1] = digits[digest[i] & 15];
    }
    hex_out[SHA256_TEXT_BYTES - 1] = '\0';
}

void source_close(struct source *source)
{
    if (!source)
        return;
    if (source->owns_descriptor && source->descriptor >= 0)
        close(source->descriptor);
    inflating_free(source->inflating);
    buffer_release(&source->peeked);
    memory_free(source);
}
