/* Changes of figures of which nothing is left to be unsure: those of all people. The
   vectors are the golden ones of the gap; p and interval by R's pt and qt, 49 df. */
#include "analysis/side_change.h"
#include "support/test.h"

#include <math.h>

static struct measure shown(double value)
{
    return (struct measure){ true, value };
}

static struct side_result side_of(double n, double index, double variance)
{
    return (struct side_result){ .status = CELL_OK,
                                 .n = shown(n),
                                 .index.value = shown(index),
                                 .index_sd = shown(sqrt(variance)),
                                 .nps.value = shown(20),
                                 .promoters = shown(40),
                                 .detractors = shown(20),
                                 .top_box.value = shown(60) };
}

/* Everybody answered. */
static const struct side_design census = { .n_eff = { true, 113 },
                                           .index_deff = { true, 0 },
                                           .index_df = { true, 112 },
                                           .nps_deff = { true, 0 },
                                           .top_deff = { true, 0 } };

static void two_of_all_have_no_test(void **state)
{
    (void)state;
    struct side_design design = census;
    struct side_result old = side_of(113, 62.7433628318584, 712.942477876106);
    struct side_result new = side_of(113, 64, 700);
    struct change change;
    old.design = new.design = &design;
    const struct side_samples samples = samples_of_side(&new, &old);
    assert_false(side_change(CHANGE_OF_INDEX, &samples, 0.95, &change));
    assert_false(side_change(CHANGE_OF_NPS, &samples, 0.95, &change));
    assert_false(side_change(CHANGE_OF_TOP_BOX, &samples, 0.95, &change));
}

static void a_sample_is_tested_against_all(void **state)
{
    (void)state;
    struct side_design design = census;
    struct side_result old = side_of(113, 62.7433628318584, 712.942477876106);
    struct side_result new = side_of(50, 72.6, 480.857142857143);
    struct change change;
    old.design = &design;
    const struct side_samples samples = samples_of_side(&new, &old);
    assert_true(side_change(CHANGE_OF_INDEX, &samples, 0.95, &change));
    assert_close(change.value, 9.8566371681416, 1e-12);
    assert_close(change.interval.low, 3.62463918423923, 1e-10);
    assert_close(change.p, 0.00256578274980804, 1e-14);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_of_all_have_no_test),
        cmocka_unit_test(a_sample_is_tested_against_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
