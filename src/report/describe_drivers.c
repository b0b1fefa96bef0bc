#include "report/describe.h"
#include "report/words.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>

/* From this alpha on the items of a dimension are commonly averaged without a thought. */
#define COHERENT 0.7

/* -- key drivers ------------------------------------------------------------------- */

static const char *scope_words(const struct language *language, enum driver_scope scope)
{
    switch (scope) {
    case DRIVERS_OF_EMPLOYEES:
        return translated(language, "Employees");
    case DRIVERS_OF_CUSTOMERS:
        return translated(language, "Customers");
    case DRIVERS_ACROSS:
        return translated(language, "Across");
    case DRIVER_SCOPES:
        break;
    }
    return "";
}

static const char *reason_text(const struct language *language,
                               enum relation_reason reason)
{
    switch (reason) {
    case RELATION_NONE:
        break;
    case RELATION_NO_OVERALL:
        return translated(language, "the study names no overall score.");
    case RELATION_NOT_ASKED:
        return translated(language, "not asked of this side, or nothing beside it.");
    case RELATION_NOT_COUNTED:
        return translated(
            language, "not available: the counts lack what goes with what (answers are "
                      "weighted, units were dropped or folded, or an older tally).");
    case RELATION_TOO_MANY:
        return translated(language, "not available for more than 60 dimensions.");
    case RELATION_TOO_FEW:
        return translated(language,
                          "too few people answered both questions of each pair.");
    case RELATION_TOO_FEW_UNITS:
        return translated(language, "too few units show all of the figures.");
    case RELATION_NO_SPREAD:
        return translated(language, "not available: everybody gave the same answer.");
    case RELATION_COLLINEAR:
        return translated(language,
                          "not available: one dimension says what others say already.");
    case RELATION_HIDDEN:
        return translated(language, "hidden, as are figures that it comes from.");
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

static const char *driver_words(struct document *document, const struct study *study,
                                const struct driver_result *driver)
{
    const struct language *language = document->language;
    return document_text(
        document,
        driver->r.value.value < 0
            ? translated(language, "%s (%s\xc2\xa0%%, the other way round)")
            : translated(language, "%s (%s\xc2\xa0%%)"),
        study->dimensions[driver->dimension].label,
        document_number(document, driver->share.value.value, 0));
}

/* The drivers of which an equal share would be less: those that stand out. */
static const char *leading_words(struct document *document, const struct report *report,
                                 enum driver_scope scope,
                                 const struct driver_result *const *ranked, size_t count)
{
    enum { MOST_NAMED = 3 };
    const struct language *language = document->language;
    const struct study *study = report->study;
    const char *drivers[MOST_NAMED];
    size_t leading = 0;
    for (size_t i = 0; i < count && ranked[i]->share.value.available; i++)
        leading += ranked[i]->share.value.value * (double)count > 100;
    leading = leading > MOST_NAMED ? MOST_NAMED : leading ? leading : 1;
    for (size_t i = 0; i < leading; i++)
        drivers[i] = driver_words(document, study, ranked[i]);
    return document_text(
        document,
        scope == DRIVERS_ACROSS
            /* translators: one dimension or several, and the overall score */
            ? translated_count(language, "%s goes most with the customers' %s.",
                               "%s go most with the customers' %s.", leading)
            : translated_count(language, "%s goes most with %s.", "%s go most with %s.",
                               leading),
        document_list(document, drivers, leading),
        study->dimensions[study->analysis.overall].label);
}

bool drivers_are_found(const struct report *report, enum driver_scope scope)
{
    const struct driver_set *set = &report->results->drivers[scope];
    return set->reason == RELATION_NONE && set->p.available &&
           set->p.value < report->study->analysis.alpha;
}

static const char *set_words(struct document *document, const struct report *report,
                             enum driver_scope scope,
                             const struct driver_result *const *ranked)
{
    const struct language *language = document->language;
    const struct driver_set *set = &report->results->drivers[scope];
    if (set->reason != RELATION_NONE)
        return reason_text(language, set->reason);
    if (!drivers_are_found(report, scope))
        return translated(language, "nothing is shown to go with the overall score.");
    const char *explained = document_text(
        document,
        scope == DRIVERS_ACROSS
            ? translated(language, "Together the dimensions explain %s\xc2\xa0%% of how "
                                   "units differ there.")
            : translated(language, "Together the dimensions explain %s\xc2\xa0%% of how "
                                   "people differ there."),
        document_number(document, fmax(100 * set->r2_adjusted.value, 0), 0));
    return document_text(
        document, "%s %s",
        leading_words(document, report, scope, ranked, set->driver_count), explained);
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
    const struct language *language = document->language;
    unsigned long long n = (unsigned long long)set->n.value;
    switch (scope) {
    case DRIVERS_OF_EMPLOYEES:
        return document_text(
            document, translated(language, "%llu employees or more for each pair"), n);
    case DRIVERS_OF_CUSTOMERS:
        return document_text(
            document, translated(language, "%llu customers or more for each pair"), n);
    case DRIVERS_ACROSS:
        return document_text(document,
                             translated(language, "%llu units: what employees say, for "
                                                  "the customers' score"),
                             n);
    case DRIVER_SCOPES:
        break;
    }
    return "";
}

static void add_set(struct document *document, struct table *table,
                    const struct report *report, enum driver_scope scope,
                    const struct driver_result *const *ranked)
{
    const struct driver_set *set = &report->results->drivers[scope];
    if (!drivers_are_found(report, scope))
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
        [DIMENSION] = { .heading = TRANSLATABLE("Dimension") },
        [R] = { .heading = TRANSLATABLE("r"), .is_numeric = true },
        [R_INTERVAL] = { .heading = TRANSLATABLE("Interval"),
                         .is_numeric = true,
                         .rank = COLUMN_DROPS },
        [SHARE] = { .heading = TRANSLATABLE("Share"), .is_numeric = true },
        [SHARE_INTERVAL] = { .heading = TRANSLATABLE("Interval"), .is_numeric = true },
    };
    const struct language *language = document->language;
    const struct results *results = report->results;
    const struct driver_result **ranked[DRIVER_SCOPES];
    bool has_any = false;
    if (is_small(results)) {
        document_add(document, BLOCK_PARAGRAPH,
                     translated(language,
                                "Not available: they need 30 people on a side who "
                                "answered two questions, and more where there are many "
                                "questions."));
        return;
    }
    for (int scope = 0; scope < DRIVER_SCOPES; scope++) {
        ranked[scope] = rank_drivers(document, &results->drivers[scope]);
        if (!ranked[scope])
            return;
        has_any = has_any || drivers_are_found(report, (enum driver_scope)scope);
        document_item(
            document, scope_words(language, (enum driver_scope)scope),
            set_words(document, report, (enum driver_scope)scope, ranked[scope]));
    }
    if (!has_any)
        return;
    struct table *table = document_table(document, columns, DRIVER_COLUMNS);
    for (int scope = 0; table && scope < DRIVER_SCOPES; scope++)
        add_set(document, table, report, (enum driver_scope)scope, ranked[scope]);
    document_add(
        document, BLOCK_PARAGRAPH,
        translated(
            language,
            "r: correlation with the overall score. Share: a dimension's part in "
            "what all of them explain together; dimensions that go with each other "
            "share what they have in common. What they explain together allows for "
            "chance (adjusted R\xc2\xb2). What goes with a score need not be what "
            "moves it. More: symbar explain drivers."));
}

void describe_drivers(const struct report *report, struct document *document)
{
    const struct study *study = report->study;
    const struct language *language = document->language;
    if (study->dimension_count < 2)
        return;
    if (!study->analysis.has_overall) {
        document_add(document, BLOCK_HEADING, translated(language, "Key drivers"));
        document_add(document, BLOCK_PARAGRAPH,
                     translated(language,
                                "Not shown: the study does not say which dimension is "
                                "the overall score. Name it: \"analysis\": "
                                "{\"overall\": \"ID\"}."));
        return;
    }
    document_format(document, BLOCK_HEADING,
                    translated(language, "Key drivers of the overall score: %s"),
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
    cells[R_SIDE] = cell_text(side_words(document->language, result->side));
    cells[R_ITEMS] = cell_count(items, CELL_OK);
    cells[R_ALPHA] = cell_of(SHOWN_COEFFICIENT, &result->alpha, CELL_OK);
    cells[R_BOUNDS] = cell_of(SHOWN_COEFFICIENT_INTERVAL, &result->alpha, CELL_OK);
    cells[R_OMEGA] = cell_of(SHOWN_COEFFICIENT, &omega, CELL_OK);
    cells[R_LOWEST] = cell_of(SHOWN_COEFFICIENT, &lowest, CELL_OK);
}

static const char *reliability_words(const struct language *language,
                                     const struct reliability_result *result)
{
    for (size_t i = 0; i < result->item_count; i++)
        if (result->items[i].seems_reversed)
            return translated(language,
                              "an item goes against the others: is a high answer a bad "
                              "one there? See the warnings.");
    if (result->reason != RELATION_NONE)
        return reason_text(language, result->reason);
    if (result->alpha.high.available && result->alpha.high.value < COHERENT)
        return translated(language,
                          "the items do not go together well; look at them one by one "
                          "before you rely on their mean.");
    return NULL;
}

static void add_judgement(struct document *document, const struct report *report,
                          const struct reliability_result *result)
{
    const struct language *language = document->language;
    const char *text = reliability_words(language, result);
    if (!text)
        return;
    document_item(document,
                  document_text(document,
                                result->side == SIDE_EMPLOYEES
                                    ? translated(language, "%s, employees")
                                    : translated(language, "%s, customers"),
                                report->study->dimensions[result->dimension].label),
                  text);
}

void describe_reliability(const struct report *report, struct document *document)
{
    static const struct column columns[R_COLUMNS] = {
        [R_DIMENSION] = { .heading = TRANSLATABLE("Dimension") },
        [R_SIDE] = { .heading = TRANSLATABLE("Side") },
        [R_ITEMS] = { .heading = TRANSLATABLE("Items"),
                      .is_numeric = true,
                      .rank = COLUMN_DROPS },
        [R_ALPHA] = { .heading = TRANSLATABLE("Alpha"), .is_numeric = true },
        [R_BOUNDS] = { .heading = TRANSLATABLE("Interval"), .is_numeric = true },
        [R_OMEGA] = { .heading = TRANSLATABLE("Omega"),
                      .is_numeric = true,
                      .rank = COLUMN_DROPS },
        [R_LOWEST] = { TRANSLATABLE("Weakest item"), TRANSLATABLE("Weakest"),
                       .is_numeric = true, .rank = COLUMN_DROPS },
    };
    const struct language *language = document->language;
    const struct results *results = report->results;
    if (!results->reliability_count)
        return;
    document_add(
        document, BLOCK_HEADING,
        translated(language, "Dimensions of several items: do the items go together?"));
    for (size_t i = 0; i < results->reliability_count; i++)
        add_judgement(document, report, &results->reliability[i]);
    struct table *table = document_table(document, columns, R_COLUMNS);
    for (size_t i = 0; table && i < results->reliability_count; i++)
        add_reliability(document, table, report, &results->reliability[i]);
    document_add(
        document, BLOCK_PARAGRAPH,
        translated(language,
                   "Alpha (Cronbach) and omega (McDonald): how far the mean of the items "
                   "can be relied on, 1 at most; 0.7 is usually thought enough. Weakest "
                   "item: its correlation with the sum of the others."));
    document_explains(document, translated(language, "Omega"),
                      translated(language,
                                 "Alpha (Cronbach): how far the mean of the items can be "
                                 "relied on, 1 at most; 0.7 is usually thought "
                                 "enough."));
}
