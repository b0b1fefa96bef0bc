/* Changes between two waves against R (make_change.R). */
#include "stats/change.h"
#include "stats/gap.h"
#include "support/test.h"

#include <math.h>

/* A sample: its size, mean and variance, promoters, detractors and hits. */
struct sample {
    double n;
    double mean;
    double variance;
    double promoters;
    double detractors;
    double hits;
};

static const struct change_case {
    const char *name;
    size_t pair_count;
    struct sample added[CHANGE_MOST_PAIRS];
    struct sample subtracted[CHANGE_MOST_PAIRS];
    double means[4]; /* value, low, high, p */
    double nps[4];
    double shares[4];
} cases[] = {
#include "change_cases.inc"
};

enum { CASE_COUNT = sizeof cases / sizeof *cases };

struct inputs {
    struct moments means[CHANGE_MOST_PAIRS];
    struct nps_counts nps[CHANGE_MOST_PAIRS];
    struct share_counts shares[CHANGE_MOST_PAIRS];
};

static struct inputs inputs_of(const struct sample *samples, size_t count)
{
    struct inputs inputs = { 0 };
    for (size_t i = 0; i < count; i++) {
        const struct sample *s = &samples[i];
        inputs.means[i] = (struct moments){
            .n = s->n, .mean = s->mean, .variance = s->variance, .has_variance = true
        };
        inputs.nps[i] = (struct nps_counts){ s->promoters, s->detractors, s->n };
        inputs.shares[i] = (struct share_counts){ s->hits, s->n };
    }
    return inputs;
}

static void check_change(const struct change *change, const double *expected,
                         double tolerance)
{
    assert_close(change->value, expected[0], 1e-12);
    assert_close(change->interval.low, expected[1], tolerance);
    assert_close(change->interval.high, expected[2], tolerance);
    assert_close(change->p, expected[3], tolerance);
}

static void agrees_with_r(void **state)
{
    (void)state;
    for (size_t i = 0; i < CASE_COUNT; i++) {
        const struct change_case *c = &cases[i];
        struct inputs added = inputs_of(c->added, c->pair_count);
        struct inputs subtracted = inputs_of(c->subtracted, c->pair_count);
        struct change change;
        print_message("%s\n", c->name);
        assert_true(
            mean_change(added.means, subtracted.means, c->pair_count, 0.95, &change));
        check_change(&change, c->means, 1e-11);
        assert_true(nps_change(added.nps, subtracted.nps, c->pair_count, 0.95, &change));
        check_change(&change, c->nps, 1e-11);
        assert_true(
            share_change(added.shares, subtracted.shares, c->pair_count, 0.95, &change));
        check_change(&change, c->shares, 1e-8);
    }
}

static void one_pair_is_a_gap(void **state)
{
    (void)state;
    const struct moments a = { 50, 7.26, 4.8, true, 0 };
    const struct moments b = { 113, 6.27, 7.1, true, 0 };
    struct change change;
    struct welch test;
    struct share_gap gap;
    assert_true(mean_change(&a, &b, 1, 0.9, &change));
    assert_true(welch(&a, &b, 0.9, &test));
    assert_close(change.p, test.p, 1e-14);
    assert_close(change.interval.low, test.interval.low, 1e-13);
    assert_true(share_change(&(struct share_counts){ 15, 50 },
                             &(struct share_counts){ 22, 113 }, 1, 0.9, &change));
    assert_true(newcombe_gap(15, 50, 22, 113, 0.9, &gap));
    assert_close(change.interval.low, gap.interval.low, 1e-14);
    assert_close(change.interval.high, gap.interval.high, 1e-14);
}

static void p_and_interval_of_shares_agree(void **state)
{
    (void)state;
    for (double hits = 0; hits <= 40; hits++) {
        const struct share_counts new = { hits, 40 };
        const struct share_counts old = { 20, 40 };
        struct change change;
        assert_true(share_change(&new, &old, 1, 0.95, &change));
        bool excludes_zero = change.interval.low > 0 || change.interval.high < 0;
        assert_int_equal(change.p < 0.05, excludes_zero);
        assert_true(change.p >= 0 && change.p <= 1);
        if (hits == 20)
            assert_close(change.p, 1, 1e-12);
    }
}

static void has_no_test_of_too_little(void **state)
{
    (void)state;
    struct moments constant = { 5, 50, 0, true, 0 };
    struct moments single = { 1, 50, 0, false, 0 };
    struct moments varied = { 5, 50, 9, true, 0 };
    struct nps_counts nobody = { 0, 0, 0 };
    struct nps_counts some = { 1, 1, 3 };
    struct share_counts none = { 0, 0 };
    struct share_counts all = { 3, 3 };
    struct share_counts wrong = { 4, 3 };
    struct change change = { .value = -7 };
    assert_false(mean_change(&constant, &constant, 1, 0.95, &change));
    assert_false(mean_change(&single, &varied, 1, 0.95, &change));
    assert_false(mean_change(&varied, &varied, 0, 0.95, &change));
    assert_false(mean_change(&varied, &varied, 1, 1, &change));
    assert_false(nps_change(&nobody, &some, 1, 0.95, &change));
    assert_false(nps_change(&some, &some, 3, 0.95, &change));
    assert_false(share_change(&none, &all, 1, 0.95, &change));
    assert_false(share_change(&all, &wrong, 1, 0.95, &change));
    assert_close(change.value, -7, 0);
    assert_true(mean_change(&constant, &varied, 1, 0.95, &change));
    assert_close(change.value, 0, 0);
    assert_true(share_change(&all, &all, 1, 0.95, &change));
    assert_close(change.p, 1, 1e-12);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(agrees_with_r),
        cmocka_unit_test(one_pair_is_a_gap),
        cmocka_unit_test(p_and_interval_of_shares_agree),
        cmocka_unit_test(has_no_test_of_too_little),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
