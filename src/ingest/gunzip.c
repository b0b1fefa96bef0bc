#include "ingest/gunzip.h"

#include "base/memory.h"
#include "ingest/gzip_check.h"
#include "ingest/gzip_header.h"
#include "ingest/inflater.h"

#include <string.h>

/* What a member has behind its deflate stream: CRC-32 and size, low bytes first. */
enum { TRAILER_BYTES = INFLATE_MOST_BEHIND };

/* What comes next. */
enum next_part { NEXT_MEMBER, NEXT_HEADER, NEXT_DATA, NEXT_TRAILER };

struct gunzip {
    const struct inflate_library *library;
    void *inflater;
    struct gzip_check *check;
    struct inflate_piece piece;
    enum next_part next;
    struct gzip_header header;
    unsigned char trailer[TRAILER_BYTES];
    size_t trailer_count;
    uint64_t given; /* stored bytes so far */
    uint64_t taken; /* inflated bytes before the room */
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
    gunzip->inflater = library->create();
    gunzip->check = gzip_check_create(library);
    if (!gunzip->inflater || !gunzip->check) {
        gunzip_free(gunzip);
        return NULL;
    }
    return gunzip;
}

void gunzip_free(struct gunzip *gunzip)
{
    if (!gunzip)
        return;
    if (gunzip->inflater)
        gunzip->library->free(gunzip->inflater);
    gzip_check_free(gunzip->check);
    memory_free(gunzip);
}

void gunzip_give(struct gunzip *gunzip, const char *bytes, size_t byte_count)
{
    gunzip->piece.bytes = bytes;
    gunzip->piece.byte_count = byte_count;
    gunzip->given += byte_count;
}

/* Of the stored bytes, how many were used. */
static uint64_t byte_number(const struct gunzip *gunzip)
{
    return gunzip->given - gunzip->piece.byte_count;
}

static enum symbar_status fail_damaged(uint64_t byte, const char *name,
                                       struct symbar_diagnostics *diagnostics)
{
    enum symbar_status status =
        fail(diagnostics, DIAG_DAMAGED_GZIP, (struct place){ .path = name },
             "the gzip data are damaged near byte %llu", (unsigned long long)byte);
    hint(diagnostics, "download or compress the file again");
    return status;
}

/* A member begins with 1f; anything else is no damage, but does not belong here. */
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
    gunzip->header = (struct gzip_header){ .part = HEADER_FIXED };
    gunzip->next = NEXT_HEADER;
    gunzip->member_count++;
    return SYMBAR_OK;
}

static enum inflate_result take_header(struct gunzip *gunzip)
{
    if (!gzip_header_take(&gunzip->header, gunzip->library, &gunzip->piece))
        return INFLATE_DAMAGED;
    if (gzip_header_has_ended(&gunzip->header)) {
        gunzip->library->begin(gunzip->inflater);
        gunzip->next = NEXT_DATA;
    }
    return INFLATE_GOES_ON;
}

static enum inflate_result take_data(struct gunzip *gunzip)
{
    const struct inflate_library *library = gunzip->library;
    enum inflate_result result = library->go_on(gunzip->inflater, &gunzip->piece);
    if (result == INFLATE_ENDS) {
        gunzip->trailer_count =
            library->take_behind ? library->take_behind(gunzip->inflater, gunzip->trailer)
                                 : 0;
        gunzip->next = NEXT_TRAILER;
    }
    return result;
}

static uint32_t number_at(const unsigned char *bytes)
{
    return bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 |
           (uint32_t)bytes[3] << 24;
}

static enum inflate_result take_trailer(struct gunzip *gunzip)
{
    struct inflate_piece *piece = &gunzip->piece;
    size_t count = TRAILER_BYTES - gunzip->trailer_count;
    count = count < piece->byte_count ? count : piece->byte_count;
    if (count)
        memcpy(gunzip->trailer + gunzip->trailer_count, piece->bytes, count);
    gunzip->trailer_count += count;
    piece->bytes += count;
    piece->byte_count -= count;
    if (gunzip->trailer_count < TRAILER_BYTES)
        return INFLATE_GOES_ON;
    const struct gzip_member_end end = {
        .end = gunzip->taken + INFLATED_BYTES - piece->room_bytes,
        .stored_end = byte_number(gunzip),
        .crc = number_at(gunzip->trailer),
        .byte_count = number_at(gunzip->trailer + 4),
    };
    gunzip->next = NEXT_MEMBER;
    return gzip_check_expect(gunzip->check, &end) ? INFLATE_ENDS : INFLATE_NO_MEMORY;
}

static enum inflate_result take_part(struct gunzip *gunzip)
{
    switch (gunzip->next) {
    case NEXT_HEADER:
        return take_header(gunzip);
    case NEXT_DATA:
        return take_data(gunzip);
    default:
        return take_trailer(gunzip);
    }
}

/* Further in a member; `*is_stuck_out`: there is nothing to be had of what was given. */
static enum symbar_status go_on(struct gunzip *gunzip, bool *is_stuck_out,
                                const char *name, struct symbar_diagnostics *diagnostics)
{
    const struct inflate_piece before = gunzip->piece;
    const enum next_part next = gunzip->next;
    enum inflate_result result = take_part(gunzip);
    if (result == INFLATE_NO_MEMORY)
        return fail_no_memory(diagnostics);
    if (result == INFLATE_DAMAGED)
        return fail_damaged(byte_number(gunzip), name, diagnostics);
    *is_stuck_out = gunzip->piece.byte_count == before.byte_count &&
                    gunzip->piece.room_bytes == before.room_bytes && gunzip->next == next;
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
    while (piece->room_bytes && !is_stuck &&
           (piece->byte_count || gunzip->next != NEXT_MEMBER)) {
        enum symbar_status status = gunzip->next == NEXT_MEMBER
                                        ? begin_member(gunzip, name, diagnostics)
                                        : go_on(gunzip, &is_stuck, name, diagnostics);
        if (status != SYMBAR_OK)
            return status;
    }
    *byte_count_out = INFLATED_BYTES - piece->room_bytes;
    gunzip->taken += *byte_count_out;
    return SYMBAR_OK;
}

enum symbar_status gunzip_end(const struct gunzip *gunzip, const char *name,
                              struct symbar_diagnostics *diagnostics)
{
    if (gunzip->next == NEXT_MEMBER)
        return SYMBAR_OK;
    enum symbar_status status =
        fail(diagnostics, DIAG_DAMAGED_GZIP, (struct place){ .path = name },
             "the gzip data end too early, after byte %llu",
             (unsigned long long)byte_number(gunzip));
    hint(diagnostics, "the file was cut short; download or compress it again");
    return status;
}

void gunzip_check(struct gunzip *gunzip, const char *bytes, size_t byte_count)
{
    gzip_check_add(gunzip->check, bytes, byte_count);
}

enum symbar_status gunzip_end_check(struct gunzip *gunzip, const char *name,
                                    struct symbar_diagnostics *diagnostics)
{
    uint64_t byte;
    return gzip_check_fails(gunzip->check, &byte) ? fail_damaged(byte, name, diagnostics)
                                                  : SYMBAR_OK;
}
