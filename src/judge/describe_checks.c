/* Verdicts for people: what failed first in the lead, then a line for each rule, and
   below a rule of many rows those that did not pass. */
#include "judge/format.h"
#include "report/document.h"

#include <string.h>

static const char *copy(struct document *document, struct buffer *text)
{
    const char *copied = buffer_failed(text) ? NULL
                                             : arena_text(&document->arena,
                                                          text->bytes ? text->bytes : "");
    if (!copied)
        document->failed = true;
    buffer_release(text);
    return copied ? copied : "";
}

/* "1 fails, 1 warns and 2 pass" */
static void say_counts(struct buffer *text, const size_t *counts, const char *const *one,
                       const char *const *many)
{
    size_t left = 0;
    bool is_first = true;
    for (int verdict = CHECK_FAIL; verdict >= CHECK_PASS; verdict--)
        left += counts[verdict] > 0;
    for (int verdict = CHECK_FAIL; verdict >= CHECK_PASS; verdict--) {
        if (!counts[verdict])
            continue;
        left--;
        buffer_format(text, "%s%zu %s",
                      is_first ? ""
                      : left   ? ", "
                               : " and ",
                      counts[verdict],
                      counts[verdict] == 1 ? one[verdict] : many[verdict]);
        is_first = false;
    }
}

static void describe_lead(const struct checks *checks, struct document *document)
{
    static const char *const one[] = { "passes", "warns", "is inconclusive", "fails" };
    static const char *const many[] = { "pass", "warn", "are inconclusive", "fail" };
    struct buffer text = { 0 };
    size_t passes = checks->verdict_counts[CHECK_PASS];
    if (passes == checks->summary_count && passes > 1) {
        buffer_format(&text, "All %zu checks pass.", passes);
    } else {
        buffer_format(&text, "Of %zu check%s, ", checks->summary_count,
                      checks->summary_count == 1 ? "" : "s");
        say_counts(&text, checks->verdict_counts, one, many);
        buffer_byte(&text, '.');
    }
    document_add(document, BLOCK_LEAD, copy(document, &text));
}

static void add_line(struct document *document, struct table *table, const char *verdict,
                     const char *id, const char *finding)
{
    struct cell *cells = document_row(document, table);
    if (!cells)
        return;
    cells[0] = cell_text(verdict);
    cells[1] = cell_text(id);
    cells[2] = cell_text(finding);
}

static void add_row(struct document *document, struct table *table,
                    const struct check_row *row, const char *id)
{
    struct buffer text = { 0 };
    say_where(&text, &row->place, row->label);
    buffer_format(&text, "%s%s", text.byte_count ? ": " : "", row->message);
    add_line(document, table, check_verdict_name(row->verdict), id,
             copy(document, &text));
}

static void add_check(const struct checks *checks, const struct check_summary *summary,
                      struct document *document, struct table *table)
{
    static const char *const one[] = { "row passes", "row warns", "row is inconclusive",
                                       "row fails" };
    static const char *const many[] = { "rows pass", "rows warn", "rows are inconclusive",
                                        "rows fail" };
    struct buffer text = { 0 };
    if (summary->count == 1) {
        add_row(document, table, &checks->rows[summary->first], summary->check->id);
        return;
    }
    say_counts(&text, summary->verdict_counts, one, many);
    add_line(document, table, check_verdict_name(summary->verdict), summary->check->id,
             copy(document, &text));
    for (size_t i = 0; i < summary->count; i++)
        if (checks->rows[summary->first + i].verdict != CHECK_PASS)
            add_row(document, table, &checks->rows[summary->first + i], "");
}

void describe_checks(const struct checks *checks, struct document *document)
{
    static const struct column columns[] = {
        { .heading = "Verdict" },
        { .heading = "Check" },
        { .heading = "Finding" },
    };
    if (*checks->title)
        document_format(document, BLOCK_TITLE, "Checks of %s", checks->title);
    else
        document_add(document, BLOCK_TITLE, "Checks");
    describe_lead(checks, document);
    struct table *table = document_table(document, columns, 3);
    for (size_t i = 0; i < checks->summary_count; i++)
        add_check(checks, &checks->summaries[i], document, table);
}
