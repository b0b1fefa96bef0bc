/* Counts are the same however often they were moved to the wider counters. */
#include "ingest/quick_counts.h"
#include "support/test.h"

enum { ITEMS = 2, GROUP = 3, TEXT = 5 };

static void count_one(struct quick_counts *counts, size_t group)
{
    uint8_t *bytes = quick_counts_of(counts, group);
    assert_non_null(bytes);
    ++*quick_counts_at(counts, bytes, 0, TEXT);
    ++*quick_counts_at(counts, bytes, ITEMS - 1, TEXT + QUICK_HALF);
    if (*bytes % 2)
        ++*quick_counts_at(counts, bytes, ITEMS - 1, 0);
    ++*bytes;
}

static void assert_taken(struct quick_counts *counts, size_t group, uint32_t respondents,
                         uint32_t every_other)
{
    const uint32_t *taken = quick_counts_take(counts, group);
    assert_non_null(taken);
    assert_int_equal(taken[0], respondents);
    assert_int_equal(quick_counts_texts_in(taken, 0)[TEXT], respondents);
    assert_int_equal(quick_counts_texts_in(taken, ITEMS - 1)[0], every_other);
    assert_int_equal(quick_counts_texts_in(taken, ITEMS - 1)[TEXT + QUICK_HALF],
                     respondents);
    assert_int_equal(quick_counts_texts_in(taken, 0)[TEXT + 1], 0);
    assert_int_equal(quick_counts_texts_in(taken, ITEMS - 1)[QUICK_TEXTS - 1], 0);
}

static void test_moving_keeps_counts(void **state)
{
    struct quick_counts counts = { .item_count = ITEMS };
    (void)state;
    for (int i = 0; i < 100; i++)
        count_one(&counts, GROUP);
    count_one(&counts, GROUP + 1);
    assert_true(quick_counts_move(&counts, GROUP));
    assert_int_equal(*quick_counts_of(&counts, GROUP), 0);
    for (int i = 0; i < 50; i++)
        count_one(&counts, GROUP);
    assert_taken(&counts, GROUP, 150, 75);
    assert_taken(&counts, GROUP, 0, 0);
    assert_taken(&counts, GROUP + 1, 1, 0);
    quick_counts_release(&counts);
}

/* As many as fit, and not one more. */
static void test_full_before_it_runs_over(void **state)
{
    struct quick_counts counts = { .item_count = ITEMS };
    uint32_t respondents = 0;
    (void)state;
    assert_false(quick_counts_is_full(&counts, GROUP));
    while (!quick_counts_is_full(&counts, GROUP)) {
        for (int i = 0; i < QUICK_MOST; i++, respondents++)
            count_one(&counts, GROUP);
        assert_true(quick_counts_move(&counts, GROUP));
        assert_true(respondents <= UINT16_MAX);
    }
    assert_true(respondents + QUICK_MOST > UINT16_MAX);
    uint32_t half = respondents / QUICK_MOST * (QUICK_MOST / 2);
    assert_taken(&counts, GROUP, respondents, half);
    assert_false(quick_counts_is_full(&counts, GROUP));
    quick_counts_release(&counts);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_moving_keeps_counts),
        cmocka_unit_test(test_full_before_it_runs_over),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
