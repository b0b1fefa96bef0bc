/* How many of very many numbers are above a limit, asked again and again: numbers are put
   into cells of one width, and only those in the limit's own cell are compared with it.
   In time proportional to the numbers, where sorting them would take several times
   that. */
#ifndef STATS_GRID_H
#define STATS_GRID_H

#include <stddef.h>
#include <stdint.h>

enum { GRID_CELLS = 8192 };

struct grid {
    const double *numbers; /* cell by cell; those of a crowded one are in order */
    double lowest;
    double cells_per_one;
    uint32_t starts[GRID_CELLS + 1]; /* of each cell, among the numbers */
};

/* Finite numbers, at least one, at most 2^32. What is in `placed`, room for as many, is
   from then on the grid's; `numbers` may be used as scratch. */
void grid_fill(struct grid *grid, double *numbers, size_t count, double *placed);

size_t grid_count_above(const struct grid *grid, double limit);

#endif
