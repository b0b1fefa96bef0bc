#include "base/memory.h"
#include "ingest/inflater.h"

#ifdef SYMBAR_ISAL

#include <isa-l/crc.h>
#include <isa-l/igzip_lib.h>

static void *create(void)
{
    return memory_allocate(1, sizeof(struct inflate_state));
}

static void free_state(void *inflater)
{
    memory_free(inflater);
}

static void begin(void *inflater)
{
    struct inflate_state *state = inflater;
    isal_inflate_init(state);
    state->crc_flag = ISAL_DEFLATE;
}

static enum inflate_result go_on(void *inflater, struct inflate_piece *piece)
{
    struct inflate_state *state = inflater;
    state->next_in = (uint8_t *)piece->bytes; /* which it does not write */
    state->avail_in = (uint32_t)piece->byte_count;
    state->next_out = (uint8_t *)piece->room;
    state->avail_out = (uint32_t)piece->room_bytes;
    int result = isal_inflate(state);
    *piece = (struct inflate_piece){ (const char *)state->next_in, state->avail_in,
                                     (char *)state->next_out, state->avail_out };
    if (result != ISAL_DECOMP_OK)
        return INFLATE_DAMAGED;
    return state->block_state == ISAL_BLOCK_FINISH ? INFLATE_ENDS : INFLATE_GOES_ON;
}

/* Bits are taken eight bytes at a time; those that are left of the last one's byte are
   nothing. */
static size_t take_behind(void *inflater, unsigned char bytes_out[INFLATE_MOST_BEHIND])
{
    struct inflate_state *state = inflater;
    uint64_t bits = state->read_in >> state->read_in_length % 8;
    size_t count = (size_t)state->read_in_length / 8;
    for (size_t i = 0; i < count; i++)
        bytes_out[i] = (unsigned char)(bits >> 8 * i);
    state->read_in_length = 0;
    return count;
}

static uint32_t find_crc32(uint32_t crc, const char *bytes, size_t byte_count)
{
    return crc32_gzip_refl(crc, (const unsigned char *)bytes, byte_count);
}

const struct inflate_library inflate_isal = { create, free_state,  begin,
                                              go_on,  take_behind, find_crc32 };

#endif
