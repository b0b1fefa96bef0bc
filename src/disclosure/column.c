#include "disclosure/column.h"

#include "base/memory.h"
#include "disclosure/crowd.h"
#include "disclosure/wipe.h"

#include <string.h>

/* Where the groups of a side come from. */
struct placing {
    const struct results *results;
    const struct release *release; /* NULL: there is no previous one */
    enum side side;
};

static struct group group_of(const struct placing *placing, size_t row, size_t dimension)
{
    const struct side_result *side = placing->results->rows[row].sides[placing->side];
    const struct release *release = placing->release;
    struct crowd crowd = crowd_of(side, side->index.value.value);
    return (struct group){
        .side = side,
        .row = row,
        .before = release ? release_side(release, row, placing->side, dimension) : NULL,
        .n = crowd.n,
        .agrees = crowd_is_unanimous(&crowd, side->has_nps, crowd_tolerance(crowd.n))
    };
}

size_t totals_division(const struct totals *totals, const struct result_row *row)
{
    if (row->scope != SCOPE_SEGMENT)
        return row->scope == SCOPE_WAVE ? DIVISION_OF_WAVES : DIVISION_OF_UNITS;
    const char *id = row->segment_of ? row->segment_of : "";
    return FIRST_DIVISION_OF_SEGMENTS +
           (size_t)map_find(&totals->segment_columns, id, strlen(id));
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
    size_t total_count = SIDE_COUNT * totals->dimension_count;
    for (size_t r = 0; r < results->row_count; r += totals->dimension_count)
        if (!note_segment_column(totals, &results->rows[r]))
            return false;
    for (size_t g = 0; release && g < release->gone_count; g++)
        if (!note_segment_column(totals, release->gone[g].row))
            return false;
    totals->division_count = FIRST_DIVISION_OF_SEGMENTS + totals->segment_columns.count;
    totals->columns =
        memory_allocate(total_count * totals->division_count, sizeof *totals->columns);
    for (size_t t = 0; totals->columns && t < total_count; t++) {
        totals->totals[t].divisions = totals->columns + t * totals->division_count;
        totals->totals[t].division_count = totals->division_count;
    }
    return totals->columns != NULL;
}

/* Gives the groups of a place, one per dimension, to their columns; without `is_filling`,
   only makes room for them. */
static void place_row(struct totals *totals, const struct placing *placing, size_t first,
                      bool is_filling)
{
    const struct result_row *rows = &placing->results->rows[first];
    struct total *total = totals_of_side(totals, placing->side);
    size_t division = totals_division(totals, rows);
    for (size_t d = 0; d < totals->dimension_count; d++) {
        struct column *column = &total[d].divisions[division];
        if (!is_filling)
            column->group_count++;
        else if (rows[d].sides[placing->side]->status != CELL_NOT_ASKED)
            column->groups[column->group_count++] = group_of(placing, first + d, d);
    }
}

static void place_gone_row(struct totals *totals, const struct placing *placing,
                           const struct gone_row *gone, bool is_filling)
{
    size_t dimension = gone->dimensions[placing->side];
    if (dimension == totals->dimension_count || gone->row->scope == SCOPE_OVERALL ||
        !row_owns_side(gone->row, placing->side))
        return;
    struct column *column = &totals_of_side(totals, placing->side)[dimension]
                                 .divisions[totals_division(totals, gone->row)];
    if (is_filling)
        column->groups[column->group_count] =
            (struct group){ .before = gone->row->sides[placing->side] };
    column->group_count++;
}

/* All of them; those who are gone come last. */
static void place_rows(struct totals *totals, const struct placing *placing,
                       bool is_filling)
{
    const struct results *results = placing->results;
    const struct release *release = placing->release;
    for (size_t r = 0; r < results->row_count; r += totals->dimension_count)
        if (results->rows[r].scope != SCOPE_OVERALL &&
            row_owns_side(&results->rows[r], placing->side))
            place_row(totals, placing, r, is_filling);
    for (size_t g = 0; release && g < release->gone_count; g++)
        place_gone_row(totals, placing, &release->gone[g], is_filling);
}

/* The rows of everybody come first. */
static void place_totals(struct totals *totals, const struct study *study,
                         const struct placing *placing)
{
    struct total *total = totals_of_side(totals, placing->side);
    for (size_t d = 0; d < totals->dimension_count; d++) {
        if (placing->results->rows[d].sides[placing->side]->status == CELL_NOT_ASKED)
            continue;
        total[d].levels = levels_of(&study->dimensions[d].questions[placing->side]);
        total[d].group = group_of(placing, d, d);
    }
}

/* From how many groups each column may have to where they lie. */
static void lay_columns(struct totals *totals, enum side side)
{
    size_t column_count = totals->dimension_count * totals->division_count;
    struct column *columns = totals_columns(totals, side);
    struct group *next = totals->groups + (size_t)side * totals->group_room;
    for (size_t c = 0; c < column_count; c++) {
        columns[c].groups = next;
        next += columns[c].group_count;
        if (columns[c].group_count > totals->widest[side])
            totals->widest[side] = columns[c].group_count;
        columns[c].group_count = 0;
    }
}

bool totals_init(struct totals *totals, const struct study *study,
                 const struct results *results, const struct release *release)
{
    *totals = (struct totals){
        .dimension_count = study->dimension_count,
        .group_room = results->row_count + (release ? release->gone_count : 0),
    };
    totals->totals =
        memory_allocate(SIDE_COUNT * totals->dimension_count, sizeof *totals->totals);
    totals->groups =
        memory_resize(NULL, SIDE_COUNT * totals->group_room, sizeof *totals->groups);
    if (!totals->totals || !totals->groups || !find_columns(totals, results, release)) {
        totals_release(totals);
        return false;
    }
    return true;
}

void totals_place(struct totals *totals, const struct study *study,
                  const struct results *results, const struct release *release,
                  enum side side)
{
    const struct placing placing = { results, release, side };
    place_totals(totals, study, &placing);
    place_rows(totals, &placing, false);
    lay_columns(totals, side);
    place_rows(totals, &placing, true);
}

struct total *totals_of_side(const struct totals *totals, enum side side)
{
    return totals->totals + (size_t)side * totals->dimension_count;
}

struct column *totals_columns(const struct totals *totals, enum side side)
{
    return totals->columns +
           (size_t)side * totals->dimension_count * totals->division_count;
}

void totals_release(struct totals *totals)
{
    memory_free(totals->totals);
    memory_free(totals->columns);
    map_release(&totals->segment_columns);
    memory_free(totals->groups);
    *totals = (struct totals){ 0 };
}
