/* The beta distribution, which the tails of t, of F and of coins come down to: by plain
   arithmetic, log and exp, so that no digit depends on how a library was compiled. */
#ifndef STATS_BETA_H
#define STATS_BETA_H

/* P(X <= x) for a, b > 0 and 0 <= x <= 1: the regularized incomplete beta function
   I_x(a, b). `rest` is 1 - x, which the caller has with all its digits. To 12 digits or
   better down to 1e-300. */
double beta_below(double a, double b, double x, double rest);

/* x^a rest^b / B(a, b) divided by I_x(a, b); x is about the mean a / (a + b) or below. */
double beta_fraction(double a, double b, double x, double rest);

#endif
