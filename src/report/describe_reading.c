#include "report/describe.h"

/* How the tests behind the verdicts were made. */
static const char *test_words(struct document *document,
                              const struct analysis_rules *rules)
{
    const struct language *language = document->language;
    char alpha[NUMBER_TEXT_BYTES];
    language_number(language, rules->alpha, alpha);
    switch (rules->adjust) {
    case ADJUST_HOLM:
        return document_text(document,
                             translated(language, "Tested at the level %s, adjusted for "
                                                  "the number of gaps after Holm."),
                             alpha);
    case ADJUST_BH:
        return document_text(
            document,
            translated(language,
                       "Tested at the level %s, adjusted for the number of gaps "
                       "after Benjamini and Hochberg."),
            alpha);
    case ADJUST_NONE:
        return document_text(document,
                             translated(language, "Tested at the level %s, not adjusted "
                                                  "for the number of gaps."),
                             alpha);
    }
    return "";
}

static void explain_verdicts(const struct report *report, struct document *document)
{
    const struct language *language = document->language;
    const struct analysis_rules *rules = &report->study->analysis;
    char margin[NUMBER_TEXT_BYTES];
    language_number(language, rules->margin, margin);
    const char *verdicts = document_text(
        document,
        translated(
            language,
            "'symmetric' where the gap is shown to be smaller than %s points; "
            "'employees higher' or 'customers higher' where it is shown not to be "
            "0; 'inconclusive' where neither is shown, with the gap that such data "
            "would show 8 times in 10."),
        margin);
    document_item(
        document, translated(language, "Verdict"),
        document_text(document, "%s %s", verdicts, test_words(document, rules)));
}

void describe_reading(const struct report *report, struct document *document)
{
    const struct language *language = document->language;
    document_add(document, BLOCK_HEADING, translated(language, "How to read it"));
    document_item(
        document, translated(language, "Gap"),
        document_text(
            document,
            translated(language,
                       "employees minus customers, in points of the index: the mean "
                       "answer, rescaled to 0 for the lowest and 100 for the highest "
                       "possible. Intervals have %s\xc2\xa0%% confidence."),
            confidence_words(document, report)));
    document_item(document, translated(language, "Axis"),
                  translated(language,
                             "the index of employees (E) and customers (C) from "
                             "0 to 100; = is both."));
    explain_verdicts(report, document);
    if (report->results->linkage_count) {
        document_item(document, translated(language, "Places"),
                      translated(language,
                                 "those that a unit may hold among all units by its gap, "
                                 "drawn towards the mean gap the more the fewer answers "
                                 "it has; 1 is where employees are highest above "
                                 "customers."));
        document_explains(document, translated(language, "Places"), NULL);
    }
    document_item(document, translated(language, "Lens"),
                  translated(language,
                             "mirror: both sides judge the same thing. Symmetry: each "
                             "side judges how it is treated itself."));
    document_explains(document, translated(language, "Lens"), NULL);
    document_add(
        document, BLOCK_PARAGRAPH,
        translated(language, "More: symbar explain gap, symbar explain verdict."));
}
