/* The quantiles of t around that of the normal distribution, in powers of 1 / df: what
   depends on the confidence is found once, and each df costs no more than a polynomial.
   Cornish and Fisher's expansion (1938), of which Abramowitz & Stegun (1964), 26.7.5,
   have four terms. */
#ifndef STATS_T_EXPANSION_H
#define STATS_T_EXPANSION_H

#include <stdbool.h>

enum { T_TERMS = 8 };

struct t_expansion {
    double confidence;
    double normal;         /* normal_critical() */
    double terms[T_TERMS]; /* of 1/df, 1/df^2, ... */
};

/* A confidence that is not strictly between 0 and 1 makes all of it NaN. */
void t_expansion_init(struct t_expansion *expansion, double confidence);

/* df > 0. Whether the terms have become so small that all digits are right; else what
   came out is near, where df is not small. */
bool t_expansion_at(const struct t_expansion *expansion, double df, double *t_out);

#endif
