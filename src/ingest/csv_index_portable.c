#include "ingest/csv_index_parts.h"

#include <string.h>

enum { WORD = 8 };

static uint64_t little_endian(uint64_t word)
{
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    return __builtin_bswap64(word);
#else
    return word;
#endif
}

/* A bit per byte of the word that is `byte`: the top bit of each that is not is set, and
   the product brings the others together. */
static uint64_t find_in_word(uint64_t word, char byte)
{
    const uint64_t low = UINT64_C(0x7f7f7f7f7f7f7f7f);
    const uint64_t ones = UINT64_C(0x0101010101010101);
    uint64_t differs = word ^ ones * (unsigned char)byte;
    uint64_t same = ~(((differs & low) + low) | differs) & ~low;
    return (same >> 7) * UINT64_C(0x0102040810204080) >> 56;
}

static void find_marks(const char *block, const struct mark_bytes *wanted,
                       struct block_marks *marks_out)
{
    struct block_marks marks = { 0 };
    for (unsigned at = 0; at < INDEX_BLOCK; at += WORD) {
        uint64_t word;
        memcpy(&word, block + at, WORD);
        word = little_endian(word);
        marks.delimiter |= find_in_word(word, wanted->delimiter) << at;
        marks.quote |= find_in_word(word, wanted->quote) << at;
        marks.lf |= find_in_word(word, '\n') << at;
        marks.cr |= find_in_word(word, '\r') << at;
    }
    marks.quote &= wanted->has_quote;
    *marks_out = marks;
}

#define SCAN_NAME csv_index_scan_portable
#define COUNT_NAME csv_cell_count_portable
#define QUOTED_SCAN_NAME csv_quoted_scan_portable
#define SCAN_TARGET
#define count_bits csv_index_count_bits
#define fill_between fill_by_shifts
#include "ingest/csv_index_scan.h"
