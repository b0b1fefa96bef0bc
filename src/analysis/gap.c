#include "analysis/gap.h"

#include "analysis/row_figures.h"
#include "analysis/shown_units.h"
#include "stats/distribution.h"
#include "stats/effect.h"
#include "stats/gap.h"
#include "stats/t_expansion.h"

#include <math.h>

static bool either(const struct side_result *const sides[SIDE_COUNT],
                   enum cell_status status)
{
    return sides[SIDE_EMPLOYEES]->status == status ||
           sides[SIDE_CUSTOMERS]->status == status;
}

static enum cell_status gap_status(const struct side_result *const sides[SIDE_COUNT])
{
    if (either(sides, CELL_NOT_ASKED))
        return CELL_NOT_ASKED;
    if (either(sides, CELL_EMPTY))
        return CELL_EMPTY;
    return either(sides, CELL_TOO_FEW) ? CELL_TOO_FEW : CELL_OK;
}

static struct estimate estimate_of(double value, struct interval interval)
{
    return (struct estimate){ available(value), available(interval.low),
                              available(interval.high) };
}

static void compare_means(const struct analysis_rules *rules,
                          const struct t_expansion *expansion,
                          const struct moments *employees,
                          const struct moments *customers, struct gap_result *gap)
{
    gap->index.value = available(employees->mean - customers->mean);
    gap->equivalence_margin = available(rules->margin);
    struct welch test;
    if (!welch_by(employees, customers, expansion, &test))
        return;
    gap->index = estimate_of(test.difference, test.interval);
    gap->t = available(test.t);
    gap->df = available(test.df);
    gap->p = available(test.p);
    struct equivalence same;
    if (equivalence(employees, customers, rules->margin, &same))
        gap->equivalence_p = available(same.p);
    double smallest;
    if (minimum_detectable(test.se, rules->alpha, &smallest))
        gap->minimum_detectable = available(smallest);
}

/* Of the spread of the answers themselves, whatever the design makes of it. Without
   `critical`, NULL, nothing is kept. */
static void compare_spreads(const struct side_result *const sides[SIDE_COUNT],
                            struct critical_values *critical, struct gap_result *gap)
{
    struct moments moments[SIDE_COUNT];
    double g;
    for (int side = 0; side < SIDE_COUNT; side++) {
        double sd = sides[side]->index_sd.value;
        moments[side] =
            (struct moments){ .n = sides[side]->n.value,
                              .mean = sides[side]->index.value.value,
                              .variance = sd * sd,
                              .has_variance = sides[side]->index_sd.available };
    }
    const struct moments *employees = &moments[SIDE_EMPLOYEES];
    const struct moments *customers = &moments[SIDE_CUSTOMERS];
    if (hedges_g(employees, customers, critical, &g))
        gap->hedges_g = available(g);
}

static void compare_ranks(struct critical_values *critical,
                          const struct histogram *employees,
                          const struct histogram *customers, struct gap_result *gap)
{
    struct answer_pairs pairs = answer_pairs_of(employees, customers);
    struct cliffs_delta delta;
    if (cliffs_delta_of(&pairs, critical, &delta)) {
        gap->cliffs_delta.value = available(delta.delta);
        if (delta.has_interval)
            gap->cliffs_delta = estimate_of(delta.delta, delta.interval);
    }
    struct mann_whitney ranks;
    if (mann_whitney_of(&pairs, &ranks)) {
        gap->mann_whitney_u = available(ranks.u);
        gap->mann_whitney_z = available(ranks.z);
        gap->mann_whitney_p = available(ranks.p);
    }
}

static bool has_heads(const struct side_counts *counts)
{
    return !counts->is_weighted || counts->has_heads;
}

/* How often the one answers higher than the other, without a word on chance: its formulas
   are those of simple samples. */
static void describe_ranks(double confidence, const struct histogram *employees,
                           const struct histogram *customers, struct gap_result *gap)
{
    struct cliffs_delta delta;
    if (cliffs_delta(employees, customers, confidence, &delta))
        gap->cliffs_delta.value = available(delta.delta);
}

static struct estimate difference(const struct measure *employees,
                                  const struct measure *customers)
{
    struct estimate estimate = { .value = { .available = false } };
    if (employees->available && customers->available)
        estimate.value = available(employees->value - customers->value);
    return estimate;
}

/* What stays where nothing is known of how sure the shares are. */
static void subtract_shares(const struct side_result *const sides[SIDE_COUNT],
                            struct gap_result *gap)
{
    if (gap->has_nps)
        gap->nps = difference(&sides[SIDE_EMPLOYEES]->nps.value,
                              &sides[SIDE_CUSTOMERS]->nps.value);
    if (gap->has_top_box)
        gap->top_box = difference(&sides[SIDE_EMPLOYEES]->top_box.value,
                                  &sides[SIDE_CUSTOMERS]->top_box.value);
}

static void compare_shares(const struct t_expansion *expansion,
                           const struct side_counts *employees,
                           const struct side_counts *customers, struct gap_result *gap)
{
    bool has_interval = gap->status == CELL_OK;
    struct nps_gap nps;
    if (gap->has_nps &&
        nps_gap(employees->classes, customers->classes, expansion->confidence, &nps))
        gap->nps = percent_estimate(nps.value, has_interval ? &nps.interval : NULL);
    struct share_gap top;
    if (gap->has_top_box &&
        newcombe_gap_at(employees->top, employees->top_n, customers->top,
                        customers->top_n, expansion->normal, &top))
        gap->top_box = percent_estimate(top.value, has_interval ? &top.interval : NULL);
}

/* Whether both have a figure of a kind. */
static bool both_have_nps(const struct side_result *const sides[SIDE_COUNT])
{
    return sides[SIDE_EMPLOYEES]->has_nps && sides[SIDE_CUSTOMERS]->has_nps;
}

static bool both_have_top_box(const struct side_result *const sides[SIDE_COUNT])
{
    return sides[SIDE_EMPLOYEES]->has_top_box && sides[SIDE_CUSTOMERS]->has_top_box;
}

static struct gap_result gap_between(const struct side_result *const sides[SIDE_COUNT])
{
    return (struct gap_result){ .status = gap_status(sides),
                                .has_nps = both_have_nps(sides),
                                .has_top_box = both_have_top_box(sides) };
}

static bool is_comparable(enum cell_status status)
{
    return status == CELL_OK || status == CELL_TOO_FEW;
}

const struct gap_result *
gap_without_comparison(const struct side_counts counts[SIDE_COUNT],
                       const struct side_result *const sides[SIDE_COUNT])
{
    enum cell_status status = gap_status(sides);
    if (is_comparable(status) && !counts[SIDE_EMPLOYEES].is_hidden &&
        !counts[SIDE_CUSTOMERS].is_hidden)
        return NULL;
    return gap_without_figures(status, both_have_nps(sides), both_have_top_box(sides));
}

void compare_sides(const struct analysis_rules *rules, struct critical_values *critical,
                   const struct side_counts counts[SIDE_COUNT],
                   const struct side_result *const sides[SIDE_COUNT],
                   struct gap_result *gap_out)
{
    const struct side_counts *employees = &counts[SIDE_EMPLOYEES];
    const struct side_counts *customers = &counts[SIDE_CUSTOMERS];
    *gap_out = gap_between(sides);
    compare_means(rules, &critical->expansion, &employees->moments, &customers->moments,
                  gap_out);
    compare_spreads(sides, critical, gap_out);
    if (!employees->is_weighted && !customers->is_weighted)
        compare_ranks(critical, &employees->index, &customers->index, gap_out);
    else if (has_heads(employees) && has_heads(customers))
        describe_ranks(rules->confidence, &employees->index, &customers->index, gap_out);
    subtract_shares(sides, gap_out);
    compare_shares(&critical->expansion, employees, customers, gap_out);
}

/* Whole where it is people that are counted, and not weights. */
static double head_count(double n, const struct measure *percentage)
{
    double count = percentage->available ? n * percentage->value / 100 : 0;
    return n == round(n) ? round(count) : count;
}

/* How many equal answers are as sure as the side's with a design effect; none where it
   has a design and no effect: one cluster says nothing of how sure it is. */
static double equal_answers(const struct side_result *side, const struct measure *effect)
{
    double n = side->n.value;
    if (!effect->available && side_design(side)->n_eff.available)
        return 0;
    return !effect->available || effect->value == 1 ? n : n / fmax(effect->value, 1e-30);
}

/* The histogram stays empty: shown figures do not tell it. */
static struct side_counts counts_of(const struct side_result *side)
{
    double n = side->n.value;
    double nps_n = equal_answers(side, &side_design(side)->nps_deff);
    double top_n = equal_answers(side, &side_design(side)->top_deff);
    struct side_counts counts = {
        .classes = { head_count(nps_n, &side->promoters),
                     head_count(nps_n, &side->detractors), nps_n },
        .top = head_count(top_n, &side->top_box.value),
        .top_n = top_n,
    };
    counts.moments = (struct moments){ .n = n, .mean = side->index.value.value };
    (void)side_moments(side, &counts.moments);
    return counts;
}

void compare_shown_sides(const struct analysis_rules *rules,
                         const struct side_result *const sides[SIDE_COUNT],
                         struct gap_result *gap_out)
{
    *gap_out = gap_between(sides);
    if (!is_comparable(gap_out->status))
        return;
    const struct side_counts employees = counts_of(sides[SIDE_EMPLOYEES]);
    const struct side_counts customers = counts_of(sides[SIDE_CUSTOMERS]);
    struct t_expansion expansion;
    t_expansion_init(&expansion, rules->confidence);
    compare_means(rules, &expansion, &employees.moments, &customers.moments, gap_out);
    compare_spreads(sides, NULL, gap_out);
    subtract_shares(sides, gap_out);
    compare_shares(&expansion, &employees, &customers, gap_out);
}
