#include "report/describe.h"

#include "base/number.h"
#include "report/words.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

double gap_size(const struct result_row *row)
{
    const struct measure *gap = &row->gap.index.value;
    return gap->available ? fabs(gap->value) : -1;
}

bool gap_is_real(const struct result_row *row)
{
    return row->gap.verdict == VERDICT_EMPLOYEES_HIGHER ||
           row->gap.verdict == VERDICT_CUSTOMERS_HIGHER;
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
    const struct results *results = report->results;
    size_t count = 0;
    for (size_t i = 0; i < results->row_count; i++)
        count += results->rows[i].scope == SCOPE_OVERALL;
    *count_out = count;
    struct ranked_row *ranked =
        arena_allocate(&document->arena, count ? count : 1, sizeof *ranked);
    if (!ranked) {
        document->failed = true;
        *count_out = 0;
        return NULL;
    }
    count = 0;
    for (size_t i = 0; i < results->row_count; i++) {
        const struct result_row *row = &results->rows[i];
        if (row->scope == SCOPE_OVERALL)
            ranked[count++] =
                (struct ranked_row){ .row = row, .gap_size = gap_size(row) };
    }
    qsort(ranked, count, sizeof *ranked, compare_gaps);
    return ranked;
}

void say_points(struct buffer *text, double points)
{
    char number[NUMBER_TEXT_BYTES];
    number_format_fixed(points, 1, number);
    buffer_text(text, number);
}

const char *confidence_words(struct document *document, const struct report *report)
{
    char number[NUMBER_TEXT_BYTES];
    number_format(100 * report->study->analysis.confidence, number);
    const char *text = arena_text(&document->arena, number);
    if (!text)
        document->failed = true;
    return text ? text : "";
}

const char *interval_words(struct document *document, const struct report *report)
{
    const char *words = arena_format(&document->arena, "%s\xc2\xa0%%\xc2\xa0interval",
                                     confidence_words(document, report));
    if (!words)
        document->failed = true;
    return words ? words : "";
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
        const struct gap_result *gap = &rows[i].row->gap;
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

static void say_widest(struct buffer *text, const struct report *report,
                       const struct result_row *row)
{
    const struct dimension *dimension = &report->study->dimensions[row->dimension];
    bool employees_lead = row->gap.verdict == VERDICT_EMPLOYEES_HIGHER;
    const char *higher = employees_lead ? "Employees" : "Customers";
    const char *lower = employees_lead ? "customers" : "employees";
    if (dimension->lens == LENS_MIRROR) {
        buffer_format(text, "%s see %s ", higher, dimension->label);
        say_points(text, gap_size(row));
        buffer_format(text, " points higher than %s do.", lower);
    } else {
        buffer_format(text, "%s score ", higher);
        say_points(text, gap_size(row));
        buffer_format(text, " points higher on %s than %s.", dimension->label, lower);
    }
}

static void say_none(struct buffer *text, const struct outcome *outcome, double margin)
{
    char points[NUMBER_TEXT_BYTES];
    number_format(margin, points);
    if (outcome->verdicts[VERDICT_SYMMETRIC] == outcome->asked_of_both)
        buffer_format(text,
                      "Employees and customers draw the same picture: every gap is "
                      "smaller than %s points.",
                      points);
    else
        buffer_text(text, "No gap between employees and customers is shown to be real.");
}

/* "2 are symmetric, 3 differ and 1 is inconclusive" */
static void say_counts(struct buffer *text, const struct outcome *outcome)
{
    size_t differ = outcome->verdicts[VERDICT_EMPLOYEES_HIGHER] +
                    outcome->verdicts[VERDICT_CUSTOMERS_HIGHER];
    const struct {
        size_t count;
        const char *one;
        const char *many;
    } parts[] = {
        { differ, "differs", "differ" },
        { outcome->verdicts[VERDICT_SYMMETRIC], "is symmetric", "are symmetric" },
        { outcome->verdicts[VERDICT_INCONCLUSIVE], "is inconclusive",
          "are inconclusive" },
        { outcome->suppressed, "is suppressed", "are suppressed" },
        { outcome->verdicts[VERDICT_NONE] - outcome->suppressed, "has too few answers",
          "have too few answers" },
    };
    size_t left = 0;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        left += parts[i].count > 0;
    for (size_t i = 0, said = 0; i < sizeof parts / sizeof *parts; i++)
        if (parts[i].count) {
            const char *joint = !said ? "" : said + 1 == left ? " and " : ", ";
            buffer_format(text, "%s%zu %s", joint, parts[i].count,
                          parts[i].count == 1 ? parts[i].one : parts[i].many);
            said++;
        }
}

static void say_findings(struct buffer *text, const struct report *report,
                         const struct outcome *outcome)
{
    if (!outcome->asked_of_both) {
        buffer_text(text, "No dimension was asked of both sides, so there is no gap to "
                          "show.");
        return;
    }
    for (size_t i = 0; i < outcome->widest_count; i++) {
        buffer_text(text, i ? " " : "");
        say_widest(text, report, outcome->widest[i]);
    }
    if (!outcome->widest_count)
        say_none(text, outcome, report->study->analysis.margin);
    buffer_format(text, " Of %zu dimension%s asked of both sides, ",
                  outcome->asked_of_both, outcome->asked_of_both == 1 ? "" : "s");
    say_counts(text, outcome);
    buffer_byte(text, '.');
}

static void say_sample(struct document *document, const struct report *report)
{
    uint64_t used[SIDE_COUNT] = { 0 };
    for (size_t i = 0; i < report->provenance->input_count; i++) {
        const struct input_summary *input = &report->provenance->inputs[i];
        used[input->side] += input->rows_used;
    }
    size_t matched = report->provenance->units.matched;
    struct buffer text = { 0 };
    buffer_format(&text, "%" PRIu64 " employee%s and %" PRIu64 " customer%s",
                  used[SIDE_EMPLOYEES], used[SIDE_EMPLOYEES] == 1 ? "" : "s",
                  used[SIDE_CUSTOMERS], used[SIDE_CUSTOMERS] == 1 ? "" : "s");
    if (report->study->sides[SIDE_EMPLOYEES].has_unit)
        buffer_format(&text, ", %zu unit%s in common", matched, matched == 1 ? "" : "s");
    if (buffer_failed(&text))
        document->failed = true;
    else
        document_add(document, BLOCK_PARAGRAPH, text.bytes);
    buffer_release(&text);
}

void describe_headline(const struct report *report, struct document *document)
{
    const char *title = report->study->title;
    document_add(document, BLOCK_TITLE, title && *title ? title : "Symmetry report");
    say_sample(document, report);
    size_t row_count = 0;
    const struct ranked_row *rows = rows_by_gap(document, report, &row_count);
    if (!rows)
        return;
    struct outcome outcome = sum_up(report->study, rows, row_count);
    struct buffer text = { 0 };
    say_findings(&text, report, &outcome);
    if (buffer_failed(&text))
        document->failed = true;
    else
        document_add(document, BLOCK_LEAD, text.bytes);
    buffer_release(&text);
}

enum symbar_status describe_report(const struct report *report, long unit_limit,
                                   struct document *document)
{
    describe_headline(report, document);
    describe_overall(report, document);
    describe_units(report, unit_limit, document);
    describe_linkage(report, document);
    describe_places(report, document);
    describe_drivers(report, document);
    describe_reliability(report, document);
    describe_making(report, document);
    describe_reading(report, document);
    return document->failed ? SYMBAR_NO_MEMORY : SYMBAR_OK;
}
