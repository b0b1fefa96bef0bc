/* Laws of tallies for publication, on random tallies with fixed seeds. */
#include "support/random.h"
#include "support/test.h"
#include "tally/tally_fold.h"

#include <stdio.h>
#include <string.h>

enum { DIMENSIONS = 2, ROUNDS = 400 };

static struct tally *random_tally(struct test_random *random)
{
    struct tally *tally = tally_create(DIMENSIONS, false);
    size_t units = 1 + test_random_below(random, 8);
    for (size_t u = 0; u <= units; u++) {
        char name[16];
        int length = snprintf(name, sizeof name, "u%zu", u);
        ptrdiff_t unit =
            u < units ? map_add(&tally->units, name, (size_t)length) : TALLY_NONE;
        for (int side = 0; side < SIDE_COUNT; side++) {
            uint64_t people = test_random_below(random, 14);
            if (!people)
                continue;
            struct tally_group *group =
                tally_group(tally, (enum side)side, unit, TALLY_NONE, TALLY_NONE);
            group->row_count = people;
            for (size_t d = 0; d < DIMENSIONS; d++) {
                uint64_t answered = test_random_below(random, people + 1);
                ptrdiff_t level = tally_level(tally, (enum side)side, d, 3);
                assert_true(!answered || tally_add_answers(tally, group, d, (size_t)level,
                                                           answered, NULL));
                tally_add_missing(group, d, MISSING_BLANK, people - answered);
            }
        }
    }
    return tally;
}

static uint64_t respondents(const struct tally *tally, int side)
{
    uint64_t sum = 0;
    for (size_t g = 0; g < tally->group_count; g++)
        if ((int)tally->groups[g].side == side)
            sum += tally->groups[g].row_count;
    return sum;
}

static void check_floor(const struct tally *folded, uint64_t min_n)
{
    for (size_t g = 0; g < folded->group_count; g++) {
        const struct tally_group *group = &folded->groups[g];
        assert_true(group->row_count == 0 || group->row_count >= min_n);
        for (size_t d = 0; d < DIMENSIONS; d++)
            assert_true(group->cells[d].n == 0 || group->cells[d].n >= min_n);
    }
}

static void nobody_is_below_the_floor_and_nobody_is_lost(void **state)
{
    (void)state;
    struct test_random random = { 20261126 };
    size_t folds = 0;
    for (int round = 0; round < ROUNDS; round++) {
        struct symbar_diagnostics *diagnostics = symbar_diagnostics_create();
        struct tally *tally = random_tally(&random);
        struct tally *folded = NULL;
        uint64_t min_n = 1 + test_random_below(&random, 10);
        enum symbar_status status = tally_fold(tally, min_n, NULL, &folded, diagnostics);
        assert_true(status == SYMBAR_OK || status == SYMBAR_BAD_INPUT);
        if (status == SYMBAR_OK) {
            folds++;
            check_floor(folded, min_n);
            for (int side = 0; side < SIDE_COUNT; side++)
                assert_int_equal(respondents(tally, side), respondents(folded, side));
            if (min_n == 1)
                assert_int_equal(
                    map_find(&folded->units, TALLY_OTHER, strlen(TALLY_OTHER)), MAP_NONE);
        }
        tally_free(folded);
        tally_free(tally);
        symbar_diagnostics_free(diagnostics);
    }
    assert_true(folds > ROUNDS / 2);
}

/* And with them those who are in no unit, or these would tell the others by subtraction.
 */
static void folds_what_it_must(void **state)
{
    (void)state;
    struct test_random random = { 20261127 };
    size_t folds = 0;
    for (int round = 0; round < ROUNDS; round++) {
        struct symbar_diagnostics *diagnostics = symbar_diagnostics_create();
        struct tally *tally = random_tally(&random);
        struct tally *folded = NULL;
        bool must_fold[8] = { false };
        size_t unit = test_random_below(&random, tally->units.count);
        bool has_people = false;
        must_fold[unit] = true;
        for (size_t g = 0; g < tally->group_count; g++)
            has_people |= tally->groups[g].unit == (ptrdiff_t)unit;
        if (has_people && !tally_fold(tally, 2, must_fold, &folded, diagnostics)) {
            const char *name = map_key_at(&tally->units, unit);
            folds++;
            assert_int_equal(map_find(&folded->units, name, strlen(name)), MAP_NONE);
            for (size_t g = 0; g < folded->group_count; g++)
                assert_int_not_equal(folded->groups[g].unit, TALLY_NONE);
        }
        tally_free(folded);
        tally_free(tally);
        symbar_diagnostics_free(diagnostics);
    }
    assert_true(folds > ROUNDS / 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nobody_is_below_the_floor_and_nobody_is_lost),
        cmocka_unit_test(folds_what_it_must),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
