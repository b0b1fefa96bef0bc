/* Where cells and rows end in a stretch of CSV text: the delimiters and
   line feeds outside quotes.

   Only text that leaves no question is indexed: a quote opens a cell at its very
   beginning, is doubled inside quotes, or stands in a cell without quotes, where it is a
   byte like any other; a closing one is followed by the end of the cell, a CR by LF. At
   the first byte that breaks these rules the index ends with the last row before it; that
   row and whatever follows is for libcsv, whose reading is the definition. Rows of a byte
   or two are as many as an index has room for before the text ends.

   Text is looked at 64 bytes at a time, as bit masks. Every instruction set gives the
   same index; the one source of the scan is csv_index_scan.h. */
#ifndef INGEST_CSV_INDEX_H
#define INGEST_CSV_INDEX_H

#include "base/instructions.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum {
    INDEX_MOST_BYTES = 32 * 1024,
    INDEX_BLOCK = 64,
    INDEX_BLOCKS = INDEX_MOST_BYTES / INDEX_BLOCK,
    INDEX_WINDOW = INDEX_BLOCK - 7,
    INDEX_AHEAD = 16,  /* blocks */
    INDEX_BEHIND = 32, /* bounds that may be written behind the last one */
    /* With so many rows an index is full: those that end in the same eight blocks are the
       last ones in it. */
    INDEX_FULL_ROWS = INDEX_MOST_BYTES / 4,
    INDEX_STRIDE = 8, /* blocks */
    INDEX_MOST_ROWS = INDEX_FULL_ROWS - 1 + INDEX_STRIDE * INDEX_BLOCK
};

struct csv_index {
    size_t row_count;  /* whole ones */
    size_t cell_count; /* of every row; 0: they differ, or there is none */
    size_t line_count; /* that end before the last row does, with those in quotes */
    /* Of each block, a bit per byte: what ends a cell, a delimiter or line feed outside
       quotes; a CR before that line feed is still in the cell. One more block has none.
     */
    uint64_t ends[INDEX_BLOCKS + 1];
    /* How many ends come before each block; behind the last one 65535. */
    uint16_t cells_before[INDEX_BLOCKS + INDEX_AHEAD];
    /* Row i stands between bounds i and i + 1, which are the offsets of line feeds. The
       first bound is 65535, one before offset 0 in 16 bits. */
    uint16_t row_bounds[1 + INDEX_MOST_ROWS + INDEX_BEHIND];
};

/* Indexes text that begins at a row, at most INDEX_MOST_BYTES of it. `quote` may be 0:
   none. */
void csv_index_fill(struct csv_index *index, enum instructions instructions,
                    const char *bytes, size_t byte_count, char delimiter, char quote);

/* The same, but that cell_count is left to csv_index_count_cells(); returns how much of
   the text was looked at: all, or up to about where it breaks a rule or the index is
   full. */
size_t csv_index_find(struct csv_index *index, enum instructions instructions,
                      const char *bytes, size_t byte_count, char delimiter, char quote);
void csv_index_count_cells(struct csv_index *index, enum instructions instructions);

/* Quotes followed through text, block by block. */
struct followed_quotes {
    char delimiter;
    char quote;       /* 0: none */
    size_t rows_from; /* before that, row ends may be left out */
    /* How things are before the text, and then behind what was passed. */
    bool is_inside;
    bool is_after_quote; /* which closes, unless another one follows */
    bool is_after_end;   /* of a cell, or a CR */
    /* The rest is what came of it. */
    size_t byte_count; /* that were passed */
    size_t row_end;    /* the last one's place, behind its line feed; 0: there was none */
    bool is_odd;       /* the next block breaks a rule; else there is no whole one */
};

/* Fills in the rest. INSTRUCTIONS_ROWS passes nothing. */
void csv_index_follow_quotes(struct followed_quotes *quotes,
                             enum instructions instructions, const char *bytes,
                             size_t byte_count);

/* How many bits of each byte are set, in that byte. */
static inline uint64_t csv_index_count_by_byte(uint64_t mask)
{
    const uint64_t twos = UINT64_C(0x3333333333333333);
    mask -= mask >> 1 & UINT64_C(0x5555555555555555);
    mask = (mask & twos) + (mask >> 2 & twos);
    return (mask + (mask >> 4)) & UINT64_C(0x0f0f0f0f0f0f0f0f);
}

/* Without an instruction for it, a call of the compiler's function would be slower. */
static inline size_t csv_index_count_bits(uint64_t mask)
{
    return (size_t)(csv_index_count_by_byte(mask) * UINT64_C(0x0101010101010101) >> 56);
}

static inline size_t csv_index_row_start(const struct csv_index *index, size_t row)
{
    return (uint16_t)(index->row_bounds[row] + 1);
}

/* Where the line feed is that ends a row. */
static inline size_t csv_index_row_end(const struct csv_index *index, size_t row)
{
    return index->row_bounds[row + 1];
}

/* The ends among the bytes from an offset on, which is at most that of the last line
   feed: as many as come before csv_index_next_window, INDEX_WINDOW bytes or more. */
static inline uint64_t csv_index_window(const struct csv_index *index, size_t offset)
{
    enum { BYTE = 8 };
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    uint64_t window;
    memcpy(&window, (const char *)index->ends + offset / BYTE, sizeof window);
    return window >> offset % BYTE;
#else
    size_t first = offset - offset % BYTE;
    size_t block = first / INDEX_BLOCK;
    size_t shift = first % INDEX_BLOCK;
    uint64_t window = index->ends[block] >> shift | index->ends[block + 1]
                                                        << 1 << (INDEX_BLOCK - 1 - shift);
    return window >> offset % BYTE;
#endif
}

static inline size_t csv_index_next_window(size_t offset)
{
    return (offset | 7) + INDEX_WINDOW;
}

/* How many cells end before an offset, which is at most that of the last line feed. */
static inline size_t csv_index_cells_before(const struct csv_index *index, size_t offset)
{
    size_t block = offset / INDEX_BLOCK;
    uint64_t before = ((uint64_t)1 << offset % INDEX_BLOCK) - 1;
    return index->cells_before[block] + csv_index_count_bits(index->ends[block] & before);
}

/* Where the next cell ends from an offset on. */
static inline size_t csv_index_next_end(const struct csv_index *index, size_t offset)
{
    uint64_t window = csv_index_window(index, offset);
    while (!window) {
        offset = csv_index_next_window(offset);
        window = csv_index_window(index, offset);
    }
    return offset + (size_t)__builtin_ctzll(window);
}

/* Where the cell ends that comes after `cells` others. */
size_t csv_index_find_end(const struct csv_index *index, size_t offset, size_t cells);

#endif
