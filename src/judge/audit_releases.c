/* Two releases of one survey: who answered in between, and what was hidden in one and
   shown in the other. Answers are taken to be added only, never withdrawn. */
#include "judge/audit_model.h"

#include <math.h>
#include <string.h>

static bool is_current(const struct side_result *side)
{
    return side && !audit_is_hidden(side) && side->status != CELL_HELD &&
           side->status != CELL_NOT_ASKED;
}

/* The same group in both reports: those who came in between. */
static void attack_growth(struct audit_work *work, const struct side_result *now,
                          const struct side_result *before, const char *unit)
{
    const struct audit_column *column = &work->column;
    double min_n = (double)work->model->report->min_n[column->side];
    struct people newer;
    struct people older;
    if (!is_current(now) || !before || audit_is_hidden(before) ||
        !people_of(now, column->scale, &newer) ||
        !people_of(before, column->scale, &older))
        return;
    audit_try(work, ATTACK_RELEASES);
    double change = fabs(newer.n - older.n);
    if (change == 0 || change >= min_n)
        return;
    const char *cell = audit_cell(work, column->side, column->dimension, unit);
    if (newer.n > older.n) {
        people_subtract(&newer, &older);
        if (people_settle(&newer) && newer.has_scores) {
            audit_find(work, ATTACK_RELEASES, cell,
                       "n %.0f now - %.0f before = %.0f who came in between; their index "
                       "is %s",
                       older.n + newer.n, older.n, newer.n,
                       audit_index(work, 100 * newer.sum / (newer.n * newer.top)));
            return;
        }
    }
    audit_find(work, ATTACK_RELEASES, cell,
               "n was %.0f and is %.0f: the difference is the figures of %.0f people",
               older.n, now->n.value, change);
}

/* The hidden rest of the new report, once units that the old one shows are taken away as
   they were then: hidden in both, and who came since. */
static void attack_rest(struct audit_work *work)
{
    struct audit_column *column = &work->column;
    struct people rest = column->rest;
    size_t hidden_in_both = 0;
    double min_n = (double)work->model->report->min_n[column->side];
    if (!column->has_rest || rest.n == 0 || !column->hidden_count)
        return;
    for (size_t i = 0; i < column->hidden_count; i++) {
        const struct side_result *before = audit_model_side(
            work->previous, column->hidden[i], column->dimension, column->side);
        struct people older;
        if (before && !audit_is_hidden(before) &&
            people_of(before, column->scale, &older))
            people_subtract(&rest, &older);
        else
            hidden_in_both++;
    }
    if (hidden_in_both == column->hidden_count || !people_settle(&rest))
        return;
    audit_try(work, ATTACK_RELEASES);
    const char *cell = audit_cell(work, column->side, column->dimension, NULL);
    /* where everybody may be shown by himself, newcomers are nobody's secret */
    const char *agreement = min_n > 1 ? people_agreement(&rest) : NULL;
    if (rest.n > 0 && rest.n < min_n)
        audit_find(work, ATTACK_RELEASES, cell,
                   "the rest of the total, minus what the older report shows of hidden "
                   "units, is %.0f people, fewer than min_n %.0f",
                   rest.n, min_n);
    else if (agreement)
        audit_find(
            work, ATTACK_RELEASES, cell,
            "of the rest of the total, minus what the older report shows of hidden "
            "units, %s",
            translated(work->language, agreement));
}

/* A total that did not change is the same answers: what is shown in either report is
   known in both. */
static void attack_same(struct audit_work *work)
{
    struct audit_column *column = &work->column;
    const struct audit_column *old = &work->old_column;
    double min_n = (double)work->model->report->min_n[column->side];
    struct people rest = old->rest;
    if (!column->has_rest || !old->has_rest || !old->hidden_count ||
        column->rest.n + column->shown.n != old->rest.n + old->shown.n ||
        column->total->index.value.value != old->total->index.value.value)
        return;
    size_t left = 0;
    for (size_t i = 0; i < old->hidden_count; i++) {
        const struct side_result *now = audit_model_side(work->model, old->hidden[i],
                                                         column->dimension, column->side);
        struct people newer;
        if (is_current(now) && people_of(now, column->scale, &newer))
            people_subtract(&rest, &newer);
        else
            left++;
    }
    if (left == old->hidden_count || !people_settle(&rest))
        return;
    audit_try(work, ATTACK_RELEASES);
    if (rest.n > 0 && rest.n < min_n)
        audit_find(work, ATTACK_RELEASES,
                   audit_cell(work, column->side, column->dimension, NULL),
                   "nobody came, and units that the older report hides are shown now: "
                   "that leaves %.0f people, fewer than min_n %.0f",
                   rest.n, min_n);
}

static void attack_column(struct audit_work *work)
{
    const struct audit_column *column = &work->column;
    const struct audit_column *old = &work->old_column;
    if (work->model->division->scope == SCOPE_UNIT)
        attack_growth(work, column->total, old->total, NULL);
    for (size_t u = 0; u < work->model->unit_count; u++)
        attack_growth(
            work, audit_model_side(work->model, u, column->dimension, column->side),
            audit_model_side(work->previous, u, column->dimension, column->side),
            map_key_at(work->model->units, u));
    attack_rest(work);
    attack_same(work);
}

/* Figures of another question cannot be subtracted. */
static bool asks_the_same(const struct audit_work *work, enum side side, size_t dimension)
{
    const struct result_row *now = work->model->overall[dimension];
    const struct result_row *before = work->previous->overall[dimension];
    if (!now || !before)
        return false;
    const char *one = work->model->report->dimensions[now->dimension].fingerprints[side];
    const char *other =
        work->previous->report->dimensions[before->dimension].fingerprints[side];
    return one && other && strcmp(one, other) == 0;
}

void audit_attack_releases(struct audit_work *work)
{
    for (int side = 0; side < SIDE_COUNT; side++)
        for (size_t d = 0; d < work->model->dimension_count; d++) {
            if (!asks_the_same(work, (enum side)side, d))
                continue;
            audit_column_take(&work->column, work->model, (enum side)side, d);
            audit_column_take(&work->old_column, work->previous, (enum side)side, d);
            attack_column(work);
        }
}
