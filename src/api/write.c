#include "api/objects.h"
#include "report/csv.h"
#include "report/localized.h"
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
        .plain = given->plain,
        .unit_limit = given->unit_limit < 0   ? REPORT_ALL_UNITS
                      : given->unit_limit > 0 ? given->unit_limit
                                              : DEFAULT_UNITS,
    };
}

enum symbar_status choose_language(const struct symbar_style *style,
                                   const struct language **language_out,
                                   struct symbar_diagnostics *diagnostics)
{
    if (!style || !style->language)
        return SYMBAR_OK;
    const struct language *language = language_find(style->language);
    if (!language || !language_is_spoken(language)) {
        fail(diagnostics, DIAG_UNKNOWN_LANGUAGE, (struct place){ 0 },
             "unknown language '%s'", style->language);
        if (language)
            hint(diagnostics, "this symbar was built without translations");
        return SYMBAR_BAD_USAGE;
    }
    *language_out = language;
    return SYMBAR_OK;
}

/* Whether a run left out the SHA-256 of its files. */
static bool lacks_hashes(const struct symbar_report *report)
{
    for (size_t i = 0; i < report->provenance.input_count; i++)
        if (!*report->provenance.inputs[i].sha256)
            return true;
    return false;
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
    if (found->shows_hashes && lacks_hashes(report))
        return fail(diagnostics, DIAG_UNKNOWN_FORMAT, (struct place){ 0 },
                    "format '%s' shows the SHA-256 of the files, which the run left out",
                    format);
    const struct language *language = NULL;
    enum symbar_status status = choose_language(style, &language, diagnostics);
    if (status != SYMBAR_OK)
        return status;
    const char *dialect = style ? style->csv_dialect : NULL;
    if (dialect && !csv_dialect_find(dialect))
        return fail(diagnostics, DIAG_UNKNOWN_DIALECT, (struct place){ 0 },
                    "unknown CSV dialect '%s'", dialect);
    struct localized localized = { .dimensions = NULL };
    if (!found->is_for_programs &&
        localized_init(&localized, report->study, language) != SYMBAR_OK)
        return fail_no_memory(diagnostics);
    const struct report document = {
        .study = found->is_for_programs ? report->study : &localized.study,
        .provenance = &report->provenance,
        .results = report->results,
        .diagnostics = report->diagnostics,
        .language = language,
    };
    struct report_style complete = complete_style(style);
    complete.csv_dialect = dialect ? csv_dialect_find(dialect) : NULL;
    status =
        found->write(&document, &complete, (struct sink){ write, context }, diagnostics);
    localized_release(&localized);
    return status;
}

const char *symbar_language_name(size_t index)
{
    const struct language *language = language_at(index);
    return language && language_is_spoken(language) ? language_name(language) : NULL;
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
