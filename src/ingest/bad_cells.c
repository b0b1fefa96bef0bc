#include "ingest/bad_cells.h"

#include <string.h>

void bad_cells_add(struct bad_cells *bad, const struct cell *cell)
{
    if (bad->count < BAD_CELL_LINES)
        bad->lines[bad->count] = cell->line;
    if (!bad->count) {
        size_t length =
            cell->byte_count < BAD_CELL_SHOWN ? cell->byte_count : BAD_CELL_SHOWN;
        memcpy(bad->shown, cell->bytes, length);
        bad->shown[length] = '\0';
        bad->column = cell->column;
    }
    bad->count++;
}

struct place bad_cells_place(const struct bad_cells *bad, const char *file)
{
    return (struct place){ .path = file, .line = bad->lines[0], .column = bad->column };
}

void bad_cells_seen(const struct bad_cells *bad, struct symbar_diagnostics *diagnostics)
{
    size_t count = bad->count < BAD_CELL_LINES ? (size_t)bad->count : BAD_CELL_LINES;
    diagnostics_seen(diagnostics, bad->count, bad->lines, count);
}
