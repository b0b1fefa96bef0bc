#include "report/result_table.h"

#include "analysis/figures.h"

#include <stdio.h>

enum { LONGEST_NAME = 80 };

static void put_figure_names(const struct result_columns *columns, const char *owner_name,
                             enum figure_owner owner)
{
    size_t count;
    const struct figure *table = figures(&count);
    for (size_t i = 0; i < count; i++) {
        char name[LONGEST_NAME];
        if (table[i].owner != owner)
            continue;
        snprintf(name, sizeof name, "%s.%s", owner_name, table[i].key);
        columns->text(columns->context, name);
    }
}

static void put_names(const struct result_columns *columns, const char *const *names,
                      size_t count)
{
    for (size_t i = 0; i < count; i++)
        columns->text(columns->context, names[i]);
}

void result_headings(const struct result_columns *columns)
{
    static const char *const where[] = { "scope",     "unit",         "segment_of",
                                         "segment",   "segment_side", "wave",
                                         "dimension", "label",        "lens" };
    static const char *const employees[] = { "employees.status", "employees.reason" };
    static const char *const customers[] = { "customers.status", "customers.reason" };
    static const char *const gap[] = { "gap.status", "gap.reason" };
    static const char *const last[] = { "gap.verdict", "quadrant.name",
                                        "quadrant.probability" };
    put_names(columns, where, sizeof where / sizeof *where);
    put_names(columns, employees, 2);
    put_figure_names(columns, "employees", FIGURE_OF_SIDE);
    put_names(columns, customers, 2);
    put_figure_names(columns, "customers", FIGURE_OF_SIDE);
    put_names(columns, gap, 2);
    put_figure_names(columns, "gap", FIGURE_OF_GAP);
    put_names(columns, last, 3);
}

static void put_figures(const struct result_columns *columns,
                        const struct side_result *side, const struct gap_result *gap)
{
    size_t count;
    const struct figure *table = figures(&count);
    for (size_t i = 0; i < count; i++)
        if (table[i].owner == (gap ? FIGURE_OF_GAP : FIGURE_OF_SIDE))
            columns->measure(columns->context, gap ? figure_of_gap(&table[i], gap)
                                                   : figure_of_side(&table[i], side));
}

void result_cells(const struct result_columns *columns, const struct study *study,
                  const struct result_row *row)
{
    const struct dimension *dimension = &study->dimensions[row->dimension];
    const char *const where[] = {
        scope_name(row->scope),
        row->unit,
        row->segment_of,
        row->segment,
        segment_side_name(row->segment_side),
        row->wave,
        dimension->id,
        dimension->label,
        lens_name(dimension->lens),
    };
    put_names(columns, where, sizeof where / sizeof *where);
    for (int i = 0; i < SIDE_COUNT; i++) {
        const struct side_result *side = row->sides[i];
        columns->text(columns->context, cell_status_name(side->status));
        columns->text(columns->context, suppression_reason_name(side->reason));
        put_figures(columns, side, NULL);
    }
    columns->text(columns->context, cell_status_name(row->gap->status));
    columns->text(columns->context, suppression_reason_name(row->gap->reason));
    put_figures(columns, NULL, row->gap);
    columns->text(columns->context, verdict_name(row->gap->verdict));
    columns->text(columns->context, quadrant_name(row->quadrant));
    columns->measure(columns->context, &row->quadrant_probability);
}
