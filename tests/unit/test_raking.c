/* Raking and what margins explain. The vectors are of margins that all but nest: eleven
   of twelve people of each unit are in the unit's own region, where taking the margins in
   turn takes thousands of rounds. */
#include "stats/margins.h"
#include "stats/raking.h"
#include "support/test.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { UNITS = 6, GROUPS = UNITS + 2, MARGINS = 2 };

/* Group u is unit u in its own region; the last two are people of the first and the last
   unit who are in the other one. */
struct company {
    size_t places[GROUPS][MARGINS];
    const size_t *categories[GROUPS];
    double weights[GROUPS];
    double sizes[MARGINS * UNITS];
    double numbers[200];
    struct margins margins;
};

static void set_company(struct company *company)
{
    memset(company, 0, sizeof *company);
    for (size_t g = 0; g < GROUPS; g++) {
        size_t unit = g < UNITS ? g : (g - UNITS) * (UNITS - 1);
        size_t region = (unit >= UNITS / 2) != (g >= UNITS);
        company->places[g][0] = unit;
        company->places[g][1] = region;
        company->categories[g] = company->places[g];
        company->weights[g] = g < UNITS ? 1000 : 1;
    }
    company->margins = (struct margins){
        .group_count = GROUPS,
        .margin_count = MARGINS,
        .category_count = UNITS,
        .categories = company->categories,
        .weights = company->weights,
        .numbers = company->numbers,
    };
    assert_true(margins_numbers(GROUPS, MARGINS, UNITS) +
                    rake_numbers(GROUPS, MARGINS, UNITS) <=
                200);
}

static void sum_up(const struct company *company, const double *factors, double *sums)
{
    memset(sums, 0, MARGINS * UNITS * sizeof *sums);
    for (size_t g = 0; g < GROUPS; g++)
        for (size_t m = 0; m < MARGINS; m++)
            sums[m * UNITS + company->places[g][m]] += company->weights[g] * factors[g];
}

static double *room_of(struct company *company)
{
    return company->numbers + margins_numbers(GROUPS, MARGINS, UNITS);
}

/* The factors of a category multiply, so those of four groups of two units in two regions
   have one cross ratio, of the weights before and after. */
static void finds_weights_of_margins_that_all_but_nest(void **state)
{
    (void)state;
    struct company company;
    double sums[MARGINS * UNITS];
    double factors[GROUPS];
    set_company(&company);
    const double aims[GROUPS] = { 1.2, 0.9, 1.1, 0.8, 1, 1.3, 40, 0.2 };
    sum_up(&company, aims, company.sizes);
    assert_true(
        rake_weights(&company.margins, company.sizes, room_of(&company), factors));
    sum_up(&company, factors, sums);
    for (size_t i = 0; i < MARGINS * UNITS; i++)
        assert_close(sums[i], company.sizes[i], 1e-10 * company.sizes[i]);
    double ratio = factors[0] * factors[UNITS - 1] / factors[UNITS] / factors[UNITS + 1];
    assert_close(ratio, 1, 1e-9);
}

/* Without anybody of the south who is in the north, the north cannot have more than its
   units. */
static void knows_when_there_are_none(void **state)
{
    (void)state;
    struct company company;
    double ones[GROUPS] = { 1, 1, 1, 1, 1, 1, 1, 1 };
    double factors[GROUPS];
    set_company(&company);
    company.places[GROUPS - 1][1] = 1;
    sum_up(&company, ones, company.sizes);
    company.sizes[UNITS] += 5;
    company.sizes[UNITS + 1] -= 5;
    assert_false(
        rake_weights(&company.margins, company.sizes, room_of(&company), factors));
}

/* Effects that are put in come out. */
static void explains_what_adds_up(void **state)
{
    (void)state;
    struct company company;
    const double of_units[UNITS] = { 3, -1, 0.5, 2, 0, -4 };
    const double of_regions[] = { 10, -7 };
    double wanted[MARGINS * UNITS];
    double truth[GROUPS];
    double effects[GROUPS] = { 0 };
    set_company(&company);
    for (size_t g = 0; g < GROUPS; g++)
        truth[g] = of_units[company.places[g][0]] + of_regions[company.places[g][1]];
    sum_up(&company, truth, wanted);
    margins_solve(&company.margins, wanted, 1e-20, effects);
    for (size_t g = 0; g < GROUPS; g++)
        assert_close(effects[g], truth[g], 1e-9);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_weights_of_margins_that_all_but_nest),
        cmocka_unit_test(knows_when_there_are_none),
        cmocka_unit_test(explains_what_adds_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
