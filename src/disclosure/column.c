#include "disclosure/column.h"

#include "base/memory.h"
#include "disclosure/crowd.h"
#include "disclosure/wipe.h"

#include <string.h>

static struct group group_of(struct side_result *side, const struct side_result *before)
{
    struct crowd crowd = crowd_of(side, side->index.value.value);
    return (struct group){ .side = side,
                           .before = before,
                           .n = crowd.n,
                           .agrees = crowd_is_unanimous(&crowd, side->has_nps,
                                                        crowd_tolerance(crowd.n)) };
}

size_t totals_division(const struct totals *totals, const struct result_row *row)
{
    if (row->scope != SCOPE_SEGMENT)
        return row->scope == SCOPE_WAVE ? DIVISION_OF_WAVES : DIVISION_OF_UNITS;
    const char *id = row->segment_of ? row->segment_of : "";
    return FIRST_DIVISION_OF_SEGMENTS +
           (size_t)map_find(&totals->segment_columns, id, strlen(id));
}

static struct column *column_of(struct totals *totals, const struct study *study,
                                int side, const struct result_row *row, size_t dimension)
{
    struct total *total =
        &totals->totals[(size_t)side * study->dimension_count + dimension];
    return &total->divisions[totals_division(totals, row)];
}

static bool note_segment_column(struct totals *totals, const struct result_row *row)
{
    const char *id = row->segment_of ? row->segment_of : "";
    return row->scope != SCOPE_SEGMENT ||
           map_add(&totals->segment_columns, id, strlen(id)) != MAP_NONE;
}

/* The columns that there are; false when memory is short. */
static bool find_columns(struct totals *totals, const struct results *results,
                         const struct release *release)
{
    for (size_t r = 0; r < results->row_count; r++)
        if (!note_segment_column(totals, &results->rows[r]))
            return false;
    for (size_t g = 0; release && g < release->gone_count; g++)
        if (!note_segment_column(totals, release->gone[g].row))
            return false;
    totals->division_count = FIRST_DIVISION_OF_SEGMENTS + totals->segment_columns.count;
    totals->columns =
        memory_allocate(totals->count * totals->division_count, sizeof *totals->columns);
    for (size_t t = 0; totals->columns && t < totals->count; t++) {
        totals->totals[t].divisions = totals->columns + t * totals->division_count;
        totals->totals[t].division_count = totals->division_count;
    }
    return totals->columns != NULL;
}

/* Gives a group to its column; without `is_filling`, only counts it. */
static void place_row(struct totals *totals, const struct study *study,
                      const struct results *results, const struct release *release,
                      size_t r, int side, bool is_filling)
{
    struct result_row *row = &results->rows[r];
    if (row->sides[side].status == CELL_NOT_ASKED || !row_owns_side(row, (enum side)side))
        return;
    struct column *column = column_of(totals, study, side, row, row->dimension);
    if (is_filling)
        column->groups[column->group_count] = group_of(
            &row->sides[side],
            release ? release_side(release, r, (enum side)side, row->dimension) : NULL);
    column->group_count++;
}

static void place_gone_row(struct totals *totals, const struct study *study,
                           const struct gone_row *gone, int side, bool is_filling)
{
    if (gone->dimensions[side] == study->dimension_count ||
        gone->row->scope == SCOPE_OVERALL || !row_owns_side(gone->row, (enum side)side))
        return;
    struct column *column =
        column_of(totals, study, side, gone->row, gone->dimensions[side]);
    if (is_filling)
        column->groups[column->group_count] =
            (struct group){ .before = &gone->row->sides[side] };
    column->group_count++;
}

/* All of them; those who are gone come last. */
static void place_rows(struct totals *totals, const struct study *study,
                       const struct results *results, const struct release *release,
                       bool is_filling)
{
    for (size_t r = 0; r < results->row_count; r++)
        for (int side = 0; side < SIDE_COUNT && results->rows[r].scope != SCOPE_OVERALL;
             side++)
            place_row(totals, study, results, release, r, side, is_filling);
    for (size_t g = 0; release && g < release->gone_count; g++)
        for (int side = 0; side < SIDE_COUNT; side++)
            place_gone_row(totals, study, &release->gone[g], side, is_filling);
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
            total->levels = levels_of(&study->dimensions[row->dimension].questions[side]);
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
    for (size_t c = 0; c < totals->count * totals->division_count; c++) {
        struct column *column = &totals->columns[c];
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
    if (!totals->totals || !totals->groups || !find_columns(totals, results, release)) {
        totals_release(totals);
        return false;
    }
    place_totals(totals, study, results, release);
    place_rows(totals, study, results, release, false);
    lay_columns(totals);
    place_rows(totals, study, results, release, true);
    return true;
}

void totals_release(struct totals *totals)
{
    memory_free(totals->totals);
    memory_free(totals->columns);
    map_release(&totals->segment_columns);
    memory_free(totals->groups);
    *totals = (struct totals){ 0 };
}
