/* The tables that stand beside pictures, figure by figure. */
#include "report/describe.h"
#include "report/html_parts.h"
#include "report/unit_list.h"
#include "report/words.h"

/* Of which both sides are listed, and whose gaps are a picture. */
enum { MOST_UNITS = 12, MOST_COLORED = 40 };

enum { DIMENSION, SIDE, DETRACTORS, PASSIVES, PROMOTERS, TOP_BOX, SHARE_COLUMNS };

static void add_shares(struct document *document, struct table *table,
                       const struct report *report, const struct result_row *row,
                       enum side which)
{
    const struct side_result *side = row->sides[which];
    if (!side->has_nps && !side->has_top_box)
        return;
    struct cell *cells = document_row(document, table);
    if (!cells)
        return;
    const struct estimate parts[] = { { .value = side->detractors },
                                      { .value = side->passives },
                                      { .value = side->promoters } };
    cells[DIMENSION] = cell_text(report->study->dimensions[row->dimension].label);
    cells[SIDE] = cell_text(side_words(document->language, which));
    for (int i = 0; side->has_nps && i < 3; i++)
        cells[DETRACTORS + i] = cell_of(SHOWN_SHARE, &parts[i], side->status);
    if (side->has_top_box)
        cells[TOP_BOX] = cell_of(SHOWN_SHARE, &side->top_box, side->status);
}

void describe_shares(const struct report *report, struct document *document)
{
    static const struct column columns[SHARE_COLUMNS] = {
        [DIMENSION] = { .heading = TRANSLATABLE("Dimension") },
        [SIDE] = { .heading = TRANSLATABLE("Side") },
        [DETRACTORS] = { .heading = TRANSLATABLE("Detractors"), .is_numeric = true },
        [PASSIVES] = { .heading = TRANSLATABLE("Passives"), .is_numeric = true },
        [PROMOTERS] = { .heading = TRANSLATABLE("Promoters"), .is_numeric = true },
        [TOP_BOX] = { .heading = TRANSLATABLE("Top box"), .is_numeric = true },
    };
    struct table *table = document_table(document, columns, SHARE_COLUMNS);
    for (size_t i = 0; table && i < report->results->row_count; i++)
        for (int side = 0; side < SIDE_COUNT; side++)
            if (report->results->rows[i].scope == SCOPE_OVERALL)
                add_shares(document, table, report, &report->results->rows[i],
                           (enum side)side);
}

static bool is_two_sided(const struct dimension *dimension)
{
    return dimension->questions[SIDE_EMPLOYEES].item_count &&
           dimension->questions[SIDE_CUSTOMERS].item_count;
}

/* One column for the unit, one for each dimension of both sides. */
static struct table *open_gap_table(const struct report *report,
                                    struct document *document)
{
    const struct study *study = report->study;
    struct column *columns =
        arena_allocate(&document->arena, study->dimension_count + 1, sizeof *columns);
    if (!columns) {
        document->failed = true;
        return NULL;
    }
    size_t count = 0;
    columns[count++] = (struct column){ .heading = TRANSLATABLE("Unit") };
    for (size_t d = 0; d < study->dimension_count; d++)
        if (is_two_sided(&study->dimensions[d]))
            columns[count++] = (struct column){ .heading = study->dimensions[d].label,
                                                .is_named = true,
                                                .is_numeric = true };
    return document_table(document, columns, count);
}

static void add_gaps(const struct report *report, struct document *document,
                     struct table *table, const struct unit_rows *unit)
{
    struct cell *cells = document_row(document, table);
    if (!cells)
        return;
    size_t at = 0;
    cells[at++] = cell_text(unit->first->unit);
    for (size_t i = 0; i < unit->row_count; i++) {
        const struct result_row *row = &unit->first[i];
        if (is_two_sided(&report->study->dimensions[row->dimension]))
            cells[at++] =
                cell_of(SHOWN_GAP_AND_MARGIN, &row->gap->index, row->gap->status);
    }
}

/* The widest gaps as a table in colours, those of the other units as one without. */
static void describe_gaps(const struct report *report, struct document *document,
                          const struct unit_list *list)
{
    const struct language *language = document->language;
    bool has_more = list->count > MOST_COLORED;
    size_t colored = has_more ? MOST_COLORED : list->count;
    document_format(document, BLOCK_PARAGRAPH,
                    translated(language,
                               "The gaps of %zu of %zu units, widest first. Positive and "
                               "blue: employees higher; negative and orange: customers "
                               "higher."),
                    colored, list->count);
    struct table *table = open_gap_table(report, document);
    if (table)
        table->is_picture = true;
    for (size_t u = 0; u < colored; u++)
        add_gaps(report, document, table, &list->units[u]);
    if (!has_more)
        return;
    document_add(document, BLOCK_HEADING,
                 translated(language, "The gaps of the other units"));
    table = open_gap_table(report, document);
    for (size_t u = colored; u < list->count; u++)
        add_gaps(report, document, table, &list->units[u]);
}

enum {
    UNIT_DIMENSION,
    EMPLOYEES,
    CUSTOMERS,
    GAP,
    DRAWN_IN,
    PLACES,
    VERDICT,
    UNIT_COLUMNS
};

static void add_unit_row(const struct report *report, struct document *document,
                         struct table *table, const struct result_row *row, bool is_first)
{
    struct cell *cells = is_first ? document_group(document, table, row->unit)
                                  : document_row(document, table);
    if (!cells)
        return;
    cells[UNIT_DIMENSION] = cell_text(report->study->dimensions[row->dimension].label);
    for (int side = 0; side < SIDE_COUNT; side++)
        cells[EMPLOYEES + side] =
            cell_of(SHOWN_SCORE, &row->sides[side]->index, row->sides[side]->status);
    cells[GAP] = cell_of(SHOWN_GAP_AND_MARGIN, &row->gap->index, row->gap->status);
    cells[DRAWN_IN] = cell_of(SHOWN_GAP, &row->gap->shrunken, row->gap->status);
    cells[PLACES] = places_cell(document, row->gap);
    cells[VERDICT] = cell_verdict(row->gap);
}

/* Every dimension of the units with the widest gaps. */
static void describe_widest(const struct report *report, struct document *document,
                            const struct unit_list *list)
{
    static const struct column columns[UNIT_COLUMNS] = {
        [UNIT_DIMENSION] = { .heading = TRANSLATABLE("Dimension") },
        [EMPLOYEES] = { .heading = TRANSLATABLE("Employees"), .is_numeric = true },
        [CUSTOMERS] = { .heading = TRANSLATABLE("Customers"), .is_numeric = true },
        [GAP] = { .heading = TRANSLATABLE("Gap"), .is_numeric = true },
        [DRAWN_IN] = { .heading = TRANSLATABLE("Drawn in"), .is_numeric = true },
        [PLACES] = { .heading = TRANSLATABLE("Places"), .is_numeric = true },
        [VERDICT] = { .heading = TRANSLATABLE("Verdict") },
    };
    size_t shown = list->compared < MOST_UNITS ? list->compared : MOST_UNITS;
    document_format(document, BLOCK_HEADING,
                    translated(document->language,
                               "Both sides of the units with the widest gaps (%zu of "
                               "%zu)"),
                    shown, list->compared);
    struct table *table = document_table(document, columns, UNIT_COLUMNS);
    for (size_t u = 0; table && u < shown; u++)
        for (size_t i = 0; i < list->units[u].row_count; i++)
            add_unit_row(report, document, table, &list->units[u].first[i], !i);
}

void describe_unit_tables(const struct report *report, struct document *document)
{
    const struct unit_list list = list_units(report, document);
    describe_gaps(report, document, &list);
    describe_widest(report, document, &list);
}

void describe_funnel(const struct report *report, struct document *document)
{
    (void)report;
    document_add(
        document, BLOCK_PARAGRAPH,
        translated(document->language,
                   "Between the dashed lines a unit is no farther from the overall gap "
                   "than its own doubt allows. The figures are those of the gaps of all "
                   "units, above."));
}
