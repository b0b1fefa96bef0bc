/* What a file says was asked about each dimension: the texts of its questions, where it
   has them beside the columns' names. A question that is worded otherwise in a later wave
   is another question. */
#ifndef INGEST_QUESTIONS_H
#define INGEST_QUESTIONS_H

#include "base/diagnostics.h"
#include "ingest/columns.h"
#include "ingest/crowds.h"

/* Notes in the tally what was asked of the side in each wave that the file has answers
   of. A dimension of which an item has no text of its own is not noted: nobody knows.
   False when memory is short. */
bool questions_note(const struct crowd_reader *crowds, size_t file,
                    const struct export_facts *facts,
                    const struct column_plan *plan) SYMBAR_MUST_CHECK;

#endif
