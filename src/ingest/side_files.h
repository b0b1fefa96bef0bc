/* Whether each side reads files of its own. */
#ifndef INGEST_SIDE_FILES_H
#define INGEST_SIDE_FILES_H

#include "base/diagnostics.h"
#include "study/study.h"

/* Warns of a file that both sides read, all its rows and the same columns: then employees
   and customers are the same people. */
void check_side_files(const struct study *study, struct symbar_diagnostics *diagnostics);

#endif
