/* Which names in the files are one unit, and what each unit is called.

   Names are one unit when the alias table says so or when they have the same key by the
   steps of units.match; nothing else joins names. A unit bears the alias table's name,
   else the employees' most frequent spelling, else the customers' (of equally frequent
   ones the first in byte order), so that neither the order of rows nor that of files
   matters. */
#ifndef INGEST_UNITS_H
#define INGEST_UNITS_H

#include "base/buffer.h"
#include "base/diagnostics.h"
#include "ingest/fold.h"
#include "ingest/ingest.h"
#include "ingest/labels.h"
#include "study/provenance.h"
#include "study/study.h"
#include "tally/tally.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A name as the files have it. */
struct unit_name {
    const char *text;
    size_t byte_count;
    size_t unit;   /* index in units */
    bool is_alias; /* the alias table led it there */
    uint64_t row_count[SIDE_COUNT];
};

struct unit_found {
    const char *name;
    uint64_t row_count[SIDE_COUNT];
    bool is_dropped;
};

/* Whether it is on that side only. */
bool unit_is_alone(const struct unit_found *unit, enum side side);

/* A zeroed struct is valid to release. */
struct unit_match {
    struct arena arena;
    struct unit_name *names; /* as numbered in the raw tally */
    size_t name_count;
    struct unit_found *units; /* by name */
    size_t unit_count;
};

enum symbar_status units_match(const struct study *study, const struct raw_answers *raw,
                               struct unit_match *match_out,
                               struct symbar_diagnostics *diagnostics) SYMBAR_MUST_CHECK;
void unit_match_release(struct unit_match *match);

/* The key that a name is matched by, in `key` (cleared first): that of what the alias
   table makes of it, by the steps. False when memory is short. */
bool unit_key(const struct aliases *aliases, const struct unit_rules *rules,
              struct span name, struct buffer *key, bool *is_alias_out) SYMBAR_MUST_CHECK;

/* Tells names of one file that were joined, units on one side only, and near misses;
   fails where the study refuses unmatched units. Fills the provenance's summary. */
enum symbar_status units_report(const struct study *study, const struct unit_match *match,
                                const struct raw_answers *raw,
                                struct provenance *provenance,
                                struct symbar_diagnostics *diagnostics) SYMBAR_MUST_CHECK;

/* `raw` with the units' names in name order, dropped units left out, and with the names
   of segments and waves as matched. `spent` is `raw` where nobody needs its counts
   afterwards, else NULL. */
enum symbar_status units_fold(const struct unit_match *match,
                              const struct label_match *labels, const struct tally *raw,
                              struct tally *spent, struct tally **tally_out,
                              struct symbar_diagnostics *diagnostics) SYMBAR_MUST_CHECK;

#endif
