/* The certificate of an audit: what was tried, and what gives something away. */
#ifndef JUDGE_AUDIT_WRITE_H
#define JUDGE_AUDIT_WRITE_H

#include "base/sink.h"
#include "judge/audit.h"
#include "report/report.h"

struct audit_paper {
    const char *report_path;   /* as the user named them */
    const char *previous_path; /* or NULL */
    const struct audit *audit;
};

struct audit_format {
    const char *name;
    bool is_for_people; /* and so in their language */
    /* SYMBAR_OK, SYMBAR_NO_MEMORY, or SYMBAR_CANNOT_WRITE when the sink refused. */
    enum symbar_status (*write)(const struct audit_paper *paper,
                                const struct report_style *style, struct sink sink,
                                struct symbar_diagnostics *diagnostics);
};

/* What a certificate says, for text to draw. */
struct document;
void describe_audit(const struct audit_paper *paper, struct document *document);

/* "text" or "json"; NULL for any other name. */
const struct audit_format *audit_format_find(const char *name);

#endif
