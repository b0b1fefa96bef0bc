#include "base/number.h"
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

/* "customers rate it 6.1 points higher (2.0 to 10.2)", by the line that allows for the
   employees' sampling error. */
static void say_slope(struct buffer *text, const struct estimate *slope)
{
    double points = STEP * slope->value.value;
    buffer_format(text, "where employees score %d points higher, customers score ", STEP);
    say_points(text, fabs(points));
    buffer_format(text, " points %s", points < 0 ? "lower" : "higher");
    if (slope->low.available && slope->high.available) {
        buffer_text(text, " (");
        say_points(text, STEP * slope->low.value);
        buffer_text(text, " to ");
        say_points(text, STEP * slope->high.value);
        buffer_byte(text, ')');
    }
}

static void say_link(struct document *document, const struct report *report,
                     const struct linkage_result *linkage)
{
    struct buffer text = { 0 };
    unsigned units = (unsigned)linkage->units.value;
    if (!linkage->pearson.value.available)
        buffer_format(&text, "not available from %u unit%s with both sides shown.", units,
                      units == 1 ? "" : "s");
    else if (!excludes_zero(&linkage->pearson))
        buffer_format(&text, "no link is shown across %u units.", units);
    else if (excludes_zero(&linkage->micro_macro_slope)) {
        say_slope(&text, &linkage->micro_macro_slope);
        buffer_format(&text, "; %u units.", units);
    } else
        buffer_format(&text, "the sides go %s across %u units.",
                      linkage->pearson.value.value > 0 ? "together" : "opposite ways",
                      units);
    if (linkage->pearson.value.available && !is_reliable(linkage))
        buffer_text(&text, " With so few answers a unit, its own figures are unsure.");
    if (buffer_failed(&text))
        document->failed = true;
    else
        document_item(document, dimension_of(report, linkage)->label, text.bytes);
    buffer_release(&text);
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
        [DIMENSION] = { .heading = "Dimension" },
        [UNITS] = { .heading = "Units", .is_numeric = true },
        [R] = { .heading = "r", .is_numeric = true },
        [INTERVAL] = { .heading = "Interval", .is_numeric = true },
        [AGREEMENT] = { "Concordance", "Conc.", .is_numeric = true,
                        .rank = COLUMN_DROPS },
        [BELIEVERS] = { "Believers", "Bel.", .is_numeric = true, .rank = COLUMN_DROPS },
        [ACHIEVERS] = { "Achievers", "Ach.", .is_numeric = true, .rank = COLUMN_DROPS },
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
    document_add(document, BLOCK_HEADING, "Across units: do the two sides go together?");
    for (size_t i = 0; i < results->linkage_count; i++)
        say_link(document, report, &results->linkage[i]);
    if (!any_correlation(results))
        return;
    add_table(document, report);
    char high[NUMBER_TEXT_BYTES];
    number_format(report->study->analysis.high, high);
    document_format(document, BLOCK_PARAGRAPH,
                    "r: correlation of the units' two indexes. Believers, achievers: "
                    "units whose employees, whose customers score %s or more. A "
                    "correlation across units does not say which side moves the other.",
                    high);
}
