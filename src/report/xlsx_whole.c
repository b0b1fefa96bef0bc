#include "report/xlsx_whole.h"

#include "base/memory.h"

#include <stdint.h>

#define ZLIB_CONST
#include <zlib.h>

/* The lengths of a ZIP archive's records without their names. */
enum { END_BYTES = 22, ENTRY_BYTES = 46, LOCAL_BYTES = 30 };
enum { STORED = 0, DEFLATED = 8 };

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

/* A whole number, low byte first. */
static uint32_t number_at(const struct buffer *archive, size_t at, unsigned byte_count)
{
    uint32_t number = 0;
    for (unsigned i = 0; i < byte_count; i++)
        number |= (uint32_t)(unsigned char)archive->bytes[at + i] << (8 * i);
    return number;
}

static bool has_bytes(const struct buffer *archive, size_t at, size_t byte_count)
{
    return at <= archive->byte_count && byte_count <= archive->byte_count - at;
}

/* Counts the elements that are open, over all pieces of a part. In what libxlsxwriter
   writes `<` and `>` are nothing but markup. */
struct markup {
    size_t depth;
    bool has_elements;
    bool in_tag;
    char kind; /* what follows the `<` */
    char previous;
    bool is_broken;
};

static void end_tag(struct markup *markup)
{
    bool opens = markup->kind != '?' && markup->kind != '!' && markup->kind != '/' &&
                 markup->previous != '/';
    markup->in_tag = false;
    markup->has_elements = markup->has_elements || opens;
    if (opens)
        markup->depth++;
    else if (markup->kind == '/' && !markup->depth)
        markup->is_broken = true;
    else
        markup->depth -= markup->kind == '/';
}

static void read_markup(struct markup *markup, const char *bytes, size_t byte_count)
{
    for (size_t i = 0; i < byte_count; i++) {
        if (bytes[i] == '<') {
            markup->is_broken = markup->is_broken || markup->in_tag;
            markup->in_tag = true;
            markup->kind = '\0';
        } else if (markup->in_tag && !markup->kind) {
            markup->kind = bytes[i];
        } else if (markup->in_tag && bytes[i] == '>') {
            end_tag(markup);
        }
        markup->previous = bytes[i];
    }
}

static bool is_closed(const struct markup *markup)
{
    return markup->has_elements && !markup->is_broken && !markup->in_tag &&
           !markup->depth;
}

/* The markup of a deflated part; false where it cannot be inflated to its end. */
static bool inflate_part(const char *bytes, uint32_t byte_count, struct markup *markup)
{
    char room[1 << 14];
    z_stream stream = { .zalloc = allocate,
                        .zfree = release,
                        .next_in = (const Bytef *)bytes,
                        .avail_in = byte_count };
    if (inflateInit2(&stream, -MAX_WBITS) != Z_OK)
        return false;
    int result = Z_OK;
    while (result == Z_OK) {
        stream.next_out = (Bytef *)room;
        stream.avail_out = sizeof room;
        result = inflate(&stream, Z_NO_FLUSH);
        read_markup(markup, room, sizeof room - stream.avail_out);
    }
    inflateEnd(&stream);
    return result == Z_STREAM_END;
}

/* The part that the directory's entry at `at` is about. */
static bool is_part_whole(const struct buffer *archive, size_t at)
{
    uint32_t method = number_at(archive, at + 10, 2);
    uint32_t byte_count = number_at(archive, at + 20, 4);
    size_t local = number_at(archive, at + 42, 4);
    struct markup markup = { .depth = 0 };
    if (!has_bytes(archive, local, LOCAL_BYTES))
        return false;
    size_t begin = local + LOCAL_BYTES + number_at(archive, local + 26, 2) +
                   number_at(archive, local + 28, 2);
    if (!has_bytes(archive, begin, byte_count))
        return false;
    if (method == STORED)
        read_markup(&markup, archive->bytes + begin, byte_count);
    else if (method != DEFLATED ||
             !inflate_part(archive->bytes + begin, byte_count, &markup))
        return false;
    return is_closed(&markup);
}

bool xlsx_is_whole(const struct buffer *workbook)
{
    if (workbook->byte_count < END_BYTES)
        return false;
    size_t end = workbook->byte_count - END_BYTES;
    if (number_at(workbook, end, 4) != 0x06054b50)
        return false;
    size_t at = number_at(workbook, end + 16, 4);
    uint32_t part_count = number_at(workbook, end + 10, 2);
    for (uint32_t i = 0; i < part_count; i++) {
        if (!has_bytes(workbook, at, ENTRY_BYTES) ||
            number_at(workbook, at, 4) != 0x02014b50 || !is_part_whole(workbook, at))
            return false;
        at += ENTRY_BYTES + number_at(workbook, at + 28, 2) +
              number_at(workbook, at + 30, 2) + number_at(workbook, at + 32, 2);
    }
    return part_count > 0;
}
