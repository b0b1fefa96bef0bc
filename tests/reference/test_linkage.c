/* Figures across units against R and against published examples; see make_linkage.R. */
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
#include "stats/shrinkage.h"
#include "support/test.h"

#include <math.h>

enum { MAX_UNITS = 200, MAX_LEVELS = 11 };

struct linkage_case {
    const char *name;
    size_t unit_count;
    int lowest;
    int highest;
    const double *employees; /* counts, a row per unit */
    const double *customers;
    double pearson[4];  /* r, p, interval */
    double spearman[2]; /* value, p */
    double kendall[2];
    double lin[5];        /* value, precision, accuracy, interval */
    double one_way[2][7]; /* between, within, n0, icc1, icc2, f, p */
    double disattenuated;
    double deming[6];      /* lambda, slope, intercept, se, interval */
    double micro_macro[6]; /* slope, intercept, se, p, interval */
    double shrinkage[4];   /* mu, its se, tau^2, Q */
    size_t first;          /* unit with a variance */
    double shrunken[2];    /* its value and se */
    double threshold;
    double delivery[5];     /* believers, achievers, interval, p */
    double composition[3];  /* total, within, mix */
    double agreement[2][4]; /* medians and share: rwg, rwg > 0.7, awg, AD */
    double high[2];         /* chances of that unit's sides, against the medians */
};

static const struct linkage_case cases[] = {
#include "linkage_cases.inc"
};

/* A case as the functions want it. */
struct data {
    double levels[MAX_LEVELS];
    struct histogram histograms[2][MAX_UNITS];
    struct moments moments[2][MAX_UNITS];
    double means[2][MAX_UNITS];
    struct points points;
};

static void load(const struct linkage_case *c, struct data *data)
{
    size_t level_count = (size_t)(c->highest - c->lowest) + 1;
    const double *counts[2] = { c->employees, c->customers };
    assert_true(c->unit_count <= MAX_UNITS && level_count <= MAX_LEVELS);
    for (size_t k = 0; k < level_count; k++)
        data->levels[k] = c->lowest + (double)k;
    for (int side = 0; side < 2; side++)
        for (size_t i = 0; i < c->unit_count; i++) {
            struct histogram *histogram = &data->histograms[side][i];
            *histogram = (struct histogram){ data->levels, counts[side] + i * level_count,
                                             level_count };
            data->moments[side][i] = moments_of(histogram);
            data->means[side][i] = data->moments[side][i].mean;
        }
    data->points = (struct points){ data->means[0], data->means[1], c->unit_count };
}

static void agree(const struct linkage_case *c, const char *figure, double actual,
                  double expected)
{
    if (isnan(expected) ? isnan(actual)
                        : fabs(actual - expected) <= 1e-9 * fabs(expected) + 1e-12)
        return;
    print_error("%s: %s is %.17g, not %.17g\n", c->name, figure, actual, expected);
    _fail(__FILE__, __LINE__);
}

static void check_correlations(const struct linkage_case *c, const struct data *data)
{
    struct pearson r;
    struct concordance lin;
    assert_int_equal(pearson(&data->points, 0.95, &r), SHORTFALL_NONE);
    agree(c, "r", r.r, c->pearson[0]);
    agree(c, "r p", r.p, c->pearson[1]);
    agree(c, "r low", r.has_interval ? r.interval.low : NAN, c->pearson[2]);
    agree(c, "r high", r.has_interval ? r.interval.high : NAN, c->pearson[3]);
    assert_int_equal(concordance(&data->points, 0.95, &lin), SHORTFALL_NONE);
    agree(c, "lin", lin.value, c->lin[0]);
    agree(c, "precision", lin.precision, c->lin[1]);
    agree(c, "accuracy", lin.accuracy, c->lin[2]);
    agree(c, "lin low", lin.interval.low, c->lin[3]);
    agree(c, "lin high", lin.interval.high, c->lin[4]);
}

/* R has the exact or the asymptotic p where symbar has; where symbar tries some pairings
   R tried 20,000 others, and the two agree as far as that can tell. */
static void check_ranks(const struct linkage_case *c, const struct data *data)
{
    static struct ranked_unit units[MAX_UNITS];
    static struct ranked_p order[MAX_UNITS];
    static uint32_t numbers[2 * MAX_UNITS];
    static uint8_t places[PAIRING_PLACES];
    struct pairing_table pairings = { .places = places };
    struct rank_scratch scratch = { units, order, numbers, &pairings };
    struct rank_correlation rho;
    struct rank_correlation tau;
    assert_int_equal(rank_correlations(&data->points, &scratch, &rho, &tau),
                     SHORTFALL_NONE);
    agree(c, "rho", rho.value, c->spearman[0]);
    agree(c, "tau", tau.value, c->kendall[0]);
    if (rho.method == RANK_MONTE_CARLO) {
        assert_in_range(c->unit_count, PAIRING_EXACT_UNITS + 1, PAIRING_UNITS);
        assert_close(rho.p, c->spearman[1], 0.02);
        assert_close(tau.p, c->kendall[1], 0.02);
        return;
    }
    agree(c, "rho p", rho.p, c->spearman[1]);
    agree(c, "tau p", tau.p, c->kendall[1]);
}

static void check_one_way(const struct linkage_case *c, const struct data *data,
                          struct one_way *ways)
{
    for (int side = 0; side < 2; side++) {
        struct one_way *way = &ways[side];
        const double *expected = c->one_way[side];
        assert_int_equal(one_way(data->moments[side], c->unit_count, way),
                         SHORTFALL_NONE);
        agree(c, "between", way->between, expected[0]);
        agree(c, "within", way->within, expected[1]);
        agree(c, "n0", way->size, expected[2]);
        agree(c, "icc1", way->icc1, expected[3]);
        agree(c, "icc2", way->icc2, expected[4]);
        agree(c, "f", way->f, expected[5]);
        agree(c, "f p", way->p, expected[6]);
    }
    double r = NAN;
    enum shortfall shortfall =
        disattenuated(c->pearson[0], ways[0].icc2, ways[1].icc2, &r);
    assert_true((shortfall == SHORTFALL_NONE) == !isnan(c->disattenuated));
    agree(c, "disattenuated", r, c->disattenuated);
}

static void check_lines(const struct linkage_case *c, const struct data *data,
                        const struct one_way *employees)
{
    double lambda;
    struct deming line;
    struct micro_macro micro;
    double adjusted[MAX_UNITS];
    assert_int_equal(
        error_ratio(data->moments[0], data->moments[1], c->unit_count, &lambda),
        SHORTFALL_NONE);
    assert_int_equal(deming(&data->points, lambda, 0.95, &line), SHORTFALL_NONE);
    agree(c, "lambda", lambda, c->deming[0]);
    agree(c, "deming slope", line.slope, c->deming[1]);
    agree(c, "deming intercept", line.intercept, c->deming[2]);
    agree(c, "deming se", line.se, c->deming[3]);
    agree(c, "deming low", line.interval.low, c->deming[4]);
    agree(c, "deming high", line.interval.high, c->deming[5]);
    enum shortfall shortfall =
        micro_macro(data->moments[0], data->means[1], c->unit_count, employees, 0.95,
                    adjusted, &micro);
    if (isnan(c->micro_macro[0])) {
        assert_int_equal(shortfall, SHORTFALL_RELIABILITY);
        return;
    }
    assert_int_equal(shortfall, SHORTFALL_NONE);
    agree(c, "micro slope", micro.slope, c->micro_macro[0]);
    agree(c, "micro intercept", micro.intercept, c->micro_macro[1]);
    agree(c, "micro se", micro.se, c->micro_macro[2]);
    agree(c, "micro p", micro.p, c->micro_macro[3]);
    agree(c, "micro low", micro.interval.low, c->micro_macro[4]);
    agree(c, "micro high", micro.interval.high, c->micro_macro[5]);
}

static void check_shrinkage(const struct linkage_case *c, const struct data *data)
{
    struct unit_gap gaps[MAX_UNITS];
    struct shrinkage pooled;
    struct shrunken shrunken;
    for (size_t i = 0; i < c->unit_count; i++) {
        const struct moments *e = &data->moments[0][i];
        const struct moments *k = &data->moments[1][i];
        bool has = e->has_variance && k->has_variance;
        gaps[i].gap = e->mean - k->mean;
        gaps[i].variance = has ? e->variance / e->n + k->variance / k->n : 0;
    }
    assert_int_equal(shrinkage(gaps, c->unit_count, &pooled), SHORTFALL_NONE);
    agree(c, "mu", pooled.mean, c->shrinkage[0]);
    agree(c, "mu se", pooled.mean_se, c->shrinkage[1]);
    agree(c, "tau2", pooled.between, c->shrinkage[2]);
    agree(c, "Q", pooled.q, c->shrinkage[3]);
    assert_true(shrink(&pooled, gaps[c->first], 0.95, &shrunken));
    agree(c, "shrunken", shrunken.value, c->shrunken[0]);
    agree(c, "shrunken se", shrunken.se, c->shrunken[1]);
}

static void check_shares(const struct linkage_case *c, const struct data *data)
{
    struct delivery_gap gap;
    struct composition parts;
    assert_int_equal(delivery_gap(&data->points, c->threshold, 0.95, &gap),
                     SHORTFALL_NONE);
    agree(c, "believers", gap.believers, c->delivery[0]);
    agree(c, "achievers", gap.achievers, c->delivery[1]);
    agree(c, "delivery low", gap.interval.low, c->delivery[2]);
    agree(c, "delivery high", gap.interval.high, c->delivery[3]);
    agree(c, "mcnemar", gap.p, c->delivery[4]);
    assert_int_equal(
        composition(data->moments[0], data->moments[1], c->unit_count, 1.25, &parts),
        SHORTFALL_NONE);
    agree(c, "total", parts.total, c->composition[0]);
    agree(c, "within", parts.within, c->composition[1]);
    agree(c, "mix", parts.mix, c->composition[2]);
    agree(c, "unmatched", parts.unmatched, 1.25 - c->composition[0]);
}

/* 45.2 - 26.8 - 18.4 is 0, and 3.6e-15 in double precision. */
static void rounding_is_no_unmatched_part(void **state)
{
    (void)state;
    const struct moments employees[] = { { .n = 10, .mean = 45.2 },
                                         { .n = 30, .mean = 71.3 } };
    const struct moments customers[] = { { .n = 20, .mean = 26.8 },
                                         { .n = 7, .mean = 33.1 } };
    double gap = (10 * 45.2 + 30 * 71.3) / 40 - (20 * 26.8 + 7 * 33.1) / 27;
    struct composition parts;
    for (size_t units = 1; units <= 2; units++) {
        double overall = units == 1 ? 18.4 + 1e-13 : gap;
        assert_int_equal(composition(employees, customers, units, overall, &parts),
                         SHORTFALL_NONE);
        assert_true(parts.unmatched == 0);
    }
    assert_int_equal(composition(employees, customers, 1, 18.4 + 1e-7, &parts),
                     SHORTFALL_NONE);
    assert_true(fabs(parts.unmatched - 1e-7) < 1e-13);
}

static void check_agreement(const struct linkage_case *c, const struct data *data)
{
    struct answer_scale scale = { c->lowest, c->highest, c->highest - c->lowest + 1 };
    for (int side = 0; side < 2; side++) {
        double values[3][MAX_UNITS];
        size_t counts[3] = { 0 };
        for (size_t i = 0; i < c->unit_count; i++) {
            const struct moments *unit = &data->moments[side][i];
            double value;
            if (rwg(unit, &scale, &value) == SHORTFALL_NONE)
                values[0][counts[0]++] = value;
            if (awg(unit, &scale, &value) == SHORTFALL_NONE)
                values[1][counts[1]++] = value;
            if (mean_deviation(&data->histograms[side][i], unit, &value) ==
                SHORTFALL_NONE)
                values[2][counts[2]++] = value;
        }
        const double *expected = c->agreement[side];
        agree(c, "rwg share", share_above(values[0], counts[0], AGREEMENT_BAR),
              expected[1]);
        agree(c, "rwg median", median_of(values[0], counts[0]), expected[0]);
        agree(c, "awg median", median_of(values[1], counts[1]), expected[2]);
        agree(c, "ad median", median_of(values[2], counts[2]), expected[3]);
    }
}

static void check_quadrant(const struct linkage_case *c, const struct data *data)
{
    double x[MAX_UNITS];
    double y[MAX_UNITS];
    for (size_t i = 0; i < c->unit_count; i++) {
        x[i] = data->means[0][i];
        y[i] = data->means[1][i];
    }
    double x_median = median_of(x, c->unit_count);
    double y_median = median_of(y, c->unit_count);
    struct quadrant_place place = quadrant_of(
        &data->moments[0][c->first], &data->moments[1][c->first], x_median, y_median);
    const double *p = place.probabilities;
    assert_true(place.has_probabilities);
    agree(c, "employees high", p[QUADRANT_BOTH] + p[QUADRANT_EMPLOYEES_ONLY], c->high[0]);
    agree(c, "customers high", p[QUADRANT_BOTH] + p[QUADRANT_CUSTOMERS_ONLY], c->high[1]);
    agree(c, "both", p[QUADRANT_BOTH], c->high[0] * c->high[1]);
    bool is_high_x = data->means[0][c->first] >= x_median;
    assert_true(is_high_x == (place.quadrant == QUADRANT_BOTH ||
                              place.quadrant == QUADRANT_EMPLOYEES_ONLY));
}

static void agrees_with_r(void **state)
{
    (void)state;
    static struct data data;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct one_way ways[2];
        load(&cases[i], &data);
        check_correlations(&cases[i], &data);
        check_ranks(&cases[i], &data);
        check_one_way(&cases[i], &data, ways);
        check_lines(&cases[i], &data, &ways[0]);
        check_shrinkage(&cases[i], &data);
        check_shares(&cases[i], &data);
        check_agreement(&cases[i], &data);
        check_quadrant(&cases[i], &data);
    }
}

/* Newcombe (1998, Statistics in Medicine 17:2635): 36, 12, 2, 0. */
static void published_paired_interval(void **state)
{
    (void)state;
    struct paired_counts counts = { 36, 12, 2, 0 };
    struct interval interval;
    assert_int_equal(paired_interval(&counts, 0.95, &interval), SHORTFALL_NONE);
    assert_close(interval.low, 0.0569, 5e-5);
    assert_close(interval.high, 0.3404, 5e-5);
}

/* The chance of a tau at least this far from 0 without ties: Kendall (1970). */
static void published_kendall_chances(void **state)
{
    (void)state;
    static const double x[] = { 1, 2, 3, 4, 5, 6, 7, 8 };
    static const double y[] = { 1, 2, 3, 4, 5, 6, 8, 7 };
    struct ranked_unit units[8];
    struct ranked_p order[8];
    uint32_t numbers[16];
    static uint8_t places[PAIRING_PLACES];
    struct pairing_table pairings = { .places = places };
    struct rank_scratch scratch = { units, order, numbers, &pairings };
    struct rank_correlation rho;
    struct rank_correlation tau;
    struct points perfect = { x, x, 5 };
    struct points nearly = { x, y, 8 };
    assert_int_equal(rank_correlations(&perfect, &scratch, &rho, &tau), SHORTFALL_NONE);
    assert_close(tau.value, 1, 0);
    assert_close(tau.p, 2. / 120, 1e-15);
    assert_close(rho.p, 2. / 120, 1e-15);
    assert_int_equal(rank_correlations(&nearly, &scratch, &rho, &tau), SHORTFALL_NONE);
    assert_close(tau.value, 26. / 28, 1e-15);
    assert_close(tau.p, 2 * 8. / 40320, 1e-15);
    assert_close(rho.p, 2 * 8. / 40320, 1e-15);
}

/* Random pairings against all of them, at four standard errors of 9,999 draws; and the
   same p with the sides swapped.
   - nine units with ties: all 362,880 orders of y, counted in R 4.2.2; 63,312 and 64,656
     are as far from 0;
   - nine without: R's cor.test(exact = TRUE), of both kinds (AS 89, and the recursion of
     Kendall's S);
   - 49 without: the same of Kendall. */
static void random_pairings_come_near_all(void **state)
{
    (void)state;
    static const double first[] = { 1, 2, 3, 4, 5, 6, 7, 8, 9 };
    static const double tied_x[] = { 1, 1, 2, 3, 3, 3, 4, 5, 6 };
    static const double tied_y[] = { 2, 1, 2, 1, 4, 3, 3, 5, 2 };
    static const double other[] = { 2, 1, 5, 7, 9, 3, 4, 8, 6 };
    double long_x[49];
    static const double long_y[49] = {
        13, 10, 3,  11, 19, 12, 7,  45, 24, 18, 14, 20, 9,  37, 44, 30, 8,
        6,  40, 28, 26, 15, 39, 46, 48, 49, 22, 35, 41, 42, 23, 1,  34, 21,
        17, 5,  29, 25, 16, 31, 4,  33, 2,  38, 36, 43, 47, 32, 27,
    };
    for (int i = 0; i < 49; i++)
        long_x[i] = i + 1;
    const struct {
        struct points points;
        double spearman; /* NAN: R has no exact one */
        double kendall;
    } chances[] = {
        { { tied_x, tied_y, 9 }, 63312. / 362880, 64656. / 362880 },
        { { first, other, 9 }, 0.161800044092, 0.180180776014 },
        { { long_x, long_y, 49 }, NAN, 0.0542565342549 },
    };
    static struct ranked_unit units[49];
    static struct ranked_p order[49];
    static uint32_t numbers[98];
    static uint8_t places[PAIRING_PLACES];
    struct pairing_table pairings = { .places = places };
    struct rank_scratch scratch = { units, order, numbers, &pairings };
    for (size_t i = 0; i < sizeof chances / sizeof *chances; i++) {
        struct points swapped = { chances[i].points.y, chances[i].points.x,
                                  chances[i].points.count };
        double p = chances[i].kendall;
        struct rank_correlation rho[2];
        struct rank_correlation tau[2];
        assert_int_equal(
            rank_correlations(&chances[i].points, &scratch, &rho[0], &tau[0]),
            SHORTFALL_NONE);
        assert_int_equal(rank_correlations(&swapped, &scratch, &rho[1], &tau[1]),
                         SHORTFALL_NONE);
        assert_int_equal(rho[0].method, RANK_MONTE_CARLO);
        assert_close(tau[0].p, p, 4 * sqrt(p * (1 - p) / PAIRINGS));
        assert_true(rho[0].p == rho[1].p && tau[0].p == tau[1].p);
        p = chances[i].spearman;
        if (!isnan(p))
            assert_close(rho[0].p, p, 4 * sqrt(p * (1 - p) / PAIRINGS));
    }
}

/* D^2 and its three parts for three dimensions, worked out by hand. */
static void profile_by_hand(void **state)
{
    (void)state;
    static const double x[] = { 70, 80, 60 };
    static const double y[] = { 50, 70, 66 };
    struct profile parts;
    assert_int_equal(profile(&(struct points){ x, y, 3 }, &parts), SHORTFALL_NONE);
    assert_close(parts.dissonance, 20 * 20 + 10 * 10 + 6 * 6, 1e-12);
    assert_close(parts.elevation, 3 * 8 * 8, 1e-12);
    double ss = 12. * 12 + 8 * 8 + 4 * 4;
    assert_close(parts.scatter, pow(sqrt(200) - sqrt(ss), 2), 1e-12);
    assert_close(parts.shape, 2 * (sqrt(200 * ss) - (10 * 8 - 10 * 4)), 1e-12);
    /* two dimensions in the same order have one shape, to the last digit */
    for (int i = 1; i < 100; i++) {
        const double a[] = { 70.1, 70.1 - i / 7. };
        const double b[] = { 50.7, 50.7 - i / 11. };
        assert_int_equal(profile(&(struct points){ a, b, 2 }, &parts), SHORTFALL_NONE);
        assert_true(parts.shape == 0);
    }
}

/* STATISTICS: r_wg of the golden pair, eleven options. */
static void golden_rwg(void **state)
{
    (void)state;
    struct answer_scale scale = { 0, 100, 11 };
    struct moments e = { 50, 72.6, 480.857142857143, true, 0 };
    struct moments c = { 113, 62.7433628318584, 712.942477876106, true, 0 };
    double value;
    assert_int_equal(rwg(&e, &scale, &value), SHORTFALL_NONE);
    assert_close(value, 0.519142857142857, 1e-13);
    assert_int_equal(rwg(&c, &scale, &value), SHORTFALL_NONE);
    assert_close(value, 0.287057522123894, 1e-13);
    /* one item is r_wg itself; ten agree as Spearman and Brown say */
    assert_int_equal(rwg_j(480.857142857143, 1, &scale, &value), SHORTFALL_NONE);
    assert_close(value, 0.519142857142857, 1e-13);
    assert_int_equal(rwg_j(480.857142857143, 10, &scale, &value), SHORTFALL_NONE);
    assert_close(value, 5.19142857142857 / (5.19142857142857 + 0.480857142857143), 1e-13);
}

/* The published stream of xoshiro256** from the state 1, 2, 3, 4, and SplitMix64's of
   seed 1234567 (Vigna's reference code). */
static void published_random_streams(void **state)
{
    (void)state;
    struct random random = { .state = { 1, 2, 3, 4 } };
    assert_true(random_bits(&random) == 11520);
    assert_true(random_bits(&random) == 0);
    assert_true(random_bits(&random) == 1509978240);
    assert_true(random_bits(&random) == 1215971899390074240);
    random_seed(&random, 1234567);
    assert_true(random.state[0] == 6457827717110365317u);
    assert_true(random.state[1] == 3203168211198807973u);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(published_paired_interval),
        cmocka_unit_test(published_kendall_chances),
        cmocka_unit_test(random_pairings_come_near_all),
        cmocka_unit_test(profile_by_hand),
        cmocka_unit_test(rounding_is_no_unmatched_part),
        cmocka_unit_test(golden_rwg),
        cmocka_unit_test(published_random_streams),
        cmocka_unit_test(agrees_with_r),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
