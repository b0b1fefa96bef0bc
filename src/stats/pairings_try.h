/* The tries behind pairings.h, included once by the source of each size of vectors, which
   has defined TRY_NAME, the function's name, and AT_ONCE, how many pairings go at once:
   as many as a vector has bytes, since compilers take larger ones apart, and comparisons
   of them down to single bytes. */

#include <stdlib.h>
#include <string.h>

#define INLINE static inline __attribute__((always_inline))

/* One of each pairing. */
typedef int8_t ranks __attribute__((vector_size(AT_ONCE)));
typedef int16_t ranks_16 __attribute__((vector_size(2 * AT_ONCE)));
typedef int32_t ranks_32 __attribute__((vector_size(4 * AT_ONCE)));

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

struct pairing_hits TRY_NAME(const struct pairing_table *table, const int8_t *x,
                             const int8_t *y) {
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
