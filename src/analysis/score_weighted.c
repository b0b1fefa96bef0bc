#include "analysis/score_weighted.h"

#include "stats/agreement.h"
#include "stats/sum.h"

#include <math.h>

/* -- what a level counts as ---------------------------------------------------------- */

typedef double level_value(const struct question *question, double level);

static double as_level(const struct question *question, double level)
{
    (void)question;
    return level;
}

static double as_nps(const struct question *question, double level)
{
    enum nps_class class = question_nps_class(question, level);
    return class == NPS_PROMOTER ? 1 : class == NPS_DETRACTOR ? -1 : 0;
}

static double as_promoter(const struct question *question, double level)
{
    return question_nps_class(question, level) == NPS_PROMOTER;
}

static double as_passive(const struct question *question, double level)
{
    return question_nps_class(question, level) == NPS_PASSIVE;
}

static double as_detractor(const struct question *question, double level)
{
    return question_nps_class(question, level) == NPS_DETRACTOR;
}

static double as_top(const struct question *question, double level)
{
    return question_is_top(question, level);
}

/* The answers of a row, with what is needed to weigh them. */
struct weighing {
    const struct question *question;
    const struct count_levels *levels;
    double *values; /* lent, one per level */
    const struct design_sample *sample;
    double confidence;
};

static bool weigh(const struct weighing *weighing, level_value *value,
                  struct design_mean *mean_out)
{
    for (size_t k = 0; k < weighing->levels->count; k++)
        weighing->values[k] = value(weighing->question, weighing->levels->levels[k]);
    return design_mean_of(weighing->sample, weighing->values, mean_out);
}

/* -- the scores ---------------------------------------------------------------------- */

static void weigh_index(const struct weighing *weighing, struct side_counts *counts,
                        struct side_result *result)
{
    struct level_range range = question_range(weighing->question);
    struct design_mean mean;
    if (!weigh(weighing, as_level, &mean))
        return;
    counts->moments = moments_rescaled(design_moments(&mean), range.min, range.max);
    if (!range.is_index) {
        result->mean = available(mean.mean);
        if (mean.n >= 2)
            result->mean_sd = available(mean.sd);
    }
    result->design->n_eff = available(mean.n_eff);
    result->index.value = available(counts->moments.mean);
    if (mean.n >= 2)
        result->index_sd = available(mean.sd * 100 / (range.max - range.min));
    if (!mean.has_variance)
        return;
    result->design->index_deff = available(mean.effect);
    result->design->index_df = available(mean.df);
    struct interval interval;
    if (mean_interval(&counts->moments, weighing->confidence, &interval)) {
        result->index.low = available(interval.low);
        result->index.high = available(interval.high);
    }
}

static double share_of(const struct weighing *weighing, level_value *value)
{
    struct design_mean mean;
    return weigh(weighing, value, &mean) ? mean.mean : 0;
}

static void weigh_nps(const struct weighing *weighing, struct side_counts *counts,
                      struct side_result *result)
{
    struct design_mean mean;
    struct interval interval;
    if (!weigh(weighing, as_nps, &mean))
        return;
    double promoters = share_of(weighing, as_promoter);
    double detractors = share_of(weighing, as_detractor);
    result->promoters = available(100 * promoters);
    result->passives = available(100 * share_of(weighing, as_passive));
    result->detractors = available(100 * detractors);
    result->nps = percent_estimate(mean.mean, NULL);
    if (!mean.has_variance)
        return;
    double size = design_size(&mean);
    result->design->nps_deff = available(mean.effect);
    counts->classes = (struct nps_counts){ promoters * size, detractors * size, size };
    if (nps_interval(counts->classes, weighing->confidence, &interval))
        result->nps = percent_estimate(mean.mean, &interval);
}

static void weigh_top_box(const struct weighing *weighing, struct side_counts *counts,
                          struct side_result *result)
{
    struct design_mean mean;
    struct interval interval;
    if (!weigh(weighing, as_top, &mean))
        return;
    result->top_box = percent_estimate(mean.mean, NULL);
    if (!mean.has_variance)
        return;
    result->design->top_deff = available(mean.effect);
    counts->top_n = design_size(&mean);
    counts->top = mean.mean * counts->top_n;
    if (wilson_interval(counts->top, counts->top_n, weighing->confidence, &interval))
        result->top_box = percent_estimate(mean.mean, &interval);
}

/* As score_agreement() does, with the weighted mean and spread. */
static void weigh_agreement(const struct weighing *weighing, struct side_result *result)
{
    const struct scale *scale = weighing->question->items[0].scale;
    double steps = scale->max - scale->min;
    const struct answer_scale options = { 0, 100, steps + 1 };
    const struct design_sample *sample = weighing->sample;
    struct sum weight = { 0 };
    struct sum distance = { 0 };
    double value;
    if (!result->index_sd.available)
        return;
    for (size_t g = 0; g < sample->group_count; g++)
        for (size_t k = 0; k < sample->level_count; k++) {
            double own = sample->groups[g]->weights[k];
            sum_add(&weight, own);
            sum_add_product(
                &distance, own,
                fabs(weighing->levels->rescaled[k] - result->index.value.value));
        }
    result->mean_deviation = available(sum_value(&distance) / sum_value(&weight));
    const struct moments spread = {
        .n = result->n.value,
        .mean = result->index.value.value,
        .variance = result->index_sd.value * result->index_sd.value,
        .has_variance = true,
    };
    if (weighing->question->item_count == 1 && steps == floor(steps) &&
        rwg(&spread, &options, &value) == SHORTFALL_NONE)
        result->rwg = available(value);
}

void score_weighted(const struct question *question, const struct count_row *row,
                    const struct design_sample *sample, double confidence,
                    struct side_counts *counts_out, struct side_result *result_out)
{
    const struct weighing weighing = { question, row->levels, row->weighted->values,
                                       sample, confidence };
    counts_out->is_weighted = true;
    weigh_index(&weighing, counts_out, result_out);
    weigh_agreement(&weighing, result_out);
    if (result_out->has_nps)
        weigh_nps(&weighing, counts_out, result_out);
    if (result_out->has_top_box)
        weigh_top_box(&weighing, counts_out, result_out);
}
