#include "base/memory.h"
#include "ingest/inflater.h"

#ifdef SYMBAR_ISAL

#include <isa-l/crc.h>
#include <isa-l/igzip_lib.h>
#include <stdbool.h>

/* The parts of a member's header, RFC 1952 section 2.3, in their order. ISA-L 2.30 takes
   a header only if all of it comes at once. */
enum header_part {
    HEADER_FIXED,
    HEADER_EXTRA_LENGTH,
    HEADER_EXTRA,
    HEADER_NAME,
    HEADER_COMMENT,
    HEADER_CHECK,
    HEADER_ENDED
};

enum {
    FLAG_CHECK = 2,
    FLAG_EXTRA = 4,
    FLAG_NAME = 8,
    FLAG_COMMENT = 16,
    FLAGS_NONE = 0xe0
};

struct header {
    enum header_part part;
    unsigned taken; /* bytes of the part */
    unsigned flags;
    unsigned extra_left;
    uint32_t crc; /* of all bytes before the check */
};

struct isal_inflater {
    struct header header;
    struct inflate_state state;
};

/* The next part that a header has. */
static void go_to_next_part(struct header *header)
{
    static const unsigned flag_of[] = {
        [HEADER_EXTRA_LENGTH] = FLAG_EXTRA, [HEADER_EXTRA] = FLAG_EXTRA,
        [HEADER_NAME] = FLAG_NAME,          [HEADER_COMMENT] = FLAG_COMMENT,
        [HEADER_CHECK] = FLAG_CHECK,
    };
    header->taken = 0;
    do
        header->part++;
    while (header->part < HEADER_ENDED && !(header->flags & flag_of[header->part]));
    if (header->part == HEADER_EXTRA && !header->extra_left)
        go_to_next_part(header);
}

/* False where no header has such a byte. */
static bool take_fixed(struct header *header, unsigned byte)
{
    enum { FLAGS_AT = 3, FIXED_BYTES = 10 };
    static const unsigned char beginning[FLAGS_AT] = { 0x1f, 0x8b, 8 };
    if (header->taken < FLAGS_AT && byte != beginning[header->taken])
        return false;
    if (header->taken == FLAGS_AT)
        header->flags = byte;
    if (++header->taken == FIXED_BYTES)
        go_to_next_part(header);
    return !(header->flags & FLAGS_NONE);
}

static bool take_header_byte(struct header *header, unsigned char byte)
{
    enum header_part part = header->part;
    uint32_t crc = header->crc;
    header->crc = crc32_gzip_refl(crc, &byte, 1);
    switch (part) {
    case HEADER_FIXED:
        return take_fixed(header, byte);
    case HEADER_EXTRA_LENGTH:
        header->extra_left |= (unsigned)byte << 8 * header->taken++;
        if (header->taken == 2)
            go_to_next_part(header);
        return true;
    case HEADER_EXTRA:
        if (!--header->extra_left)
            go_to_next_part(header);
        return true;
    case HEADER_NAME:
    case HEADER_COMMENT:
        if (!byte)
            go_to_next_part(header);
        return true;
    case HEADER_CHECK:
        header->crc = crc;
        if (byte != (crc >> 8 * header->taken & 0xff))
            return false;
        if (++header->taken == 2)
            go_to_next_part(header);
        return true;
    case HEADER_ENDED:
        break;
    }
    return true;
}

static bool take_header(struct header *header, struct inflate_piece *piece)
{
    while (header->part != HEADER_ENDED && piece->byte_count) {
        if (!take_header_byte(header, (unsigned char)*piece->bytes))
            return false;
        piece->bytes++;
        piece->byte_count--;
    }
    return true;
}

static void *create(void)
{
    return memory_allocate(1, sizeof(struct isal_inflater));
}

static void free_inflater(void *inflater)
{
    memory_free(inflater);
}

static void begin_member(void *inflater)
{
    struct isal_inflater *own = inflater;
    own->header = (struct header){ .part = HEADER_FIXED };
    isal_inflate_init(&own->state);
    own->state.crc_flag = ISAL_GZIP_NO_HDR_VER;
}

static enum inflate_result go_on(void *inflater, struct inflate_piece *piece)
{
    struct isal_inflater *own = inflater;
    struct inflate_state *state = &own->state;
    if (!take_header(&own->header, piece))
        return INFLATE_DAMAGED;
    if (own->header.part != HEADER_ENDED)
        return INFLATE_GOES_ON;
    state->next_in = (uint8_t *)piece->bytes; /* which it does not write */
    state->avail_in = (uint32_t)piece->byte_count;
    state->next_out = (uint8_t *)piece->room;
    state->avail_out = (uint32_t)piece->room_bytes;
    int result = isal_inflate(state);
    *piece = (struct inflate_piece){ (const char *)state->next_in, state->avail_in,
                                     (char *)state->next_out, state->avail_out };
    if (result != ISAL_DECOMP_OK)
        return INFLATE_DAMAGED;
    return state->block_state == ISAL_BLOCK_FINISH ? INFLATE_MEMBER_ENDS
                                                   : INFLATE_GOES_ON;
}

const struct inflate_library inflate_isal = { create, free_inflater, begin_member,
                                              go_on };

#endif
