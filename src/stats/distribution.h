/* The distributions that tests and intervals need: the same doubles on every machine
   whose C library has the same exp() and log(). GSL, whose last digits hang on how it was
   compiled, stands behind the tails of the normal distribution, which do not, and is
   called only with arguments that it cannot refuse (its error handler would end the
   process); any other argument gives NaN. Tails are accurate to 12 digits or better down
   to 1e-300. */
#ifndef STATS_DISTRIBUTION_H
#define STATS_DISTRIBUTION_H

struct t_expansion;

/* The z with P(Z <= z) = p; 0 < p < 1. */
double normal_quantile(double p);
/* P(Z <= z). */
double normal_below(double z);
/* P(|Z| >= |z|), 0 to 1. */
double normal_two_sided(double z);

/* P(T >= t); df > 0. */
double t_above(double t, double df);
/* P(|T| >= |t|), 0 to 1; df > 0. */
double t_two_sided(double t, double df);

/* P(F >= f); f >= 0, both df > 0. */
double f_above(double f, double numerator_df, double denominator_df);

/* The f with P(F >= f) = p; 0 < p < 1, both df > 0. */
double f_quantile_above(double p, double numerator_df, double denominator_df);

/* P(X <= hits) for X of n fair coins; whole numbers, 0 <= hits <= n. */
double fair_coins_below(double hits, double n);

/* The two-sided quantiles at a confidence strictly between 0 and 1, such as 1.96 at
   0.95. */
double normal_critical(double confidence);
double t_critical(double confidence, double df);
double t_critical_by(const struct t_expansion *expansion, double df);

#endif
