/* Where units stand, for those of which it can be told: the quadrants, and the places
   by gap. Ranks by themselves say more than small units can; a unit is named when its
   place is sure. */
#include "report/describe.h"

#include <math.h>
#include <string.h>

/* So sure must a quadrant be; so many names fit a sentence. */
#define SURE 0.9
enum { MOST_NAMES = 8 };

/* Among fewer units a third says nothing. */
enum { LEAST_UNITS = 6 };

struct names {
    const char *text;
    size_t count;
};

static void names_add(struct document *document, struct names *names, const char *name)
{
    if (names->count++ >= MOST_NAMES)
        return;
    names->text = names->text
                      ? document_text(document, translated(document->language, "%s, %s"),
                                      names->text, name)
                      : name;
}

/* An item of its own for the names; none where there are none. */
static void add_names(struct document *document, const char *term,
                      const struct names *names)
{
    if (names->count > MOST_NAMES)
        document_item(document, term,
                      and_more(document, names->text, names->count - MOST_NAMES));
    else if (names->count)
        document_item(document, term, names->text);
}

/* Rows of one dimension stand as far apart as there are dimensions. */
static bool is_placed(const struct result_row *row)
{
    return row->scope == SCOPE_UNIT && row->quadrant != PLACE_NONE;
}

static bool is_sure(const struct result_row *row)
{
    return row->quadrant_probability.available && row->quadrant_probability.value >= SURE;
}

static void add_quadrants(struct document *document, const struct report *report,
                          size_t dimension)
{
    static const char *const terms[PLACE_NEITHER + 1] = {
        [PLACE_BOTH] = TRANSLATABLE("High on both sides"),
        [PLACE_EMPLOYEES_ONLY] = TRANSLATABLE("High for employees only"),
        [PLACE_CUSTOMERS_ONLY] = TRANSLATABLE("High for customers only"),
        [PLACE_NEITHER] = TRANSLATABLE("Low on both sides"),
    };
    struct names names[PLACE_NEITHER + 1] = { { .count = 0 } };
    size_t dimensions = report->study->dimension_count;
    for (size_t i = dimension; i < report->results->row_count; i += dimensions) {
        const struct result_row *row = &report->results->rows[i];
        if (is_placed(row) && is_sure(row))
            names_add(document, &names[row->quadrant], row->unit);
    }
    for (int place = PLACE_BOTH; place <= PLACE_NEITHER; place++)
        add_names(document, translated(document->language, terms[place]), &names[place]);
}

/* Units that are in the first or the last third, whatever their doubt. */
static void add_places(struct document *document, const struct report *report,
                       size_t dimension)
{
    const struct result_row *rows = report->results->rows;
    size_t dimensions = report->study->dimension_count;
    size_t units = 0;
    for (size_t i = dimension; i < report->results->row_count; i += dimensions)
        units += is_placed(&rows[i]) && rows[i].gap->rank_low.available;
    if (units < LEAST_UNITS)
        return;
    double third = floor((double)units / 3);
    struct names first = { .count = 0 };
    struct names last = { .count = 0 };
    for (size_t i = dimension; i < report->results->row_count; i += dimensions) {
        const struct gap_result *gap = rows[i].gap;
        if (!is_placed(&rows[i]) || !gap->rank_low.available)
            continue;
        if (gap->rank_high.value <= third)
            names_add(document, &first, rows[i].unit);
        else if (gap->rank_low.value > (double)units - third)
            names_add(document, &last, rows[i].unit);
    }
    add_names(document,
              translated(document->language,
                         "In the third where employees are highest above customers"),
              &first);
    add_names(document,
              translated(document->language,
                         "In the third where customers are highest above employees"),
              &last);
}

/* How many units have a quadrant, and how many of them for sure. */
static size_t count_placed(const struct report *report, size_t dimension,
                           size_t *sure_out)
{
    size_t dimensions = report->study->dimension_count;
    size_t count = 0;
    *sure_out = 0;
    for (size_t i = dimension; i < report->results->row_count; i += dimensions) {
        const struct result_row *row = &report->results->rows[i];
        count += is_placed(row);
        *sure_out += is_placed(row) && is_sure(row);
    }
    return count;
}

static void add_reference(const struct report *report, struct document *document)
{
    const struct language *language = document->language;
    if (report->study->analysis.reference_is_median)
        document_format(
            document, BLOCK_PARAGRAPH,
            translated(language, "High and low: above and below the median unit of that "
                                 "side. Units are named when that is sure by "
                                 "90\xc2\xa0%% and more."));
    else
        document_format(
            document, BLOCK_PARAGRAPH,
            translated(language, "High and low: above and below an index of %s. Units "
                                 "are named when that is sure by 90\xc2\xa0%% and more."),
            document_number(document, report->study->analysis.reference, 1));
}

void describe_places(const struct report *report, struct document *document)
{
    bool has_heading = false;
    for (size_t d = 0; d < report->study->dimension_count; d++) {
        size_t sure;
        size_t count = count_placed(report, d, &sure);
        if (!count)
            continue;
        if (!has_heading)
            document_add(document, BLOCK_HEADING,
                         translated(document->language, "Where units stand"));
        has_heading = true;
        document_format(document, BLOCK_PARAGRAPH,
                        translated_count(document->language,
                                         "%s (%zu of %zu unit for sure)",
                                         "%s (%zu of %zu units for sure)", count),
                        report->study->dimensions[d].label, sure, count);
        add_quadrants(document, report, d);
        add_places(document, report, d);
    }
    if (has_heading)
        add_reference(report, document);
}
