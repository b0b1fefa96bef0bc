#include "analysis/gap.h"

#include "stats/effect.h"
#include "stats/gap.h"

#include <math.h>

static bool either(const struct side_result sides[SIDE_COUNT], enum cell_status status)
{
    return sides[SIDE_EMPLOYEES].status == status ||
           sides[SIDE_CUSTOMERS].status == status;
}

static enum cell_status gap_status(const struct side_result sides[SIDE_COUNT])
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
                          const struct moments *employees,
                          const struct moments *customers, struct gap_result *gap)
{
    gap->index.value = available(employees->mean - customers->mean);
    gap->equivalence_margin = available(rules->margin);
    struct welch test;
    if (!welch(employees, customers, rules->confidence, &test))
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
    double g;
    if (hedges_g(employees, customers, &g))
        gap->hedges_g = available(g);
}

static void compare_ranks(double confidence, const struct histogram *employees,
                          const struct histogram *customers, struct gap_result *gap)
{
    struct cliffs_delta delta;
    if (cliffs_delta(employees, customers, confidence, &delta)) {
        gap->cliffs_delta.value = available(delta.delta);
        if (delta.has_interval)
            gap->cliffs_delta = estimate_of(delta.delta, delta.interval);
    }
    struct mann_whitney ranks;
    if (mann_whitney(employees, customers, &ranks)) {
        gap->mann_whitney_u = available(ranks.u);
        gap->mann_whitney_z = available(ranks.z);
        gap->mann_whitney_p = available(ranks.p);
    }
}

static void compare_shares(double confidence, const struct side_counts *employees,
                           const struct side_counts *customers, struct gap_result *gap)
{
    bool has_interval = gap->status == CELL_OK;
    struct nps_gap nps;
    if (gap->has_nps && nps_gap(employees->classes, customers->classes, confidence, &nps))
        gap->nps = percent_estimate(nps.value, has_interval ? &nps.interval : NULL);
    struct share_gap top;
    if (gap->has_top_box &&
        newcombe_gap(employees->top, employees->moments.n, customers->top,
                     customers->moments.n, confidence, &top))
        gap->top_box = percent_estimate(top.value, has_interval ? &top.interval : NULL);
}

static struct gap_result gap_between(const struct side_result sides[SIDE_COUNT])
{
    return (struct gap_result){
        .status = gap_status(sides),
        .has_nps = sides[SIDE_EMPLOYEES].has_nps && sides[SIDE_CUSTOMERS].has_nps,
        .has_top_box =
            sides[SIDE_EMPLOYEES].has_top_box && sides[SIDE_CUSTOMERS].has_top_box,
    };
}

static bool is_comparable(const struct gap_result *gap)
{
    return gap->status == CELL_OK || gap->status == CELL_TOO_FEW;
}

void compare_sides(const struct analysis_rules *rules,
                   const struct side_counts counts[SIDE_COUNT],
                   const struct side_result sides[SIDE_COUNT], struct gap_result *gap_out)
{
    const struct side_counts *employees = &counts[SIDE_EMPLOYEES];
    const struct side_counts *customers = &counts[SIDE_CUSTOMERS];
    *gap_out = gap_between(sides);
    if (!is_comparable(gap_out))
        return;
    compare_means(rules, &employees->moments, &customers->moments, gap_out);
    compare_ranks(rules->confidence, &employees->index, &customers->index, gap_out);
    compare_shares(rules->confidence, employees, customers, gap_out);
}

static double head_count(double n, const struct measure *percentage)
{
    return percentage->available ? round(n * percentage->value / 100) : 0;
}

/* The histogram stays empty: shown figures do not tell it. */
static struct side_counts counts_of(const struct side_result *side)
{
    double n = side->n.value;
    double sd = side->index_sd.value;
    return (struct side_counts){
        .moments = { .n = n,
                     .mean = side->index.value.value,
                     .variance = side->index_sd.available ? sd * sd : 0,
                     .has_variance = side->index_sd.available },
        .classes = { head_count(n, &side->promoters), head_count(n, &side->detractors),
                     n },
        .top = head_count(n, &side->top_box.value),
    };
}

void compare_shown_sides(const struct analysis_rules *rules, struct result_row *row)
{
    row->gap = gap_between(row->sides);
    if (!is_comparable(&row->gap))
        return;
    const struct side_counts employees = counts_of(&row->sides[SIDE_EMPLOYEES]);
    const struct side_counts customers = counts_of(&row->sides[SIDE_CUSTOMERS]);
    compare_means(rules, &employees.moments, &customers.moments, &row->gap);
    compare_shares(rules->confidence, &employees, &customers, &row->gap);
}
