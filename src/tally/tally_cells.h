/* Cells of a tally's text. */
#ifndef TALLY_TALLY_CELLS_H
#define TALLY_TALLY_CELLS_H

#include "base/buffer.h"

/* Adds a cell that a CSV reader gives back as it is; a first '#' is quoted, because
   unquoted it would begin a header line. */
void tally_put_text(struct buffer *line, const char *text);

/* The same behind a comma; NULL is an empty cell. */
void tally_put_next(struct buffer *line, const char *text);

#endif
