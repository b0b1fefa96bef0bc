#include "report/describe.h"
#include "report/paths.h"
#include "report/words.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { MOST_DIAGNOSTICS = 20, MOST_MERGES = 10 };

static struct cell count_cell(uint64_t count)
{
    struct measure measure = { .available = true, .value = (double)count };
    return cell_count(measure, CELL_OK);
}

enum { INPUT_FILE, INPUT_SIDE, INPUT_READ, INPUT_USED, INPUT_ASIDE, INPUT_COLUMNS };

static void add_inputs(const struct report *report, struct document *document)
{
    static const struct column columns[INPUT_COLUMNS] = {
        [INPUT_FILE] = { .heading = TRANSLATABLE("File") },
        [INPUT_SIDE] = { .heading = TRANSLATABLE("Side") },
        [INPUT_READ] = { TRANSLATABLE("Rows read"), TRANSLATABLE("Read"),
                         .is_numeric = true },
        [INPUT_USED] = { .heading = TRANSLATABLE("Used"), .is_numeric = true },
        [INPUT_ASIDE] = { TRANSLATABLE("Set aside"), TRANSLATABLE("Aside"),
                          .is_numeric = true },
    };
    struct table *table = document_table(document, columns, INPUT_COLUMNS);
    for (size_t i = 0; i < report->provenance->input_count; i++) {
        const struct input_summary *input = &report->provenance->inputs[i];
        struct cell *cells = document_row(document, table);
        if (!cells)
            return;
        cells[INPUT_FILE] = cell_text(path_shown(report->study, input->file));
        cells[INPUT_SIDE] = cell_text(input->side == SIDE_EMPLOYEES
                                          ? translated(document->language, "employees")
                                          : translated(document->language, "customers"));
        cells[INPUT_READ] = count_cell(input->rows_read);
        cells[INPUT_USED] = count_cell(input->rows_used);
        cells[INPUT_ASIDE] = count_cell(input->rows_read - input->rows_used);
    }
}

static void add_set_aside(const struct report *report, struct document *document)
{
    const struct language *language = document->language;
    for (size_t i = 0; i < report->provenance->input_count; i++) {
        const struct input_summary *input = &report->provenance->inputs[i];
        const char *text = NULL;
        for (size_t j = 0; j < input->set_aside_count; j++) {
            /* translators: so many rows were set aside by a rule's name */
            const char *part =
                document_text(document, translated(language, "%llu by %s"),
                              (unsigned long long)input->set_aside[j].count,
                              input->set_aside[j].reason);
            text =
                text ? document_text(document, translated(language, "%s, %s"), text, part)
                     : part;
        }
        if (!text)
            continue;
        const char *file = path_shown(report->study, input->file);
        document_item(document,
                      document_text(document, translated(language, "Set aside in %s"),
                                    file ? file : ""),
                      text);
    }
}

/* One spelling may be met on both sides. */
static bool is_repeated(const struct unit_summary *units, size_t number)
{
    const struct unit_merge *merge = &units->merges[number];
    for (size_t i = number; i-- > 0 && strcmp(units->merges[i].unit, merge->unit) == 0;)
        if (strcmp(units->merges[i].spelling, merge->spelling) == 0)
            return true;
    return false;
}

static void add_merges(const struct report *report, struct document *document)
{
    const struct language *language = document->language;
    const struct unit_summary *units = &report->provenance->units;
    const char *text = NULL;
    size_t told = 0;
    for (size_t i = 0; i < units->merge_count; i++) {
        const struct unit_merge *merge = &units->merges[i];
        if (is_repeated(units, i) || told++ >= MOST_MERGES)
            continue;
        /* translators: a spelling is a unit (by this step of the matching) */
        const char *part = document_text(
            document, translated(language, "'%s' is %s (%s)"), merge->spelling,
            merge->unit,
            step_words(language, merge->is_punctuation ? "punctuation" : merge->step));
        text = text ? document_text(document, translated(language, "%s, %s"), text, part)
                    : part;
    }
    if (told > MOST_MERGES)
        text = and_more(document, text, told - MOST_MERGES);
    if (text)
        document_item(document, translated(language, "Unit names joined"), text);
}

enum { ANSWERS_DIMENSION, ANSWERS_FIRST_SIDE, ANSWERS_COLUMNS = 1 + 2 * SIDE_COUNT };

/* How many did not answer, if all kinds may be shown. */
static struct measure missing_of(const struct side_result *side)
{
    struct measure total = { .available = true };
    for (int kind = 0; kind < MISSING_COUNT; kind++) {
        total.available = total.available && side->missing[kind].available;
        total.value += side->missing[kind].value;
    }
    return total.available ? total : (struct measure){ .available = false };
}

static void add_answers(const struct report *report, struct document *document)
{
    static const struct column columns[ANSWERS_COLUMNS] = {
        [ANSWERS_DIMENSION] = { .heading = TRANSLATABLE("Dimension") },
        { TRANSLATABLE("Employees"), TRANSLATABLE("Empl."), .is_numeric = true },
        { .heading = TRANSLATABLE("Missing"), .is_numeric = true },
        { TRANSLATABLE("Customers"), TRANSLATABLE("Cust."), .is_numeric = true },
        { .heading = TRANSLATABLE("Missing"), .is_numeric = true },
    };
    struct table *table = document_table(document, columns, ANSWERS_COLUMNS);
    size_t row_count = overall_row_count(report->results);
    for (size_t i = 0; i < row_count; i++) {
        const struct result_row *row = &report->results->rows[i];
        struct cell *cells = document_row(document, table);
        if (!cells)
            return;
        cells[ANSWERS_DIMENSION] =
            cell_text(report->study->dimensions[row->dimension].label);
        for (int side = 0; side < SIDE_COUNT; side++) {
            const struct side_result *figures = row->sides[side];
            struct cell *own = &cells[ANSWERS_FIRST_SIDE + 2 * side];
            own[0] = cell_count(figures->n, figures->status);
            own[1] = cell_count(missing_of(figures), figures->status);
        }
    }
}

/* All missing answers of a side by kind: "19 left blank, 3 don't know". */
static void add_missing(const struct report *report, struct document *document,
                        enum side side)
{
    const struct language *language = document->language;
    size_t row_count = overall_row_count(report->results);
    const char *text = NULL;
    for (int kind = 0; kind < MISSING_COUNT; kind++) {
        double total = 0;
        for (size_t i = 0; i < row_count; i++) {
            const struct measure *missing =
                &report->results->rows[i].sides[side]->missing[kind];
            if (missing->available)
                total += missing->value;
        }
        if (total <= 0)
            continue;
        /* translators: 19 left blank */
        const char *part =
            document_text(document, translated_in(language, "missing answers", "%.0f %s"),
                          total, missing_words(language, (enum missing_kind)kind));
        text = text ? document_text(document, translated(language, "%s, %s"), text, part)
                    : part;
    }
    if (text)
        document_item(document,
                      side == SIDE_EMPLOYEES ? translated(language, "Missing, employees")
                                             : translated(language, "Missing, customers"),
                      text);
}

/* How many cells are suppressed for each reason. */
struct suppression_counts {
    uint64_t sides[SIDE_COUNT][REASON_DERIVED + 1];
    uint64_t gaps;
    uint64_t total;
};

static struct suppression_counts count_suppressed(const struct results *results)
{
    struct suppression_counts counts = { 0 };
    for (size_t i = 0; i < results->row_count; i++) {
        const struct result_row *row = &results->rows[i];
        for (int side = 0; side < SIDE_COUNT; side++)
            if (row->sides[side]->status == CELL_SUPPRESSED) {
                counts.sides[side][row->sides[side]->reason]++;
                counts.total++;
            }
        if (row->gap->status == CELL_SUPPRESSED) {
            counts.gaps++;
            counts.total++;
        }
    }
    return counts;
}

enum { HIDDEN_REASON, HIDDEN_EMPLOYEES, HIDDEN_CUSTOMERS, HIDDEN_GAPS, HIDDEN_COLUMNS };

static void add_suppressed(const struct report *report, struct document *document)
{
    static const struct column columns[HIDDEN_COLUMNS] = {
        [HIDDEN_REASON] = { .heading = TRANSLATABLE("Why") },
        [HIDDEN_EMPLOYEES] = { TRANSLATABLE("Employees"), TRANSLATABLE("Empl."),
                               .is_numeric = true },
        [HIDDEN_CUSTOMERS] = { TRANSLATABLE("Customers"), TRANSLATABLE("Cust."),
                               .is_numeric = true },
        [HIDDEN_GAPS] = { .heading = TRANSLATABLE("Gaps"), .is_numeric = true },
    };
    struct suppression_counts counts = count_suppressed(report->results);
    if (!counts.total)
        return;
    document_add(
        document, BLOCK_HEADING,
        translated(document->language, "Suppressed, so that nobody can be identified"));
    struct table *table = document_table(document, columns, HIDDEN_COLUMNS);
    for (int reason = REASON_PRIMARY; reason <= REASON_DERIVED; reason++) {
        uint64_t gaps = reason == REASON_DERIVED ? counts.gaps : 0;
        if (!counts.sides[SIDE_EMPLOYEES][reason] &&
            !counts.sides[SIDE_CUSTOMERS][reason] && !gaps)
            continue;
        struct cell *cells = document_row(document, table);
        if (!cells)
            return;
        cells[HIDDEN_REASON] =
            cell_text(reason_words(document->language, (enum suppression_reason)reason));
        cells[HIDDEN_EMPLOYEES] = count_cell(counts.sides[SIDE_EMPLOYEES][reason]);
        cells[HIDDEN_CUSTOMERS] = count_cell(counts.sides[SIDE_CUSTOMERS][reason]);
        cells[HIDDEN_GAPS] = count_cell(gaps);
    }
    document_format(document, BLOCK_PARAGRAPH,
                    translated(document->language,
                               "Counted over the whole and all units. A side is shown "
                               "from %zu employees or %zu customers with an answer "
                               "upwards."),
                    report->study->min_n[SIDE_EMPLOYEES],
                    report->study->min_n[SIDE_CUSTOMERS]);
}

static const char *severity_words(const struct language *language,
                                  enum symbar_severity severity)
{
    switch (severity) {
    case SYMBAR_NOTE:
        return translated(language, "Note");
    case SYMBAR_WARNING:
        return translated(language, "Warning");
    case SYMBAR_ERROR:
        return translated(language, "Error");
    }
    return NULL;
}

static void add_diagnostic(const struct report *report, struct document *document,
                           const struct symbar_diagnostic *item)
{
    const struct language *language = document->language;
    const char *path = path_shown(report->study, item->path);
    const char *text = path ? path : "";
    if (path && item->line)
        text = document_text(document, "%s:%" PRIu64, text, item->line);
    if (path && item->pointer)
        text = document_text(document, "%s: %s", text, item->pointer);
    text = document_text(document, "%s%s%s", text, path ? ": " : "", item->told);
    if (item->count > 1 && item->line_count)
        text = document_text(
            document,
            translated_count(language, "%s (%llu time)", "%s (%llu times)", item->count),
            text, (unsigned long long)item->count);
    document_item(document, severity_words(language, item->severity),
                  document_text(document, "%s [%s]", text, item->id));
}

static void add_diagnostics(const struct report *report, struct document *document)
{
    size_t count = symbar_diagnostics_count(report->diagnostics);
    uint64_t unlisted = symbar_diagnostics_unlisted(report->diagnostics);
    size_t shown = count < MOST_DIAGNOSTICS ? count : MOST_DIAGNOSTICS;
    if (!count)
        return;
    document_add(document, BLOCK_HEADING,
                 translated(document->language, "Warnings and notes"));
    for (size_t i = 0; i < shown; i++)
        add_diagnostic(report, document, symbar_diagnostics_at(report->diagnostics, i));
    unsigned long long rest = count - shown + unlisted;
    if (rest)
        document_format(document, BLOCK_PARAGRAPH,
                        translated_count(document->language, "and %llu more kind",
                                         "and %llu more kinds", rest),
                        rest);
}

void describe_making(const struct report *report, struct document *document)
{
    const struct language *language = document->language;
    document_add(document, BLOCK_HEADING, translated(language, "What was read"));
    add_inputs(report, document);
    add_set_aside(report, document);
    add_merges(report, document);
    document_add(document, BLOCK_HEADING,
                 translated(language, "Answers and missing answers"));
    add_answers(report, document);
    for (int side = 0; side < SIDE_COUNT; side++)
        add_missing(report, document, (enum side)side);
    add_suppressed(report, document);
    add_diagnostics(report, document);
}
