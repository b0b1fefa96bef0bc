#include "tally/tally_fold.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

/* Per unit of the tally, and last those without one. */
struct crowd_size {
    const char *name;
    size_t number;
    uint64_t total;
    /* per side: the fewest of those who are there and of those who answered a question */
    uint64_t least[SIDE_COUNT];
    bool is_folded;
};

struct folding {
    const struct tally *tally;
    uint64_t min_n;
    const bool *must_fold; /* per unit, or NULL */
    struct crowd_size *sizes;
    size_t count;
    uint64_t
        *pooled; /* per side: respondents; then per dimension: answers of "(other)" */
};

static void note_least(uint64_t *least, uint64_t n)
{
    if (n && (!*least || n < *least))
        *least = n;
}

static size_t size_index(const struct folding *folding, const struct tally_group *group)
{
    return group->unit == TALLY_NONE ? folding->count - 1 : (size_t)group->unit;
}

static void measure(struct folding *folding)
{
    const struct tally *tally = folding->tally;
    size_t dimensions = tally->dimension_count;
    for (size_t i = 0; i < folding->count; i++)
        folding->sizes[i] = (struct crowd_size){
            .name = i < tally->units.count ? map_key_at(&tally->units, i) : "",
            .number = i
        };
    for (size_t g = 0; g < tally->group_count; g++) {
        const struct tally_group *group = &tally->groups[g];
        struct crowd_size *size = &folding->sizes[size_index(folding, group)];
        size->total += group->row_count;
        note_least(&size->least[group->side], group->row_count);
        for (size_t d = 0; d < dimensions; d++)
            note_least(&size->least[group->side], group->cells[d].n);
    }
}

static int compare_sizes(const void *a, const void *b)
{
    const struct crowd_size *x = a;
    const struct crowd_size *y = b;
    if (x->total != y->total)
        return x->total < y->total ? -1 : 1;
    return strcmp(x->name, y->name);
}

static bool is_small(const struct folding *folding, const struct crowd_size *size)
{
    if (folding->must_fold && size->number < folding->tally->units.count &&
        folding->must_fold[size->number])
        return true;
    for (int side = 0; side < SIDE_COUNT; side++)
        if (size->least[side] && size->least[side] < folding->min_n)
            return true;
    return false;
}

/* Adds to the pool what the groups of one unit hold. */
static void pool(struct folding *folding, struct crowd_size *size)
{
    const struct tally *tally = folding->tally;
    size_t width = tally->dimension_count + 1;
    size->is_folded = true;
    for (size_t g = 0; g < tally->group_count; g++) {
        const struct tally_group *group = &tally->groups[g];
        if (size_index(folding, group) != size->number)
            continue;
        uint64_t *sums = folding->pooled + (size_t)group->side * width;
        sums[0] += group->row_count;
        for (size_t d = 0; d < tally->dimension_count; d++)
            sums[1 + d] += group->cells[d].n;
    }
}

static bool pool_is_small(const struct folding *folding)
{
    size_t width = folding->tally->dimension_count + 1;
    for (size_t i = 0; i < SIDE_COUNT * width; i++)
        if (folding->pooled[i] && folding->pooled[i] < folding->min_n)
            return true;
    return false;
}

/* By themselves they would tell who else is in what a report leaves of its total. */
static bool is_without_unit(const struct folding *folding, const struct crowd_size *size)
{
    return size->number == folding->tally->units.count && size->total;
}

/* Whether a pool that keeps to the floor was found. `sizes` comes out sorted by size. */
static bool choose(struct folding *folding)
{
    qsort(folding->sizes, folding->count, sizeof *folding->sizes, compare_sizes);
    bool has_any = false;
    for (size_t i = 0; i < folding->count; i++)
        if (is_small(folding, &folding->sizes[i])) {
            pool(folding, &folding->sizes[i]);
            has_any = true;
        }
    for (size_t i = 0; has_any && i < folding->count; i++)
        if (is_without_unit(folding, &folding->sizes[i]) && !folding->sizes[i].is_folded)
            pool(folding, &folding->sizes[i]);
    for (size_t i = 0; pool_is_small(folding) && i < folding->count; i++)
        if (!folding->sizes[i].is_folded && folding->sizes[i].total)
            pool(folding, &folding->sizes[i]);
    return !pool_is_small(folding);
}

static bool carry(const struct folding *folding, struct tally *target)
{
    const struct map *units = &folding->tally->units;
    ptrdiff_t *unit_map = memory_allocate(units->count, sizeof *unit_map);
    bool done = unit_map != NULL;
    bool folds_rest = false;
    for (size_t i = 0; done && i < folding->count; i++) {
        const struct crowd_size *size = &folding->sizes[i];
        const char *name = size->is_folded ? TALLY_OTHER : size->name;
        if (size->number == units->count) {
            folds_rest = size->is_folded;
            continue;
        }
        unit_map[size->number] = map_add(&target->units, name, strlen(name));
        done = unit_map[size->number] != MAP_NONE;
    }
    ptrdiff_t rest = folds_rest
                         ? map_add(&target->units, TALLY_OTHER, strlen(TALLY_OTHER))
                         : TALLY_NONE;
    const struct tally_renaming renaming = {
        .units = unit_map,
        .without_unit = rest,
        .without_wave = { TALLY_NONE, TALLY_NONE },
    };
    done = done && (!folds_rest || rest != MAP_NONE) &&
           tally_merge_renamed(target, folding->tally, &renaming);
    for (int side = 0; side < SIDE_COUNT; side++)
        tally_forget_moments(target, (enum side)side);
    memory_free(unit_map);
    return done;
}

/* Folds a tally of units alone. */
static enum symbar_status fold_units(const struct tally *tally, uint64_t min_n,
                                     const bool *must_fold, struct tally **folded_out,
                                     struct symbar_diagnostics *diagnostics)
{
    struct folding folding = { .tally = tally,
                               .min_n = min_n,
                               .must_fold = must_fold,
                               .count = tally->units.count + 1 };
    enum symbar_status status = SYMBAR_NO_MEMORY;
    struct tally *folded = tally_create(tally->dimension_count, tally->is_weighted);
    folding.sizes = memory_allocate(folding.count, sizeof *folding.sizes);
    folding.pooled = memory_allocate(SIDE_COUNT * (tally->dimension_count + 1),
                                     sizeof *folding.pooled);
    if (!folded || !folding.sizes || !folding.pooled)
        goto done;
    measure(&folding);
    status = SYMBAR_OK;
    if (!choose(&folding)) {
        status = fail(diagnostics, DIAG_TALLY_FLOOR, (struct place){ 0 },
                      "a side or a question has fewer than %llu answers in all",
                      (unsigned long long)min_n);
        hint(diagnostics, "take a smaller --min-n, or leave the question out");
    } else if (!carry(&folding, folded)) {
        status = SYMBAR_NO_MEMORY;
    }
done:
    if (status == SYMBAR_OK)
        *folded_out = folded;
    else
        tally_free(folded);
    if (status == SYMBAR_NO_MEMORY)
        fail_no_memory(diagnostics);
    memory_free(folding.sizes);
    memory_free(folding.pooled);
    return status;
}

/* The same respondents by unit alone; NULL when memory is short. */
static struct tally *by_unit(const struct tally *tally)
{
    struct tally *target = tally_create(tally->dimension_count, tally->is_weighted);
    ptrdiff_t *segments = memory_allocate(tally->segments.count, sizeof *segments);
    ptrdiff_t *waves = memory_allocate(tally->waves.count, sizeof *waves);
    const struct tally_renaming renaming = { .segments = { segments, segments },
                                             .waves = waves,
                                             .without_unit = TALLY_NONE,
                                             .without_wave = { TALLY_NONE, TALLY_NONE } };
    for (size_t i = 0; segments && i < tally->segments.count; i++)
        segments[i] = TALLY_NONE;
    for (size_t i = 0; waves && i < tally->waves.count; i++)
        waves[i] = TALLY_NONE;
    if (!target || !segments || !waves ||
        !tally_merge_renamed(target, tally, &renaming)) {
        tally_free(target);
        target = NULL;
    }
    memory_free(segments);
    memory_free(waves);
    return target;
}

/* The same marks by the numbers of another tally's units; NULL when memory is short. */
static bool *marks_by_name(const struct tally *tally, const bool *marks,
                           const struct tally *target)
{
    bool *renamed = memory_allocate(target->units.count, sizeof *renamed);
    for (size_t u = 0; renamed && marks && u < target->units.count; u++) {
        const char *name = map_key_at(&target->units, u);
        ptrdiff_t number = map_find(&tally->units, name, strlen(name));
        renamed[u] = number != MAP_NONE && marks[number];
    }
    return renamed;
}

enum symbar_status tally_fold(const struct tally *tally, uint64_t min_n,
                              const bool *must_fold, struct tally **folded_out,
                              struct symbar_diagnostics *diagnostics)
{
    struct tally *plain = by_unit(tally);
    bool *marks = plain ? marks_by_name(tally, must_fold, plain) : NULL;
    enum symbar_status status = SYMBAR_NO_MEMORY;
    if (marks)
        status = fold_units(plain, min_n, marks, folded_out, diagnostics);
    else
        fail_no_memory(diagnostics);
    memory_free(marks);
    tally_free(plain);
    return status;
}
