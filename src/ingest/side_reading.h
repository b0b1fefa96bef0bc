/* The files of one side, one after the other, into its rows and a tally of its own.

   Sides do not meet while they are read, so that both may be at once: what is left of the
   last file of one is read by threads that would only wait for the other's
   (base/spare_work.h). */
#ifndef INGEST_SIDE_READING_H
#define INGEST_SIDE_READING_H

#include "ingest/file_reading.h"
#include "study/provenance.h"

/* Zeroed: valid to release. What comes first is set by whoever reads. */
struct side_reading {
    const struct study *study;
    enum side side;
    struct symbar_diagnostics *diagnostics;
    struct tally *tally;                /* borrowed; of this side alone */
    struct outcome_figures *headcounts; /* borrowed */
    struct reading_progress *progress;
    struct arena *arena;          /* of the summaries */
    struct input_summary *inputs; /* one per file */
    struct spare_work *meanwhile; /* for threads that would wait; NULL: nothing */

    struct side_rows rows;
    struct file_reading file; /* the last one, once the reading has begun */
    size_t errors;            /* before */
    bool is_open;
    enum symbar_status status;
};

/* Reads all files but what may be left of the last one. Whatever comes of it, the end has
   to follow. */
void side_reading_begin(struct side_reading *reading);

/* A spare_step: reads on in the last file. */
bool side_reading_step(void *reading);

/* Reads the rest, tells what is wrong with the answers and with all of them together, and
   fills the summaries. */
enum symbar_status side_reading_end(struct side_reading *reading) SYMBAR_MUST_CHECK;
void side_reading_release(struct side_reading *reading);

#endif
