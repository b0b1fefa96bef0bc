#include "ingest/tally_moments.h"

#include "base/memory.h"
#include "base/number.h"

#include <math.h>
#include <string.h>

enum {
    MARK,
    SIDE,
    X,
    X_ITEM,
    Y,
    Y_ITEM,
    COUNT,
    SUM_X,
    SUM_Y,
    SUM_XX,
    SUM_YY,
    SUM_XY,
    CELLS
};
enum { SHOWN_BYTES = 60 };

static enum symbar_status refuse_cell(const struct tally_moments *moments,
                                      const struct cell *cell, const char *what)
{
    int length = (int)(cell->byte_count < SHOWN_BYTES ? cell->byte_count : SHOWN_BYTES);
    const struct place place = { .path = moments->name,
                                 .line = cell->line,
                                 .column = cell->column };
    return fail(moments->diagnostics, DIAG_BAD_TALLY, place, "'%.*s' is no %s", length,
                cell->bytes, what);
}

static bool is_text(const struct cell *cell, const char *text)
{
    size_t length = strlen(text);
    return cell->byte_count == length && memcmp(cell->bytes, text, length) == 0;
}

static enum symbar_status read_side(const struct tally_moments *moments,
                                    const struct cell *cell, enum side *side_out)
{
    for (int side = 0; side < SIDE_COUNT; side++)
        if (is_text(cell, side_name((enum side)side))) {
            *side_out = (enum side)side;
            return SYMBAR_OK;
        }
    return refuse_cell(moments, cell, "side of this study");
}

static enum symbar_status read_count(const struct tally_moments *moments,
                                     const struct cell *cell, uint64_t most,
                                     uint64_t *count_out)
{
    double value;
    if (!number_parse(cell->bytes, cell->byte_count, '.', &value) || value < 0 ||
        value > (double)most || value != floor(value))
        return refuse_cell(moments, cell, "count");
    *count_out = (uint64_t)value;
    return SYMBAR_OK;
}

static enum symbar_status read_variable(const struct tally_moments *moments,
                                        const struct cell *cells,
                                        struct moment_variable *variable_out)
{
    const struct study *study = moments->study;
    uint64_t item = 0;
    size_t d = 0;
    while (d < study->dimension_count && !is_text(&cells[0], study->dimensions[d].id))
        d++;
    if (d == study->dimension_count)
        return refuse_cell(moments, &cells[0], "dimension of this study");
    *variable_out = (struct moment_variable){ d, MOMENT_SCORE };
    if (!cells[1].byte_count)
        return SYMBAR_OK;
    enum symbar_status status = read_count(moments, &cells[1], MOST_RELATED, &item);
    variable_out->item = (ptrdiff_t)item - 1;
    return status == SYMBAR_OK && !item ? refuse_cell(moments, &cells[1], "item")
                                        : status;
}

static enum symbar_status read_sum(const struct tally_moments *moments,
                                   const struct cell *cell, struct wide *sum_out)
{
    return wide_parse(cell->bytes, cell->byte_count, sum_out)
               ? SYMBAR_OK
               : refuse_cell(moments, cell, "sum");
}

static enum symbar_status read_moment(const struct tally_moments *moments,
                                      const struct cell *cells,
                                      struct co_moment *moment_out)
{
    struct wide *sums[] = { &moment_out->x, &moment_out->y, &moment_out->xx,
                            &moment_out->yy, &moment_out->xy };
    enum symbar_status status =
        read_count(moments, &cells[COUNT], MOST_MOMENT_ROWS, &moment_out->n);
    for (int i = 0; status == SYMBAR_OK && i < CELLS - SUM_X; i++)
        status = read_sum(moments, &cells[SUM_X + i], sums[i]);
    if (status == SYMBAR_OK && !co_moment_is_sound(moment_out))
        return refuse_cell(moments, &cells[COUNT], "count for sums as large as these");
    return status;
}

void tally_moments_begin(struct tally_moments *moments, const char *name)
{
    moments->name = name;
    for (int side = 0; side < SIDE_COUNT; side++) {
        moments->has_lines[side] = false;
        if (moments->seen[side])
            memset(moments->seen[side], 0,
                   moments->plans[side].pair_count * sizeof *moments->seen[side]);
    }
}

static enum symbar_status make_plans(struct tally_moments *moments)
{
    if (moments->is_planned)
        return SYMBAR_OK;
    for (int side = 0; side < SIDE_COUNT; side++) {
        struct moment_plan *plan = &moments->plans[side];
        if (!moment_plan_init(plan, moments->study, (enum side)side))
            return fail_no_memory(moments->diagnostics);
        moments->seen[side] =
            memory_allocate(plan->pair_count, sizeof *moments->seen[side]);
        if (!moments->seen[side])
            return fail_no_memory(moments->diagnostics);
    }
    moments->is_planned = true;
    return SYMBAR_OK;
}

/* Takes the values of a line in the order of the plan's pair. */
static void add_pair(struct tally_moments *moments, enum side side, size_t pair,
                     const struct moment_variable *x, const struct co_moment *moment)
{
    const struct moment_plan *plan = &moments->plans[side];
    const struct moment_variable *first = &plan->variables[plan->pairs[pair].x];
    struct co_moment turned = *moment;
    if (first->dimension != x->dimension || first->item != x->item) {
        turned.x = moment->y;
        turned.y = moment->x;
        turned.xx = moment->yy;
        turned.yy = moment->xx;
    }
    if (!moments->is_partial[side])
        co_moment_merge(&moments->tally->moments[side][pair], &turned);
    moments->seen[side][pair] = true;
    moments->has_lines[side] = true;
}

enum symbar_status tally_moments_add(struct tally_moments *moments, const struct row *row)
{
    const struct place place = { .path = moments->name, .line = row->line };
    enum side side = SIDE_EMPLOYEES;
    struct moment_variable x;
    struct moment_variable y;
    struct co_moment moment = { 0 };
    if (row->cell_count != CELLS)
        return fail(moments->diagnostics, DIAG_BAD_TALLY, place,
                    "a line of moments with %zu cells instead of %d", row->cell_count,
                    CELLS);
    enum symbar_status status = read_side(moments, &row->cells[SIDE], &side);
    if (status == SYMBAR_OK)
        status = read_variable(moments, &row->cells[X], &x);
    if (status == SYMBAR_OK)
        status = read_variable(moments, &row->cells[Y], &y);
    if (status == SYMBAR_OK)
        status = read_moment(moments, row->cells, &moment);
    if (status == SYMBAR_OK)
        status = make_plans(moments);
    if (status != SYMBAR_OK)
        return status;
    size_t pair = moment_plan_find(&moments->plans[side], x, y);
    if (pair == moments->plans[side].pair_count)
        return fail(moments->diagnostics, DIAG_BAD_TALLY, place,
                    "moments of a pair that this study does not relate");
    if (moments->seen[side][pair])
        return fail(moments->diagnostics, DIAG_TALLY_DUPLICATE, place,
                    "moments of this pair are there already");
    if (!moments->is_partial[side] &&
        !tally_relate(moments->tally, side, moments->plans[side].pair_count))
        return fail_no_memory(moments->diagnostics);
    add_pair(moments, side, pair, &x, &moment);
    return SYMBAR_OK;
}

static uint64_t count_answers(const struct tally *tally, enum side side, size_t dimension)
{
    uint64_t count = 0;
    for (size_t g = 0; g < tally->group_count; g++)
        if (tally->groups[g].side == side)
            count += tally->groups[g].cells[dimension].n;
    return count;
}

static void check_score(const struct tally_moments *moments, enum side side, size_t pair)
{
    const struct moment_plan *plan = &moments->plans[side];
    const struct moment_variable *x = &plan->variables[plan->pairs[pair].x];
    bool is_score = plan->pairs[pair].x == plan->pairs[pair].y && x->item == MOMENT_SCORE;
    uint64_t n = moments->tally->moments[side][pair].n;
    uint64_t count = count_answers(moments->tally, side, x->dimension);
    if (!is_score || n == count)
        return;
    fail(moments->diagnostics, DIAG_TALLY_SUM, (struct place){ .path = moments->name },
         "%s: the moments of '%s' are of %llu respondents, its answers of %llu",
         side_name(side), moments->study->dimensions[x->dimension].id,
         (unsigned long long)n, (unsigned long long)count);
}

enum symbar_status tally_moments_finish(struct tally_moments *moments,
                                        const uint64_t row_counts[SIDE_COUNT])
{
    size_t errors = diagnostics_error_count(moments->diagnostics);
    for (int side = 0; side < SIDE_COUNT; side++) {
        if (row_counts[side] && !moments->has_lines[side])
            moments->is_partial[side] = true;
        if (moments->is_partial[side])
            tally_forget_moments(moments->tally, (enum side)side);
        for (size_t i = 0; i < moments->tally->moment_counts[side]; i++)
            check_score(moments, (enum side)side, i);
    }
    return diagnostics_error_count(moments->diagnostics) > errors ? SYMBAR_BAD_INPUT
                                                                  : SYMBAR_OK;
}

void tally_moments_release(struct tally_moments *moments)
{
    for (int side = 0; side < SIDE_COUNT; side++) {
        moment_plan_release(&moments->plans[side]);
        memory_free(moments->seen[side]);
    }
    *moments = (struct tally_moments){ 0 };
}
