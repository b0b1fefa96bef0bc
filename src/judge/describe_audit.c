/* A certificate for people: whether anything was found, what was tried, and each success
   with the cell and the sum that gives it away. */
#include "judge/audit_write.h"
#include "report/document.h"

#include <string.h>

enum { MOST_OF_A_KIND = 20 };

static void describe_lead(const struct audit *audit, struct document *document)
{
    const struct language *language = document->language;
    size_t count = audit->finding_count;
    if (count)
        document_format(document, BLOCK_LEAD,
                        translated_count(language,
                                         "Broken: %zu finding. Do not pass this report "
                                         "on.",
                                         "Broken: %zu findings. Do not pass this report "
                                         "on.",
                                         count),
                        count);
    else
        document_add(document, BLOCK_LEAD,
                     translated(language, "Nothing hidden could be found."));
}

static void describe_cells(const struct audit *audit, struct document *document)
{
    const struct language *language = document->language;
    unsigned long long shown = audit->shown_cells;
    unsigned long long hidden = audit->hidden_cells;
    unsigned long long held = audit->held_cells;
    if (held)
        document_format(document, BLOCK_PARAGRAPH,
                        translated(language, "Cells shown: %llu; hidden: %llu; held from "
                                             "the report before: %llu."),
                        shown, hidden, held);
    else
        document_format(document, BLOCK_PARAGRAPH,
                        translated(language, "Cells shown: %llu; hidden: %llu."), shown,
                        hidden);
}

static struct cell cell_of_count(uint64_t count)
{
    return cell_count((struct measure){ true, (double)count }, CELL_OK);
}

static void describe_attacks(const struct audit *audit, struct document *document)
{
    static const struct column columns[] = {
        { .heading = TRANSLATABLE("Attack") },
        { .heading = TRANSLATABLE("Tried"), .is_numeric = true },
        { .heading = TRANSLATABLE("Broken"), .is_numeric = true },
    };
    struct table *table = document_table(document, columns, 3);
    for (int attack = 0; attack < ATTACK_COUNT; attack++) {
        const struct audit_count *count = &audit->counts[attack];
        if (attack == ATTACK_RELEASES && !audit->has_previous)
            continue;
        struct cell *cells = document_row(document, table);
        if (!cells)
            return;
        cells[0] =
            cell_text(audit_attack_title(document->language, (enum audit_attack)attack));
        cells[1] = cell_of_count(count->tried);
        cells[2] = cell_of_count(count->broken);
    }
}

/* At most so many of a kind, and how many more there are. */
static void describe_findings_of(const struct audit *audit, enum audit_attack attack,
                                 struct document *document)
{
    const struct language *language = document->language;
    size_t count = 0;
    for (size_t i = 0; i < audit->finding_count; i++) {
        const struct audit_finding *finding = &audit->findings[i];
        if (finding->attack == attack && count++ < MOST_OF_A_KIND)
            document_item(document, finding->cell,
                          document_text(document, "%s [%s]", finding->sum,
                                        audit_attack_name(attack)));
    }
    if (count > MOST_OF_A_KIND)
        document_format(document, BLOCK_ITEM, translated(language, "and %zu more [%s]"),
                        count - MOST_OF_A_KIND, audit_attack_name(attack));
}

static void describe_findings(const struct audit *audit, struct document *document)
{
    if (!audit->finding_count)
        return;
    document_add(document, BLOCK_HEADING,
                 translated(document->language, "What gives something away"));
    for (int attack = 0; attack < ATTACK_COUNT; attack++)
        describe_findings_of(audit, (enum audit_attack)attack, document);
}

/* What is learned without anything having been broken. */
static void describe_learned(const struct audit *audit, struct document *document)
{
    const struct language *language = document->language;
    const struct audit_bounds *narrowest = &audit->narrowest;
    if (narrowest->cell && !audit->finding_count)
        document_format(document, BLOCK_PARAGRAPH,
                        translated(language, "The closest that a hidden index can be "
                                             "told: %s, from %s to %s."),
                        narrowest->cell, document_number(document, narrowest->low, 1),
                        document_number(document, narrowest->high, 1));
    if (audit->size_count)
        document_format(
            document, BLOCK_PARAGRAPH,
            translated_count(language,
                             "Of %zu hidden group it can be worked out how many people "
                             "it is, and nothing of what these answered.",
                             "Of %zu hidden groups it can be worked out how many people "
                             "they are, and nothing of what these answered.",
                             audit->size_count),
            audit->size_count);
}

static const char *name_of(const char *path, const struct language *language)
{
    return strcmp(path, "-") == 0 ? translated(language, "standard input") : path;
}

void describe_audit(const struct audit_paper *paper, struct document *document)
{
    const struct language *language = document->language;
    const struct audit *audit = paper->audit;
    const char *report = name_of(paper->report_path, language);
    if (paper->previous_path)
        document_format(document, BLOCK_TITLE,
                        translated(language, "Audit of %s after %s"), report,
                        name_of(paper->previous_path, language));
    else
        document_format(document, BLOCK_TITLE, translated(language, "Audit of %s"),
                        report);
    describe_lead(audit, document);
    describe_cells(audit, document);
    describe_attacks(audit, document);
    describe_findings(audit, document);
    describe_learned(audit, document);
}
