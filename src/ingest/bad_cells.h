/* Cells of a column that are wrong in one way: how many, and where the first ones are. */
#ifndef INGEST_BAD_CELLS_H
#define INGEST_BAD_CELLS_H

#include "base/diagnostics.h"
#include "ingest/records.h"

#include <stdint.h>

enum { BAD_CELL_LINES = 3, BAD_CELL_SHOWN = 40 };

/* A zeroed struct is valid: there are none. */
struct bad_cells {
    uint64_t count;
    uint64_t lines[BAD_CELL_LINES];
    uint64_t column;
    char shown[BAD_CELL_SHOWN + 1]; /* the first one */
};

void bad_cells_add(struct bad_cells *bad, const struct cell *cell);

/* Where the first one is. */
struct place bad_cells_place(const struct bad_cells *bad, const char *file);

/* Says of the diagnostic made last how often it was met. */
void bad_cells_seen(const struct bad_cells *bad, struct symbar_diagnostics *diagnostics);

#endif
