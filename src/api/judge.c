#include "api/objects.h"
#include "base/buffer.h"
#include "base/memory.h"
#include "judge/checks.h"
#include "judge/compare.h"
#include "judge/format.h"
#include "report/report_read.h"

#include <symbar/symbar.h>

#include <string.h>

struct symbar_checks {
    struct report_file *report;   /* the report, as its JSON says it */
    struct report_file *baseline; /* or NULL */
    struct checks *checks;
};

static bool append(void *buffer, const char *bytes, size_t byte_count)
{
    buffer_append(buffer, bytes, byte_count);
    return !buffer_failed(buffer);
}

/* What a file of the report would show, and nothing that it would not. */
static enum symbar_status read_back(const struct symbar_report *report,
                                    struct report_file **file_out,
                                    struct symbar_diagnostics *diagnostics)
{
    struct buffer json = { 0 };
    enum symbar_status status =
        symbar_report_write(report, "json", NULL, append, &json, diagnostics);
    if (status == SYMBAR_CANNOT_WRITE)
        status = fail_no_memory(diagnostics);
    if (status == SYMBAR_OK)
        status =
            report_file_parse(json.bytes, json.byte_count, NULL, file_out, diagnostics);
    buffer_release(&json);
    return status;
}

enum symbar_status symbar_check_prepare(const struct symbar_study *study,
                                        bool has_baseline,
                                        struct symbar_diagnostics *diagnostics)
{
    return checks_prepare(study->study, has_baseline, diagnostics);
}

enum symbar_status symbar_check(const struct symbar_study *study,
                                const struct symbar_report *report,
                                const char *baseline_path,
                                struct symbar_checks **checks_out,
                                struct symbar_diagnostics *diagnostics)
{
    enum symbar_status status = checks_validate(study->study, diagnostics);
    if (status != SYMBAR_OK)
        return status;
    struct symbar_checks *checks = memory_allocate(1, sizeof *checks);
    if (!checks)
        return fail_no_memory(diagnostics);
    status = read_back(report, &checks->report, diagnostics);
    if (status == SYMBAR_OK && baseline_path)
        status = report_file_load(baseline_path, &checks->baseline, diagnostics);
    if (status == SYMBAR_OK)
        status = checks_judge(study->study, checks->report, checks->baseline,
                              &checks->checks, diagnostics);
    if (status == SYMBAR_OK) {
        *checks_out = checks;
        checks = NULL;
    }
    symbar_checks_free(checks);
    return status;
}

enum symbar_status symbar_checks_status(const struct symbar_checks *checks)
{
    return checks_status(checks->checks);
}

enum symbar_status symbar_checks_write(const struct symbar_checks *checks,
                                       const char *format,
                                       const struct symbar_style *style,
                                       symbar_write_function *write, void *context,
                                       struct symbar_diagnostics *diagnostics)
{
    const struct judge_format *found = judge_format_find(format);
    if (!found)
        return fail(diagnostics, DIAG_UNKNOWN_FORMAT, (struct place){ 0 },
                    "unknown format '%s'", format);
    struct report_style complete = complete_style(style);
    enum symbar_status status = choose_language(style, &complete.language, diagnostics);
    if (status != SYMBAR_OK)
        return status;
    return found->write_checks(checks->checks, &complete, (struct sink){ write, context },
                               diagnostics);
}

enum symbar_status symbar_checks_write_junit(const struct symbar_checks *checks,
                                             symbar_write_function *write, void *context,
                                             struct symbar_diagnostics *diagnostics)
{
    return write_junit(checks->checks, (struct sink){ write, context }, diagnostics);
}

void symbar_checks_free(struct symbar_checks *checks)
{
    if (!checks)
        return;
    checks_free(checks->checks);
    report_file_free(checks->baseline);
    report_file_free(checks->report);
    memory_free(checks);
}

struct symbar_comparison {
    struct report_file *old;
    struct report_file *new;
    struct comparison *comparison;
};

enum symbar_status symbar_compare(const char *old_path, const char *new_path,
                                  struct symbar_comparison **comparison_out,
                                  struct symbar_diagnostics *diagnostics)
{
    struct symbar_comparison *comparison = memory_allocate(1, sizeof *comparison);
    if (!comparison)
        return fail_no_memory(diagnostics);
    enum symbar_status status = report_file_load(old_path, &comparison->old, diagnostics);
    if (status == SYMBAR_OK)
        status = report_file_load(new_path, &comparison->new, diagnostics);
    if (status == SYMBAR_OK)
        status = reports_compare(comparison->old, comparison->new,
                                 &comparison->comparison, diagnostics);
    if (status == SYMBAR_OK) {
        *comparison_out = comparison;
        comparison = NULL;
    }
    symbar_comparison_free(comparison);
    return status;
}

enum symbar_status symbar_comparison_status(const struct symbar_comparison *comparison,
                                            const char *fail_on)
{
    for (int rule = FAIL_ON_NONE; rule < FAIL_ON_COUNT; rule++)
        if (!fail_on || strcmp(fail_on, fail_on_name((enum fail_on)rule)) == 0)
            return comparison_status(comparison->comparison, (enum fail_on)rule);
    return SYMBAR_BAD_USAGE;
}

enum symbar_status symbar_comparison_write(const struct symbar_comparison *comparison,
                                           const char *format,
                                           const struct symbar_style *style,
                                           symbar_write_function *write, void *context,
                                           struct symbar_diagnostics *diagnostics)
{
    const struct judge_format *found = judge_format_find(format);
    if (!found)
        return fail(diagnostics, DIAG_UNKNOWN_FORMAT, (struct place){ 0 },
                    "unknown format '%s'", format);
    struct report_style complete = complete_style(style);
    enum symbar_status status = choose_language(style, &complete.language, diagnostics);
    if (status != SYMBAR_OK)
        return status;
    return found->write_comparison(comparison->comparison, &complete,
                                   (struct sink){ write, context }, diagnostics);
}

void symbar_comparison_free(struct symbar_comparison *comparison)
{
    if (!comparison)
        return;
    comparison_free(comparison->comparison);
    report_file_free(comparison->new);
    report_file_free(comparison->old);
    memory_free(comparison);
}

const char *symbar_verdict_format_name(size_t index)
{
    size_t count;
    const struct judge_format *const *formats = judge_formats(&count);
    return index < count ? formats[index]->name : NULL;
}

const char *symbar_verdict_format_summary(size_t index)
{
    size_t count;
    const struct judge_format *const *formats = judge_formats(&count);
    return index < count ? formats[index]->summary : NULL;
}

const char *symbar_verdict_format_extension(size_t index)
{
    size_t count;
    const struct judge_format *const *formats = judge_formats(&count);
    return index < count ? formats[index]->extension : NULL;
}

const char *symbar_verdict_format_for_path(const char *path)
{
    const struct judge_format *format = judge_format_for_path(path);
    return format ? format->name : NULL;
}
