/* Numbers that others computed: R 4.2.2, NIST's certified values, published examples. */
#include "stats/adjust.h"
#include "stats/distribution.h"
#include "stats/effect.h"
#include "stats/gap.h"
#include "stats/moments.h"
#include "stats/score.h"
#include "support/test.h"

#include <math.h>
#include <string.h>

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
    assert_true(hedges_g(&e, &c, NULL, &g));
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

/* What R says of a pair of histograms; see make_stats.R. NAN: not available. */
struct stats_case {
    const char *name;
    struct histogram employees;
    struct histogram customers;
    double margin;
    struct nps_counts classes[2]; /* the promoters are also the hits of a share */
    double means[2];
    double variances[2];
    double mean_interval[2][2];
    double scores[2][5]; /* NPS, its interval, the share's interval */
    double welch[6];     /* se, t, df, p, interval */
    double tost[3];      /* t against either margin, p */
    double detectable;
    double nps_gap[5]; /* adjusted, se, p, interval */
    double newcombe[2];
    double cliff[4]; /* delta, variance, interval */
    double mann_whitney[3];
    double g;
};

static const struct stats_case cases[] = {
#include "stats_cases.inc"
};

/* To ten digits; a figure that is not available has to be so on both sides. */
static void agree(const char *name, const char *figure, const double *actual,
                  const double *expected, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        bool agrees = isnan(expected[i]) ? isnan(actual[i])
                                         : fabs(actual[i] - expected[i]) <=
                                               1e-10 * fabs(expected[i]) + 1e-14;
        if (agrees)
            continue;
        print_error("%s: %s[%zu] is %.17g, not %.17g\n", name, figure, i, actual[i],
                    expected[i]);
        _fail(__FILE__, __LINE__);
    }
}

static void check_side(const struct stats_case *c, int side)
{
    const struct histogram *histogram = side ? &c->customers : &c->employees;
    struct moments moments = moments_of(histogram);
    double variance = moments.has_variance ? moments.variance : NAN;
    agree(c->name, "mean", &moments.mean, &c->means[side], 1);
    agree(c->name, "variance", &variance, &c->variances[side], 1);

    struct interval interval = { NAN, NAN };
    double score[5] = { NAN, NAN, NAN, NAN, NAN };
    if (mean_interval(&moments, 0.95, &interval))
        assert_true(moments.has_variance);
    agree(c->name, "mean interval", (double[]){ interval.low, interval.high },
          c->mean_interval[side], 2);
    struct nps_counts counts = c->classes[side];
    if (nps_value(counts, &score[0]) && nps_interval(counts, 0.95, &interval)) {
        score[1] = interval.low;
        score[2] = interval.high;
    }
    if (wilson_interval(counts.promoters, counts.n, 0.95, &interval)) {
        score[3] = interval.low;
        score[4] = interval.high;
    }
    agree(c->name, "score", score, c->scores[side], 5);
}

static void check_means_gap(const struct stats_case *c)
{
    struct moments e = moments_of(&c->employees);
    struct moments k = moments_of(&c->customers);
    struct welch test = { .se = NAN };
    struct equivalence tost = { NAN, NAN, NAN };
    double detectable = NAN;
    double g = NAN;
    if (!welch(&e, &k, 0.95, &test))
        test = (struct welch){ NAN, NAN, NAN, NAN, NAN, { NAN, NAN } };
    agree(c->name, "welch",
          (double[]){ test.se, test.t, test.df, test.p, test.interval.low,
                      test.interval.high },
          c->welch, 6);
    if (equivalence(&e, &k, c->margin, &tost))
        assert_true(minimum_detectable(test.se, 0.05, &detectable));
    agree(c->name, "tost", (double[]){ tost.t_low, tost.t_high, tost.p }, c->tost, 3);
    agree(c->name, "detectable", &detectable, &c->detectable, 1);
    if (hedges_g(&e, &k, NULL, &g))
        assert_true(isfinite(g));
    agree(c->name, "g", &g, &c->g, 1);
}

static void check_counts_gap(const struct stats_case *c)
{
    const struct nps_counts *n = c->classes;
    struct nps_gap nps;
    struct share_gap share;
    double figures[5] = { NAN, NAN, NAN, NAN, NAN };
    double ends[2] = { NAN, NAN };
    if (nps_gap(n[0], n[1], 0.95, &nps)) {
        const double found[] = { nps.adjusted, nps.se, nps.p, nps.interval.low,
                                 nps.interval.high };
        memcpy(figures, found, sizeof found);
    }
    agree(c->name, "nps gap", figures, c->nps_gap, 5);
    if (newcombe_gap(n[0].promoters, n[0].n, n[1].promoters, n[1].n, 0.95, &share)) {
        ends[0] = share.interval.low;
        ends[1] = share.interval.high;
    }
    agree(c->name, "newcombe", ends, c->newcombe, 2);
}

static void check_effects(const struct stats_case *c)
{
    struct cliffs_delta cliff;
    struct mann_whitney test = { NAN, NAN, NAN };
    double figures[4] = { NAN, NAN, NAN, NAN };
    if (cliffs_delta(&c->employees, &c->customers, 0.95, &cliff)) {
        figures[0] = cliff.delta;
        if (cliff.has_interval) {
            figures[1] = cliff.variance;
            figures[2] = cliff.interval.low;
            figures[3] = cliff.interval.high;
        }
    }
    agree(c->name, "cliff", figures, c->cliff, 4);
    if (mann_whitney(&c->employees, &c->customers, &test))
        assert_true(test.p >= 0 && test.p <= 1);
    agree(c->name, "mann-whitney", (double[]){ test.u, test.z, test.p }, c->mann_whitney,
          3);
}

static void agrees_with_r(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        check_side(&cases[i], 0);
        check_side(&cases[i], 1);
        check_means_gap(&cases[i]);
        check_counts_gap(&cases[i]);
        check_effects(&cases[i]);
    }
}

static void check_nist(struct histogram histogram, double n, double mean, double sd,
                       double sd_tolerance)
{
    struct moments moments = moments_of(&histogram);
    assert_close(moments.n, n, 0);
    assert_close(moments.mean, mean, 1e-15);
    assert_close(sqrt(moments.variance), sd, sd_tolerance);
}

/* NIST StRD, univariate summary statistics (public domain), certified to 15 digits. What
   the sd of NumAcc3 and 4 loses, it loses in reading 1000000.1 into a double. */
static void nist_certified_moments(void **state)
{
    (void)state;
    static const double alternating[] = { 500, 1, 500 };
    check_nist((struct histogram){ (const double[]){ 10000001, 10000002, 10000003 },
                                   (const double[]){ 1, 1, 1 }, 3 },
               3, 10000002, 1, 0);
    check_nist((struct histogram){ (const double[]){ 1.1, 1.2, 1.3 }, alternating, 3 },
               1001, 1.2, 0.1, 1e-15);
    check_nist((struct histogram){ (const double[]){ 1000000.1, 1000000.2, 1000000.3 },
                                   alternating, 3 },
               1001, 1000000.2, 0.1, 1e-10);
    check_nist((struct histogram){ (const double[]){ 10000000.1, 10000000.2, 10000000.3 },
                                   alternating, 3 },
               1001, 10000000.2, 0.1, 1e-9);
    /* The first 5000 digits of pi. */
    check_nist((struct histogram){ scores,
                                   (const double[]){ 466, 531, 496, 461, 508, 525, 513,
                                                     488, 491, 521 },
                                   10 },
               5000, 4.5348, 2.86733906028871, 1e-14);
    /* Michelson's 100 measurements of the speed of light, thousands of km/s. */
    static const double speeds[] = {
        299.62, 299.65, 299.72, 299.74, 299.75, 299.76, 299.77, 299.78, 299.79, 299.80,
        299.81, 299.82, 299.83, 299.84, 299.85, 299.86, 299.87, 299.88, 299.89, 299.90,
        299.91, 299.92, 299.93, 299.94, 299.95, 299.96, 299.97, 299.98, 300.00, 300.07,
    };
    static const double times[] = { 1, 1, 3,  3, 1, 5, 1, 2, 3, 5, 10, 2, 2, 8, 8,
                                    3, 4, 10, 3, 2, 2, 1, 2, 3, 3, 4,  1, 3, 3, 1 };
    check_nist((struct histogram){ speeds, times, 30 }, 100, 299.8524, 0.0790105478190518,
               1e-13);
}

/* Var(NPS) = 5/9 where promoters are half, passives a third, detractors a sixth: Rocks
   (2016). */
static void published_variance_of_an_nps(void **state)
{
    (void)state;
    struct histogram classes = { (const double[]){ -1, 0, 1 },
                                 (const double[]){ 1e6, 2e6, 3e6 }, 3 };
    struct moments moments = moments_of(&classes);
    assert_close(moments.variance * (moments.n - 1) / moments.n, 5. / 9, 1e-15);
}

/* Hollander & Wolfe (1973), p. 69: permeability of the human chorioamnion. */
static void published_rank_sum(void **state)
{
    (void)state;
    static const double ones[10] = { 1, 1, 1, 1, 1, 1, 1, 1, 1, 1 };
    struct histogram term = { (const double[]){ 0.73, 0.80, 0.83, 1.04, 1.38, 1.45, 1.46,
                                                1.64, 1.89, 1.91 },
                              ones, 10 };
    struct histogram early = { (const double[]){ 0.74, 0.88, 0.90, 1.15, 1.21 }, ones,
                               5 };
    struct mann_whitney test;
    assert_true(mann_whitney(&term, &early, &test));
    assert_close(test.u, 35, 0);
}

/* The Mann-Whitney example of real-statistics.com, whose interval rests on the normal
   distribution: asked for at the confidence where t with 21 df has the same quantile. */
static void published_cliffs_delta(void **state)
{
    (void)state;
    static const double ones[12] = { 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1 };
    struct histogram control = {
        (const double[]){ 4, 9, 11, 12, 13, 14, 15, 17, 18, 26, 31, 34 }, ones, 12
    };
    struct histogram drug = {
        (const double[]){ 10, 12, 14, 18, 22, 28, 29, 30, 31, 34, 35 }, ones, 11
    };
    struct mann_whitney test;
    struct cliffs_delta cliff;
    assert_true(mann_whitney(&control, &drug, &test));
    assert_close(test.u, 39.5, 0);
    double confidence = 1 - t_two_sided(normal_critical(0.95), 21);
    assert_true(cliffs_delta(&control, &drug, confidence, &cliff));
    assert_close(cliff.delta, -0.40152, 5e-6);
    assert_close(sqrt(cliff.variance), 0.225, 5e-4);
    assert_close(cliff.interval.low, -0.730, 5e-4);
    assert_close(cliff.interval.high, 0.0778, 5e-5);
}

/* R 4.2.2: p.adjust over a family with ties, a 0 and p above 1 / count. */
static void adjustments_agree_with_r(void **state)
{
    (void)state;
    static const double p[] = { 0.2, 0, 0.04, 0.04, 1, 0.0013, 0.04, 0.5 };
    static const double holm[] = { 0.6, 0, 0.24, 0.24, 1, 0.0091, 0.24, 1 };
    static const double bh[] = { 4. / 15, 0, 0.064, 0.064, 1, 0.0052, 0.064, 4. / 7 };
    struct ranked_p scratch[8];
    double adjusted[8];
    adjust_holm(p, 8, scratch, adjusted);
    for (int i = 0; i < 8; i++)
        assert_close(adjusted[i], holm[i], 1e-15);
    memcpy(adjusted, p, sizeof p);
    adjust_bh(adjusted, 8, scratch, adjusted);
    for (int i = 0; i < 8; i++)
        assert_close(adjusted[i], bh[i], 1e-15);
    adjust_holm(p, 0, scratch, adjusted);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(agrees_with_r),
        cmocka_unit_test(nist_certified_moments),
        cmocka_unit_test(published_variance_of_an_nps),
        cmocka_unit_test(published_rank_sum),
        cmocka_unit_test(published_cliffs_delta),
        cmocka_unit_test(adjustments_agree_with_r),
        cmocka_unit_test(one_side_of_the_golden_pair),
        cmocka_unit_test(gap_of_the_golden_pair),
        cmocka_unit_test(effect_of_the_golden_pair),
        cmocka_unit_test(adjustments_of_the_golden_family),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
