#include "stats/rank_correlation.h"

#include "stats/distribution.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

/* What ties among the values of one side take away; sums over its groups of t. */
struct ties {
    double pairs;     /* t (t - 1) / 2 */
    double triples;   /* t (t - 1) (t - 2) */
    double variance;  /* t (t - 1) (2 t + 5) */
    uint32_t largest; /* t */
};

enum { X, Y, COORDINATES };

struct ranking {
    struct ranked_unit *units;
    struct ranked_p *places; /* by the coordinate that was ranked last */
    uint32_t count;
    struct ties ties[COORDINATES];
};

static void add_group(struct ties *ties, uint32_t size)
{
    double t = size;
    ties->pairs += t * (t - 1) / 2;
    ties->triples += t * (t - 1) * (t - 2);
    ties->variance += t * (t - 1) * (2 * t + 5);
    if (size > ties->largest)
        ties->largest = size;
}

/* Where the group of equal values that starts at `start` ends. */
static uint32_t group_end(const struct ranking *ranking, const double *values,
                          uint32_t start)
{
    double limit = values[ranking->places[start].index] + HISTOGRAM_TIE;
    uint32_t end = start + 1;
    while (end < ranking->count && values[ranking->places[end].index] <= limit)
        end++;
    return end;
}

static void rank(struct ranking *ranking, const double *values, int coordinate)
{
    uint32_t end;
    rank_numbers(values, ranking->count, ranking->places);
    for (uint32_t start = 0; start < ranking->count; start = end) {
        end = group_end(ranking, values, start);
        add_group(&ranking->ties[coordinate], end - start);
        for (uint32_t i = start; i < end; i++) {
            struct ranked_unit *unit = &ranking->units[ranking->places[i].index];
            unit->below[coordinate] = start;
            unit->midrank[coordinate] = start + end + 1;
        }
    }
}

/* All units by x, and those with the same x by y: taken by y, which was ranked last, each
   has the next place of its group. `taken` is room for a number per unit. */
static void line_up(struct ranking *ranking, uint32_t *taken)
{
    memset(taken, 0, ranking->count * sizeof *taken);
    for (uint32_t i = 0; i < ranking->count; i++) {
        uint32_t unit = ranking->places[i].index;
        uint32_t first = ranking->units[unit].below[X];
        ranking->units[first + taken[first]++].in_place = unit;
    }
}

static const struct ranked_unit *unit_in_place(const struct ranking *ranking, uint32_t i)
{
    return &ranking->units[ranking->units[i].in_place];
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

static bool are_tied(const struct ranked_unit *a, const struct ranked_unit *b)
{
    return a->below[X] == b->below[X] && a->below[Y] == b->below[Y];
}

/* Pairs tied on both sides. */
static double joint_ties(const struct ranking *ranking)
{
    double pairs = 0;
    double run = 0;
    for (uint32_t i = 1; i < ranking->count; i++) {
        run = are_tied(unit_in_place(ranking, i - 1), unit_in_place(ranking, i)) ? run + 1
                                                                                 : 0;
        pairs += run;
    }
    return pairs;
}

/* Kendall's S: pairs in the same order on both sides minus pairs in opposite order. */
static double kendall_score(const struct ranking *ranking, uint32_t *numbers)
{
    for (uint32_t i = 0; i < ranking->count; i++)
        numbers[i] = unit_in_place(ranking, i)->below[Y];
    double opposite = count_inversions(numbers, numbers + ranking->count, ranking->count);
    return count_pairs(ranking->count) - ranking->ties[X].pairs - ranking->ties[Y].pairs +
           joint_ties(ranking) - 2 * opposite;
}

static double kendall_variance(const struct ranking *ranking)
{
    double n = ranking->count;
    const struct ties *x = &ranking->ties[X];
    const struct ties *y = &ranking->ties[Y];
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
        double dx = ranking->units[i].midrank[X] - middle;
        double dy = ranking->units[i].midrank[Y] - middle;
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
        const struct ranked_unit *unit = unit_in_place(ranking, i);
        x[i] = (int8_t)((int)unit->midrank[X] - middle);
        y[i] = (int8_t)((int)unit->midrank[Y] - middle);
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
                               .places = scratch->places,
                               .count = (uint32_t)points->count };
    rank(&ranking, points->x, X);
    rank(&ranking, points->y, Y);
    if (ranking.ties[X].largest == ranking.count ||
        ranking.ties[Y].largest == ranking.count)
        return SHORTFALL_SPREAD;
    line_up(&ranking, scratch->numbers);

    double pairs = count_pairs(ranking.count);
    double score = kendall_score(&ranking, scratch->numbers);
    spearman_out->value = spearman_value(&ranking);
    kendall_out->value =
        score / sqrt((pairs - ranking.ties[X].pairs) * (pairs - ranking.ties[Y].pairs));
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
