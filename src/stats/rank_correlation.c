#include "stats/rank_correlation.h"

#include "stats/distribution.h"
#include "stats/random.h"

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
            unit->y_position = i;
            unit->y_start = start;
            unit->y_end = end;
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

/* The sides paired in some other way: unit i, by x, gets the y of the unit that is
   order[i]-th by y. Both coefficients as whole numbers that grow with them. */
struct pairing_score {
    int64_t spearman;
    int64_t kendall;
};

struct pairings {
    const struct ranking *ranking;
    /* by position in the order of y */
    uint32_t y_midrank[RANK_MONTE_CARLO_MOST];
    uint32_t y_start[RANK_MONTE_CARLO_MOST];
    uint32_t y_end[RANK_MONTE_CARLO_MOST];
    struct pairing_score observed;
    uint32_t tried;
    uint32_t spearman_hits;
    uint32_t kendall_hits;
};

/* A set of positions below 128. */
struct position_set {
    uint64_t words[RANK_MONTE_CARLO_MOST / 64];
};

static int count_bits(uint64_t bits)
{
    bits -= (bits >> 1) & 0x5555555555555555;
    bits = (bits & 0x3333333333333333) + ((bits >> 2) & 0x3333333333333333);
    bits = (bits + (bits >> 4)) & 0x0f0f0f0f0f0f0f0f;
    return (int)((bits * 0x0101010101010101) >> 56);
}

/* Members below `end`. */
static int count_below(const struct position_set *set, uint32_t end)
{
    int count = 0;
    for (uint32_t word = 0; word < end / 64; word++)
        count += count_bits(set->words[word]);
    if (end % 64)
        count += count_bits(set->words[end / 64] & ((UINT64_C(1) << end % 64) - 1));
    return count;
}

static struct pairing_score score_pairing(const struct pairings *pairings,
                                          const uint32_t *order)
{
    const struct ranking *ranking = pairings->ranking;
    struct position_set seen = { { 0 } };
    struct pairing_score score = { 0, 0 };
    int64_t middle = (int64_t)ranking->count + 1;
    uint32_t seen_count = 0;
    uint32_t end;
    for (uint32_t start = 0; start < ranking->count; start = end) {
        for (end = start; end < ranking->count &&
                          ranking->units[end].x_group == ranking->units[start].x_group;
             end++) {
            uint32_t position = order[end];
            int lower = count_below(&seen, pairings->y_start[position]);
            bool is_alone = pairings->y_end[position] == pairings->y_start[position] + 1;
            int not_higher =
                is_alone ? lower : count_below(&seen, pairings->y_end[position]);
            score.kendall += lower - ((int)seen_count - not_higher);
            score.spearman += (ranking->units[end].x_midrank - middle) *
                              (pairings->y_midrank[position] - middle);
        }
        for (uint32_t i = start; i < end; i++)
            seen.words[order[i] / 64] |= UINT64_C(1) << order[i] % 64;
        seen_count = end;
    }
    return score;
}

static void try_pairing(struct pairings *pairings, const uint32_t *order)
{
    struct pairing_score score = score_pairing(pairings, order);
    pairings->tried++;
    pairings->spearman_hits +=
        llabs(score.spearman) >= llabs(pairings->observed.spearman);
    pairings->kendall_hits += llabs(score.kendall) >= llabs(pairings->observed.kendall);
}

/* All orders, each from the one before it by one exchange: Heap (1963). */
static void try_all(struct pairings *pairings, uint32_t *order)
{
    uint32_t count = pairings->ranking->count;
    uint32_t turns[RANK_EXACT_MOST] = { 0 };
    try_pairing(pairings, order);
    for (uint32_t i = 1; i < count;) {
        if (turns[i] == i) {
            turns[i++] = 0;
            continue;
        }
        uint32_t other = i % 2 ? turns[i] : 0;
        uint32_t item = order[other];
        order[other] = order[i];
        order[i] = item;
        try_pairing(pairings, order);
        turns[i]++;
        i = 1;
    }
}

static void try_many(struct pairings *pairings, uint32_t *order)
{
    struct random random;
    random_seed(&random, 0x73796d626172); /* "symbar" */
    for (int i = 0; i < RANK_PAIRINGS; i++) {
        random_shuffle(&random, order, pairings->ranking->count);
        try_pairing(pairings, order);
    }
}

static void permute(const struct ranking *ranking, struct rank_correlation *spearman,
                    struct rank_correlation *kendall)
{
    struct pairings pairings = { .ranking = ranking };
    uint32_t order[RANK_MONTE_CARLO_MOST] = { 0 };
    for (uint32_t i = 0; i < ranking->count; i++) {
        const struct ranked_unit *unit = &ranking->units[i];
        order[i] = unit->y_position;
        pairings.y_midrank[unit->y_position] = unit->y_midrank;
        pairings.y_start[unit->y_position] = unit->y_start;
        pairings.y_end[unit->y_position] = unit->y_end;
    }
    pairings.observed = score_pairing(&pairings, order);
    bool is_exact = ranking->count <= RANK_EXACT_MOST;
    if (is_exact)
        try_all(&pairings, order);
    else
        try_many(&pairings, order);
    uint32_t own = is_exact ? 0 : 1; /* the observed pairing counts as one tried */
    spearman->p = (pairings.spearman_hits + own) / (double)(pairings.tried + own);
    kendall->p = (pairings.kendall_hits + own) / (double)(pairings.tried + own);
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
    if (ranking.count <= RANK_MONTE_CARLO_MOST) {
        permute(&ranking, spearman_out, kendall_out);
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
