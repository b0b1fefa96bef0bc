/* The sample study, from its files to its verdicts. n and index are those of a separate
   program (Python, csv module, plain means) on the same files; data/README.md says what
   is planted in them. */
#include "api/objects.h"
#include "support/test.h"

#include <math.h>
#include <string.h>

static struct symbar_diagnostics *diagnostics;
static struct symbar_study *study;
static struct symbar_report *report;

static int load_sample(void **state)
{
    (void)state;
    diagnostics = symbar_diagnostics_create();
    return symbar_study_load(SOURCE_DIR "/data/hotels/symbar.json", NULL, &study,
                             diagnostics) ||
           symbar_run(study, &report, diagnostics);
}

static int free_sample(void **state)
{
    (void)state;
    symbar_report_free(report);
    symbar_study_free(study);
    symbar_diagnostics_free(diagnostics);
    return 0;
}

static const struct dimension *dimension_of(const struct result_row *row)
{
    return &report->study->dimensions[row->dimension];
}

static const struct result_row *overall(const char *dimension)
{
    for (size_t i = 0; i < report->results->row_count; i++) {
        const struct result_row *row = &report->results->rows[i];
        if (row->scope == SCOPE_OVERALL && strcmp(dimension_of(row)->id, dimension) == 0)
            return row;
    }
    return NULL;
}

static void test_overall_figures(void **state)
{
    (void)state;
    static const struct {
        const char *dimension;
        double n[SIDE_COUNT];
        double index[SIDE_COUNT];
        enum verdict verdict;
    } expected[] = {
        { "recommend",
          { 700, 5005 },
          { 64.014285714286, 77.404595404595 },
          VERDICT_CUSTOMERS_HIGHER },
        { "recognition",
          { 702, 4924 },
          { 57.514245014245, 73.426076360682 },
          VERDICT_CUSTOMERS_HIGHER },
        { "listening",
          { 728, 3367 },
          { 59.392170329670, 70.262845262845 },
          VERDICT_CUSTOMERS_HIGHER },
        { "cleanliness",
          { 717, 5046 },
          { 74.442119944212, 76.025564803805 },
          VERDICT_SYMMETRIC },
        { "problems",
          { 656, 2355 },
          { 75.228658536585, 60.870488322718 },
          VERDICT_EMPLOYEES_HIGHER },
        { "arrival",
          { 378, 4827 },
          { 67.063492063492, 77.252952144189 },
          VERDICT_CUSTOMERS_HIGHER },
    };
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
        const struct result_row *row = overall(expected[i].dimension);
        assert_non_null(row);
        for (int side = 0; side < SIDE_COUNT; side++) {
            assert_close(row->sides[side]->n.value, expected[i].n[side], 0);
            assert_close(row->sides[side]->index.value.value, expected[i].index[side],
                         1e-12);
        }
        assert_int_equal(row->gap->verdict, expected[i].verdict);
    }
    const struct result_row *tools = overall("tools");
    assert_close(tools->sides[SIDE_EMPLOYEES]->n.value, 706, 0);
    assert_close(tools->sides[SIDE_EMPLOYEES]->index.value.value, 56.76345609065156,
                 1e-12);
    assert_int_equal(tools->sides[SIDE_CUSTOMERS]->status, CELL_NOT_ASKED);
    assert_int_equal(tools->gap->status, CELL_NOT_ASKED);
}

static void test_rows_add_up(void **state)
{
    (void)state;
    static const struct {
        uint64_t read;
        uint64_t used;
    } rows[SIDE_COUNT] = { { 747, 728 }, { 5425, 5146 } };
    assert_int_equal(report->provenance.input_count, 2);
    for (size_t i = 0; i < 2; i++) {
        const struct input_summary *input = &report->provenance.inputs[i];
        assert_int_equal(input->rows_read, rows[i].read);
        assert_int_equal(input->rows_used, rows[i].used);
        assert_int_equal(input->set_aside[0].count, rows[i].read - rows[i].used);
    }
    for (size_t d = 0; d < report->study->dimension_count; d++) {
        const struct result_row *row = overall(report->study->dimensions[d].id);
        for (int side = 0; side < SIDE_COUNT; side++) {
            if (row->sides[side]->status == CELL_NOT_ASKED)
                continue;
            double total = row->sides[side]->n.value;
            for (int kind = 0; kind < MISSING_COUNT; kind++)
                total += row->sides[side]->missing[kind].value;
            assert_close(total, (double)rows[side].used, 0);
        }
    }
    const struct side_result *arrival = overall("arrival")->sides[SIDE_EMPLOYEES];
    assert_close(arrival->missing[MISSING_NOT_SHOWN].value, 333, 0);
    assert_close(arrival->missing[MISSING_DONT_KNOW].value, 10, 0);
    assert_close(arrival->missing[MISSING_BLANK].value, 7, 0);
}

static void test_units_match(void **state)
{
    (void)state;
    const struct unit_summary *units = &report->provenance.units;
    assert_int_equal(units->matched, 28);
    assert_int_equal(units->only[SIDE_EMPLOYEES].count, 1);
    assert_string_equal(units->only[SIDE_EMPLOYEES].texts[0], "Siège – Paris");
    assert_int_equal(units->only[SIDE_CUSTOMERS].count, 1);
    assert_string_equal(units->only[SIDE_CUSTOMERS].texts[0],
                        "Chalet des Aravis – La Clusaz");
    assert_int_equal(report->results->without_unit[SIDE_EMPLOYEES], 0);
    assert_int_equal(report->results->without_unit[SIDE_CUSTOMERS], 13);
}

static void test_spellings_are_explained(void **state)
{
    (void)state;
    static const char *const expected[][2] = {
        { "Albergo Citta Alta – Bergamo", "accents" },
        { "Aéroport 02 – Roissy", "digits" },
        { "CANAL HOUSE – AMSTERDAM", "case" },
        { "Paris Opéra", "alias" },
        { "hôtel promenade – nice", "case" },
        { "Hôtel de l'Europe –  Strasbourg", "spacing" },
        { "Biarritz Plage", "alias" },
        { "Hotel des Arenes – Nimes", "accents" },
        { "Hôtel du Vieux-Port\u00a0– Marseille", "spacing" },
        { "Grand Hotel Cabourg (ancien)", "alias" },
    };
    const struct unit_summary *units = &report->provenance.units;
    assert_int_equal(units->merge_count, sizeof expected / sizeof *expected);
    for (size_t i = 0; i < units->merge_count; i++) {
        assert_string_equal(units->merges[i].spelling, expected[i][0]);
        assert_string_equal(units->merges[i].step, expected[i][1]);
    }
}

/* Pearson's r over the hotels whose figures are shown. */
static double correlation(const char *dimension)
{
    double sums[5] = { 0 };
    double n = 0;
    for (size_t i = 0; i < report->results->row_count; i++) {
        const struct result_row *row = &report->results->rows[i];
        const struct measure *x = &row->sides[SIDE_EMPLOYEES]->index.value;
        const struct measure *y = &row->sides[SIDE_CUSTOMERS]->index.value;
        if (row->scope != SCOPE_UNIT || strcmp(dimension_of(row)->id, dimension) != 0 ||
            !x->available || !y->available)
            continue;
        n++;
        sums[0] += x->value;
        sums[1] += y->value;
        sums[2] += x->value * x->value;
        sums[3] += y->value * y->value;
        sums[4] += x->value * y->value;
    }
    return (n * sums[4] - sums[0] * sums[1]) /
           sqrt((n * sums[2] - sums[0] * sums[0]) * (n * sums[3] - sums[1] * sums[1]));
}

static void test_planted_symmetry(void **state)
{
    (void)state;
    assert_true(correlation("recognition") > 0.6);
    assert_true(fabs(correlation("problems")) < 0.4);
    assert_true(fabs(correlation("arrival")) < 0.4);
}

static void test_small_teams_are_hidden(void **state)
{
    (void)state;
    static const char *const small[] = { "Refuge des Écrins – Vallouise",
                                         "Villa Les Genêts – Île d'Yeu" };
    size_t seen = 0;
    for (size_t i = 0; i < report->results->row_count; i++) {
        const struct result_row *row = &report->results->rows[i];
        if (!row->unit || (strcmp(row->unit, small[0]) && strcmp(row->unit, small[1])))
            continue;
        seen++;
        if (row->sides[SIDE_EMPLOYEES]->status == CELL_EMPTY)
            continue;
        assert_int_equal(row->sides[SIDE_EMPLOYEES]->status, CELL_SUPPRESSED);
        assert_false(row->sides[SIDE_EMPLOYEES]->index.value.available);
        assert_false(row->gap->index.value.available);
    }
    assert_int_equal(seen, 2 * report->study->dimension_count);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_overall_figures),
        cmocka_unit_test(test_rows_add_up),
        cmocka_unit_test(test_units_match),
        cmocka_unit_test(test_spellings_are_explained),
        cmocka_unit_test(test_planted_symmetry),
        cmocka_unit_test(test_small_teams_are_hidden),
    };
    return cmocka_run_group_tests(tests, load_sample, free_sample);
}
