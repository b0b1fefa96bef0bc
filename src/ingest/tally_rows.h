/* The rows of a tally file, one by one, into a tally. */
#ifndef INGEST_TALLY_ROWS_H
#define INGEST_TALLY_ROWS_H

#include "base/buffer.h"
#include "base/diagnostics.h"
#include "ingest/csv_reader.h"
#include "study/study.h"
#include "tally/tally.h"

/* One file's way into the tally; zeroed and filled in, a valid start. */
struct tally_rows {
    const char *name; /* of the file, for messages */
    const struct study *study;
    struct tally *tally;
    bool is_folded;                  /* who is in "(other)" is in no unit */
    struct map seen;                 /* what a row speaks of, to find the second one */
    struct buffer key;               /* of the row that is looked for there */
    uint64_t row_counts[SIDE_COUNT]; /* respondents */
    struct symbar_diagnostics *diagnostics;
};

/* A row that is refused is told and passed over. SYMBAR_OK, SYMBAR_BAD_INPUT or
   SYMBAR_NO_MEMORY. */
enum symbar_status tally_rows_add(struct tally_rows *rows,
                                  const struct row *row) SYMBAR_MUST_CHECK;

/* After the last row: whether every group's answers come to its respondents. */
enum symbar_status tally_rows_finish(struct tally_rows *rows) SYMBAR_MUST_CHECK;

void tally_rows_release(struct tally_rows *rows);

#endif
