/* Where a row belongs beside its unit: the segments and the wave of its respondent. */
#ifndef INGEST_CROWDS_H
#define INGEST_CROWDS_H

#include "base/buffer.h"
#include "base/diagnostics.h"
#include "ingest/columns.h"
#include "ingest/records.h"
#include "ingest/wave_date.h"
#include "study/study.h"
#include "tally/tally.h"

#include <stdbool.h>
#include <stdint.h>

/* Numbers in the tally, or TALLY_NONE. */
struct crowd_ref {
    ptrdiff_t unit;
    ptrdiff_t segment;
    ptrdiff_t wave;
};

enum { DATE_FAULTS = DATE_UNORDERED + 1, DATE_LINES = 3, DATE_SHOWN = 40 };

/* Dates of a file that could not be read, by what is wrong with them. */
struct bad_dates {
    uint64_t count;
    uint64_t lines[DATE_LINES];
    uint64_t column;
    char shown[DATE_SHOWN + 1]; /* the first one */
};

/* How many respondents of a file are of a wave, or (TALLY_NONE) of none. */
struct wave_use {
    size_t file;
    ptrdiff_t wave;
    uint64_t row_count;
};

/* A zeroed struct with study, side and tally is a valid start. */
struct crowd_reader {
    const struct study *study;
    enum side side;
    struct tally *tally;
    struct buffer key;
    struct bad_dates bad_dates[DATE_FAULTS];
    struct wave_use *wave_uses; /* where the side has waves */
    size_t wave_use_count;
    size_t wave_use_capacity;
};

/* The segment and wave of a row, whose unit is left as it is. A date that is none is
   counted, and the row has no wave. False when memory is short. */
bool crowd_find(struct crowd_reader *reader, const struct column_plan *plan,
                const struct record *record, struct crowd_ref *crowd) SYMBAR_MUST_CHECK;

/* Counts respondents of a file who are used, by their wave. False when memory is short.
 */
bool crowd_count(struct crowd_reader *reader, size_t file, ptrdiff_t wave,
                 uint64_t count) SYMBAR_MUST_CHECK;

/* After a file: tells its bad dates. */
void crowd_report(struct crowd_reader *reader, const char *file,
                  struct symbar_diagnostics *diagnostics);
void crowd_reader_release(struct crowd_reader *reader);

/* What a cell calls a unit, a segment or a wave: the label of its code, where the file
   has one; a code that stands for no answer names nothing. */
struct span cell_name(const struct cell *cell);

/* What a cell calls its wave: its name, or the period that its date falls into, which is
   written to `label`; empty where it names none. */
enum date_fault wave_name(const struct side_study *side, const struct cell *cell,
                          char label[WAVE_LABEL_BYTES], struct span *name_out);

/* Blank, or a text that stands for "no answer" on this side. */
bool is_no_name(const struct side_study *side, struct span name);

#endif
