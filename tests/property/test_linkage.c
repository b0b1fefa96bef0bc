/* Laws that the figures across units keep: the order of the units is nothing, scales move
   what they should, exchanged sides mirror it; and what there is to say of hardly any
   units, or of units that are all alike. */
#include "stats/agreement.h"
#include "stats/composition.h"
#include "stats/correlation.h"
#include "stats/delivery.h"
#include "stats/line.h"
#include "stats/one_way.h"
#include "stats/profile.h"
#include "stats/quadrant.h"
#include "stats/random.h"
#include "stats/rank_correlation.h"
#include "stats/rank_interval.h"
#include "stats/shrinkage.h"
#include "support/random.h"
#include "support/test.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { TRIALS = 60, MAX_UNITS = 1200 };

/* Everything that is computed across units, from the units' moments. */
struct study {
    size_t unit_count;
    struct moments employees[MAX_UNITS];
    struct moments customers[MAX_UNITS];
    double x[MAX_UNITS];
    double y[MAX_UNITS];
    struct unit_gap gaps[MAX_UNITS];
};

static void fill_vectors(struct study *study)
{
    for (size_t i = 0; i < study->unit_count; i++) {
        const struct moments *e = &study->employees[i];
        const struct moments *c = &study->customers[i];
        bool has = e->has_variance && c->has_variance;
        study->x[i] = e->mean;
        study->y[i] = c->mean;
        study->gaps[i].gap = e->mean - c->mean;
        study->gaps[i].variance = has ? e->variance / e->n + c->variance / c->n : 0;
    }
}

static struct moments draw_unit(struct test_random *random, size_t size, double pull)
{
    double sum = 0;
    double squares = 0;
    for (size_t i = 0; i < size; i++) {
        double level = 25 * floor(5 * pow(test_random_unit(random), pull));
        sum += level;
        squares += level * level;
    }
    double n = (double)size;
    struct moments moments = { n, sum / n, 0, size >= 2 };
    if (size >= 2)
        moments.variance = fmax(0, (squares - sum * sum / n) / (n - 1));
    return moments;
}

static void draw_study(struct test_random *random, size_t unit_count, struct study *study)
{
    study->unit_count = unit_count;
    for (size_t i = 0; i < unit_count; i++) {
        double pull = 0.3 + 1.4 * test_random_unit(random);
        study->employees[i] = draw_unit(random, 1 + test_random_below(random, 12), pull);
        study->customers[i] = draw_unit(random, 2 + test_random_below(random, 40),
                                        0.5 * pull + 0.5 * test_random_unit(random));
    }
    fill_vectors(study);
}

static void shuffle_study(struct test_random *random, struct study *study)
{
    for (size_t left = study->unit_count; left > 1; left--) {
        size_t chosen = test_random_below(random, left);
        struct moments e = study->employees[chosen];
        struct moments c = study->customers[chosen];
        study->employees[chosen] = study->employees[left - 1];
        study->customers[chosen] = study->customers[left - 1];
        study->employees[left - 1] = e;
        study->customers[left - 1] = c;
    }
    fill_vectors(study);
}

/* Every figure that is one number for the whole study; NAN where not available. */
enum { FIGURE_COUNT = 26 };

static void put(double *figures, size_t *at, double value, bool available)
{
    figures[(*at)++] = available ? value : NAN;
}

static void compute_correlations(const struct study *study, double *figures, size_t *at)
{
    static struct ranked_unit units[MAX_UNITS];
    static uint32_t numbers[2 * MAX_UNITS];
    struct points points = { study->x, study->y, study->unit_count };
    struct rank_scratch scratch = { units, numbers };
    struct pearson r;
    struct concordance lin;
    struct rank_correlation rho;
    struct rank_correlation tau;
    bool has = pearson(&points, 0.95, &r) == SHORTFALL_NONE;
    put(figures, at, r.r, has);
    put(figures, at, r.p, has);
    put(figures, at, r.interval.low, has && r.has_interval);
    has = concordance(&points, 0.95, &lin) == SHORTFALL_NONE;
    put(figures, at, lin.value, has);
    put(figures, at, lin.interval.high, has && lin.has_interval);
    has = rank_correlations(&points, &scratch, &rho, &tau) == SHORTFALL_NONE;
    put(figures, at, rho.value, has);
    put(figures, at, rho.p, has);
    put(figures, at, tau.value, has);
    put(figures, at, tau.p, has);
}

static void compute_lines(const struct study *study, double *figures, size_t *at)
{
    struct points points = { study->x, study->y, study->unit_count };
    static double adjusted[MAX_UNITS];
    struct one_way way;
    struct deming line = { 0 };
    struct micro_macro micro;
    double lambda = 0;
    bool has_way = one_way(study->employees, study->unit_count, &way) == SHORTFALL_NONE;
    put(figures, at, way.icc1, has_way);
    put(figures, at, way.icc2, has_way && way.has_icc2);
    put(figures, at, way.p, has_way && way.has_f);
    bool has = error_ratio(study->employees, study->customers, study->unit_count,
                           &lambda) == SHORTFALL_NONE &&
               deming(&points, lambda, 0.95, &line) == SHORTFALL_NONE;
    put(figures, at, lambda, has);
    put(figures, at, line.slope, has);
    put(figures, at, line.se, has && line.has_interval);
    has = has_way && micro_macro(study->employees, study->y, study->unit_count, &way,
                                 0.95, adjusted, &micro) == SHORTFALL_NONE;
    put(figures, at, micro.slope, has);
    put(figures, at, micro.se, has && micro.has_se);
}

static void compute_shares(const struct study *study, double *figures, size_t *at)
{
    struct points points = { study->x, study->y, study->unit_count };
    struct shrinkage pooled;
    struct delivery_gap delivery;
    struct composition parts;
    struct profile profile_parts;
    bool has = shrinkage(study->gaps, study->unit_count, &pooled) == SHORTFALL_NONE;
    put(figures, at, pooled.mean, has);
    put(figures, at, pooled.between, has);
    has = delivery_gap(&points, 60, 0.95, &delivery) == SHORTFALL_NONE;
    put(figures, at, delivery.value, has);
    put(figures, at, delivery.interval.low, has);
    put(figures, at, delivery.p, has);
    has = composition(study->employees, study->customers, study->unit_count, 0, &parts) ==
          SHORTFALL_NONE;
    put(figures, at, parts.within, has);
    put(figures, at, parts.mix, has);
    has = profile(&points, &profile_parts) == SHORTFALL_NONE;
    put(figures, at, profile_parts.shape, has);
    put(figures, at, profile_parts.dissonance, has);
}

static void compute(const struct study *study, double figures[FIGURE_COUNT])
{
    size_t at = 0;
    compute_correlations(study, figures, &at);
    compute_lines(study, figures, &at);
    compute_shares(study, figures, &at);
    assert_int_equal(at, FIGURE_COUNT);
}

static const size_t sizes[] = { 3, 4, 5, 7, 8, 9, 20, 128, 129, 300 };

static void the_order_of_units_is_nothing(void **state)
{
    (void)state;
    static struct study study;
    struct test_random random = { 11 };
    for (int trial = 0; trial < TRIALS; trial++) {
        double before[FIGURE_COUNT];
        double after[FIGURE_COUNT];
        draw_study(&random, sizes[trial % 10], &study);
        compute(&study, before);
        shuffle_study(&random, &study);
        compute(&study, after);
        for (size_t i = 0; i < FIGURE_COUNT; i++) {
            assert_true(isnan(before[i]) == isnan(after[i]));
            if (!isnan(before[i]))
                assert_close(after[i], before[i], 1e-9);
        }
    }
}

static void a_unit_order_changes_no_rank_interval(void **state)
{
    (void)state;
    static struct study study;
    static struct rank_interval intervals[MAX_UNITS];
    static struct rank_candidate candidates[MAX_UNITS];
    double sums[2];
    static const size_t counts[] = { 3, 20, 200, 201, 1200 };
    struct test_random random = { 12 };
    for (int trial = 0; trial < 5; trial++) {
        size_t count = counts[trial];
        draw_study(&random, count, &study);
        double *numbers = malloc(rank_interval_numbers(count) * sizeof *numbers);
        struct rank_interval_scratch scratch = { candidates, numbers };
        for (int turn = 0; turn < 2; turn++) {
            struct shrinkage pooled;
            double sum = 0;
            assert_int_equal(shrinkage(study.gaps, count, &pooled), SHORTFALL_NONE);
            assert_int_equal(
                rank_intervals(&pooled, study.gaps, count, 0.95, &scratch, intervals),
                SHORTFALL_NONE);
            for (size_t i = 0; i < count; i++) {
                bool takes_part = study.gaps[i].variance > 0;
                assert_true(takes_part == (intervals[i].low > 0));
                assert_true(intervals[i].low <= intervals[i].high);
                assert_true(intervals[i].high <= pooled.unit_count);
                /* a sum over units that does not care for their order */
                double key = study.gaps[i].gap + 7 * study.gaps[i].variance;
                sum += (intervals[i].low + 3.0 * intervals[i].high) * key;
            }
            sums[turn] = sum;
            shuffle_study(&random, &study);
        }
        assert_close(sums[1], sums[0], 1e-12);
        free(numbers);
    }
}

/* The two ways to rank intervals meet where one gives way to the other. */
static void both_rank_simulations_agree(void **state)
{
    (void)state;
    static struct unit_gap gaps[RANK_SIMULATION_MOST + 1];
    static struct rank_candidate candidates[RANK_SIMULATION_MOST + 1];
    static struct rank_interval simulated[RANK_SIMULATION_MOST + 1];
    static struct rank_interval pooled[RANK_SIMULATION_MOST + 1];
    size_t count = RANK_SIMULATION_MOST + 1;
    double *numbers = malloc(rank_interval_numbers(count) * sizeof *numbers);
    struct rank_interval_scratch scratch = { candidates, numbers };
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
}

static void rank_intervals_cover_the_truth(void **state)
{
    (void)state;
    enum { UNITS = 30, STUDIES = 60 };
    struct unit_gap gaps[UNITS];
    struct rank_candidate candidates[UNITS];
    struct rank_interval intervals[UNITS];
    double *numbers = malloc(rank_interval_numbers(UNITS) * sizeof *numbers);
    struct rank_interval_scratch scratch = { candidates, numbers };
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
    double share = covered / (double)(UNITS * STUDIES);
    assert_true(share > 0.93 && share < 0.99);
}

static void correlations_follow_scale_and_swap(void **state)
{
    (void)state;
    static struct study study;
    static double moved[2][MAX_UNITS];
    struct test_random random = { 13 };
    for (int trial = 0; trial < TRIALS; trial++) {
        draw_study(&random, sizes[trial % 10], &study);
        size_t count = study.unit_count;
        for (size_t i = 0; i < count; i++) {
            moved[0][i] = 0.5 * study.x[i] - 7;
            moved[1][i] = 0.5 * study.y[i] - 7;
        }
        struct points plain = { study.x, study.y, count };
        struct points swapped = { study.y, study.x, count };
        struct points shrunk = { moved[0], moved[1], count };
        struct pearson r[3];
        struct concordance lin[3];
        struct deming line[3];
        if (pearson(&plain, 0.9, &r[0]) != SHORTFALL_NONE)
            continue;
        assert_int_equal(pearson(&swapped, 0.9, &r[1]), SHORTFALL_NONE);
        assert_int_equal(pearson(&shrunk, 0.9, &r[2]), SHORTFALL_NONE);
        assert_close(r[1].r, r[0].r, 1e-13);
        assert_close(r[2].r, r[0].r, 1e-11);
        assert_true(r[0].p >= 0 && r[0].p <= 1);
        assert_true(!r[0].has_interval ||
                    (r[0].interval.low <= r[0].r && r[0].r <= r[0].interval.high));
        assert_int_equal(concordance(&plain, 0.9, &lin[0]), SHORTFALL_NONE);
        assert_int_equal(concordance(&swapped, 0.9, &lin[1]), SHORTFALL_NONE);
        assert_int_equal(concordance(&shrunk, 0.9, &lin[2]), SHORTFALL_NONE);
        assert_close(lin[1].value, lin[0].value, 1e-12);
        assert_close(lin[2].value, lin[0].value, 1e-10);
        assert_true(fabs(lin[0].value) <= fabs(r[0].r) + 1e-12);
        assert_true(lin[0].accuracy > 0 && lin[0].accuracy <= 1 + 1e-12);
        /* the Deming line of y on x is that of x on y, read the other way */
        if (deming(&plain, 0.4, 0.9, &line[0]) != SHORTFALL_NONE)
            continue;
        assert_int_equal(deming(&swapped, 1 / 0.4, 0.9, &line[1]), SHORTFALL_NONE);
        assert_close(line[0].slope * line[1].slope, 1, 1e-9);
        assert_int_equal(deming(&shrunk, 0.4, 0.9, &line[2]), SHORTFALL_NONE);
        assert_close(line[2].slope / line[0].slope, 1, 1e-8);
    }
}

static void points_on_a_line_are_perfect(void **state)
{
    (void)state;
    static const double x[] = { 1, 2, 3, 4, 6 };
    static const double y[] = { 3, 5, 7, 9, 13 };
    static const double down[] = { 9, 8, 7, 6, 4 };
    struct ranked_unit units[5];
    uint32_t numbers[10];
    struct rank_scratch scratch = { units, numbers };
    struct points points = { x, y, 5 };
    struct points falling = { x, down, 5 };
    struct points same = { x, x, 5 };
    struct pearson r;
    struct concordance lin;
    struct rank_correlation rho;
    struct rank_correlation tau;
    struct deming line;
    assert_int_equal(pearson(&points, 0.95, &r), SHORTFALL_NONE);
    assert_close(r.r, 1, 1e-15);
    assert_true(r.p < 1e-10);
    assert_true(r.interval.low > 0.999);
    assert_int_equal(pearson(&falling, 0.95, &r), SHORTFALL_NONE);
    assert_close(r.r, -1, 1e-15);
    assert_int_equal(concordance(&same, 0.95, &lin), SHORTFALL_NONE);
    assert_close(lin.value, 1, 1e-15);
    assert_true(lin.has_interval && lin.interval.low > 0.999);
    assert_int_equal(rank_correlations(&falling, &scratch, &rho, &tau), SHORTFALL_NONE);
    assert_close(rho.value, -1, 0);
    assert_close(tau.value, -1, 0);
    assert_close(tau.p, 2. / 120, 1e-15);
    assert_int_equal(deming(&points, 1, 0.95, &line), SHORTFALL_NONE);
    assert_close(line.slope, 2, 1e-14);
    assert_close(line.intercept, 1, 1e-13);
    assert_true(line.has_interval && line.se < 1e-6);
}

static void hardly_any_units(void **state)
{
    (void)state;
    static const double x[] = { 10, 20 };
    static const double y[] = { 15, 12 };
    struct moments units[2] = { { 5, 10, 4, true }, { 5, 20, 4, true } };
    struct unit_gap gaps[3] = { { 1, 1 }, { 2, 1 }, { 3, 0 } };
    for (size_t count = 0; count <= 2; count++) {
        struct points points = { x, y, count };
        struct pearson r;
        struct concordance lin;
        struct rank_correlation rho;
        struct deming line;
        struct one_way way;
        struct shrinkage pooled;
        struct delivery_gap delivery;
        struct profile parts;
        struct composition composed;
        double scratch[2];
        struct micro_macro micro;
        struct rank_scratch ranks = { NULL, NULL };
        assert_int_equal(pearson(&points, 0.95, &r), SHORTFALL_UNITS);
        assert_int_equal(concordance(&points, 0.95, &lin), SHORTFALL_UNITS);
        assert_int_equal(rank_correlations(&points, &ranks, &rho, &rho), SHORTFALL_UNITS);
        assert_int_equal(deming(&points, 1, 0.95, &line), SHORTFALL_UNITS);
        assert_int_equal(one_way(units, count, &way), SHORTFALL_UNITS);
        assert_int_equal(micro_macro(units, y, count, &way, 0.95, scratch, &micro),
                         SHORTFALL_UNITS);
        assert_int_equal(delivery_gap(&points, 75, 0.95, &delivery), SHORTFALL_UNITS);
        assert_int_equal(profile(&points, &parts),
                         count < 2 ? SHORTFALL_UNITS : SHORTFALL_NONE);
        assert_int_equal(composition(units, units, count, 0, &composed),
                         count < 1 ? SHORTFALL_UNITS : SHORTFALL_NONE);
        /* a third unit without a variance takes no part */
        assert_int_equal(shrinkage(gaps, count + 1, &pooled), SHORTFALL_UNITS);
    }
}

static void units_that_are_all_alike(void **state)
{
    (void)state;
    static const double flat[] = { 0.1 + 0.2, 0.3, 0.3, 0.3 };
    static const double y[] = { 1, 2, 3, 5 };
    struct moments units[4];
    struct ranked_unit ranked[4];
    uint32_t numbers[8];
    struct rank_scratch scratch = { ranked, numbers };
    struct points points = { flat, y, 4 };
    struct pearson r;
    struct concordance lin;
    struct rank_correlation rho;
    struct deming line;
    struct one_way way;
    double value;
    assert_int_equal(pearson(&points, 0.95, &r), SHORTFALL_SPREAD);
    assert_int_equal(concordance(&points, 0.95, &lin), SHORTFALL_SPREAD);
    assert_int_equal(rank_correlations(&points, &scratch, &rho, &rho), SHORTFALL_SPREAD);
    assert_int_equal(deming(&points, 1, 0.95, &line), SHORTFALL_SPREAD);

    /* no spread at all */
    for (int i = 0; i < 4; i++)
        units[i] = (struct moments){ 3, 50, 0, true };
    assert_int_equal(one_way(units, 4, &way), SHORTFALL_SPREAD);
    /* only between units: perfectly reliable, and no F */
    for (int i = 0; i < 4; i++)
        units[i].mean = 40 + 5 * i;
    assert_int_equal(one_way(units, 4, &way), SHORTFALL_NONE);
    assert_close(way.icc1, 1, 0);
    assert_true(way.has_icc2 && way.icc2 == 1 && !way.has_f);
    assert_int_equal(error_ratio(units, units, 4, &value), SHORTFALL_WITHIN_SPREAD);
    /* only within units: negative, and no reliability */
    for (int i = 0; i < 4; i++)
        units[i] = (struct moments){ 3, 50, 9, true };
    assert_int_equal(one_way(units, 4, &way), SHORTFALL_NONE);
    assert_close(way.icc1, -0.5, 1e-15);
    assert_true(!way.has_icc2 && way.has_f && way.f == 0 && way.p == 1);
    assert_int_equal(disattenuated(0.5, 0, 0.9, &value), SHORTFALL_RELIABILITY);
    /* one answer each */
    for (int i = 0; i < 4; i++)
        units[i] = (struct moments){ 1, 50 + i, 0, false };
    assert_int_equal(one_way(units, 4, &way), SHORTFALL_ANSWERS);
    assert_int_equal(error_ratio(units, units, 4, &value), SHORTFALL_ANSWERS);
}

static void a_line_that_rests_on_one_unit_has_no_error(void **state)
{
    (void)state;
    static const double x[] = { 10, 10, 30 };
    static const double y[] = { 4, 6, 9 };
    static const double level_y[] = { 1, 3, 2, 2 };
    static const double cross_x[] = { 2, 2, 1, 3 };
    struct points points = { x, y, 3 };
    struct points cross = { cross_x, level_y, 4 };
    struct moments units[3] = { { 4, 10, 1, true },
                                { 4, 10, 1, true },
                                { 4, 30, 1, true } };
    struct one_way way;
    struct micro_macro micro;
    struct deming line;
    double adjusted[3];
    assert_int_equal(deming(&points, 1, 0.95, &line), SHORTFALL_NONE);
    assert_false(line.has_interval);
    assert_int_equal(deming(&cross, 1, 0.95, &line), SHORTFALL_DIRECTION);
    assert_int_equal(one_way(units, 3, &way), SHORTFALL_NONE);
    assert_int_equal(micro_macro(units, y, 3, &way, 0.95, adjusted, &micro),
                     SHORTFALL_NONE);
    assert_false(micro.has_se);
}

static void units_that_chance_explains_may_hold_any_place(void **state)
{
    (void)state;
    struct unit_gap gaps[] = { { 1, 9 }, { 1.1, 9 }, { 0.9, 9 }, { 5, 0 }, { 1, 8 } };
    struct rank_candidate candidates[5];
    struct rank_interval intervals[5];
    struct rank_interval_scratch scratch = { candidates, NULL };
    struct shrinkage pooled;
    struct shrunken shrunken;
    assert_int_equal(shrinkage(gaps, 5, &pooled), SHORTFALL_NONE);
    assert_int_equal(pooled.unit_count, 4);
    assert_close(pooled.between, 0, 0);
    assert_int_equal(rank_intervals(&pooled, gaps, 5, 0.95, &scratch, intervals),
                     SHORTFALL_NONE);
    assert_int_equal(intervals[0].low, 1);
    assert_int_equal(intervals[0].high, 4);
    assert_int_equal(intervals[3].low, 0);
    assert_int_equal(intervals[3].high, 0);
    assert_true(shrink(&pooled, gaps[1], 0.95, &shrunken));
    assert_close(shrunken.value, pooled.mean, 1e-15);
    assert_close(shrunken.se, pooled.mean_se, 1e-15);
    assert_false(shrink(&pooled, gaps[3], 0.95, &shrunken));
    assert_false(shrink(&pooled, gaps[1], 1, &shrunken));
}

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
    return (struct moments){ n, total / n, (square - total * total / n) / (n - 1), true };
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

static void composition_adds_up(void **state)
{
    (void)state;
    static struct study study;
    struct test_random random = { 14 };
    for (int trial = 0; trial < TRIALS; trial++) {
        draw_study(&random, 1 + test_random_below(&random, 30), &study);
        size_t count = study.unit_count;
        struct composition there;
        struct composition back;
        assert_int_equal(composition(study.employees, study.customers, count, 3, &there),
                         SHORTFALL_NONE);
        assert_int_equal(composition(study.customers, study.employees, count, -3, &back),
                         SHORTFALL_NONE);
        assert_close(there.within, -back.within, 1e-12);
        assert_close(there.mix, -back.mix, 1e-12);
        double n[2] = { 0, 0 };
        double sum[2] = { 0, 0 };
        for (size_t i = 0; i < count; i++) {
            n[0] += study.employees[i].n;
            n[1] += study.customers[i].n;
            sum[0] += study.employees[i].n * study.employees[i].mean;
            sum[1] += study.customers[i].n * study.customers[i].mean;
        }
        assert_close(there.total, sum[0] / n[0] - sum[1] / n[1], 1e-11);
        assert_close(there.total + there.unmatched, 3, 1e-12);
    }
}

static void agreement_knows_its_limits(void **state)
{
    (void)state;
    struct answer_scale scale = { 1, 5, 5 };
    struct answer_scale none = { 1, 1, 5 };
    struct moments split = { 4, 3, 16. / 3, true };
    struct moments ends = { 4, 5, 0, true };
    struct moments near_end = { 4, 4.75, 0.25, true };
    struct moments single = { 1, 3, 0, false };
    struct histogram one = { (const double[]){ 3 }, (const double[]){ 1 }, 1 };
    double value;
    assert_int_equal(rwg(&split, &scale, &value), SHORTFALL_NONE);
    assert_close(value, 0, 0); /* would be below 0 */
    assert_int_equal(awg(&split, &scale, &value), SHORTFALL_NONE);
    assert_close(value, -1, 1e-15);
    assert_int_equal(awg(&ends, &scale, &value), SHORTFALL_NONE);
    assert_close(value, 1, 0);
    assert_int_equal(awg(&near_end, &scale, &value), SHORTFALL_SPREAD);
    assert_int_equal(rwg(&single, &scale, &value), SHORTFALL_ANSWERS);
    assert_int_equal(awg(&single, &scale, &value), SHORTFALL_ANSWERS);
    assert_int_equal(mean_deviation(&one, &value), SHORTFALL_ANSWERS);
    assert_int_equal(rwg(&split, &none, &value), SHORTFALL_ARGUMENT);
    assert_int_equal(awg(&split, &none, &value), SHORTFALL_ARGUMENT);
    assert_int_equal(rwg_j(1, 0, &scale, &value), SHORTFALL_ARGUMENT);
    assert_int_equal(rwg_j(9, 3, &scale, &value), SHORTFALL_NONE);
    assert_close(value, 0, 0);
    assert_true(isnan(median_of(NULL, 0)));
    assert_close(share_above(NULL, 0, 0.7), 0, 0);
    assert_close(median_of((double[]){ 4, 1, 3, 2 }, 4), 2.5, 0);
}

static void quadrants_by_reference(void **state)
{
    (void)state;
    struct moments high = { 10, 80, 100, true };
    struct moments low = { 10, 40, 100, true };
    struct moments alike = { 10, 75, 0, true };
    struct moments single = { 1, 90, 0, false };
    struct quadrant_place place = quadrant_of(&high, &low, 75, 60);
    assert_int_equal(place.quadrant, QUADRANT_EMPLOYEES_ONLY);
    double sum = 0;
    for (int i = 0; i < QUADRANT_COUNT; i++)
        sum += place.probabilities[i];
    assert_close(sum, 1, 1e-15);
    assert_true(place.probabilities[QUADRANT_EMPLOYEES_ONLY] > 0.9);
    assert_int_equal(quadrant_of(&low, &high, 75, 60).quadrant, QUADRANT_CUSTOMERS_ONLY);
    assert_int_equal(quadrant_of(&low, &low, 75, 60).quadrant, QUADRANT_NEITHER);
    place = quadrant_of(&alike, &high, 75, 60);
    assert_int_equal(place.quadrant, QUADRANT_BOTH);
    assert_true(place.probabilities[QUADRANT_BOTH] > 0.999);
    assert_false(quadrant_of(&single, &high, 75, 60).has_probabilities);
}

static void bad_arguments_are_said(void **state)
{
    (void)state;
    static const double x[] = { 1, 2, 4 };
    struct points points = { x, x, 3 };
    struct unit_gap gaps[] = { { 1, 1 }, { 5, 1 }, { 9, 1 } };
    struct moments units[3] = { { 4, 1, 1, true }, { 4, 2, 1, true }, { 4, 4, 1, true } };
    struct one_way way;
    struct pearson r;
    struct concordance lin;
    struct deming line;
    struct micro_macro micro;
    struct delivery_gap delivery;
    struct shrinkage pooled;
    struct paired_counts nobody = { 0, 0, 0, 0 };
    struct interval interval;
    double adjusted[3];
    assert_int_equal(pearson(&points, 1, &r), SHORTFALL_ARGUMENT);
    assert_int_equal(concordance(&points, 0, &lin), SHORTFALL_ARGUMENT);
    assert_int_equal(deming(&points, -1, 0.95, &line), SHORTFALL_ARGUMENT);
    assert_int_equal(deming(&points, NAN, 0.95, &line), SHORTFALL_ARGUMENT);
    assert_int_equal(one_way(units, 3, &way), SHORTFALL_NONE);
    assert_int_equal(micro_macro(units, x, 3, &way, 2, adjusted, &micro),
                     SHORTFALL_ARGUMENT);
    assert_int_equal(delivery_gap(&points, 2, NAN, &delivery), SHORTFALL_ARGUMENT);
    assert_int_equal(paired_interval(&nobody, 0.95, &interval), SHORTFALL_UNITS);
    assert_int_equal(shrinkage(gaps, 3, &pooled), SHORTFALL_NONE);
    assert_int_equal(rank_intervals(&pooled, gaps, 3, 1, NULL, NULL), SHORTFALL_ARGUMENT);
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
        cmocka_unit_test(the_order_of_units_is_nothing),
        cmocka_unit_test(a_unit_order_changes_no_rank_interval),
        cmocka_unit_test(both_rank_simulations_agree),
        cmocka_unit_test(rank_intervals_cover_the_truth),
        cmocka_unit_test(correlations_follow_scale_and_swap),
        cmocka_unit_test(points_on_a_line_are_perfect),
        cmocka_unit_test(hardly_any_units),
        cmocka_unit_test(units_that_are_all_alike),
        cmocka_unit_test(a_line_that_rests_on_one_unit_has_no_error),
        cmocka_unit_test(units_that_chance_explains_may_hold_any_place),
        cmocka_unit_test(micro_macro_is_unbiased_and_covers),
        cmocka_unit_test(composition_adds_up),
        cmocka_unit_test(agreement_knows_its_limits),
        cmocka_unit_test(quadrants_by_reference),
        cmocka_unit_test(bad_arguments_are_said),
        cmocka_unit_test(random_numbers_are_even),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
