#include "stats/rank_interval.h"

#include "stats/distribution.h"
#include "stats/grid.h"
#include "stats/random.h"

#include <gsl/gsl_sort_double.h>

#include <math.h>
#include <stdlib.h>

enum { SEED = 0x72616e6b }; /* "rank" */

static int compare_doubles(double a, double b)
{
    return a < b ? -1 : a > b;
}

/* Largest mean first; alike units stay in the order that they came in. */
static int by_distribution(const void *left, const void *right)
{
    const struct rank_candidate *a = left;
    const struct rank_candidate *b = right;
    int order = compare_doubles(b->mean, a->mean);
    if (order == 0)
        order = compare_doubles(a->sd, b->sd);
    if (order == 0)
        order = a->unit < b->unit ? -1 : a->unit > b->unit;
    return order;
}

static size_t line_up(const struct shrinkage *shrinkage, const struct unit_gap *gaps,
                      size_t unit_count, struct rank_candidate *candidates)
{
    size_t count = 0;
    for (size_t i = 0; i < unit_count; i++) {
        if (!(gaps[i].variance > 0))
            continue;
        double kept = shrinkage->between / (shrinkage->between + gaps[i].variance);
        candidates[count++] = (struct rank_candidate){
            .mean = shrinkage->mean + kept * (gaps[i].gap - shrinkage->mean),
            .sd = sqrt(kept * gaps[i].variance),
            .unit = i,
        };
    }
    qsort(candidates, count, sizeof *candidates, by_distribution);
    return count;
}

/* An even number of draws of each unit. */
static size_t pooled_draws(size_t unit_count)
{
    size_t draws = RANK_POOL / unit_count / 2 * 2;
    return draws > RANK_POOL_LEAST ? draws : RANK_POOL_LEAST;
}

size_t rank_interval_numbers(size_t unit_count)
{
    /* of many units few may take part, and these are simulated */
    size_t simulated =
        unit_count < RANK_SIMULATION_MOST ? unit_count : RANK_SIMULATION_MOST;
    size_t for_ranks = simulated * RANK_DRAWS;
    size_t for_pool = RANK_POOL + RANK_POOL_LEAST * unit_count;
    return for_ranks + 3 * for_pool; /* draws, the lesser of two, and both in grids */
}

/* Every draw ranks all candidates; ranks[place * RANK_DRAWS + draw]. */
static void simulate(const struct rank_candidate *candidates, size_t count, double *ranks)
{
    double values[RANK_SIMULATION_MOST]; /* turned, so that the largest comes first */
    size_t order[RANK_SIMULATION_MOST];
    struct random random;
    random_seed(&random, SEED);
    for (size_t draw = 0; draw < RANK_DRAWS; draw++) {
        for (size_t i = 0; i < count; i++)
            values[i] = -(candidates[i].mean + candidates[i].sd * random_normal(&random));
        gsl_sort_index(order, values, 1, count);
        for (size_t i = 0; i < count; i++)
            ranks[order[i] * RANK_DRAWS + draw] = (double)i + 1;
    }
}

/* The first rank that so many draws do not exceed. */
static uint32_t rank_reached(const size_t *counts, size_t draws)
{
    uint32_t rank = 0;
    for (size_t reached = counts[0]; reached < draws; reached += counts[rank])
        rank++;
    return rank;
}

static struct rank_interval read_ranks(const double *ranks, double confidence)
{
    size_t counts[RANK_SIMULATION_MOST + 1] = { 0 };
    double tail = (1 - confidence) / 2;
    size_t cut = (size_t)(tail * (RANK_DRAWS + 1) + 1e-6);
    if (cut < 1)
        cut = 1;
    for (size_t draw = 0; draw < RANK_DRAWS; draw++)
        counts[(size_t)ranks[draw]]++;
    return (struct rank_interval){ rank_reached(counts, cut),
                                   rank_reached(counts, RANK_DRAWS - cut + 1) };
}

/* Draws of all candidates together, and the lesser of each two draws of one candidate:
   the share of the first above t is the mean chance p of being above, that of the second
   the mean p^2. */
struct pool {
    struct grid draws;
    size_t draw_count;
    struct grid lesser;
    size_t lesser_count;
    size_t unit_count;
};

static void fill_pool(struct pool *pool, const struct rank_candidate *candidates,
                      size_t count, double *numbers)
{
    struct random random;
    random_seed(&random, SEED);
    size_t draws = pooled_draws(count);
    size_t draw_count = 0;
    double *lesser = numbers + count * draws;
    for (size_t i = 0; i < count; i++)
        for (size_t pair = 0; pair < draws / 2; pair++) {
            double a = candidates[i].mean + candidates[i].sd * random_normal(&random);
            double b = candidates[i].mean + candidates[i].sd * random_normal(&random);
            lesser[draw_count / 2] = fmin(a, b);
            numbers[draw_count++] = a;
            numbers[draw_count++] = b;
        }
    pool->draw_count = draw_count;
    pool->lesser_count = draw_count / 2;
    pool->unit_count = count;
    double *placed = lesser + pool->lesser_count;
    grid_fill(&pool->draws, numbers, draw_count, placed);
    grid_fill(&pool->lesser, lesser, pool->lesser_count, placed + draw_count);
}

static double place_at(const struct pool *pool, double gap)
{
    double share = (double)grid_count_above(&pool->draws, gap) / (double)pool->draw_count;
    return 1 + ((double)pool->unit_count - 1) * share;
}

/* How much the place at a gap varies with the others' draws: the sum of p (1 - p). */
static double place_variance(const struct pool *pool, double gap)
{
    double p = (double)grid_count_above(&pool->draws, gap) / (double)pool->draw_count;
    double p2 = (double)grid_count_above(&pool->lesser, gap) / (double)pool->lesser_count;
    return fmax(0, p - p2) * ((double)pool->unit_count - 1);
}

static uint32_t to_rank(double place, size_t count)
{
    return (uint32_t)fmin((double)count, fmax(1, floor(place + 0.5)));
}

static struct rank_interval
pooled_interval(const struct pool *pool, const struct rank_candidate *candidate, double z)
{
    double middle = place_at(pool, candidate->mean);
    double up = middle - place_at(pool, candidate->mean + z * candidate->sd);
    double down = place_at(pool, candidate->mean - z * candidate->sd) - middle;
    double others = z * sqrt(place_variance(pool, candidate->mean));
    return (struct rank_interval){
        to_rank(middle - hypot(up, others), pool->unit_count),
        to_rank(middle + hypot(down, others), pool->unit_count),
    };
}

/* Units with the same distribution get the widest of their intervals. */
static void share_intervals(const struct rank_candidate *candidates, size_t count,
                            struct rank_interval *intervals)
{
    size_t end;
    for (size_t start = 0; start < count; start = end) {
        struct rank_interval widest = intervals[candidates[start].unit];
        for (end = start + 1;
             end < count && candidates[end].mean == candidates[start].mean &&
             candidates[end].sd == candidates[start].sd;
             end++) {
            struct rank_interval own = intervals[candidates[end].unit];
            widest.low = own.low < widest.low ? own.low : widest.low;
            widest.high = own.high > widest.high ? own.high : widest.high;
        }
        for (size_t i = start; i < end; i++)
            intervals[candidates[i].unit] = widest;
    }
}

enum shortfall rank_intervals(const struct shrinkage *shrinkage,
                              const struct unit_gap *gaps, size_t unit_count,
                              double confidence,
                              const struct rank_interval_scratch *scratch,
                              struct rank_interval *intervals_out)
{
    if (!(confidence > 0 && confidence < 1))
        return SHORTFALL_ARGUMENT;
    if (shrinkage->unit_count < LINKAGE_LEAST_UNITS)
        return SHORTFALL_UNITS;
    struct rank_candidate *candidates = scratch->candidates;
    size_t count = line_up(shrinkage, gaps, unit_count, candidates);
    for (size_t i = 0; i < unit_count; i++)
        intervals_out[i] = (struct rank_interval){ 0, 0 };
    if (!(shrinkage->between > 0)) {
        for (size_t i = 0; i < count; i++)
            intervals_out[candidates[i].unit] =
                (struct rank_interval){ 1, (uint32_t)count };
        return SHORTFALL_NONE;
    }
    if (count <= RANK_SIMULATION_MOST) {
        simulate(candidates, count, scratch->numbers);
        for (size_t i = 0; i < count; i++)
            intervals_out[candidates[i].unit] =
                read_ranks(scratch->numbers + i * RANK_DRAWS, confidence);
    } else {
        struct pool pool;
        fill_pool(&pool, candidates, count, scratch->numbers);
        double z = normal_critical(confidence);
        for (size_t i = 0; i < count; i++)
            intervals_out[candidates[i].unit] = pooled_interval(&pool, &candidates[i], z);
    }
    share_intervals(candidates, count, intervals_out);
    return SHORTFALL_NONE;
}
