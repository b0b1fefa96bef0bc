#include "analysis/waves.h"

#include "analysis/difference.h"
#include "analysis/score.h"
#include "analysis/side_change.h"
#include "base/memory.h"
#include "stats/trend.h"

/* Whose figure is followed: a side's, or the gap. */
enum { GAP = SIDE_COUNT, FOLLOWED_COUNT };

static const struct result_row *wave_row(const struct study *study,
                                         const struct results *results, size_t wave,
                                         size_t dimension)
{
    return &results->wave_rows[wave * study->dimension_count + dimension];
}

/* Whether a side was asked something else in a wave than in the one before it. */
bool waves_break(const struct study *study, const struct results *results, enum side side,
                 size_t wave, size_t dimension)
{
    const bool *breaks = results->question_breaks[side];
    return breaks && breaks[wave * study->dimension_count + dimension];
}

static void fill_change(const struct study *study, const struct results *results,
                        size_t wave, struct wave_change *change)
{
    const struct result_row *new = wave_row(study, results, wave, change->dimension);
    const struct result_row *old = wave_row(study, results, wave - 1, change->dimension);
    double confidence = study->analysis.confidence;
    change->from = old->wave;
    change->to = new->wave;
    change->gap = difference_of_gaps(new, old, confidence);
    for (int side = 0; side < SIDE_COUNT; side++) {
        change->sides[side] =
            difference_of_sides(new->sides[side], old->sides[side], confidence);
        if (!waves_break(study, results, (enum side)side, wave, change->dimension))
            continue;
        difference_forget(&change->sides[side]);
        difference_forget(&change->gap);
    }
}

static bool fill_changes(const struct study *study, struct results *results)
{
    size_t dimensions = study->dimension_count;
    size_t count = results->wave_count > 1 ? (results->wave_count - 1) * dimensions : 0;
    struct difference_families families[FOLLOWED_COUNT] = { 0 };
    results->changes = memory_allocate(count, sizeof *results->changes);
    bool done = results->changes != NULL;
    for (size_t i = 0; done && i < count; i++) {
        struct wave_change *change = &results->changes[results->change_count++];
        change->dimension = i % dimensions;
        fill_change(study, results, i / dimensions + 1, change);
        for (int side = 0; side < SIDE_COUNT; side++)
            difference_families_add(&families[side], &change->sides[side]);
        difference_families_add(&families[GAP], &change->gap);
    }
    for (int i = 0; i < FOLLOWED_COUNT; i++) {
        done = done && difference_families_adjust(&families[i], study->analysis.adjust);
        difference_families_release(&families[i]);
    }
    return done;
}

/* -- trends ---------------------------------------------------------------------- */

static const struct measure *value_of_side(enum change_figure figure,
                                           const struct side_result *side)
{
    return figure == CHANGE_OF_INDEX ? &side->index.value
           : figure == CHANGE_OF_NPS ? &side->nps.value
                                     : &side->top_box.value;
}

static const struct measure *value_of_gap(enum change_figure figure,
                                          const struct gap_result *gap)
{
    return figure == CHANGE_OF_INDEX ? &gap->index.value
           : figure == CHANGE_OF_NPS ? &gap->nps.value
                                     : &gap->top_box.value;
}

/* A figure of a wave and its squared standard error; false where it is not shown. */
static bool point_of(enum change_figure figure, int followed,
                     const struct result_row *row, struct trend_point *point)
{
    const struct measure *value = followed == GAP
                                      ? value_of_gap(figure, row->gap)
                                      : value_of_side(figure, row->sides[followed]);
    point->y = value->value;
    point->variance = 0;
    for (int side = 0; side < SIDE_COUNT; side++) {
        double variance;
        if (followed != GAP && followed != side)
            continue;
        if (!value->available || !side_variance(figure, row->sides[side], &variance))
            return false;
        point->variance += variance;
    }
    return true;
}

static struct trend_figure trend_of(const struct study *study,
                                    const struct results *results, size_t dimension,
                                    enum change_figure figure, int followed,
                                    struct trend_point *points)
{
    struct trend_figure trend = { .waves = { .available = false } };
    struct trend line;
    size_t count = 0;
    for (size_t w = 0; w < results->wave_count; w++) {
        const struct result_row *row = wave_row(study, results, w, dimension);
        if (point_of(figure, followed, row, &points[count]))
            points[count++].x = (double)(w + 1);
    }
    trend.waves = available((double)count);
    if (!weighted_trend(points, count, study->analysis.confidence, &line))
        return trend;
    trend.slope.value = available(line.slope);
    if (line.has_test) {
        trend.slope.low = available(line.interval.low);
        trend.slope.high = available(line.interval.high);
        trend.se = available(line.se);
        trend.p = available(line.p);
    }
    return trend;
}

static bool any_break(const struct study *study, const struct results *results,
                      int followed, size_t dimension)
{
    for (size_t w = 1; w < results->wave_count; w++)
        for (int side = 0; side < SIDE_COUNT; side++)
            if ((followed == GAP || followed == side) &&
                waves_break(study, results, (enum side)side, w, dimension))
                return true;
    return false;
}

static void fill_trend(const struct study *study, const struct results *results,
                       struct wave_trend *trend, int followed, struct trend_point *points)
{
    const struct result_row *first = wave_row(study, results, 0, trend->dimension);
    bool is_gap = followed == GAP;
    struct trend_result *result = is_gap ? &trend->gap : &trend->sides[followed];
    result->has_nps = is_gap ? first->gap->has_nps : first->sides[followed]->has_nps;
    result->has_top_box =
        is_gap ? first->gap->has_top_box : first->sides[followed]->has_top_box;
    result->question_changed = any_break(study, results, followed, trend->dimension);
    if (result->question_changed)
        return;
    result->index =
        trend_of(study, results, trend->dimension, CHANGE_OF_INDEX, followed, points);
    if (result->has_nps)
        result->nps =
            trend_of(study, results, trend->dimension, CHANGE_OF_NPS, followed, points);
    if (result->has_top_box)
        result->top_box = trend_of(study, results, trend->dimension, CHANGE_OF_TOP_BOX,
                                   followed, points);
}

struct trend_families {
    struct p_family index;
    struct p_family nps;
    struct p_family top_box;
};

static void add_trend(struct trend_families *families, struct trend_result *trend)
{
    p_family_add(&families->index, &trend->index.p, &trend->index.p_adjusted);
    p_family_add(&families->nps, &trend->nps.p, &trend->nps.p_adjusted);
    p_family_add(&families->top_box, &trend->top_box.p, &trend->top_box.p_adjusted);
}

static bool adjust_trends(struct trend_families *families, enum adjustment method)
{
    bool done = p_family_adjust(&families->index, method) &&
                p_family_adjust(&families->nps, method) &&
                p_family_adjust(&families->top_box, method);
    p_family_release(&families->index);
    p_family_release(&families->nps);
    p_family_release(&families->top_box);
    return done;
}

static bool fill_trends(const struct study *study, struct results *results)
{
    bool is_long = results->wave_count >= TREND_LEAST_POINTS;
    size_t count = is_long ? study->dimension_count : 0;
    struct trend_families families[FOLLOWED_COUNT] = { 0 };
    struct trend_point *points = memory_allocate(results->wave_count, sizeof *points);
    results->trends = memory_allocate(count, sizeof *results->trends);
    bool done = points && results->trends;
    for (size_t d = 0; done && d < count; d++) {
        struct wave_trend *trend = &results->trends[results->trend_count++];
        trend->dimension = d;
        for (int followed = 0; followed < FOLLOWED_COUNT; followed++) {
            fill_trend(study, results, trend, followed, points);
            add_trend(&families[followed],
                      followed == GAP ? &trend->gap : &trend->sides[followed]);
        }
    }
    for (int i = 0; i < FOLLOWED_COUNT; i++)
        done = adjust_trends(&families[i], study->analysis.adjust) && done;
    memory_free(points);
    return done;
}

static void tell_breaks(const struct study *study, const struct results *results,
                        struct symbar_diagnostics *diagnostics)
{
    for (size_t w = 1; w < results->wave_count; w++)
        for (size_t d = 0; d < study->dimension_count; d++)
            for (int side = 0; side < SIDE_COUNT; side++) {
                if (!waves_break(study, results, (enum side)side, w, d))
                    continue;
                warn(diagnostics, DIAG_QUESTION_CHANGED, (struct place){ 0 },
                     side == SIDE_EMPLOYEES
                         ? TRANSLATABLE("'%s': in %s another question was put to "
                                        "employees than in %s")
                         : TRANSLATABLE("'%s': in %s another question was put to "
                                        "customers than in %s"),
                     study->dimensions[d].id, wave_row(study, results, w, d)->wave,
                     wave_row(study, results, w - 1, d)->wave);
            }
}

enum symbar_status analysis_follow_waves(const struct study *study,
                                         struct results *results,
                                         struct symbar_diagnostics *diagnostics)
{
    tell_breaks(study, results, diagnostics);
    return fill_changes(study, results) && fill_trends(study, results)
               ? SYMBAR_OK
               : fail_no_memory(diagnostics);
}
