/* Within records.c, shared_records.c and text_parts.c only: what an open file is made of.
 */
#ifndef INGEST_CSV_FILE_H
#define INGEST_CSV_FILE_H

#include "base/arena.h"
#include "ingest/csv_reader.h"
#include "ingest/file_shape.h"
#include "ingest/records.h"
#include "ingest/selection.h"
#include "ingest/text_file.h"

struct csv_file {
    struct arena arena;
    const char *name;
    struct source *source; /* owned by `text` where that is open */
    struct text_file text;
    struct file_shape shape;
    struct sav_file *sav; /* in place of the text */
    struct file_facts facts;
    struct selection selection;
    bool has_selection;
    record_watch *watch; /* NULL: nobody */
    void *watch_context;

    /* while reading */
    struct csv_reader *reader;
    record_handler *handler;
    void *context;
    struct symbar_diagnostics *diagnostics;
    size_t headers_passed;
    enum symbar_status status; /* the first thing that went wrong with a row */
};

/* Whether a row has not the header's number of cells. */
bool csv_file_is_ragged(const struct csv_file *file, const struct row *row);

/* The record of a row, joined cells put together in `selection`. False when memory is
   short. */
bool csv_file_record(const struct csv_file *file, struct selection *selection,
                     const struct row *row, struct record *record_out) SYMBAR_MUST_CHECK;

/* Tells whoever watches. */
void csv_file_tell(const struct csv_file *file, uint64_t bytes_read,
                   uint64_t record_count);

/* The facts that are only known at the end. */
void csv_file_finish(struct csv_file *file);

#endif
