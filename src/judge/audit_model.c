#include "judge/audit_model.h"

#include "base/memory.h"

#include <string.h>

/* The group that a row of the division is of; NULL for rows of others. */
static const char *name_of(const struct audit_division *division,
                           const struct result_row *row)
{
    if (row->scope != division->scope)
        return NULL;
    if (row->scope == SCOPE_UNIT)
        return row->segment || row->wave ? NULL : row->unit;
    if (row->scope == SCOPE_WAVE)
        return row->wave;
    bool is_of_column = row->segment_of && division->segment_of &&
                        strcmp(row->segment_of, division->segment_of) == 0;
    return is_of_column ? row->segment : NULL;
}

/* Rows of one group share its name, mostly. */
static bool is_same_name(const char *name, const char *last)
{
    return name == last || (last && strcmp(name, last) == 0);
}

bool audit_model_name_units(const struct report_file *report,
                            const struct audit_division *division, struct map *units)
{
    const char *last = NULL;
    for (size_t i = 0; i < report->row_count; i++) {
        const char *name = name_of(division, &report->rows[i]);
        if (!name || is_same_name(name, last))
            continue;
        last = name;
        if (map_add(units, last, strlen(last)) == MAP_NONE)
            return false;
    }
    return true;
}

/* The index in `leading` of a dimension of `report`, or dimension_count. */
static size_t leading_dimension(const struct report_file *report,
                                const struct report_file *leading, size_t dimension)
{
    return report == leading
               ? dimension
               : report_file_dimension(leading, report->dimensions[dimension].id);
}

static void enter_rows(struct audit_model *model, const struct report_file *leading)
{
    const char *last = NULL;
    ptrdiff_t unit = 0;
    for (size_t i = 0; i < model->report->row_count; i++) {
        const struct result_row *row = &model->report->rows[i];
        size_t d = leading_dimension(model->report, leading, row->dimension);
        if (d == model->dimension_count)
            continue;
        if (row->scope == SCOPE_OVERALL)
            model->overall[d] = row;
        const char *name = name_of(model->division, row);
        if (!name)
            continue;
        if (!is_same_name(name, last)) {
            last = name;
            unit = map_find(model->units, last, strlen(last));
        }
        size_t place = d * model->unit_count + (size_t)unit;
        for (int side = 0; side < SIDE_COUNT && unit != MAP_NONE; side++)
            if (row_owns_side(row, (enum side)side))
                model->sides[side][place] = row->sides[side];
        if (unit != MAP_NONE && row_owns_side(row, SIDE_EMPLOYEES))
            model->rows[place] = row;
    }
}

/* The rows of a side that figures of the current release tell, or -1. */
static double rows_of(const struct side_result *side, const struct report_scale *scale)
{
    struct people people;
    if (!side || audit_is_hidden(side) || side->status == CELL_HELD ||
        !people_of(side, scale, &people) || !people.has_missing)
        return -1;
    return people_rows(&people);
}

/* A respondent has a score or a kind of missing in every dimension: one that shows a
   unit's figures tells how many rows the unit has in all of them. */
static void count_rows(struct audit_model *model, enum side side,
                       const struct report_file *leading)
{
    model->rows_used[side] = -1;
    for (size_t u = 0; u < model->unit_count; u++)
        model->unit_rows[side][u] = -1;
    for (size_t d = 0; d < model->dimension_count; d++) {
        const struct report_scale *scale = &leading->dimensions[d].scales[side];
        if (model->overall[d] && model->rows_used[side] < 0)
            model->rows_used[side] = rows_of(model->overall[d]->sides[side], scale);
        for (size_t u = 0; u < model->unit_count; u++)
            if (model->unit_rows[side][u] < 0)
                model->unit_rows[side][u] =
                    rows_of(audit_model_side(model, u, d, side), scale);
    }
    if (model->rows_used[side] >= 0 || !model->report->input_count)
        return;
    model->rows_used[side] = 0;
    for (size_t i = 0; i < model->report->input_count; i++)
        if (model->report->inputs[i].side == side)
            model->rows_used[side] += (double)model->report->inputs[i].rows_used;
}

bool audit_model_init(struct audit_model *model, const struct report_file *report,
                      const struct report_file *leading,
                      const struct audit_division *division, const struct map *units,
                      struct arena *arena)
{
    size_t dimensions = leading->dimension_count;
    size_t cells = units->count * dimensions;
    *model = (struct audit_model){
        .report = report,
        .division = division,
        .units = units,
        .unit_count = units->count,
        .dimension_count = dimensions,
        .overall = arena_allocate(arena, dimensions, sizeof(struct result_row *)),
        .rows = arena_allocate(arena, cells, sizeof(struct result_row *)),
    };
    bool done = model->overall && model->rows &&
                (!dimensions || cells / dimensions == units->count);
    for (int side = 0; side < SIDE_COUNT; side++) {
        model->sides[side] = arena_allocate(arena, cells, sizeof(struct side_result *));
        model->unit_rows[side] =
            arena_allocate(arena, units->count, sizeof *model->unit_rows[side]);
        done = done && model->sides[side] && model->unit_rows[side];
    }
    if (!done)
        return false;
    enter_rows(model, leading);
    for (int side = 0; side < SIDE_COUNT; side++)
        count_rows(model, (enum side)side, leading);
    return true;
}
