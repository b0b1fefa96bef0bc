#include "base/memory.h"
#include "ingest/tally_seen.h"
#include "support/test.h"

#include <stdio.h>
#include <string.h>

enum { CELLS = TALLY_GROUP_CELLS + 2, WIDTH = 2 };

static void fill_cells(const char *const texts[CELLS], struct cell cells[CELLS])
{
    for (int i = 0; i < CELLS; i++)
        cells[i] = (struct cell){ .bytes = texts[i], .byte_count = strlen(texts[i]) };
}

/* Adds a row of the employees of `unit`, and tells whether there was one before. */
static bool add_row(struct tally_seen *seen, const char *segment, const char *unit,
                    const char *dimension, const char *level)
{
    const char *const texts[CELLS] = { "employees", "", segment, unit, dimension, level };
    struct cell cells[CELLS];
    struct tally_row_key key = { 0 };
    fill_cells(texts, cells);
    assert_true(tally_seen_add(seen, cells, &key));
    assert_true(tally_seen_is_same_group(seen, cells));
    return key.is_known;
}

static void finds_a_second_row(void **state)
{
    (void)state;
    struct tally_seen seen = { .width = WIDTH };
    assert_false(add_row(&seen, "", "Lyon", "", "rows"));
    assert_false(add_row(&seen, "", "Lyon", "q1", "4"));
    assert_false(add_row(&seen, "", "Lyon", "q1", "5"));
    assert_false(add_row(&seen, "", "Nice", "q1", "4"));
    assert_false(add_row(&seen, "", "Nice", "", "rows"));
    assert_true(add_row(&seen, "", "Lyon", "q1", "4"));
    assert_true(add_row(&seen, "", "Lyon", "", "rows"));
    assert_false(add_row(&seen, "", "Lyon", "q1", "blank"));
    assert_true(add_row(&seen, "", "Nice", "q1", "4"));
    tally_seen_release(&seen);
}

static void goes_by_texts(void **state)
{
    (void)state;
    struct tally_seen seen = { .width = WIDTH };
    assert_false(add_row(&seen, "", "Lyon", "q1", "4"));
    assert_false(add_row(&seen, "", "Lyon", "q1", "4.0"));
    assert_false(add_row(&seen, "", "lyon", "q1", "4"));
    assert_false(add_row(&seen, "ab", "c", "q1", "4"));
    assert_false(add_row(&seen, "a", "bc", "q1", "4"));
    assert_true(add_row(&seen, "ab", "c", "q1", "4"));
    assert_true(add_row(&seen, "", "Lyon", "q1", "4.0"));
    tally_seen_release(&seen);
}

/* More dimensions and levels than have bits. */
static void finds_any_number_of_rows(void **state)
{
    (void)state;
    enum { GROUPS = 3, DIMENSIONS = WIDTH + 2, LEVELS = TALLY_LEVEL_BITS + 10 };
    struct tally_seen seen = { .width = WIDTH };
    for (int pass = 0; pass < 2; pass++)
        for (int g = 0; g < GROUPS; g++)
            for (int d = 0; d < DIMENSIONS; d++)
                for (int i = 0; i < LEVELS; i++) {
                    char unit[16];
                    char dimension[16];
                    char level[16];
                    snprintf(unit, sizeof unit, "unit %d", g);
                    snprintf(dimension, sizeof dimension, "q%d", d);
                    snprintf(level, sizeof level, "%d", i);
                    assert_int_equal(add_row(&seen, "", unit, dimension, level),
                                     pass == 1);
                }
    tally_seen_release(&seen);
}

static void tells_when_memory_is_short(void **state)
{
    (void)state;
    const char *const texts[CELLS] = { "employees", "", "", "Lyon", "q1", "4" };
    struct cell cells[CELLS];
    struct tally_row_key key;
    bool done = false;
    fill_cells(texts, cells);
    for (long successes = 0; !done; successes++) {
        struct tally_seen seen = { .width = WIDTH };
        memory_fail_after(successes);
        done = tally_seen_add(&seen, cells, &key);
        memory_fail_after(-1);
        assert_true(done || successes < 100);
        tally_seen_release(&seen);
    }
    assert_false(key.is_known);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_a_second_row),
        cmocka_unit_test(goes_by_texts),
        cmocka_unit_test(finds_any_number_of_rows),
        cmocka_unit_test(tells_when_memory_is_short),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
