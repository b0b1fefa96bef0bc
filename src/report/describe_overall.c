#include "report/describe.h"
#include "report/words.h"

/* A side's figure; a question that was not asked leaves a dash. */
static struct cell side_cell(const struct side_result *side, enum shown_as shown_as,
                             const struct estimate *estimate)
{
    return cell_of(shown_as, estimate, side->status);
}

static struct cell verdict_cell(const struct language *language,
                                const struct result_row *row)
{
    if (row->gap->status != CELL_NOT_ASKED)
        return cell_verdict(row->gap);
    bool is_of_employees = row->sides[SIDE_EMPLOYEES]->status != CELL_NOT_ASKED;
    return cell_text(is_of_employees ? translated(language, "employees only")
                                     : translated(language, "customers only"));
}

enum {
    DIMENSION,
    LENS,
    EMPLOYEES,
    CUSTOMERS,
    GAP,
    INTERVAL,
    VERDICT,
    AXIS,
    OVERALL_COLUMNS
};

static void add_overall_row(const struct report *report, struct document *document,
                            struct table *table, const struct result_row *row)
{
    const struct dimension *dimension = &report->study->dimensions[row->dimension];
    const struct side_result *const *sides = row->sides;
    struct cell *cells = document_row(document, table);
    if (!cells)
        return;
    cells[DIMENSION] = cell_text(dimension->label);
    cells[LENS] = cell_text(lens_words(document->language, dimension->lens));
    for (int side = 0; side < SIDE_COUNT; side++)
        cells[EMPLOYEES + side] =
            side_cell(sides[side], SHOWN_SCORE, &sides[side]->index);
    cells[GAP] = cell_of(SHOWN_GAP, &row->gap->index, row->gap->status);
    cells[INTERVAL] = cell_of(SHOWN_INTERVAL, &row->gap->index, row->gap->status);
    cells[VERDICT] = verdict_cell(document->language, row);
    cells[AXIS] = cell_dumbbell(row);
}

static void add_overall_table(const struct report *report, struct document *document,
                              const struct ranked_row *rows, size_t row_count)
{
    static const struct column columns[OVERALL_COLUMNS] = {
        [DIMENSION] = { .heading = TRANSLATABLE("Dimension") },
        [LENS] = { .heading = TRANSLATABLE("Lens"), .rank = COLUMN_DROPS },
        [EMPLOYEES] = { TRANSLATABLE("Employees"), TRANSLATABLE("Empl."),
                        .is_numeric = true },
        [CUSTOMERS] = { TRANSLATABLE("Customers"), TRANSLATABLE("Cust."),
                        .is_numeric = true },
        [GAP] = { .heading = TRANSLATABLE("Gap"), .is_numeric = true },
        [INTERVAL] = { .heading = TRANSLATABLE("Interval"), .is_numeric = true },
        [VERDICT] = { .heading = TRANSLATABLE("Verdict"), .rank = COLUMN_FOLDS },
        [AXIS] = { .heading = TRANSLATABLE("Index, 0 to 100"),
                   .is_axis = true,
                   .rank = COLUMN_FOLDS },
    };
    const struct language *language = document->language;
    bool has_gaps = row_count && rows[0].row->gap->index.value.available;
    document_add(document, BLOCK_HEADING,
                 has_gaps ? translated(language, "Dimensions, widest gap first")
                          : translated(language, "Dimensions"));
    struct table *table = document_table(document, columns, OVERALL_COLUMNS);
    if (!table)
        return;
    table->columns[INTERVAL].heading = interval_words(document, report);
    for (size_t i = 0; i < row_count; i++)
        add_overall_row(report, document, table, rows[i].row);
}

enum {
    SHARE_DIMENSION,
    SHARE_FIGURE,
    SHARE_EMPLOYEES,
    SHARE_CUSTOMERS,
    SHARE_GAP,
    SHARE_INTERVAL,
    SHARE_COLUMNS
};

static void add_nps_row(const struct report *report, struct document *document,
                        struct table *table, const struct result_row *row)
{
    const struct side_result *const *sides = row->sides;
    struct cell *cells = document_row(document, table);
    if (!cells)
        return;
    cells[SHARE_DIMENSION] = cell_text(report->study->dimensions[row->dimension].label);
    cells[SHARE_FIGURE] = cell_text(translated(document->language, "NPS"));
    for (int side = 0; side < SIDE_COUNT; side++)
        if (sides[side]->has_nps)
            cells[SHARE_EMPLOYEES + side] =
                side_cell(sides[side], SHOWN_SCORE, &sides[side]->nps);
    if (row->gap->has_nps) {
        cells[SHARE_GAP] = cell_of(SHOWN_GAP, &row->gap->nps, row->gap->status);
        cells[SHARE_INTERVAL] = cell_of(SHOWN_INTERVAL, &row->gap->nps, row->gap->status);
    }
}

static void add_top_box_row(const struct report *report, struct document *document,
                            struct table *table, const struct result_row *row)
{
    const struct side_result *const *sides = row->sides;
    const struct gap_result *gap = row->gap;
    struct cell *cells = document_row(document, table);
    if (!cells)
        return;
    cells[SHARE_DIMENSION] = cell_text(report->study->dimensions[row->dimension].label);
    cells[SHARE_FIGURE] = cell_text(translated(document->language, "top box"));
    for (int side = 0; side < SIDE_COUNT; side++)
        if (sides[side]->has_top_box)
            cells[SHARE_EMPLOYEES + side] =
                side_cell(sides[side], SHOWN_SHARE, &sides[side]->top_box);
    if (gap->has_top_box) {
        cells[SHARE_GAP] = cell_of(SHOWN_SHARE_GAP, &gap->top_box, gap->status);
        cells[SHARE_INTERVAL] = cell_of(SHOWN_SHARE_INTERVAL, &gap->top_box, gap->status);
    }
}

static bool has_nps(const struct result_row *row)
{
    return row->sides[SIDE_EMPLOYEES]->has_nps || row->sides[SIDE_CUSTOMERS]->has_nps;
}

static bool has_top_box(const struct result_row *row)
{
    return row->sides[SIDE_EMPLOYEES]->has_top_box ||
           row->sides[SIDE_CUSTOMERS]->has_top_box;
}

static void add_share_table(const struct report *report, struct document *document,
                            const struct ranked_row *rows, size_t row_count)
{
    static const struct column columns[SHARE_COLUMNS] = {
        [SHARE_DIMENSION] = { .heading = TRANSLATABLE("Dimension") },
        [SHARE_FIGURE] = { .heading = TRANSLATABLE("Figure") },
        [SHARE_EMPLOYEES] = { TRANSLATABLE("Employees"), TRANSLATABLE("Empl."),
                              .is_numeric = true },
        [SHARE_CUSTOMERS] = { TRANSLATABLE("Customers"), TRANSLATABLE("Cust."),
                              .is_numeric = true },
        [SHARE_GAP] = { .heading = TRANSLATABLE("Gap"), .is_numeric = true },
        [SHARE_INTERVAL] = { .heading = TRANSLATABLE("Interval"), .is_numeric = true },
    };
    size_t shown = 0;
    for (size_t i = 0; i < row_count; i++)
        shown += has_nps(rows[i].row) || has_top_box(rows[i].row);
    if (!shown)
        return;
    document_add(document, BLOCK_HEADING,
                 translated(document->language, "Net promoter score and top box"));
    struct table *table = document_table(document, columns, SHARE_COLUMNS);
    if (!table)
        return;
    table->columns[SHARE_INTERVAL].heading = interval_words(document, report);
    for (size_t i = 0; i < row_count; i++)
        if (has_nps(rows[i].row))
            add_nps_row(report, document, table, rows[i].row);
    for (size_t i = 0; i < row_count; i++)
        if (has_top_box(rows[i].row))
            add_top_box_row(report, document, table, rows[i].row);
}

void describe_overall(const struct report *report, struct document *document)
{
    size_t row_count = 0;
    const struct ranked_row *rows = rows_by_gap(document, report, &row_count);
    if (!rows)
        return;
    add_overall_table(report, document, rows, row_count);
    add_share_table(report, document, rows, row_count);
}
