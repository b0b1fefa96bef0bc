/* A tally as a CSV file: the data set without the people. It stands alone: lines that
   begin with '#' carry the study, its alias table and what was said while reading, so
   that a report from it is the report from the raw files. docs/FORMATS.md describes the
   format. */
#ifndef TALLY_TALLY_WRITE_H
#define TALLY_TALLY_WRITE_H

#include "base/diagnostics.h"
#include "base/sink.h"
#include "study/benchmark.h"
#include "study/study.h"
#include "tally/tally.h"

#define TALLY_FORMAT_NAME "symbar-tally"
#define TALLY_FORMAT_VERSION "1.1"
#define TALLY_COLUMNS "side,wave,segment,unit,dimension,level,n"
/* after them in a weighted tally: the sums of the weights and of their squares */
#define TALLY_WEIGHT_COLUMNS ",w,w2"
/* In the level column of a row without dimension: how many respondents the group has. */
#define TALLY_ROWS "rows"

/* The header line of a tally whose "(other)" is no unit. */
#define TALLY_FOLDED "#folded"

/* The JSON Schema of a row, from tally_schema.json. */
const char *tally_schema(void);

struct tally_alias {
    const char *alias;
    const char *unit;
};

struct tally_outcome {
    const char *outcome; /* its id */
    const char *unit;
    double value;
};

struct tally_headcount {
    enum side side;
    const char *unit;
    double count;
};

struct tally_document {
    const struct study *study;
    const struct tally *tally; /* units as the files write them */
    const struct tally_alias *aliases;
    size_t alias_count;
    const struct tally_outcome *outcomes; /* by outcome, then by unit */
    size_t outcome_count;
    bool is_folded;                           /* "(other)" is no unit (tally_fold.h) */
    const struct benchmark *benchmark;        /* or NULL */
    const struct tally_headcount *headcounts; /* by side, then by unit */
    size_t headcount_count;
    const struct symbar_diagnostics *said; /* warnings and notes of the reading */
};

/* Rows are sorted by side, wave, segment, unit (bytes), dimension (the study's order) and
   level, so that equal tallies are equal files. Status: SYMBAR_OK, SYMBAR_CANNOT_WRITE
   when the sink refused (its owner knows why and says so), SYMBAR_NO_MEMORY. */
enum symbar_status tally_write(const struct tally_document *document, struct sink sink,
                               struct symbar_diagnostics *diagnostics) SYMBAR_MUST_CHECK;

#endif
