#include "base/memory.h"
#include "support/test.h"
#include "tally/tally.h"

#include <string.h>

static void answer(struct tally *tally, enum side side, const char *unit, size_t length,
                   double level, uint64_t count)
{
    ptrdiff_t number = map_add(&tally->units, unit, length);
    struct tally_group *group = tally_group(tally, side, number, TALLY_NONE, TALLY_NONE);
    assert_non_null(group);
    group->row_count += count;
    ptrdiff_t level_number = tally_level(tally, side, 0, level);
    assert_true(level_number >= 0);
    assert_true(tally_add_answers(tally, group, 0, (size_t)level_number, count, NULL));
}

static uint64_t count_of(struct tally *tally, enum side side, const char *unit,
                         size_t length, double level)
{
    struct tally_group *group = tally_group(
        tally, side, map_find(&tally->units, unit, length), TALLY_NONE, TALLY_NONE);
    size_t number = (size_t)tally_level(tally, side, 0, level);
    const struct tally_cell *cell = &group->cells[0];
    return number < cell->level_capacity ? cell->counts[number] : 0;
}

static void counts_per_group_and_level(void **state)
{
    (void)state;
    struct tally *tally = tally_create(1, false);
    answer(tally, SIDE_EMPLOYEES, "Lyon", 4, 7, 3);
    answer(tally, SIDE_EMPLOYEES, "Lyon", 4, 2, 1);
    answer(tally, SIDE_EMPLOYEES, "Lyon", 4, 7, 2);
    answer(tally, SIDE_CUSTOMERS, "Lyon", 4, 7, 10);
    assert_int_equal(tally->group_count, 2);
    assert_int_equal(count_of(tally, SIDE_EMPLOYEES, "Lyon", 4, 7), 5);
    assert_int_equal(count_of(tally, SIDE_EMPLOYEES, "Lyon", 4, 2), 1);
    assert_int_equal(count_of(tally, SIDE_CUSTOMERS, "Lyon", 4, 7), 10);
    assert_int_equal(tally->groups[0].cells[0].n, 6);
    tally_free(tally);
}

static void merging_folds_units_and_drops(void **state)
{
    (void)state;
    struct tally *source = tally_create(1, false);
    answer(source, SIDE_CUSTOMERS, "Lyon", 4, 3, 2);
    answer(source, SIDE_CUSTOMERS, "LYON", 4, 3, 4);
    answer(source, SIDE_CUSTOMERS, "LYON", 4, 9, 1);
    answer(source, SIDE_CUSTOMERS, "Nice", 4, 1, 8);
    tally_add_missing(&source->groups[0], 0, MISSING_REFUSED, 5);
    tally_add_missing(&source->groups[1], 0, MISSING_REFUSED, 1);

    struct tally *target = tally_create(1, false);
    ptrdiff_t lyon = map_add(&target->units, "Lyon", 4);
    const ptrdiff_t unit_map[] = { lyon, lyon, TALLY_DROPPED };
    assert_true(tally_merge(target, source, unit_map));
    assert_int_equal(target->group_count, 1);
    assert_int_equal(target->groups[0].row_count, 7);
    assert_int_equal(target->groups[0].cells[0].n, 7);
    assert_int_equal(target->groups[0].cells[0].missing[MISSING_REFUSED], 6);
    assert_int_equal(count_of(target, SIDE_CUSTOMERS, "Lyon", 4, 3), 6);
    assert_int_equal(count_of(target, SIDE_CUSTOMERS, "Lyon", 4, 9), 1);
    tally_free(source);
    tally_free(target);
}

/* Units 0, 1 and 2 of `source` become those of unit_map. */
static struct tally *take_three(struct tally *source, const ptrdiff_t *unit_map)
{
    static const ptrdiff_t none[1] = { 0 };
    const struct tally_renaming renaming = { .units = unit_map,
                                             .without_unit = TALLY_NONE,
                                             .segments = { none, none },
                                             .waves = none,
                                             .without_wave = { TALLY_NONE, TALLY_NONE } };
    struct tally *target = tally_create(1, false);
    for (int i = 0; i < 3; i++)
        map_add(&target->units, (const char *const[]){ "Lille", "Lyon", "Nice" }[i],
                i == 1 || i == 2 ? 4 : 5);
    assert_true(tally_relate(source, SIDE_CUSTOMERS, 1));
    assert_true(tally_take_renamed(target, source, &renaming));
    return target;
}

static struct tally *three_units(void)
{
    struct tally *tally = tally_create(1, false);
    answer(tally, SIDE_CUSTOMERS, "Nice", 4, 3, 2);
    answer(tally, SIDE_CUSTOMERS, "lyon", 4, 3, 4);
    answer(tally, SIDE_CUSTOMERS, "LYON", 4, 9, 1);
    return tally;
}

static void takes_groups_that_stay_apart(void **state)
{
    (void)state;
    struct tally *source = three_units();
    const struct tally_cell *cells = source->groups[1].cells;
    struct tally *target = take_three(source, (const ptrdiff_t[]){ 2, 1, 0 });
    assert_int_equal(target->group_count, 3);
    assert_ptr_equal(target->groups[1].cells, cells); /* not copied */
    assert_int_equal(target->moment_counts[SIDE_CUSTOMERS], 1);
    tally_free(source);
    assert_int_equal(count_of(target, SIDE_CUSTOMERS, "Nice", 4, 3), 2);
    assert_int_equal(count_of(target, SIDE_CUSTOMERS, "Lyon", 4, 3), 4);
    assert_int_equal(count_of(target, SIDE_CUSTOMERS, "Lille", 5, 9), 1);
    assert_int_equal(target->group_count, 3);
    answer(target, SIDE_CUSTOMERS, "Lyon", 4, 5, 6);
    assert_int_equal(count_of(target, SIDE_CUSTOMERS, "Lyon", 4, 5), 6);
    assert_int_equal(target->group_count, 3);
    tally_free(target);
}

static void takes_what_is_joined_or_left_out_as_merging_does(void **state)
{
    (void)state;
    struct tally *source = three_units();
    struct tally *target = take_three(source, (const ptrdiff_t[]){ 2, 1, 1 });
    assert_int_equal(target->group_count, 2);
    assert_int_equal(count_of(target, SIDE_CUSTOMERS, "Lyon", 4, 3), 4);
    assert_int_equal(count_of(target, SIDE_CUSTOMERS, "Lyon", 4, 9), 1);
    assert_int_equal(count_of(target, SIDE_CUSTOMERS, "Nice", 4, 3), 2);
    tally_free(source);
    tally_free(target);
    source = three_units();
    target = take_three(source, (const ptrdiff_t[]){ 2, TALLY_DROPPED, 1 });
    assert_int_equal(target->group_count, 2);
    assert_int_equal(target->moment_counts[SIDE_CUSTOMERS], 0);
    assert_int_equal(count_of(target, SIDE_CUSTOMERS, "Lyon", 4, 9), 1);
    tally_free(source);
    tally_free(target);
}

/* Which row of a side belongs where, in the order in which it is met. */
static void place(struct tally *tally, enum side side, const char *unit,
                  const char *segment, const char *wave, double level)
{
    ptrdiff_t wave_number = map_add(&tally->waves, wave, strlen(wave));
    struct tally_group *group =
        tally_group(tally, side, map_add(&tally->units, unit, strlen(unit)),
                    map_add(&tally->segments, segment, strlen(segment)), wave_number);
    assert_non_null(group);
    tally_add_respondents(tally, group, 1, NULL);
    ptrdiff_t number = tally_level(tally, side, 0, level);
    assert_true(number >= 0);
    assert_true(tally_add_answers(tally, group, 0, (size_t)number, 1, NULL));
    assert_true(tally_note_question(tally, side, wave_number, 0, (uint64_t)level));
}

static void place_employees(struct tally *tally)
{
    place(tally, SIDE_EMPLOYEES, "Lyon", "old", "Q1", 4);
    place(tally, SIDE_EMPLOYEES, "Nice", "old", "Q1", 4);
}

static void place_customers(struct tally *tally)
{
    place(tally, SIDE_CUSTOMERS, "Lille", "new", "Q2", 3);
    place(tally, SIDE_CUSTOMERS, "Nice", "new", "Q1", 5);
    place(tally, SIDE_CUSTOMERS, "Nice", "old", "Q2", 3);
    place(tally, SIDE_CUSTOMERS, "Nice", "old", "Q2", 5);
    assert_true(tally_relate(tally, SIDE_CUSTOMERS, 1));
    tally->moments[SIDE_CUSTOMERS][0].n = 4;
}

static void assert_same_names(const struct map *names, const struct map *expected)
{
    assert_int_equal(names->count, expected->count);
    for (size_t i = 0; i < names->count; i++)
        assert_string_equal(names->keys[i].bytes, expected->keys[i].bytes);
}

static void assert_same_group(const struct tally_group *group,
                              const struct tally_group *expected)
{
    assert_int_equal(group->side, expected->side);
    assert_int_equal(group->unit, expected->unit);
    assert_int_equal(group->segment, expected->segment);
    assert_int_equal(group->wave, expected->wave);
    assert_int_equal(group->row_count, expected->row_count);
    assert_int_equal(group->cells[0].n, expected->cells[0].n);
    assert_int_equal(group->cells[0].level_capacity, expected->cells[0].level_capacity);
    assert_memory_equal(group->cells[0].counts, expected->cells[0].counts,
                        expected->cells[0].level_capacity * sizeof(uint64_t));
}

/* As if the customers had been counted in the tally of the employees, after them. */
static void joins_a_side_in_its_order(void **state)
{
    (void)state;
    struct tally *one = tally_create(1, false);
    struct tally *target = tally_create(1, false);
    struct tally *source = tally_create(1, false);
    struct tally_numbers numbers;
    place_employees(one);
    place_customers(one);
    place_employees(target);
    place_customers(source);
    assert_true(tally_join_side(target, source, SIDE_CUSTOMERS, &numbers));
    tally_free(source);
    assert_int_equal(numbers.units[0], 2);
    assert_int_equal(numbers.units[1], 1);
    assert_int_equal(numbers.segments[1], 0);
    assert_int_equal(numbers.waves[0], 1);
    assert_same_names(&target->units, &one->units);
    assert_same_names(&target->segments, &one->segments);
    assert_same_names(&target->waves, &one->waves);
    assert_int_equal(target->group_count, one->group_count);
    for (size_t g = 0; g < one->group_count; g++) {
        const struct tally_group *group = &one->groups[g];
        assert_same_group(&target->groups[g], group);
        assert_ptr_equal(
            tally_group(target, group->side, group->unit, group->segment, group->wave),
            &target->groups[g]);
    }
    assert_int_equal(target->questions.count, one->questions.count);
    for (size_t i = 0; i < one->questions.count; i++)
        assert_memory_equal(target->questions.keys[i].bytes, one->questions.keys[i].bytes,
                            sizeof(struct tally_question));
    assert_int_equal(target->levels[SIDE_CUSTOMERS][0].count, 2);
    assert_true(target->levels[SIDE_CUSTOMERS][0].values[0] == 3);
    assert_int_equal(target->moments[SIDE_CUSTOMERS][0].n, 4);
    tally_numbers_release(&numbers);
    tally_free(target);
    tally_free(one);
}

static void weights_add_up(void **state)
{
    (void)state;
    struct tally *tally = tally_create(2, true);
    struct tally_group *group =
        tally_group(tally, SIDE_EMPLOYEES, TALLY_NONE, TALLY_NONE, TALLY_NONE);
    for (int i = 0; i < 40; i++) {
        ptrdiff_t level = tally_level(tally, SIDE_EMPLOYEES, 1, i);
        struct weight_sums half = { { 0, 0 }, { 0, 0 } };
        weight_sums_add(&half, WEIGHT_PARTS / 2, 1);
        assert_true(tally_add_answers(tally, group, 1, (size_t)level, 1, &half));
    }
    struct tally *merged = tally_create(2, true);
    assert_true(tally_merge(merged, tally, NULL));
    assert_true(tally_merge(merged, tally, NULL));
    assert_int_equal(merged->groups[0].cells[1].n, 80);
    const struct weight_sums *sums = &merged->groups[0].cells[1].weights[39];
    assert_close(weight_sums_weight(sums), 1.0, 0);
    assert_close(weight_sums_square(sums), 0.5, 0);
    tally_free(tally);
    tally_free(merged);
}

static void survives_every_allocation_failure(void **state)
{
    (void)state;
    bool done = false;
    for (long n = 0; !done && n < 1000; n++) {
        memory_fail_after(n);
        struct tally *tally = tally_create(3, true);
        ptrdiff_t unit = tally ? map_add(&tally->units, "u", 1) : MAP_NONE;
        struct tally_group *group =
            unit == MAP_NONE
                ? NULL
                : tally_group(tally, SIDE_EMPLOYEES, unit, TALLY_NONE, TALLY_NONE);
        ptrdiff_t level = group ? tally_level(tally, SIDE_EMPLOYEES, 2, 4) : MAP_NONE;
        bool added = level != MAP_NONE &&
                     tally_add_answers(tally, group, 2, (size_t)level, 1, NULL);
        struct tally *copy = added ? tally_create(3, true) : NULL;
        done = copy && tally_merge(copy, tally, NULL);
        memory_fail_after(-1);
        if (done)
            assert_int_equal(copy->groups[0].cells[2].n, 1);
        tally_free(copy);
        tally_free(tally);
    }
    assert_true(done);
}

/* A slider has thousands of levels: they are numbered as they come, each once. */
static void numbers_many_levels(void **state)
{
    (void)state;
    struct tally *tally = tally_create(1, false);
    for (int round = 0; round < 2; round++)
        for (int i = 0; i < 5000; i++)
            assert_int_equal(tally_level(tally, SIDE_EMPLOYEES, 0, i / 50.0), i);
    assert_int_equal(tally_level(tally, SIDE_EMPLOYEES, 0, -0.0), 0);
    assert_int_equal(tally_level(tally, SIDE_CUSTOMERS, 0, 7), 0);
    tally_free(tally);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counts_per_group_and_level),
        cmocka_unit_test(merging_folds_units_and_drops),
        cmocka_unit_test(takes_groups_that_stay_apart),
        cmocka_unit_test(takes_what_is_joined_or_left_out_as_merging_does),
        cmocka_unit_test(joins_a_side_in_its_order),
        cmocka_unit_test(weights_add_up),
        cmocka_unit_test(survives_every_allocation_failure),
        cmocka_unit_test(numbers_many_levels),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
