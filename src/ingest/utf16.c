#include "ingest/utf16.h"

#include <stdint.h>
#include <string.h>

enum { UNIT = 2, WORD_UNITS = 4 };

/* Where the halves of units are in their bytes. */
struct halves {
    size_t low;
    size_t high;
};

static unsigned unit_at(struct halves halves, const char *bytes)
{
    return (unsigned char)bytes[halves.low] | (unsigned)(unsigned char)bytes[halves.high]
                                                  << 8;
}

/* By how much a word has to be shifted so that each low half is the lower byte of its
   16 bits. */
static unsigned shift_of(struct halves halves)
{
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    return halves.low ? 0 : 8;
#else
    return halves.low ? 8 : 0;
#endif
}

/* Words of ASCII; returns how many units. */
static size_t copy_words(struct halves halves, const char *bytes, size_t unit_count,
                         char *room)
{
    const unsigned shift = shift_of(halves);
    const uint64_t ascii = UINT64_C(0x007f007f007f007f) << shift;
    size_t at = 0;
    for (; at + WORD_UNITS <= unit_count; at += WORD_UNITS) {
        uint64_t word;
        memcpy(&word, bytes + at * UNIT, sizeof word);
        if (word & ~ascii)
            break;
        word >>= shift;
        word = (word | word >> 8) & UINT64_C(0x0000ffff0000ffff);
        uint32_t packed = (uint32_t)(word | word >> 16);
        memcpy(room + at, &packed, sizeof packed);
    }
    return at;
}

static size_t put(unsigned code_point, char *room)
{
    if (code_point < 0x80) {
        room[0] = (char)code_point;
        return 1;
    }
    size_t length = code_point < 0x800 ? 2 : code_point < 0x10000 ? 3 : 4;
    static const unsigned leads[] = { 0, 0, 0xc0, 0xe0, 0xf0 };
    for (size_t i = length - 1; i; i--, code_point >>= 6)
        room[i] = (char)(0x80 | (code_point & 0x3f));
    room[0] = (char)(leads[length] | code_point);
    return length;
}

/* How many units the first character takes; 0: there is none. */
static size_t decode(struct halves halves, const char *bytes, size_t unit_count,
                     unsigned *code_point_out)
{
    unsigned first = unit_at(halves, bytes);
    *code_point_out = first;
    if (first < 0xd800 || first > 0xdfff)
        return 1;
    unsigned second = unit_count > 1 ? unit_at(halves, bytes + UNIT) : 0;
    if (first > 0xdbff || second < 0xdc00 || second > 0xdfff)
        return 0;
    *code_point_out = 0x10000 + ((first & 0x3ff) << 10 | (second & 0x3ff));
    return 2;
}

size_t utf16_convert(bool is_big_endian, const char *bytes, size_t byte_count, char *room,
                     size_t *text_count_out)
{
    const struct halves halves = { is_big_endian, !is_big_endian };
    const size_t unit_count = byte_count / UNIT;
    char *end = room;
    size_t at = 0;
    while (at < unit_count) {
        unsigned code_point = 0;
        size_t copied = copy_words(halves, bytes + at * UNIT, unit_count - at, end);
        at += copied;
        end += copied;
        while (at < unit_count && code_point < 0x80) {
            size_t units =
                decode(halves, bytes + at * UNIT, unit_count - at, &code_point);
            if (!units)
                goto done;
            end += put(code_point, end);
            at += units;
        }
    }
done:
    *text_count_out = (size_t)(end - room);
    return at * UNIT;
}
