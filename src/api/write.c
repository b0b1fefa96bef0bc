#include "api/objects.h"
#include "report/report.h"

enum { DEFAULT_WIDTH = 80, DEFAULT_UNITS = 10 };

struct report_style complete_style(const struct symbar_style *style)
{
    static const struct symbar_style plain = { 0 };
    const struct symbar_style *given = style ? style : &plain;
    return (struct report_style){
        .width = given->width ? given->width : DEFAULT_WIDTH,
        .color = given->color,
        .ascii = given->ascii,
        .unit_limit = given->unit_limit < 0   ? REPORT_ALL_UNITS
                      : given->unit_limit > 0 ? given->unit_limit
                                              : DEFAULT_UNITS,
    };
}

enum symbar_status symbar_report_write(const struct symbar_report *report,
                                       const char *format,
                                       const struct symbar_style *style,
                                       symbar_write_function *write, void *context,
                                       struct symbar_diagnostics *diagnostics)
{
    const struct report_format *found = report_format_find(format);
    if (!found)
        return fail(diagnostics, DIAG_UNKNOWN_FORMAT, (struct place){ 0 },
                    "unknown format '%s'", format);
    const struct report document = {
        .study = report->study,
        .provenance = &report->provenance,
        .results = report->results,
        .diagnostics = report->diagnostics,
    };
    const struct report_style complete = complete_style(style);
    return found->write(&document, &complete, (struct sink){ write, context },
                        diagnostics);
}

const char *symbar_format_name(size_t index)
{
    size_t count;
    const struct report_format *const *formats = report_formats(&count);
    return index < count ? formats[index]->name : NULL;
}

const char *symbar_format_summary(size_t index)
{
    size_t count;
    const struct report_format *const *formats = report_formats(&count);
    return index < count ? formats[index]->summary : NULL;
}

const char *symbar_format_extension(size_t index)
{
    size_t count;
    const struct report_format *const *formats = report_formats(&count);
    return index < count ? formats[index]->extension : NULL;
}

const char *symbar_format_for_path(const char *path)
{
    const struct report_format *format = report_format_for_path(path);
    return format ? format->name : NULL;
}
