#include "ingest/gunzip.h"

#include "base/memory.h"

#define ZLIB_CONST
#include <zlib.h>

#include <string.h>

enum { GZIP_ONLY = 16 + MAX_WBITS };

struct gunzip {
    z_stream stream;
    bool is_between; /* at the beginning of a member, or at the end of the last one */
    uint64_t given;  /* stored bytes so far */
    size_t member_count;
};

bool gunzip_is_magic(const char *bytes, size_t byte_count)
{
    return byte_count >= 2 && memcmp(bytes, "\x1f\x8b", 2) == 0;
}

static void *allocate(void *opaque, unsigned count, unsigned size)
{
    (void)opaque;
    return memory_allocate(count, size);
}

static void release(void *opaque, void *block)
{
    (void)opaque;
    memory_free(block);
}

struct gunzip *gunzip_create(void)
{
    struct gunzip *gunzip = memory_allocate(1, sizeof *gunzip);
    if (!gunzip)
        return NULL;
    gunzip->is_between = true;
    gunzip->stream.zalloc = allocate;
    gunzip->stream.zfree = release;
    if (inflateInit2(&gunzip->stream, GZIP_ONLY) != Z_OK) {
        memory_free(gunzip);
        return NULL;
    }
    return gunzip;
}

void gunzip_free(struct gunzip *gunzip)
{
    if (!gunzip)
        return;
    inflateEnd(&gunzip->stream);
    memory_free(gunzip);
}

void gunzip_give(struct gunzip *gunzip, const char *bytes, size_t byte_count)
{
    gunzip->stream.next_in = (const Bytef *)bytes;
    gunzip->stream.avail_in = (uInt)byte_count;
    gunzip->given += byte_count;
}

static uint64_t byte_number(const struct gunzip *gunzip)
{
    return gunzip->given - gunzip->stream.avail_in;
}

static enum symbar_status fail_inflate(const struct gunzip *gunzip, int result,
                                       const char *name,
                                       struct symbar_diagnostics *diagnostics)
{
    struct place place = { .path = name };
    if (result == Z_MEM_ERROR)
        return fail_no_memory(diagnostics);
    return fail(diagnostics, DIAG_DAMAGED_GZIP, place,
                "the gzip data are damaged near byte %llu: %s",
                (unsigned long long)byte_number(gunzip),
                gunzip->stream.msg ? gunzip->stream.msg : "they make no sense");
}

/* A member begins with 1f; inflate itself would blame a wrong header. */
static enum symbar_status begin_member(struct gunzip *gunzip, const char *name,
                                       struct symbar_diagnostics *diagnostics)
{
    if (gunzip->member_count && *gunzip->stream.next_in != 0x1f) {
        enum symbar_status status =
            fail(diagnostics, DIAG_DAMAGED_GZIP, (struct place){ .path = name },
                 "something follows the gzip data after byte %llu",
                 (unsigned long long)byte_number(gunzip));
        hint(diagnostics, "download or compress the file again");
        return status;
    }
    inflateReset(&gunzip->stream);
    gunzip->is_between = false;
    gunzip->member_count++;
    return SYMBAR_OK;
}

enum symbar_status gunzip_take(struct gunzip *gunzip, char room[INFLATED_BYTES],
                               size_t *byte_count_out, const char *name,
                               struct symbar_diagnostics *diagnostics)
{
    gunzip->stream.next_out = (Bytef *)room;
    gunzip->stream.avail_out = INFLATED_BYTES;
    while (gunzip->stream.avail_out && (gunzip->stream.avail_in || !gunzip->is_between)) {
        if (gunzip->is_between) {
            enum symbar_status status = begin_member(gunzip, name, diagnostics);
            if (status != SYMBAR_OK)
                return status;
        }
        int result = inflate(&gunzip->stream, Z_NO_FLUSH);
        if (result == Z_BUF_ERROR)
            break; /* all input is used up and no output is pending */
        if (result != Z_OK && result != Z_STREAM_END)
            return fail_inflate(gunzip, result, name, diagnostics);
        gunzip->is_between = result == Z_STREAM_END;
    }
    *byte_count_out = INFLATED_BYTES - gunzip->stream.avail_out;
    return SYMBAR_OK;
}

enum symbar_status gunzip_end(const struct gunzip *gunzip, const char *name,
                              struct symbar_diagnostics *diagnostics)
{
    if (gunzip->is_between)
        return SYMBAR_OK;
    enum symbar_status status =
        fail(diagnostics, DIAG_DAMAGED_GZIP, (struct place){ .path = name },
             "the gzip data end too early, after byte %llu",
             (unsigned long long)byte_number(gunzip));
    hint(diagnostics, "the file was cut short; download or compress it again");
    return status;
}
