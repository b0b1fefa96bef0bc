#include "ingest/tally_rows.h"

#include "base/memory.h"
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

/* Up to 15 digits, as nearly all counts are. */
static bool read_digits(const struct cell *cell, uint64_t *count_out)
{
    enum { MOST_DIGITS = 15 };
    uint64_t count = 0;
    if (!cell->byte_count || cell->byte_count > MOST_DIGITS)
        return false;
    for (size_t i = 0; i < cell->byte_count; i++) {
        unsigned digit = (unsigned)(unsigned char)cell->bytes[i] - '0';
        if (digit > 9)
            return false;
        count = count * 10 + digit;
    }
    *count_out = count;
    return true;
}

static enum symbar_status read_count(struct tally_rows *rows, const struct cell *cell,
                                     uint64_t *count_out)
{
    double value = 0;
    if (read_digits(cell, count_out))
        return SYMBAR_OK;
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

static bool rows_begin(struct tally_rows *rows)
{
    size_t width = rows->study->dimension_count + 1; /* and the respondents */
    rows->places =
        memory_allocate(SIDE_COUNT * width * TALLY_LEVEL_BITS, sizeof *rows->places);
    if (rows->places)
        rows->seen.width = width;
    return rows->places != NULL;
}

/* Side, wave, segment, unit, dimension and level together may come once. */
static enum symbar_status check_first(struct tally_rows *rows, const struct row *row,
                                      struct tally_row_key *key_out)
{
    if ((!rows->places && !rows_begin(rows)) ||
        !tally_seen_add(&rows->seen, &row->cells[SIDE], key_out))
        return fail_no_memory(rows->diagnostics);
    if (!key_out->is_known)
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

/* Of the row's group, which is often the last row's. */
static struct tally_group *find_known_group(struct tally_rows *rows,
                                            const struct row *row,
                                            const struct tally_row_key *key,
                                            enum side side)
{
    if (rows->has_group && rows->seen_group == key->group)
        return &rows->tally->groups[rows->group];
    struct tally_group *group = find_group(rows, row, side);
    rows->has_group = group != NULL;
    rows->seen_group = key->group;
    if (group)
        rows->group = (size_t)(group - rows->tally->groups);
    return group;
}

static enum symbar_status find_known_side(struct tally_rows *rows, const struct row *row,
                                          enum side *side_out)
{
    if (!rows->has_group || rows->seen_group != rows->seen.group ||
        !tally_seen_is_same_group(&rows->seen, &row->cells[SIDE]))
        return find_side(rows, &row->cells[SIDE], side_out);
    *side_out = rows->tally->groups[rows->group].side;
    return SYMBAR_OK;
}

static enum symbar_status find_place(struct tally_rows *rows, const struct row *row,
                                     enum side side, struct tally_place *place_out)
{
    const struct cell *cell = &row->cells[LEVEL];
    struct tally_place place = { .is_known = true, .number = MAP_NONE };
    enum symbar_status status =
        find_dimension(rows, &row->cells[DIMENSION], side, &place.dimension);
    if (status != SYMBAR_OK)
        return status;
    place.is_missing = find_missing(cell, &place.kind);
    if (!place.is_missing)
        status = read_level(rows, cell,
                            &rows->study->dimensions[place.dimension].questions[side],
                            &place.level);
    if (status == SYMBAR_OK)
        *place_out = place;
    return status;
}

/* Room for what the key's texts are; `spare` where there are too many of them. */
static struct tally_place *place_of(struct tally_rows *rows, enum side side,
                                    const struct tally_row_key *key,
                                    struct tally_place *spare)
{
    if (key->dimension >= rows->seen.width || key->level >= TALLY_LEVEL_BITS)
        return spare;
    return &rows->places[((size_t)side * rows->seen.width + key->dimension) *
                             TALLY_LEVEL_BITS +
                         key->level];
}

static enum symbar_status add_answers(struct tally_rows *rows, const struct row *row,
                                      const struct tally_row_key *key,
                                      struct tally_group *group, uint64_t count)
{
    enum side side = group->side;
    struct tally_place spare = { .is_known = false };
    struct tally_place *place = place_of(rows, side, key, &spare);
    enum symbar_status status =
        place->is_known ? SYMBAR_OK : find_place(rows, row, side, place);
    if (status != SYMBAR_OK)
        return status;
    if (place->is_missing) {
        tally_add_missing(group, place->dimension, place->kind, count);
        return SYMBAR_OK;
    }
    struct weight_sums weights;
    bool is_weighted = rows->tally->is_weighted;
    if (is_weighted)
        status = read_weights(rows, row, count, &weights);
    if (status != SYMBAR_OK || !count)
        return status;
    if (place->number == MAP_NONE)
        place->number = tally_level(rows->tally, side, place->dimension, place->level);
    if (place->number == MAP_NONE ||
        !tally_add_answers(rows->tally, group, place->dimension, (size_t)place->number,
                           count, is_weighted ? &weights : NULL))
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
    struct tally_row_key key;
    enum symbar_status status = find_known_side(rows, row, &side);
    if (status == SYMBAR_OK)
        status = read_count(rows, &row->cells[COUNT], &count);
    if (status == SYMBAR_OK)
        status = check_first(rows, row, &key);
    if (status != SYMBAR_OK)
        return status;
    struct tally_group *group = find_known_group(rows, row, &key, side);
    if (!group)
        return fail_no_memory(rows->diagnostics);
    if (row->cells[DIMENSION].byte_count)
        return add_answers(rows, row, &key, group, count);
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
    tally_seen_release(&rows->seen);
    memory_free(rows->places);
    rows->places = NULL;
}
