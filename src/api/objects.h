/* What is behind the opaque types of symbar.h. */
#ifndef API_OBJECTS_H
#define API_OBJECTS_H

#include "analysis/results.h"
#include "base/diagnostics.h"
#include "ingest/ingest.h"
#include "report/report.h"
#include "report/report_read.h"
#include "study/inspection.h"
#include "study/provenance.h"
#include "study/study.h"

#include <symbar/symbar.h>

struct symbar_study {
    struct study *study;
    symbar_progress_function *progress; /* NULL: nobody wants to know */
    void *progress_context;
    struct work_team team; /* where the study's work points at it */
    bool has_counts;       /* loaded from tallies: there is nothing left to read */
    struct raw_answers raw;
    struct provenance provenance; /* of the tallies */
};

struct symbar_report {
    const struct study *study; /* borrowed: the study outlives its reports */
    struct provenance provenance;
    struct results *results;                /* after disclosure */
    struct symbar_diagnostics *diagnostics; /* a copy of what was said on the way */
};

/* Attacks a report that is finished but not yet written, and `previous` with it where
   that is not NULL. SYMBAR_BUG when anything is found: it must not be written. */
enum symbar_status report_audit(const struct symbar_report *report,
                                const struct report_file *previous,
                                struct symbar_diagnostics *diagnostics) SYMBAR_MUST_CHECK;

struct symbar_inspection {
    struct inspection inspection;
};

/* The style with its defaults filled in; NULL: all of them. */
struct report_style complete_style(const struct symbar_style *style);

/* The style's language; `*language_out` stays NULL for English. */
enum symbar_status
choose_language(const struct symbar_style *style, const struct language **language_out,
                struct symbar_diagnostics *diagnostics) SYMBAR_MUST_CHECK;

#endif
