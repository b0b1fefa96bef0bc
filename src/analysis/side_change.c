#include "analysis/side_change.h"

#include <math.h>

struct side_samples samples_of_side(const struct side_result *new,
                                    const struct side_result *old)
{
    return (struct side_samples){ { new }, { old }, 1 };
}

struct side_samples samples_of_gap(const struct side_result *const new[SIDE_COUNT],
                                   const struct side_result *const old[SIDE_COUNT])
{
    return (struct side_samples){
        { new[SIDE_EMPLOYEES], old[SIDE_CUSTOMERS] },
        { new[SIDE_CUSTOMERS], old[SIDE_EMPLOYEES] },
        2,
    };
}

/* Design effects are told where respondents have weights or a design: 0 where all of a
   population answered. */
static const struct measure *effect_on(enum change_figure figure,
                                       const struct side_result *side)
{
    const struct side_design *design = side_design(side);
    switch (figure) {
    case CHANGE_OF_INDEX:
    case CHANGE_OF_MEAN:
        return &design->index_deff;
    case CHANGE_OF_NPS:
        return &design->nps_deff;
    case CHANGE_OF_TOP_BOX:
        return &design->top_deff;
    }
    return &design->index_deff;
}

static double effect_of(const struct measure *effect)
{
    return effect->available ? effect->value : 1;
}

/* n answers are as sure as so many equal ones. */
static double equal_answers(double n, const struct measure *effect)
{
    return n / fmax(effect_of(effect), 1e-30);
}

static bool is_certain(enum change_figure figure, const struct side_result *side)
{
    return !(effect_of(effect_on(figure, side)) > 0);
}

/* Nothing is left to be unsure of, nor to be tested. */
static bool all_certain(enum change_figure figure, const struct side_samples *samples)
{
    for (size_t i = 0; i < samples->pair_count; i++)
        if (!is_certain(figure, samples->added[i]) ||
            !is_certain(figure, samples->subtracted[i]))
            return false;
    return true;
}

/* One answer has a value and no doubt about it can be told, so two are needed; and where
   there are design effects, the figure's own: one cluster has a value, too. */
static bool is_sample(const struct side_result *side, const struct measure *effect)
{
    return side->status != CELL_SUPPRESSED && side->n.available && side->n.value >= 2 &&
           (effect->available || !side_design(side)->n_eff.available);
}

static bool moments_of_side(const struct side_result *side, bool is_mean,
                            struct moments *moments_out)
{
    const struct measure *value = is_mean ? &side->mean : &side->index.value;
    const struct measure *sd = is_mean ? &side->mean_sd : &side->index_sd;
    const struct side_design *design = side_design(side);
    if (!is_sample(side, &design->index_deff) || !value->available || !sd->available)
        return false;
    *moments_out = (struct moments){
        .n = side->n.value,
        .mean = value->value,
        .variance = sd->value * sd->value * effect_of(&design->index_deff),
        .has_variance = true,
        .df = design->index_df.available ? design->index_df.value : 0,
    };
    return true;
}

/* The count behind a share, which the report rounds to 12 digits. Answers that do not all
   count the same come to no whole ones. */
static double count_of(double percent, double n, const struct measure *effect)
{
    double count = percent / 100 * n;
    return effect->available ? count : round(count);
}

static bool nps_of_side(const struct side_result *side, struct nps_counts *counts_out)
{
    const struct measure *effect = &side_design(side)->nps_deff;
    if (!is_sample(side, effect) || !side->promoters.available ||
        !side->detractors.available)
        return false;
    double n = equal_answers(side->n.value, effect);
    *counts_out = (struct nps_counts){
        .promoters = count_of(side->promoters.value, n, effect),
        .detractors = count_of(side->detractors.value, n, effect),
        .n = n,
    };
    return true;
}

static bool share_of_side(const struct side_result *side, struct share_counts *counts_out)
{
    const struct measure *effect = &side_design(side)->top_deff;
    if (!is_sample(side, effect) || !side->top_box.value.available)
        return false;
    double n = equal_answers(side->n.value, effect);
    *counts_out = (struct share_counts){
        .hits = count_of(side->top_box.value.value, n, effect),
        .n = n,
    };
    return true;
}

static bool test_means(const struct side_samples *samples, bool is_mean,
                       double confidence, struct change *change_out)
{
    struct moments added[CHANGE_MOST_PAIRS];
    struct moments subtracted[CHANGE_MOST_PAIRS];
    for (size_t i = 0; i < samples->pair_count; i++)
        if (!moments_of_side(samples->added[i], is_mean, &added[i]) ||
            !moments_of_side(samples->subtracted[i], is_mean, &subtracted[i]))
            return false;
    return mean_change(added, subtracted, samples->pair_count, confidence, change_out);
}

static bool test_nps(const struct side_samples *samples, double confidence,
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

static bool test_shares(const struct side_samples *samples, double confidence,
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

static void to_percent(struct change *change)
{
    change->value *= 100;
    change->interval.low *= 100;
    change->interval.high *= 100;
}

bool side_change(enum change_figure figure, const struct side_samples *samples,
                 double confidence, struct change *change_out)
{
    struct change change;
    bool done = false;
    if (all_certain(figure, samples))
        return false;
    switch (figure) {
    case CHANGE_OF_INDEX:
    case CHANGE_OF_MEAN:
        return test_means(samples, figure == CHANGE_OF_MEAN, confidence, change_out);
    case CHANGE_OF_NPS:
        done = test_nps(samples, confidence, &change);
        break;
    case CHANGE_OF_TOP_BOX:
        done = test_shares(samples, confidence, &change);
        break;
    }
    if (done) {
        to_percent(&change);
        *change_out = change;
    }
    return done;
}

bool side_variance(enum change_figure figure, const struct side_result *side,
                   double *variance_out)
{
    struct moments moments;
    struct nps_counts classes;
    struct share_counts share;
    double fraction;
    double spread;
    switch (figure) {
    case CHANGE_OF_INDEX:
    case CHANGE_OF_MEAN:
        if (!moments_of_side(side, figure == CHANGE_OF_MEAN, &moments))
            return false;
        *variance_out = moments.variance / moments.n;
        return true;
    case CHANGE_OF_NPS:
        if (!nps_of_side(side, &classes))
            return false;
        fraction = (classes.promoters - classes.detractors) / classes.n;
        spread =
            (classes.promoters + classes.detractors) / classes.n - fraction * fraction;
        *variance_out = 1e4 * spread / classes.n;
        return true;
    case CHANGE_OF_TOP_BOX:
        if (!share_of_side(side, &share))
            return false;
        fraction = share.hits / share.n;
        *variance_out = 1e4 * fraction * (1 - fraction) / share.n;
        return true;
    }
    return false;
}
