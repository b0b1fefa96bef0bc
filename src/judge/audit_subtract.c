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
    const struct audit_column *column = &work->column;
    const char *whose = column->hidden_count
                            ? audit_names(work, column->hidden, column->hidden_count)
                            : arena_format(&work->audit->arena, "no %s",
                                           audit_division_noun(work->model->division));
    const char *text =
        arena_format(&work->audit->arena, "total %.0f - shown %.0f = %.0f %s of %s%s",
                     column->rest.n + column->shown.n, column->shown.n, column->rest.n,
                     column->rest.n == 1 ? "person" : "people", whose,
                     column->held_count ? " and who came to held groups" : "");
    work->audit->failed = work->audit->failed || !text || !whose;
    return text ? text : "";
}

/* "; their index is 62.5", or nothing where that is not known. */
static const char *index_in_words(struct audit_work *work, const char *whose)
{
    const struct people *rest = &work->column.rest;
    if (!rest->has_scores)
        return "";
    const char *text = arena_format(&work->audit->arena, "; %s index is %.6g", whose,
                                    100 * rest->sum / (rest->n * rest->top));
    work->audit->failed = work->audit->failed || !text;
    return text ? text : "";
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
    const struct audit_column *column = &work->column;
    const struct people *rest = &column->rest;
    double min_n = (double)work->model->report->min_n[column->side];
    const char *agreement = people_agreement(rest);
    /* With a min_n of 1 a single person may be shown, and nobody here is hidden. */
    bool may_be_shown = !column->hidden_count && !column->held_count && !(min_n > 1);
    audit_try(work, ATTACK_SUBTRACTION);
    if (rest->n < min_n)
        audit_find(work, ATTACK_SUBTRACTION, column_cell(work),
                   "%s, fewer than min_n %.0f%s", rest_in_words(work), min_n,
                   index_in_words(work, "their"));
    else if (is_one_group(column, without_unit, min_n))
        audit_find(work, ATTACK_SUBTRACTION, column_cell(work), "%s, one group alone%s",
                   rest_in_words(work), index_in_words(work, "its"));
    else if (agreement && !may_be_shown)
        audit_find(work, ATTACK_SUBTRACTION, column_cell(work), "%s: of them, %s%s",
                   rest_in_words(work), agreement, index_in_words(work, "their"));
}

/* The kinds of missing answers that are not shown, from the total's. Held figures are of
   another day. */
static void attack_missing(struct audit_work *work)
{
    const struct audit_column *column = &work->column;
    double people = people_rows(&column->rest) - column->rest.n;
    audit_try(work, ATTACK_SUBTRACTION);
    if (people > 0 && people < (double)work->model->report->min_n[column->side])
        audit_find(
            work, ATTACK_SUBTRACTION, column_cell(work),
            "the total's kinds of missing answers minus those shown are of %.0f %s, "
            "fewer than min_n",
            people, people == 1 ? "person" : "people");
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

static void attack_bounds(struct audit_work *work, size_t unit,
                          const struct audit_span *span)
{
    static const double closed = 1e-3; /* what cut-off digits may leave open */
    struct audit *audit = work->audit;
    const struct people *rest = &work->column.rest;
    double low;
    double high;
    audit_try(work, ATTACK_BOUNDS);
    if (!rest->has_scores || !(span->low >= 1 && span->low <= rest->n))
        return;
    people_part_bounds(rest, span->low, &low, &high);
    if (high - low < closed) {
        audit_find(work, ATTACK_BOUNDS,
                   audit_cell(work, work->column.side, work->column.dimension,
                              map_key_at(work->model->units, unit)),
                   "%s: its index can be nothing but %.6g", rest_in_words(work),
                   (low + high) / 2);
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
                   "the %ss, all of them shown, add up to the hidden total, n %.0f",
                   audit_division_noun(work->model->division), column->shown.n);
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
    for (size_t i = 0; i < column->hidden_count; i++) {
        attack_bounds(work, column->hidden[i], &work->spans[i]);
        if (work->spans[i].low == work->spans[i].high)
            learn_size(work, column->hidden[i], work->spans[i].low);
    }
    audit_attack_codes(work, &without_unit);
}
