/* The rows of a tally file, one by one, into a tally. */
#ifndef INGEST_TALLY_ROWS_H
#define INGEST_TALLY_ROWS_H

#include "base/diagnostics.h"
#include "ingest/csv_reader.h"
#include "ingest/tally_seen.h"
#include "study/study.h"
#include "tally/tally.h"

/* What a side's dimension and level are, once a row had them. */
struct tally_place {
    bool is_known;
    bool is_missing;
    enum missing_kind kind; /* then */
    size_t dimension;
    double level;
    ptrdiff_t number; /* of the level in the tally; MAP_NONE: nobody gave it yet */
};

/* One file's way into the tally; zeroed and filled in, a valid start. */
struct tally_rows {
    const char *name; /* of the file, for messages */
    const struct study *study;
    struct tally *tally;
    bool is_folded; /* who is in "(other)" is in no unit */
    struct tally_seen seen;
    struct tally_place *places; /* by side, dimension and level, as `seen` numbers them */
    bool has_group;             /* of the last row */
    size_t seen_group;          /* its number in `seen` */
    size_t group;               /* and in the tally */
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
