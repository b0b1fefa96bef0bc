#include "judge/audit.h"

#include "api/objects.h"
#include "judge/audit_write.h"
#include "report/report.h"

static enum symbar_status write_paper(const struct audit_format *format,
                                      const struct audit_paper *paper,
                                      const struct report_style *style, struct sink sink,
                                      struct symbar_diagnostics *diagnostics)
{
    enum symbar_status status = format->write(paper, style, sink, diagnostics);
    if (status == SYMBAR_OK && paper->audit->finding_count)
        return SYMBAR_CHECK_FAILED;
    return status;
}

enum symbar_status symbar_audit(const char *path, const char *previous_path,
                                const char *format, const struct symbar_style *style,
                                symbar_write_function *write, void *context,
                                struct symbar_diagnostics *diagnostics)
{
    const struct audit_format *found = audit_format_find(format);
    struct report_style complete = complete_style(style);
    struct report_file *report = NULL;
    struct report_file *previous = NULL;
    struct audit *audit = NULL;
    const struct work work = { .thread_count = 1 };
    if (!found)
        return fail(diagnostics, DIAG_UNKNOWN_FORMAT, (struct place){ 0 },
                    "unknown format '%s'", format);
    enum symbar_status status = choose_language(style, &complete.language, diagnostics);
    const struct language *spoken = found->is_for_people ? complete.language : NULL;
    if (status == SYMBAR_OK)
        status = report_file_load(path, &report, diagnostics);
    if (status == SYMBAR_OK && previous_path)
        status = report_file_load(previous_path, &previous, diagnostics);
    if (status == SYMBAR_OK)
        status = audit_report(report, previous, spoken, &work, &audit, diagnostics);
    if (status == SYMBAR_OK) {
        const struct audit_paper paper = { path, previous_path, audit };
        status = write_paper(found, &paper, &complete, (struct sink){ write, context },
                             diagnostics);
    }
    audit_free(audit);
    report_file_free(previous);
    report_file_free(report);
    return status;
}

/* The message names the first attack and its cell, but not the sum: what is hidden is not
   told by an error either. */
static enum symbar_status refuse(const struct audit *audit,
                                 struct symbar_diagnostics *diagnostics)
{
    enum symbar_status status =
        fail(diagnostics, DIAG_REPORT_GIVES_AWAY, (struct place){ 0 },
             "the report would give away what it hides (%s): %s%s",
             audit_attack_name(audit->findings[0].attack), audit->findings[0].cell,
             audit->finding_count > 1 ? ", and others" : "");
    hint(diagnostics, "a larger privacy.min_n may help until this is mended");
    return status;
}

enum symbar_status report_audit(const struct symbar_report *report,
                                const struct report_file *previous,
                                struct symbar_diagnostics *diagnostics)
{
    const struct report shown = { .study = report->study,
                                  .provenance = &report->provenance,
                                  .results = report->results,
                                  .diagnostics = report->diagnostics };
    struct report_file *file = NULL;
    struct audit *audit = NULL;
    enum symbar_status status = report_file_view(&shown, &file, diagnostics);
    if (status == SYMBAR_OK)
        status =
            audit_report(file, previous, NULL, &report->study->work, &audit, diagnostics);
    if (status == SYMBAR_OK && audit->finding_count)
        status = refuse(audit, diagnostics);
    audit_free(audit);
    report_file_free(file);
    return status;
}
