/* Sums of products over many rows at a time, of values that fit a byte: what
   row_moments.h counts, where every question has one item and its answers are few and
   whole.

   A row's answers are numbers of texts; each variable has a table of what its texts stand
   for. Rows come in runs of 64 and wait in a block, a column per variable, 0 where one is
   blank. A full block is added up at once: the products of columns are what goes with
   what, and of a variable's sum and squares, what lies in the rows where another one is
   blank does not go with that one. So rows without a blank cost little. */
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
    BYTE_LARGEST = 80, /* a value; two products of it fit into 16 bits */
    BYTE_BLANK = 255   /* instead of a value: no answer */
};

struct byte_variable {
    size_t item; /* whose texts */
    uint8_t of_text[BYTE_TEXTS];
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
    struct moment_pair *pairs;
    size_t pair_count;
    struct moment_sums *sums; /* per pair, up to the last finish */
    struct byte_block *block;
};

bool byte_moments_init(struct byte_moments *moments, const struct moment_plan *plan,
                       enum instructions instructions) SYMBAR_MUST_CHECK;
void byte_moments_release(struct byte_moments *moments);

/* Adds the rows of which the bit is set in `rows`; texts[item * BYTE_ROWS + row] are
   below BYTE_TEXTS for those, and anything for others. What a text stands for must be
   known by then, and stay. */
void byte_moments_add(struct byte_moments *moments, const uint8_t *texts, uint64_t rows);

/* Brings `sums` up to date. */
void byte_moments_finish(struct byte_moments *moments);

#endif
