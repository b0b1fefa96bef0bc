#include "ingest/tally_rows.h"

#include "base/number.h"
#include "tally/tally_fold.h"
#include "tally/tally_write.h"

#include <math.h>
#include <string.h>

enum {
    SIDE,
    WAVE,
    SEGMENT,
    UNIT,
    DIMENSION,
    LEVEL,
    COUNT,
    WEIGHT,
    SQUARES,
    COLUMN_COUNT
};
enum { UNWEIGHTED_COLUMNS = WEIGHT };
enum { SHOWN_BYTES = 60 };

/* Counts are held in doubles too: up to here they are whole. */
#define LARGEST_COUNT 9007199254740992.0

static bool is_text(const struct cell *cell, const char *text)
{
    size_t length = strlen(text);
    return cell->byte_count == length && memcmp(cell->bytes, text, length) == 0;
}

static struct place cell_place(const struct tally_rows *rows, const struct cell *cell)
{
    return (
        struct place){ .path = rows->name, .line = cell->line, .column = cell->column };
}

static int shown_length(const struct cell *cell)
{
    return (int)(cell->byte_count < SHOWN_BYTES ? cell->byte_count : SHOWN_BYTES);
}

static enum symbar_status refuse_name(struct tally_rows *rows, const struct cell *cell,
                                      const char *what)
{
    return fail(rows->diagnostics, DIAG_BAD_TALLY, cell_place(rows, cell),
                "'%.*s' is no %s of this study", shown_length(cell), cell->bytes, what);
}

static enum symbar_status find_side(struct tally_rows *rows, const struct cell *cell,
                                    enum side *side_out)
{
    for (int side = 0; side < SIDE_COUNT; side++)
        if (is_text(cell, side_name((enum side)side))) {
            *side_out = (enum side)side;
            return SYMBAR_OK;
        }
    return refuse_name(rows, cell, "side");
}

static enum symbar_status find_dimension(struct tally_rows *rows, const struct cell *cell,
                                         enum side side, size_t *dimension_out)
{
    const struct study *study = rows->study;
    for (size_t d = 0; d < study->dimension_count; d++)
        if (is_text(cell, study->dimensions[d].id) &&
            study->dimensions[d].questions[side].item_count) {
            *dimension_out = d;
            return SYMBAR_OK;
        }
    return refuse_name(rows, cell, "dimension of that side");
}

static enum symbar_status read_count(struct tally_rows *rows, const struct cell *cell,
                                     uint64_t *count_out)
{
    double value = 0;
    bool is_count = number_parse(cell->bytes, cell->byte_count, '.', &value) &&
                    value >= 0 && value <= LARGEST_COUNT && value == floor(value);
    if (!is_count) {
        fail(rows->diagnostics, DIAG_TALLY_COUNT, cell_place(rows, cell),
             "'%.*s' is no count", shown_length(cell), cell->bytes);
        hint(rows->diagnostics, "a count is a whole number from 0");
        return SYMBAR_BAD_INPUT;
    }
    *count_out = (uint64_t)value;
    return SYMBAR_OK;
}

/* The weights of `count` respondents. */
static enum symbar_status read_weights(struct tally_rows *rows, const struct row *row,
                                       uint64_t count, struct weight_sums *weights_out)
{
    const struct cell *sum = &row->cells[WEIGHT];
    const struct cell *squares = &row->cells[SQUARES];
    struct weight_sums weights = { { 0, 0 }, { 0, 0 } };
    const struct cell *bad = NULL;
    if (!weight_sum_parse(sum->bytes, sum->byte_count, &weights.sum))
        bad = sum;
    else if (!weight_squares_parse(squares->bytes, squares->byte_count,
                                   &weights.squares) ||
             !weight_sums_are_sound(&weights, count))
        bad = squares;
    if (!bad) {
        *weights_out = weights;
        return SYMBAR_OK;
    }
    return fail(rows->diagnostics, DIAG_TALLY_COUNT, cell_place(rows, bad),
                "'%.*s' is not the sum of the %s of %llu respondents", shown_length(bad),
                bad->bytes, bad == sum ? "weights" : "squared weights",
                (unsigned long long)count);
}

static bool find_missing(const struct cell *cell, enum missing_kind *kind_out)
{
    for (int kind = 0; kind < MISSING_COUNT; kind++)
        if (is_text(cell, missing_kind_name((enum missing_kind)kind))) {
            *kind_out = (enum missing_kind)kind;
            return true;
        }
    return false;
}

static enum symbar_status read_level(struct tally_rows *rows, const struct cell *cell,
                                     const struct question *question, double *level_out)
{
    struct level_range range = question_range(question);
    if (!number_parse(cell->bytes, cell->byte_count, '.', level_out) ||
        *level_out < range.min || *level_out > range.max)
        return fail(
            rows->diagnostics, DIAG_TALLY_LEVEL, cell_place(rows, cell),
            "level '%.*s' is neither on the scale (%g to %g) nor a kind of missing",
            shown_length(cell), cell->bytes, range.min, range.max);
    return SYMBAR_OK;
}

/* Side, wave, segment, unit, dimension and level together may come once. */
static enum symbar_status check_first(struct tally_rows *rows, const struct row *row)
{
    struct buffer *key = &rows->key;
    buffer_clear(key);
    for (int i = SIDE; i <= LEVEL; i++) {
        size_t byte_count = row->cells[i].byte_count;
        buffer_append(key, (const char *)&byte_count, sizeof byte_count);
        buffer_append(key, row->cells[i].bytes, byte_count);
    }
    size_t known = rows->seen.count;
    ptrdiff_t number = MAP_NONE;
    if (!buffer_failed(key))
        number = map_add(&rows->seen, key->bytes, key->byte_count);
    if (number == MAP_NONE)
        return fail_no_memory(rows->diagnostics);
    if ((size_t)number == known)
        return SYMBAR_OK;
    return fail(rows->diagnostics, DIAG_TALLY_DUPLICATE,
                cell_place(rows, &row->cells[SIDE]),
                "a row for this side, unit, dimension and level is there already");
}

static bool name_number(struct map *names, const struct cell *cell, ptrdiff_t *number_out)
{
    *number_out =
        cell->byte_count ? map_add(names, cell->bytes, cell->byte_count) : TALLY_NONE;
    return !cell->byte_count || *number_out != MAP_NONE;
}

static struct tally_group *find_group(struct tally_rows *rows, const struct row *row,
                                      enum side side)
{
    ptrdiff_t unit;
    ptrdiff_t segment;
    ptrdiff_t wave;
    bool is_other = rows->is_folded && is_text(&row->cells[UNIT], TALLY_OTHER);
    if (is_other)
        unit = TALLY_NONE;
    else if (!name_number(&rows->tally->units, &row->cells[UNIT], &unit))
        return NULL;
    if (!name_number(&rows->tally->segments, &row->cells[SEGMENT], &segment) ||
        !name_number(&rows->tally->waves, &row->cells[WAVE], &wave))
        return NULL;
    return tally_group(rows->tally, side, unit, segment, wave);
}

static enum symbar_status add_answers(struct tally_rows *rows, const struct row *row,
                                      struct tally_group *group, uint64_t count)
{
    enum side side = group->side;
    const struct cell *cell = &row->cells[LEVEL];
    size_t dimension = 0;
    enum missing_kind kind;
    double level;
    enum symbar_status status =
        find_dimension(rows, &row->cells[DIMENSION], side, &dimension);
    if (status != SYMBAR_OK)
        return status;
    if (find_missing(cell, &kind)) {
        tally_add_missing(group, dimension, kind, count);
        return SYMBAR_OK;
    }
    status = read_level(rows, cell, &rows->study->dimensions[dimension].questions[side],
                        &level);
    struct weight_sums weights;
    bool is_weighted = rows->tally->is_weighted;
    if (status == SYMBAR_OK && is_weighted)
        status = read_weights(rows, row, count, &weights);
    if (status != SYMBAR_OK || !count)
        return status;
    ptrdiff_t number = tally_level(rows->tally, side, dimension, level);
    if (number == MAP_NONE ||
        !tally_add_answers(rows->tally, group, dimension, (size_t)number, count,
                           is_weighted ? &weights : NULL))
        return fail_no_memory(rows->diagnostics);
    return SYMBAR_OK;
}

enum symbar_status tally_rows_add(struct tally_rows *rows, const struct row *row)
{
    const struct place place = { .path = rows->name, .line = row->line };
    enum side side = SIDE_EMPLOYEES;
    uint64_t count = 0;
    bool is_weighted = rows->tally->is_weighted;
    int columns = is_weighted ? COLUMN_COUNT : UNWEIGHTED_COLUMNS;
    if (row->cell_count != (size_t)columns)
        return fail(rows->diagnostics, DIAG_BAD_TALLY, place, "%zu cells instead of %d",
                    row->cell_count, columns);
    enum symbar_status status = find_side(rows, &row->cells[SIDE], &side);
    if (status == SYMBAR_OK)
        status = read_count(rows, &row->cells[COUNT], &count);
    if (status == SYMBAR_OK)
        status = check_first(rows, row);
    if (status != SYMBAR_OK)
        return status;
    struct tally_group *group = find_group(rows, row, side);
    if (!group)
        return fail_no_memory(rows->diagnostics);
    if (row->cells[DIMENSION].byte_count)
        return add_answers(rows, row, group, count);
    if (!is_text(&row->cells[LEVEL], TALLY_ROWS))
        return refuse_name(rows, &row->cells[DIMENSION], "dimension");
    struct weight_sums weights;
    if (is_weighted)
        status = read_weights(rows, row, count, &weights);
    if (status != SYMBAR_OK)
        return status;
    tally_add_respondents(rows->tally, group, count, is_weighted ? &weights : NULL);
    rows->row_counts[side] += count;
    return SYMBAR_OK;
}

static void check_cell(struct tally_rows *rows, const struct tally_group *group,
                       size_t dimension)
{
    const struct tally_cell *cell = &group->cells[dimension];
    const struct dimension *asked = &rows->study->dimensions[dimension];
    uint64_t sum = cell->n;
    for (int kind = 0; kind < MISSING_COUNT; kind++)
        sum += cell->missing[kind];
    if (!asked->questions[group->side].item_count || sum == group->row_count)
        return;
    const char *unit = group->unit == TALLY_NONE
                           ? ""
                           : map_key_at(&rows->tally->units, (size_t)group->unit);
    fail(rows->diagnostics, DIAG_TALLY_SUM, (struct place){ .path = rows->name },
         "%s of unit '%s': answers and missing of '%s' come to %llu, respondents to %llu",
         side_name(group->side), unit, asked->id, (unsigned long long)sum,
         (unsigned long long)group->row_count);
}

enum symbar_status tally_rows_finish(struct tally_rows *rows)
{
    size_t errors = diagnostics_error_count(rows->diagnostics);
    for (size_t g = 0; g < rows->tally->group_count; g++)
        for (size_t d = 0; d < rows->study->dimension_count; d++)
            check_cell(rows, &rows->tally->groups[g], d);
    return diagnostics_error_count(rows->diagnostics) > errors ? SYMBAR_BAD_INPUT
                                                               : SYMBAR_OK;
}

void tally_rows_release(struct tally_rows *rows)
{
    map_release(&rows->seen);
    buffer_release(&rows->key);
}
