#include "support/gzip.h"

#include <stdint.h>

enum { MOST_BLOCK_BYTES = 65535 };

static uint32_t crc32_of(const char *bytes, size_t byte_count)
{
    uint32_t crc = 0xffffffffu;
    for (size_t i = 0; i < byte_count; i++) {
        crc ^= (unsigned char)bytes[i];
        for (int bit = 0; bit < 8; bit++)
            crc = crc >> 1 ^ (crc & 1 ? 0xedb88320u : 0);
    }
    return ~crc;
}

static void append_little(struct buffer *out, uint32_t number, int byte_count)
{
    for (int i = 0; i < byte_count; i++)
        buffer_byte(out, (char)(number >> 8 * i & 0xff));
}

void gzip_append(struct buffer *out, const char *bytes, size_t byte_count)
{
    uint32_t crc = crc32_of(bytes, byte_count);
    uint32_t size = (uint32_t)byte_count;
    buffer_append(out, "\x1f\x8b\x08\0\0\0\0\0\0\xff", 10);
    do {
        size_t block = byte_count < MOST_BLOCK_BYTES ? byte_count : MOST_BLOCK_BYTES;
        buffer_byte(out, block == byte_count);
        append_little(out, (uint32_t)block, 2);
        append_little(out, ~(uint32_t)block, 2);
        buffer_append(out, bytes, block);
        bytes += block;
        byte_count -= block;
    } while (byte_count);
    append_little(out, crc, 4);
    append_little(out, size, 4);
}
