/* Comparisons of simulated reports: planted changes are found at the stated power, and
   where nothing has changed no more is flagged than alpha allows. The reports hold what a
   file holds: n, value and sd, the shares of an NPS and a top box; answers are drawn one
   by one from normal scores cut to 0..10. */
#include "base/buffer.h"
#include "judge/compare.h"
#include "stats/random.h"
#include "support/test.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PAIRS = 1000, LEVELS = 11 };

#define Z_90 1.2815515655446004 /* power 0.90, two-sided alpha 0.05 */
#define Z_975 1.959963984540054

struct side_figures {
    double n;
    double index;
    double sd; /* of the index */
    double promoters;
    double detractors;
    double top;
};

static struct side_figures figures_of(const double *counts)
{
    struct side_figures f = { 0 };
    double sum = 0;
    double squares = 0;
    for (int level = 0; level < LEVELS; level++) {
        f.n += counts[level];
        sum += counts[level] * level;
        f.promoters += level >= 9 ? counts[level] : 0;
        f.detractors += level <= 6 ? counts[level] : 0;
        f.top += level >= 8 ? counts[level] : 0;
    }
    double mean = sum / f.n;
    for (int level = 0; level < LEVELS; level++)
        squares += counts[level] * (level - mean) * (level - mean);
    f.index = 10 * mean;
    f.sd = 10 * sqrt(squares / (f.n - 1));
    return f;
}

static struct side_figures draw(struct random *random, int n, double mean)
{
    double counts[LEVELS] = { 0 };
    for (int i = 0; i < n; i++) {
        double score = round(mean + 1.8 * random_normal(random));
        counts[(int)fmin(fmax(score, 0), 10)]++;
    }
    return figures_of(counts);
}

static void put_side(struct buffer *out, const char *name, const struct side_figures *f)
{
    buffer_format(out,
                  "\"%s\":{\"status\":\"ok\",\"reason\":null,\"n\":%.0f,"
                  "\"index\":{\"value\":%.12g,\"low\":0,\"high\":100,\"sd\":%.12g},"
                  "\"nps\":{\"value\":%.12g,\"low\":0,\"high\":0,\"promoters\":%.12g,"
                  "\"passives\":0,\"detractors\":%.12g},"
                  "\"top_box\":{\"value\":%.12g,\"low\":0,\"high\":0}},",
                  name, f->n, f->index, f->sd,
                  100 * (f->promoters - f->detractors) / f->n, 100 * f->promoters / f->n,
                  100 * f->detractors / f->n, 100 * f->top / f->n);
}

static void put_gap(struct buffer *out, const struct side_figures *e,
                    const struct side_figures *c)
{
    double nps = 100 * ((e->promoters - e->detractors) / e->n -
                        (c->promoters - c->detractors) / c->n);
    buffer_format(
        out,
        "\"gap\":{\"status\":\"ok\",\"reason\":null,\"index\":{\"value\":%.12g},"
        "\"nps\":{\"value\":%.12g},\"top_box\":{\"value\":%.12g},"
        "\"verdict\":\"inconclusive\"}",
        e->index - c->index, nps, 100 * (e->top / e->n - c->top / c->n));
}

/* A report with `count` dimensions: sides[2 * d] employees, sides[2 * d + 1] customers.
 */
static struct report_file *make_report(const struct side_figures *sides, size_t count)
{
    struct buffer text = { 0 };
    struct report_file *file = NULL;
    struct symbar_diagnostics *diagnostics = symbar_diagnostics_create();
    buffer_text(&text, "{\"format\":{\"name\":\"symbar-report\",\"version\":\"1.0\"},"
                       "\"title\":\"\",\"wave\":null,\"settings\":{\"confidence\":0.95,"
                       "\"alpha\":0.05,\"margin\":5,\"adjust\":\"holm\","
                       "\"min_n\":{\"employees\":5,\"customers\":5},\"dimensions\":[");
    for (size_t d = 0; d < count; d++)
        buffer_format(&text,
                      "%s{\"id\":\"d%zu\",\"employees\":{\"fingerprint\":\"e%zu\"},"
                      "\"customers\":{\"fingerprint\":\"c%zu\"}}",
                      d ? "," : "", d, d, d);
    buffer_text(&text, "]},\"inputs\":[],\"results\":[");
    for (size_t d = 0; d < count; d++) {
        buffer_format(&text,
                      "%s{\"scope\":\"overall\",\"unit\":null,\"segment\":null,"
                      "\"wave\":null,\"dimension\":\"d%zu\",\"label\":\"D\","
                      "\"lens\":\"mirror\",",
                      d ? "," : "", d);
        put_side(&text, "employees", &sides[2 * d]);
        put_side(&text, "customers", &sides[2 * d + 1]);
        put_gap(&text, &sides[2 * d], &sides[2 * d + 1]);
        buffer_byte(&text, '}');
    }
    buffer_text(&text, "]}");
    assert_false(buffer_failed(&text));
    assert_int_equal(
        report_file_parse(text.bytes, text.byte_count, "r", &file, diagnostics),
        SYMBAR_OK);
    buffer_release(&text);
    symbar_diagnostics_free(diagnostics);
    return file;
}

static struct comparison *compare(const struct report_file *old,
                                  const struct report_file *new)
{
    struct comparison *comparison = NULL;
    struct symbar_diagnostics *diagnostics = symbar_diagnostics_create();
    assert_int_equal(reports_compare(old, new, &comparison, diagnostics), SYMBAR_OK);
    symbar_diagnostics_free(diagnostics);
    return comparison;
}

static enum change_verdict verdict_on(const struct comparison *comparison,
                                      const char *figure)
{
    for (size_t i = 0; i < comparison->change_count; i++)
        if (strcmp(comparison->changes[i].figure.name, figure) == 0)
            return comparison->changes[i].verdict;
    return CHANGE_NOT_COMPARED;
}

/* How often each figure is found to have changed over all pairs. */
static void count_found(uint64_t seed, int n, double shift, const char *const *figures,
                        size_t figure_count, size_t *found_out)
{
    struct random random;
    random_seed(&random, seed);
    for (int pair = 0; pair < PAIRS; pair++) {
        const struct side_figures before[] = { draw(&random, n, 7), draw(&random, n, 6) };
        const struct side_figures after[] = { draw(&random, n, 7 + shift),
                                              draw(&random, n, 6) };
        struct report_file *old = make_report(before, 1);
        struct report_file *new = make_report(after, 1);
        struct comparison *comparison = compare(old, new);
        for (size_t f = 0; f < figure_count; f++)
            found_out[f] += verdict_on(comparison, figures[f]) > CHANGE_INCONCLUSIVE;
        comparison_free(comparison);
        report_file_free(old);
        report_file_free(new);
    }
}

static const char *const all_figures[] = {
    "employees.index", "employees.nps", "employees.top_box",
    "gap.index",       "gap.nps",       "gap.top_box",
};

/* Three Monte Carlo standard errors. */
static double allowance(double share)
{
    return 3 * sqrt(share * (1 - share) / PAIRS);
}

static void flags_no_more_than_alpha_where_nothing_changed(void **state)
{
    (void)state;
    static const int sizes[] = { 12, 60 };
    for (size_t s = 0; s < 2; s++) {
        size_t found[6] = { 0 };
        count_found(20261126 + s, sizes[s], 0, all_figures, 6, found);
        for (size_t f = 0; f < 6; f++) {
            double share = (double)found[f] / PAIRS;
            if (share > 0.05 + allowance(0.05))
                print_error("%s at n %d: %.3f\n", all_figures[f], sizes[s], share);
            assert_true(share <= 0.05 + allowance(0.05));
        }
    }
}

/* A shift of (z(0.975) + z(0.90)) standard errors is found nine times in ten. */
static void finds_planted_changes_at_the_stated_power(void **state)
{
    (void)state;
    enum { N = 200 };
    /* the sd of a score that is cut to whole numbers within 0..10 */
    struct random random;
    random_seed(&random, 7);
    struct side_figures large = draw(&random, 200000, 7);
    double score_shift = (Z_975 + Z_90) * large.sd / 10 * sqrt(2.0 / N);
    double gap_shift = (Z_975 + Z_90) * large.sd / 10 * sqrt(4.0 / N);
    size_t found = 0;
    /* scores at the ceiling move by less than their normal scores do */
    struct side_figures moved = draw(&random, 200000, 7 + score_shift);
    double stretch = score_shift / ((moved.index - large.index) / 10);
    count_found(20261127, N, score_shift * stretch, all_figures, 1, &found);
    assert_close((double)found / PAIRS, 0.90, allowance(0.90) + 0.01);
    found = 0;
    count_found(20261128, N, gap_shift * stretch, all_figures + 3, 1, &found);
    assert_close((double)found / PAIRS, 0.90, allowance(0.90) + 0.02);
}

/* With several dimensions the chance of any false alarm in a family stays at alpha. */
static void holds_alpha_over_a_family(void **state)
{
    (void)state;
    enum { DIMENSIONS = 6 };
    struct random random;
    size_t alarms = 0;
    random_seed(&random, 20261129);
    for (int pair = 0; pair < PAIRS / 2; pair++) {
        struct side_figures before[2 * DIMENSIONS];
        struct side_figures after[2 * DIMENSIONS];
        bool has_alarm = false;
        for (size_t i = 0; i < (size_t)2 * DIMENSIONS; i++) {
            before[i] = draw(&random, 25, 6.5);
            after[i] = draw(&random, 25, 6.5);
        }
        struct report_file *old = make_report(before, DIMENSIONS);
        struct report_file *new = make_report(after, DIMENSIONS);
        struct comparison *comparison = compare(old, new);
        for (size_t i = 0; i < comparison->change_count; i++)
            has_alarm = has_alarm ||
                        (comparison->changes[i].verdict > CHANGE_INCONCLUSIVE &&
                         strcmp(comparison->changes[i].figure.name, "gap.index") == 0);
        alarms += has_alarm;
        comparison_free(comparison);
        report_file_free(old);
        report_file_free(new);
    }
    double share = (double)alarms / (PAIRS / 2);
    assert_true(share <= 0.05 + allowance(0.05) * sqrt(2));
}

/* Changes turn their sign, and what rose fell, when the reports change places. */
static void mirrors_when_the_reports_change_places(void **state)
{
    (void)state;
    struct random random;
    random_seed(&random, 5);
    for (int pair = 0; pair < 100; pair++) {
        const struct side_figures a[] = { draw(&random, 30, 7), draw(&random, 40, 6) };
        const struct side_figures b[] = { draw(&random, 50, 8), draw(&random, 20, 6.5) };
        struct report_file *old = make_report(a, 1);
        struct report_file *new = make_report(b, 1);
        struct comparison *there = compare(old, new);
        struct comparison *back = compare(new, old);
        struct comparison *still = compare(new, new);
        assert_int_equal(there->change_count, 9);
        for (size_t i = 0; i < there->change_count; i++) {
            const struct figure_change *x = &there->changes[i];
            const struct figure_change *y = &back->changes[i];
            assert_close(x->change.value.value, -y->change.value.value, 1e-12);
            assert_close(x->change.low.value, -y->change.high.value, 1e-9);
            assert_close(x->change.p.value, y->change.p.value, 1e-9);
            assert_int_equal(x->verdict == CHANGE_ROSE, y->verdict == CHANGE_FELL);
            assert_int_equal(x->verdict == CHANGE_WIDENED, y->verdict == CHANGE_NARROWED);
            assert_int_equal(still->changes[i].verdict, CHANGE_SAME);
        }
        assert_int_equal(comparison_status(still, FAIL_ON_ANY), SYMBAR_OK);
        comparison_free(there);
        comparison_free(back);
        comparison_free(still);
        report_file_free(old);
        report_file_free(new);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(flags_no_more_than_alpha_where_nothing_changed),
        cmocka_unit_test(finds_planted_changes_at_the_stated_power),
        cmocka_unit_test(holds_alpha_over_a_family),
        cmocka_unit_test(mirrors_when_the_reports_change_places),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
