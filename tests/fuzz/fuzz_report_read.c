/* Any bytes as a JSON report: it is refused with a diagnostic, or what report_read.h
   promises of one holds. */
#include "report/report_read.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t byte_count);

static void require(bool holds)
{
    if (!holds)
        abort();
}

static void check_row(const struct report_file *file, const struct result_row *row)
{
    size_t count = 0;
    const struct figure *table = figures(&count);
    require(row->dimension < file->dimension_count);
    require(scope_name(row->scope) && cell_status_name(row->gap->status));
    require(report_file_row(file, file, row) == row);
    for (size_t i = 0; i < count; i++)
        for (int side = 0; side < SIDE_COUNT; side++) {
            const struct measure *measure =
                table[i].owner == FIGURE_OF_GAP
                    ? figure_of_gap(&table[i], row->gap)
                    : figure_of_side(&table[i], row->sides[side]);
            require(isfinite(measure->value));
        }
    struct report_figure figure;
    require(report_row_figure(row, "employees.n", &figure));
    require(figure.status != CELL_SUPPRESSED || !figure.measure.available);
}

static void check_file(const struct report_file *file)
{
    require(file->title && file->confidence < 1 && file->alpha > 0);
    for (size_t i = 0; i < file->dimension_count; i++) {
        require(file->dimensions[i].id && file->dimensions[i].label);
        require(report_file_dimension(file, file->dimensions[i].id) == i);
    }
    for (size_t i = 0; i < file->row_count; i++)
        check_row(file, &file->rows[i]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t byte_count)
{
    struct symbar_diagnostics *diagnostics = symbar_diagnostics_create();
    struct report_file *file = NULL;
    require(diagnostics);
    enum symbar_status status =
        report_file_parse((const char *)data, byte_count, "old.json", &file, diagnostics);
    require((status == SYMBAR_OK) == (file != NULL));
    require((status == SYMBAR_OK) == (symbar_diagnostics_count(diagnostics) == 0));
    if (file)
        check_file(file);
    report_file_free(file);
    symbar_diagnostics_free(diagnostics);
    return 0;
}
