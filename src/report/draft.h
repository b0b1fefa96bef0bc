/* A drafted study as the text of a study file. */
#ifndef REPORT_DRAFT_H
#define REPORT_DRAFT_H

#include "base/diagnostics.h"
#include "base/sink.h"
#include "study/draft.h"

/* SYMBAR_OK, or SYMBAR_CANNOT_WRITE when the sink refused. */
enum symbar_status draft_write(const struct draft *draft,
                               struct sink sink) SYMBAR_MUST_CHECK;

#endif
