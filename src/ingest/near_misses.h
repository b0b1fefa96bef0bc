/* Units on one side only that may be one unit of the other side, misspelt. */
#ifndef INGEST_NEAR_MISSES_H
#define INGEST_NEAR_MISSES_H

#include "ingest/units.h"

/* Tells the first of them; false when memory is short. */
bool near_misses_note(const struct unit_match *match,
                      struct symbar_diagnostics *diagnostics) SYMBAR_MUST_CHECK;

#endif
