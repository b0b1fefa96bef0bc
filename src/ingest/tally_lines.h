/* A tally on its way in, line by line. Those above its rows say which study it is of,
   what that study read beside answers (aliases, outcomes, headcounts, a benchmark), and
   what was told when the answers were read. */
#ifndef INGEST_TALLY_LINES_H
#define INGEST_TALLY_LINES_H

#include "ingest/csv_reader.h"
#include "ingest/ingest.h"
#include "ingest/tally_moments.h"
#include "ingest/tally_rows.h"

/* What the lines of one file after the other have said. A zeroed struct with answers to
   fill and diagnostics is ready for the first file. */
struct tally_lines {
    struct arena arena;  /* what they said, beside what the study holds */
    struct study *study; /* NULL: none yet */
    struct raw_answers *raw;
    struct symbar_diagnostics *diagnostics;

    /* of the file that is being read */
    const char *name;
    struct tally_rows rows; /* to be filled from the line of columns on */
    struct tally_moments moments;
    bool has_format;
    bool has_study;
    bool has_columns;
    struct text_list files[SIDE_COUNT]; /* named by "#file" lines */
};

void tally_lines_begin(struct tally_lines *lines, const char *path);

/* A line, rows included. */
enum symbar_status tally_lines_add(struct tally_lines *lines,
                                   const struct row *row) SYMBAR_MUST_CHECK;

/* The last line was read: whether the file was a whole tally. */
enum symbar_status tally_lines_finish(struct tally_lines *lines) SYMBAR_MUST_CHECK;

#endif
