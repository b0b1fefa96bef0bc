/* A total minus what is shown of it: who is left, and what can be said of them. */
#include "base/memory.h"
#include "judge/audit_model.h"

#include <math.h>

static const char *column_cell(struct audit_work *work)
{
    return audit_cell(work, work->column.side, work->column.dimension, NULL);
}

/* "total 40 - shown 37 = 3 people of 'Lyon' and 'Nice'" */
static const char *rest_in_words(struct audit_work *work)
{
    const struct language *language = work->language;
    const struct audit_column *column = &work->column;
    double total = column->rest.n + column->shown.n;
    unsigned long long count = (unsigned long long)column->rest.n;
    if (!column->hidden_count)
        return audit_text(
            work,
            column->held_count
                ? translated_count(language,
                                   "total %.0f - shown %.0f = %.0f person of no group "
                                   "that is shown, or who came to held groups",
                                   "total %.0f - shown %.0f = %.0f people of no group "
                                   "that is shown, or who came to held groups",
                                   count)
                : translated_count(
                      language, "total %.0f - shown %.0f = %.0f person of no group",
                      "total %.0f - shown %.0f = %.0f people of no group", count),
            total, column->shown.n, column->rest.n);
    return audit_text(
        work,
        column->held_count
            ? translated_count(language,
                               "total %.0f - shown %.0f = %.0f person of %s and who came "
                               "to held groups",
                               "total %.0f - shown %.0f = %.0f people of %s and who came "
                               "to held groups",
                               count)
            : translated_count(language, "total %.0f - shown %.0f = %.0f person of %s",
                               "total %.0f - shown %.0f = %.0f people of %s", count),
        total, column->shown.n, column->rest.n,
        audit_names(work, column->hidden, column->hidden_count));
}

/* A finding, and the index of those it is about, where that is known. */
static void find_rest(struct audit_work *work, const char *sum, bool is_of_one)
{
    const struct language *language = work->language;
    const struct people *rest = &work->column.rest;
    /* translators: a sum and what follows from it; the index of these people */
    const char *with_index = is_of_one ? translated(language, "%s; its index is %s")
                                       : translated(language, "%s; their index is %s");
    if (rest->has_scores)
        sum = audit_text(work, with_index, sum,
                         audit_index(work, 100 * rest->sum / (rest->n * rest->top)));
    audit_find_sum(work, ATTACK_SUBTRACTION, column_cell(work), sum);
}

/* Is the rest one group alone? The rows without a unit are a group. */
static bool is_one_group(const struct audit_column *column,
                         const struct audit_span *without_unit, double min_n)
{
    if (column->held_count)
        return false;
    if (column->hidden_count == 0)
        return min_n > 1;
    return column->hidden_count == 1 && without_unit->high <= 0;
}

static void attack_rest(struct audit_work *work, const struct audit_span *without_unit)
{
    const struct language *language = work->language;
    const struct audit_column *column = &work->column;
    const struct people *rest = &column->rest;
    double min_n = (double)work->model->report->min_n[column->side];
    const char *agreement = people_agreement(rest);
    /* With a min_n of 1 a single person may be shown, and nobody here is hidden. */
    bool may_be_shown = !column->hidden_count && !column->held_count && !(min_n > 1);
    audit_try(work, ATTACK_SUBTRACTION);
    if (rest->n < min_n)
        find_rest(work,
                  audit_text(work, translated(language, "%s, fewer than min_n %.0f"),
                             rest_in_words(work), min_n),
                  false);
    else if (is_one_group(column, without_unit, min_n))
        find_rest(work,
                  audit_text(work, translated(language, "%s, one group alone"),
                             rest_in_words(work)),
                  true);
    else if (agreement && !may_be_shown)
        find_rest(work,
                  audit_text(work, translated(language, "%s: of them, %s"),
                             rest_in_words(work), translated(language, agreement)),
                  false);
}

/* The kinds of missing answers that are not shown, from the total's. Held figures are of
   another day. */
static void attack_missing(struct audit_work *work)
{
    const struct audit_column *column = &work->column;
    double people = people_rows(&column->rest) - column->rest.n;
    audit_try(work, ATTACK_SUBTRACTION);
    if (people > 0 && people < (double)work->model->report->min_n[column->side])
        audit_find_sum(
            work, ATTACK_SUBTRACTION, column_cell(work),
            audit_text(
                work,
                translated_count(
                    work->language,
                    "the total's kinds of missing answers minus those shown are of %.0f "
                    "person, fewer than min_n",
                    "the total's kinds of missing answers minus those shown are of %.0f "
                    "people, fewer than min_n",
                    (unsigned long long)people),
                people));
}

static void learn_size(struct audit_work *work, size_t unit, double n)
{
    struct audit *audit = work->audit;
    if (!memory_grow(&audit->sizes, &audit->size_capacity, audit->size_count + 1,
                     sizeof *audit->sizes)) {
        audit->failed = true;
        return;
    }
    audit->sizes[audit->size_count++] = (struct audit_size){
        audit_cell(work, work->column.side, work->column.dimension,
                   map_key_at(work->model->units, unit)),
        n,
    };
}

/* In which range the mean of so many of the rest is. */
struct part_bounds {
    double n; /* 0: not known yet */
    double low;
    double high;
};

/* Many hidden units are of the same size, at least. */
static void find_bounds(const struct people *rest, double n, struct part_bounds *bounds)
{
    if (n == bounds->n)
        return;
    bounds->n = n;
    people_part_bounds(rest, n, &bounds->low, &bounds->high);
}

static void attack_bounds(struct audit_work *work, size_t unit,
                          const struct audit_span *span, struct part_bounds *bounds)
{
    static const double closed = 1e-3; /* what cut-off digits may leave open */
    struct audit *audit = work->audit;
    const struct people *rest = &work->column.rest;
    audit_try(work, ATTACK_BOUNDS);
    if (!rest->has_scores || !(span->low >= 1 && span->low <= rest->n))
        return;
    find_bounds(rest, span->low, bounds);
    double low = bounds->low;
    double high = bounds->high;
    if (high - low < closed) {
        audit_find(work, ATTACK_BOUNDS,
                   audit_cell(work, work->column.side, work->column.dimension,
                              map_key_at(work->model->units, unit)),
                   "%s: its index can be nothing but %s", rest_in_words(work),
                   audit_index(work, (low + high) / 2));
        return;
    }
    if (!audit->narrowest.cell ||
        high - low < audit->narrowest.high - audit->narrowest.low)
        audit->narrowest =
            (struct audit_bounds){ audit_cell(work, work->column.side,
                                              work->column.dimension,
                                              map_key_at(work->model->units, unit)),
                                   low, high };
}

/* A hidden total of which all units are shown, and nobody is without one. */
static void attack_total(struct audit_work *work)
{
    const struct audit_column *column = &work->column;
    double rows = 0;
    audit_try(work, ATTACK_TOTAL);
    if (column->hidden_count || column->held_count || !column->has_shown ||
        column->shown.n == 0)
        return;
    for (size_t u = 0; u < work->model->unit_count; u++)
        rows += fmax(0, work->model->unit_rows[column->side][u]);
    if (rows == work->model->rows_used[column->side])
        audit_find(work, ATTACK_TOTAL, column_cell(work),
                   "its parts, all of them shown, add up to the hidden total, n %.0f",
                   column->shown.n);
}

void audit_attack_column(struct audit_work *work)
{
    struct audit_column *column = &work->column;
    struct audit_span without_unit;
    if (column->total && audit_is_hidden(column->total))
        attack_total(work);
    if (column->has_rest && column->withheld_count && !column->held_count &&
        column->total->status != CELL_HELD)
        attack_missing(work);
    /* Where nobody is in a unit, the rest is the total, and that is shown. So it is where
       the total is held and all units are new since. */
    bool may_be_new = column->total && column->total->status == CELL_HELD;
    bool has_units = column->shown.n > 0 || (column->hidden_count && !may_be_new);
    if (!column->has_rest || column->rest.n == 0 || !has_units ||
        !audit_column_spans(column, work->model, work->spans, &without_unit))
        return;
    attack_rest(work, &without_unit);
    struct part_bounds bounds = { .n = 0 };
    for (size_t i = 0; i < column->hidden_count; i++) {
        attack_bounds(work, column->hidden[i], &work->spans[i], &bounds);
        if (work->spans[i].low == work->spans[i].high)
            learn_size(work, column->hidden[i], work->spans[i].low);
    }
    audit_attack_codes(work, &without_unit);
}
