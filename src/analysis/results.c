#include "analysis/results.h"

#include "analysis/row_figures.h"
#include "base/memory.h"

void results_free(struct results *results)
{
    if (!results)
        return;
    memory_free(results->rows);
    row_figures_release(&results->figures);
    memory_free(results->changes);
    memory_free(results->trends);
    memory_free(results->contrasts);
    memory_free(results->crossings);
    for (int side = 0; side < SIDE_COUNT; side++)
        memory_free(results->question_breaks[side]);
    memory_free(results->linkage);
    memory_free(results->cross_links);
    arena_release(&results->arena);
    memory_free(results);
}

const struct side_design *side_design(const struct side_result *side)
{
    static const struct side_design none = { .n_eff = { .available = false } };
    return side->design ? side->design : &none;
}

const char *cell_status_name(enum cell_status status)
{
    switch (status) {
    case CELL_OK:
        return "ok";
    case CELL_SUPPRESSED:
        return "suppressed";
    case CELL_HELD:
        return "held";
    case CELL_TOO_FEW:
        return "too_few";
    case CELL_EMPTY:
        return "empty";
    case CELL_NOT_ASKED:
        return "not_asked";
    }
    return NULL;
}

const char *suppression_reason_name(enum suppression_reason reason)
{
    switch (reason) {
    case REASON_NONE:
        return NULL;
    case REASON_PRIMARY:
        return "primary";
    case REASON_COMPLEMENTARY:
        return "complementary";
    case REASON_RESIDUAL:
        return "residual";
    case REASON_UNANIMITY:
        return "unanimity";
    case REASON_DIFFERENCING:
        return "differencing";
    case REASON_DERIVED:
        return "derived";
    }
    return NULL;
}

const char *verdict_name(enum verdict verdict)
{
    switch (verdict) {
    case VERDICT_NONE:
        return NULL;
    case VERDICT_SYMMETRIC:
        return "symmetric";
    case VERDICT_EMPLOYEES_HIGHER:
        return "employees_higher";
    case VERDICT_CUSTOMERS_HIGHER:
        return "customers_higher";
    case VERDICT_INCONCLUSIVE:
        return "inconclusive";
    }
    return NULL;
}

const char *scope_name(enum scope scope)
{
    switch (scope) {
    case SCOPE_OVERALL:
        return "overall";
    case SCOPE_UNIT:
        return "unit";
    case SCOPE_SEGMENT:
        return "segment";
    case SCOPE_WAVE:
        return "wave";
    }
    return NULL;
}

const char *quadrant_name(enum quadrant_name quadrant)
{
    switch (quadrant) {
    case PLACE_NONE:
        return NULL;
    case PLACE_BOTH:
        return "both";
    case PLACE_EMPLOYEES_ONLY:
        return "employees_only";
    case PLACE_CUSTOMERS_ONLY:
        return "customers_only";
    case PLACE_NEITHER:
        return "neither";
    }
    return NULL;
}

const char *relation_reason_name(enum relation_reason reason)
{
    switch (reason) {
    case RELATION_NONE:
        return NULL;
    case RELATION_NO_OVERALL:
        return "no_overall";
    case RELATION_NOT_ASKED:
        return "not_asked";
    case RELATION_NOT_COUNTED:
        return "not_counted";
    case RELATION_TOO_MANY:
        return "too_many";
    case RELATION_TOO_FEW:
        return "too_few";
    case RELATION_TOO_FEW_UNITS:
        return "too_few_units";
    case RELATION_NO_SPREAD:
        return "no_spread";
    case RELATION_COLLINEAR:
        return "collinear";
    case RELATION_HIDDEN:
        return "hidden";
    }
    return NULL;
}

const char *driver_scope_name(enum driver_scope scope)
{
    switch (scope) {
    case DRIVERS_OF_EMPLOYEES:
        return "employees";
    case DRIVERS_OF_CUSTOMERS:
        return "customers";
    case DRIVERS_ACROSS:
        return "across";
    case DRIVER_SCOPES:
        break;
    }
    return NULL;
}

const char *segment_side_name(enum segment_side side)
{
    switch (side) {
    case OF_NONE:
        return NULL;
    case OF_EMPLOYEES:
        return side_name(SIDE_EMPLOYEES);
    case OF_CUSTOMERS:
        return side_name(SIDE_CUSTOMERS);
    case OF_BOTH:
        return "both";
    }
    return NULL;
}

bool row_owns_side(const struct result_row *row, enum side side)
{
    return row->scope != SCOPE_SEGMENT ||
           row->segment_side == (side == SIDE_EMPLOYEES ? OF_EMPLOYEES : OF_CUSTOMERS);
}

size_t overall_row_count(const struct results *results)
{
    size_t count = 0;
    while (count < results->row_count && results->rows[count].scope == SCOPE_OVERALL)
        count++;
    return count;
}
