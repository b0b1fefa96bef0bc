#include "base/number.h"
#include "report/describe.h"
#include "report/words.h"

static const char *adjustment_words(enum adjustment adjust)
{
    switch (adjust) {
    case ADJUST_HOLM:
        return "adjusted for the number of gaps after Holm";
    case ADJUST_BH:
        return "adjusted for the number of gaps after Benjamini and Hochberg";
    case ADJUST_NONE:
        return "not adjusted for the number of gaps";
    }
    return "";
}

static void explain_verdicts(const struct report *report, struct document *document)
{
    char margin[NUMBER_TEXT_BYTES];
    char alpha[NUMBER_TEXT_BYTES];
    number_format(report->study->analysis.margin, margin);
    number_format(report->study->analysis.alpha, alpha);
    const char *text = arena_format(
        &document->arena,
        "'symmetric' where the gap is shown to be smaller than %s points; 'employees "
        "higher' or 'customers higher' where it is shown not to be 0; 'inconclusive' "
        "where "
        "neither is shown, with the gap that such data would show 8 times in 10. Tested "
        "at "
        "the level %s, %s.",
        margin, alpha, adjustment_words(report->study->analysis.adjust));
    if (text)
        document_item(document, "Verdict", text);
    else
        document->failed = true;
}

void describe_reading(const struct report *report, struct document *document)
{
    document_add(document, BLOCK_HEADING, "How to read it");
    const char *gap = arena_format(
        &document->arena,
        "employees minus customers, in points of the index: the mean answer, rescaled to "
        "0 for the lowest and 100 for the highest possible. Intervals have %s\xc2\xa0%% "
        "confidence.",
        confidence_words(document, report));
    if (gap)
        document_item(document, "Gap", gap);
    else
        document->failed = true;
    document_item(
        document, "Axis",
        "the index of employees (E) and customers (C) from 0 to 100; = is both.");
    explain_verdicts(report, document);
    if (report->results->linkage_count)
        document_item(document, "Places",
                      "those that a unit may hold among all units by its gap, drawn "
                      "towards the mean gap the more the fewer answers it has; 1 is "
                      "where employees are highest above customers.");
    document_item(document, "Lens",
                  "mirror: both sides judge the same thing. Symmetry: each side judges "
                  "how it is treated itself.");
    document_add(document, BLOCK_PARAGRAPH,
                 "More: symbar explain gap, symbar explain verdict.");
}
