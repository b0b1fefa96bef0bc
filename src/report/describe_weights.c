#include "report/describe.h"

/* How many respondents the figures are worth, where that is not how many there are. */

enum {
    WEIGHTS_DIMENSION,
    WEIGHTS_SIDE,
    WEIGHTS_N,
    WEIGHTS_N_EFF,
    WEIGHTS_EFFECT,
    WEIGHTS_COLUMNS
};

static bool is_told(const struct result_row *row, int side)
{
    return row->scope == SCOPE_OVERALL && row->sides[side].n_eff.available;
}

static bool is_any_told(const struct results *results)
{
    for (size_t i = 0; i < results->row_count; i++)
        for (int side = 0; side < SIDE_COUNT; side++)
            if (is_told(&results->rows[i], side))
                return true;
    return false;
}

static void add_row(const struct report *report, struct document *document,
                    struct table *table, const struct result_row *row, int which)
{
    const struct side_result *side = &row->sides[which];
    struct cell *cells = document_row(document, table);
    if (!cells)
        return;
    const struct estimate n_eff = { .value = side->n_eff };
    const struct estimate effect = { .value = side->index_deff };
    cells[WEIGHTS_DIMENSION] = cell_text(report->study->dimensions[row->dimension].label);
    cells[WEIGHTS_SIDE] = cell_text(side_name((enum side)which));
    cells[WEIGHTS_N] = cell_count(side->n, side->status);
    cells[WEIGHTS_N_EFF] = cell_of(SHOWN_SCORE, &n_eff, side->status);
    cells[WEIGHTS_EFFECT] = cell_of(SHOWN_SCORE, &effect, side->status);
}

void describe_weights(const struct report *report, struct document *document)
{
    static const struct column columns[WEIGHTS_COLUMNS] = {
        [WEIGHTS_DIMENSION] = { .heading = "Dimension" },
        [WEIGHTS_SIDE] = { .heading = "Side" },
        [WEIGHTS_N] = { "Respondents", "n", .is_numeric = true },
        [WEIGHTS_N_EFF] = { "Effective n", "Eff. n", .is_numeric = true },
        [WEIGHTS_EFFECT] = { "Design effect", "Deff", .is_numeric = true },
    };
    const struct results *results = report->results;
    if (!is_any_told(results))
        return;
    document_add(document, BLOCK_HEADING, "What the answers are worth");
    document_add(document, BLOCK_PARAGRAPH,
                 "Respondents do not all count the same. The effective n is how many "
                 "equal ones would tell as much; the design effect is how many times the "
                 "variance of the index is that of equal ones.");
    struct table *table = document_table(document, columns, WEIGHTS_COLUMNS);
    for (size_t i = 0; i < results->row_count; i++)
        for (int side = 0; side < SIDE_COUNT; side++)
            if (is_told(&results->rows[i], side))
                add_row(report, document, table, &results->rows[i], side);
}
