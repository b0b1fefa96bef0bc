#include "ingest/inspect.h"

#include "api/objects.h"
#include "base/memory.h"
#include "report/inspect.h"

enum symbar_status symbar_inspect(const char *const *files, size_t file_count,
                                  struct symbar_inspection **inspection_out,
                                  struct symbar_diagnostics *diagnostics)
{
    struct symbar_inspection *inspection = memory_allocate(1, sizeof *inspection);
    if (!inspection)
        return fail_no_memory(diagnostics);
    enum symbar_status status =
        ingest_inspect(files, file_count, &inspection->inspection, diagnostics);
    if (status != SYMBAR_OK) {
        symbar_inspection_free(inspection);
        return status;
    }
    *inspection_out = inspection;
    return SYMBAR_OK;
}

void symbar_inspection_free(struct symbar_inspection *inspection)
{
    if (!inspection)
        return;
    inspection_release(&inspection->inspection);
    memory_free(inspection);
}

enum symbar_status symbar_inspection_write(const struct symbar_inspection *inspection,
                                           const char *format,
                                           const struct symbar_style *style,
                                           symbar_write_function *write, void *context,
                                           struct symbar_diagnostics *diagnostics)
{
    const struct inspection_format *found = inspection_format_find(format);
    if (!found) {
        fail(diagnostics, DIAG_UNKNOWN_FORMAT, (struct place){ 0 },
             "unknown format '%s' for an inspection", format);
        hint(diagnostics, "an inspection is written as text or json");
        return SYMBAR_BAD_USAGE;
    }
    struct report_style complete = complete_style(style);
    enum symbar_status status = choose_language(style, &complete.language, diagnostics);
    if (status != SYMBAR_OK)
        return status;
    return found->write(&inspection->inspection, &complete,
                        (struct sink){ write, context }, diagnostics);
}
