/* Figures across units are computed once more from the units that are shown. One that
   does not come out has a hidden unit in it, and enough of such figures would give that
   unit's away. */
#include "base/memory.h"
#include "judge/audit_model.h"
#include "stats/composition.h"
#include "stats/correlation.h"
#include "stats/delivery.h"
#include "stats/one_way.h"
#include "stats/profile.h"

#include <math.h>

/* The shown units of a dimension, or of two. */
struct league {
    double *index[SIDE_COUNT]; /* of those with both sides shown */
    struct moments *moments[SIDE_COUNT];
    size_t count;
    struct moments *all[SIDE_COUNT]; /* of those with this side shown */
    size_t all_count[SIDE_COUNT];
    size_t places[PLACE_NEITHER + 1];
    /* the indexes shown, a row of unit_count per dimension, NAN: none; of units that show
       something of both sides, which are the first ones of a row */
    double *table[SIDE_COUNT];
    size_t table_count;
};

static bool league_init(struct league *league, size_t capacity,
                        const struct audit_model *model)
{
    bool done = true;
    *league = (struct league){ 0 };
    for (int side = 0; side < SIDE_COUNT; side++) {
        league->index[side] = memory_allocate(capacity, sizeof *league->index[side]);
        league->moments[side] = memory_allocate(capacity, sizeof *league->moments[side]);
        league->all[side] = memory_allocate(capacity, sizeof *league->all[side]);
        league->table[side] = memory_allocate(model->unit_count * model->dimension_count,
                                              sizeof *league->table[side]);
        done = done && league->index[side] && league->moments[side] &&
               league->all[side] && league->table[side];
    }
    return done;
}

static void league_release(struct league *league)
{
    for (int side = 0; side < SIDE_COUNT; side++) {
        memory_free(league->index[side]);
        memory_free(league->moments[side]);
        memory_free(league->all[side]);
        memory_free(league->table[side]);
    }
}

static bool moments_of_side(const struct side_result *side, struct moments *moments_out)
{
    if (audit_is_hidden(side) || !side->index.value.available || !side->n.available)
        return false;
    double sd = side->index_sd.available ? side->index_sd.value : 0;
    const struct measure *deff = &side_design(side)->index_deff;
    double effect = deff->available ? deff->value : 1;
    *moments_out = (struct moments){ .n = side->n.value,
                                     .mean = side->index.value.value,
                                     .variance = sd * sd * effect,
                                     .has_variance = side->index_sd.available };
    return true;
}

static void league_take(struct league *league, const struct audit_model *model,
                        size_t dimension)
{
    league->count = 0;
    for (int side = 0; side < SIDE_COUNT; side++)
        league->all_count[side] = 0;
    for (int place = 0; place <= PLACE_NEITHER; place++)
        league->places[place] = 0;
    for (size_t u = 0; u < model->unit_count; u++) {
        const struct result_row *row = model->rows[dimension * model->unit_count + u];
        struct moments moments[SIDE_COUNT];
        bool is_shown = true;
        if (!row)
            continue;
        league->places[row->quadrant]++;
        for (int side = 0; side < SIDE_COUNT; side++)
            if (moments_of_side(row->sides[side], &moments[side]))
                league->all[side][league->all_count[side]++] = moments[side];
            else
                is_shown = false;
        for (int side = 0; side < SIDE_COUNT && is_shown; side++) {
            league->moments[side][league->count] = moments[side];
            league->index[side][league->count] = moments[side].mean;
        }
        league->count += is_shown;
    }
}

static struct points points_of(const struct league *league)
{
    return (struct points){ league->index[SIDE_EMPLOYEES], league->index[SIDE_CUSTOMERS],
                            league->count };
}

/* Digits that were cut off may matter where units hardly differ. */
static bool differs_enough(const struct cross_sums *sums)
{
    double least = 1e-6 * sums->n;
    return (sums->xx == 0 || sums->xx > least) && (sums->yy == 0 || sums->yy > least);
}

/* A printed figure against the one that the shown units make. */
static void compare(struct audit_work *work, const char *cell, const char *name,
                    const struct measure *printed, bool is_made, double made)
{
    if (!printed->available)
        return;
    audit_try(work, ATTACK_ACROSS);
    if (is_made && fabs(printed->value - made) <= 1e-5 * (1 + fabs(made)))
        return;
    if (is_made)
        audit_find(work, ATTACK_ACROSS, cell,
                   "%s is %s, but the units that are shown make %s: a hidden one is in "
                   "it",
                   name, audit_number(work, printed->value), audit_number(work, made));
    else
        audit_find(work, ATTACK_ACROSS, cell,
                   "%s is %s, but the units that are shown do not make one", name,
                   audit_number(work, printed->value));
}

static const char *across_cell(struct audit_work *work, const char *what,
                               size_t employees, size_t customers)
{
    const struct report_dimension *dimensions = work->model->report->dimensions;
    return employees == customers
               ? audit_text(work, "%s / %s", what, dimensions[employees].id)
               : audit_text(work, "%s / %s with %s", what, dimensions[employees].id,
                            dimensions[customers].id);
}

static void attack_correlations(struct audit_work *work, const char *cell,
                                const struct linkage_result *linkage,
                                const struct league *league)
{
    double confidence = work->model->report->confidence;
    struct points points = points_of(league);
    struct pearson r = { 0 };
    struct concordance agreement = { 0 };
    struct cross_sums sums = cross_sums_of(&points);
    if (!differs_enough(&sums))
        return;
    bool is_made = pearson_of(&sums, confidence, &r) == SHORTFALL_NONE;
    compare(work, cell, "pearson", &linkage->pearson.value, is_made, r.r);
    is_made = concordance_of(&sums, confidence, &agreement) == SHORTFALL_NONE;
    compare(work, cell, "concordance", &linkage->concordance.value, is_made,
            agreement.value);
}

static void attack_counts(struct audit_work *work, const char *cell,
                          const struct linkage_result *linkage,
                          const struct league *league)
{
    compare(work, cell, "units", &linkage->units, true, (double)league->count);
    for (int place = PLACE_BOTH; place <= PLACE_NEITHER; place++)
        compare(work, cell, "quadrants", &linkage->quadrant_counts[place], true,
                (double)league->places[place]);
}

static void attack_variances(struct audit_work *work, const char *cell,
                             const struct linkage_result *linkage,
                             const struct league *league)
{
    static const char *const names[] = { "icc1.employees", "icc1.customers" };
    for (int side = 0; side < SIDE_COUNT; side++) {
        struct one_way variation = { 0 };
        bool is_made = one_way(league->all[side], league->all_count[side], &variation) ==
                       SHORTFALL_NONE;
        if (!is_made || variation.between > 1e-6 || variation.within > 1e-6)
            compare(work, cell, names[side], &linkage->icc1[side], is_made,
                    variation.icc1);
    }
}

static void attack_parts(struct audit_work *work, const char *cell,
                         const struct linkage_result *linkage,
                         const struct league *league)
{
    const struct result_row *overall = work->model->overall[linkage->dimension];
    struct composition parts = { 0 };
    bool is_made = overall && overall->gap->index.value.available &&
                   composition(league->moments[SIDE_EMPLOYEES],
                               league->moments[SIDE_CUSTOMERS], league->count,
                               overall->gap->index.value.value, &parts) == SHORTFALL_NONE;
    compare(work, cell, "composition.total", &linkage->composition_total, is_made,
            parts.total);
    compare(work, cell, "composition.within", &linkage->composition_within, is_made,
            parts.within);
    compare(work, cell, "composition.mix", &linkage->composition_mix, is_made, parts.mix);
    compare(work, cell, "composition.unmatched", &linkage->composition_unmatched, is_made,
            parts.unmatched);
}

/* Whether a share of units can be one of `count` of them. */
static void attack_share(struct audit_work *work, const char *cell, const char *name,
                         const struct measure *share, size_t count)
{
    if (!share->available)
        return;
    audit_try(work, ATTACK_ACROSS);
    for (size_t of = 1; of <= count; of++) {
        double units = share->value * (double)of / 100;
        if (fabs(units - round(units)) <= 1e-9 * (double)of)
            return;
    }
    audit_find(work, ATTACK_ACROSS, cell,
               "%s is %s%%, which is no share of the %zu units that are shown", name,
               audit_number(work, share->value), count);
}

static void attack_shares(struct audit_work *work, const char *cell,
                          const struct linkage_result *linkage,
                          const struct league *league)
{
    static const char *const names[] = { "agreement.employees.rwg_share",
                                         "agreement.customers.rwg_share" };
    attack_share(work, cell, "believers", &linkage->believers, league->count);
    attack_share(work, cell, "achievers", &linkage->achievers, league->count);
    for (int side = 0; side < SIDE_COUNT; side++)
        attack_share(work, cell, names[side], &linkage->rwg_share[side],
                     league->all_count[side]);
}

static void attack_linkage(struct audit_work *work, const struct linkage_result *linkage,
                           struct league *league)
{
    league_take(league, work->model, linkage->dimension);
    const char *cell =
        across_cell(work, "linkage", linkage->dimension, linkage->dimension);
    attack_counts(work, cell, linkage, league);
    attack_correlations(work, cell, linkage, league);
    attack_variances(work, cell, linkage, league);
    attack_parts(work, cell, linkage, league);
    attack_shares(work, cell, linkage, league);
}

/* Enters a unit in the next place of each row of the table. */
static void tabulate_unit(struct league *league, const struct audit_model *model,
                          size_t unit)
{
    bool is_any_shown[SIDE_COUNT] = { false };
    for (size_t d = 0; d < model->dimension_count; d++)
        for (int side = 0; side < SIDE_COUNT; side++) {
            const struct result_row *row = model->rows[d * model->unit_count + unit];
            bool is_shown = row && !audit_is_hidden(row->sides[side]) &&
                            row->sides[side]->index.value.available;
            league->table[side][d * model->unit_count + league->table_count] =
                is_shown ? row->sides[side]->index.value.value : NAN;
            is_any_shown[side] = is_any_shown[side] || is_shown;
        }
    league->table_count += is_any_shown[SIDE_EMPLOYEES] && is_any_shown[SIDE_CUSTOMERS];
}

/* Each index is met in as many pairs as there are dimensions. */
static void league_tabulate(struct league *league, const struct audit_model *model)
{
    for (size_t u = 0; u < model->unit_count; u++)
        tabulate_unit(league, model, u);
}

/* The units as points, each side from a dimension of its own. */
static struct points cross_points(struct league *league, const struct audit_model *model,
                                  const size_t dimensions[SIDE_COUNT])
{
    size_t units = model->unit_count;
    const double *x = league->table[SIDE_EMPLOYEES] + dimensions[SIDE_EMPLOYEES] * units;
    const double *y = league->table[SIDE_CUSTOMERS] + dimensions[SIDE_CUSTOMERS] * units;
    league->count = 0;
    for (size_t u = 0; u < league->table_count; u++) {
        if (isnan(x[u]) || isnan(y[u]))
            continue;
        league->index[SIDE_EMPLOYEES][league->count] = x[u];
        league->index[SIDE_CUSTOMERS][league->count++] = y[u];
    }
    return points_of(league);
}

static void attack_cross_link(struct audit_work *work, const struct cross_link *link,
                              struct league *league)
{
    struct points points = cross_points(league, work->model, link->dimensions);
    struct cross_sums sums = cross_sums_of(&points);
    struct pearson r = { 0 };
    const char *cell =
        across_cell(work, "cross_linkage", link->dimensions[SIDE_EMPLOYEES],
                    link->dimensions[SIDE_CUSTOMERS]);
    compare(work, cell, "units", &link->units, true, (double)league->count);
    if (!differs_enough(&sums))
        return;
    bool is_made =
        pearson_of(&sums, work->model->report->confidence, &r) == SHORTFALL_NONE;
    compare(work, cell, "r", &link->r, is_made, r.r);
}

/* The profile is over dimensions; `league` lends room for as many. */
static void attack_profile(struct audit_work *work, struct league *league)
{
    const struct profile_result *printed = &work->model->report->profile;
    struct profile made = { 0 };
    league->count = 0;
    for (size_t d = 0; d < work->model->dimension_count; d++) {
        const struct result_row *row = work->model->overall[d];
        struct moments moments[SIDE_COUNT];
        if (!row || !moments_of_side(row->sides[SIDE_EMPLOYEES], &moments[0]) ||
            !moments_of_side(row->sides[SIDE_CUSTOMERS], &moments[1]))
            continue;
        for (int side = 0; side < SIDE_COUNT; side++)
            league->index[side][league->count] = moments[side].mean;
        league->count++;
    }
    struct points points = points_of(league);
    struct cross_sums sums = cross_sums_of(&points);
    compare(work, "profile", "dimensions", &printed->dimensions, true,
            (double)league->count);
    if (!differs_enough(&sums))
        return;
    bool is_made = profile(&points, &made) == SHORTFALL_NONE;
    compare(work, "profile", "dissonance", &printed->dissonance, is_made,
            made.dissonance);
    compare(work, "profile", "elevation", &printed->elevation, is_made, made.elevation);
}

void audit_attack_across(struct audit_work *work)
{
    const struct report_file *report = work->model->report;
    struct league league;
    size_t capacity = work->model->unit_count > work->model->dimension_count
                          ? work->model->unit_count
                          : work->model->dimension_count;
    if (!league_init(&league, capacity, work->model)) {
        league_release(&league);
        work->audit->failed = true;
        return;
    }
    for (size_t i = 0; i < report->linkage_count; i++)
        attack_linkage(work, &report->linkage[i], &league);
    league_tabulate(&league, work->model);
    for (size_t i = 0; i < report->cross_link_count; i++)
        attack_cross_link(work, &report->cross_links[i], &league);
    attack_profile(work, &league);
    league_release(&league);
}
