/* Laws that every figure keeps, whatever the answers: on a few thousand random pairs of
   histograms, small and unbalanced ones first of all. */
#include "stats/adjust.h"
#include "stats/effect.h"
#include "stats/gap.h"
#include "stats/moments.h"
#include "stats/score.h"
#include "support/random.h"
#include "support/test.h"

#include <math.h>
#include <string.h>

enum { TRIALS = 2000, MAX_LEVELS = 11, MAX_FAMILY = 40 };

struct sample {
    double levels[MAX_LEVELS];
    double counts[MAX_LEVELS];
    size_t level_count;
};

static struct histogram view(const struct sample *sample)
{
    return (struct histogram){ sample->levels, sample->counts, sample->level_count };
}

/* Levels 0..k-1, mostly few answers, now and then thousands. */
static struct sample draw(struct test_random *random)
{
    static const size_t bounds[] = { 2, 3, 6, 30, 2000 };
    struct sample sample = { .level_count = 2 + test_random_below(random, 10) };
    size_t bound = bounds[test_random_below(random, 5)];
    for (size_t k = 0; k < sample.level_count; k++) {
        sample.levels[k] = (double)k;
        sample.counts[k] = (double)test_random_below(random, bound);
    }
    return sample;
}

static struct sample moved(struct sample sample, double factor, double offset)
{
    for (size_t k = 0; k < sample.level_count; k++)
        sample.levels[k] = sample.levels[k] * factor + offset;
    return sample;
}

static struct nps_counts classes(const struct sample *sample)
{
    size_t last = sample->level_count - 1;
    struct histogram histogram = view(sample);
    return (struct nps_counts){ sample->counts[last], sample->counts[0],
                                moments_of(&histogram).n };
}

static void assert_inside(double value, struct interval interval)
{
    assert_true(interval.low <= value + 1e-12);
    assert_true(interval.high >= value - 1e-12);
}

static void assert_probability(double p)
{
    assert_true(p >= 0 && p <= 1);
}

static void moments_follow_shift_and_scale(void **state)
{
    (void)state;
    struct test_random random = { 1 };
    for (int i = 0; i < TRIALS; i++) {
        struct sample sample = draw(&random);
        struct sample other = moved(sample, 2.5, -70);
        struct histogram a = view(&sample);
        struct histogram b = view(&other);
        struct moments plain = moments_of(&a);
        struct moments changed = moments_of(&b);
        assert_true(plain.has_variance == changed.has_variance);
        if (plain.n == 0)
            continue;
        assert_close(changed.mean, 2.5 * plain.mean - 70, 1e-14);
        assert_close(changed.variance, 6.25 * plain.variance, 1e-13);
        assert_true(plain.variance >= 0);
    }
}

/* Two histograms over the same levels, added: their moments combine as Chan, Golub and
   LeVeque say. */
static void moments_of_a_merge_are_those_of_the_whole(void **state)
{
    (void)state;
    struct test_random random = { 2 };
    for (int i = 0; i < TRIALS; i++) {
        struct sample a = draw(&random);
        struct sample b = a;
        struct sample whole = a;
        for (size_t k = 0; k < a.level_count; k++) {
            b.counts[k] = (double)test_random_below(&random, 9);
            whole.counts[k] = a.counts[k] + b.counts[k];
        }
        struct histogram views[] = { view(&a), view(&b), view(&whole) };
        struct moments first = moments_of(&views[0]);
        struct moments second = moments_of(&views[1]);
        struct moments both = moments_of(&views[2]);
        if (!first.has_variance || !second.has_variance)
            continue;
        double n = first.n + second.n;
        double apart = second.mean - first.mean;
        double squares = first.variance * (first.n - 1) +
                         second.variance * (second.n - 1) +
                         apart * apart * first.n * second.n / n;
        assert_close(both.n, n, 0);
        assert_close(both.mean, (first.n * first.mean + second.n * second.mean) / n,
                     1e-14);
        assert_close(both.variance, squares / (n - 1), 1e-13);
    }
}

/* One answer up and another down, over and over, and the whole some times: the mean is
   the same number, bit for bit, whatever levels are left without an answer. */
static void equal_means_are_one_number(void **state)
{
    (void)state;
    struct test_random random = { 19 };
    for (int i = 0; i < TRIALS; i++) {
        struct sample a = moved(draw(&random), 1, (double)test_random_below(&random, 3));
        struct sample b = a;
        double times = (double)(1 + test_random_below(&random, 3));
        for (size_t k = 0; k < b.level_count; k++)
            b.counts[k] *= times;
        for (int step = 0; step < 50; step++) {
            size_t up = test_random_below(&random, b.level_count - 1);
            size_t down = 1 + test_random_below(&random, b.level_count - 1);
            if (b.counts[up] < 1 || b.counts[down] < 1 + (up == down))
                continue;
            b.counts[up]--;
            b.counts[up + 1]++;
            b.counts[down]--;
            b.counts[down - 1]++;
        }
        struct histogram first = view(&a);
        struct histogram second = view(&b);
        assert_true(moments_of(&first).mean == moments_of(&second).mean);
    }
}

/* Levels may come split in pieces and with empty levels between: nothing changes. */
static void empty_and_split_levels_change_nothing(void **state)
{
    (void)state;
    struct test_random random = { 3 };
    for (int i = 0; i < TRIALS; i++) {
        struct sample e = draw(&random);
        struct sample c = draw(&random);
        double levels[3 * MAX_LEVELS];
        double counts[3 * MAX_LEVELS];
        size_t count = 0;
        for (size_t k = 0; k < e.level_count; k++) {
            double part = (double)test_random_below(&random, 3);
            part = fmin(part, e.counts[k]);
            levels[count] = e.levels[k];
            counts[count++] = part;
            levels[count] = e.levels[k] + 1e-11;
            counts[count++] = e.counts[k] - part;
            levels[count] = e.levels[k] + 0.5;
            counts[count++] = 0;
        }
        struct histogram split = { levels, counts, count };
        struct histogram a = view(&e);
        struct histogram b = view(&c);
        struct cliffs_delta plain;
        struct cliffs_delta other;
        struct mann_whitney test;
        struct mann_whitney other_test;
        bool has_delta = cliffs_delta(&a, &b, 0.9, &plain);
        assert_true(cliffs_delta(&split, &b, 0.9, &other) == has_delta);
        if (has_delta) {
            assert_close(other.delta, plain.delta, 1e-14);
            assert_true(other.has_interval == plain.has_interval);
            assert_close(other.variance, plain.variance, 1e-13);
        }
        bool has_test = mann_whitney(&a, &b, &test);
        assert_true(mann_whitney(&split, &b, &other_test) == has_test);
        if (has_test)
            assert_close(other_test.z, test.z, 1e-12);
    }
}

static void assert_mirrored(struct interval a, struct interval b)
{
    assert_close(a.low, -b.high, 1e-12);
    assert_close(a.high, -b.low, 1e-12);
}

static void check_mean_gap_swap(const struct moments *a, const struct moments *b)
{
    struct welch there;
    struct welch back;
    struct equivalence tost;
    struct equivalence tost_back;
    double g;
    double g_back;
    bool available = welch(a, b, 0.95, &there);
    assert_true(welch(b, a, 0.95, &back) == available);
    assert_true(equivalence(a, b, 0.5, &tost) == available);
    assert_true(equivalence(b, a, 0.5, &tost_back) == available);
    assert_true(hedges_g(a, b, NULL, &g) == available);
    assert_true(hedges_g(b, a, NULL, &g_back) == available);
    if (!available)
        return;
    assert_close(there.difference, -back.difference, 0);
    assert_close(there.df, back.df, 1e-12);
    assert_close(there.p, back.p, 1e-12);
    assert_mirrored(there.interval, back.interval);
    assert_inside(there.difference, there.interval);
    assert_probability(there.p);
    assert_true(there.df >= fmin(a->n, b->n) - 1 - 1e-9);
    assert_true(there.df <= a->n + b->n - 2 + 1e-6);
    assert_close(tost.p, tost_back.p, 1e-12);
    assert_probability(tost.p);
    assert_close(g, -g_back, 1e-14);
    bool excludes_zero = there.interval.low > 0 || there.interval.high < 0;
    assert_true(excludes_zero == (there.p < 0.05));
}

static void check_effect_swap(const struct histogram *a, const struct histogram *b)
{
    struct cliffs_delta there;
    struct cliffs_delta back;
    bool available = cliffs_delta(a, b, 0.95, &there);
    assert_true(cliffs_delta(b, a, 0.95, &back) == available);
    if (available) {
        assert_close(there.delta, -back.delta, 0);
        assert_true(fabs(there.delta) <= 1);
        assert_true(there.has_interval == back.has_interval);
    }
    if (available && there.has_interval) {
        assert_close(there.variance, back.variance, 1e-12);
        assert_mirrored(there.interval, back.interval);
        assert_inside(there.delta, there.interval);
        assert_true(there.interval.low >= -1 && there.interval.high <= 1);
    }
    struct mann_whitney test;
    struct mann_whitney test_back;
    bool has_test = mann_whitney(a, b, &test);
    assert_true(mann_whitney(b, a, &test_back) == has_test);
    if (has_test) {
        double pairs = moments_of(a).n * moments_of(b).n;
        assert_close(test.u + test_back.u, pairs, 0);
        assert_close(test.z, -test_back.z, 0);
        assert_probability(test.p);
        assert_close(2 * test.u / pairs - 1, there.delta, 1e-13);
    }
}

static void check_count_swap(struct nps_counts a, struct nps_counts b)
{
    struct nps_gap there;
    struct nps_gap back;
    struct share_gap share;
    struct share_gap share_back;
    bool available = nps_gap(a, b, 0.95, &there);
    assert_true(nps_gap(b, a, 0.95, &back) == available);
    assert_true(newcombe_gap(a.promoters, a.n, b.promoters, b.n, 0.95, &share) ==
                available);
    assert_true(newcombe_gap(b.promoters, b.n, a.promoters, a.n, 0.95, &share_back) ==
                available);
    if (!available)
        return;
    assert_close(there.value, -back.value, 0);
    assert_mirrored(there.interval, back.interval);
    assert_inside(there.adjusted, there.interval);
    assert_probability(there.p);
    assert_mirrored(share.interval, share_back.interval);
    assert_inside(share.value, share.interval);
    assert_true(share.interval.low >= -1 - 1e-12 && share.interval.high <= 1 + 1e-12);
}

static void exchanging_the_sides_mirrors_the_gap(void **state)
{
    (void)state;
    struct test_random random = { 4 };
    for (int i = 0; i < TRIALS; i++) {
        struct sample e = draw(&random);
        struct sample c = draw(&random);
        struct histogram a = view(&e);
        struct histogram b = view(&c);
        struct moments first = moments_of(&a);
        struct moments second = moments_of(&b);
        check_mean_gap_swap(&first, &second);
        check_effect_swap(&a, &b);
        check_count_swap(classes(&e), classes(&c));
    }
}

/* Standardised figures do not see the unit of measurement, differences scale with it. */
static void gaps_follow_the_scale(void **state)
{
    (void)state;
    struct test_random random = { 5 };
    for (int i = 0; i < TRIALS; i++) {
        struct sample e = draw(&random);
        struct sample c = draw(&random);
        struct sample e2 = moved(e, 10, 30);
        struct sample c2 = moved(c, 10, 30);
        struct histogram views[] = { view(&e), view(&c), view(&e2), view(&c2) };
        struct moments m[4];
        for (int k = 0; k < 4; k++)
            m[k] = moments_of(&views[k]);
        struct welch plain;
        struct welch scaled;
        struct equivalence tost;
        struct equivalence tost_scaled;
        struct mann_whitney test;
        struct mann_whitney test_scaled;
        if (!welch(&m[0], &m[1], 0.99, &plain))
            continue;
        assert_true(welch(&m[2], &m[3], 0.99, &scaled));
        assert_close(scaled.difference, 10 * plain.difference, 1e-11);
        assert_close(scaled.p, plain.p, 1e-11);
        assert_true(equivalence(&m[0], &m[1], 0.5, &tost));
        assert_true(equivalence(&m[2], &m[3], 5, &tost_scaled));
        assert_close(tost_scaled.p, tost.p, 1e-11);
        if (mann_whitney(&views[0], &views[1], &test)) {
            assert_true(mann_whitney(&views[2], &views[3], &test_scaled));
            assert_close(test_scaled.z, test.z, 0);
        }
    }
}

static void score_intervals_hold_their_figure(void **state)
{
    (void)state;
    struct test_random random = { 6 };
    for (int i = 0; i < TRIALS; i++) {
        struct sample sample = draw(&random);
        struct histogram histogram = view(&sample);
        struct moments moments = moments_of(&histogram);
        struct nps_counts counts = classes(&sample);
        struct interval narrow;
        struct interval wide;
        double nps;
        if (mean_interval(&moments, 0.8, &narrow)) {
            assert_true(mean_interval(&moments, 0.99, &wide));
            assert_inside(moments.mean, narrow);
            assert_true(wide.low <= narrow.low && wide.high >= narrow.high);
        }
        if (wilson_interval(counts.promoters, counts.n, 0.8, &narrow)) {
            assert_true(wilson_interval(counts.promoters, counts.n, 0.99, &wide));
            assert_inside(counts.promoters / counts.n, narrow);
            assert_true(narrow.low >= 0 && narrow.high <= 1);
            assert_true(wide.low <= narrow.low && wide.high >= narrow.high);
        }
        if (nps_value(counts, &nps)) {
            assert_true(fabs(nps) <= 1);
            assert_true(nps_interval(counts, 0.95, &wide));
            assert_true(counts.n < 2 || (wide.low <= nps && nps <= wide.high));
        }
    }
}

static void a_confidence_out_of_range_is_not_available(void **state)
{
    (void)state;
    static const double bad[] = { 0, 1, -0.5, 95, NAN };
    struct histogram histogram = { (const double[]){ 1, 2 }, (const double[]){ 3, 4 },
                                   2 };
    struct moments moments = moments_of(&histogram);
    struct nps_counts counts = { 4, 3, 7 };
    struct interval interval;
    struct welch test;
    struct nps_gap nps;
    struct share_gap share;
    struct cliffs_delta cliff;
    double gap;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_false(mean_interval(&moments, bad[i], &interval));
        assert_false(nps_interval(counts, bad[i], &interval));
        assert_false(wilson_interval(3, 7, bad[i], &interval));
        assert_false(welch(&moments, &moments, bad[i], &test));
        assert_false(nps_gap(counts, counts, bad[i], &nps));
        assert_false(newcombe_gap(3, 7, 4, 9, bad[i], &share));
        assert_false(cliffs_delta(&histogram, &histogram, bad[i], &cliff));
        assert_false(minimum_detectable(1, bad[i], &gap));
    }
    assert_false(minimum_detectable(0, 0.05, &gap));
}

static void adjusted_p_keep_order_and_bounds(void **state)
{
    (void)state;
    struct test_random random = { 7 };
    struct ranked_p scratch[MAX_FAMILY];
    for (int i = 0; i < TRIALS; i++) {
        size_t count = 1 + test_random_below(&random, MAX_FAMILY);
        double p[MAX_FAMILY];
        double holm[MAX_FAMILY];
        double bh[MAX_FAMILY];
        for (size_t k = 0; k < count; k++)
            p[k] = pow(test_random_unit(&random), 3);
        adjust_holm(p, count, scratch, holm);
        adjust_bh(p, count, scratch, bh);
        for (size_t k = 0; k < count; k++) {
            assert_true(p[k] <= bh[k] && bh[k] <= holm[k] && holm[k] <= 1);
            for (size_t j = 0; j < count; j++)
                assert_true(p[k] > p[j] || (holm[k] <= holm[j] && bh[k] <= bh[j]));
        }
        /* the order in which the family comes does not matter */
        double reversed[MAX_FAMILY];
        for (size_t k = 0; k < count; k++)
            reversed[k] = p[count - 1 - k];
        adjust_holm(reversed, count, scratch, reversed);
        for (size_t k = 0; k < count; k++)
            assert_close(reversed[k], holm[count - 1 - k], 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(moments_follow_shift_and_scale),
        cmocka_unit_test(moments_of_a_merge_are_those_of_the_whole),
        cmocka_unit_test(equal_means_are_one_number),
        cmocka_unit_test(empty_and_split_levels_change_nothing),
        cmocka_unit_test(exchanging_the_sides_mirrors_the_gap),
        cmocka_unit_test(gaps_follow_the_scale),
        cmocka_unit_test(score_intervals_hold_their_figure),
        cmocka_unit_test(a_confidence_out_of_range_is_not_available),
        cmocka_unit_test(adjusted_p_keep_order_and_bounds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
