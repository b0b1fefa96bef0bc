/* Laws that the figures across units keep: the order of the units is nothing, scales move
   what they should, exchanged sides mirror it. */
#include "stats/composition.h"
#include "stats/correlation.h"
#include "stats/delivery.h"
#include "stats/line.h"
#include "stats/one_way.h"
#include "stats/profile.h"
#include "stats/rank_correlation.h"
#include "stats/rank_interval.h"
#include "stats/shrinkage.h"
#include "support/random.h"
#include "support/test.h"

#include <math.h>
#include <stdlib.h>

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
    struct moments moments = { .n = n, .mean = sum / n, .has_variance = size >= 2 };
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
    static struct ranked_p order[MAX_UNITS];
    static uint32_t numbers[2 * MAX_UNITS];
    struct points points = { study->x, study->y, study->unit_count };
    static uint8_t places[PAIRING_PLACES];
    struct pairing_table pairings = { .places = places };
    struct rank_scratch scratch = { units, order, numbers, &pairings };
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
    static struct ranked_p ranked[MAX_UNITS];
    double sums[2];
    static const size_t counts[] = { 3, 20, 200, 201, 1200 };
    struct test_random random = { 12 };
    for (int trial = 0; trial < 5; trial++) {
        size_t count = counts[trial];
        draw_study(&random, count, &study);
        double *numbers = malloc(rank_interval_numbers(count) * sizeof *numbers);
        struct rank_normals normals = {
            .numbers =
                malloc(rank_interval_normals(RANK_SIMULATION_MOST) * sizeof *numbers)
        };
        struct rank_interval_scratch scratch = { candidates, ranked, numbers, &normals,
                                                 INSTRUCTIONS_BEST };
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
        free(normals.numbers);
    }
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_order_of_units_is_nothing),
        cmocka_unit_test(a_unit_order_changes_no_rank_interval),
        cmocka_unit_test(correlations_follow_scale_and_swap),
        cmocka_unit_test(composition_adds_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
