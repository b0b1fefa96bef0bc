/* From files to a tally: reads every file of a study, once, in bounded memory.

   Rows are respondents. What could not be read is in `diagnostics`, each problem once
   with its count and first places; the tally and the provenance are set on success only.
 */
#ifndef INGEST_INGEST_H
#define INGEST_INGEST_H

#include "base/diagnostics.h"
#include "study/provenance.h"
#include "study/study.h"
#include "tally/tally.h"

/* `*tally_out` is owned by the caller (tally_free); units bear their final names in it.
   `provenance` is initialised by the caller to zero and released by it. */
enum symbar_status ingest(const struct study *study, struct tally **tally_out,
                          struct provenance *provenance,
                          struct symbar_diagnostics *diagnostics) SYMBAR_MUST_CHECK;

#endif
