/* Sums of products over 64 rows at a time, of values that fit a byte: what row_moments.h
   counts, where every question has one item and its answers are few and whole.

   A row's answers are numbers of texts; each variable has a table of what its texts stand
   for. */
#ifndef INGEST_BYTE_MOMENTS_H
#define INGEST_BYTE_MOMENTS_H

#include "base/diagnostics.h"
#include "base/instructions.h"
#include "tally/co_moments.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    BYTE_ROWS = 64,
    BYTE_TEXTS = 16,
    BYTE_LARGEST = 80, /* four squares of it fit into 16 bits */
    BYTE_BLANK = 255   /* instead of a value: no answer */
};

struct byte_variable {
    size_t item; /* whose texts */
    uint8_t of_text[BYTE_TEXTS];
};

/* Sums in lanes, as the instructions have them; what they mean is the sum of a row. */
enum { BYTE_LANES = 8 };
struct byte_sums {
    size_t x; /* numbers of variables */
    size_t y;
    uint64_t n;
    uint64_t total_x[BYTE_LANES / 2];
    uint64_t total_y[BYTE_LANES / 2];
    uint32_t xx[BYTE_LANES];
    uint32_t yy[BYTE_LANES];
    uint32_t xy[BYTE_LANES];
};

/* Over all rows, of one pair. */
struct moment_sums {
    int64_t n;
    int64_t x;
    int64_t y;
    int64_t xx;
    int64_t yy;
    int64_t xy;
};

/* A zeroed struct is valid and counts nothing. */
struct byte_moments {
    struct byte_variable *variables; /* the caller fills them in */
    size_t variable_count;
    struct byte_sums *pairs;
    size_t pair_count;
    struct moment_sums *sums; /* per pair, of the lanes that were emptied */
    uint8_t *block;           /* of values and masks, per variable */
    size_t run_count;         /* in the lanes */
    bool uses_avx2;
};

bool byte_moments_init(struct byte_moments *moments, const struct moment_plan *plan,
                       enum instructions instructions) SYMBAR_MUST_CHECK;
void byte_moments_release(struct byte_moments *moments);

/* Adds the rows of which the bit is set in `rows`; texts[item * BYTE_ROWS + row] are
   below BYTE_TEXTS for those, and anything for others. */
void byte_moments_add(struct byte_moments *moments, const uint8_t *texts, uint64_t rows);

/* Brings `sums` up to date. */
void byte_moments_finish(struct byte_moments *moments);

/* Within byte_moments*.c only. */
void byte_moments_add_avx2(struct byte_moments *moments, const uint8_t *texts,
                           uint64_t rows);

#endif
