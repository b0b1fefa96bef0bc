/* Sums over 64 rows at a time are the sums over one row after the other, on every
   instruction set. */
#include "ingest/byte_moments.h"
#include "support/random.h"
#include "support/test.h"

#include <string.h>

enum { VARIABLES = 4, ITEMS = 3, RUNS = 9000 };

static struct moment_pair pairs[] = { { 0, 0 }, { 1, 0 }, { 2, 1 }, { 3, 2 }, { 3, 3 } };

enum { PAIRS = sizeof pairs / sizeof *pairs };

static const struct moment_plan plan = { .variable_count = VARIABLES,
                                         .pairs = pairs,
                                         .pair_count = PAIRS };

/* The largest values there may be, blanks, and two variables of one item. */
static void fill_variables(struct byte_moments *moments)
{
    for (size_t v = 0; v < VARIABLES; v++) {
        struct byte_variable *variable = &moments->variables[v];
        variable->item = v % ITEMS;
        for (size_t text = 0; text < BYTE_TEXTS; text++)
            variable->of_text[text] = (uint8_t)(text % 5 == 4 ? BYTE_BLANK
                                                : text % 2    ? BYTE_LARGEST
                                                              : text * v);
    }
}

static void add_slowly(const struct byte_moments *moments, const uint8_t *texts,
                       uint64_t rows, struct moment_sums *sums)
{
    for (size_t i = 0; i < PAIRS; i++)
        for (size_t r = 0; r < BYTE_ROWS; r++) {
            const struct byte_variable *x = &moments->variables[pairs[i].x];
            const struct byte_variable *y = &moments->variables[pairs[i].y];
            if (!(rows >> r & 1))
                continue;
            int64_t a = x->of_text[texts[x->item * BYTE_ROWS + r]];
            int64_t b = y->of_text[texts[y->item * BYTE_ROWS + r]];
            if (a == BYTE_BLANK || b == BYTE_BLANK)
                continue;
            sums[i].n++;
            sums[i].x += a;
            sums[i].y += b;
            sums[i].xx += a * a;
            sums[i].yy += b * b;
            sums[i].xy += a * b;
        }
}

static void assert_adds_up(enum instructions instructions, size_t runs)
{
    struct test_random random = { 7 };
    struct byte_moments moments;
    struct moment_sums expected[PAIRS] = { 0 };
    uint8_t texts[ITEMS * BYTE_ROWS];
    assert_true(byte_moments_init(&moments, &plan, instructions));
    fill_variables(&moments);
    for (size_t run = 0; run < runs; run++) {
        uint64_t rows = run % 3 ? test_random_bits(&random) : ~(uint64_t)0;
        for (size_t i = 0; i < sizeof texts; i++)
            texts[i] = (uint8_t)test_random_below(&random, BYTE_TEXTS);
        add_slowly(&moments, texts, rows, expected);
        for (size_t i = 0; i < sizeof texts; i++)
            if (!(rows >> i % BYTE_ROWS & 1))
                texts[i] = (uint8_t)test_random_bits(&random);
        byte_moments_add(&moments, texts, rows);
    }
    byte_moments_finish(&moments);
    assert_memory_equal(moments.sums, expected, sizeof expected);
    byte_moments_release(&moments);
}

static void adds_up_on_every_instruction_set(void **state)
{
    (void)state;
    for (int set = 0; set < INSTRUCTIONS_COUNT; set++)
        if (instructions_are_there((enum instructions)set))
            assert_adds_up((enum instructions)set, 200);
}

/* All rows, the largest value: more runs than the lanes have room for. */
static void has_room_for_many_rows(void **state)
{
    (void)state;
    for (int set = 0; set < INSTRUCTIONS_COUNT; set++) {
        struct byte_moments moments;
        uint8_t texts[ITEMS * BYTE_ROWS] = { 0 };
        if (!instructions_are_there((enum instructions)set))
            continue;
        assert_true(byte_moments_init(&moments, &plan, (enum instructions)set));
        for (size_t v = 0; v < VARIABLES; v++)
            moments.variables[v].of_text[0] = BYTE_LARGEST;
        for (size_t run = 0; run < RUNS; run++)
            byte_moments_add(&moments, texts, ~(uint64_t)0);
        byte_moments_finish(&moments);
        assert_int_equal(moments.sums[1].n, RUNS * 64);
        assert_int_equal(moments.sums[1].x, (int64_t)RUNS * 64 * 80);
        assert_int_equal(moments.sums[1].xy, (int64_t)RUNS * 64 * 6400);
        assert_int_equal(moments.sums[1].xx, (int64_t)RUNS * 64 * 6400);
        byte_moments_release(&moments);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(adds_up_on_every_instruction_set),
        cmocka_unit_test(has_room_for_many_rows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
