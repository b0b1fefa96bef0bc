#include "disclosure/column.h"

#include "base/memory.h"
#include "disclosure/crowd.h"
#include "disclosure/wipe.h"

static struct group group_of(struct side_result *side, const struct side_result *before)
{
    struct crowd crowd = crowd_of(side, side->index.value.value);
    return (struct group){ .side = side,
                           .before = before,
                           .n = crowd.n,
                           .agrees = crowd_is_unanimous(&crowd, side->has_nps,
                                                        crowd_tolerance(crowd.n)) };
}

static struct column *column_of(struct totals *totals, const struct study *study,
                                int side, enum scope scope, size_t dimension)
{
    struct total *total =
        &totals->totals[(size_t)side * study->dimension_count + dimension];
    return &total->divisions[scope - 1];
}

/* Gives every group to its column; without `is_filling`, only counts them. */
static void place_rows(struct totals *totals, const struct study *study,
                       const struct results *results, const struct release *release,
                       int side, bool is_filling)
{
    for (size_t r = 0; r < results->row_count; r++) {
        const struct result_row *row = &results->rows[r];
        if (row->sides[side].status == CELL_NOT_ASKED || row->scope == SCOPE_OVERALL)
            continue;
        struct column *column =
            column_of(totals, study, side, row->scope, row->dimension);
        if (is_filling)
            column->groups[column->group_count] = group_of(
                &results->rows[r].sides[side],
                release ? release_side(release, r, (enum side)side, row->dimension)
                        : NULL);
        column->group_count++;
    }
    for (size_t g = 0; release && g < release->gone_count; g++) {
        const struct gone_row *gone = &release->gone[g];
        if (gone->dimensions[side] == study->dimension_count ||
            gone->row->scope == SCOPE_OVERALL)
            continue;
        struct column *column =
            column_of(totals, study, side, gone->row->scope, gone->dimensions[side]);
        if (is_filling)
            column->groups[column->group_count] =
                (struct group){ .before = &gone->row->sides[side] };
        column->group_count++;
    }
}

static void place_totals(struct totals *totals, const struct study *study,
                         const struct results *results, const struct release *release)
{
    for (size_t r = 0; r < results->row_count; r++)
        for (int side = 0; side < SIDE_COUNT; side++) {
            struct result_row *row = &results->rows[r];
            if (row->scope != SCOPE_OVERALL || row->sides[side].status == CELL_NOT_ASKED)
                continue;
            struct total *total =
                &totals->totals[(size_t)side * study->dimension_count + row->dimension];
            total->group = group_of(
                &row->sides[side],
                release ? release_side(release, r, (enum side)side, row->dimension)
                        : NULL);
        }
}

/* From how many groups each column has to where they lie. */
static void lay_columns(struct totals *totals)
{
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

bool totals_init(struct totals *totals, const struct study *study,
                 const struct results *results, const struct release *release)
{
    *totals = (struct totals){
        .count = SIDE_COUNT * study->dimension_count,
        .group_count =
            SIDE_COUNT * (results->row_count + (release ? release->gone_count : 0)),
    };
    totals->totals = memory_allocate(totals->count, sizeof *totals->totals);
    totals->groups = memory_allocate(totals->group_count, sizeof *totals->groups);
    if (!totals->totals || !totals->groups) {
        totals_release(totals);
        return false;
    }
    place_totals(totals, study, results, release);
    for (int side = 0; side < SIDE_COUNT; side++)
        place_rows(totals, study, results, release, side, false);
    lay_columns(totals);
    for (int side = 0; side < SIDE_COUNT; side++)
        place_rows(totals, study, results, release, side, true);
    return true;
}

void totals_release(struct totals *totals)
{
    memory_free(totals->totals);
    memory_free(totals->groups);
    *totals = (struct totals){ 0 };
}
