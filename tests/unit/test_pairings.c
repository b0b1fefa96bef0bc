/* Hits of pairings against counting them one by one, in every instruction set. */
#include "stats/pairings.h"
#include "stats/random.h"
#include "support/test.h"

#include <stdlib.h>
#include <string.h>

static uint8_t places[PAIRING_PLACES];

static int compare_ranks(const void *left, const void *right)
{
    return *(const int8_t *)left - *(const int8_t *)right;
}

/* Doubled midranks of numbers up to `distinct`, less count + 1. */
static void draw_ranks(struct random *random, uint32_t count, uint32_t distinct,
                       int8_t *ranks_out)
{
    uint32_t numbers[PAIRING_UNITS];
    for (uint32_t i = 0; i < count; i++)
        numbers[i] = random_below(random, distinct);
    for (uint32_t i = 0; i < count; i++) {
        int rank = 0;
        for (uint32_t j = 0; j < count; j++)
            rank += (numbers[j] < numbers[i]) - (numbers[j] > numbers[i]);
        ranks_out[i] = (int8_t)rank;
    }
}

static int sign(int number)
{
    return (number > 0) - (number < 0);
}

/* Pairing k of figures in their order, or with `k` beyond the table, that of each unit
   with itself. */
static void score(const struct pairing_table *table, size_t k, const int8_t *x,
                  const int8_t *y, int *spearman_out, int *kendall_out)
{
    int8_t paired[PAIRING_UNITS];
    int8_t order[PAIRING_UNITS];
    *spearman_out = *kendall_out = 0;
    memcpy(order, y, table->unit_count);
    qsort(order, table->unit_count, 1, compare_ranks);
    for (uint32_t u = 0; u < table->unit_count; u++)
        paired[u] = k < table->pairing_count
                        ? order[table->places[u * table->row_size + k]]
                        : y[u];
    for (uint32_t u = 0; u < table->unit_count; u++) {
        *spearman_out += x[u] * paired[u];
        for (uint32_t v = 0; v < u; v++)
            *kendall_out += sign(x[u] - x[v]) * sign(paired[u] - paired[v]);
    }
}

static struct pairing_hits count_hits(const struct pairing_table *table, const int8_t *x,
                                      const int8_t *y)
{
    struct pairing_hits hits = { 0, 0 };
    int spearman;
    int kendall;
    int8_t order[PAIRING_UNITS];
    memcpy(order, y, table->unit_count);
    qsort(order, table->unit_count, 1, compare_ranks);
    bool is_first = memcmp(x, order, table->unit_count) <= 0;
    score(table, table->pairing_count, x, y, &spearman, &kendall);
    for (size_t k = 0; k < table->pairing_count; k++) {
        int s;
        int t;
        score(table, k, is_first ? x : order, is_first ? order : x, &s, &t);
        hits.spearman += abs(s) >= abs(spearman);
        hits.kendall += abs(t) >= abs(kendall);
    }
    return hits;
}

static void check_hits(struct pairing_table *table, const int8_t *x, const int8_t *y)
{
    struct pairing_hits expected = count_hits(table, x, y);
    for (int i = INSTRUCTIONS_BEST; i < INSTRUCTIONS_COUNT; i++) {
        if (!instructions_are_there((enum instructions)i))
            continue;
        table->instructions = (enum instructions)i;
        struct pairing_hits hits = pairing_table_try(table, x, y);
        assert_int_equal(hits.spearman, expected.spearman);
        assert_int_equal(hits.kendall, expected.kendall);
    }
}

static void hits_are_those_counted_one_by_one(void **state)
{
    (void)state;
    static const uint32_t counts[] = { 3, 4, 7, 9, 31, 50 };
    struct pairing_table table = { .places = places };
    struct random random;
    random_seed(&random, 11);
    for (size_t c = 0; c < sizeof counts / sizeof *counts; c++)
        for (uint32_t distinct = 2; distinct < 1000; distinct *= 20) {
            int8_t x[PAIRING_UNITS];
            int8_t y[PAIRING_UNITS];
            draw_ranks(&random, counts[c], distinct, x);
            draw_ranks(&random, counts[c], distinct + 1, y);
            qsort(x, counts[c], 1, compare_ranks);
            pairing_table_make(&table, counts[c]);
            check_hits(&table, x, y);
        }
}

/* Sorts units by the first side. */
static void sort_units(int8_t *first, int8_t *other, uint32_t count)
{
    for (uint32_t i = 1; i < count; i++)
        for (uint32_t j = i; j && first[j - 1] > first[j]; j--) {
            int8_t held = first[j];
            first[j] = first[j - 1];
            first[j - 1] = held;
            held = other[j];
            other[j] = other[j - 1];
            other[j - 1] = held;
        }
}

static void hits_do_not_depend_on_which_side_is_first(void **state)
{
    (void)state;
    struct pairing_table table = { .places = places };
    struct random random;
    random_seed(&random, 12);
    for (uint32_t count = 5; count < 60; count += 17)
        for (uint32_t distinct = 2; distinct < 10000; distinct *= 12) {
            int8_t x[PAIRING_UNITS];
            int8_t y[PAIRING_UNITS];
            draw_ranks(&random, count, distinct, x);
            draw_ranks(&random, count, 3 * distinct, y);
            pairing_table_make(&table, count);
            sort_units(x, y, count);
            struct pairing_hits one = pairing_table_try(&table, x, y);
            sort_units(y, x, count);
            struct pairing_hits other = pairing_table_try(&table, y, x);
            assert_int_equal(one.spearman, other.spearman);
            assert_int_equal(one.kendall, other.kendall);
        }
}

/* The farthest that figures go: of 128 units in one order only the two perfect pairings
   are so far from 0, and no random one is either. */
static void the_largest_scores_fit(void **state)
{
    (void)state;
    struct pairing_table table = { .places = places };
    int8_t ranks[PAIRING_UNITS];
    for (int u = 0; u < PAIRING_UNITS; u++)
        ranks[u] = (int8_t)(2 * u - PAIRING_UNITS + 1);
    pairing_table_make(&table, PAIRING_UNITS);
    check_hits(&table, ranks, ranks);
    struct pairing_hits hits = pairing_table_try(&table, ranks, ranks);
    assert_int_equal(hits.spearman, 0);
    assert_int_equal(hits.kendall, 0);
}

/* Of three units all six pairings, each once; of more than eight, every one an order of
   all units. */
static void a_table_holds_orders(void **state)
{
    (void)state;
    struct pairing_table table = { .places = places };
    pairing_table_make(&table, 3);
    assert_true(pairing_table_is_exact(&table));
    assert_int_equal(table.pairing_count, 6);
    int seen = 0;
    for (size_t k = 0; k < 6; k++)
        seen |= 1 << (9 * places[k] + 3 * places[table.row_size + k] +
                      places[2 * table.row_size + k]);
    assert_int_equal(seen, 1 << 5 | 1 << 7 | 1 << 11 | 1 << 15 | 1 << 19 | 1 << 21);
    pairing_table_make(&table, 8);
    assert_int_equal(table.pairing_count, 40320);
    pairing_table_make(&table, 100);
    assert_false(pairing_table_is_exact(&table));
    assert_int_equal(table.pairing_count, PAIRINGS);
    for (size_t k = 0; k < PAIRINGS; k++) {
        bool is_there[100] = { false };
        for (size_t u = 0; u < 100; u++) {
            assert_false(is_there[places[u * table.row_size + k]]);
            is_there[places[u * table.row_size + k]] = true;
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hits_are_those_counted_one_by_one),
        cmocka_unit_test(hits_do_not_depend_on_which_side_is_first),
        cmocka_unit_test(the_largest_scores_fit),
        cmocka_unit_test(a_table_holds_orders),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
