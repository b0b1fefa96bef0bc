/* Places of units by simulation, against ranking every draw by itself. */
#include "stats/rank_interval.h"
#include "support/test.h"

#include <math.h>
#include <stdlib.h>

enum { MOST = 230, SEED = 0x72616e6b };

static struct unit_gap gaps[MOST];
static struct rank_candidate candidates[MOST];
static struct ranked_p ranked[MOST];
static double own_draws[RANK_SIMULATION_MOST][RANK_DRAWS];

struct bench {
    double *numbers;
    struct rank_normals normals;
};

static void set_up(struct bench *bench)
{
    *bench =
        (struct bench){ .numbers = malloc(rank_interval_numbers(MOST) * sizeof(double)) };
    bench->normals.numbers =
        malloc(rank_interval_normals(RANK_SIMULATION_MOST) * sizeof(double));
    assert_non_null(bench->numbers);
    assert_non_null(bench->normals.numbers);
}

static void tear_down(struct bench *bench)
{
    free(bench->numbers);
    free(bench->normals.numbers);
}

static void draw_units(size_t count, uint64_t seed)
{
    struct random random;
    random_seed(&random, seed);
    for (size_t i = 0; i < count; i++)
        gaps[i] = (struct unit_gap){ 10 * random_normal(&random),
                                     1 + 5 * random_unit(&random) };
}

static struct shrinkage find_places(struct bench *bench, size_t count,
                                    enum instructions instructions,
                                    struct rank_interval *places_out)
{
    struct shrinkage model;
    struct rank_interval_scratch scratch = { candidates, ranked, bench->numbers,
                                             &bench->normals, instructions };
    assert_int_equal(shrinkage(gaps, count, &model), SHORTFALL_NONE);
    assert_int_equal(rank_intervals(&model, gaps, count, 0.95, &scratch, places_out),
                     SHORTFALL_NONE);
    return model;
}

/* After find_places() the candidates are in their order, as the draws take them. */
static void draw_all(size_t count)
{
    struct random random;
    random_seed(&random, SEED);
    for (size_t draw = 0; draw < RANK_DRAWS; draw++)
        for (size_t i = 0; i < count; i++)
            own_draws[i][draw] =
                candidates[i].mean + candidates[i].sd * random_normal(&random);
}

static int compare_ranks(const void *left, const void *right)
{
    return *(const int *)left - *(const int *)right;
}

/* The 25th lowest and highest of 999 ranks, which are the ends of 95 %. */
static void places_are_those_of_every_draw_ranked(void **state)
{
    (void)state;
    static const size_t counts[] = { 3, 4, 17, 64, 200 };
    static struct rank_interval places[MOST];
    struct bench bench;
    set_up(&bench);
    for (size_t c = 0; c < sizeof counts / sizeof *counts; c++) {
        size_t count = counts[c];
        draw_units(count, c);
        if (!(find_places(&bench, count, INSTRUCTIONS_BEST, places).between > 0))
            continue;
        draw_all(count);
        for (size_t i = 0; i < count; i++) {
            int ranks[RANK_DRAWS] = { 0 };
            for (size_t draw = 0; draw < RANK_DRAWS; draw++)
                for (size_t j = 0; j < count; j++)
                    ranks[draw] += own_draws[j][draw] >= own_draws[i][draw];
            qsort(ranks, RANK_DRAWS, sizeof *ranks, compare_ranks);
            assert_int_equal(places[candidates[i].unit].low, ranks[24]);
            assert_int_equal(places[candidates[i].unit].high, ranks[974]);
        }
    }
    tear_down(&bench);
}

/* Whatever the instructions, and whatever was asked for before. */
static void places_depend_on_the_units_only(void **state)
{
    (void)state;
    static const size_t counts[] = { 150, 12, 230 };
    static struct rank_interval expected[MOST];
    static struct rank_interval places[MOST];
    struct bench kept;
    set_up(&kept);
    for (size_t c = 0; c < sizeof counts / sizeof *counts; c++) {
        struct bench fresh;
        set_up(&fresh);
        draw_units(counts[c], 7 + c);
        find_places(&fresh, counts[c], INSTRUCTIONS_PORTABLE, expected);
        find_places(&kept, counts[c], INSTRUCTIONS_BEST, places);
        for (size_t i = 0; i < counts[c]; i++) {
            assert_int_equal(places[i].low, expected[i].low);
            assert_int_equal(places[i].high, expected[i].high);
        }
        tear_down(&fresh);
    }
    tear_down(&kept);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(places_are_those_of_every_draw_ranked),
        cmocka_unit_test(places_depend_on_the_units_only),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
