/* The block of byte_moments.h and what is summed from it. Within byte_moments*.c only. */
#ifndef INGEST_BYTE_MOMENTS_PARTS_H
#define INGEST_BYTE_MOMENTS_PARTS_H

#include "ingest/byte_moments.h"

/* Columns are a little apart, so that processors can load two of them at once. */
enum { BLOCK_RUNS = 16, BLOCK_ROWS = BLOCK_RUNS * BYTE_ROWS, COLUMN = BLOCK_ROWS + 64 };

/* So many variables are laid out as rows at a time. A run has one row more, of zeros. */
enum { PANEL = 16, PANEL_RUN = (BYTE_ROWS + 1) * PANEL };

/* Sums that stay in registers of wide vectors. */
enum { TILE = 12 };

/* Products are added to so many at a time: a row of them may be written that far behind
   its end, with what was there. */
enum { SUMS_AT_ONCE = 4 };

/* Over some rows, of the variables of a panel. */
struct panel_sums {
    uint32_t values[PANEL];
    uint32_t squares[PANEL];
};

/* Variables beside each other that go with each other and with no other. */
struct byte_group {
    size_t first;
    size_t count;
    size_t panel_count;
    void *memory;
    void *columns;        /* of cells, [x][row], x up to a whole panel; 0 where blank */
    uint64_t *blank_rows; /* [x][run], a bit per row */
    uint32_t *blanks;     /* [x], how many of them */
    /* Sums over the rows since they were last emptied. */
    uint32_t *both_blank;       /* [x][y], y not before x */
    uint32_t *products;         /* [x][y], y not before x */
    uint32_t *totals;           /* [x] */
    struct panel_sums *missing; /* [y][panel], of the rows where y is blank */
};

/* What is done with a block, in some instruction set. A cell is as wide as suits it. */
struct byte_operations {
    size_t cell_size;

    /* About how many instructions it takes, in the two ways of adding what is missing: a
       run of a column; a row; to lay out a run. */
    ptrdiff_t column_cost;
    ptrdiff_t row_cost;
    ptrdiff_t lay_out_cost;
    uint32_t largest_in_rows;

    /* The next run, into columns and blank rows; 0 and not blank where left out. */
    void (*fill)(struct byte_moments *moments, const uint8_t *texts, uint64_t rows);

    /* The block into products and totals. */
    void (*multiply)(struct byte_group *group, uint32_t largest);

    /* How many rows of the block are blank in both. */
    uint32_t (*count_both)(const uint64_t x[BLOCK_RUNS], const uint64_t y[BLOCK_RUNS]);

    /* The block into what is missing with y, in either way: as columns, or a panel at a
       time as rows, which are laid out before, of values that are not too large. */
    void (*add_columns)(struct byte_group *group, size_t y);
    void (*lay_out)(const struct byte_group *group, size_t panel, void *rows);
    void (*add_rows)(const void *rows, const uint64_t blank_rows[BLOCK_RUNS],
                     uint32_t largest, struct panel_sums *missing);
};

extern const struct byte_operations byte_operations_portable;
#if defined(__x86_64__)
extern const struct byte_operations byte_operations_avx2;
extern const struct byte_operations byte_operations_avx512;
#endif

struct byte_block {
    const struct byte_operations *operations;
    struct byte_group *groups;
    size_t group_count;
    void *rows; /* of a panel */
    size_t run_count;
    size_t block_count; /* in the sums */
    uint64_t row_count; /* those that were not left out, in the block and in the sums */
};

#endif
