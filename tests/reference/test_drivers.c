/* Reliability and key drivers against R; see make_drivers.R. And how often the intervals
   of the shares hold the truth, by simulation. */
#include "analysis/analysis.h"
#include "analysis/driver_set.h"
#include "analysis/drivers.h"
#include "stats/drivers.h"
#include "stats/random.h"
#include "stats/reliability.h"
#include "stats/symmetric.h"
#include "support/ingestion.h"
#include "support/test.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_ITEMS = 12, MOST_ORDER = MOST_ITEMS + 1 };

struct drivers_case {
    const char *name;
    size_t n;
    size_t item_count;
    const double *answers; /* a row per respondent */
    const double *overall;
    double alpha[3]; /* value, interval */
    double omega;
    double loadings[MOST_ITEMS];
    double rest[MOST_ITEMS];
    double model[3]; /* R^2, adjusted, p */
    double weights[MOST_ITEMS];
    double r[MOST_ITEMS][4]; /* value, interval, p */
};

static const struct drivers_case cases[] = {
#include "drivers_cases.inc"
};

enum { CASES = sizeof cases / sizeof *cases };

static double answer(const struct drivers_case *c, size_t row, size_t column)
{
    return column < c->item_count ? c->answers[row * c->item_count + column]
                                  : c->overall[row];
}

/* Covariances of the items, and of the overall score as the last. */
static void covariances(const struct drivers_case *c, double *matrix)
{
    size_t order = c->item_count + 1;
    double mean[MOST_ORDER] = { 0 };
    for (size_t i = 0; i < order; i++)
        for (size_t r = 0; r < c->n; r++)
            mean[i] += answer(c, r, i) / (double)c->n;
    for (size_t i = 0; i < order; i++)
        for (size_t j = 0; j < order; j++) {
            double sum = 0;
            for (size_t r = 0; r < c->n; r++)
                sum += (answer(c, r, i) - mean[i]) * (answer(c, r, j) - mean[j]);
            matrix[i * order + j] = sum / ((double)c->n - 1);
        }
}

static void items_only(const double *matrix, size_t item_count, double *items)
{
    for (size_t i = 0; i < item_count; i++)
        memcpy(items + i * item_count, matrix + i * (item_count + 1),
               item_count * sizeof *items);
}

static void reliability_is_that_of_r(void **state)
{
    (void)state;
    for (size_t i = 0; i < CASES; i++) {
        const struct drivers_case *c = &cases[i];
        double whole[MOST_ORDER * MOST_ORDER];
        double items[MOST_ITEMS * MOST_ITEMS];
        double loadings[MOST_ITEMS];
        double value;
        struct interval interval;
        covariances(c, whole);
        items_only(whole, c->item_count, items);
        assert_true(cronbach_alpha(items, c->item_count, &value));
        assert_close(value, c->alpha[0], 1e-12);
        assert_true(alpha_interval(value, (double)c->n, c->item_count, 0.95, &interval));
        assert_close(interval.low, c->alpha[1], 1e-10);
        assert_close(interval.high, c->alpha[2], 1e-10);
        for (size_t k = 0; k < c->item_count; k++) {
            assert_true(item_rest(items, c->item_count, k, &value));
            assert_close(value, c->rest[k], 1e-12);
        }
        double correlations[MOST_ITEMS * MOST_ITEMS];
        memcpy(correlations, items, sizeof items);
        covariances_to_correlations(correlations, c->item_count);
        bool has_omega =
            mcdonald_omega(items, correlations, c->item_count, loadings, &value);
        assert_int_equal(has_omega, !isnan(c->omega));
        if (!has_omega)
            continue;
        assert_close(value, c->omega, 1e-9);
        for (size_t k = 0; k < c->item_count; k++)
            assert_close(loadings[k], c->loadings[k], 1e-9);
    }
}

static void weights_are_those_of_r(void **state)
{
    (void)state;
    for (size_t i = 0; i < CASES; i++) {
        const struct drivers_case *c = &cases[i];
        size_t p = c->item_count;
        double n = (double)c->n;
        double matrix[MOST_ORDER * MOST_ORDER];
        double weights[MOST_ITEMS];
        double r2;
        double adjusted;
        double test_p;
        double *scratch = calloc(relative_weights_numbers(p), sizeof *scratch);
        assert_non_null(scratch);
        covariances(c, matrix);
        covariances_to_correlations(matrix, p + 1);
        assert_true(relative_weights(matrix, p, scratch, weights, &r2));
        assert_close(r2, c->model[0], 1e-12);
        for (size_t k = 0; k < p; k++) {
            struct interval interval;
            double r = matrix[k * (p + 1) + p];
            assert_close(weights[k], c->weights[k], 1e-12);
            assert_true(correlation_test(r, n, 0.95, &interval, &test_p));
            assert_close(r, c->r[k][0], 1e-12);
            assert_close(interval.low, c->r[k][1], 1e-12);
            assert_close(interval.high, c->r[k][2], 1e-12);
            assert_close(test_p, c->r[k][3], 1e-9 * fmax(c->r[k][3], 1e-12));
        }
        assert_true(explained_test(r2, p, n, &adjusted, &test_p));
        assert_close(adjusted, c->model[1], 1e-12);
        assert_close(test_p, c->model[2], 1e-9 * c->model[2]);
        free(scratch);
    }
}

/* Of predictors that do not go with each other the weights are the squared correlations;
   of two that say the same there are none. */
static void knows_the_ends(void **state)
{
    (void)state;
    double scratch[160];
    double weights[2];
    double r2;
    const double apart[] = { 1, 0, 0.6, 0, 1, -0.3, 0.6, -0.3, 1 };
    const double same[] = { 1, 1, 0.6, 1, 1, 0.6, 0.6, 0.6, 1 };
    const double impossible[] = { 1, 0.9, 0.9, 0.9, 1, -0.9, 0.9, -0.9, 1 };
    assert_true(relative_weights_numbers(2) <= 160);
    assert_true(relative_weights(apart, 2, scratch, weights, &r2));
    assert_close(weights[0], 0.36, 1e-15);
    assert_close(weights[1], 0.09, 1e-15);
    assert_close(r2, 0.45, 1e-15);
    assert_false(relative_weights(same, 2, scratch, weights, &r2));
    assert_false(relative_weights(impossible, 2, scratch, weights, &r2));
    assert_false(relative_weights(apart, 0, scratch, weights, &r2));
}

static void says_when_items_give_no_reliability(void **state)
{
    (void)state;
    const double opposite[] = { 1, -1, -1, 1 };
    const double alike[] = { 1, 1, 1, 1, 1, 1, 1, 1, 1 };
    double loadings[3];
    double value;
    struct interval interval;
    assert_false(cronbach_alpha(opposite, 2, &value));
    assert_true(item_rest(opposite, 2, 0, &value));
    assert_close(value, -1, 1e-15);
    assert_true(cronbach_alpha(alike, 3, &value));
    assert_close(value, 1, 1e-15);
    assert_false(alpha_interval(value, 10, 3, 0.95, &interval));
    assert_false(
        mcdonald_omega(alike, alike, 3, loadings, &value)); /* nothing of their own */
    assert_false(mcdonald_omega(opposite, opposite, 2, loadings, &value));
    assert_false(cronbach_alpha(alike, 1, &value));
    /* pairs of different people: more in common than either has by itself */
    const double impossible[] = { 1, 1.1, 1.1, 1 };
    assert_false(cronbach_alpha(impossible, 2, &value));
    assert_false(item_rest(impossible, 2, 0, &value));
}

/* Two dimensions in a balanced design: correlations with the overall score are what
   rounding leaves of 0. */
static void shares_nothing_out(void **state)
{
    (void)state;
    const struct work how = { .instructions = INSTRUCTIONS_BEST };
    const struct analysis_rules rules = { .confidence = 0.95, .adjust = ADJUST_HOLM };
    const double correlations[] = { 1, 0.2, 5e-17, 0.2, 1, -3e-17, 5e-17, -3e-17, 1 };
    struct driver_result drivers[2] = { { .dimension = 0 }, { .dimension = 1 } };
    struct driver_set set = { .drivers = drivers, .driver_count = 2 };
    struct driver_work work;
    assert_true(driver_work_init(&work, &how, 2));
    memcpy(work.correlations, correlations, sizeof correlations);
    work.count = 2;
    work.n = 225;
    for (size_t i = 0; i < 2; i++) {
        work.dimensions[i] = i;
        work.pair_n[i] = 225;
    }
    assert_true(driver_set_fill(&set, &rules, &work));
    assert_int_equal(set.reason, RELATION_NONE);
    assert_close(set.r2.value, 0, 1e-30);
    for (size_t i = 0; i < 2; i++) {
        assert_true(drivers[i].weight.available);
        assert_false(drivers[i].share.value.available);
        assert_false(drivers[i].share.low.available);
    }
    driver_work_release(&work);
}

/* -- from the file on ---------------------------------------------------------------- */

static void write_answers(const struct ingestion_test *test, const struct drivers_case *c)
{
    struct buffer text = { 0 };
    for (size_t i = 0; i <= c->item_count; i++)
        buffer_format(&text, "%sq%zu", i ? "," : "", i);
    for (size_t r = 0; r < c->n; r++)
        for (size_t i = 0; i <= c->item_count; i++)
            buffer_format(&text, "%s%g", i ? "," : "\n", answer(c, r, i));
    buffer_byte(&text, '\n');
    test_folder_write(&test->folder, "e.csv", text.bytes, text.byte_count);
    buffer_release(&text);
}

/* One dimension of all items, and one of each; the last column is the overall score. */
static void run_case(struct ingestion_test *test, const struct drivers_case *c)
{
    struct buffer study = { 0 };
    write_answers(test, c);
    buffer_text(&study, "{'employees': {'files': ['e.csv']}, 'customers': {'files': ["
                        "'c.csv']}, 'analysis': {'overall': 'overall', 'adjust': 'none'},"
                        "'scales': {'s': {'kind': 'likert', 'min': 1, 'max': 10}},"
                        "'dimensions': [{'id': 'all', 'scale': 's', 'employees': [");
    for (size_t i = 0; i < c->item_count; i++)
        buffer_format(&study, "%s'q%zu'", i ? "," : "", i);
    buffer_format(&study,
                  "], 'customers': 'x'}, {'id': 'overall', 'scale': 's', 'employees': "
                  "'q%zu'}",
                  c->item_count);
    for (size_t i = 0; i < c->item_count; i++)
        buffer_format(&study, ", {'id': 'd%zu', 'scale': 's', 'employees': 'q%zu'}", i,
                      i);
    buffer_text(&study, "]}");
    ingestion_run(test, study.bytes);
    assert_int_equal(test->status, SYMBAR_OK);
    buffer_release(&study);
}

/* The dimension of all items says nothing beside the items, so that there are no weights;
   reliability and correlations are those of R. */
static void the_whole_way_comes_to_what_r_says(void **state)
{
    (void)state;
    struct ingestion_test test;
    ingestion_set_up(&test);
    test_folder_text(&test.folder, "c.csv", "x\n3\n");
    for (size_t i = 0; i < CASES; i++) {
        const struct drivers_case *c = &cases[i];
        struct results *results = NULL;
        run_case(&test, c);
        assert_int_equal(analyse(test.study, test.tally, &results, test.diagnostics),
                         SYMBAR_OK);
        const struct reliability_result *reliability = &results->reliability[0];
        assert_int_equal(results->reliability_count, 1);
        assert_int_equal(reliability->reason, RELATION_NONE);
        assert_close(reliability->n.value, (double)c->n, 0);
        assert_close(reliability->alpha.value.value, c->alpha[0], 1e-12);
        assert_close(reliability->alpha.low.value, c->alpha[1], 1e-10);
        assert_int_equal(reliability->omega.available, !isnan(c->omega));
        if (!isnan(c->omega))
            assert_close(reliability->omega.value, c->omega, 1e-9);
        const struct driver_set *set = &results->drivers[DRIVERS_OF_EMPLOYEES];
        assert_int_equal(set->driver_count, c->item_count + 1);
        assert_int_equal(set->reason,
                         c->n < WEIGHTS_LEAST_N ? RELATION_TOO_FEW : RELATION_COLLINEAR);
        for (size_t k = 0; k < c->item_count; k++) {
            assert_close(reliability->items[k].rest.value, c->rest[k], 1e-12);
            if (c->n < WEIGHTS_LEAST_N)
                continue;
            assert_close(set->drivers[k + 1].r.value.value, c->r[k][0], 1e-12);
            assert_close(set->drivers[k + 1].p.value, c->r[k][3], 1e-9 * c->r[k][3]);
            assert_false(set->drivers[k + 1].weight.available);
        }
        assert_int_equal(results->drivers[DRIVERS_OF_CUSTOMERS].reason,
                         RELATION_NOT_ASKED);
        results_free(results);
    }
    ingestion_tear_down(&test);
}

/* -- how often 95 % intervals hold the true shares ----------------------------------- */

enum { SAMPLES = 200, PEOPLE = 150, PREDICTORS = 3, ORDER = PREDICTORS + 1 };

/* Answers in five steps, or as they come. */
static double in_steps(double value, bool is_stepped)
{
    return is_stepped ? fmin(fmax(round(3.3 + value), 1), 5) : value;
}

static void sample(struct random *random, size_t people, bool is_stepped, double *matrix)
{
    double sums[ORDER] = { 0 };
    double products[ORDER * ORDER] = { 0 };
    for (size_t i = 0; i < people; i++) {
        double shared = random_normal(random);
        double row[ORDER];
        double x[PREDICTORS];
        for (size_t k = 0; k < PREDICTORS; k++)
            x[k] = 0.6 * shared + 0.8 * random_normal(random);
        double y = 0.5 * x[0] + 0.3 * x[1] + 0.2 * x[2] + 0.8 * random_normal(random);
        for (size_t k = 0; k < PREDICTORS; k++)
            row[k] = in_steps(x[k], is_stepped);
        row[PREDICTORS] = in_steps(y, is_stepped);
        for (size_t a = 0; a < ORDER; a++) {
            sums[a] += row[a];
            for (size_t b = 0; b < ORDER; b++)
                products[a * ORDER + b] += row[a] * row[b];
        }
    }
    for (size_t a = 0; a < ORDER; a++)
        for (size_t b = 0; b < ORDER; b++)
            matrix[a * ORDER + b] =
                products[a * ORDER + b] - sums[a] * sums[b] / (double)people;
    covariances_to_correlations(matrix, ORDER);
}

static void shares_of(const double *matrix, double *scratch, double *shares)
{
    double r2;
    assert_true(relative_weights(matrix, PREDICTORS, scratch, shares, &r2));
    for (size_t k = 0; k < PREDICTORS; k++)
        shares[k] /= r2;
}

static void check_coverage(bool is_stepped)
{
    struct random random;
    double matrix[ORDER * ORDER];
    double truth[PREDICTORS];
    size_t held = 0;
    double *scratch = calloc(weight_intervals_numbers(PREDICTORS), sizeof *scratch);
    assert_non_null(scratch);
    random_seed(&random, 5);
    sample(&random, 1000000, is_stepped, matrix);
    shares_of(matrix, scratch, truth);
    for (int i = 0; i < SAMPLES; i++) {
        struct interval intervals[PREDICTORS];
        sample(&random, PEOPLE, is_stepped, matrix);
        assert_true(weight_intervals(matrix, PREDICTORS, PEOPLE, 0.95, INSTRUCTIONS_BEST,
                                     scratch, intervals));
        for (size_t k = 0; k < PREDICTORS; k++)
            held += intervals[k].low <= truth[k] && truth[k] <= intervals[k].high;
    }
    double coverage = (double)held / (SAMPLES * PREDICTORS);
    print_message("coverage %.4f\n", coverage);
    assert_true(coverage > 0.93 && coverage < 0.97);
    free(scratch);
}

static void intervals_hold_the_truth(void **state)
{
    (void)state;
    check_coverage(false);
    check_coverage(true);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reliability_is_that_of_r),
        cmocka_unit_test(weights_are_those_of_r),
        cmocka_unit_test(knows_the_ends),
        cmocka_unit_test(says_when_items_give_no_reliability),
        cmocka_unit_test(shares_nothing_out),
        cmocka_unit_test(the_whole_way_comes_to_what_r_says),
        cmocka_unit_test(intervals_hold_the_truth),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
