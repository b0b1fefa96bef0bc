/* The rows of one file into those of its side: opened, its columns resolved, its records
   counted by several threads where they can be. */
#ifndef INGEST_FILE_READING_H
#define INGEST_FILE_READING_H

#include "ingest/columns.h"
#include "ingest/known_rows.h"
#include "ingest/reading_progress.h"
#include "ingest/rows.h"
#include "ingest/shared_records.h"

/* Several threads on one file. More would wait for the bytes, which come one after the
   other, and each has counters of its own. */
enum { MOST_READERS = 4 };

/* Zeroed: no file. What comes first is set by whoever reads. */
struct file_reading {
    const struct study *study;
    struct work work; /* how: as the study says, but for what is done meanwhile */
    struct side_rows *rows;
    struct symbar_diagnostics *diagnostics;
    struct reading_progress *progress;

    struct csv_file *file;
    const char *name;
    size_t index; /* in the side's files */
    struct column_plan plan;
    bool has_rows;             /* there may be some to tell of */
    enum symbar_status status; /* of the beginning */

    struct sharing *sharing; /* NULL: by one thread, row after row */
    struct record_crew crew;
    struct known_rows *known[MOST_READERS];
    size_t learned[MOST_READERS][MOST_READERS]; /* by one of another's crowds */
};

/* Reads the beginning of a side's file, and all of it if it is short. Whatever comes of
   it, the end has to follow. */
void file_reading_begin(struct file_reading *reading, size_t index);

/* Reads on a little, by one thread at a time; false when nothing is left that could be
   read like this. */
bool file_reading_step(struct file_reading *reading);

/* Reads the rest and tells what there is to tell. */
enum symbar_status file_reading_end(struct file_reading *reading) SYMBAR_MUST_CHECK;

/* Once it was read, and until it is closed. */
const struct file_facts *file_reading_facts(const struct file_reading *reading);

/* After the end. */
void file_reading_close(struct file_reading *reading);

#endif
