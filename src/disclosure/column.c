#include "disclosure/column.h"

#include "base/memory.h"
#include "disclosure/crowd.h"
#include "disclosure/wipe.h"

static struct total *total_of(struct totals *totals, const struct study *study, int side,
                              const struct result_row *row)
{
    return &totals->totals[(size_t)side * study->dimension_count + row->dimension];
}

static struct group group_of(struct side_result *side)
{
    struct crowd crowd = crowd_of(side, side->index.value.value);
    return (struct group){ .side = side,
                           .n = crowd.n,
                           .agrees = crowd_is_unanimous(&crowd, side->has_nps,
                                                        crowd_tolerance(crowd.n)) };
}

/* First how many groups each column has, then where they lie, then the groups. */
static void count_groups(struct totals *totals, const struct study *study,
                         const struct results *results)
{
    for (size_t r = 0; r < results->row_count; r++)
        for (int side = 0; side < SIDE_COUNT; side++) {
            struct result_row *row = &results->rows[r];
            if (row->sides[side].status == CELL_NOT_ASKED)
                continue;
            struct total *total = total_of(totals, study, side, row);
            if (row->scope == SCOPE_OVERALL)
                total->group = group_of(&row->sides[side]);
            else
                total->divisions[row->scope - 1].group_count++;
        }
    struct group *next = totals->groups;
    for (size_t t = 0; t < totals->count; t++)
        for (size_t d = 0; d < DIVISION_COUNT; d++) {
            struct column *column = &totals->totals[t].divisions[d];
            column->groups = next;
            next += column->group_count;
            if (column->group_count > totals->widest)
                totals->widest = column->group_count;
            column->group_count = 0;
        }
}

static void gather_groups(struct totals *totals, const struct study *study,
                          const struct results *results)
{
    for (size_t r = 0; r < results->row_count; r++)
        for (int side = 0; side < SIDE_COUNT; side++) {
            struct result_row *row = &results->rows[r];
            if (row->sides[side].status == CELL_NOT_ASKED || row->scope == SCOPE_OVERALL)
                continue;
            struct column *column =
                &total_of(totals, study, side, row)->divisions[row->scope - 1];
            column->groups[column->group_count++] = group_of(&row->sides[side]);
        }
}

bool totals_init(struct totals *totals, const struct study *study,
                 const struct results *results)
{
    *totals = (struct totals){ .count = SIDE_COUNT * study->dimension_count,
                               .group_count = SIDE_COUNT * results->row_count };
    totals->totals = memory_allocate(totals->count, sizeof *totals->totals);
    totals->groups = memory_allocate(totals->group_count, sizeof *totals->groups);
    if (!totals->totals || !totals->groups) {
        totals_release(totals);
        return false;
    }
    count_groups(totals, study, results);
    gather_groups(totals, study, results);
    return true;
}

void totals_release(struct totals *totals)
{
    memory_free(totals->totals);
    memory_free(totals->groups);
    *totals = (struct totals){ 0 };
}
