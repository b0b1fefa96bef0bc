/* What a file looks like, found out from its beginning and from what the study says about
   it: dialect, platform, header rows, columns. Nothing here reads on. */
#ifndef INGEST_FILE_SHAPE_H
#define INGEST_FILE_SHAPE_H

#include "ingest/dialect.h"
#include "ingest/platform.h"
#include "ingest/text_file.h"

struct file_shape {
    struct dialect dialect;
    struct record *rows; /* the first ones that are not empty, header rows first */
    size_t row_count;
    size_t column_count; /* of the file; every header row has as many cells here */
    size_t row_cells;    /* of a data row: column_count, or an empty last cell more */
    struct export_facts facts;
};

/* Everything in the shape lives in `arena`. The head of `text` grows where the header
   rows need more of it. */
enum symbar_status
file_shape_find(struct text_file *text, const struct side_study *side,
                struct arena *arena, struct file_shape *shape_out,
                struct symbar_diagnostics *diagnostics) SYMBAR_MUST_CHECK;

/* A reader that stands before the first row of the text, to be given the head first. */
struct csv_reader *file_shape_reader(const struct text_file *text,
                                     const struct dialect *dialect, row_handler *handler,
                                     void *context);
enum csv_reading file_shape_push_head(const struct text_file *text,
                                      const struct dialect *dialect,
                                      struct csv_reader *reader) SYMBAR_MUST_CHECK;

/* A row that is no record: Excel writes ;;;; where rows were emptied. */
bool file_shape_skips(const struct row *row);

enum symbar_status file_shape_fail_ragged(const struct file_shape *shape,
                                          const char *name, uint64_t line,
                                          size_t cell_count,
                                          struct symbar_diagnostics *diagnostics);

#endif
