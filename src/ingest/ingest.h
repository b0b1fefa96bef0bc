/* From files to a tally: reads every file of a study, once, in bounded memory.

   Rows are respondents. What could not be read is in the diagnostics, each problem once
   with its count and first places; outputs are set on success only.

   In two steps: reading gives a raw tally, whose units bear the names of the cells;
   matching decides which names are one unit. A tally file holds the first, so that
   tallies of parts match as the whole would. */
#ifndef INGEST_INGEST_H
#define INGEST_INGEST_H

#include "base/diagnostics.h"
#include "ingest/aliases.h"
#include "ingest/outcomes.h"
#include "ingest/rows.h"
#include "study/benchmark.h"
#include "study/provenance.h"
#include "study/study.h"
#include "tally/tally.h"

/* What reading found. A zeroed struct is valid to release. */
struct raw_answers {
    struct tally *tally;
    struct aliases aliases;
    struct outcome_figures outcomes;
    struct benchmark benchmark; /* from tally files; whoever reads exports reads it too */
    struct outcome_figures headcounts; /* by side */
    /* how often a unit's name was met in which file; none from tally files */
    struct unit_use *unit_uses[SIDE_COUNT];
    size_t unit_use_counts[SIDE_COUNT];
    /* and how many of which file are of which wave */
    struct wave_use *wave_uses[SIDE_COUNT];
    size_t wave_use_counts[SIDE_COUNT];
};

void raw_answers_release(struct raw_answers *raw);

/* Reads the study's files. `provenance` is initialised by the caller to zero and released
   by it; its inputs are filled. */
enum symbar_status ingest_read(const struct study *study, struct raw_answers *raw_out,
                               struct provenance *provenance,
                               struct symbar_diagnostics *diagnostics) SYMBAR_MUST_CHECK;

/* Matches the units, fills the provenance's units, and leaves out what the study drops.
   `*tally_out` is owned by the caller (tally_free); units bear their final names in it.
   NULL: only what there is to say is wanted. */
enum symbar_status ingest_match(const struct study *study, const struct raw_answers *raw,
                                struct tally **tally_out, struct provenance *provenance,
                                struct symbar_diagnostics *diagnostics) SYMBAR_MUST_CHECK;

/* The same where `raw` is only released afterwards: its counts are moved, if they can be,
   and not copied. */
enum symbar_status
ingest_match_last(const struct study *study, struct raw_answers *raw,
                  struct tally **tally_out, struct provenance *provenance,
                  struct symbar_diagnostics *diagnostics) SYMBAR_MUST_CHECK;

/* Both steps. */
enum symbar_status ingest(const struct study *study, struct tally **tally_out,
                          struct provenance *provenance,
                          struct symbar_diagnostics *diagnostics) SYMBAR_MUST_CHECK;

#endif
