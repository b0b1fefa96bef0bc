/* Numbers that others computed: R 4.2.2, NIST's certified values, published examples. */
#include "stats/adjust.h"
#include "stats/distribution.h"
#include "stats/effect.h"
#include "stats/gap.h"
#include "stats/moments.h"
#include "stats/score.h"
#include "support/test.h"

#include <math.h>

/* Scores 0..10 of 50 employees and 113 customers. */
static const double scores[] = { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 };
static const struct histogram employees = {
    scores,
    (const double[]){ 1, 0, 1, 1, 2, 5, 4, 9, 12, 8, 7 },
    11,
};
static const struct histogram customers = {
    scores,
    (const double[]){ 6, 3, 4, 5, 6, 14, 11, 20, 22, 13, 9 },
    11,
};
static const struct nps_counts employee_nps = { 15, 14, 50 };
static const struct nps_counts customer_nps = { 22, 49, 113 };

static void one_side_of_the_golden_pair(void **state)
{
    (void)state;
    struct moments e = moments_of(&employees);
    struct moments c = moments_of(&customers);
    assert_close(e.n, 50, 0);
    assert_close(c.n, 113, 0);
    assert_close(e.mean, 7.26, 1e-15);
    assert_close(c.mean, 6.27433628318584, 1e-14);
    assert_close(e.variance, 4.80857142857143, 1e-14);
    assert_close(c.variance, 7.12942477876106, 1e-14);
    assert_close(moments_rescaled(e, 0, 10).mean, 72.6, 1e-14);
    assert_close(moments_rescaled(c, 0, 10).mean, 62.7433628318584, 1e-14);

    double nps;
    struct interval interval;
    assert_true(nps_value(employee_nps, &nps));
    assert_close(nps, 0.02, 1e-15);
    assert_true(nps_value(customer_nps, &nps));
    assert_close(nps, -0.238938053097345, 1e-14);
    assert_true(nps_interval(employee_nps, 0.95, &interval));
    assert_close(interval.low, -0.185300119323614, 1e-14);
    assert_close(interval.high, 0.223035968380218, 1e-14);
    assert_true(nps_interval(customer_nps, 0.95, &interval));
    assert_close(interval.low, -0.370248265412066, 1e-14);
    assert_close(interval.high, -0.0952689759672442, 1e-14);
    assert_true(wilson_interval(15, 50, 0.95, &interval));
    assert_close(interval.low, 0.191035535008809, 1e-14);
    assert_close(interval.high, 0.437503504644534, 1e-14);
}

static void gap_of_the_golden_pair(void **state)
{
    (void)state;
    struct moments e = moments_of(&employees);
    struct moments c = moments_of(&customers);
    struct share_gap share;
    assert_true(newcombe_gap(15, 50, 22, 113, 0.95, &share));
    assert_close(share.value, 0.105309734513274, 1e-14);
    assert_close(share.interval.low, -0.031382939321708, 1e-13);
    assert_close(share.interval.high, 0.256333192279265, 1e-13);

    struct nps_gap nps;
    assert_true(nps_gap(employee_nps, customer_nps, 0.95, &nps));
    assert_close(nps.value, 0.258938053097345, 1e-14);
    assert_close(nps.adjusted, 0.251626545217957, 1e-14);
    assert_close(nps.interval.low, 0.005480262418048, 1e-13);
    assert_close(nps.interval.high, 0.497772828017866, 1e-13);
    assert_close(nps.se, 0.125587145856495, 1e-14);
    assert_close(nps.p, 0.0451128065438715, 1e-14);

    struct welch test;
    assert_true(welch(&e, &c, 0.95, &test));
    assert_close(test.t, 2.46984894282556, 1e-13);
    assert_close(test.df, 113.087162787278, 1e-13);
    assert_close(test.p, 0.0150106443224369, 1e-13);
    assert_close(test.interval.low, 0.195023741175958, 1e-12);
    assert_close(test.interval.high, 1.77630369245236, 1e-12);

    struct equivalence tost;
    assert_true(equivalence(&e, &c, 1, &tost));
    assert_close(tost.t_low, 4.97562134845752, 1e-13);
    assert_close(tost.t_high, -0.0359234628064062, 1e-13);
    assert_close(tost.p, 0.485703360800233, 1e-13);
}

static void effect_of_the_golden_pair(void **state)
{
    (void)state;
    struct moments e = moments_of(&employees);
    struct moments c = moments_of(&customers);
    struct mann_whitney test;
    assert_true(mann_whitney(&employees, &customers, &test));
    assert_close(test.u, 3431, 0);
    assert_close(test.p, 0.0275667931603091, 1e-13);

    struct cliffs_delta cliff;
    assert_true(cliffs_delta(&employees, &customers, 0.95, &cliff));
    assert_true(cliff.has_interval);
    assert_close(cliff.delta, 0.214513274336283, 1e-14);
    assert_close(cliff.variance, 0.00866042743826327, 1e-14);
    assert_close(cliff.interval.low, 0.0264203866307406, 1e-13);
    assert_close(cliff.interval.high, 0.38793641974811, 1e-13);

    double g;
    assert_true(hedges_g(&e, &c, &g));
    assert_close(hedges_correction(161), 0.995333158998619, 1e-13);
    assert_close(g, 0.388917216172463 * 0.995333158998619, 1e-13);
}

static void adjustments_of_the_golden_family(void **state)
{
    (void)state;
    static const double p[] = { .01, .04, .03, .005, .2 };
    static const double holm[] = { .04, .09, .09, .025, .2 };
    static const double bh[] = { .025, .05, .05, .025, .2 };
    struct ranked_p scratch[5];
    double adjusted[5];
    adjust_holm(p, 5, scratch, adjusted);
    for (int i = 0; i < 5; i++)
        assert_close(adjusted[i], holm[i], 1e-15);
    adjust_bh(p, 5, scratch, adjusted);
    for (int i = 0; i < 5; i++)
        assert_close(adjusted[i], bh[i], 1e-15);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_side_of_the_golden_pair),
        cmocka_unit_test(gap_of_the_golden_pair),
        cmocka_unit_test(effect_of_the_golden_pair),
        cmocka_unit_test(adjustments_of_the_golden_family),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
