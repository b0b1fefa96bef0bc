/* Counts are the same however often they were moved to the wider counters. */
#include "base/instructions.h"
#include "ingest/quick_counts.h"
#include "support/random.h"
#include "support/test.h"

#include <string.h>

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

enum { MOST_ITEMS = 40, CROWDS = 3 };

/* What a run adds up to, one text after the other, also where some crowds were moved to
   wider counters. */
/* Of a full group that has as much as leaves room for a run, all of one are counted, and
   then one more: only with that is it to be poured. */
static void test_a_run_leaves_room_to_be_poured(void **state)
{
    struct quick_counts counts = { .item_count = ITEMS };
    static uint8_t texts[ITEMS * RUN_MOST_ROWS];
    uint8_t *of_groups[RUN_MOST_ROWS];
    uint32_t respondents = QUICK_ROOM;
    (void)state;
    for (int i = 0; i < QUICK_ROOM; i++)
        count_one(&counts, GROUP);
    for (; !quick_counts_is_full(&counts, GROUP); respondents += QUICK_ROOM) {
        assert_true(quick_counts_move(&counts, GROUP));
        for (int i = 0; i < QUICK_ROOM; i++)
            count_one(&counts, GROUP);
    }
    for (size_t row = 0; row < RUN_MOST_ROWS; row++)
        of_groups[row] = quick_counts_of(&counts, GROUP);
    quick_counts_add(&counts, INSTRUCTIONS_PORTABLE, of_groups, texts, ~(uint64_t)0);
    assert_true(*of_groups[0] < QUICK_MOST);
    count_one(&counts, GROUP);
    const uint32_t *taken = quick_counts_take(&counts, GROUP);
    assert_non_null(taken);
    assert_int_equal(taken[0], respondents + RUN_MOST_ROWS + 1);
    quick_counts_release(&counts);
}

static void assert_run(struct quick_counts *counts, enum instructions instructions,
                       const uint8_t *texts, const size_t groups[RUN_MOST_ROWS],
                       uint64_t rows)
{
    static uint32_t expected[CROWDS][1 + MOST_ITEMS * QUICK_TEXTS];
    uint8_t *of_groups[RUN_MOST_ROWS];
    size_t items = counts->item_count;
    memset(expected, 0, sizeof expected);
    assert_non_null(quick_counts_of(counts, CROWDS - 1));
    for (size_t r = 0; r < RUN_MOST_ROWS; r++) {
        of_groups[r] = rows >> r & 1 ? quick_counts_of(counts, groups[r]) : NULL;
        if (!of_groups[r])
            continue;
        expected[groups[r]][0]++;
        for (size_t i = 0; i < items; i++)
            expected[groups[r]][1 + i * QUICK_TEXTS + texts[i * RUN_MOST_ROWS + r]]++;
    }
    quick_counts_add(counts, instructions, of_groups, texts, rows);
    assert_true(quick_counts_move(counts, CROWDS / 2));
    for (size_t group = 0; group < CROWDS; group++)
        assert_memory_equal(quick_counts_take(counts, group), expected[group],
                            (1 + items * QUICK_TEXTS) * sizeof **expected);
}

/* One is near at least, whichever it is, and none is twice. */
static void test_halves_are_near_where_there_is_room(void **state)
{
    (void)state;
    for (size_t items = 1; items <= MOST_ITEMS; items++) {
        struct quick_counts counts = { .item_count = items };
        for (size_t i = 0; i < 2 * items; i++)
            quick_counts_bring_near(&counts, items - 1 - i / 2);
        size_t last = 1 + items + counts.near_count;
        assert_in_range(counts.near_count, 1,
                        items < QUICK_MOST_NEAR ? items : QUICK_MOST_NEAR);
        assert_true(last * QUICK_HALF <= quick_counts_stride(&counts));
        assert_int_equal(quick_counts_near_place(&counts, items - 1), 1 + items);
    }
}

static void test_a_run_counts_as_its_rows(void **state)
{
    struct test_random random = { 20261127 };
    uint8_t texts[MOST_ITEMS * RUN_MOST_ROWS];
    size_t groups[RUN_MOST_ROWS];
    (void)state;
    for (size_t items = 1; items <= MOST_ITEMS; items++)
        for (int set = INSTRUCTIONS_PORTABLE; set < INSTRUCTIONS_COUNT; set++) {
            struct quick_counts counts = { .item_count = items };
            if (!instructions_are_there((enum instructions)set))
                continue;
            for (size_t i = test_random_below(&random, 5); i; i--)
                quick_counts_bring_near(&counts, test_random_below(&random, items));
            for (size_t i = 0; i < sizeof texts; i++)
                texts[i] = (uint8_t)test_random_below(&random, QUICK_TEXTS);
            for (size_t r = 0; r < RUN_MOST_ROWS; r++)
                groups[r] = test_random_below(&random, CROWDS);
            assert_run(&counts, (enum instructions)set, texts, groups, ~(uint64_t)0);
            assert_run(&counts, (enum instructions)set, texts, groups,
                       UINT64_C(0x8000f00d00000001));
            assert_run(&counts, (enum instructions)set, texts, groups, 0);
            quick_counts_release(&counts);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_moving_keeps_counts),
        cmocka_unit_test(test_full_before_it_runs_over),
        cmocka_unit_test(test_a_run_leaves_room_to_be_poured),
        cmocka_unit_test(test_a_run_counts_as_its_rows),
        cmocka_unit_test(test_halves_are_near_where_there_is_room),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
