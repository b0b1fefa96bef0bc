#include "ingest/gunzip.h"

#include "base/memory.h"
#include "ingest/inflater.h"

#include <string.h>

struct gunzip {
    const struct inflate_library *library;
    void *inflater;
    struct inflate_piece piece;
    bool is_between; /* at the beginning of a member, or at the end of the last one */
    uint64_t given;  /* stored bytes so far */
    size_t member_count;
};

bool gunzip_is_magic(const char *bytes, size_t byte_count)
{
    return byte_count >= 2 && memcmp(bytes, "\x1f\x8b", 2) == 0;
}

struct gunzip *gunzip_create(void)
{
#ifdef SYMBAR_ISAL
    return gunzip_create_with(&inflate_isal);
#else
    return gunzip_create_with(&inflate_zlib);
#endif
}

struct gunzip *gunzip_create_with(const struct inflate_library *library)
{
    struct gunzip *gunzip = memory_allocate(1, sizeof *gunzip);
    if (!gunzip)
        return NULL;
    gunzip->library = library;
    gunzip->is_between = true;
    gunzip->inflater = library->create();
    if (!gunzip->inflater) {
        memory_free(gunzip);
        return NULL;
    }
    return gunzip;
}

void gunzip_free(struct gunzip *gunzip)
{
    if (!gunzip)
        return;
    gunzip->library->free(gunzip->inflater);
    memory_free(gunzip);
}

void gunzip_give(struct gunzip *gunzip, const char *bytes, size_t byte_count)
{
    gunzip->piece.bytes = bytes;
    gunzip->piece.byte_count = byte_count;
    gunzip->given += byte_count;
}

static uint64_t byte_number(const struct gunzip *gunzip)
{
    return gunzip->given - gunzip->piece.byte_count;
}

static enum symbar_status fail_damaged(const struct gunzip *gunzip, const char *name,
                                       struct symbar_diagnostics *diagnostics)
{
    enum symbar_status status =
        fail(diagnostics, DIAG_DAMAGED_GZIP, (struct place){ .path = name },
             "the gzip data are damaged near byte %llu",
             (unsigned long long)byte_number(gunzip));
    hint(diagnostics, "download or compress the file again");
    return status;
}

/* A member begins with 1f; a library would blame a wrong header. */
static enum symbar_status begin_member(struct gunzip *gunzip, const char *name,
                                       struct symbar_diagnostics *diagnostics)
{
    if (gunzip->member_count && *gunzip->piece.bytes != 0x1f) {
        enum symbar_status status =
            fail(diagnostics, DIAG_DAMAGED_GZIP, (struct place){ .path = name },
                 "something follows the gzip data after byte %llu",
                 (unsigned long long)byte_number(gunzip));
        hint(diagnostics, "download or compress the file again");
        return status;
    }
    gunzip->library->begin_member(gunzip->inflater);
    gunzip->is_between = false;
    gunzip->member_count++;
    return SYMBAR_OK;
}

/* Further in a member; `*is_stuck_out`: there is nothing to be had of what was given. */
static enum symbar_status go_on(struct gunzip *gunzip, bool *is_stuck_out,
                                const char *name, struct symbar_diagnostics *diagnostics)
{
    struct inflate_piece before = gunzip->piece;
    enum inflate_result result = gunzip->library->go_on(gunzip->inflater, &gunzip->piece);
    if (result == INFLATE_NO_MEMORY)
        return fail_no_memory(diagnostics);
    if (result == INFLATE_DAMAGED)
        return fail_damaged(gunzip, name, diagnostics);
    gunzip->is_between = result == INFLATE_MEMBER_ENDS;
    *is_stuck_out = gunzip->piece.byte_count == before.byte_count &&
                    gunzip->piece.room_bytes == before.room_bytes && !gunzip->is_between;
    return SYMBAR_OK;
}

enum symbar_status gunzip_take(struct gunzip *gunzip, char room[INFLATED_BYTES],
                               size_t *byte_count_out, const char *name,
                               struct symbar_diagnostics *diagnostics)
{
    struct inflate_piece *piece = &gunzip->piece;
    bool is_stuck = false;
    piece->room = room;
    piece->room_bytes = INFLATED_BYTES;
    while (piece->room_bytes && !is_stuck && (piece->byte_count || !gunzip->is_between)) {
        enum symbar_status status = SYMBAR_OK;
        if (gunzip->is_between)
            status = begin_member(gunzip, name, diagnostics);
        if (status == SYMBAR_OK)
            status = go_on(gunzip, &is_stuck, name, diagnostics);
        if (status != SYMBAR_OK)
            return status;
    }
    *byte_count_out = INFLATED_BYTES - piece->room_bytes;
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
