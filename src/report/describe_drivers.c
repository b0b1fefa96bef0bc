#include "base/number.h"
#include "report/describe.h"
#include "report/words.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>

/* From this alpha on the items of a dimension are commonly averaged without a thought. */
#define COHERENT 0.7

/* -- key drivers ------------------------------------------------------------------- */

static const char *scope_words(enum driver_scope scope)
{
    switch (scope) {
    case DRIVERS_OF_EMPLOYEES:
        return "Employees";
    case DRIVERS_OF_CUSTOMERS:
        return "Customers";
    case DRIVERS_ACROSS:
        return "Across";
    case DRIVER_SCOPES:
        break;
    }
    return "";
}

static const char *reason_text(enum relation_reason reason)
{
    switch (reason) {
    case RELATION_NONE:
        break;
    case RELATION_NO_OVERALL:
        return "the study names no overall score.";
    case RELATION_NOT_ASKED:
        return "not asked of this side, or nothing beside it.";
    case RELATION_NOT_COUNTED:
        return "not available: the counts lack what goes with what (units were dropped "
               "or "
               "folded, or an older tally).";
    case RELATION_TOO_MANY:
        return "not available for more than 60 dimensions.";
    case RELATION_TOO_FEW:
        return "too few people answered both questions of each pair.";
    case RELATION_TOO_FEW_UNITS:
        return "too few units show all of the figures.";
    case RELATION_NO_SPREAD:
        return "not available: everybody gave the same answer.";
    case RELATION_COLLINEAR:
        return "not available: one dimension says what others say already.";
    case RELATION_HIDDEN:
        return "hidden, as are figures that it comes from.";
    }
    return "";
}

/* Largest share first; those without one last, in the study's order. */
static int by_share(const void *left, const void *right)
{
    const struct driver_result *a = *(const struct driver_result *const *)left;
    const struct driver_result *b = *(const struct driver_result *const *)right;
    const struct measure *x = &a->share.value;
    const struct measure *y = &b->share.value;
    if (x->available != y->available)
        return x->available ? -1 : 1;
    if (x->available && x->value != y->value)
        return x->value > y->value ? -1 : 1;
    return a->dimension < b->dimension ? -1 : a->dimension > b->dimension;
}

static const struct driver_result **rank_drivers(struct document *document,
                                                 const struct driver_set *set)
{
    const struct driver_result **ranked =
        arena_allocate(&document->arena, set->driver_count + 1, sizeof *ranked);
    if (!ranked) {
        document->failed = true;
        return NULL;
    }
    for (size_t i = 0; i < set->driver_count; i++)
        ranked[i] = &set->drivers[i];
    qsort(ranked, set->driver_count, sizeof *ranked, by_share);
    return ranked;
}

static void say_percent(struct buffer *text, double percent)
{
    char number[NUMBER_TEXT_BYTES];
    number_format_fixed(percent, 0, number);
    buffer_format(text, "%s\xc2\xa0%%", number);
}

static void say_driver(struct buffer *text, const struct study *study,
                       const struct driver_result *driver)
{
    buffer_format(text, "%s (", study->dimensions[driver->dimension].label);
    say_percent(text, driver->share.value.value);
    buffer_text(text, driver->r.value.value < 0 ? ", the other way round)" : ")");
}

/* The drivers of which an equal share would be less: those that stand out. */
static void say_leading(struct buffer *text, const struct study *study,
                        const struct driver_result *const *ranked, size_t count)
{
    enum { MOST_NAMED = 3 };
    size_t leading = 0;
    for (size_t i = 0; i < count && ranked[i]->share.value.available; i++)
        leading += ranked[i]->share.value.value * (double)count > 100;
    leading = leading > MOST_NAMED ? MOST_NAMED : leading ? leading : 1;
    for (size_t i = 0; i < leading; i++) {
        buffer_text(text, !i ? "" : i + 1 == leading ? " and " : ", ");
        say_driver(text, study, ranked[i]);
    }
    buffer_text(text, leading == 1 ? " goes" : " go");
}

/* Whether anything is shown to go with the overall score. */
static bool is_found(const struct report *report, const struct driver_set *set)
{
    return set->reason == RELATION_NONE && set->p.available &&
           set->p.value < report->study->analysis.alpha;
}

static void say_set(struct document *document, const struct report *report,
                    enum driver_scope scope, const struct driver_result *const *ranked)
{
    const struct study *study = report->study;
    const struct driver_set *set = &report->results->drivers[scope];
    const char *label = study->dimensions[study->analysis.overall].label;
    struct buffer text = { 0 };
    if (set->reason != RELATION_NONE) {
        buffer_text(&text, reason_text(set->reason));
    } else if (!is_found(report, set)) {
        buffer_text(&text, "nothing is shown to go with the overall score.");
    } else {
        say_leading(&text, study, ranked, set->driver_count);
        buffer_format(&text, " most with %s%s. Together the dimensions explain ",
                      scope == DRIVERS_ACROSS ? "the customers' " : "", label);
        say_percent(&text, fmax(100 * set->r2_adjusted.value, 0));
        buffer_format(&text, " of how %s differ there.",
                      scope == DRIVERS_ACROSS ? "units" : "people");
    }
    if (buffer_failed(&text))
        document->failed = true;
    else
        document_item(document, scope_words(scope), text.bytes);
    buffer_release(&text);
}

enum { DIMENSION, R, R_INTERVAL, SHARE, SHARE_INTERVAL, DRIVER_COLUMNS };

static void add_driver(struct cell *cells, const struct study *study,
                       const struct driver_result *driver)
{
    if (!cells)
        return;
    bool is_only = driver->share.low.available && driver->share.low.value >= 100;
    cells[DIMENSION] = cell_text(study->dimensions[driver->dimension].label);
    cells[R] = cell_of(SHOWN_COEFFICIENT, &driver->r, CELL_OK);
    cells[R_INTERVAL] = cell_of(SHOWN_COEFFICIENT_INTERVAL, &driver->r, CELL_OK);
    if (is_only) /* there is nobody to share with */
        return;
    cells[SHARE] = cell_of(SHOWN_SHARE, &driver->share, CELL_OK);
    cells[SHARE_INTERVAL] = cell_of(SHOWN_SHARE_RANGE, &driver->share, CELL_OK);
}

static const char *group_heading(struct document *document, const struct driver_set *set,
                                 enum driver_scope scope)
{
    uint64_t n = (uint64_t)set->n.value;
    const char *who[DRIVER_SCOPES] = { "employees", "customers", "units" };
    const char *heading =
        arena_format(&document->arena,
                     scope == DRIVERS_ACROSS
                         ? "%" PRIu64 " %s: what employees say, for the customers' score"
                         : "%" PRIu64 " %s or more for each pair",
                     n, who[scope]);
    if (!heading)
        document->failed = true;
    return heading ? heading : "";
}

static void add_set(struct document *document, struct table *table,
                    const struct report *report, enum driver_scope scope,
                    const struct driver_result *const *ranked)
{
    const struct driver_set *set = &report->results->drivers[scope];
    if (!is_found(report, set))
        return;
    for (size_t i = 0; i < set->driver_count; i++)
        add_driver(
            i ? document_row(document, table)
              : document_group(document, table, group_heading(document, set, scope)),
            report->study, ranked[i]);
}

static bool is_small(const struct results *results)
{
    for (int scope = 0; scope < DRIVER_SCOPES; scope++) {
        enum relation_reason reason = results->drivers[scope].reason;
        if (reason != RELATION_TOO_FEW && reason != RELATION_TOO_FEW_UNITS &&
            reason != RELATION_NOT_ASKED)
            return false;
    }
    return true;
}

static void describe_sets(const struct report *report, struct document *document)
{
    static const struct column columns[DRIVER_COLUMNS] = {
        [DIMENSION] = { .heading = "Dimension" },
        [R] = { .heading = "r", .is_numeric = true },
        [R_INTERVAL] = { .heading = "Interval",
                         .is_numeric = true,
                         .rank = COLUMN_DROPS },
        [SHARE] = { .heading = "Share", .is_numeric = true },
        [SHARE_INTERVAL] = { .heading = "Interval", .is_numeric = true },
    };
    const struct results *results = report->results;
    const struct driver_result **ranked[DRIVER_SCOPES];
    bool has_any = false;
    if (is_small(results)) {
        document_add(document, BLOCK_PARAGRAPH,
                     "Not available: they need 30 people on a side who answered two "
                     "questions, and more where there are many questions.");
        return;
    }
    for (int scope = 0; scope < DRIVER_SCOPES; scope++) {
        ranked[scope] = rank_drivers(document, &results->drivers[scope]);
        if (!ranked[scope])
            return;
        has_any = has_any || is_found(report, &results->drivers[scope]);
        say_set(document, report, (enum driver_scope)scope, ranked[scope]);
    }
    if (!has_any)
        return;
    struct table *table = document_table(document, columns, DRIVER_COLUMNS);
    for (int scope = 0; table && scope < DRIVER_SCOPES; scope++)
        add_set(document, table, report, (enum driver_scope)scope, ranked[scope]);
    document_add(
        document, BLOCK_PARAGRAPH,
        "r: correlation with the overall score. Share: a dimension's part in what all of "
        "them "
        "explain together; dimensions that go with each other share what they have in "
        "common. What they explain together allows for chance (adjusted R\xc2\xb2). What "
        "goes with a score need not be what moves it. More: symbar explain drivers.");
}

void describe_drivers(const struct report *report, struct document *document)
{
    const struct study *study = report->study;
    if (study->dimension_count < 2)
        return;
    if (!study->analysis.has_overall) {
        document_add(document, BLOCK_HEADING, "Key drivers");
        document_add(document, BLOCK_PARAGRAPH,
                     "Not shown: the study does not say which dimension is the overall "
                     "score. Name it: \"analysis\": {\"overall\": \"ID\"}.");
        return;
    }
    document_format(document, BLOCK_HEADING, "Key drivers of the overall score: %s",
                    study->dimensions[study->analysis.overall].label);
    describe_sets(report, document);
}

/* -- reliability ------------------------------------------------------------------- */

enum { R_DIMENSION, R_SIDE, R_ITEMS, R_ALPHA, R_BOUNDS, R_OMEGA, R_LOWEST, R_COLUMNS };

/* The item that goes least with the others. */
static struct measure lowest_rest(const struct reliability_result *result)
{
    struct measure lowest = { .available = false };
    for (size_t i = 0; i < result->item_count; i++) {
        const struct measure *rest = &result->items[i].rest;
        if (rest->available && (!lowest.available || rest->value < lowest.value))
            lowest = *rest;
    }
    return lowest;
}

static void add_reliability(struct document *document, struct table *table,
                            const struct report *report,
                            const struct reliability_result *result)
{
    const struct dimension *dimension = &report->study->dimensions[result->dimension];
    struct cell *cells = document_row(document, table);
    if (!cells)
        return;
    const struct estimate omega = { .value = result->omega };
    const struct estimate lowest = { .value = lowest_rest(result) };
    const struct measure items = {
        true, (double)dimension->questions[result->side].item_count
    };
    cells[R_DIMENSION] = cell_text(dimension->label);
    cells[R_SIDE] = cell_text(side_words(result->side));
    cells[R_ITEMS] = cell_count(items, CELL_OK);
    cells[R_ALPHA] = cell_of(SHOWN_COEFFICIENT, &result->alpha, CELL_OK);
    cells[R_BOUNDS] = cell_of(SHOWN_COEFFICIENT_INTERVAL, &result->alpha, CELL_OK);
    cells[R_OMEGA] = cell_of(SHOWN_COEFFICIENT, &omega, CELL_OK);
    cells[R_LOWEST] = cell_of(SHOWN_COEFFICIENT, &lowest, CELL_OK);
}

static void say_reliability(struct document *document, const struct report *report,
                            const struct reliability_result *result)
{
    const char *label = report->study->dimensions[result->dimension].label;
    const char *term =
        arena_format(&document->arena, "%s, %s", label, side_name(result->side));
    const char *text = NULL;
    for (size_t i = 0; !text && i < result->item_count; i++)
        if (result->items[i].seems_reversed)
            text =
                "an item goes against the others: is a high answer a bad one there? See "
                "the warnings.";
    if (!text && result->reason != RELATION_NONE)
        text = reason_text(result->reason);
    else if (!text && result->alpha.high.available && result->alpha.high.value < COHERENT)
        text =
            "the items do not go together well; look at them one by one before you rely "
            "on their mean.";
    if (!term)
        document->failed = true;
    else if (text)
        document_item(document, term, text);
}

void describe_reliability(const struct report *report, struct document *document)
{
    static const struct column columns[R_COLUMNS] = {
        [R_DIMENSION] = { .heading = "Dimension" },
        [R_SIDE] = { .heading = "Side" },
        [R_ITEMS] = { .heading = "Items", .is_numeric = true, .rank = COLUMN_DROPS },
        [R_ALPHA] = { .heading = "Alpha", .is_numeric = true },
        [R_BOUNDS] = { .heading = "Interval", .is_numeric = true },
        [R_OMEGA] = { .heading = "Omega", .is_numeric = true, .rank = COLUMN_DROPS },
        [R_LOWEST] = { "Weakest item", "Weakest", .is_numeric = true,
                       .rank = COLUMN_DROPS },
    };
    const struct results *results = report->results;
    if (!results->reliability_count)
        return;
    document_add(document, BLOCK_HEADING,
                 "Dimensions of several items: do the items go together?");
    for (size_t i = 0; i < results->reliability_count; i++)
        say_reliability(document, report, &results->reliability[i]);
    struct table *table = document_table(document, columns, R_COLUMNS);
    for (size_t i = 0; table && i < results->reliability_count; i++)
        add_reliability(document, table, report, &results->reliability[i]);
    document_add(
        document, BLOCK_PARAGRAPH,
        "Alpha (Cronbach) and omega (McDonald): how far the mean of the items can "
        "be relied on, 1 at most; 0.7 is usually thought enough. Weakest item: its "
        "correlation with the sum of the others.");
}
