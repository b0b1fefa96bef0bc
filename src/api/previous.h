/* The report before this one, as disclosure wants it. */
#ifndef API_PREVIOUS_H
#define API_PREVIOUS_H

#include "base/arena.h"
#include "base/diagnostics.h"
#include "disclosure/previous.h"
#include "report/report_read.h"
#include "study/study.h"

/* A zeroed struct is valid to release. */
struct previous_report {
    struct arena arena;
    struct report_file *file;
    struct previous_release release; /* borrows from the file */
};

/* Reads the report at `path` and tells which of its questions `study` asks unchanged. */
enum symbar_status
previous_report_load(const char *path, const struct study *study,
                     struct previous_report *previous_out,
                     struct symbar_diagnostics *diagnostics) SYMBAR_MUST_CHECK;
void previous_report_release(struct previous_report *previous);

#endif
