#include "analysis/row_plan.h"

#include "base/memory.h"
#include "study/families.h"

static struct planned_row *add_row(struct row_plan *plan, enum scope scope,
                                   size_t table_row)
{
    size_t index = plan->count++;
    plan->rows[index] = (struct planned_row){ .scope = scope,
                                              .table_rows = { table_row, table_row },
                                              .repeats = { index, index } };
    return &plan->rows[index];
}

/* A side's segment against the whole other side, whose figures are those of row 0. */
static void add_one_sided(struct row_plan *plan, const char *family, const char *name,
                          enum side side, size_t table_row)
{
    struct planned_row *row = add_row(plan, SCOPE_SEGMENT, table_row);
    enum side other = side == SIDE_EMPLOYEES ? SIDE_CUSTOMERS : SIDE_EMPLOYEES;
    row->segment_of = family;
    row->segment = name;
    row->segment_side = side == SIDE_EMPLOYEES ? OF_EMPLOYEES : OF_CUSTOMERS;
    row->table_rows[other] = EVERYBODY;
    row->repeats[other] = 0;
}

/* A segment that is on both sides against itself: the two rows before it, side by side.
 */
static void add_two_sided(struct row_plan *plan, const char *family, const char *name,
                          size_t table_row)
{
    size_t index = plan->count;
    struct planned_row *row = add_row(plan, SCOPE_SEGMENT, table_row);
    row->segment_of = family;
    row->segment = name;
    row->segment_side = OF_BOTH;
    row->repeats[SIDE_EMPLOYEES] = index - 2;
    row->repeats[SIDE_CUSTOMERS] = index - 1;
}

static bool add_segments(struct row_plan *plan, struct arena *arena,
                         const struct study *study, const struct crowd_order *crowds,
                         size_t table_row)
{
    for (size_t i = 0; i < crowds->segment_count; i++, table_row++) {
        const struct segment_place *segment = &crowds->segments[i];
        const char *family =
            arena_text(arena, segment_family_at(study, segment->family).id);
        const char *name = arena_text(arena, segment->name);
        if (!family || !name)
            return false;
        for (int side = 0; side < SIDE_COUNT; side++)
            if (segment->is_on[side])
                add_one_sided(plan, family, name, (enum side)side, table_row);
        if (segment->is_on[SIDE_EMPLOYEES] && segment->is_on[SIDE_CUSTOMERS])
            add_two_sided(plan, family, name, table_row);
    }
    return true;
}

static bool add_units(struct row_plan *plan, struct arena *arena,
                      const struct unit_order *units)
{
    for (size_t u = 0; u < units->count; u++) {
        struct planned_row *row = add_row(plan, SCOPE_UNIT, u + 1);
        if (!(row->unit = arena_text(arena, units->names[u])))
            return false;
    }
    return true;
}

static bool add_waves(struct row_plan *plan, struct arena *arena,
                      const struct crowd_order *crowds, size_t table_row)
{
    for (size_t w = 0; w < crowds->wave_count; w++) {
        struct planned_row *row = add_row(plan, SCOPE_WAVE, table_row + w);
        if (!(row->wave = arena_text(arena, crowds->waves[w])))
            return false;
    }
    return true;
}

bool row_plan_init(struct row_plan *plan, struct arena *arena, const struct study *study,
                   const struct unit_order *units, const struct crowd_order *crowds)
{
    size_t most = 1 + units->count + 3 * crowds->segment_count + crowds->wave_count;
    *plan = (struct row_plan){ .rows = memory_allocate(most, sizeof *plan->rows) };
    if (!plan->rows)
        return false;
    add_row(plan, SCOPE_OVERALL, EVERYBODY);
    return add_units(plan, arena, units) &&
           add_segments(plan, arena, study, crowds, units->count + 1) &&
           add_waves(plan, arena, crowds, units->count + 1 + crowds->segment_count);
}

void row_plan_release(struct row_plan *plan)
{
    memory_free(plan->rows);
    *plan = (struct row_plan){ 0 };
}

void row_plan_fill(const struct row_plan *plan, size_t index, size_t dimension,
                   size_t dimension_count, struct result_row *rows)
{
    const struct planned_row *planned = &plan->rows[index];
    struct result_row *row = &rows[index * dimension_count + dimension];
    *row = (struct result_row){
        .scope = planned->scope,
        .unit = planned->unit,
        .segment_of = planned->segment_of,
        .segment = planned->segment,
        .segment_side = planned->segment_side,
        .wave = planned->wave,
        .dimension = dimension,
    };
    for (int side = 0; side < SIDE_COUNT; side++)
        if (planned->repeats[side] != index)
            row->repeats[side] =
                &rows[planned->repeats[side] * dimension_count + dimension];
}
