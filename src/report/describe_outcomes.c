#include "report/describe.h"
#include "report/words.h"

enum { A1, A2, A3, A4, A5 }; /* features of a surface */

/* "Recognition, employees" */
static const char *term_of(struct document *document, const struct report *report,
                           size_t dimension, enum side side)
{
    const char *label = report->study->dimensions[dimension].label;
    return document_text(document,
                         side == SIDE_EMPLOYEES
                             ? translated(document->language, "%s, employees")
                             : translated(document->language, "%s, customers"),
                         label);
}

/* -- one side at a time ------------------------------------------------------------ */

static bool is_found(const struct report *report, const struct outcome_link *link)
{
    return link->p_adjusted.available &&
           link->p_adjusted.value < report->study->analysis.alpha;
}

static const char *link_sentence(const struct language *language,
                                 const struct outcome_link *link)
{
    if (link->r.value.value > 0)
        return link->side == SIDE_EMPLOYEES
                   ? translated(language, "%s is higher where employees score higher.")
                   : translated(language, "%s is higher where customers score higher.");
    return link->side == SIDE_EMPLOYEES
               ? translated(language, "%s is lower where employees score higher.")
               : translated(language, "%s is lower where customers score higher.");
}

static size_t say_links(struct document *document, const struct report *report,
                        size_t number)
{
    const struct outcome_result *outcome = &report->results->outcomes[number];
    size_t found = 0;
    for (size_t i = 0; i < outcome->link_count; i++) {
        const struct outcome_link *link = &outcome->links[i];
        if (!is_found(report, link))
            continue;
        document_item(document, term_of(document, report, link->dimension, link->side),
                      document_text(document, link_sentence(document->language, link),
                                    report->study->outcomes[number].label));
        found++;
    }
    return found;
}

enum { DIMENSION, FIRST_SIDE, LINK_COLUMNS = 1 + 2 * SIDE_COUNT };

static void add_links(struct document *document, const struct outcome_result *outcome,
                      const struct report *report)
{
    static const struct column columns[LINK_COLUMNS] = {
        [DIMENSION] = { .heading = TRANSLATABLE("Dimension") },
        { TRANSLATABLE("Employees, r"), TRANSLATABLE("Empl., r"), .is_numeric = true },
        { .heading = TRANSLATABLE("Interval"), .is_numeric = true, .rank = COLUMN_DROPS },
        { TRANSLATABLE("Customers, r"), TRANSLATABLE("Cust., r"), .is_numeric = true },
        { .heading = TRANSLATABLE("Interval"), .is_numeric = true, .rank = COLUMN_DROPS },
    };
    struct table *table = document_table(document, columns, LINK_COLUMNS);
    struct cell *cells = NULL;
    for (size_t i = 0; i < outcome->link_count; i++) {
        const struct outcome_link *link = &outcome->links[i];
        if (!i || link->dimension != outcome->links[i - 1].dimension)
            cells = document_row(document, table);
        if (!cells)
            return;
        struct cell *own = &cells[FIRST_SIDE + 2 * (size_t)link->side];
        cells[DIMENSION] = cell_text(report->study->dimensions[link->dimension].label);
        own[0] = cell_of(SHOWN_COEFFICIENT, &link->r, CELL_OK);
        own[1] = cell_of(SHOWN_COEFFICIENT_INTERVAL, &link->r, CELL_OK);
    }
}

/* -- both sides together ----------------------------------------------------------- */

static bool is_shown_feature(const struct report *report,
                             const struct congruence_result *result, int feature)
{
    const struct tested_measure *figure = &result->features[feature];
    return figure->p.available && figure->p.value < report->study->analysis.alpha;
}

static const char *feature_sentence(const struct language *language, int feature,
                                    bool is_up)
{
    if (feature == A1)
        return is_up ? translated(language, "Where both sides agree, %s is higher the "
                                            "higher they score.")
                     : translated(language, "Where both sides agree, %s is lower the "
                                            "higher they score.");
    if (feature == A4)
        return is_up
                   ? translated(language, "%s is higher the further the sides are apart.")
                   : translated(language, "%s is lower the further the sides are apart.");
    return is_up ? translated(language, "%s is higher where employees score above "
                                        "customers than the other way round.")
                 : translated(language, "%s is higher where customers score above "
                                        "employees than the other way round.");
}

static const char *surface_words(struct document *document, const struct report *report,
                                 const char *outcome,
                                 const struct congruence_result *result)
{
    static const int features[] = { A1, A4, A3 };
    const char *words = "";
    for (size_t i = 0; i < sizeof features / sizeof *features; i++) {
        int feature = features[i];
        if (!is_shown_feature(report, result, feature))
            continue;
        const char *sentence =
            document_text(document,
                          feature_sentence(document->language, feature,
                                           result->features[feature].value.value > 0),
                          outcome);
        words = *words ? document_text(document, "%s %s", words, sentence) : sentence;
    }
    return *words ? words
                  : document_text(document,
                                  translated(document->language,
                                             "%s goes with both sides' scores together."),
                                  outcome);
}

static void say_surfaces(struct document *document, const struct report *report,
                         size_t number)
{
    const struct outcome_result *outcome = &report->results->outcomes[number];
    const struct language *language = document->language;
    size_t lacking = 0;
    for (size_t i = 0; i < outcome->surface_count; i++) {
        const struct congruence_result *result = &outcome->surfaces[i];
        lacking += result->reason == RELATION_TOO_FEW_UNITS;
        if (!result->p.available || result->p.value >= report->study->analysis.alpha)
            continue;
        document_item(document,
                      document_text(document, translated(language, "%s, both sides"),
                                    report->study->dimensions[result->dimension].label),
                      surface_words(document, report,
                                    report->study->outcomes[number].label, result));
    }
    if (lacking && lacking == outcome->surface_count)
        document_add(document, BLOCK_PARAGRAPH,
                     translated(language, "Whether it matters that the two sides agree "
                                          "(congruence) needs 30 units that show both."));
}

static void describe_outcome(const struct report *report, size_t number,
                             struct document *document)
{
    const struct outcome_result *outcome = &report->results->outcomes[number];
    const struct language *language = document->language;
    size_t units = (size_t)outcome->units.value;
    bool has_figures = false;
    for (size_t i = 0; i < outcome->link_count; i++)
        has_figures = has_figures || outcome->links[i].r.value.available;
    document_format(document, BLOCK_HEADING, translated(language, "Outcome: %s"),
                    report->study->outcomes[number].label);
    document_format(document, BLOCK_PARAGRAPH,
                    translated_count(language, "%zu unit has this figure.",
                                     "%zu units have this figure.", units),
                    units);
    if (!has_figures) {
        document_add(document, BLOCK_PARAGRAPH,
                     translated(language, "Not available: 10 units are needed that have "
                                          "it and show a side."));
        return;
    }
    if (!say_links(document, report, number))
        document_add(
            document, BLOCK_PARAGRAPH,
            translated(language, "No dimension of either side is shown to go with it."));
    say_surfaces(document, report, number);
    add_links(document, outcome, report);
    document_add(document, BLOCK_PARAGRAPH,
                 translated(language,
                            "r: correlation of the figure with a side's index over "
                            "units. What goes with an outcome need not be what moves "
                            "it. More: symbar explain outcomes."));
}

void describe_outcomes(const struct report *report, struct document *document)
{
    for (size_t k = 0; k < report->results->outcome_count; k++)
        describe_outcome(report, k, document);
}
