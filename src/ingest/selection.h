/* The columns that a reader of records asked for, joined ones among them (headers.h):
   what to ask of the file instead, and how to make a joined cell of its parts. */
#ifndef INGEST_SELECTION_H
#define INGEST_SELECTION_H

#include "base/buffer.h"
#include "ingest/headers.h"
#include "ingest/records.h"

/* A zeroed struct is a valid empty selection. */
struct selection {
    size_t *file_columns; /* to be read from the file, column after column asked for */
    size_t file_column_count;
    size_t *part_counts; /* per column asked for: its file columns; 1 unless joined */
    size_t count;
    bool has_joined;
    struct cell *cells; /* of the record that was made last */
    struct buffer text; /* joined cells that hold more than one tick */
};

/* False when memory is short; release in any case. */
bool selection_init(struct selection *selection, const struct export_facts *facts,
                    const size_t *columns, size_t count) SYMBAR_MUST_CHECK;

/* The same selection for a thread of its own. False when memory is short; release in any
   case. */
bool selection_copy(const struct selection *selection,
                    struct selection *copy_out) SYMBAR_MUST_CHECK;

/* The cells asked for, from those of the file columns. A joined cell is the part that is
   not empty; of several, all of them with "; " between. NULL when memory is short. */
const struct cell *selection_cells(struct selection *selection,
                                   const struct cell *file_cells);

void selection_release(struct selection *selection);

#endif
