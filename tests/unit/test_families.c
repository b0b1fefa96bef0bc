#include "study/families.h"
#include "support/test.h"

#include <string.h>

static void joins_columns_of_one_id(void **state)
{
    (void)state;
    const struct segment_column employees[] = { { .id = "role" }, { .id = "region" } };
    const struct segment_column customers[] = { { .id = "age" },
                                                { .id = "region" },
                                                { .id = "channel" } };
    const struct study study = {
        .sides = { { .segments = employees, .segment_count = 2 },
                   { .segments = customers, .segment_count = 3 } },
    };
    const struct segment_family expected[] = { { "role", { 0, NO_COLUMN } },
                                               { "region", { 1, 1 } },
                                               { "age", { NO_COLUMN, 0 } },
                                               { "channel", { NO_COLUMN, 2 } } };
    assert_int_equal(segment_family_count(&study), 4);
    for (size_t i = 0; i < 4; i++) {
        struct segment_family family = segment_family_at(&study, i);
        assert_string_equal(family.id, expected[i].id);
        for (int side = 0; side < SIDE_COUNT; side++)
            assert_int_equal(family.columns[side], expected[i].columns[side]);
    }
}

static void orders_waves_by_their_numbers(void **state)
{
    (void)state;
    static const char *const ordered[] = { "2025",    "2025-Q4", "2026-2",   "2026-10",
                                           "2026-Q1", "2026-Q9", "2026-Q10", "Wave 2",
                                           "Wave 02", "Wave 10", "Wave 10b" };
    const struct study study = { .title = "" };
    size_t count = sizeof ordered / sizeof *ordered;
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < count; j++) {
            int order = compare_waves(&study, ordered[i], ordered[j]);
            bool is_same_number = (i == 7 && j == 8) || (i == 8 && j == 7);
            if (is_same_number)
                assert_int_not_equal(order, 0);
            else
                assert_true(i < j ? order < 0 : i > j ? order > 0 : order == 0);
        }
}

static void follows_the_list_of_waves(void **state)
{
    (void)state;
    static const char *const waves[] = { "spring", "autumn", "again" };
    const struct study study = { .waves = { waves, 3 } };
    assert_true(compare_waves(&study, "spring", "autumn") < 0);
    assert_true(compare_waves(&study, "again", "autumn") > 0);
    assert_int_equal(compare_waves(&study, "again", "again"), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(joins_columns_of_one_id),
        cmocka_unit_test(orders_waves_by_their_numbers),
        cmocka_unit_test(follows_the_list_of_waves),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
