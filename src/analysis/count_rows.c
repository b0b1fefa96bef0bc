#include "analysis/count_rows.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

static int compare_levels(const void *a, const void *b)
{
    double x = *(const double *)a;
    double y = *(const double *)b;
    return (x > y) - (x < y);
}

/* The place of a level that is there. */
static size_t place_of(const struct count_levels *levels, double level)
{
    size_t low = 0;
    size_t high = levels->count;
    while (low + 1 < high) {
        size_t middle = (low + high) / 2;
        if (levels->levels[middle] <= level)
            low = middle;
        else
            high = middle;
    }
    return low;
}

static bool levels_init(struct count_levels *levels, const struct tally_levels *known,
                        const struct question *question)
{
    *levels = (struct count_levels){
        .count = known->count,
        .levels = memory_allocate(known->count, sizeof *levels->levels),
        .rescaled = memory_allocate(known->count, sizeof *levels->rescaled),
        .places = memory_allocate(known->count, sizeof *levels->places),
    };
    if (!levels->levels || !levels->rescaled || !levels->places)
        return false;
    if (!known->count) /* nobody answered, or nobody was asked */
        return true;
    memcpy(levels->levels, known->values, known->count * sizeof *levels->levels);
    qsort(levels->levels, known->count, sizeof *levels->levels, compare_levels);
    struct level_range range = question_range(question);
    for (size_t i = 0; i < known->count; i++) {
        levels->rescaled[i] =
            100 * (levels->levels[i] - range.min) / (range.max - range.min);
        levels->places[i] = place_of(levels, known->values[i]);
    }
    return true;
}

static bool list_groups(struct count_side *side, const struct tally *tally,
                        const struct table_places *places)
{
    size_t count = 0;
    side->groups = memory_allocate(tally->group_count, sizeof(struct tally_group *));
    for (size_t g = 0; side->groups && g < tally->group_count; g++)
        if (tally->groups[g].side == side->side)
            side->groups[count++] = &tally->groups[g];
    return side->groups && row_groups_init(&side->rows, places, side->groups, count);
}

bool count_side_init(struct count_side *side, const struct study *study,
                     const struct tally *tally, const struct table_places *places,
                     enum side which)
{
    *side = (struct count_side){
        .side = which,
        .dimension_count = study->dimension_count,
        .dimensions = memory_allocate(study->dimension_count, sizeof *side->dimensions),
    };
    bool done = side->dimensions != NULL;
    for (size_t d = 0; done && d < study->dimension_count; d++) {
        struct count_levels *levels = &side->dimensions[d];
        done = levels_init(levels, &tally->levels[which][d],
                           &study->dimensions[d].questions[which]);
        levels->first = side->count;
        side->count += levels->count;
    }
    if (done && list_groups(side, tally, places))
        return true;
    count_side_release(side);
    return false;
}

void count_side_release(struct count_side *side)
{
    for (size_t d = 0; side->dimensions && d < side->dimension_count; d++) {
        memory_free(side->dimensions[d].levels);
        memory_free(side->dimensions[d].rescaled);
        memory_free(side->dimensions[d].places);
    }
    memory_free(side->dimensions);
    memory_free(side->groups);
    row_groups_release(&side->rows);
    *side = (struct count_side){ 0 };
}

bool row_counts_init(struct row_counts *counts, const struct count_side *side)
{
    counts->counts = memory_allocate(side->count, sizeof *counts->counts);
    counts->missing =
        memory_allocate(side->dimension_count, MISSING_COUNT * sizeof *counts->missing);
    return counts->counts && counts->missing;
}

void row_counts_release(struct row_counts *counts)
{
    memory_free(counts->counts);
    memory_free(counts->missing);
    *counts = (struct row_counts){ 0 };
}

static void add_cell(const struct tally_cell *cell, const struct count_levels *levels,
                     double *counts, uint64_t *missing)
{
    for (size_t i = 0; i < levels->count && i < cell->level_capacity; i++)
        counts[levels->places[i]] += (double)cell->counts[i];
    for (size_t kind = 0; kind < MISSING_COUNT; kind++)
        missing[kind] += cell->missing[kind];
}

void row_counts_take(struct row_counts *counts, const struct count_side *side, size_t row,
                     size_t first, size_t end)
{
    const struct count_levels *last = &side->dimensions[end - 1];
    double *own = counts->counts + side->dimensions[first].first;
    memset(own, 0,
           (size_t)(counts->counts + last->first + last->count - own) * sizeof *own);
    memset(counts->missing + first * MISSING_COUNT, 0,
           (end - first) * MISSING_COUNT * sizeof *counts->missing);
    for (size_t i = side->rows.starts[row]; i < side->rows.starts[row + 1]; i++) {
        const struct tally_cell *cells = side->groups[side->rows.numbers[i]]->cells;
        for (size_t d = first; d < end; d++)
            add_cell(&cells[d], &side->dimensions[d],
                     counts->counts + side->dimensions[d].first,
                     counts->missing + d * MISSING_COUNT);
    }
}

struct count_row count_row_at(const struct row_counts *counts,
                              const struct count_side *side, size_t row, size_t dimension)
{
    const struct count_levels *levels = &side->dimensions[dimension];
    struct count_row own = { .levels = levels, .row = row };
    if (counts) {
        own.counts = counts->counts + levels->first;
        own.missing = counts->missing + dimension * MISSING_COUNT;
    }
    return own;
}

struct histogram count_row_answers(const struct count_row *row)
{
    return (struct histogram){ row->levels->levels, row->counts, row->levels->count };
}

struct histogram count_row_index(const struct count_row *row)
{
    return (struct histogram){ row->levels->rescaled, row->counts, row->levels->count };
}
