/* Effects of margins: every group of answers is in one category of each margin (a unit, a
   region), and what its categories make of it adds up. Weighted sums over categories are
   to become what is wanted, which is least squares for the variance of raked weights and
   a step of Newton's method for the weights themselves.

   By conjugate gradients (Hestenes & Stiefel 1952), scaled by the categories' weights:
   margin after margin in turn would take thousands of rounds where margins all but nest,
   such as regions that have their own units but for a few people. */
#ifndef STATS_MARGINS_H
#define STATS_MARGINS_H

#include <stddef.h>

struct margins {
    size_t group_count;
    size_t margin_count;
    size_t category_count;           /* the most that a margin has */
    const size_t *const *categories; /* of each group: one per margin */
    const double *weights;           /* of each group, not below 0 */
    double *numbers;                 /* lent: margins_numbers() */
};

size_t margins_numbers(size_t group_count, size_t margin_count, size_t category_count);

/* Adds each group's effects to `effects`, such that for every category the sum of weight
   times effects over its groups comes nearest to wanted[margin * category_count +
   category]; `wanted` is used up. All margins are to want the same in all. It ends where
   what is left, the sum of its squares over the categories' weights, is at most `small`.
 */
void margins_solve(const struct margins *margins, double *wanted, double small,
                   double *effects);

#endif
