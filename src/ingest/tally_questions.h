/* The lines of a tally file that say what was asked in which wave. */
#ifndef INGEST_TALLY_QUESTIONS_H
#define INGEST_TALLY_QUESTIONS_H

#include "base/diagnostics.h"
#include "ingest/csv_reader.h"
#include "study/study.h"
#include "tally/tally.h"

/* "#asked,SIDE,WAVE,DIMENSION,MARK" into the tally. SYMBAR_OK, SYMBAR_BAD_INPUT for a
   line that is none (and then nothing is told), SYMBAR_NO_MEMORY. */
enum symbar_status tally_question_read(const struct study *study, struct tally *tally,
                                       const struct row *row) SYMBAR_MUST_CHECK;

#endif
