/* Sums that keep the digits which plain addition drops: Neumaier's (1974) compensated
   summation, what an addition drops found without a branch (Knuth's two-sum, 1969), and
   products added with their rounding error. A zeroed struct is 0. */
#ifndef STATS_SUM_H
#define STATS_SUM_H

#include <math.h>

struct sum {
    double total;
    double carry;
};

static inline void sum_add(struct sum *sum, double term)
{
    double total = sum->total + term;
    double added = total - sum->total;
    sum->carry += (sum->total - (total - added)) + (term - added);
    sum->total = total;
}

static inline void sum_add_product(struct sum *sum, double a, double b)
{
    double product = a * b;
    sum_add(sum, product);
    sum->carry += fma(a, b, -product);
}

static inline double sum_value(const struct sum *sum)
{
    return sum->total + sum->carry;
}

/* The root of a^2 + b^2, as near as a double can be. hypot() is not the same in all C
   libraries, nor on all processors. */
static inline double root_of_squares(double a, double b)
{
    double root = sqrt(a * a + b * b);
    if (!(root > 0))
        return root;
    struct sum lacking = { 0 };
    sum_add_product(&lacking, a, a);
    sum_add_product(&lacking, b, b);
    sum_add_product(&lacking, -root, root);
    return root + sum_value(&lacking) / (2 * root);
}

#endif
