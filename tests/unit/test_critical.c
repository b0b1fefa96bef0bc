#include "stats/critical.h"
#include "stats/distribution.h"
#include "stats/effect.h"
#include "support/test.h"

#include <math.h>

/* Student's tables: t at 0.975 with 1, 4 and 10 degrees of freedom, and z. */
static void gives_the_quantiles_of_tables(void **state)
{
    (void)state;
    struct critical_values values;
    critical_values_init(&values, 0.95);
    for (int pass = 0; pass < 2; pass++) {
        assert_true(fabs(critical_t(&values, 1) - 12.7062) < 5e-5);
        assert_true(fabs(critical_t(&values, 4) - 2.7764) < 5e-5);
        assert_true(fabs(critical_t(&values, 10) - 2.2281) < 5e-5);
    }
    assert_true(fabs(values.expansion.normal - 1.9600) < 5e-5);
}

static void keeps_what_it_found(void **state)
{
    (void)state;
    static const double dfs[] = { 1, 2, 2.5, 30, CRITICAL_KEPT - 1, CRITICAL_KEPT, 1e6 };
    struct critical_values values;
    critical_values_init(&values, 0.9);
    for (int pass = 0; pass < 2; pass++)
        for (size_t i = 0; i < sizeof dfs / sizeof *dfs; i++) {
            double df = dfs[i];
            assert_true(critical_t(&values, df) == t_critical(0.9, df));
            assert_true(df == 1
                            ? isnan(critical_correction(&values, df))
                            : critical_correction(&values, df) == hedges_correction(df));
        }
}

static void has_none_without_freedom(void **state)
{
    (void)state;
    struct critical_values values;
    critical_values_init(&values, 0.95);
    assert_true(isnan(critical_t(&values, 0)));
    assert_true(isnan(critical_t(&values, -1)));
    assert_true(isnan(critical_t(&values, NAN)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gives_the_quantiles_of_tables),
        cmocka_unit_test(keeps_what_it_found),
        cmocka_unit_test(has_none_without_freedom),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
