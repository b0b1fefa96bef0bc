#include "analysis/score.h"

#include "analysis/row_figures.h"
#include "analysis/score_weighted.h"
#include "stats/agreement.h"

#include <assert.h>
#include <math.h>

struct measure available(double value)
{
    return (struct measure){ true, value };
}

struct estimate percent_estimate(double value, const struct interval *interval)
{
    struct estimate estimate = { .value = available(100 * value) };
    if (interval) {
        estimate.low = available(100 * interval->low);
        estimate.high = available(100 * interval->high);
    }
    return estimate;
}

static void score_mean(const struct level_range *range, const struct histogram *answers,
                       struct critical_values *critical, struct side_counts *counts,
                       struct side_result *result)
{
    struct moments moments = moments_of(answers);
    counts->moments = moments_rescaled(moments, range->min, range->max);
    if (!range->is_index) {
        result->mean = available(moments.mean);
        if (moments.has_variance)
            result->mean_sd = available(sqrt(moments.variance));
    }
    result->index.value = available(counts->moments.mean);
    if (!moments.has_variance)
        return;
    result->index_sd = available(sqrt(counts->moments.variance));
    if (counts->is_hidden)
        return;
    struct interval interval = mean_interval_at(
        &counts->moments, critical_t(critical, moments_df(&counts->moments)));
    result->index.low = available(interval.low);
    result->index.high = available(interval.high);
}

/* One answer has no interval of any kind, though the formulas for shares would give one:
   a reader would take it for knowledge about a group. */
static void score_nps(const struct question *question, const struct histogram *answers,
                      const struct critical_values *critical, struct side_counts *counts,
                      struct side_result *result)
{
    double classes[3] = { 0 };
    for (size_t i = 0; i < answers->level_count; i++)
        classes[question_nps_class(question, answers->levels[i])] += answers->counts[i];
    double n = classes[NPS_PROMOTER] + classes[NPS_PASSIVE] + classes[NPS_DETRACTOR];
    assert(n == counts->moments.n);
    counts->classes =
        (struct nps_counts){ classes[NPS_PROMOTER], classes[NPS_DETRACTOR], n };
    result->promoters = available(100 * classes[NPS_PROMOTER] / n);
    result->passives = available(100 * classes[NPS_PASSIVE] / n);
    result->detractors = available(100 * classes[NPS_DETRACTOR] / n);
    if (counts->is_hidden)
        return;
    double value;
    struct interval interval = { 0 };
    if (n > 1)
        interval = nps_interval_at(counts->classes, critical->expansion.normal);
    if (nps_value(counts->classes, &value))
        result->nps = percent_estimate(value, n > 1 ? &interval : NULL);
}

static void score_top_box(const struct question *question,
                          const struct histogram *answers,
                          const struct critical_values *critical,
                          struct side_counts *counts, struct side_result *result)
{
    for (size_t i = 0; i < answers->level_count; i++)
        if (answers->counts[i] > 0 && question_is_top(question, answers->levels[i]))
            counts->top += answers->counts[i];
    double n = counts->moments.n;
    counts->top_n = n;
    struct interval interval = { 0 };
    if (n > 1)
        interval = wilson_at(counts->top, n, critical->expansion.normal);
    result->top_box = percent_estimate(counts->top / n, n > 1 ? &interval : NULL);
}

/* How far the people of the group agree with each other. r_wg compares with answers
   spread evenly over the options, so it needs a question that has options: one item,
   whole codes. For several items it would need each item's variance, which a tally does
   not hold. */
static void score_agreement(const struct question *question,
                            const struct side_counts *counts, struct side_result *result)
{
    double value;
    if (mean_deviation(&counts->index, &counts->moments, &value) == SHORTFALL_NONE)
        result->mean_deviation = available(value);
    const struct scale *scale = question->items[0].scale;
    double steps = scale->max - scale->min;
    const struct answer_scale options = { 0, 100, steps + 1 };
    if (question->item_count == 1 && steps == floor(steps) &&
        rwg(&counts->moments, &options, &value) == SHORTFALL_NONE)
        result->rwg = available(value);
}

static void score_plain(const struct question *question, const struct histogram *answers,
                        struct critical_values *critical, struct side_counts *counts,
                        struct side_result *result)
{
    struct level_range range = question_range(question);
    score_mean(&range, answers, critical, counts, result);
    if (result->has_nps)
        score_nps(question, answers, critical, counts, result);
    if (counts->is_hidden)
        return;
    score_agreement(question, counts, result);
    if (result->has_top_box)
        score_top_box(question, answers, critical, counts, result);
}

static void keep_heads(const struct side_result *heads, struct side_design *design)
{
    design->plain_index = heads->index.value;
    design->plain_index_sd = heads->index_sd;
    design->plain_promoters = heads->promoters;
    design->plain_detractors = heads->detractors;
}

/* What weights and a design would tell of answers that need neither. */
static void tell_plain_sample(const struct side_result *result,
                              struct side_design *design)
{
    design->n_eff = result->n;
    if (result->n.value < 2)
        return;
    design->index_deff = available(1);
    design->index_df = available(result->n.value - 1);
    if (result->has_nps)
        design->nps_deff = available(1);
    if (result->has_top_box)
        design->top_deff = available(1);
}

/* Of all who responded, with or without an answer to this question. */
static void tell_response(double headcount, struct side_result *result)
{
    double rows = result->n.value;
    if (!(headcount > 0))
        return;
    for (size_t kind = 0; kind < MISSING_COUNT; kind++)
        rows += result->missing[kind].value;
    result->design->headcount = available(headcount);
    result->design->response_rate = available(100 * rows / headcount);
}

/* Of people, so that plain addition is exact. */
static double count_answers(const struct histogram *answers)
{
    double count = 0;
    for (size_t i = 0; i < answers->level_count; i++)
        count += answers->counts[i];
    return count;
}

static bool has_missing(const struct count_row *row)
{
    uint64_t count = 0;
    for (size_t kind = 0; kind < MISSING_COUNT; kind++)
        count += row->missing[kind];
    return count > 0;
}

const struct side_result *side_without_answers(const struct question *question,
                                               const struct count_row *row)
{
    if (question->item_count == 0)
        return side_not_asked();
    struct histogram answers = count_row_answers(row);
    if (row->counts && (row->weighted || has_missing(row) || count_answers(&answers) > 0))
        return NULL;
    return side_of_nobody(question_is_nps(question), question_has_top(question));
}

void score_side(const struct question *question, const struct count_row *row,
                struct critical_values *critical, struct side_counts *counts_out,
                struct side_result *result_out)
{
    struct histogram answers = count_row_answers(row);
    double n = count_answers(&answers);
    *counts_out = (struct side_counts){ .index = count_row_index(row) };
    *result_out = (struct side_result){ .status = n == 0   ? CELL_EMPTY
                                                  : n == 1 ? CELL_TOO_FEW
                                                           : CELL_OK,
                                        .n = available(n),
                                        .design = result_out->design };
    for (size_t kind = 0; kind < MISSING_COUNT; kind++)
        result_out->missing[kind] = available((double)row->missing[kind]);
    if (row->weighted)
        tell_response(weighted_table_headcount(row->weighted, row->row), result_out);
    result_out->has_nps = question_is_nps(question);
    result_out->has_top_box = question_has_top(question);
    if (n == 0)
        return;
    counts_out->is_hidden = n < row->min_n;
    if (row->weighted) {
        struct design_sample sample = weighted_table_row(row->weighted, row->row);
        counts_out->has_heads = design_has_equal_weights(&sample);
        if (!is_plain_sample(&sample)) {
            struct side_result heads = *result_out;
            struct side_counts counts = *counts_out;
            score_plain(question, &answers, critical, &counts, &heads);
            keep_heads(&heads, result_out->design);
            score_weighted(question, row, &sample, critical->expansion.confidence,
                           counts_out, result_out);
            return;
        }
        tell_plain_sample(result_out, result_out->design);
    }
    score_plain(question, &answers, critical, counts_out, result_out);
}
