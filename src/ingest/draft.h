/* Drafts a study from the files of two surveys. */
#ifndef INGEST_DRAFT_H
#define INGEST_DRAFT_H

#include "base/diagnostics.h"
#include "study/draft.h"

/* The files must be regular ones: they are read again when the study is run. Both sides
   need at least one. The draft's `files` are `files`, as given. Released with
   draft_release. */
enum symbar_status ingest_draft(const struct text_list files[SIDE_COUNT],
                                struct draft *draft_out,
                                struct symbar_diagnostics *diagnostics) SYMBAR_MUST_CHECK;

#endif
