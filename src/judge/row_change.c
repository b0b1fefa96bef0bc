#include "judge/row_change.h"

#include "stats/change.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

bool figure_ref_find(const char *name, struct figure_ref *ref_out)
{
    struct figure_ref ref = { .name = name, .side = SIDE_EMPLOYEES };
    ref.figure = figure_find(name, &ref.side);
    if (!ref.figure)
        return false;
    *ref_out = ref;
    return true;
}

static bool is_in_group(const struct figure *figure, const char *group)
{
    size_t length = strlen(group);
    return strncmp(figure->key, group, length) == 0 && figure->key[length] == '.';
}

static enum cell_status status_of(const struct figure_ref *ref,
                                  const struct result_row *row)
{
    return ref->figure->owner == FIGURE_OF_GAP ? row->gap.status
                                               : row->sides[ref->side].status;
}

bool figure_applies(const struct figure_ref *ref, const struct result_row *row)
{
    bool is_gap = ref->figure->owner == FIGURE_OF_GAP;
    const struct side_result *side = &row->sides[ref->side];
    if (status_of(ref, row) == CELL_NOT_ASKED)
        return false;
    if (is_in_group(ref->figure, "nps"))
        return is_gap ? row->gap.has_nps : side->has_nps;
    if (is_in_group(ref->figure, "top_box"))
        return is_gap ? row->gap.has_top_box : side->has_top_box;
    return true;
}

bool figure_is_empty(const struct figure_ref *ref, const struct result_row *row)
{
    return status_of(ref, row) == CELL_EMPTY;
}

static struct measure measure_of_row(const struct figure *figure, enum side side,
                                     const struct result_row *row)
{
    return figure->owner == FIGURE_OF_GAP ? *figure_of_gap(figure, &row->gap)
                                          : *figure_of_side(figure, &row->sides[side]);
}

/* The bound beside a value: "gap.index.low" for "gap.index". */
static struct measure bound_of_row(const struct figure_ref *ref, const char *bound,
                                   const struct result_row *row)
{
    static const char ending[] = ".value";
    char name[80];
    enum side side = ref->side;
    size_t length = strlen(ref->figure->key);
    if (length <= strlen(ending) ||
        strcmp(ref->figure->key + length - strlen(ending), ending) != 0)
        return (struct measure){ .available = false };
    snprintf(name, sizeof name, "%s.%.*s.%s",
             ref->figure->owner == FIGURE_OF_GAP ? "gap" : side_name(ref->side),
             (int)(length - strlen(ending)), ref->figure->key, bound);
    const struct figure *figure = figure_find(name, &side);
    return figure ? measure_of_row(figure, side, row)
                  : (struct measure){ .available = false };
}

struct estimate figure_estimate(const struct figure_ref *ref,
                                const struct result_row *row)
{
    if (status_of(ref, row) == CELL_SUPPRESSED)
        return (struct estimate){ .value = { .available = false } };
    return (struct estimate){
        .value = measure_of_row(ref->figure, ref->side, row),
        .low = bound_of_row(ref, "low", row),
        .high = bound_of_row(ref, "high", row),
    };
}

/* -- from what a side shows to what a test needs ------------------------------------- */

/* One answer has a value and no doubt about it can be told, so two are needed. */
static bool is_sample(const struct side_result *side)
{
    return side->status != CELL_SUPPRESSED && side->n.available && side->n.value >= 2;
}

static bool moments_of_side(const struct side_result *side, bool is_mean,
                            struct moments *moments_out)
{
    const struct measure *value = is_mean ? &side->mean : &side->index.value;
    const struct measure *sd = is_mean ? &side->mean_sd : &side->index_sd;
    if (!is_sample(side) || !value->available || !sd->available)
        return false;
    *moments_out = (struct moments){ side->n.value, value->value, sd->value * sd->value,
                                     .has_variance = true };
    return true;
}

/* The count behind a share, which the report rounds to 12 digits. */
static double count_of(double percent, double n)
{
    double count = percent / 100 * n;
    double whole = round(count);
    return fabs(count - whole) < 1e-6 * fmax(1, n) ? whole : count;
}

static bool nps_of_side(const struct side_result *side, struct nps_counts *counts_out)
{
    if (!is_sample(side) || !side->promoters.available || !side->detractors.available)
        return false;
    *counts_out = (struct nps_counts){
        .promoters = count_of(side->promoters.value, side->n.value),
        .detractors = count_of(side->detractors.value, side->n.value),
        .n = side->n.value,
    };
    return true;
}

static bool share_of_side(const struct side_result *side, struct share_counts *counts_out)
{
    if (!is_sample(side) || !side->top_box.value.available)
        return false;
    *counts_out = (struct share_counts){
        .hits = count_of(side->top_box.value.value, side->n.value),
        .n = side->n.value,
    };
    return true;
}

/* The samples of a change: new minus old of one side, or for a gap what adds to it and
   what takes from it. */
struct samples {
    const struct side_result *added[CHANGE_MOST_PAIRS];
    const struct side_result *subtracted[CHANGE_MOST_PAIRS];
    size_t pair_count;
};

static struct samples samples_of(const struct figure_ref *ref,
                                 const struct result_row *new,
                                 const struct result_row *old)
{
    if (ref->figure->owner == FIGURE_OF_SIDE)
        return (
            struct samples){ { &new->sides[ref->side] }, { &old->sides[ref->side] }, 1 };
    return (struct samples){
        { &new->sides[SIDE_EMPLOYEES], &old->sides[SIDE_CUSTOMERS] },
        { &new->sides[SIDE_CUSTOMERS], &old->sides[SIDE_EMPLOYEES] },
        2,
    };
}

static bool test_means(const struct samples *samples, bool is_mean, double confidence,
                       struct change *change_out)
{
    struct moments added[CHANGE_MOST_PAIRS];
    struct moments subtracted[CHANGE_MOST_PAIRS];
    for (size_t i = 0; i < samples->pair_count; i++)
        if (!moments_of_side(samples->added[i], is_mean, &added[i]) ||
            !moments_of_side(samples->subtracted[i], is_mean, &subtracted[i]))
            return false;
    return mean_change(added, subtracted, samples->pair_count, confidence, change_out);
}

static bool test_nps(const struct samples *samples, double confidence,
                     struct change *change_out)
{
    struct nps_counts added[CHANGE_MOST_PAIRS];
    struct nps_counts subtracted[CHANGE_MOST_PAIRS];
    for (size_t i = 0; i < samples->pair_count; i++)
        if (!nps_of_side(samples->added[i], &added[i]) ||
            !nps_of_side(samples->subtracted[i], &subtracted[i]))
            return false;
    return nps_change(added, subtracted, samples->pair_count, confidence, change_out);
}

static bool test_shares(const struct samples *samples, double confidence,
                        struct change *change_out)
{
    struct share_counts added[CHANGE_MOST_PAIRS];
    struct share_counts subtracted[CHANGE_MOST_PAIRS];
    for (size_t i = 0; i < samples->pair_count; i++)
        if (!share_of_side(samples->added[i], &added[i]) ||
            !share_of_side(samples->subtracted[i], &subtracted[i]))
            return false;
    return share_change(added, subtracted, samples->pair_count, confidence, change_out);
}

/* `*factor_out`: what the figures of the test are to be multiplied by. */
static bool test_change(const struct figure_ref *ref, const struct samples *samples,
                        double confidence, struct change *change_out, double *factor_out)
{
    const char *key = ref->figure->key;
    *factor_out = 100;
    if (strcmp(key, "nps.value") == 0)
        return test_nps(samples, confidence, change_out);
    if (strcmp(key, "top_box.value") == 0)
        return test_shares(samples, confidence, change_out);
    *factor_out = 1;
    if (strcmp(key, "index.value") == 0)
        return test_means(samples, false, confidence, change_out);
    return strcmp(key, "mean.value") == 0 &&
           test_means(samples, true, confidence, change_out);
}

static struct measure available(double value)
{
    return (struct measure){ true, value };
}

struct row_change row_change(const struct figure_ref *ref, const struct result_row *new,
                             const struct result_row *old, double confidence)
{
    struct row_change change = { .value = { .available = false } };
    struct measure after = figure_estimate(ref, new).value;
    struct measure before = figure_estimate(ref, old).value;
    struct samples samples = samples_of(ref, new, old);
    struct change test;
    double factor;
    if (!after.available || !before.available)
        return change;
    change.value = available(after.value - before.value);
    if (test_change(ref, &samples, confidence, &test, &factor)) {
        change.low = available(factor * test.interval.low);
        change.high = available(factor * test.interval.high);
        change.p = available(test.p);
    }
    return change;
}

bool same_question(const struct report_dimension *new, const struct report_dimension *old,
                   enum side side)
{
    const char *after = new->fingerprints[side];
    const char *before = old->fingerprints[side];
    return after && before && strcmp(after, before) == 0;
}

static bool is_shown(const struct figure_ref *ref, const struct result_row *row)
{
    return figure_applies(ref, row) && figure_estimate(ref, row).value.available;
}

enum change_obstacle find_obstacle(const struct figure_ref *ref,
                                   const struct report_file *new_file,
                                   const struct result_row *new,
                                   const struct report_file *old_file,
                                   const struct result_row *old)
{
    if (!old)
        return OBSTACLE_NO_ROW;
    const struct report_dimension *after = &new_file->dimensions[new->dimension];
    const struct report_dimension *before = &old_file->dimensions[old->dimension];
    for (int side = 0; side < SIDE_COUNT; side++) {
        bool counts = ref->figure->owner == FIGURE_OF_GAP || ref->side == (enum side)side;
        if (counts && !same_question(after, before, (enum side)side))
            return OBSTACLE_CHANGED;
    }
    if (!is_shown(ref, new) || !is_shown(ref, old))
        return OBSTACLE_NOT_SHOWN;
    bool is_held = status_of(ref, new) == CELL_HELD;
    if (ref->figure->owner == FIGURE_OF_GAP)
        is_held = is_held || new->sides[SIDE_EMPLOYEES].status == CELL_HELD ||
                  new->sides[SIDE_CUSTOMERS].status == CELL_HELD;
    return is_held ? OBSTACLE_HELD : OBSTACLE_NONE;
}
