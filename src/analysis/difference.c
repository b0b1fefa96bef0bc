#include "analysis/difference.h"

#include "analysis/score.h"
#include "analysis/side_change.h"

#include <math.h>

static bool either(enum cell_status a, enum cell_status b, enum cell_status status)
{
    return a == status || b == status;
}

/* What two cells make together: as little as the lesser of them. */
static enum cell_status joint_status(enum cell_status a, enum cell_status b)
{
    static const enum cell_status order[] = { CELL_NOT_ASKED, CELL_SUPPRESSED, CELL_EMPTY,
                                              CELL_TOO_FEW, CELL_HELD };
    for (size_t i = 0; i < sizeof order / sizeof *order; i++)
        if (either(a, b, order[i]))
            return order[i];
    return CELL_OK;
}

/* Figures are 100 at most, and gaps have been subtracted already: below this there is
   nothing but what rounding leaves. Means of a million answers differ by more. */
static double subtract(double new, double old)
{
    static const double rounding = 1e-13;
    double difference = new - old;
    return fabs(difference) < rounding ? 0 : difference;
}

static struct tested_difference test_of(enum change_figure figure,
                                        const struct side_samples *samples,
                                        const struct measure *new,
                                        const struct measure *old, double confidence)
{
    struct tested_difference tested = { .p = { .available = false } };
    struct change change;
    if (!new->available || !old->available)
        return tested;
    tested.estimate.value = available(subtract(new->value, old->value));
    if (!side_change(figure, samples, confidence, &change))
        return tested;
    tested.estimate.low = available(change.interval.low);
    tested.estimate.high = available(change.interval.high);
    tested.p = available(change.p);
    return tested;
}

static struct difference_result start(enum cell_status new, enum cell_status old,
                                      bool has_nps, bool has_top_box)
{
    struct difference_result difference = { .status = joint_status(new, old),
                                            .has_nps = has_nps,
                                            .has_top_box = has_top_box };
    if (difference.status == CELL_SUPPRESSED)
        difference.reason = REASON_DERIVED;
    return difference;
}

static bool is_shown(const struct difference_result *difference)
{
    return difference->status != CELL_SUPPRESSED && difference->status != CELL_NOT_ASKED;
}

struct difference_result difference_of_sides(const struct side_result *new,
                                             const struct side_result *old,
                                             double confidence)
{
    const struct side_samples samples = samples_of_side(new, old);
    struct difference_result difference =
        start(new->status, old->status, new->has_nps, new->has_top_box);
    if (!is_shown(&difference))
        return difference;
    difference.index = test_of(CHANGE_OF_INDEX, &samples, &new->index.value,
                               &old->index.value, confidence);
    difference.nps =
        test_of(CHANGE_OF_NPS, &samples, &new->nps.value, &old->nps.value, confidence);
    difference.top_box = test_of(CHANGE_OF_TOP_BOX, &samples, &new->top_box.value,
                                 &old->top_box.value, confidence);
    return difference;
}

struct difference_result difference_of_gaps(const struct result_row *new,
                                            const struct result_row *old,
                                            double confidence)
{
    const struct side_samples samples = samples_of_gap(new->sides, old->sides);
    struct difference_result difference = start(new->gap->status, old->gap->status,
                                                new->gap->has_nps, new->gap->has_top_box);
    if (!is_shown(&difference))
        return difference;
    difference.index = test_of(CHANGE_OF_INDEX, &samples, &new->gap->index.value,
                               &old->gap->index.value, confidence);
    difference.nps = test_of(CHANGE_OF_NPS, &samples, &new->gap->nps.value,
                             &old->gap->nps.value, confidence);
    difference.top_box = test_of(CHANGE_OF_TOP_BOX, &samples, &new->gap->top_box.value,
                                 &old->gap->top_box.value, confidence);
    return difference;
}

void difference_forget(struct difference_result *difference)
{
    const struct tested_difference nothing = { .p = { .available = false } };
    difference->question_changed = true;
    difference->index = difference->nps = difference->top_box = nothing;
}

static void add(struct p_family *family, struct tested_difference *tested)
{
    p_family_add(family, &tested->p, &tested->p_adjusted);
}

void difference_families_add(struct difference_families *families,
                             struct difference_result *difference)
{
    add(&families->index, &difference->index);
    add(&families->nps, &difference->nps);
    add(&families->top_box, &difference->top_box);
}

bool difference_families_adjust(struct difference_families *families,
                                enum adjustment method)
{
    return p_family_adjust(&families->index, method) &&
           p_family_adjust(&families->nps, method) &&
           p_family_adjust(&families->top_box, method);
}

void difference_families_release(struct difference_families *families)
{
    p_family_release(&families->index);
    p_family_release(&families->nps);
    p_family_release(&families->top_box);
}
