/* Tally files read back (tally/tally_write.h has the format): counts instead of exports.

   Several tallies of one study add up. What does not add up is refused with its line: a
   count that is none, a level that the scale lacks, a row that comes twice, groups whose
   answers are more or fewer than their respondents, tallies of different studies. */
#ifndef INGEST_TALLY_FILE_H
#define INGEST_TALLY_FILE_H

#include "base/diagnostics.h"
#include "ingest/ingest.h"

#include <stdbool.h>
#include <stddef.h>

/* Whether a regular file begins as a tally does; false for what cannot be opened. */
bool is_tally_file(const char *path);

/* Reads `count` >= 1 files, and takes the SHA-256 of each unless `skips_hashes`.
   `*study_out` is owned by the caller (study_free), `*raw_out` is released by it;
   `provenance` is as for ingest_read, with one input per file and side. */
enum symbar_status
tally_files_read(const char *const *paths, size_t count, bool skips_hashes,
                 struct study **study_out, struct raw_answers *raw_out,
                 struct provenance *provenance,
                 struct symbar_diagnostics *diagnostics) SYMBAR_MUST_CHECK;

#endif
