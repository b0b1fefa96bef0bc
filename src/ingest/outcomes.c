#include "ingest/outcomes.h"

#include "base/memory.h"
#include "ingest/columns.h"
#include "ingest/grouped_number.h"
#include "ingest/records.h"

#include <math.h>
#include <string.h>

enum { SHOWN_BYTES = 60, UNIT_CELL = 0, FIGURE_CELL = 1 };

/* One file while it is read. */
struct outcome_reading {
    const struct study *study;
    const struct study_outcome *outcome;
    size_t number;
    bool are_heads; /* whole numbers, which have a diagnostic of their own */
    char point;
    struct outcome_figures *figures;
    struct symbar_diagnostics *diagnostics;
};

bool outcome_figures_add(struct outcome_figures *figures, size_t outcome,
                         struct span name, double value, uint64_t line,
                         const struct outcome_figure **known_out)
{
    ptrdiff_t number = map_add(&figures->names, name.bytes, name.byte_count);
    const size_t parts[] = { outcome, (size_t)number };
    *known_out = NULL;
    if (number == MAP_NONE || !memory_grow(&figures->figures, &figures->capacity,
                                           figures->count + 1, sizeof *figures->figures))
        return false;
    ptrdiff_t known = map_add(&figures->keys, (const char *)parts, sizeof parts);
    if (known == MAP_NONE)
        return false;
    if ((size_t)known < figures->count) {
        *known_out = &figures->figures[known];
        return true;
    }
    figures->figures[figures->count++] = (struct outcome_figure){
        .outcome = outcome, .name = (size_t)number, .value = value, .line = line
    };
    return true;
}

void outcome_figures_release(struct outcome_figures *figures)
{
    map_release(&figures->names);
    map_release(&figures->keys);
    memory_free(figures->figures);
    *figures = (struct outcome_figures){ 0 };
}

static struct place place_of(const struct outcome_reading *reading,
                             const struct cell *cell)
{
    return (struct place){ .path = reading->outcome->file_name,
                           .line = cell->line,
                           .column = cell->column };
}

static enum diagnostic_kind kind_of(const struct outcome_reading *reading)
{
    return reading->are_heads ? DIAG_BAD_HEADCOUNT : DIAG_BAD_OUTCOME;
}

bool is_headcount(double value)
{
    return value >= 0 && value <= LARGEST_HEADCOUNT && value == floor(value);
}

static enum symbar_status add_figure(struct outcome_reading *reading,
                                     const struct cell *unit, struct span name,
                                     double value)
{
    const struct outcome_figure *known;
    if (!outcome_figures_add(reading->figures, reading->number, name, value, unit->line,
                             &known))
        return fail_no_memory(reading->diagnostics);
    if (known)
        fail(reading->diagnostics, kind_of(reading), place_of(reading, unit),
             "unit '%s' has a figure already, in line %llu",
             map_key_at(&reading->figures->names, known->name),
             (unsigned long long)known->line);
    return SYMBAR_OK;
}

static enum symbar_status add_row(void *context, const struct record *record)
{
    struct outcome_reading *reading = context;
    const struct cell *cell = &record->cells[FIGURE_CELL];
    const struct cell *unit = &record->cells[UNIT_CELL];
    struct span text = span_trim((struct span){ cell->bytes, cell->byte_count });
    struct span name = span_trim((struct span){ unit->bytes, unit->byte_count });
    double value;
    if (!text.byte_count)
        return SYMBAR_OK;
    if (!name.byte_count) {
        fail(reading->diagnostics, kind_of(reading), place_of(reading, unit),
             "a figure without a unit");
        return SYMBAR_OK;
    }
    if (!reading->are_heads && text.bytes[text.byte_count - 1] == '%')
        text = span_trim((struct span){ text.bytes, text.byte_count - 1 });
    if (!grouped_number_parse(text, reading->point, &value) ||
        (reading->are_heads && !is_headcount(value))) {
        size_t shown = cell->byte_count < SHOWN_BYTES ? cell->byte_count : SHOWN_BYTES;
        fail(reading->diagnostics, kind_of(reading), place_of(reading, cell),
             "'%.*s' is no %snumber%s", (int)shown, cell->bytes,
             reading->are_heads ? "whole " : "", reading->are_heads ? " from 0" : "");
        return SYMBAR_OK;
    }
    return add_figure(reading, unit, name, value);
}

static enum symbar_status read_columns(struct outcome_reading *reading,
                                       struct csv_file *file)
{
    const struct study_outcome *outcome = reading->outcome;
    const struct export_facts *facts = csv_file_export(file);
    size_t columns[2];
    enum symbar_status status =
        column_find(reading->study, facts, outcome->file_name, &outcome->unit,
                    &columns[UNIT_CELL], reading->diagnostics);
    enum symbar_status other =
        column_find(reading->study, facts, outcome->file_name, &outcome->column,
                    &columns[FIGURE_CELL], reading->diagnostics);
    status = status == SYMBAR_OK ? other : status;
    if (status == SYMBAR_OK)
        status = csv_file_select(file, columns, 2, reading->diagnostics);
    reading->point = csv_file_facts(file)->decimal;
    if (status == SYMBAR_OK)
        status = csv_file_read(file, add_row, reading, reading->diagnostics);
    return status;
}

static enum symbar_status read_outcome(struct outcome_reading *reading)
{
    static const struct side_study plain = { .has_header_rows = true,
                                             .header_rows = 1,
                                             .encoding = "auto",
                                             .platform = "generic" };
    const struct study_outcome *outcome = reading->outcome;
    struct csv_file *file = NULL;
    enum symbar_status status = csv_file_open(outcome->file, outcome->file_name, &plain,
                                              &file, reading->diagnostics);
    if (status == SYMBAR_OK)
        status = read_columns(reading, file);
    csv_file_close(file);
    return status;
}

enum symbar_status outcome_file_read(const struct study *study,
                                     const struct study_outcome *outcome, size_t number,
                                     bool are_heads, struct outcome_figures *figures,
                                     struct symbar_diagnostics *diagnostics)
{
    struct outcome_reading reading = { .study = study,
                                       .outcome = outcome,
                                       .number = number,
                                       .are_heads = are_heads,
                                       .figures = figures,
                                       .diagnostics = diagnostics };
    return read_outcome(&reading);
}

enum symbar_status outcomes_read(const struct study *study,
                                 struct outcome_figures *figures,
                                 struct symbar_diagnostics *diagnostics)
{
    size_t errors = diagnostics_error_count(diagnostics);
    enum symbar_status status = SYMBAR_OK;
    for (size_t i = 0; i < study->outcome_count && status != SYMBAR_NO_MEMORY; i++) {
        enum symbar_status read =
            outcome_file_read(study, &study->outcomes[i], i, false, figures, diagnostics);
        status = status == SYMBAR_OK || read == SYMBAR_NO_MEMORY ? read : status;
    }
    if (status == SYMBAR_OK && diagnostics_error_count(diagnostics) > errors)
        status = SYMBAR_BAD_INPUT;
    return status;
}
