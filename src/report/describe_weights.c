#include "report/describe.h"
#include "report/words.h"

/* How many respondents the figures are worth, and of how many people they are a part,
   where that is not how many there are. */

enum {
    WEIGHTS_DIMENSION,
    WEIGHTS_SIDE,
    WEIGHTS_N,
    WEIGHTS_N_EFF,
    WEIGHTS_EFFECT,
    WEIGHTS_COLUMNS
};
enum { RATE_SIDE, RATE_UNIT, RATE_HEADCOUNT, RATE_RATE, RATE_COLUMNS };

static bool is_told(const struct result_row *row, int side)
{
    return side_design(row->sides[side])->n_eff.available;
}

static bool is_any_told(const struct results *results, size_t row_count)
{
    for (size_t i = 0; i < row_count; i++)
        for (int side = 0; side < SIDE_COUNT; side++)
            if (is_told(&results->rows[i], side))
                return true;
    return false;
}

static void add_row(const struct report *report, struct document *document,
                    struct table *table, const struct result_row *row, int which)
{
    const struct side_result *side = row->sides[which];
    struct cell *cells = document_row(document, table);
    if (!cells)
        return;
    const struct estimate n_eff = { .value = side_design(side)->n_eff };
    const struct estimate effect = { .value = side_design(side)->index_deff };
    cells[WEIGHTS_DIMENSION] = cell_text(report->study->dimensions[row->dimension].label);
    cells[WEIGHTS_SIDE] = cell_text(side_words(document->language, (enum side)which));
    cells[WEIGHTS_N] = cell_count(side->n, side->status);
    cells[WEIGHTS_N_EFF] = cell_of(SHOWN_SCORE, &n_eff, side->status);
    cells[WEIGHTS_EFFECT] = cell_of(SHOWN_SCORE, &effect, side->status);
}

/* -- response rates ---------------------------------------------------------------------
 */

static bool has_rate(const struct result_row *row, int side)
{
    return (row->scope == SCOPE_OVERALL || row->scope == SCOPE_UNIT) &&
           side_design(row->sides[side])->response_rate.available;
}

/* A respondent counts whatever was left out, so any dimension that is shown tells it. */
static bool is_first_with_rate(const struct results *results, size_t index, int side)
{
    const struct result_row *row = &results->rows[index];
    if (!has_rate(row, side))
        return false;
    for (size_t i = index; i > 0; i--) {
        const struct result_row *before = &results->rows[i - 1];
        if (before->scope != row->scope || before->unit != row->unit)
            break;
        if (has_rate(before, side))
            return false;
    }
    return true;
}

static void add_rate(struct document *document, struct table *table,
                     const struct result_row *row, int which)
{
    const struct side_result *side = row->sides[which];
    const struct estimate rate = { .value = side_design(side)->response_rate };
    struct cell *cells = document_row(document, table);
    if (!cells)
        return;
    cells[RATE_SIDE] = cell_text(side_words(document->language, (enum side)which));
    cells[RATE_UNIT] =
        cell_text(row->unit ? row->unit : translated(document->language, "all"));
    cells[RATE_HEADCOUNT] = cell_count(side_design(side)->headcount, side->status);
    cells[RATE_RATE] = cell_of(SHOWN_SHARE, &rate, side->status);
}

void describe_rates(const struct report *report, long unit_limit,
                    struct document *document)
{
    static const struct column columns[RATE_COLUMNS] = {
        [RATE_SIDE] = { .heading = TRANSLATABLE("Side") },
        [RATE_UNIT] = { .heading = TRANSLATABLE("Unit") },
        [RATE_HEADCOUNT] = { .heading = TRANSLATABLE("Headcount"), .is_numeric = true },
        [RATE_RATE] = { .heading = TRANSLATABLE("Response rate"), .is_numeric = true },
    };
    const struct results *results = report->results;
    struct table *table = NULL;
    long limit = unit_limit ? unit_limit : DEFAULT_UNIT_LIMIT;
    bool is_cut = false;
    for (int side = 0; side < SIDE_COUNT; side++) {
        long units = 0;
        for (size_t i = 0; i < results->row_count; i++) {
            if (!is_first_with_rate(results, i, side))
                continue;
            if (results->rows[i].unit && limit > 0 && units++ >= limit) {
                is_cut = true;
                continue;
            }
            if (!table) {
                document_add(document, BLOCK_HEADING,
                             translated(document->language, "Response rates"));
                table = document_table(document, columns, RATE_COLUMNS);
            }
            add_rate(document, table, &results->rows[i], side);
        }
    }
    if (is_cut)
        document_add(document, BLOCK_PARAGRAPH,
                     translated(document->language,
                                "There are more units; the JSON report has them all."));
}

void describe_weights(const struct report *report, struct document *document)
{
    static const struct column columns[WEIGHTS_COLUMNS] = {
        [WEIGHTS_DIMENSION] = { .heading = TRANSLATABLE("Dimension") },
        [WEIGHTS_SIDE] = { .heading = TRANSLATABLE("Side") },
        [WEIGHTS_N] = { TRANSLATABLE("Respondents"), "n", .is_numeric = true },
        [WEIGHTS_N_EFF] = { TRANSLATABLE("Effective n"), TRANSLATABLE("Eff. n"),
                            .is_numeric = true },
        [WEIGHTS_EFFECT] = { TRANSLATABLE("Design effect"), TRANSLATABLE("Deff"),
                             .is_numeric = true },
    };
    const struct results *results = report->results;
    size_t row_count = overall_row_count(results);
    if (!is_any_told(results, row_count))
        return;
    document_add(document, BLOCK_HEADING,
                 translated(document->language, "What the answers are worth"));
    document_add(document, BLOCK_PARAGRAPH,
                 translated(document->language,
                            "Effective n: how many respondents of equal weight would "
                            "tell as much. Design effect: how many times the variance of "
                            "the index is that of as many equal respondents, by weights, "
                            "by how they were chosen, and by the share of all who "
                            "answered."));
    struct table *table = document_table(document, columns, WEIGHTS_COLUMNS);
    for (size_t i = 0; i < row_count; i++)
        for (int side = 0; side < SIDE_COUNT; side++)
            if (is_told(&results->rows[i], side))
                add_row(report, document, table, &results->rows[i], side);
}

void describe_all_rates(const struct report *report, struct document *document)
{
    describe_rates(report, -1, document);
}
