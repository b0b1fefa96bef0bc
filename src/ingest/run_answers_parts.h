/* Within run_answers*.c only: columns that stand side by side, read at once. */
#ifndef INGEST_RUN_ANSWERS_PARTS_H
#define INGEST_RUN_ANSWERS_PARTS_H

#include "ingest/run_answers.h"

enum {
    /* Each cell takes up to five bytes ("10" in quotes and a delimiter), and 64 bytes are
       looked at. */
    STRETCH_MOST = 12,
    STRETCH_ROW = 16,
    STRETCH_BYTES = 64,
    BYTES_BEFORE = 3, /* a cell, that may be looked at */
    NOT_KNOWN = 0x80,
    /* A 10 is taken for one byte that no text has alone: that of 0 with these bits. */
    TEN_BITS = 0x8a,
    TEN = '0' | TEN_BITS
};

struct run_cell {
    size_t column;
    size_t item;
};

struct run_stretch {
    size_t first_column;
    size_t count;
    size_t items[STRETCH_MOST]; /* from left to right */
};

/* The texts of an item by the last byte of the cell, inside quotes and without any. */
struct run_item {
    const struct quick_slot *slots; /* NULL: nothing is known */
    const bool *is_known;           /* by number */
    bool has_letters;               /* one character that is no digit is known */
    uint8_t table[2][256];
};

/* A stretch in a run. */
struct stretch_run {
    const struct run_answers *answers;
    const struct run_stretch *stretch;
    const struct row_run *run;
    const uint16_t *starts; /* of the first column */
    bool is_quoted;         /* else no cell is */
    bool is_last;           /* of the row */
};

/* The bytes of a row: of each cell the last one before its end, or before its closing
   quote; blank ones have the byte before the cell, or their quote. One after the other,
   with more behind them that mean nothing. */
struct stretch_bytes {
    uint8_t rows[RUN_MOST_ROWS][STRETCH_ROW];
    uint8_t behind[STRETCH_BYTES + 8];
};

/* Whether a row is far enough from the ends of the text. */
static inline bool stretch_has_room(const struct stretch_run *own, size_t row)
{
    size_t at = own->starts[row];
    return at >= BYTES_BEFORE && at + STRETCH_BYTES <= own->run->byte_count;
}

/* The ends of cells from the beginning of the stretch on, a CR before a line feed being
   an end instead of that. */
static inline uint64_t stretch_ends(const struct stretch_run *own, size_t row)
{
    size_t at = own->starts[row];
    uint64_t ends = csv_index_window(own->run->index, at);
    if (!own->is_last)
        return ends;
    size_t cr = row_run_end(own->run, row) - at;
    size_t lf = csv_index_row_end(own->run->index, own->run->first_row + row) - at;
    if (lf != cr && lf < INDEX_WINDOW)
        ends ^= (uint64_t)1 << lf | (uint64_t)1 << cr;
    return ends;
}

/* Puts the texts of a stretch where run_answers_read wants them, and anything where a row
   is not known; bit r of what comes back: all of row r are known. */
uint64_t stretch_read_portable(const struct stretch_run *own, uint8_t *texts);
#if defined(__x86_64__)
uint64_t stretch_read_avx2(const struct stretch_run *own, uint8_t *texts);
uint64_t stretch_read_avx512(const struct stretch_run *own, uint8_t *texts);
#endif

#endif
