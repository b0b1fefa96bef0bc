/* Within csv_index*.c only: the scans, one per instruction set. */
#ifndef INGEST_CSV_INDEX_PARTS_H
#define INGEST_CSV_INDEX_PARTS_H

#include "ingest/csv_index.h"

/* The bytes that are looked for; without quotes `has_quote` is no bits, else all. */
struct mark_bytes {
    char delimiter;
    char quote;
    uint64_t has_quote;
};

/* Of a block of 64 bytes, the first one in bit 0. */
struct block_marks {
    uint64_t delimiter;
    uint64_t quote;
    uint64_t lf;
    uint64_t cr;
};

/* For each byte: the numbers of the bits that are set, the lowest first, and zeros. */
enum { INDEX_PLACES = 8 };
extern const unsigned char csv_index_places[256][INDEX_PLACES];

typedef void csv_index_scan(struct csv_index *index, const char *bytes, size_t byte_count,
                            char delimiter, char quote);

typedef void csv_quoted_scan(struct quoted_text *text, const char *bytes,
                             size_t byte_count);

csv_index_scan csv_index_scan_portable;
csv_quoted_scan csv_quoted_scan_portable;
#if defined(__x86_64__)
csv_index_scan csv_index_scan_sse2;
csv_quoted_scan csv_quoted_scan_sse2;
csv_index_scan csv_index_scan_avx2;
csv_quoted_scan csv_quoted_scan_avx2;
#endif
#if defined(__aarch64__)
csv_index_scan csv_index_scan_neon;
csv_quoted_scan csv_quoted_scan_neon;
#endif

/* How many bits of each byte are set, in that byte. */
static inline uint64_t count_by_byte(uint64_t mask)
{
    const uint64_t twos = UINT64_C(0x3333333333333333);
    mask -= mask >> 1 & UINT64_C(0x5555555555555555);
    mask = (mask & twos) + (mask >> 2 & twos);
    return (mask + (mask >> 4)) & UINT64_C(0x0f0f0f0f0f0f0f0f);
}

/* Without an instruction for it, a call of the compiler's function would be slower. */
static inline size_t count_bits(uint64_t mask)
{
    return (size_t)(count_by_byte(mask) * UINT64_C(0x0101010101010101) >> 56);
}

/* Each bit becomes the parity of itself and the lower ones. */
static inline uint64_t fill_by_shifts(uint64_t mask)
{
    for (unsigned shift = 1; shift < INDEX_BLOCK; shift *= 2)
        mask ^= mask << shift;
    return mask;
}

#endif
