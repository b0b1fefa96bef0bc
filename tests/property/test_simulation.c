/* Figures without an oracle, held against a truth that was planted: many studies of
   random units, always the same ones. */
#include "stats/line.h"
#include "stats/one_way.h"
#include "stats/random.h"
#include "stats/rank_interval.h"
#include "stats/shrinkage.h"
#include "support/test.h"

#include <math.h>
#include <stdlib.h>

enum { MAX_UNITS = 200 };

/* Slope 0.8 between true unit figures that employees with a sd of 22 answer around. */
struct simulation {
    int unit_count;
    uint32_t least; /* employees of a unit */
    uint32_t most;
    double true_sd; /* of the units */
    double noise;   /* of the customers' figure */
    double slope;   /* what was found, on average */
    double slope_se;
    double plain;   /* what a plain regression finds */
    double covered; /* share of intervals that hold 0.8 */
};

static struct moments draw_employees(struct random *random, double truth, uint32_t count)
{
    double n = count;
    double total = 0;
    double square = 0;
    for (uint32_t i = 0; i < count; i++) {
        double answer = truth + 22 * random_normal(random);
        total += answer;
        square += answer * answer;
    }
    return (struct moments){ .n = n,
                             .mean = total / n,
                             .variance = (square - total * total / n) / (n - 1),
                             .has_variance = true };
}

static void simulate(struct simulation *run)
{
    enum { STUDIES = 1500 };
    static struct moments employees[MAX_UNITS];
    static double x[MAX_UNITS];
    static double y[MAX_UNITS];
    static double adjusted[MAX_UNITS];
    size_t count = (size_t)run->unit_count;
    struct random random;
    double squares = 0;
    random_seed(&random, 7);
    for (int study = 0; study < STUDIES; study++) {
        struct one_way way;
        struct micro_macro micro;
        struct points points = { x, y, count };
        for (size_t i = 0; i < count; i++) {
            double truth = run->true_sd * random_normal(&random);
            uint32_t n = run->least + random_below(&random, run->most - run->least + 1);
            employees[i] = draw_employees(&random, truth, n);
            x[i] = employees[i].mean;
            y[i] = 50 + 0.8 * truth + run->noise * random_normal(&random);
        }
        assert_int_equal(one_way(employees, count, &way), SHORTFALL_NONE);
        assert_int_equal(micro_macro(employees, y, count, &way, 0.95, adjusted, &micro),
                         SHORTFALL_NONE);
        struct cross_sums sums = cross_sums_of(&points);
        run->slope += micro.slope / STUDIES;
        squares += micro.slope * micro.slope / STUDIES;
        run->plain += sums.xy / sums.xx / STUDIES;
        run->covered +=
            (micro.interval.low <= 0.8 && 0.8 <= micro.interval.high) / (double)STUDIES;
    }
    run->slope_se = sqrt((squares - run->slope * run->slope) / STUDIES);
}

static void micro_macro_is_unbiased_and_covers(void **state)
{
    (void)state;
    struct simulation reliable = { 100, 30, 60, 10, 10, 0, 0, 0, 0 };
    struct simulation unreliable = { 200, 4, 10, 10, 5, 0, 0, 0, 0 };
    simulate(&reliable);
    assert_true(fabs(reliable.slope - 0.8) < 3 * reliable.slope_se);
    assert_true(fabs(reliable.covered - 0.95) < 0.015);
    /* employees' means that are 40 % noise: a plain regression finds half the slope */
    simulate(&unreliable);
    assert_true(unreliable.plain < 0.5);
    assert_true(fabs(unreliable.slope - 0.8) < 0.02);
}

/* The two ways to rank intervals meet where one gives way to the other. */
static void both_rank_simulations_agree(void **state)
{
    (void)state;
    static struct unit_gap gaps[RANK_SIMULATION_MOST + 1];
    static struct rank_candidate candidates[RANK_SIMULATION_MOST + 1];
    static struct ranked_p ranked[RANK_SIMULATION_MOST + 1];
    static struct rank_interval simulated[RANK_SIMULATION_MOST + 1];
    static struct rank_interval pooled[RANK_SIMULATION_MOST + 1];
    size_t count = RANK_SIMULATION_MOST + 1;
    double *numbers = malloc(rank_interval_numbers(count) * sizeof *numbers);
    struct rank_normals normals = {
        .numbers = malloc(rank_interval_normals(RANK_SIMULATION_MOST) * sizeof *numbers)
    };
    struct rank_interval_scratch scratch = { candidates, ranked, numbers, &normals,
                                             INSTRUCTIONS_BEST };
    struct random random;
    random_seed(&random, 5);
    for (int trial = 0; trial < 3; trial++) {
        static const double noises[] = { 0.05, 1, 9 };
        for (size_t i = 0; i < count; i++) {
            gaps[i].variance = noises[trial] * (0.5 + random_unit(&random));
            gaps[i].gap = 3 * random_normal(&random) +
                          sqrt(gaps[i].variance) * random_normal(&random);
        }
        struct shrinkage model;
        assert_int_equal(shrinkage(gaps, count, &model), SHORTFALL_NONE);
        assert_int_equal(
            rank_intervals(&model, gaps, count - 1, 0.95, &scratch, simulated),
            SHORTFALL_NONE);
        assert_int_equal(rank_intervals(&model, gaps, count, 0.95, &scratch, pooled),
                         SHORTFALL_NONE);
        double apart = 0;
        double width = 0;
        for (size_t i = 0; i + 1 < count; i++) {
            double low = (double)pooled[i].low - simulated[i].low;
            double high = (double)pooled[i].high - simulated[i].high;
            apart += fabs(low) + fabs(high);
            width += simulated[i].high - (double)simulated[i].low;
            assert_true(fabs(low) < 30 && fabs(high) < 30);
        }
        assert_true(apart / width < 0.12);
    }
    free(numbers);
    free(normals.numbers);
}

static void rank_intervals_cover_the_truth(void **state)
{
    (void)state;
    enum { UNITS = 30, STUDIES = 60 };
    struct unit_gap gaps[UNITS];
    struct rank_candidate candidates[UNITS];
    struct ranked_p ranked[UNITS];
    struct rank_interval intervals[UNITS];
    double *numbers = malloc(rank_interval_numbers(UNITS) * sizeof *numbers);
    struct rank_normals normals = { .numbers = malloc(rank_interval_normals(UNITS) *
                                                      sizeof *numbers) };
    struct rank_interval_scratch scratch = { candidates, ranked, numbers, &normals,
                                             INSTRUCTIONS_BEST };
    struct random random;
    int covered = 0;
    random_seed(&random, 6);
    for (int study = 0; study < STUDIES; study++) {
        double truth[UNITS];
        struct shrinkage model;
        for (size_t i = 0; i < UNITS; i++) {
            truth[i] = 4 * random_normal(&random);
            gaps[i].variance = 2 + 6 * random_unit(&random);
            gaps[i].gap = truth[i] + sqrt(gaps[i].variance) * random_normal(&random);
        }
        assert_int_equal(shrinkage(gaps, UNITS, &model), SHORTFALL_NONE);
        assert_int_equal(rank_intervals(&model, gaps, UNITS, 0.95, &scratch, intervals),
                         SHORTFALL_NONE);
        for (size_t i = 0; i < UNITS; i++) {
            uint32_t place = 1;
            for (size_t k = 0; k < UNITS; k++)
                place += truth[k] > truth[i];
            covered += intervals[i].low <= place && place <= intervals[i].high;
        }
    }
    free(numbers);
    free(normals.numbers);
    double share = covered / (double)(UNITS * STUDIES);
    assert_true(share > 0.93 && share < 0.99);
}

static void random_numbers_are_even(void **state)
{
    (void)state;
    struct random random;
    int counts[7] = { 0 };
    double sum = 0;
    double squares = 0;
    random_seed(&random, 8);
    for (int i = 0; i < 70000; i++) {
        counts[random_below(&random, 7)]++;
        double normal = random_normal(&random);
        sum += normal;
        squares += normal * normal;
        assert_true(random_unit(&random) < 1);
    }
    for (int i = 0; i < 7; i++)
        assert_in_range(counts[i], 10000 - 400, 10000 + 400);
    assert_true(fabs(sum / 70000) < 0.02);
    assert_true(fabs(squares / 70000 - 1) < 0.03);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(micro_macro_is_unbiased_and_covers),
        cmocka_unit_test(both_rank_simulations_agree),
        cmocka_unit_test(rank_intervals_cover_the_truth),
        cmocka_unit_test(random_numbers_are_even),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
