#include "judge/format.h"
#include "report/draw.h"

static enum symbar_status write_checks(const struct checks *checks,
                                       const struct report_style *style, struct sink sink,
                                       struct symbar_diagnostics *diagnostics)
{
    struct document document = { .language = style->language };
    describe_checks(checks, &document);
    enum symbar_status status = draw_markdown(&document, sink, diagnostics);
    document_release(&document);
    return status;
}

static enum symbar_status write_comparison(const struct comparison *comparison,
                                           const struct report_style *style,
                                           struct sink sink,
                                           struct symbar_diagnostics *diagnostics)
{
    struct document document = { .language = style->language };
    describe_comparison(comparison, &document);
    enum symbar_status status = draw_markdown(&document, sink, diagnostics);
    document_release(&document);
    return status;
}

const struct judge_format judge_format_markdown = {
    .name = "markdown",
    .extension = ".md",
    .summary = "for the summary of a job",
    .write_checks = write_checks,
    .write_comparison = write_comparison,
};
