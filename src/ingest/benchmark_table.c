#include "ingest/benchmark_table.h"

#include "ingest/columns.h"
#include "ingest/fold.h"
#include "ingest/grouped_number.h"
#include "ingest/records.h"

#include <string.h>

enum { DIMENSION, SIDE, INDEX, N, SD, COLUMNS, NEEDED = N };
enum { SHOWN_BYTES = 60 };

static const char *const headings[COLUMNS] = { "dimension", "side", "index", "n", "sd" };

struct benchmark_reading {
    const struct study *study;
    struct benchmark *benchmark;
    struct symbar_diagnostics *diagnostics;
    char point;
    size_t count;          /* of columns */
    size_t slots[COLUMNS]; /* of the columns that are there */
    bool has_column[COLUMNS];
};

static struct span text_of(const struct benchmark_reading *reading,
                           const struct record *record, int column)
{
    if (!reading->has_column[column])
        return (struct span){ "", 0 };
    const struct cell *cell = &record->cells[reading->slots[column]];
    return span_trim((struct span){ cell->bytes, cell->byte_count });
}

static void refuse(const struct benchmark_reading *reading, const struct record *record,
                   int column, const char *what)
{
    const struct cell *cell = &record->cells[reading->slots[column]];
    size_t shown = cell->byte_count < SHOWN_BYTES ? cell->byte_count : SHOWN_BYTES;
    fail(reading->diagnostics, DIAG_BAD_BENCHMARK,
         (struct place){ .path = reading->study->benchmark_name,
                         .line = cell->line,
                         .column = cell->column },
         TRANSLATABLE("'%.*s' is no %s"), (int)shown, cell->bytes, what);
}

/* A number that may be blank; false when it is refused. */
static bool read_number(const struct benchmark_reading *reading,
                        const struct record *record, int column, bool (*is_right)(double),
                        const char *what, bool *has_out, double *value_out)
{
    struct span text = text_of(reading, record, column);
    *has_out = text.byte_count > 0;
    if (!*has_out)
        return true;
    if (grouped_number_parse(text, reading->point, value_out) && is_right(*value_out))
        return true;
    refuse(reading, record, column, what);
    return false;
}

static size_t find_dimension(const struct study *study, struct span text)
{
    size_t count = study->dimension_count;
    for (size_t d = 0; d < count; d++)
        if (span_equals(text, study->dimensions[d].id))
            return d;
    for (size_t d = 0; d < count; d++)
        if (span_equals(text, study->dimensions[d].label))
            return d;
    return count;
}

static enum symbar_status add_row(void *context, const struct record *record)
{
    struct benchmark_reading *reading = context;
    struct benchmark_figure figure = { .is_known = true };
    struct span side_text = text_of(reading, record, SIDE);
    size_t dimension =
        find_dimension(reading->study, text_of(reading, record, DIMENSION));
    int side = 0;
    bool has_index = false;
    while (side < SIDE_COUNT && !span_equals(side_text, side_name((enum side)side)))
        side++;
    if (side == SIDE_COUNT) {
        refuse(reading, record, SIDE, "side: employees or customers");
        return SYMBAR_OK;
    }
    if (!read_number(reading, record, INDEX, benchmark_is_index, "index from 0 to 100",
                     &has_index, &figure.index) ||
        !read_number(reading, record, N, benchmark_is_n, "number of respondents",
                     &figure.has_n, &figure.n) ||
        !read_number(reading, record, SD, benchmark_is_sd, "standard deviation",
                     &figure.has_sd, &figure.sd) ||
        !has_index || dimension == reading->study->dimension_count)
        return SYMBAR_OK;
    struct benchmark_figure *own =
        benchmark_at(reading->benchmark, dimension, (enum side)side);
    if (own->is_known)
        refuse(reading, record, DIMENSION, "dimension that may come twice for one side");
    *own = figure;
    return SYMBAR_OK;
}

static ptrdiff_t find_heading(const struct export_facts *facts, const char *heading)
{
    for (size_t i = 0; i < facts->column_count; i++)
        if (span_equals(span_trim(span_of(facts->columns[i].name)), heading))
            return (ptrdiff_t)i;
    return COLUMN_NONE;
}

static enum symbar_status find_columns(struct benchmark_reading *reading,
                                       struct csv_file *file, size_t columns[COLUMNS])
{
    const struct export_facts *facts = csv_file_export(file);
    for (int i = 0; i < COLUMNS; i++) {
        ptrdiff_t column = find_heading(facts, headings[i]);
        if (column != COLUMN_NONE) {
            columns[reading->count] = (size_t)column;
            reading->has_column[i] = true;
            reading->slots[i] = reading->count++;
        } else if (i < NEEDED) {
            fail(reading->diagnostics, DIAG_BAD_BENCHMARK,
                 (struct place){ .path = reading->study->benchmark_name, .line = 1 },
                 TRANSLATABLE("the benchmark has no column '%s'"), headings[i]);
            hint(reading->diagnostics,
                 "a benchmark is a report (JSON), a tally, or a CSV whose first line is: "
                 "dimension,side,index,n,sd");
            return SYMBAR_BAD_INPUT;
        }
    }
    return SYMBAR_OK;
}

enum symbar_status benchmark_table_read(const struct study *study,
                                        struct benchmark *benchmark,
                                        struct symbar_diagnostics *diagnostics)
{
    static const struct side_study plain = { .has_header_rows = true,
                                             .header_rows = 1,
                                             .encoding = "auto",
                                             .platform = "generic" };
    struct benchmark_reading reading = { .study = study,
                                         .benchmark = benchmark,
                                         .diagnostics = diagnostics };
    size_t columns[COLUMNS];
    struct csv_file *file = NULL;
    size_t errors = diagnostics_error_count(diagnostics);
    enum symbar_status status = csv_file_open(study->benchmark, study->benchmark_name,
                                              &plain, &file, diagnostics);
    if (status == SYMBAR_OK)
        status = find_columns(&reading, file, columns);
    if (status == SYMBAR_OK)
        status = csv_file_select(file, columns, reading.count, diagnostics);
    if (status == SYMBAR_OK) {
        reading.point = csv_file_facts(file)->decimal;
        status = csv_file_read(file, add_row, &reading, diagnostics);
    }
    csv_file_close(file);
    if (status == SYMBAR_OK && diagnostics_error_count(diagnostics) > errors)
        status = SYMBAR_BAD_INPUT;
    return status;
}
