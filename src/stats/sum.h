/* Sums that keep the digits which plain addition drops: Neumaier's (1974) compensated
   summation, and products added with their rounding error. A zeroed struct is 0. */
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
    if (fabs(sum->total) >= fabs(term))
        sum->carry += (sum->total - total) + term;
    else
        sum->carry += (term - total) + sum->total;
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

#endif
