/* What there is to say of hardly any units, of units that are all alike, of perfect ones,
   and of arguments that cannot be. */
#include "stats/agreement.h"
#include "stats/composition.h"
#include "stats/correlation.h"
#include "stats/delivery.h"
#include "stats/line.h"
#include "stats/one_way.h"
#include "stats/profile.h"
#include "stats/quadrant.h"
#include "stats/rank_correlation.h"
#include "stats/rank_interval.h"
#include "stats/shrinkage.h"
#include "support/test.h"

#include <math.h>

static void points_on_a_line_are_perfect(void **state)
{
    (void)state;
    static const double x[] = { 1, 2, 3, 4, 6 };
    static const double y[] = { 3, 5, 7, 9, 13 };
    static const double down[] = { 9, 8, 7, 6, 4 };
    struct ranked_unit units[5];
    struct ranked_p order[5];
    uint32_t numbers[10];
    static uint8_t places[PAIRING_PLACES];
    struct pairing_table pairings = { .places = places };
    struct rank_scratch scratch = { units, order, numbers, &pairings };
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

/* Rounding may make the accuracy of such points 1 + 2e-16, whose interval is no number.
 */
static void nothing_is_more_than_perfect(void **state)
{
    (void)state;
    double x[3];
    for (int i = 0; i < 1000; i++) {
        for (int unit = 0; unit < 3; unit++)
            x[unit] = 100. * ((i * 7 + unit * unit * 5) % 13) / (double)(3 + i % 11);
        struct points same = { x, x, 3 };
        struct concordance lin;
        if (concordance(&same, 0.95, &lin) != SHORTFALL_NONE)
            continue;
        assert_true(lin.value <= 1 && lin.accuracy <= 1);
        assert_true(lin.has_interval && isfinite(lin.interval.low) &&
                    lin.interval.high <= 1);
    }
}

static void hardly_any_units(void **state)
{
    (void)state;
    static const double x[] = { 10, 20 };
    static const double y[] = { 15, 12 };
    struct moments units[2] = { { 5, 10, 4, true, 0 }, { 5, 20, 4, true, 0 } };
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
        struct rank_scratch ranks = { NULL, NULL, NULL, NULL };
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
    struct ranked_p order[4];
    uint32_t numbers[8];
    static uint8_t places[PAIRING_PLACES];
    struct pairing_table pairings = { .places = places };
    struct rank_scratch scratch = { ranked, order, numbers, &pairings };
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
        units[i] = (struct moments){ .n = 3, .mean = 50, .has_variance = true };
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
        units[i] =
            (struct moments){ .n = 3, .mean = 50, .variance = 9, .has_variance = true };
    assert_int_equal(one_way(units, 4, &way), SHORTFALL_NONE);
    assert_close(way.icc1, -0.5, 1e-15);
    assert_true(!way.has_icc2 && way.has_f && way.f == 0 && way.p == 1);
    assert_int_equal(disattenuated(0.5, 0, 0.9, &value), SHORTFALL_RELIABILITY);
    /* as much between as within, but for rounding */
    for (int i = 0; i < 3; i++)
        units[i] = (struct moments){
            .n = 2, .mean = 10.1 + 0.1 * i, .variance = 0.02, .has_variance = true
        };
    assert_int_equal(one_way(units, 3, &way), SHORTFALL_NONE);
    assert_true(way.icc1 == 0 && way.icc2 == 0 && between_variance(&way) == 0);
    assert_close(way.f, 1, 1e-12);
    /* one answer each */
    for (int i = 0; i < 4; i++)
        units[i] = (struct moments){ .n = 1, .mean = 50 + i };
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
    struct moments units[3] = { { 4, 10, 1, true, 0 },
                                { 4, 10, 1, true, 0 },
                                { 4, 30, 1, true, 0 } };
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
    struct ranked_p ranked[5];
    struct rank_interval intervals[5];
    struct rank_interval_scratch scratch = { candidates, ranked, NULL, NULL,
                                             INSTRUCTIONS_BEST };
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

static void agreement_knows_its_limits(void **state)
{
    (void)state;
    struct answer_scale scale = { 1, 5, 5 };
    struct answer_scale none = { 1, 1, 5 };
    struct moments split = { 4, 3, 16. / 3, true, 0 };
    struct moments ends = { 4, 5, 0, true, 0 };
    struct moments near_end = { 4, 4.75, 0.25, true, 0 };
    struct moments single = { 1, 3, 0, false, 0 };
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
    assert_int_equal(mean_deviation(&one, &single, &value), SHORTFALL_ANSWERS);
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
    struct moments high = { 10, 80, 100, true, 0 };
    struct moments low = { 10, 40, 100, true, 0 };
    struct moments alike = { 10, 75, 0, true, 0 };
    struct moments single = { 1, 90, 0, false, 0 };
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
    struct moments units[3] = { { 4, 1, 1, true, 0 },
                                { 4, 2, 1, true, 0 },
                                { 4, 4, 1, true, 0 } };
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(points_on_a_line_are_perfect),
        cmocka_unit_test(nothing_is_more_than_perfect),
        cmocka_unit_test(hardly_any_units),
        cmocka_unit_test(units_that_are_all_alike),
        cmocka_unit_test(a_line_that_rests_on_one_unit_has_no_error),
        cmocka_unit_test(units_that_chance_explains_may_hold_any_place),
        cmocka_unit_test(agreement_knows_its_limits),
        cmocka_unit_test(quadrants_by_reference),
        cmocka_unit_test(bad_arguments_are_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
