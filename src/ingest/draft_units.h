/* Which column of each side holds the units: the two whose names agree best, compared as
   a study compares units. */
#ifndef INGEST_DRAFT_UNITS_H
#define INGEST_DRAFT_UNITS_H

#include "ingest/survey.h"

struct unit_columns {
    bool is_found;
    size_t columns[SIDE_COUNT];
    size_t shared;             /* units on both sides */
    size_t counts[SIDE_COUNT]; /* units on each */
};

/* False when memory is short. */
bool draft_find_units(const struct survey surveys[SIDE_COUNT],
                      struct unit_columns *units_out) SYMBAR_MUST_CHECK;

#endif
