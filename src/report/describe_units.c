#include "base/map.h"
#include "report/describe.h"
#include "report/unit_list.h"
#include "report/words.h"

#include <string.h>

/* No more than so many gaps of one unit, and names in a list. */
enum { MOST_GAPS = 3, MOST_NAMES = 20 };

enum { DIMENSION, EMPLOYEES, CUSTOMERS, GAP, PLACES, VERDICT, AXIS, UNIT_COLUMNS };

static void add_gap_row(const struct report *report, struct document *document,
                        struct table *table, const struct result_row *row, bool is_first)
{
    struct cell *cells = is_first ? document_group(document, table, row->unit)
                                  : document_row(document, table);
    if (!cells)
        return;
    cells[DIMENSION] = cell_text(report->study->dimensions[row->dimension].label);
    for (int side = 0; side < SIDE_COUNT; side++)
        cells[EMPLOYEES + side] =
            cell_of(SHOWN_SCORE, &row->sides[side]->index, row->sides[side]->status);
    cells[GAP] = cell_of(SHOWN_GAP_AND_MARGIN, &row->gap->index, row->gap->status);
    cells[PLACES] = places_cell(document, row->gap);
    cells[VERDICT] = cell_verdict(row->gap);
    cells[VERDICT].detectable.available = false;
    cells[AXIS] = cell_dumbbell(row);
}

/* The widest gap of a unit, and what else is shown to differ there. */
static void add_unit(const struct report *report, struct document *document,
                     struct table *table, const struct unit_rows *unit)
{
    const struct result_row *row = next_gap(unit->first, unit->row_count, NULL);
    for (int shown = 0; row && shown < MOST_GAPS;
         row = next_gap(unit->first, unit->row_count, row))
        if (!shown || gap_is_real(row))
            add_gap_row(report, document, table, row, !shown++);
}

/* "Bergen, Lyon 9 and 3 more" */
static const char *names_words(struct document *document, const struct text_list *names)
{
    const struct language *language = document->language;
    const char *text = names->texts[0];
    for (size_t i = 1; i < names->count && i < MOST_NAMES; i++)
        text = document_text(document, translated(language, "%s, %s"), text,
                             names->texts[i]);
    return names->count > MOST_NAMES ? and_more(document, text, names->count - MOST_NAMES)
                                     : text;
}

static void add_names(struct document *document, const char *term,
                      const struct text_list *names)
{
    if (names->count)
        document_item(document, term, names_words(document, names));
}

static bool has_suppressed_gap(const struct unit_rows *unit)
{
    for (size_t i = 0; i < unit->row_count; i++)
        if (unit->first[i].gap->status == CELL_SUPPRESSED)
            return true;
    return false;
}

static bool collect_one_sided(struct map *names, const struct unit_summary *summary)
{
    for (int side = 0; side < SIDE_COUNT; side++)
        for (size_t i = 0; i < summary->only[side].count; i++) {
            const char *name = summary->only[side].texts[i];
            if (map_add(names, name, strlen(name)) == MAP_NONE)
                return false;
        }
    return true;
}

/* Units of both sides that show no gap because something is suppressed, by name. */
static void add_suppressed(const struct report *report, struct document *document,
                           const struct unit_list *list)
{
    size_t left = list->count - list->compared;
    struct map one_sided = { 0 };
    struct text_list suppressed = { .count = 0 };
    const char **names = arena_allocate(&document->arena, left + 1, sizeof *names);
    if (!names || !collect_one_sided(&one_sided, &report->provenance->units)) {
        document->failed = true;
        goto done;
    }
    suppressed.texts = names;
    for (size_t i = list->compared; i < list->count; i++) {
        const char *name = list->units[i].first->unit;
        if (has_suppressed_gap(&list->units[i]) &&
            map_find(&one_sided, name, strlen(name)) == MAP_NONE)
            names[suppressed.count++] = name;
    }
    add_names(document, translated(document->language, "Suppressed"), &suppressed);

done:
    map_release(&one_sided);
}

static void add_table(const struct report *report, struct document *document,
                      const struct unit_list *list, size_t shown)
{
    static const struct column columns[UNIT_COLUMNS] = {
        [DIMENSION] = { .heading = TRANSLATABLE("Dimension") },
        [EMPLOYEES] = { TRANSLATABLE("Employees"), TRANSLATABLE("Empl."),
                        .is_numeric = true },
        [CUSTOMERS] = { TRANSLATABLE("Customers"), TRANSLATABLE("Cust."),
                        .is_numeric = true },
        [GAP] = { .heading = TRANSLATABLE("Gap"), .is_numeric = true },
        [PLACES] = { .heading = TRANSLATABLE("Places"),
                     .is_numeric = true,
                     .rank = COLUMN_DROPS },
        [VERDICT] = { .heading = TRANSLATABLE("Verdict") },
        [AXIS] = { .heading = TRANSLATABLE("Index, 0 to 100"),
                   .is_axis = true,
                   .rank = COLUMN_DROPS },
    };
    struct table *table = document_table(document, columns, UNIT_COLUMNS);
    if (table)
        table->columns[GAP].heading = gap_words(document, report);
    for (size_t i = 0; table && i < shown; i++)
        add_unit(report, document, table, &list->units[i]);
}

void describe_units(const struct report *report, long unit_limit,
                    struct document *document)
{
    struct unit_list list = list_units(report, document);
    const struct text_list *only = report->provenance->units.only;
    if (!list.count || (list.count == 1 && !report->study->sides[0].has_unit))
        return;
    size_t most = unit_limit < 0    ? list.compared
                  : unit_limit == 0 ? DEFAULT_UNIT_LIMIT
                                    : (size_t)unit_limit;
    size_t shown = most < list.compared ? most : list.compared;
    const struct language *language = document->language;
    if (shown < list.compared)
        document_format(document, BLOCK_HEADING,
                        translated(language, "Units, widest gap first (%zu of %zu)"),
                        shown, list.compared);
    else
        document_add(document, BLOCK_HEADING,
                     shown ? translated(language, "Units, widest gap first")
                           : translated(language, "Units"));
    if (shown)
        add_table(report, document, &list, shown);
    else
        document_add(document, BLOCK_PARAGRAPH,
                     translated(language, "No unit shows a gap."));
    add_suppressed(report, document, &list);
    add_names(document, translated(language, "Employees only"), &only[SIDE_EMPLOYEES]);
    add_names(document, translated(language, "Customers only"), &only[SIDE_CUSTOMERS]);
}
