/* Sums over 64 rows at a time are the sums over one row after the other, on every
   instruction set, whichever way is taken for few blanks and for many. */
#include "ingest/byte_moments.h"
#include "support/random.h"
#include "support/test.h"

#include <string.h>

enum { MOST_VARIABLES = 60, MOST_PAIRS = MOST_VARIABLES * (MOST_VARIABLES + 1) / 2 };

/* More than the sums of 32 bits have room for. */
enum { MANY_RUNS = 9000 };

/* What answers are like: of 16 texts, one stands for nothing (for some variables two),
   the others for values up to the largest. */
struct answers {
    uint8_t largest;
    size_t blank_percent; /* of most variables */
    bool is_uneven;       /* one variable has none, one nothing else */
};

static size_t every_pair(size_t variable_count, struct moment_pair pairs[MOST_PAIRS])
{
    size_t count = 0;
    for (size_t x = 0; x < variable_count; x++)
        for (size_t y = 0; y <= x; y++)
            pairs[count++] = (struct moment_pair){ x, y };
    return count;
}

/* The first two are of one item. */
static void fill_variables(struct byte_moments *moments, uint8_t largest)
{
    for (size_t v = 0; v < moments->variable_count; v++) {
        struct byte_variable *variable = &moments->variables[v];
        variable->item = v ? v - 1 : 0;
        for (size_t text = 0; text < BYTE_TEXTS - 1; text++)
            variable->of_text[text] =
                (uint8_t)((text + v) % (BYTE_TEXTS - 1) * largest / (BYTE_TEXTS - 2));
        if (v % 5 == 4)
            variable->of_text[v % (BYTE_TEXTS - 1)] = BYTE_BLANK;
    }
}

static uint8_t draw_text(struct test_random *random, const struct answers *answers,
                         size_t item)
{
    size_t percent = answers->blank_percent;
    if (answers->is_uneven && item < 2)
        percent = item ? 100 : 0;
    if (test_random_below(random, 100) < percent)
        return BYTE_TEXTS - 1;
    return (uint8_t)test_random_below(random, BYTE_TEXTS - 1);
}

static void add_slowly(const struct byte_moments *moments, const uint8_t *texts,
                       uint64_t rows, struct moment_sums *sums)
{
    for (size_t i = 0; i < moments->pair_count; i++)
        for (size_t r = 0; r < BYTE_ROWS; r++) {
            const struct byte_variable *x = &moments->variables[moments->pairs[i].x];
            const struct byte_variable *y = &moments->variables[moments->pairs[i].y];
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

/* Two runs of three are short of rows, whose texts can then be anything. */
static void add_run(struct byte_moments *moments, const struct answers *answers,
                    size_t run, struct test_random *random, struct moment_sums *expected)
{
    static uint8_t texts[MOST_VARIABLES * BYTE_ROWS];
    uint64_t rows = run % 3 ? test_random_bits(random) : ~(uint64_t)0;
    for (size_t i = 0; i < moments->variable_count * BYTE_ROWS; i++)
        texts[i] = draw_text(random, answers, i / BYTE_ROWS);
    add_slowly(moments, texts, rows, expected);
    for (size_t i = 0; i < moments->variable_count * BYTE_ROWS; i++)
        if (!(rows >> i % BYTE_ROWS & 1))
            texts[i] = (uint8_t)test_random_bits(random);
    byte_moments_add(moments, texts, rows);
}

static void assert_adds_up(const struct moment_plan *plan, enum instructions instructions,
                           const struct answers *answers, size_t run_count)
{
    static struct moment_sums expected[MOST_PAIRS];
    struct test_random random = { 7 };
    struct byte_moments moments;
    memset(expected, 0, sizeof expected);
    assert_true(byte_moments_init(&moments, plan, instructions));
    fill_variables(&moments, answers->largest);
    for (size_t run = 0; run < run_count; run++)
        add_run(&moments, answers, run, &random, expected);
    byte_moments_finish(&moments);
    assert_memory_equal(moments.sums, expected, plan->pair_count * sizeof *expected);
    byte_moments_finish(&moments);
    assert_memory_equal(moments.sums, expected, plan->pair_count * sizeof *expected);
    byte_moments_release(&moments);
}

static void assert_adds_up_on_every_set(const struct moment_plan *plan,
                                        const struct answers *answers, size_t run_count)
{
    for (int set = 0; set < INSTRUCTIONS_COUNT; set++)
        if (instructions_are_there((enum instructions)set))
            assert_adds_up(plan, (enum instructions)set, answers, run_count);
}

static void adds_up_for_any_number_of_variables(void **state)
{
    static struct moment_pair pairs[MOST_PAIRS];
    const struct answers answers = { .largest = 10, .blank_percent = 5 };
    (void)state;
    for (size_t count = 1; count <= MOST_VARIABLES; count++) {
        const struct moment_plan plan = { .variable_count = count,
                                          .pairs = pairs,
                                          .pair_count = every_pair(count, pairs) };
        assert_adds_up_on_every_set(&plan, &answers, count % 16 == 1 ? 20 : 3);
    }
}

static void adds_up_for_any_answers(void **state)
{
    static const uint8_t largest[] = { 0, 1, 4, 7, 8, 11, 22, 23, 31, 32, 45, 79, 80 };
    static const size_t percents[] = { 0, 1, 4, 12, 30, 70, 99, 100 };
    static struct moment_pair pairs[MOST_PAIRS];
    const struct moment_plan plan = { .variable_count = 12,
                                      .pairs = pairs,
                                      .pair_count = every_pair(12, pairs) };
    (void)state;
    for (size_t i = 0; i < sizeof largest / sizeof *largest; i++)
        for (size_t j = 0; j < sizeof percents / sizeof *percents; j++) {
            struct answers answers = { largest[i], percents[j], false };
            assert_adds_up_on_every_set(&plan, &answers, 17);
            answers.is_uneven = true;
            assert_adds_up_on_every_set(&plan, &answers, 16);
        }
}

/* A block may be full, or lack any number of runs. */
static void adds_up_for_any_number_of_runs(void **state)
{
    static struct moment_pair pairs[MOST_PAIRS];
    const struct moment_plan plan = { .variable_count = 5,
                                      .pairs = pairs,
                                      .pair_count = every_pair(5, pairs) };
    const struct answers few = { .largest = 10, .blank_percent = 2 };
    const struct answers many = { .largest = 80, .blank_percent = 20, .is_uneven = true };
    (void)state;
    for (size_t runs = 0; runs <= 35; runs++) {
        assert_adds_up_on_every_set(&plan, &few, runs);
        assert_adds_up_on_every_set(&plan, &many, runs);
    }
}

/* Variables that go with some others only, in some order, or with themselves. */
static void adds_up_for_some_pairs(void **state)
{
    static struct moment_pair chains[] = { { 0, 0 }, { 1, 0 }, { 2, 1 }, { 3, 2 },
                                           { 3, 3 }, { 4, 4 }, { 6, 5 }, { 8, 6 },
                                           { 7, 7 }, { 7, 5 } };
    const struct moment_plan plan = { .variable_count = 9,
                                      .pairs = chains,
                                      .pair_count = sizeof chains / sizeof *chains };
    const struct answers answers = { .largest = 20, .blank_percent = 10 };
    (void)state;
    assert_adds_up_on_every_set(&plan, &answers, 40);
}

/* All rows, the largest value: more runs than the sums have room for, with and without
   blanks. */
static void has_room_for_many_rows(void **state)
{
    static struct moment_pair pairs[] = { { 1, 0 }, { 2, 0 } };
    const struct moment_plan plan = { .variable_count = 3,
                                      .pairs = pairs,
                                      .pair_count = 2 };
    static uint8_t texts[2 * BYTE_ROWS];
    (void)state;
    for (size_t r = 0; r < BYTE_ROWS / 2; r++)
        texts[BYTE_ROWS + r] = 1;
    for (int set = 0; set < INSTRUCTIONS_COUNT; set++) {
        struct byte_moments moments;
        if (!instructions_are_there((enum instructions)set))
            continue;
        assert_true(byte_moments_init(&moments, &plan, (enum instructions)set));
        for (size_t v = 0; v < 3; v++)
            moments.variables[v] =
                (struct byte_variable){ .item = v / 2,
                                        .of_text = { BYTE_LARGEST, BYTE_BLANK } };
        for (size_t run = 0; run < MANY_RUNS; run++)
            byte_moments_add(&moments, texts, ~(uint64_t)0);
        byte_moments_finish(&moments);
        assert_int_equal(moments.sums[0].n, MANY_RUNS * 64);
        assert_int_equal(moments.sums[0].x, (int64_t)MANY_RUNS * 64 * 80);
        assert_int_equal(moments.sums[0].xy, (int64_t)MANY_RUNS * 64 * 6400);
        assert_int_equal(moments.sums[0].xx, (int64_t)MANY_RUNS * 64 * 6400);
        assert_int_equal(moments.sums[1].n, MANY_RUNS * 32);
        assert_int_equal(moments.sums[1].y, (int64_t)MANY_RUNS * 32 * 80);
        assert_int_equal(moments.sums[1].yy, (int64_t)MANY_RUNS * 32 * 6400);
        byte_moments_release(&moments);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(adds_up_for_any_number_of_variables),
        cmocka_unit_test(adds_up_for_any_answers),
        cmocka_unit_test(adds_up_for_any_number_of_runs),
        cmocka_unit_test(adds_up_for_some_pairs),
        cmocka_unit_test(has_room_for_many_rows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
