#include "stats/rank_correlation.h"

#include "stats/distribution.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

/* What ties among the values of one side take away; sums over its groups of t. */
struct ties {
    double pairs;     /* t (t - 1) / 2 */
    double triples;   /* t (t - 1) (t - 2) */
    double variance;  /* t (t - 1) (2 t + 5) */
    uint32_t largest; /* t */
};

struct ranking {
    struct ranked_unit *units; /* by x, then y */
    uint32_t count;
    struct ties x;
    struct ties y;
};

static int compare_doubles(double a, double b)
{
    return a < b ? -1 : a > b;
}

static int by_x(const void *left, const void *right)
{
    const struct ranked_unit *a = left;
    const struct ranked_unit *b = right;
    return compare_doubles(a->x, b->x);
}

static int by_y(const void *left, const void *right)
{
    const struct ranked_unit *a = left;
    const struct ranked_unit *b = right;
    return compare_doubles(a->y, b->y);
}

static int by_groups(const void *left, const void *right)
{
    const struct ranked_unit *a = left;
    const struct ranked_unit *b = right;
    if (a->x_group != b->x_group)
        return a->x_group < b->x_group ? -1 : 1;
    return a->y_group < b->y_group ? -1 : a->y_group > b->y_group;
}

static void add_group(struct ties *ties, uint32_t size)
{
    double t = size;
    ties->pairs += t * (t - 1) / 2;
    ties->triples += t * (t - 1) * (t - 2);
    ties->variance += t * (t - 1) * (2 * t + 5);
    if (size > ties->largest)
        ties->largest = size;
}

/* Where the group of equal values that starts at `start` ends; the units are sorted. */
static uint32_t group_end(const struct ranking *ranking, uint32_t start, bool is_x)
{
    const struct ranked_unit *units = ranking->units;
    double limit = (is_x ? units[start].x : units[start].y) + HISTOGRAM_TIE;
    uint32_t end = start + 1;
    while (end < ranking->count && (is_x ? units[end].x : units[end].y) <= limit)
        end++;
    return end;
}

static void rank_x(struct ranking *ranking)
{
    qsort(ranking->units, ranking->count, sizeof *ranking->units, by_x);
    uint32_t end;
    for (uint32_t start = 0, group = 0; start < ranking->count; start = end, group++) {
        end = group_end(ranking, start, true);
        add_group(&ranking->x, end - start);
        for (uint32_t i = start; i < end; i++) {
            ranking->units[i].x_group = group;
            ranking->units[i].x_midrank = start + end + 1;
        }
    }
}

static void rank_y(struct ranking *ranking)
{
    qsort(ranking->units, ranking->count, sizeof *ranking->units, by_y);
    uint32_t end;
    for (uint32_t start = 0, group = 0; start < ranking->count; start = end, group++) {
        end = group_end(ranking, start, false);
        add_group(&ranking->y, end - start);
        for (uint32_t i = start; i < end; i++) {
            struct ranked_unit *unit = &ranking->units[i];
            unit->y_group = group;
            unit->y_midrank = start + end + 1;
        }
    }
}

/* Sorts a run of two sorted halves into `to`; the number of pairs out of order. */
static double merge_run(const uint32_t *from, uint32_t *to, size_t start, size_t middle,
                        size_t end)
{
    double swaps = 0;
    size_t left = start;
    size_t right = middle;
    for (size_t at = start; at < end; at++) {
        bool takes_left = right == end || (left < middle && from[left] <= from[right]);
        if (!takes_left)
            swaps += (double)(middle - left);
        to[at] = takes_left ? from[left++] : from[right++];
    }
    return swaps;
}

/* Pairs out of order in values[0..count): Knight's (1966) merge sort. */
static double count_inversions(uint32_t *values, uint32_t *spare, size_t count)
{
    double swaps = 0;
    uint32_t *from = values;
    uint32_t *to = spare;
    for (size_t width = 1; width < count; width *= 2) {
        for (size_t start = 0; start < count; start += 2 * width) {
            size_t middle = start + width < count ? start + width : count;
            size_t end = middle + width < count ? middle + width : count;
            swaps += merge_run(from, to, start, middle, end);
        }
        uint32_t *sorted = to;
        to = from;
        from = sorted;
    }
    return swaps;
}

static double count_pairs(double n)
{
    return n * (n - 1) / 2;
}

/* Pairs tied on both sides. */
static double joint_ties(const struct ranking *ranking)
{
    double pairs = 0;
    double run = 0;
    for (uint32_t i = 1; i < ranking->count; i++) {
        run = by_groups(&ranking->units[i - 1], &ranking->units[i]) == 0 ? run + 1 : 0;
        pairs += run;
    }
    return pairs;
}

/* Kendall's S: pairs in the same order on both sides minus pairs in opposite order. */
static double kendall_score(const struct ranking *ranking, uint32_t *numbers)
{
    for (uint32_t i = 0; i < ranking->count; i++)
        numbers[i] = ranking->units[i].y_group;
    double opposite = count_inversions(numbers, numbers + ranking->count, ranking->count);
    return count_pairs(ranking->count) - ranking->x.pairs - ranking->y.pairs +
           joint_ties(ranking) - 2 * opposite;
}

static double kendall_variance(const struct ranking *ranking)
{
    double n = ranking->count;
    const struct ties *x = &ranking->x;
    const struct ties *y = &ranking->y;
    double main = (n * (n - 1) * (2 * n + 5) - x->variance - y->variance) / 18;
    double pairs = 2 * x->pairs * y->pairs / (n * (n - 1));
    double triples = x->triples * y->triples / (9 * n * (n - 1) * (n - 2));
    return main + pairs + triples;
}

/* Spearman's rho as Pearson's r of the midranks; whole numbers up to the last step. */
static double spearman_value(const struct ranking *ranking)
{
    double middle = ranking->count + 1.0; /* of doubled midranks */
    double xx = 0;
    double yy = 0;
    double xy = 0;
    for (uint32_t i = 0; i < ranking->count; i++) {
        double dx = ranking->units[i].x_midrank - middle;
        double dy = ranking->units[i].y_midrank - middle;
        xx += dx * dx;
        yy += dy * dy;
        xy += dx * dy;
    }
    return fmax(-1, fmin(1, xy / sqrt(xx * yy)));
}

static void permute(const struct ranking *ranking, struct pairing_table *table,
                    struct rank_correlation *spearman, struct rank_correlation *kendall)
{
    int8_t x[PAIRING_UNITS];
    int8_t y[PAIRING_UNITS];
    int middle = (int)ranking->count + 1; /* of doubled midranks */
    for (uint32_t i = 0; i < ranking->count; i++) {
        x[i] = (int8_t)((int)ranking->units[i].x_midrank - middle);
        y[i] = (int8_t)((int)ranking->units[i].y_midrank - middle);
    }
    pairing_table_make(table, ranking->count);
    struct pairing_hits hits = pairing_table_try(table, x, y);
    bool is_exact = pairing_table_is_exact(table);
    uint32_t own = is_exact ? 0 : 1; /* the observed pairing counts as one tried */
    double tried = table->pairing_count + own;
    spearman->p = (hits.spearman + own) / tried;
    kendall->p = (hits.kendall + own) / tried;
    spearman->method = is_exact ? RANK_EXACT : RANK_MONTE_CARLO;
    kendall->method = spearman->method;
}

enum shortfall rank_correlations(const struct points *points,
                                 const struct rank_scratch *scratch,
                                 struct rank_correlation *spearman_out,
                                 struct rank_correlation *kendall_out)
{
    if (points->count < LINKAGE_LEAST_UNITS)
        return SHORTFALL_UNITS;
    struct ranking ranking = { .units = scratch->units,
                               .count = (uint32_t)points->count };
    for (size_t i = 0; i < points->count; i++)
        scratch->units[i] = (struct ranked_unit){ .x = points->x[i], .y = points->y[i] };
    rank_y(&ranking);
    rank_x(&ranking);
    if (ranking.x.largest == ranking.count || ranking.y.largest == ranking.count)
        return SHORTFALL_SPREAD;
    qsort(ranking.units, ranking.count, sizeof *ranking.units, by_groups);

    double pairs = count_pairs(ranking.count);
    double score = kendall_score(&ranking, scratch->numbers);
    spearman_out->value = spearman_value(&ranking);
    kendall_out->value =
        score / sqrt((pairs - ranking.x.pairs) * (pairs - ranking.y.pairs));
    if (ranking.count <= PAIRING_UNITS) {
        permute(&ranking, scratch->pairings, spearman_out, kendall_out);
        return SHORTFALL_NONE;
    }
    double rho = spearman_out->value;
    double df = ranking.count - 2.0;
    spearman_out->p = t_two_sided(rho * sqrt(df / ((1 - rho) * (1 + rho))), df);
    kendall_out->p = normal_two_sided(score / sqrt(kendall_variance(&ranking)));
    spearman_out->method = RANK_ASYMPTOTIC;
    kendall_out->method = RANK_ASYMPTOTIC;
    return SHORTFALL_NONE;
}
