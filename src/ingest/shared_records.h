/* The data records of a text file, read by several threads at once.

   The text is cut behind row ends into parts (text_parts.h), which the threads take as
   they come. Each reads (part_reader.h) the rows of its part and counts those of which
   everything is known already, which can be done in any order. All the rest is done in
   turn: part after part, in the order of the file, one thread at a time. So whatever is
   met first is met first whatever the number of threads, and so are problems and their
   lines. */
#ifndef INGEST_SHARED_RECORDS_H
#define INGEST_SHARED_RECORDS_H

#include "base/work.h"
#include "ingest/records.h"
#include "ingest/row_run.h"

#include <stdbool.h>
#include <stddef.h>

enum record_use {
    RECORD_COUNTED,
    RECORD_FILLED, /* counted, but no more can be before `pour` */
    RECORD_NEW,    /* has to be handled in turn */
    RECORD_NO_MEMORY
};

/* What becomes of the records. `worker` is below work_threads(); the functions that are
   called by one thread at a time have everything to themselves but what `count` uses. */
struct record_crew {
    void *context;
    /* before all others for this worker; one thread at a time; false: memory is short */
    bool (*enlist)(void *context, size_t worker);
    /* by any thread, at any time, for a worker of its own */
    enum record_use (*count)(void *context, size_t worker, const struct record *record);
    /* the same for those rows of a run that are known; bit r of `*left_out`: row r is not
     */
    enum record_use (*count_run)(void *context, size_t worker, const struct row_run *run,
                                 uint64_t *left_out);
    /* one thread at a time, in no order; false: memory is short */
    bool (*pour)(void *context, size_t worker);
    /* one thread at a time, in the order of the file */
    bool (*handle)(void *context, size_t worker, const struct record *record);
    /* the same, after the last record of a part; and before a worker's first, in no order
     */
    void (*catch_up)(void *context, size_t worker);
};

/* In place of csv_file_read, for files that are text. In three steps, of which the one in
   the middle may be left out: the beginning (the header rows, or all of a short file); on
   part after part, by one thread at a time, as long as any is left; and all the rest, by
   all threads. */
struct sharing;

/* NULL when memory is short, which is told. All is borrowed until the end. */
struct sharing *csv_file_share_begin(struct csv_file *file, const struct work *work,
                                     const struct record_crew *crew,
                                     struct symbar_diagnostics *diagnostics);

/* Whether nothing is left to be read. */
bool csv_file_share_has_ended(const struct sharing *sharing);

void csv_file_share_step(struct sharing *sharing);

/* Frees it. */
enum symbar_status csv_file_share_end(struct sharing *sharing) SYMBAR_MUST_CHECK;

/* Whether a file is one. */
bool csv_file_is_text(const struct csv_file *file);

#endif
