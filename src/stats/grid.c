#include "stats/grid.h"

#include "stats/sort.h"

#include <string.h>

enum { CROWDED = 64 };

/* Never lower for a larger number. */
static size_t cell_of(const struct grid *grid, double number)
{
    double cells = (number - grid->lowest) * grid->cells_per_one;
    if (!(cells > 0))
        return 0;
    return cells < GRID_CELLS ? (size_t)cells : GRID_CELLS - 1;
}

static void lay_out(struct grid *grid, const double *numbers, size_t count)
{
    double lowest = numbers[0];
    double highest = numbers[0];
    for (size_t i = 1; i < count; i++) {
        lowest = numbers[i] < lowest ? numbers[i] : lowest;
        highest = numbers[i] > highest ? numbers[i] : highest;
    }
    grid->lowest = lowest;
    grid->cells_per_one = highest > lowest ? GRID_CELLS / (highest - lowest) : 0;
}

/* The place of each cell's first number, from how many each has. */
static void find_starts(struct grid *grid)
{
    uint32_t start = 0;
    for (size_t cell = 0; cell <= GRID_CELLS; cell++) {
        uint32_t count = grid->starts[cell];
        grid->starts[cell] = start;
        start += count;
    }
}

void grid_fill(struct grid *grid, double *numbers, size_t count, double *placed)
{
    uint32_t next[GRID_CELLS + 1];
    lay_out(grid, numbers, count);
    memset(grid->starts, 0, sizeof grid->starts);
    for (size_t i = 0; i < count; i++)
        grid->starts[cell_of(grid, numbers[i])]++;
    find_starts(grid);
    memcpy(next, grid->starts, sizeof next);
    for (size_t i = 0; i < count; i++)
        placed[next[cell_of(grid, numbers[i])]++] = numbers[i];
    for (size_t cell = 0; cell < GRID_CELLS; cell++) {
        size_t start = grid->starts[cell];
        if (grid->starts[cell + 1] - start > CROWDED)
            sort_numbers(placed + start, numbers, grid->starts[cell + 1] - start);
    }
    grid->numbers = placed;
}

/* Of sorted numbers. */
static size_t count_above(const double *sorted, size_t count, double limit)
{
    size_t low = 0;
    size_t high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (sorted[middle] <= limit)
            low = middle + 1;
        else
            high = middle;
    }
    return count - low;
}

size_t grid_count_above(const struct grid *grid, double limit)
{
    size_t cell = cell_of(grid, limit);
    size_t start = grid->starts[cell];
    size_t end = grid->starts[cell + 1];
    size_t above = grid->starts[GRID_CELLS] - end;
    if (end - start > CROWDED)
        return above + count_above(grid->numbers + start, end - start, limit);
    for (size_t i = start; i < end; i++)
        above += grid->numbers[i] > limit;
    return above;
}
