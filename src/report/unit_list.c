#include "report/unit_list.h"

#include "report/describe.h"

#include <stdlib.h>
#include <string.h>

static int compare_units(const void *left, const void *right)
{
    const struct unit_rows *a = left;
    const struct unit_rows *b = right;
    if (a->widest != b->widest)
        return a->widest < b->widest ? 1 : -1;
    return a->first < b->first ? -1 : a->first > b->first;
}

static bool is_of_unit(const struct result_row *row, const char *unit)
{
    return row->scope == SCOPE_UNIT && row->unit && strcmp(row->unit, unit) == 0;
}

struct unit_list list_units(const struct report *report, struct document *document)
{
    const struct results *results = report->results;
    struct unit_list list = { 0 };
    list.units =
        arena_allocate(&document->arena, results->unit_count + 1, sizeof *list.units);
    if (!list.units) {
        document->failed = true;
        return list;
    }
    for (size_t i = 0; i < results->row_count; i++) {
        const struct result_row *row = &results->rows[i];
        if (row->scope != SCOPE_UNIT || !row->unit)
            continue;
        struct unit_rows *unit = list.count ? &list.units[list.count - 1] : NULL;
        if (!unit || !is_of_unit(unit->first, row->unit)) {
            if (list.count == results->unit_count)
                break;
            unit = &list.units[list.count++];
            *unit = (struct unit_rows){ .first = row, .widest = -1 };
        }
        unit->row_count++;
        if (gap_size(row) > unit->widest)
            unit->widest = gap_size(row);
    }
    qsort(list.units, list.count, sizeof *list.units, compare_units);
    for (size_t i = 0; i < list.count; i++)
        list.compared += list.units[i].widest >= 0;
    return list;
}

struct cell places_cell(struct document *document, const struct gap_result *gap)
{
    if (!gap->rank_low.available || !gap->rank_high.available)
        return (struct cell){ .shown_as = SHOWN_NOTHING };
    const char *text = arena_format(&document->arena, "%.0f-%.0f", gap->rank_low.value,
                                    gap->rank_high.value);
    document->failed |= !text;
    return cell_text(text ? text : "");
}
