#include "analysis/fill_rows.h"

#include "analysis/gap.h"
#include "analysis/row_figures.h"
#include "analysis/score.h"
#include "analysis/weighted.h"
#include "base/memory.h"

#include <stdatomic.h>

/* What each thread has for itself. */
struct workroom {
    struct critical_values critical;
    struct figure_room figures;
    struct row_counts counts[SIDE_COUNT];
};

struct filling {
    const struct row_sources *sources;
    struct results *results;
    struct count_side sides[SIDE_COUNT];
    struct row_counts everybody[SIDE_COUNT]; /* rows of segments have them on one side */
    struct side_design *designs[SIDE_COUNT]; /* per row; NULL: none */
    struct workroom *rooms;
    size_t room_count;
    size_t stretch; /* places that are taken at once */
    atomic_bool failed;
};

/* The dimensions from `first` on, before `end`, and what stands for weights there. */
struct dimension_range {
    size_t first;
    size_t end;
    const struct weighted_table *weighted[SIDE_COUNT]; /* NULL: no weights */
};

/* The counts of a side in a planned row; NULL where it has no respondents, nor weights
   that are made of everybody's. */
static const struct row_counts *take_counts(const struct filling *filling,
                                            struct workroom *room, int side, size_t row,
                                            const struct dimension_range *range)
{
    if (row == EVERYBODY)
        return &filling->everybody[side];
    const struct count_side *counted = &filling->sides[side];
    if (!filling->designs[side] && !row_has_groups(&counted->rows, row))
        return NULL;
    row_counts_take(&room->counts[side], counted, row, range->first, range->end);
    return &room->counts[side];
}

/* A side of a row, which the gap is made of as well. */
static const struct side_result *fill_side(struct filling *filling, struct workroom *room,
                                           int side, size_t row,
                                           const struct count_row *counted,
                                           const struct question *question,
                                           struct side_counts *scored_out)
{
    const struct side_result *bare = side_without_answers(question, counted);
    if (bare) {
        scored_out->is_hidden = false;
        return bare;
    }
    struct side_result *result =
        figure_room_side(&room->figures, &filling->results->figures);
    if (!result) {
        atomic_store(&filling->failed, true);
        scored_out->is_hidden = true;
        return side_not_asked();
    }
    result->design = filling->designs[side] ? &filling->designs[side][row] : NULL;
    score_side(question, counted, &room->critical, scored_out, result);
    return figure_room_keep_side(&room->figures);
}

static const struct gap_result *fill_gap(struct filling *filling, struct workroom *room,
                                         const struct side_counts scored[SIDE_COUNT],
                                         const struct result_row *row)
{
    const struct gap_result *bare = gap_without_comparison(scored, row->sides);
    if (bare)
        return bare;
    struct gap_result *result =
        figure_room_gap(&room->figures, &filling->results->figures);
    if (!result) {
        atomic_store(&filling->failed, true);
        return gap_without_figures(CELL_NOT_ASKED, false, false);
    }
    compare_sides(&filling->sources->study->analysis, &room->critical, scored, row->sides,
                  result);
    return figure_room_keep_gap(&room->figures);
}

static void fill_row(struct filling *filling, struct workroom *room, size_t place,
                     size_t dimension, const struct row_counts *const counts[SIDE_COUNT],
                     const struct dimension_range *range)
{
    const struct study *study = filling->sources->study;
    const struct row_plan *plan = filling->sources->plan;
    const struct question *questions = study->dimensions[dimension].questions;
    size_t r = place * study->dimension_count + dimension;
    struct result_row *row = &filling->results->rows[r];
    struct side_counts scored[SIDE_COUNT];
    row_plan_fill(plan, place, dimension, study->dimension_count, filling->results->rows);
    for (int side = 0; side < SIDE_COUNT; side++) {
        struct count_row own =
            count_row_at(counts[side], &filling->sides[side],
                         plan->rows[place].table_rows[side], dimension);
        own.weighted = range->weighted[side];
        own.min_n = (double)study->min_n[side];
        row->sides[side] =
            fill_side(filling, room, side, r, &own, &questions[side], &scored[side]);
    }
    row->gap = fill_gap(filling, room, scored, row);
}

static void fill_places(struct filling *filling, struct workroom *room, size_t first,
                        size_t end, const struct dimension_range *range)
{
    const struct row_plan *plan = filling->sources->plan;
    for (size_t place = first; place < end; place++) {
        const struct row_counts *counts[SIDE_COUNT];
        for (int side = 0; side < SIDE_COUNT; side++)
            counts[side] = take_counts(filling, room, side,
                                       plan->rows[place].table_rows[side], range);
        for (size_t d = range->first; d < range->end; d++)
            fill_row(filling, room, place, d, counts, range);
    }
}

/* Without weights, a stretch of places: what lies together is written together. */
static void fill_stretch(void *context, size_t worker, size_t index)
{
    struct filling *filling = context;
    const struct dimension_range all = { .end =
                                             filling->sources->study->dimension_count };
    size_t first = index * filling->stretch;
    size_t left = filling->sources->plan->count - first;
    fill_places(filling, &filling->rooms[worker], first,
                first + (left < filling->stretch ? left : filling->stretch), &all);
}

/* With weights, a dimension: its table is of all places. */
static void fill_dimension(void *context, size_t worker, size_t dimension)
{
    struct filling *filling = context;
    const struct row_sources *sources = filling->sources;
    struct weighted_table tables[SIDE_COUNT] = { 0 };
    struct dimension_range range = { .first = dimension, .end = dimension + 1 };
    bool done = true;
    for (int side = 0; done && side < SIDE_COUNT; side++) {
        if (!filling->designs[side])
            continue;
        range.weighted[side] = &tables[side];
        done =
            weighted_table_init(&tables[side], sources->study, sources->tally,
                                &sources->places, &sources->raking[side], (enum side)side,
                                dimension, &filling->sides[side].dimensions[dimension]);
    }
    if (done)
        fill_places(filling, &filling->rooms[worker], 0, sources->plan->count, &range);
    else
        atomic_store(&filling->failed, true);
    for (int side = 0; side < SIDE_COUNT; side++)
        weighted_table_release(&tables[side]);
}

static bool make_rooms(struct filling *filling)
{
    const struct study *study = filling->sources->study;
    size_t count = work_threads(&study->work);
    filling->rooms = memory_allocate(count, sizeof *filling->rooms);
    bool done = filling->rooms != NULL;
    while (done && filling->room_count < count) {
        struct workroom *room = &filling->rooms[filling->room_count++];
        critical_values_init(&room->critical, study->analysis.confidence);
        for (int side = 0; side < SIDE_COUNT; side++)
            done = row_counts_init(&room->counts[side], &filling->sides[side]) && done;
    }
    return done;
}

static bool prepare_side(struct filling *filling, enum side side)
{
    const struct row_sources *sources = filling->sources;
    struct results *results = filling->results;
    if (!count_side_init(&filling->sides[side], sources->study, sources->tally,
                         &sources->places, side) ||
        !row_counts_init(&filling->everybody[side], &filling->sides[side]))
        return false;
    row_counts_take(&filling->everybody[side], &filling->sides[side], EVERYBODY, 0,
                    sources->study->dimension_count);
    if (!is_weighted_side(sources->study, side))
        return true;
    filling->designs[side] =
        arena_allocate(&results->arena, results->row_count, sizeof(struct side_design));
    return filling->designs[side] != NULL;
}

static void release(struct filling *filling)
{
    for (size_t i = 0; i < filling->room_count; i++)
        for (int side = 0; side < SIDE_COUNT; side++)
            row_counts_release(&filling->rooms[i].counts[side]);
    memory_free(filling->rooms);
    for (int side = 0; side < SIDE_COUNT; side++) {
        row_counts_release(&filling->everybody[side]);
        count_side_release(&filling->sides[side]);
    }
}

/* So many that threads are done at about the same time, few enough to be worth a step. */
static size_t stretch_of(size_t place_count, size_t thread_count)
{
    enum { STRETCHES_PER_THREAD = 8, MOST_PLACES = 64 };
    size_t length = place_count / (STRETCHES_PER_THREAD * thread_count) + 1;
    return length < MOST_PLACES ? length : MOST_PLACES;
}

bool fill_rows(const struct row_sources *sources, struct results *results)
{
    const struct work *work = &sources->study->work;
    struct filling filling = { .sources = sources, .results = results };
    bool done = true;
    for (int side = 0; done && side < SIDE_COUNT; side++)
        done = prepare_side(&filling, (enum side)side);
    done = done && make_rooms(&filling);
    filling.stretch = stretch_of(sources->plan->count, work_threads(work));
    if (done && (filling.designs[SIDE_EMPLOYEES] || filling.designs[SIDE_CUSTOMERS]))
        work_share(work, sources->study->dimension_count, fill_dimension, &filling);
    else if (done)
        work_share(work, (sources->plan->count + filling.stretch - 1) / filling.stretch,
                   fill_stretch, &filling);
    release(&filling);
    return done && !atomic_load(&filling.failed);
}
