#include "tally/tally.h"

#include "base/memory.h"

#include <string.h>

/* Those of some 500 units and a dozen dimensions. The tally outlives what reading takes,
   which then is free in pieces that are not much smaller. */
enum { CELLS_BYTES = 1024 * 1024 };

struct tally *tally_create(size_t dimension_count, bool is_weighted)
{
    struct tally *tally = memory_allocate(1, sizeof *tally);
    if (!tally)
        return NULL;
    tally->dimension_count = dimension_count;
    tally->is_weighted = is_weighted;
    tally->cells.block_bytes = CELLS_BYTES;
    for (int side = 0; side < SIDE_COUNT; side++) {
        tally->levels[side] =
            memory_allocate(dimension_count, sizeof *tally->levels[side]);
        if (!tally->levels[side]) {
            tally_free(tally);
            return NULL;
        }
    }
    return tally;
}

static void release_levels(struct tally_levels *levels)
{
    memory_free(levels->values);
    map_release(&levels->numbers);
}

void tally_free(struct tally *tally)
{
    if (!tally)
        return;
    memory_free(tally->groups);
    arena_release(&tally->cells);
    for (int side = 0; side < SIDE_COUNT; side++) {
        for (size_t d = 0; tally->levels[side] && d < tally->dimension_count; d++)
            release_levels(&tally->levels[side][d]);
        memory_free(tally->levels[side]);
        memory_free(tally->moments[side]);
        memory_free(tally->headcounts[side].of_unit);
    }
    memory_free(tally->outcomes);
    map_release(&tally->units);
    map_release(&tally->segments);
    map_release(&tally->waves);
    map_release(&tally->questions);
    map_release(&tally->group_keys);
    memory_free(tally);
}

/* What groups are told apart by. */
struct group_key {
    char bytes[4 * sizeof(ptrdiff_t)];
};

static struct group_key key_of(enum side side, ptrdiff_t unit, ptrdiff_t segment,
                               ptrdiff_t wave)
{
    const ptrdiff_t parts[] = { (ptrdiff_t)side, unit, segment, wave };
    struct group_key key;
    memcpy(key.bytes, parts, sizeof key.bytes);
    return key;
}

struct tally_group *tally_group(struct tally *tally, enum side side, ptrdiff_t unit,
                                ptrdiff_t segment, ptrdiff_t wave)
{
    const struct group_key key = key_of(side, unit, segment, wave);
    ptrdiff_t known = map_find(&tally->group_keys, key.bytes, sizeof key.bytes);
    if (known != MAP_NONE)
        return &tally->groups[known];

    /* The key goes in last: it is what makes a group count. */
    if (!memory_grow(&tally->groups, &tally->group_capacity, tally->group_count + 1,
                     sizeof *tally->groups))
        return NULL;
    struct tally_cell *cells =
        arena_allocate(&tally->cells, tally->dimension_count, sizeof *cells);
    if (!cells || map_add(&tally->group_keys, key.bytes, sizeof key.bytes) == MAP_NONE)
        return NULL;
    struct tally_group *group = &tally->groups[tally->group_count++];
    *group = (struct tally_group){
        .side = side, .unit = unit, .segment = segment, .wave = wave, .cells = cells
    };
    return group;
}

/* A scale has a handful of levels, which are looked through faster than looked up; a
   slider or a mean of many items has thousands. */
enum { FEW_LEVELS = 16 };

static ptrdiff_t find_number(const struct tally_levels *levels, double level)
{
    if (levels->count > FEW_LEVELS)
        return map_find(&levels->numbers, (const char *)&level, sizeof level);
    for (size_t i = 0; i < levels->count; i++)
        if (levels->values[i] == level)
            return (ptrdiff_t)i;
    return MAP_NONE;
}

/* All the levels are in the map, or none is. */
static bool index_level(struct tally_levels *levels, double level)
{
    for (size_t i = levels->numbers.count; i < levels->count; i++)
        if (map_add(&levels->numbers, (const char *)&levels->values[i],
                    sizeof levels->values[i]) == MAP_NONE)
            return false;
    return map_add(&levels->numbers, (const char *)&level, sizeof level) != MAP_NONE;
}

ptrdiff_t tally_level(struct tally *tally, enum side side, size_t dimension, double level)
{
    struct tally_levels *levels = &tally->levels[side][dimension];
    level += 0.0; /* -0 is 0, and has its bytes */
    ptrdiff_t number = find_number(levels, level);
    if (number != MAP_NONE)
        return number;
    if (!memory_grow(&levels->values, &levels->capacity, levels->count + 1,
                     sizeof *levels->values) ||
        (levels->count >= FEW_LEVELS && !index_level(levels, level)))
        return MAP_NONE;
    levels->values[levels->count] = level;
    return (ptrdiff_t)levels->count++;
}

/* Twice as wide at least; what was there is left behind in the arena, and is less. */
static bool widen_cell(struct tally *tally, struct tally_cell *cell, size_t level_count)
{
    enum { FEWEST_LEVELS = 8 };
    size_t known = cell->level_capacity;
    size_t capacity = known ? known : FEWEST_LEVELS;
    struct weight_sums *weights = NULL;
    while (capacity < level_count) {
        if (capacity > SIZE_MAX / 2)
            return false;
        capacity *= 2;
    }
    uint64_t *counts = arena_allocate(&tally->cells, capacity, sizeof *counts);
    if (tally->is_weighted)
        weights = arena_allocate(&tally->cells, capacity, sizeof *weights);
    if (!counts || (tally->is_weighted && !weights))
        return false;
    if (known)
        memcpy(counts, cell->counts, known * sizeof *counts);
    if (known && weights)
        memcpy(weights, cell->weights, known * sizeof *weights);
    cell->counts = counts;
    cell->weights = weights;
    cell->level_capacity = capacity;
    return true;
}

static void add_weights(struct weight_sums *sums, uint64_t count,
                        const struct weight_sums *weights)
{
    if (weights)
        weight_sums_merge(sums, weights);
    else
        weight_sums_add(sums, WEIGHT_PARTS, count);
}

void tally_add_respondents(struct tally *tally, struct tally_group *group, uint64_t count,
                           const struct weight_sums *weights)
{
    group->row_count += count;
    if (tally->is_weighted)
        add_weights(&group->weights, count, weights);
}

bool tally_add_new_answers(struct tally *tally, struct tally_group *group,
                           size_t dimension, size_t level_number, uint64_t count,
                           const struct weight_sums *weights)
{
    struct tally_cell *cell = &group->cells[dimension];
    if (level_number >= cell->level_capacity &&
        !widen_cell(tally, cell, level_number + 1))
        return false;
    cell->n += count;
    cell->counts[level_number] += count;
    if (tally->is_weighted)
        add_weights(&cell->weights[level_number], count, weights);
    return true;
}

bool tally_relate(struct tally *tally, enum side side, size_t pair_count)
{
    if (tally->moment_counts[side] || !pair_count)
        return true;
    tally->moments[side] = memory_allocate(pair_count, sizeof *tally->moments[side]);
    if (!tally->moments[side])
        return false;
    tally->moment_counts[side] = pair_count;
    return true;
}

void tally_forget_moments(struct tally *tally, enum side side)
{
    memory_free(tally->moments[side]);
    tally->moments[side] = NULL;
    tally->moment_counts[side] = 0;
}

/* What `number` of source's names becomes in target. */
static bool rename_number(struct map *target, const struct map *source, ptrdiff_t number,
                          const ptrdiff_t *renamed, ptrdiff_t without,
                          ptrdiff_t *number_out)
{
    *number_out = without;
    if (number == TALLY_NONE)
        return true;
    if (renamed) {
        *number_out = renamed[number];
        return true;
    }
    const struct map_key *key = &source->keys[number];
    *number_out = map_add(target, key->bytes, key->byte_count);
    return *number_out != MAP_NONE;
}

static bool merge_cell(struct tally *target, struct tally_group *group, size_t dimension,
                       const struct tally *source, const struct tally_cell *cell)
{
    for (int kind = 0; kind < MISSING_COUNT; kind++)
        tally_add_missing(group, dimension, (enum missing_kind)kind, cell->missing[kind]);
    const struct tally_levels *levels = &source->levels[group->side][dimension];
    for (size_t i = 0; i < levels->count && i < cell->level_capacity; i++) {
        if (!cell->counts[i])
            continue;
        ptrdiff_t level = tally_level(target, group->side, dimension, levels->values[i]);
        if (level == MAP_NONE ||
            !tally_add_answers(target, group, dimension, (size_t)level, cell->counts[i],
                               cell->weights ? &cell->weights[i] : NULL))
            return false;
    }
    return true;
}

static bool merge_group(struct tally *target, const struct tally *source,
                        const struct tally_group *from,
                        const struct tally_renaming *renaming)
{
    ptrdiff_t unit;
    ptrdiff_t segment;
    ptrdiff_t wave;
    if (!rename_number(&target->units, &source->units, from->unit, renaming->units,
                       renaming->without_unit, &unit) ||
        !rename_number(&target->segments, &source->segments, from->segment,
                       renaming->segments[from->side], TALLY_NONE, &segment) ||
        !rename_number(&target->waves, &source->waves, from->wave, renaming->waves,
                       renaming->without_wave[from->side], &wave))
        return false;
    if (unit == TALLY_DROPPED || segment == TALLY_DROPPED || wave == TALLY_DROPPED)
        return true;
    struct tally_group *group = tally_group(target, from->side, unit, segment, wave);
    if (!group)
        return false;
    tally_add_respondents(target, group, from->row_count,
                          source->is_weighted ? &from->weights : NULL);
    for (size_t d = 0; d < source->dimension_count; d++)
        if (!merge_cell(target, group, d, source, &from->cells[d]))
            return false;
    return true;
}

static bool is_left_out(ptrdiff_t number, const ptrdiff_t *renamed, ptrdiff_t without)
{
    return (number == TALLY_NONE ? without
            : renamed            ? renamed[number]
                                 : TALLY_NONE) == TALLY_DROPPED;
}

static bool leaves_out(const struct tally *source, const struct tally_renaming *renaming,
                       enum side side)
{
    for (size_t g = 0; g < source->group_count; g++) {
        const struct tally_group *group = &source->groups[g];
        if (group->side == side && group->row_count &&
            (is_left_out(group->unit, renaming->units, renaming->without_unit) ||
             is_left_out(group->wave, renaming->waves, renaming->without_wave[side])))
            return true;
    }
    return false;
}

static bool merge_moments(struct tally *target, const struct tally *source,
                          const struct tally_renaming *renaming, enum side side)
{
    size_t count = source->moment_counts[side];
    if (!count)
        return true;
    if (leaves_out(source, renaming, side)) {
        tally_forget_moments(target, side);
        return true;
    }
    if (!tally_relate(target, side, count))
        return false;
    for (size_t i = 0; i < count; i++)
        co_moment_merge(&target->moments[side][i], &source->moments[side][i]);
    return true;
}

bool tally_note_question(struct tally *tally, enum side side, ptrdiff_t wave,
                         size_t dimension, uint64_t question)
{
    const struct tally_question key = { (uint64_t)side, (uint64_t)wave,
                                        (uint64_t)dimension, question };
    return map_add(&tally->questions, (const char *)&key, sizeof key) != MAP_NONE;
}

struct tally_question tally_question_at(const struct tally *tally, size_t number)
{
    struct tally_question question;
    memcpy(&question, tally->questions.keys[number].bytes, sizeof question);
    return question;
}

static bool merge_questions(struct tally *target, const struct tally *source,
                            const struct tally_renaming *renaming)
{
    for (size_t i = 0; i < source->questions.count; i++) {
        const struct tally_question asked = tally_question_at(source, i);
        ptrdiff_t wave;
        if (!rename_number(&target->waves, &source->waves, (ptrdiff_t)asked.wave,
                           renaming->waves, TALLY_NONE, &wave))
            return false;
        if (wave >= 0 && !tally_note_question(target, (enum side)asked.side, wave,
                                              asked.dimension, asked.question))
            return false;
    }
    return true;
}

bool tally_merge_renamed(struct tally *target, const struct tally *source,
                         const struct tally_renaming *renaming)
{
    for (size_t g = 0; g < source->group_count; g++)
        if (!merge_group(target, source, &source->groups[g], renaming))
            return false;
    for (int side = 0; side < SIDE_COUNT; side++)
        if (!merge_moments(target, source, renaming, (enum side)side))
            return false;
    return merge_questions(target, source, renaming);
}

static ptrdiff_t renamed(ptrdiff_t number, const ptrdiff_t *numbers, ptrdiff_t without)
{
    return number == TALLY_NONE ? without : numbers[number];
}

/* Gives a group the numbers that target has for it; false where it is left out. */
static bool rename_group(struct tally_group *group, const struct tally_renaming *renaming)
{
    enum side side = group->side;
    group->unit = renamed(group->unit, renaming->units, renaming->without_unit);
    group->segment = renamed(group->segment, renaming->segments[side], TALLY_NONE);
    group->wave = renamed(group->wave, renaming->waves, renaming->without_wave[side]);
    return group->unit != TALLY_DROPPED && group->segment != TALLY_DROPPED &&
           group->wave != TALLY_DROPPED;
}

/* Enters the keys of source's groups in target; false as soon as one is left out or no
   group of its own, or memory is short. */
static bool enter_keys(struct tally *target, const struct tally *source,
                       const struct tally_renaming *renaming)
{
    for (size_t g = 0; g < source->group_count; g++) {
        struct tally_group group = source->groups[g];
        if (!rename_group(&group, renaming))
            return false;
        const struct group_key key =
            key_of(group.side, group.unit, group.segment, group.wave);
        if (map_add(&target->group_keys, key.bytes, sizeof key.bytes) != (ptrdiff_t)g)
            return false;
    }
    return true;
}

static void take_levels(struct tally *target, struct tally *source, enum side side)
{
    struct tally_levels *levels = target->levels[side];
    target->levels[side] = source->levels[side];
    source->levels[side] = levels;
    target->moments[side] = source->moments[side];
    target->moment_counts[side] = source->moment_counts[side];
    source->moments[side] = NULL;
    source->moment_counts[side] = 0;
}

bool tally_take_renamed(struct tally *target, struct tally *source,
                        const struct tally_renaming *renaming)
{
    if (!enter_keys(target, source, renaming)) {
        map_release(&target->group_keys);
        return tally_merge_renamed(target, source, renaming);
    }
    for (size_t g = 0; g < source->group_count; g++)
        (void)rename_group(&source->groups[g], renaming);
    memory_free(target->groups);
    target->groups = source->groups;
    target->group_count = source->group_count;
    target->group_capacity = source->group_capacity;
    source->groups = NULL;
    source->group_count = source->group_capacity = 0;
    arena_join(&target->cells, &source->cells);
    for (int side = 0; side < SIDE_COUNT; side++)
        take_levels(target, source, (enum side)side);
    return merge_questions(target, source, renaming);
}

static ptrdiff_t *join_names(struct map *target, const struct map *source)
{
    ptrdiff_t *numbers = memory_allocate(source->count, sizeof *numbers);
    for (size_t i = 0; numbers && i < source->count; i++) {
        numbers[i] = map_add(target, source->keys[i].bytes, source->keys[i].byte_count);
        if (numbers[i] == MAP_NONE) {
            memory_free(numbers);
            return NULL;
        }
    }
    return numbers;
}

void tally_numbers_release(struct tally_numbers *numbers)
{
    memory_free(numbers->units);
    memory_free(numbers->segments);
    memory_free(numbers->waves);
    *numbers = (struct tally_numbers){ NULL };
}

static bool join_groups(struct tally *target, struct tally *source,
                        const struct tally_renaming *renaming)
{
    if (!memory_grow(&target->groups, &target->group_capacity,
                     target->group_count + source->group_count, sizeof *target->groups))
        return false;
    for (size_t g = 0; g < source->group_count; g++) {
        struct tally_group group = source->groups[g];
        (void)rename_group(&group, renaming);
        const struct group_key key =
            key_of(group.side, group.unit, group.segment, group.wave);
        if (map_add(&target->group_keys, key.bytes, sizeof key.bytes) == MAP_NONE)
            return false;
        target->groups[target->group_count++] = group;
    }
    source->group_count = 0;
    arena_join(&target->cells, &source->cells);
    return true;
}

bool tally_join_side(struct tally *target, struct tally *source, enum side side,
                     struct tally_numbers *numbers_out)
{
    struct tally_numbers numbers = { join_names(&target->units, &source->units),
                                     join_names(&target->segments, &source->segments),
                                     join_names(&target->waves, &source->waves) };
    const struct tally_renaming renaming = {
        .units = numbers.units,
        .without_unit = TALLY_NONE,
        .segments = { numbers.segments, numbers.segments },
        .waves = numbers.waves,
        .without_wave = { TALLY_NONE, TALLY_NONE },
    };
    if (!numbers.units || !numbers.segments || !numbers.waves ||
        !join_groups(target, source, &renaming) ||
        !merge_questions(target, source, &renaming)) {
        tally_numbers_release(&numbers);
        return false;
    }
    take_levels(target, source, side);
    *numbers_out = numbers;
    return true;
}

bool tally_merge(struct tally *target, const struct tally *source,
                 const ptrdiff_t *unit_map)
{
    const struct tally_renaming renaming = { .units = unit_map,
                                             .without_unit = TALLY_NONE,
                                             .without_wave = { TALLY_NONE, TALLY_NONE } };
    return tally_merge_renamed(target, source, &renaming);
}
