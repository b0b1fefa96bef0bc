/* Verdicts for people: what failed first in the lead, then a line for each rule, and
   below a rule of many rows those that did not pass. */
#include "judge/finding.h"
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

/* "1 fails", or of the rows of a rule "1 row fails". */
static const char *count_words(struct document *document, enum check_verdict verdict,
                               size_t count, bool of_rows)
{
    const struct language *language = document->language;
    const char *format = "";
    switch (verdict) {
    case CHECK_PASS:
        format =
            of_rows ? translated_count(language, "%zu row passes", "%zu rows pass", count)
                    : translated_count(language, "%zu passes", "%zu pass", count);
        break;
    case CHECK_WARN:
        format = of_rows
                     ? translated_count(language, "%zu row warns", "%zu rows warn", count)
                     : translated_count(language, "%zu warns", "%zu warn", count);
        break;
    case CHECK_INCONCLUSIVE:
        format = of_rows ? translated_count(language, "%zu row is inconclusive",
                                            "%zu rows are inconclusive", count)
                         : translated_count(language, "%zu is inconclusive",
                                            "%zu are inconclusive", count);
        break;
    case CHECK_FAIL:
        format = of_rows
                     ? translated_count(language, "%zu row fails", "%zu rows fail", count)
                     : translated_count(language, "%zu fails", "%zu fail", count);
        break;
    case CHECK_VERDICT_COUNT:
        break;
    }
    return document_text(document, format, count);
}

/* "1 fails, 1 warns and 2 pass" */
static const char *counts_words(struct document *document, const size_t *counts,
                                bool of_rows)
{
    const char *said[CHECK_VERDICT_COUNT];
    size_t count = 0;
    for (int verdict = CHECK_FAIL; verdict >= CHECK_PASS; verdict--)
        if (counts[verdict])
            said[count++] = count_words(document, (enum check_verdict)verdict,
                                        counts[verdict], of_rows);
    return document_list(document, said, count);
}

static void describe_lead(const struct checks *checks, struct document *document)
{
    const struct language *language = document->language;
    size_t count = checks->summary_count;
    if (checks->verdict_counts[CHECK_PASS] == count && count > 1)
        document_format(document, BLOCK_LEAD,
                        translated(language, "All %zu checks pass."), count);
    else
        /* translators: "Of 3 checks, 1 fails and 2 pass." */
        document_format(
            document, BLOCK_LEAD,
            translated_count(language, "Of %zu check, %s.", "Of %zu checks, %s.", count),
            count, counts_words(document, checks->verdict_counts, false));
}

static const char *verdict_words(const struct language *language,
                                 enum check_verdict verdict)
{
    switch (verdict) {
    case CHECK_PASS:
        return translated_in(language, "a check", "pass");
    case CHECK_WARN:
        return translated_in(language, "a check", "warn");
    case CHECK_INCONCLUSIVE:
        return translated_in(language, "a check", "inconclusive");
    case CHECK_FAIL:
        return translated_in(language, "a check", "fail");
    case CHECK_VERDICT_COUNT:
        break;
    }
    return "";
}

static void add_line(struct document *document, struct table *table,
                     enum check_verdict verdict, const char *id, const char *finding)
{
    struct cell *cells = document_row(document, table);
    if (!cells)
        return;
    cells[0] = cell_text(verdict_words(document->language, verdict));
    cells[1] = cell_text(id);
    cells[2] = cell_text(finding);
}

/* What the study calls it in the language, and its first name otherwise. */
static const char *name_in(const struct language *language, const struct texts *texts,
                           const char *first)
{
    const char *name = texts->in[language_index(language)];
    return name ? name : first;
}

static const char *label_of(const struct document *document, const struct study *study,
                            const struct check_row *row)
{
    for (size_t i = 0; row->dimension && i < study->dimension_count; i++)
        if (strcmp(study->dimensions[i].id, row->dimension) == 0)
            return name_in(document->language, &study->dimensions[i].labels, row->label);
    return row->label;
}

static void add_row(struct document *document, struct table *table,
                    const struct checks *checks, const struct check_row *row,
                    const char *id)
{
    struct buffer text = { 0 };
    say_where(&text, document->language, &row->place,
              label_of(document, checks->study, row));
    if (text.byte_count)
        /* translators: between where something is and what is there */
        buffer_text(&text, translated_in(document->language, "after a place", ": "));
    say_row(&text, document->language, row);
    add_line(document, table, row->verdict, id, copy(document, &text));
}

static void add_check(const struct checks *checks, const struct check_summary *summary,
                      struct document *document, struct table *table)
{
    if (summary->count == 1) {
        add_row(document, table, checks, &checks->rows[summary->first],
                summary->check->id);
        return;
    }
    add_line(document, table, summary->verdict, summary->check->id,
             counts_words(document, summary->verdict_counts, true));
    for (size_t i = 0; i < summary->count; i++)
        if (checks->rows[summary->first + i].verdict != CHECK_PASS)
            add_row(document, table, checks, &checks->rows[summary->first + i], "");
}

void describe_checks(const struct checks *checks, struct document *document)
{
    static const struct column columns[] = {
        { .heading = TRANSLATABLE("Verdict") },
        { .heading = TRANSLATABLE("Check") },
        { .heading = TRANSLATABLE("Finding") },
    };
    const struct language *language = document->language;
    const char *title = name_in(language, &checks->study->titles, checks->title);
    if (*title)
        document_format(document, BLOCK_TITLE, translated(language, "Checks of %s"),
                        title);
    else
        document_add(document, BLOCK_TITLE, translated(language, "Checks"));
    describe_lead(checks, document);
    struct table *table = document_table(document, columns, 3);
    for (size_t i = 0; i < checks->summary_count; i++)
        add_check(checks, &checks->summaries[i], document, table);
}
