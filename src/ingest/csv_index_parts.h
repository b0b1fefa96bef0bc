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

/* Without cell_count, and with all lines that were looked at; returns how many bytes
   these have. */
typedef size_t csv_index_scan(struct csv_index *index, const char *bytes,
                              size_t byte_count, char delimiter, char quote);

typedef size_t csv_cell_count(const struct csv_index *index);

typedef void csv_quote_scan(struct followed_quotes *quotes, const char *bytes,
                            size_t byte_count);

csv_index_scan csv_index_scan_libcsv;
csv_index_scan csv_index_scan_portable;
csv_cell_count csv_cell_count_portable;
csv_quote_scan csv_quote_scan_portable;
#if defined(__x86_64__)
csv_index_scan csv_index_scan_sse2;
csv_cell_count csv_cell_count_sse2;
csv_quote_scan csv_quote_scan_sse2;
csv_index_scan csv_index_scan_avx2;
csv_cell_count csv_cell_count_avx2;
csv_quote_scan csv_quote_scan_avx2;
csv_index_scan csv_index_scan_avx512;
csv_cell_count csv_cell_count_avx512;
csv_quote_scan csv_quote_scan_avx512;
#endif
#if defined(__aarch64__)
csv_index_scan csv_index_scan_neon;
csv_cell_count csv_cell_count_neon;
csv_quote_scan csv_quote_scan_neon;
#endif

/* How many bytes up to `end` are this one. */
size_t csv_index_count_bytes(const char *at, const char *end, char byte);

/* Each bit becomes the parity of itself and the lower ones. */
static inline uint64_t fill_by_shifts(uint64_t mask)
{
    for (unsigned shift = 1; shift < INDEX_BLOCK; shift *= 2)
        mask ^= mask << shift;
    return mask;
}

#endif
