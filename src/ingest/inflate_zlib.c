#include "base/memory.h"
#include "ingest/inflater.h"

#define ZLIB_CONST
#include <zlib.h>

/* Without a header of any kind. */
enum { DEFLATE_ONLY = -MAX_WBITS };

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

static void *create(void)
{
    z_stream *stream = memory_allocate(1, sizeof *stream);
    if (!stream)
        return NULL;
    stream->zalloc = allocate;
    stream->zfree = release;
    if (inflateInit2(stream, DEFLATE_ONLY) != Z_OK) {
        memory_free(stream);
        return NULL;
    }
    return stream;
}

static void free_stream(void *inflater)
{
    inflateEnd(inflater);
    memory_free(inflater);
}

static void begin(void *inflater)
{
    inflateReset(inflater);
}

static enum inflate_result go_on(void *inflater, struct inflate_piece *piece)
{
    z_stream *stream = inflater;
    stream->next_in = (const Bytef *)piece->bytes;
    stream->avail_in = (uInt)piece->byte_count;
    stream->next_out = (Bytef *)piece->room;
    stream->avail_out = (uInt)piece->room_bytes;
    int result = inflate(stream, Z_NO_FLUSH);
    *piece = (struct inflate_piece){ (const char *)stream->next_in, stream->avail_in,
                                     (char *)stream->next_out, stream->avail_out };
    switch (result) {
    case Z_OK:
    case Z_BUF_ERROR: /* nothing could be done */
        return INFLATE_GOES_ON;
    case Z_STREAM_END:
        return INFLATE_ENDS;
    case Z_MEM_ERROR:
        return INFLATE_NO_MEMORY;
    default:
        return INFLATE_DAMAGED;
    }
}

static uint32_t find_crc32(uint32_t crc, const char *bytes, size_t byte_count)
{
    return (uint32_t)crc32_z(crc, (const Bytef *)bytes, byte_count);
}

const struct inflate_library inflate_zlib = { create, free_stream, begin,
                                              go_on,  NULL,        find_crc32 };
