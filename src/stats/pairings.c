#include "stats/pairings.h"

#include "stats/random.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define INLINE static inline __attribute__((always_inline))

enum { AT_ONCE = PAIRINGS_AT_ONCE };

static_assert(40320 * PAIRING_EXACT_UNITS <= PAIRING_PLACES, "all orders of 8 units");

/* One of each pairing. */
typedef int8_t ranks __attribute__((vector_size(AT_ONCE)));
typedef int16_t ranks_16 __attribute__((vector_size(2 * AT_ONCE)));
typedef int32_t ranks_32 __attribute__((vector_size(4 * AT_ONCE)));

/* -- the table --------------------------------------------------------------------- */

static void add_pairing(struct pairing_table *table, const uint8_t *order)
{
    for (uint32_t u = 0; u < table->unit_count; u++)
        table->places[u * table->row_size + table->pairing_count] = order[u];
    table->pairing_count++;
}

/* All orders, each from the one before it by one exchange: Heap (1963). */
static void add_all(struct pairing_table *table, uint8_t *order)
{
    uint32_t turns[PAIRING_EXACT_UNITS] = { 0 };
    add_pairing(table, order);
    for (uint32_t i = 1; i < table->unit_count;) {
        if (turns[i] == i) {
            turns[i++] = 0;
            continue;
        }
        uint32_t other = i % 2 ? turns[i] : 0;
        uint8_t item = order[other];
        order[other] = order[i];
        order[i] = item;
        add_pairing(table, order);
        turns[i]++;
        i = 1;
    }
}

static void add_many(struct pairing_table *table, uint8_t *order)
{
    struct random random;
    random_seed(&random, 0x73796d626172); /* "symbar" */
    for (int i = 0; i < PAIRINGS; i++)
        random_shuffle(&random, order, table->unit_count,
                       table->places + table->pairing_count++, table->row_size);
}

/* Up to a whole row of vectors; the last ones repeat a pairing, and do not count. */
static void fill_up(struct pairing_table *table)
{
    for (uint32_t u = 0; u < table->unit_count; u++) {
        uint8_t *row = table->places + u * table->row_size;
        for (size_t k = table->pairing_count; k < table->row_size; k++)
            row[k] = row[0];
    }
}

bool pairing_table_is_exact(const struct pairing_table *table)
{
    return table->unit_count <= PAIRING_EXACT_UNITS;
}

void pairing_table_make(struct pairing_table *table, uint32_t unit_count)
{
    uint8_t order[PAIRING_UNITS];
    size_t all = 1;
    if (table->unit_count == unit_count)
        return;
    table->unit_count = unit_count;
    table->pairing_count = 0;
    for (uint32_t u = 0; u < unit_count; u++)
        order[u] = (uint8_t)u;
    for (uint32_t u = 2; u <= unit_count && pairing_table_is_exact(table); u++)
        all *= u;
    size_t wanted = pairing_table_is_exact(table) ? all : PAIRINGS;
    table->row_size = (wanted + AT_ONCE - 1) / AT_ONCE * AT_ONCE;
    if (pairing_table_is_exact(table))
        add_all(table, order);
    else
        add_many(table, order);
    fill_up(table);
}

/* -- scores -------------------------------------------------------------------------- */

/* Both coefficients as whole numbers that grow with them. */
struct pairing_scores {
    ranks_32 spearman;
    ranks_16 kendall;
};

/* Kendall's counts, of each unit, how many before it have a lower y less how many have a
   higher one; units with its own x are not before it. */
INLINE void find_scores(const ranks *y, const int8_t *x, uint32_t unit_count,
                        struct pairing_scores *scores_out)
{
    struct pairing_scores scores = { .kendall = { 0 } };
    uint32_t before = 0;
    for (uint32_t u = 0; u < unit_count; u++) {
        ranks own = y[u];
        ranks lower = { 0 };
        if (x[u] != x[before])
            before = u;
        for (uint32_t other = 0; other < before; other++) {
            lower -= own > y[other];
            lower += y[other] > own;
        }
        scores.kendall += __builtin_convertvector(lower, ranks_16);
        scores.spearman += x[u] * __builtin_convertvector(own, ranks_32);
    }
    *scores_out = scores;
}

static int compare_figures(const void *left, const void *right)
{
    return *(const int8_t *)left - *(const int8_t *)right;
}

/* The figures of both sides in their order, the smaller one first where their ties
   differ. `order` is room for the other side's. */
static void order_sides(const int8_t *x, const int8_t *y, uint32_t unit_count,
                        int8_t *order, const int8_t *sides_out[2])
{
    for (uint32_t u = 0; u < unit_count; u++)
        order[u] = y[u];
    qsort(order, unit_count, sizeof *order, compare_figures);
    bool is_first = memcmp(x, order, unit_count) <= 0;
    sides_out[0] = is_first ? x : order;
    sides_out[1] = is_first ? order : x;
}

INLINE struct pairing_hits try_pairings(const struct pairing_table *table,
                                        const int8_t *x, const int8_t *y)
{
    ranks own[PAIRING_UNITS];
    int8_t order[PAIRING_UNITS];
    const int8_t *sides[2];
    struct pairing_scores observed;
    struct pairing_hits hits = { 0, 0 };
    for (uint32_t u = 0; u < table->unit_count; u++)
        own[u] = y[u] + (ranks){ 0 };
    find_scores(own, x, table->unit_count, &observed);
    order_sides(x, y, table->unit_count, order, sides);
    for (size_t first = 0; first < table->pairing_count; first += AT_ONCE) {
        struct pairing_scores scores;
        for (uint32_t u = 0; u < table->unit_count; u++) {
            const uint8_t *places = table->places + u * table->row_size + first;
            for (size_t k = 0; k < AT_ONCE; k++)
                own[u][k] = sides[1][places[k]];
        }
        find_scores(own, sides[0], table->unit_count, &scores);
        for (size_t k = 0; k < AT_ONCE && first + k < table->pairing_count; k++) {
            hits.spearman += abs(scores.spearman[k]) >= abs(observed.spearman[k]);
            hits.kendall += abs(scores.kendall[k]) >= abs(observed.kendall[k]);
        }
    }
    return hits;
}

#if defined(__x86_64__)
__attribute__((target("avx2"))) static struct pairing_hits
try_by_avx2(const struct pairing_table *table, const int8_t *x, const int8_t *y)
{
    return try_pairings(table, x, y);
}
#endif

struct pairing_hits pairing_table_try(const struct pairing_table *table, const int8_t *x,
                                      const int8_t *y)
{
#if defined(__x86_64__)
    if (instructions_are_avx2(table->instructions))
        return try_by_avx2(table, x, y);
#endif
    return try_pairings(table, x, y);
}
