#include "report/describe.h"

#include <math.h>

/* The reliability of units' means from which on they are commonly told apart. */
#define RELIABLE 0.7

enum { STEP = 10 }; /* points of the employees' index that the sentences speak of */

static const struct dimension *dimension_of(const struct report *report,
                                            const struct linkage_result *linkage)
{
    return &report->study->dimensions[linkage->dimension];
}

static bool excludes_zero(const struct estimate *estimate)
{
    return estimate->low.available && estimate->high.available &&
           (estimate->low.value > 0 || estimate->high.value < 0);
}

static bool is_reliable(const struct linkage_result *linkage)
{
    for (int side = 0; side < SIDE_COUNT; side++)
        if (!linkage->icc2[side].available || linkage->icc2[side].value < RELIABLE)
            return false;
    return true;
}

/* "where employees score 10 points higher, customers score 6.1 points higher (2.0 to
   10.2); 24 units.", by the line that allows for the employees' sampling error. */
static const char *slope_words(struct document *document, const struct estimate *slope,
                               unsigned units)
{
    const struct language *language = document->language;
    double points = STEP * slope->value.value;
    const char *format =
        points < 0
            ? translated(language,
                         "where employees score %d points higher, customers score %s "
                         "points lower (%s to %s); %u units.")
            : translated(language,
                         "where employees score %d points higher, customers score %s "
                         "points higher (%s to %s); %u units.");
    return document_text(document, format, STEP,
                         document_number(document, fabs(points), 1),
                         document_number(document, STEP * slope->low.value, 1),
                         document_number(document, STEP * slope->high.value, 1), units);
}

static const char *link_words(struct document *document,
                              const struct linkage_result *linkage)
{
    const struct language *language = document->language;
    unsigned units = (unsigned)linkage->units.value;
    if (!linkage->pearson.value.available)
        return document_text(
            document,
            translated_count(language,
                             "not available from %u unit with both sides shown.",
                             "not available from %u units with both sides shown.", units),
            units);
    if (!excludes_zero(&linkage->pearson))
        return document_text(
            document, translated(language, "no link is shown across %u units."), units);
    if (excludes_zero(&linkage->micro_macro_slope))
        return slope_words(document, &linkage->micro_macro_slope, units);
    return document_text(
        document,
        linkage->pearson.value.value > 0
            ? translated(language, "the sides go together across %u units.")
            : translated(language, "the sides go opposite ways across %u units."),
        units);
}

static void add_link(struct document *document, const struct report *report,
                     const struct linkage_result *linkage)
{
    const char *text = link_words(document, linkage);
    if (linkage->pearson.value.available && !is_reliable(linkage))
        text = document_text(
            document, "%s %s", text,
            translated(document->language,
                       "With so few answers a unit, its own figures are unsure."));
    document_item(document, dimension_of(report, linkage)->label, text);
}

enum { DIMENSION, UNITS, R, INTERVAL, AGREEMENT, BELIEVERS, ACHIEVERS, LINK_COLUMNS };

static void add_row(struct document *document, struct table *table,
                    const struct report *report, const struct linkage_result *linkage)
{
    struct cell *cells = document_row(document, table);
    if (!cells)
        return;
    const struct estimate believers = { .value = linkage->believers };
    const struct estimate achievers = { .value = linkage->achievers };
    cells[DIMENSION] = cell_text(dimension_of(report, linkage)->label);
    cells[UNITS] = cell_count(linkage->units, CELL_OK);
    cells[R] = cell_of(SHOWN_COEFFICIENT, &linkage->pearson, CELL_OK);
    cells[INTERVAL] = cell_of(SHOWN_COEFFICIENT_INTERVAL, &linkage->pearson, CELL_OK);
    cells[AGREEMENT] = cell_of(SHOWN_COEFFICIENT, &linkage->concordance, CELL_OK);
    cells[BELIEVERS] = cell_of(SHOWN_SHARE, &believers, CELL_OK);
    cells[ACHIEVERS] = cell_of(SHOWN_SHARE, &achievers, CELL_OK);
}

static void add_table(struct document *document, const struct report *report)
{
    static const struct column columns[LINK_COLUMNS] = {
        [DIMENSION] = { .heading = TRANSLATABLE("Dimension") },
        [UNITS] = { .heading = TRANSLATABLE("Units"), .is_numeric = true },
        [R] = { .heading = TRANSLATABLE("r"), .is_numeric = true },
        [INTERVAL] = { .heading = TRANSLATABLE("Interval"), .is_numeric = true },
        [AGREEMENT] = { TRANSLATABLE("Concordance"), TRANSLATABLE("Conc."),
                        .is_numeric = true, .rank = COLUMN_DROPS },
        [BELIEVERS] = { TRANSLATABLE("Believers"), TRANSLATABLE("Bel."),
                        .is_numeric = true, .rank = COLUMN_DROPS },
        [ACHIEVERS] = { TRANSLATABLE("Achievers"), TRANSLATABLE("Ach."),
                        .is_numeric = true, .rank = COLUMN_DROPS },
    };
    const struct results *results = report->results;
    struct table *table = document_table(document, columns, LINK_COLUMNS);
    for (size_t i = 0; table && i < results->linkage_count; i++)
        add_row(document, table, report, &results->linkage[i]);
}

static bool any_correlation(const struct results *results)
{
    for (size_t i = 0; i < results->linkage_count; i++)
        if (results->linkage[i].pearson.value.available)
            return true;
    return false;
}

void describe_linkage(const struct report *report, struct document *document)
{
    const struct results *results = report->results;
    if (!results->linkage_count)
        return;
    const struct language *language = document->language;
    document_add(document, BLOCK_HEADING,
                 translated(language, "Across units: do the two sides go together?"));
    for (size_t i = 0; i < results->linkage_count; i++)
        add_link(document, report, &results->linkage[i]);
    if (!any_correlation(results))
        return;
    add_table(document, report);
    char high[NUMBER_TEXT_BYTES];
    language_number(language, report->study->analysis.high, high);
    document_format(
        document, BLOCK_PARAGRAPH,
        translated(language, "r: correlation of the units' two indexes. Believers, "
                             "achievers: units whose employees, whose customers score "
                             "%s or more. A correlation across units does not say which "
                             "side moves the other."),
        high);
    document_explains(document, translated(language, "Believers"),
                      translated(language,
                                 "r: correlation of the units' two indexes. A "
                                 "correlation across units does not say which side "
                                 "moves the other."));
}
