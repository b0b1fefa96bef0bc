/* What stands in for xlsx.c in a build without libxlsxwriter. */
#include "report/report.h"

static enum symbar_status write_nothing(const struct report *report,
                                        const struct report_style *style,
                                        struct sink sink,
                                        struct symbar_diagnostics *diagnostics)
{
    (void)report;
    (void)style;
    (void)sink;
    fail(diagnostics, DIAG_XLSX_NOT_BUILT, (struct place){ 0 },
         "this symbar was built without libxlsxwriter, and writes no XLSX");
    hint(diagnostics,
         "write CSV for Excel instead (-o report.csv --csv-dialect excel), or "
         "build symbar where libxlsxwriter is installed (Debian: "
         "libxlsxwriter-dev)");
    return SYMBAR_BAD_USAGE;
}

const struct report_format report_format_xlsx = {
    .name = "xlsx",
    .extension = ".xlsx",
    .summary = "a workbook (this symbar was built without it)",
    .write = write_nothing,
};
