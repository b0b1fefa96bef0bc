/* A difference of nothing is 0, and not what rounding leaves of it. */
#include "analysis/difference.h"
#include "analysis/score.h"
#include "support/test.h"

/* Both sides rise by a tenth: the gap does not change. In doubles it does, now and then.
 */
static void a_gap_that_stays_has_not_changed(void **state)
{
    (void)state;
    size_t left_over = 0;
    for (int a = 0; a <= 27; a++)
        for (int b = 0; b <= 63; b++) {
            double old_gap = 100. * a / 30 - 100. * b / 70;
            double new_gap = 100. * (a + 3) / 30 - 100. * (b + 7) / 70;
            struct side_result side = { .status = CELL_OK };
            struct gap_result gaps[2] = { { .status = CELL_OK }, { .status = CELL_OK } };
            struct result_row rows[2];
            gaps[0].index.value = available(old_gap);
            gaps[1].index.value = available(new_gap);
            for (int i = 0; i < 2; i++)
                rows[i] =
                    (struct result_row){ .sides = { &side, &side }, .gap = &gaps[i] };
            struct difference_result difference =
                difference_of_gaps(&rows[1], &rows[0], 0.95);
            assert_true(difference.index.estimate.value.value == 0);
            left_over += new_gap != old_gap;
        }
    assert_in_range(left_over, 1, 28 * 64);
}

/* Two means of a million answers each differ by ten of these, or by nothing. */
static void the_smallest_difference_is_one(void **state)
{
    (void)state;
    struct side_result old = { .status = CELL_OK };
    struct side_result new = { .status = CELL_OK };
    old.index.value = available(70);
    new.index.value = available(70 + 10. / 1e6 / 1e6);
    struct difference_result difference = difference_of_sides(&new, &old, 0.95);
    assert_true(difference.index.estimate.value.value > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_gap_that_stays_has_not_changed),
        cmocka_unit_test(the_smallest_difference_is_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
