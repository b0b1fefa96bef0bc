/* The co-moments in tally files: one header line per pair, into the tally. A side of
   which one file has respondents and no moments has none at all. */
#ifndef INGEST_TALLY_MOMENTS_H
#define INGEST_TALLY_MOMENTS_H

#include "base/diagnostics.h"
#include "ingest/csv_reader.h"
#include "study/study.h"
#include "tally/tally.h"

/* Zeroed and filled in, a valid start. */
struct tally_moments {
    const struct study *study;
    struct tally *tally;
    struct symbar_diagnostics *diagnostics;
    struct moment_plan plans[SIDE_COUNT];
    bool is_planned;
    bool is_partial[SIDE_COUNT]; /* respondents without moments were met */
    /* of the current file */
    const char *name;
    bool *seen[SIDE_COUNT]; /* per pair */
    bool has_lines[SIDE_COUNT];
};

/* The next lines are of this file. */
void tally_moments_begin(struct tally_moments *moments, const char *name);

/* A line that is refused is told. SYMBAR_OK, SYMBAR_BAD_INPUT or SYMBAR_NO_MEMORY. */
enum symbar_status tally_moments_add(struct tally_moments *moments,
                                     const struct row *row) SYMBAR_MUST_CHECK;

/* After the last row of a file, which has so many respondents per side: whether as many
   were counted for each dimension by itself as its counts have. */
enum symbar_status
tally_moments_finish(struct tally_moments *moments,
                     const uint64_t row_counts[SIDE_COUNT]) SYMBAR_MUST_CHECK;

void tally_moments_release(struct tally_moments *moments);

#endif
