#include "report/describe.h"

#include "base/number.h"
#include "report/words.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

double gap_size(const struct result_row *row)
{
    const struct measure *gap = &row->gap->index.value;
    return gap->available ? fabs(gap->value) : -1;
}

const struct result_row *next_gap(const struct result_row *rows, size_t row_count,
                                  const struct result_row *last)
{
    const struct result_row *next = NULL;
    for (size_t i = 0; i < row_count; i++) {
        const struct result_row *row = &rows[i];
        double size = gap_size(row);
        bool comes_after =
            !last || size < gap_size(last) || (size == gap_size(last) && row > last);
        if (size >= 0 && comes_after && (!next || size > gap_size(next)))
            next = row;
    }
    return next;
}

bool gap_is_real(const struct result_row *row)
{
    return row->gap->verdict == VERDICT_EMPLOYEES_HIGHER ||
           row->gap->verdict == VERDICT_CUSTOMERS_HIGHER;
}

static int compare_gaps(const void *left, const void *right)
{
    const struct ranked_row *a = left;
    const struct ranked_row *b = right;
    if (a->gap_size != b->gap_size)
        return a->gap_size < b->gap_size ? 1 : -1;
    bool is_later = a->row->dimension > b->row->dimension;
    return is_later ? 1 : -(a->row->dimension < b->row->dimension);
}

const struct ranked_row *rows_by_gap(struct document *document,
                                     const struct report *report, size_t *count_out)
{
    size_t count = overall_row_count(report->results);
    *count_out = count;
    struct ranked_row *ranked =
        arena_allocate(&document->arena, count ? count : 1, sizeof *ranked);
    if (!ranked) {
        document->failed = true;
        *count_out = 0;
        return NULL;
    }
    for (size_t i = 0; i < count; i++) {
        const struct result_row *row = &report->results->rows[i];
        ranked[i] = (struct ranked_row){ .row = row, .gap_size = gap_size(row) };
    }
    qsort(ranked, count, sizeof *ranked, compare_gaps);
    return ranked;
}

const char *confidence_words(struct document *document, const struct report *report)
{
    char number[NUMBER_TEXT_BYTES];
    language_number(document->language, 100 * report->study->analysis.confidence, number);
    return document_text(document, "%s", number);
}

const char *interval_words(struct document *document, const struct report *report)
{
    return document_text(document,
                         translated(document->language, "%s\xc2\xa0%%\xc2\xa0interval"),
                         confidence_words(document, report));
}

const char *gap_words(struct document *document, const struct report *report)
{
    return document_text(document, translated(document->language, "Gap (%s\xc2\xa0%%)"),
                         confidence_words(document, report));
}

const char *and_more(struct document *document, const char *list, size_t count)
{
    return document_text(
        document,
        translated_count(document->language, "%s and %zu more", "%s and %zu more", count),
        list, count);
}

/* How the two-sided dimensions of the whole came out. */
struct outcome {
    size_t asked_of_both;
    size_t verdicts[VERDICT_INCONCLUSIVE + 1];
    size_t suppressed;
    /* the widest gap of each lens that is shown to be one, the wider of the two first */
    const struct result_row *widest[LENS_SYMMETRY + 1];
    size_t widest_count;
};

static void note_widest(struct outcome *outcome, const struct study *study,
                        const struct result_row *row)
{
    enum lens lens = study->dimensions[row->dimension].lens;
    for (size_t i = 0; i < outcome->widest_count; i++)
        if (study->dimensions[outcome->widest[i]->dimension].lens == lens)
            return;
    outcome->widest[outcome->widest_count++] = row;
}

/* `rows` come widest gap first. */
static struct outcome sum_up(const struct study *study, const struct ranked_row *rows,
                             size_t row_count)
{
    struct outcome outcome = { 0 };
    for (size_t i = 0; i < row_count; i++) {
        const struct gap_result *gap = rows[i].row->gap;
        if (gap->status == CELL_NOT_ASKED)
            continue;
        outcome.asked_of_both++;
        outcome.suppressed += gap->status == CELL_SUPPRESSED;
        outcome.verdicts[gap->verdict]++;
        if (gap_is_real(rows[i].row))
            note_widest(&outcome, study, rows[i].row);
    }
    return outcome;
}

/* The widest gap of a lens as a sentence. */
static const char *widest_words(struct document *document, const struct report *report,
                                const struct result_row *row)
{
    const struct language *language = document->language;
    const struct dimension *dimension = &report->study->dimensions[row->dimension];
    bool employees_lead = row->gap->verdict == VERDICT_EMPLOYEES_HIGHER;
    double size = gap_size(row);
    const char *points = document_number(document, size, 1);
    if (dimension->lens == LENS_MIRROR)
        return document_text(
            document,
            employees_lead
                /* translators: a dimension, and a number with decimals */
                ? translated_amount(
                      language, "Employees see %s %s point higher than customers do.",
                      "Employees see %s %s points higher than customers do.", size)
                : translated_amount(
                      language, "Customers see %s %s point higher than employees do.",
                      "Customers see %s %s points higher than employees do.", size),
            dimension->label, points);
    return document_text(
        document,
        employees_lead
            /* translators: a number with decimals, and a dimension */
            ? translated_amount(
                  language, "Employees score %s point higher on %s than customers.",
                  "Employees score %s points higher on %s than customers.", size)
            : translated_amount(
                  language, "Customers score %s point higher on %s than employees.",
                  "Customers score %s points higher on %s than employees.", size),
        points, dimension->label);
}

static const char *none_words(struct document *document, const struct outcome *outcome,
                              double margin)
{
    const struct language *language = document->language;
    char points[NUMBER_TEXT_BYTES];
    language_number(language, margin, points);
    if (outcome->verdicts[VERDICT_SYMMETRIC] != outcome->asked_of_both)
        return translated(language,
                          "No gap between employees and customers is shown to be real.");
    return document_text(
        document,
        translated_amount(language,
                          "Employees and customers draw the same picture: every gap is "
                          "smaller than %s point.",
                          "Employees and customers draw the same picture: every gap is "
                          "smaller than %s points.",
                          margin),
        points);
}

enum { MOST_OUTCOMES = 5 };

static const char *count_words(struct document *document, const char *format,
                               size_t count)
{
    return count ? document_text(document, format, count) : NULL;
}

/* "2 are symmetric, 3 differ and 1 is inconclusive" */
static const char *outcome_words(struct document *document, const struct outcome *outcome)
{
    const struct language *language = document->language;
    const size_t *verdicts = outcome->verdicts;
    size_t differ =
        verdicts[VERDICT_EMPLOYEES_HIGHER] + verdicts[VERDICT_CUSTOMERS_HIGHER];
    size_t symmetric = verdicts[VERDICT_SYMMETRIC];
    size_t unclear = verdicts[VERDICT_INCONCLUSIVE];
    size_t hidden = outcome->suppressed;
    size_t few = verdicts[VERDICT_NONE] - hidden;
    /* translators: the next ones are the end of "Of 5 dimensions asked of both sides, 2
       are symmetric, 3 differ and 1 is inconclusive." */
    const char *const parts[MOST_OUTCOMES] = {
        count_words(document,
                    translated_count(language, "%zu differs", "%zu differ", differ),
                    differ),
        count_words(document,
                    translated_count(language, "%zu is symmetric", "%zu are symmetric",
                                     symmetric),
                    symmetric),
        count_words(document,
                    translated_count(language, "%zu is inconclusive",
                                     "%zu are inconclusive", unclear),
                    unclear),
        count_words(
            document,
            translated_count(language, "%zu is suppressed", "%zu are suppressed", hidden),
            hidden),
        count_words(document,
                    translated_count(language, "%zu has too few answers",
                                     "%zu have too few answers", few),
                    few),
    };
    const char *said[MOST_OUTCOMES];
    size_t count = 0;
    for (size_t i = 0; i < MOST_OUTCOMES; i++)
        if (parts[i])
            said[count++] = parts[i];
    return document_list(document, said, count);
}

static void add_findings(struct document *document, const struct report *report,
                         const struct outcome *outcome)
{
    const struct language *language = document->language;
    size_t asked = outcome->asked_of_both;
    if (!asked) {
        document_add(document, BLOCK_LEAD,
                     translated(language,
                                "No dimension was asked of both sides, so there "
                                "is no gap to show."));
        return;
    }
    const char *finding = "";
    for (size_t i = 0; i < outcome->widest_count; i++)
        finding = document_text(document, "%s%s ", finding,
                                widest_words(document, report, outcome->widest[i]));
    if (!outcome->widest_count)
        finding =
            document_text(document, "%s ",
                          none_words(document, outcome, report->study->analysis.margin));
    const char *counts = document_text(
        document,
        translated_count(language, "Of %zu dimension asked of both sides, %s.",
                         "Of %zu dimensions asked of both sides, %s.", asked),
        asked, outcome_words(document, outcome));
    document_format(document, BLOCK_LEAD, "%s%s", finding, counts);
}

static void add_sample(struct document *document, const struct report *report)
{
    const struct language *language = document->language;
    uint64_t used[SIDE_COUNT] = { 0 };
    for (size_t i = 0; i < report->provenance->input_count; i++) {
        const struct input_summary *input = &report->provenance->inputs[i];
        used[input->side] += input->rows_used;
    }
    unsigned long long e = used[SIDE_EMPLOYEES];
    unsigned long long c = used[SIDE_CUSTOMERS];
    size_t matched = report->provenance->units.matched;
    const char *employees = document_text(
        document, translated_count(language, "%llu employee", "%llu employees", e), e);
    const char *customers = document_text(
        document, translated_count(language, "%llu customer", "%llu customers", c), c);
    const char *sides =
        document_text(document, translated(language, "%s and %s"), employees, customers);
    if (report->study->analysis.wave && report->results->wave_count == 1)
        /* translators: 612 employees and 3045 customers, wave 2026-Q3 */
        sides = document_text(document, translated(language, "%s, wave %s"), sides,
                              report->results->wave_rows[0].wave);
    if (!report->study->sides[SIDE_EMPLOYEES].has_unit) {
        document_add(document, BLOCK_PARAGRAPH, sides);
        return;
    }
    const char *units = document_text(
        document,
        translated_count(language, "%zu unit in common", "%zu units in common", matched),
        matched);
    /* translators: 612 employees and 3045 customers, 24 units in common */
    document_format(document, BLOCK_PARAGRAPH, translated(language, "%s, %s"), sides,
                    units);
}

void describe_headline(const struct report *report, struct document *document)
{
    const char *title = report->study->title;
    document_add(document, BLOCK_TITLE,
                 title && *title ? title
                                 : translated(document->language, "Symmetry report"));
    add_sample(document, report);
    size_t row_count = 0;
    const struct ranked_row *rows = rows_by_gap(document, report, &row_count);
    if (!rows)
        return;
    struct outcome outcome = sum_up(report->study, rows, row_count);
    add_findings(document, report, &outcome);
}

enum symbar_status describe_report(const struct report *report, long unit_limit,
                                   struct document *document)
{
    describe_headline(report, document);
    describe_overall(report, document);
    describe_weights(report, document);
    describe_rates(report, unit_limit, document);
    describe_units(report, unit_limit, document);
    describe_segments(report, document);
    describe_waves(report, document);
    describe_linkage(report, document);
    describe_symmetry(report, document);
    describe_places(report, document);
    describe_drivers(report, document);
    describe_outcomes(report, document);
    describe_benchmark(report, document);
    describe_reliability(report, document);
    describe_making(report, document);
    describe_reading(report, document);
    return document->failed ? SYMBAR_NO_MEMORY : SYMBAR_OK;
}
