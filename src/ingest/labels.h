/* The names of segments and waves, matched as those of units are: spellings that differ
   in what units.match ignores are one segment, one wave. A name that the study itself
   gives (waves, analysis.wave, analysis.contrast) is the name. */
#ifndef INGEST_LABELS_H
#define INGEST_LABELS_H

#include "base/arena.h"
#include "base/diagnostics.h"
#include "study/study.h"
#include "tally/tally.h"

/* A zeroed struct is valid to release. */
struct label_match {
    struct arena arena;
    const char **segments[SIDE_COUNT];  /* per segment of the raw tally: its key now */
    const char **waves;                 /* per wave: its name now, or NULL: left out */
    ptrdiff_t without_wave[SIDE_COUNT]; /* TALLY_NONE; TALLY_DROPPED: left out */
};

/* Tells spellings that were joined, who has no segment or wave, and names in the study
   that no answer has; fails on a wave that the study's order lacks. */
enum symbar_status labels_match(const struct study *study, const struct tally *raw,
                                struct label_match *match_out,
                                struct symbar_diagnostics *diagnostics) SYMBAR_MUST_CHECK;
void label_match_release(struct label_match *match);

#endif
