/* Weights of several matrices at once: against what can be worked out by hand, and that a
   lane depends neither on the others nor on the instructions. */
#include "stats/random.h"
#include "stats/weighing.h"
#include "support/test.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 59 };

struct bench {
    struct weighing weighing;
    lanes *memory;
    lanes *mix;
    double *factor;
};

static void set_up(struct bench *bench, size_t p, enum instructions instructions)
{
    size_t triangle = triangle_count(p + 1);
    bench->memory = calloc(2 * triangle + p + weighing_scratch(p), sizeof(lanes));
    bench->factor = calloc((p + 1) * (p + 1), sizeof *bench->factor);
    assert_non_null(bench->memory);
    assert_non_null(bench->factor);
    bench->mix = bench->memory + triangle;
    bench->weighing = (struct weighing){
        .predictor_count = p,
        .instructions = instructions,
        .correlations = bench->memory,
        .weights = bench->mix + triangle,
        .scratch = bench->mix + triangle + p,
    };
}

static void tear_down(struct bench *bench)
{
    free(bench->memory);
    free(bench->factor);
}

/* -- by hand ----------------------------------------------------------------------- */

/* Two predictors that correlate by r have the root ((c, s), (s, c)), c and s half the sum
   and the difference of the roots of 1 + r and 1 - r. */
static void two_predictors_are_weighed_as_by_hand(void **state)
{
    (void)state;
    const double r[LANES] = { 0, 0.5, -0.9, 0.99999 };
    const double a[LANES] = { 0.6, 0.4, 0.5, 0.3 };
    const double b[LANES] = { -0.3, 0.2, -0.6, 0.3001 };
    struct bench bench;
    set_up(&bench, 2, INSTRUCTIONS_BEST);
    lanes *at = bench.weighing.correlations;
    for (int l = 0; l < LANES; l++) {
        at[0][l] = at[2][l] = at[5][l] = 1;
        at[1][l] = r[l];
        at[3][l] = a[l];
        at[4][l] = b[l];
    }
    weighing_weigh(&bench.weighing);
    for (int l = 0; l < LANES; l++) {
        double plus = sqrt(1 + r[l]);
        double less = sqrt(1 - r[l]);
        double c = (plus + less) / 2;
        double s = (plus - less) / 2;
        double x = ((1 / plus + 1 / less) * a[l] + (1 / plus - 1 / less) * b[l]) / 2;
        double y = ((1 / plus - 1 / less) * a[l] + (1 / plus + 1 / less) * b[l]) / 2;
        double near = 1e-15 / (1 - fabs(r[l]));
        assert_close(bench.weighing.weights[0][l], c * c * x * x + s * s * y * y, near);
        assert_close(bench.weighing.weights[1][l], s * s * x * x + c * c * y * y, near);
        assert_close(bench.weighing.r2[l], x * x + y * y, near);
    }
    tear_down(&bench);
}

/* All correlate by r with each other and by a with the outcome: R^2 is
   p a^2 / (1 + (p - 1) r), the same part of it each one's. */
static void predictors_that_are_alike_weigh_the_same(void **state)
{
    (void)state;
    const double r[LANES] = { 0.1, 0.4, 0.8, 0.999 };
    for (size_t p = 1; p <= MOST; p++) {
        struct bench bench;
        set_up(&bench, p, INSTRUCTIONS_BEST);
        for (int l = 0; l < LANES; l++)
            for (size_t i = 0, at = 0; i <= p; i++)
                for (size_t j = 0; j <= i; j++, at++)
                    bench.weighing.correlations[at][l] = i == j ? 1 : i == p ? 0.3 : r[l];
        weighing_weigh(&bench.weighing);
        for (int l = 0; l < LANES; l++) {
            double each = 0.09 / (1 + (double)(p - 1) * r[l]);
            assert_close(bench.weighing.r2[l], (double)p * each, 1e-12);
            for (size_t i = 0; i < p; i++)
                assert_close(bench.weighing.weights[i][l], each, 1e-12);
        }
        tear_down(&bench);
    }
}

/* -- lanes and instructions ---------------------------------------------------------- */

/* Draws of a population whose predictors all correlate; every next lane has less that is
   its predictors' own, and more steps to take. Lanes start at `first`. */
static void draw(struct bench *bench, size_t p, int first)
{
    struct random random;
    size_t order = p + 1;
    random_seed(&random, p);
    for (size_t i = 0; i < order; i++)
        for (size_t j = 0; j <= i; j++)
            bench->factor[i * order + j] = i == j ? 1 : random_unit(&random) / 2;
    for (int l = 0; l < LANES; l++)
        for (size_t i = 0, at = 0; i < order; i++)
            for (size_t j = 0; j <= i; j++, at++)
                bench->mix[at][(l + first) % LANES] =
                    i == j
                        ? sqrt((double)order) * pow(0.7, l) * (1 + random_unit(&random))
                        : random_normal(&random);
    weighing_draw(&bench->weighing, bench->factor, 1e-8, bench->mix);
    weighing_weigh(&bench->weighing);
}

static void assert_same_lanes(const struct weighing *one, const struct weighing *other,
                              int shift)
{
    for (int l = 0; l < LANES; l++) {
        int at = (l + shift) % LANES;
        assert_true(one->r2[l] >= 0 && one->r2[l] <= 1 + 1e-9);
        assert_true(one->r2[l] == other->r2[at]);
        for (size_t i = 0; i < one->predictor_count; i++)
            assert_true(one->weights[i][l] == other->weights[i][at]);
    }
}

static void a_lane_depends_on_nothing_else(void **state)
{
    (void)state;
    for (size_t p = 1; p <= MOST; p += p < 13 ? 1 : 23) {
        struct bench plain;
        set_up(&plain, p, INSTRUCTIONS_PORTABLE);
        draw(&plain, p, 0);
        for (int i = INSTRUCTIONS_BEST; i < INSTRUCTIONS_COUNT; i++) {
            struct bench other;
            if (!instructions_are_there((enum instructions)i))
                continue;
            set_up(&other, p, (enum instructions)i);
            for (int shift = 0; shift < LANES; shift++) {
                draw(&other, p, shift);
                assert_same_lanes(&plain.weighing, &other.weighing, shift);
            }
            tear_down(&other);
        }
        tear_down(&plain);
    }
}

/* The weights are parts of R^2, which the factor of what was drawn tells too: it is what
   the outcome does not have of its own. */
static void weights_add_up_to_what_is_explained(void **state)
{
    (void)state;
    for (size_t p = 1; p <= 20; p++) {
        struct bench bench;
        set_up(&bench, p, INSTRUCTIONS_BEST);
        draw(&bench, p, 0);
        for (int l = 0; l < LANES; l++) {
            double own = bench.mix[triangle_count(p + 1) - 1][l];
            double sum = 0;
            for (size_t i = 0; i < p; i++)
                sum += bench.weighing.weights[i][l];
            assert_close(sum, 1 - own * own, 1e-9);
            assert_close(bench.weighing.r2[l], 1 - own * own, 1e-9);
        }
        tear_down(&bench);
    }
}

/* A predictor with nothing of its own empties its lane and no other. */
static void a_collinear_draw_explains_nothing(void **state)
{
    (void)state;
    struct bench bench;
    set_up(&bench, 2, INSTRUCTIONS_BEST);
    for (size_t i = 0; i < 3; i++)
        bench.factor[i * 3 + i] = 1;
    for (int l = 0; l < LANES; l++) {
        lanes *mix = bench.mix;
        mix[0][l] = 1;
        mix[1][l] = 1;
        mix[2][l] = l == 1 ? 1e-5 : l == 2 ? NAN : 1;
        mix[3][l] = 1;
        mix[4][l] = 0;
        mix[5][l] = 1;
    }
    weighing_draw(&bench.weighing, bench.factor, 1e-8, bench.mix);
    weighing_weigh(&bench.weighing);
    assert_close(bench.weighing.r2[0], 0.5, 1e-15);
    assert_true(bench.weighing.r2[1] == 0);
    assert_true(bench.weighing.r2[2] == 0);
    assert_close(bench.weighing.r2[3], 0.5, 1e-15);
    tear_down(&bench);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_predictors_are_weighed_as_by_hand),
        cmocka_unit_test(predictors_that_are_alike_weigh_the_same),
        cmocka_unit_test(a_lane_depends_on_nothing_else),
        cmocka_unit_test(weights_add_up_to_what_is_explained),
        cmocka_unit_test(a_collinear_draw_explains_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
