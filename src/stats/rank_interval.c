#include "stats/rank_interval.h"

#include "stats/distribution.h"
#include "stats/grid.h"
#include "stats/sum.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#define INLINE static inline __attribute__((always_inline))

enum { SEED = 0x72616e6b }; /* "rank" */

enum { LANES = 4 };

/* Largest mean first; alike units stay in the order that they came in. */
static bool comes_before(const struct rank_candidate *a, const struct rank_candidate *b)
{
    if (a->mean != b->mean)
        return a->mean > b->mean;
    return a->sd != b->sd ? a->sd < b->sd : a->unit < b->unit;
}

bool rank_takes_part(const struct unit_gap *gap)
{
    return gap->variance > 0;
}

static struct rank_interval any_place(const struct shrinkage *shrinkage)
{
    return (struct rank_interval){ 1, (uint32_t)shrinkage->unit_count };
}

static struct rank_candidate candidate_of(const struct shrinkage *shrinkage,
                                          const struct unit_gap *gaps, size_t unit)
{
    double variance = gaps[unit].variance;
    double kept = shrinkage->between / (shrinkage->between + variance);
    return (struct rank_candidate){
        .mean = shrinkage->mean + kept * (gaps[unit].gap - shrinkage->mean),
        .sd = sqrt(kept * variance),
        .unit = unit,
    };
}

/* Those of the same mean, which are next to each other. */
static void order_ties(struct rank_candidate *candidates, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        struct rank_candidate own = candidates[i];
        size_t place = i;
        for (; place && comes_before(&own, &candidates[place - 1]); place--)
            candidates[place] = candidates[place - 1];
        candidates[place] = own;
    }
}

static size_t line_up(const struct shrinkage *shrinkage, const struct unit_gap *gaps,
                      size_t unit_count, const struct rank_interval_scratch *scratch)
{
    struct rank_candidate *candidates = scratch->candidates;
    struct ranked_p *places = scratch->places;
    size_t count = 0;
    for (size_t unit = 0; unit < unit_count; unit++) {
        if (!rank_takes_part(&gaps[unit]))
            continue;
        candidates[count] = candidate_of(shrinkage, gaps, unit);
        scratch->numbers[count] = -candidates[count].mean;
        count++;
    }
    rank_numbers(scratch->numbers, count, places);
    for (size_t i = 0; i < count; i++)
        places[i].spare = (uint32_t)candidates[places[i].index].unit;
    for (size_t i = 0; i < count; i++)
        candidates[i] = candidate_of(shrinkage, gaps, places[i].spare);
    order_ties(candidates, count);
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
    size_t for_ranks = simulated * (simulated + 1);
    size_t pooled = RANK_POOL_LEAST * unit_count;
    size_t for_pool = 3 * (pooled > RANK_POOL ? pooled : RANK_POOL);
    if (unit_count <= RANK_SIMULATION_MOST)
        return for_ranks;
    /* draws, the lesser of two, and both in grids */
    return for_pool > for_ranks ? for_pool : for_ranks;
}

size_t rank_interval_normals(size_t taking_part)
{
    return taking_part *
           (taking_part <= RANK_SIMULATION_MOST ? RANK_DRAWS : pooled_draws(taking_part));
}

/* The first so many, always the same. */
static const double *take_normals(struct rank_normals *normals, size_t count)
{
    if (!normals->count)
        random_seed(&normals->random, SEED);
    while (normals->count < count)
        normals->numbers[normals->count++] = random_normal(&normals->random);
    return normals->numbers;
}

/* -- few units ---------------------------------------------------------------------- */

/* Compilers make vectors of loops over lanes, as large as the instructions have them;
   larger ones they would take apart, in comparisons to single numbers. */
typedef double lanes[LANES];

/* In how many units' draws more than in that of unit i. */
INLINE void count_above(lanes *drawn, size_t count, size_t i, int64_t above_out[LANES])
{
    lanes own;
    int64_t above[LANES] = { 0 };
    for (int l = 0; l < LANES; l++)
        own[l] = drawn[i][l];
    for (size_t other = 0; other < count; other++)
        for (int l = 0; l < LANES; l++)
            above[l] += drawn[other][l] > own[l];
    for (int l = 0; l < LANES; l++)
        above_out[l] = above[l];
}

/* Some draws of all units' gaps, LANES at most. */
INLINE void draw_gaps(const struct rank_candidate *candidates, size_t count,
                      const double *normals, size_t draw_count, lanes *drawn)
{
    for (size_t i = 0; i < count; i++)
        for (size_t l = 0; l < draw_count; l++)
            drawn[i][l] = candidates[i].mean + candidates[i].sd * normals[l * count + i];
}

/* Every draw ranks all candidates. `hits` count, for each of them, how often it had which
   rank, from 0. */
INLINE void simulate(const struct rank_candidate *candidates, size_t count,
                     const double *normals, double *hits)
{
    lanes drawn[RANK_SIMULATION_MOST] = { { 0 } };
    memset(hits, 0, count * count * sizeof *hits);
    for (size_t draw = 0; draw < RANK_DRAWS; draw += LANES) {
        size_t lane_count = RANK_DRAWS - draw < LANES ? RANK_DRAWS - draw : LANES;
        draw_gaps(candidates, count, normals + draw * count, lane_count, drawn);
        for (size_t i = 0; i < count; i++) {
            int64_t above[LANES];
            count_above(drawn, count, i, above);
            for (size_t l = 0; l < lane_count; l++)
                hits[i * count + (size_t)above[l]]++;
        }
    }
}

#if defined(__x86_64__)
__attribute__((target("avx2"))) static void
simulate_by_avx2(const struct rank_candidate *candidates, size_t count,
                 const double *normals, double *hits)
{
    simulate(candidates, count, normals, hits);
}
#endif

static void simulate_ranks(const struct rank_candidate *candidates, size_t count,
                           const struct rank_interval_scratch *scratch)
{
    const double *normals = take_normals(scratch->normals, count * RANK_DRAWS);
#if defined(__x86_64__)
    if (instructions_have_avx2(scratch->instructions)) {
        simulate_by_avx2(candidates, count, normals, scratch->numbers);
        return;
    }
#endif
    simulate(candidates, count, normals, scratch->numbers);
}

/* The first rank, from 1, that so many draws do not exceed. */
static uint32_t rank_reached(const double *hits, size_t draws)
{
    uint32_t rank = 0;
    for (double reached = hits[0]; reached < (double)draws; reached += hits[rank])
        rank++;
    return rank + 1;
}

static struct rank_interval read_ranks(const double *hits, double confidence)
{
    double tail = (1 - confidence) / 2;
    size_t cut = (size_t)(tail * (RANK_DRAWS + 1) + 1e-6);
    if (cut < 1)
        cut = 1;
    return (struct rank_interval){ rank_reached(hits, cut),
                                   rank_reached(hits, RANK_DRAWS - cut + 1) };
}

/* -- many units -----------------------------------------------------------------------
 */

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
                      size_t count, const struct rank_interval_scratch *scratch)
{
    size_t draws = pooled_draws(count);
    const double *normals = take_normals(scratch->normals, count * draws);
    size_t draw_count = 0;
    double *numbers = scratch->numbers;
    double *lesser = numbers + count * draws;
    for (size_t i = 0; i < count; i++)
        for (size_t pair = 0; pair < draws / 2; pair++) {
            double a = candidates[i].mean + candidates[i].sd * normals[draw_count];
            double b = candidates[i].mean + candidates[i].sd * normals[draw_count + 1];
            lesser[draw_count / 2] = a < b ? a : b;
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
        to_rank(middle - root_of_squares(up, others), pool->unit_count),
        to_rank(middle + root_of_squares(down, others), pool->unit_count),
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
    for (size_t i = 0; i < unit_count; i++)
        intervals_out[i] = rank_takes_part(&gaps[i]) ? any_place(shrinkage)
                                                     : (struct rank_interval){ 0, 0 };
    if (!(shrinkage->between > 0))
        return SHORTFALL_NONE;
    struct rank_candidate *candidates = scratch->candidates;
    size_t count = line_up(shrinkage, gaps, unit_count, scratch);
    if (count <= RANK_SIMULATION_MOST) {
        simulate_ranks(candidates, count, scratch);
        for (size_t i = 0; i < count; i++)
            intervals_out[candidates[i].unit] =
                read_ranks(scratch->numbers + i * count, confidence);
    } else {
        struct pool pool;
        fill_pool(&pool, candidates, count, scratch);
        double z = normal_critical(confidence);
        for (size_t i = 0; i < count; i++)
            intervals_out[candidates[i].unit] = pooled_interval(&pool, &candidates[i], z);
    }
    share_intervals(candidates, count, intervals_out);
    return SHORTFALL_NONE;
}
