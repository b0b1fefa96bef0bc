/* Segments: front line against back office first, where the study says who is who; then
   each segment's widest gap and what else is shown to differ there. */
#include "report/describe.h"
#include "report/words.h"

#include <math.h>
#include <string.h>

enum { MOST_GAPS = 3 };

/* -- front line against back office ------------------------------------------------ */

static const char *difference_words(struct document *document,
                                    const struct contrast_result *contrast)
{
    const struct language *language = document->language;
    const struct estimate *difference = &contrast->difference.index.estimate;
    const char *front = document_number(document, contrast->front.index.value.value, 1);
    const char *back = document_number(document, contrast->back.index.value.value, 1);
    double size = fabs(difference->value.value);
    const char *points = document_number(document, size, 1);
    if (difference->value.value < 0)
        return document_text(
            document,
            translated_amount(
                language,
                "%s against %s: the front line scores %s point lower (%s to "
                "%s).",
                "%s against %s: the front line scores %s points lower (%s "
                "to %s).",
                size),
            front, back, points, document_number(document, -difference->high.value, 1),
            document_number(document, -difference->low.value, 1));
    return document_text(
        document,
        translated_amount(
            language, "%s against %s: the front line scores %s point higher (%s to %s).",
            "%s against %s: the front line scores %s points higher (%s to %s).", size),
        front, back, points, document_number(document, difference->low.value, 1),
        document_number(document, difference->high.value, 1));
}

static const char *contrast_words(struct document *document, const struct report *report,
                                  const struct contrast_result *contrast)
{
    const struct language *language = document->language;
    const struct tested_difference *index = &contrast->difference.index;
    const struct contrast_rule *rule = &report->study->analysis.contrast;
    const char *why = status_words(language, contrast->difference.status);
    if (!index->estimate.value.available && !why &&
        rule->front.count + rule->back.count > 2)
        return translated(language, "not available: with weights or a design several "
                                    "segments together have no figure");
    if (!index->estimate.value.available)
        return why ? why : translated(language, "not available");
    if (!index->p_adjusted.available ||
        index->p_adjusted.value >= report->study->analysis.alpha)
        return document_text(
            document, translated(language, "%s against %s: no difference is shown."),
            document_number(document, contrast->front.index.value.value, 1),
            document_number(document, contrast->back.index.value.value, 1));
    return difference_words(document, contrast);
}

static void describe_contrast(const struct report *report, struct document *document)
{
    const struct language *language = document->language;
    const struct results *results = report->results;
    const struct contrast_rule *rule = &report->study->analysis.contrast;
    if (!results->contrast_count)
        return;
    document_add(document, BLOCK_HEADING,
                 translated(language, "Front line and back office"));
    document_format(document, BLOCK_PARAGRAPH,
                    translated(language, "Employees with customers in front of them (%s) "
                                         "against those without (%s):"),
                    document_list(document, rule->front.texts, rule->front.count),
                    document_list(document, rule->back.texts, rule->back.count));
    for (size_t i = 0; i < results->contrast_count; i++) {
        const struct contrast_result *contrast = &results->contrasts[i];
        if (contrast->difference.status != CELL_NOT_ASKED)
            document_item(document, report->study->dimensions[contrast->dimension].label,
                          contrast_words(document, report, contrast));
    }
}

/* -- each segment ------------------------------------------------------------------ */

/* The rows of one segment and side, one per dimension. */
struct segment_rows {
    const struct result_row *first;
    size_t row_count;
};

static bool is_same_segment(const struct result_row *a, const struct result_row *b)
{
    return a->scope == b->scope && a->segment_side == b->segment_side &&
           strcmp(a->segment_of, b->segment_of) == 0 &&
           strcmp(a->segment, b->segment) == 0;
}

static struct segment_rows rows_from(const struct results *results, size_t first)
{
    struct segment_rows rows = { &results->rows[first], 0 };
    while (first + rows.row_count < results->row_count &&
           is_same_segment(rows.first, &results->rows[first + rows.row_count]))
        rows.row_count++;
    return rows;
}

/* Which segment, and who it is set against. */
static const char *heading_of(struct document *document, const struct result_row *row)
{
    const struct language *language = document->language;
    switch (row->segment_side) {
    case OF_NONE:
        break;
    case OF_EMPLOYEES:
        return document_text(
            document, translated(language, "%s: %s (employees) against all customers"),
            row->segment_of, row->segment);
    case OF_CUSTOMERS:
        return document_text(
            document, translated(language, "%s: %s (customers) against all employees"),
            row->segment_of, row->segment);
    case OF_BOTH:
        return document_text(document, translated(language, "%s: %s on both sides"),
                             row->segment_of, row->segment);
    }
    return "";
}

enum { DIMENSION, EMPLOYEES, CUSTOMERS, GAP, VERDICT, AXIS, SEGMENT_COLUMNS };

static void add_gap_row(const struct report *report, struct document *document,
                        struct table *table, const struct result_row *row, bool is_first)
{
    struct cell *cells = is_first
                             ? document_group(document, table, heading_of(document, row))
                             : document_row(document, table);
    if (!cells)
        return;
    cells[DIMENSION] = cell_text(report->study->dimensions[row->dimension].label);
    for (int side = 0; side < SIDE_COUNT; side++)
        cells[EMPLOYEES + side] =
            cell_of(SHOWN_SCORE, &row->sides[side]->index, row->sides[side]->status);
    cells[GAP] = cell_of(SHOWN_GAP_AND_MARGIN, &row->gap->index, row->gap->status);
    cells[VERDICT] = cell_verdict(row->gap);
    cells[VERDICT].detectable.available = false;
    cells[AXIS] = cell_dumbbell(row);
}

static size_t add_segment(const struct report *report, struct document *document,
                          struct table *table, const struct segment_rows *rows)
{
    const struct result_row *row = next_gap(rows->first, rows->row_count, NULL);
    size_t shown = 0;
    for (size_t i = 0; row && i < MOST_GAPS;
         i++, row = next_gap(rows->first, rows->row_count, row))
        if (!shown || gap_is_real(row))
            add_gap_row(report, document, table, row, !shown++);
    return shown;
}

static size_t first_segment(const struct results *results)
{
    size_t first = 0;
    while (first < results->row_count && results->rows[first].scope != SCOPE_SEGMENT)
        first++;
    return first;
}

void describe_segments(const struct report *report, struct document *document)
{
    static const struct column columns[SEGMENT_COLUMNS] = {
        [DIMENSION] = { .heading = TRANSLATABLE("Dimension") },
        [EMPLOYEES] = { TRANSLATABLE("Employees"), TRANSLATABLE("Empl."),
                        .is_numeric = true },
        [CUSTOMERS] = { TRANSLATABLE("Customers"), TRANSLATABLE("Cust."),
                        .is_numeric = true },
        [GAP] = { .heading = TRANSLATABLE("Gap"), .is_numeric = true },
        [VERDICT] = { .heading = TRANSLATABLE("Verdict") },
        [AXIS] = { .heading = TRANSLATABLE("Index, 0 to 100"),
                   .is_axis = true,
                   .rank = COLUMN_DROPS },
    };
    const struct results *results = report->results;
    size_t first = first_segment(results);
    describe_contrast(report, document);
    if (first == results->row_count)
        return;
    const char **hidden =
        arena_allocate(&document->arena, results->row_count - first, sizeof *hidden);
    document_add(document, BLOCK_HEADING,
                 translated(document->language, "Segments, the widest gap of each"));
    struct table *table = document_table(document, columns, SEGMENT_COLUMNS);
    if (!table || !hidden) {
        document->failed = true;
        return;
    }
    table->columns[GAP].heading = gap_words(document, report);
    struct text_list names = { hidden, 0 };
    while (first < results->row_count && results->rows[first].scope == SCOPE_SEGMENT) {
        const struct segment_rows rows = rows_from(results, first);
        if (!add_segment(report, document, table, &rows))
            hidden[names.count++] = heading_of(document, rows.first);
        first += rows.row_count;
    }
    if (names.count)
        document_item(document, translated(document->language, "No gap is shown of"),
                      document_list(document, names.texts, names.count));
}
