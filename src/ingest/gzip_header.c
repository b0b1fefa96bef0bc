#include "ingest/gzip_header.h"

enum {
    FLAG_CHECK = 2,
    FLAG_EXTRA = 4,
    FLAG_NAME = 8,
    FLAG_COMMENT = 16,
    FLAGS_NONE = 0xe0
};

/* The next part that a header has. */
static void go_to_next_part(struct gzip_header *header)
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
static bool take_fixed(struct gzip_header *header, unsigned byte)
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

static bool take_check(struct gzip_header *header, unsigned byte)
{
    if (byte != (header->crc >> 8 * header->taken & 0xff))
        return false;
    if (++header->taken == 2)
        go_to_next_part(header);
    return true;
}

static bool take_byte(struct gzip_header *header, unsigned char byte)
{
    switch (header->part) {
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
        return take_check(header, byte);
    case HEADER_ENDED:
        break;
    }
    return true;
}

bool gzip_header_take(struct gzip_header *header, const struct inflate_library *library,
                      struct inflate_piece *piece)
{
    while (header->part != HEADER_ENDED && piece->byte_count) {
        bool is_checked = header->part != HEADER_CHECK;
        if (!take_byte(header, (unsigned char)*piece->bytes))
            return false;
        if (is_checked)
            header->crc = library->crc32(header->crc, piece->bytes, 1);
        piece->bytes++;
        piece->byte_count--;
    }
    return true;
}
