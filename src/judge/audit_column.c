#include "base/memory.h"
#include "judge/audit_model.h"

#include <math.h>

bool audit_column_init(struct audit_column *column, const struct audit_model *model)
{
    *column = (struct audit_column){
        .hidden = memory_allocate(model->unit_count, sizeof *column->hidden),
    };
    return column->hidden != NULL;
}

void audit_column_release(struct audit_column *column)
{
    memory_free(column->hidden);
    *column = (struct audit_column){ 0 };
}

/* `*nobody` is a side that adds nothing, if one was met. */
static void take_unit(struct audit_column *column, size_t unit,
                      const struct side_result *side, const struct side_result **nobody)
{
    struct people people;
    if (audit_is_hidden(side)) {
        column->hidden[column->hidden_count++] = unit;
        return;
    }
    if (side == *nobody || side->status == CELL_NOT_ASKED)
        return;
    if (!people_of(side, column->scale, &people)) {
        column->has_shown = false;
        return;
    }
    column->held_count += side->status == CELL_HELD;
    column->withheld_count += !people.has_missing;
    column->shown_count += people.n > 0;
    if (side->status != CELL_HELD && people_are_nobody(&people))
        *nobody = side;
    people_add(&column->shown, &people);
}

void audit_column_take(struct audit_column *column, const struct audit_model *model,
                       enum side side, size_t dimension)
{
    const struct result_row *overall = model->overall[dimension];
    static const struct report_scale unknown = { .is_known = false };
    const struct report_scale *scale = &unknown;
    if (overall)
        scale = &model->report->dimensions[overall->dimension].scales[side];
    *column = (struct audit_column){
        .side = side,
        .dimension = dimension,
        .scale = scale,
        .total = overall ? overall->sides[side] : NULL,
        .hidden = column->hidden,
        .shown = people_empty(scale),
        .has_shown = true,
    };
    const struct side_result *nobody = NULL;
    for (size_t u = 0; u < model->unit_count; u++) {
        const struct side_result *unit = audit_model_side(model, u, dimension, side);
        if (unit)
            take_unit(column, u, unit, &nobody);
    }
    if (!column->total || audit_is_hidden(column->total) || !column->has_shown ||
        !people_of(column->total, scale, &column->rest))
        return;
    people_subtract(&column->rest, &column->shown);
    column->has_rest = people_settle(&column->rest);
}

/* What the reason that is printed says of the size. */
static struct audit_span span_by_reason(const struct side_result *side, double min_n)
{
    switch (side->reason) {
    case REASON_PRIMARY:
        return (struct audit_span){ 1, min_n - 1 };
    case REASON_COMPLEMENTARY:
    case REASON_RESIDUAL:
    case REASON_UNANIMITY:
        return (struct audit_span){ min_n, HUGE_VAL };
    case REASON_NONE:
    case REASON_DIFFERENCING:
    case REASON_DERIVED:
        break;
    }
    return (struct audit_span){ 1, HUGE_VAL };
}

/* The rows that belong to no unit: what the units leave of the side, where every unit
   tells its rows in some dimension; at most that, where some do not. */
static struct audit_span rows_without_unit(const struct audit_model *model,
                                           enum side side)
{
    double left = model->rows_used[side];
    bool is_exact = left >= 0;
    for (size_t u = 0; u < model->unit_count; u++) {
        double rows = model->unit_rows[side][u];
        bool is_known = rows >= 0;
        is_exact = is_exact && is_known;
        left -= is_known ? rows : 1;
    }
    if (model->rows_used[side] < 0)
        return (struct audit_span){ 0, HUGE_VAL };
    return (struct audit_span){ is_exact ? left : 0, left };
}

static bool narrow(struct audit_span *span, double low, double high)
{
    span->low = low > span->low ? low : span->low;
    span->high = high < span->high ? high : span->high;
    return span->low <= span->high;
}

/* Each group holds what the others cannot. */
static bool share_out(struct audit_span *spans, size_t count,
                      struct audit_span *without_unit, double n)
{
    double low = without_unit->low;
    double high = without_unit->high;
    bool holds = true;
    for (size_t i = 0; i < count; i++) {
        low += spans[i].low;
        high += spans[i].high;
    }
    for (size_t i = 0; i < count; i++) {
        double others_high = isfinite(spans[i].high) ? high - spans[i].high : HUGE_VAL;
        double others_low = low - spans[i].low;
        holds = narrow(&spans[i], isfinite(others_high) ? n - others_high : 0,
                       n - others_low) &&
                holds;
    }
    double units_high = isfinite(without_unit->high) ? high - without_unit->high : high;
    return narrow(without_unit, isfinite(units_high) ? n - units_high : 0,
                  n - (low - without_unit->low)) &&
           holds;
}

bool audit_column_spans(const struct audit_column *column,
                        const struct audit_model *model, struct audit_span *spans_out,
                        struct audit_span *without_unit_out)
{
    double min_n = (double)model->report->min_n[column->side];
    double missing = column->rest.has_missing
                         ? people_rows(&column->rest) - column->rest.n
                         : HUGE_VAL; /* anybody of it may be one of them */
    /* held figures are of another day, when units had other rows */
    bool is_of_one_day = !column->held_count && column->total->status != CELL_HELD;
    struct audit_span without_unit = { 0, HUGE_VAL };
    if (is_of_one_day)
        without_unit = rows_without_unit(model, column->side);
    without_unit.low = fmax(0, without_unit.low - missing);
    bool holds = without_unit.low <= without_unit.high;
    for (size_t i = 0; i < column->hidden_count; i++) {
        size_t unit = column->hidden[i];
        const struct side_result *side =
            audit_model_side(model, unit, column->dimension, column->side);
        double rows = model->unit_rows[column->side][unit];
        spans_out[i] = span_by_reason(side, min_n);
        if (rows >= 0 && is_of_one_day)
            holds = narrow(&spans_out[i], rows - missing, rows) && holds;
    }
    /* and of held units, those who came since are in the rest as well */
    for (int pass = 0; pass < 3 && holds && is_of_one_day; pass++)
        holds = share_out(spans_out, column->hidden_count, &without_unit, column->rest.n);
    *without_unit_out = without_unit;
    return holds;
}
