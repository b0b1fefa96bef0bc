/* What exports are and what is in them, told without anybody having said how to read
   them. */
#ifndef INGEST_INSPECT_H
#define INGEST_INSPECT_H

#include "base/diagnostics.h"
#include "study/inspection.h"

/* Looks at each file by itself. All that is wrong with any of them is told; the
   inspection is set when nothing is, and is released with inspection_release. */
enum symbar_status
ingest_inspect(const char *const *files, size_t file_count,
               struct inspection *inspection_out,
               struct symbar_diagnostics *diagnostics) SYMBAR_MUST_CHECK;

#endif
