/* Where cells and rows end in a stretch of CSV text: the offsets of the delimiters and
   line feeds outside quotes, and how many lines were passed.

   Only text that leaves no question is indexed: a quote opens a cell at its very
   beginning or is doubled inside quotes, a closing one is followed by the end of the
   cell, a CR by LF. At the first byte that breaks these rules the index ends with the
   last row before it; that row and whatever follows is for libcsv, whose reading is the
   definition.

   Text is looked at 64 bytes at a time, as bit masks. Every instruction set gives the
   same index; the one source of the scan is csv_index_scan.h. */
#ifndef INGEST_CSV_INDEX_H
#define INGEST_CSV_INDEX_H

#include "base/instructions.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    INDEX_MOST_BYTES = 32 * 1024,
    INDEX_BLOCK = 64,
    INDEX_BLOCKS = INDEX_MOST_BYTES / INDEX_BLOCK
};

struct csv_index {
    size_t row_count;
    size_t cell_count; /* the last one ends a row */
    /* Cell i stands between bounds i and i + 1, which are the offsets of a delimiter or
       line feed; a CR before that line feed is still in the cell. The first bound is
       65535, one before offset 0 in 16 bits. */
    uint16_t bounds[1 + INDEX_MOST_BYTES + INDEX_BLOCK];
    uint64_t line_feeds[INDEX_BLOCKS]; /* of each block, a bit per byte, quoted or not */
    uint16_t lines_before[INDEX_BLOCKS];
};

/* Indexes text that begins at a row, at most INDEX_MOST_BYTES of it. `quote` may be 0:
   none. */
void csv_index_fill(struct csv_index *index, enum instructions instructions,
                    const char *bytes, size_t byte_count, char delimiter, char quote);

/* Quotes followed through text that begins inside quotes, block by block. */
struct quoted_text {
    char delimiter;
    char quote;
    /* the rest is what came of it */
    size_t byte_count; /* that were passed; the following is how things are behind them */
    size_t row_end;    /* the last one's place, behind its line feed; 0: there was none */
    bool is_inside;
    bool is_after_quote; /* which closes, unless another one follows */
    bool is_after_end;   /* of a cell */
    bool is_odd; /* the next block breaks a rule; else it is outside quotes and has none,
                    or there is none */
};

/* Fills in the rest. INSTRUCTIONS_LIBCSV passes nothing. */
void csv_index_pass_quoted(struct quoted_text *text, enum instructions instructions,
                           const char *bytes, size_t byte_count);

static inline size_t csv_index_cell_start(const struct csv_index *index, size_t cell)
{
    return (uint16_t)(index->bounds[cell] + 1);
}

static inline size_t csv_index_cell_end(const struct csv_index *index, size_t cell)
{
    return index->bounds[cell + 1];
}

/* How many line feeds stand before an offset that is at most that of the last bound. */
static inline size_t csv_index_lines_before(const struct csv_index *index, size_t offset)
{
    size_t block = offset / INDEX_BLOCK;
    uint64_t before = ((uint64_t)1 << offset % INDEX_BLOCK) - 1;
    return index->lines_before[block] +
           (size_t)__builtin_popcountll(index->line_feeds[block] & before);
}

#endif
