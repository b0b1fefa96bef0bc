#include "judge/format.h"
#include "report/draw.h"

static enum symbar_status write_checks(const struct checks *checks,
                                       const struct report_style *style, struct sink sink,
                                       struct symbar_diagnostics *diagnostics)
{
    struct document document = { .language = style->language };
    describe_checks(checks, &document);
    enum symbar_status status = draw_text(&document, style, sink, diagnostics);
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
    enum symbar_status status = draw_text(&document, style, sink, diagnostics);
    document_release(&document);
    return status;
}

const struct judge_format judge_format_text = {
    .name = "text",
    .extension = ".txt",
    .summary = "for reading, in the width of the terminal",
    .write_checks = write_checks,
    .write_comparison = write_comparison,
};
