/* How the scores or items of a side go together, from a tally's co-moments: covariances
   and correlations in index points, each pair over those who answered both. */
#ifndef ANALYSIS_RELATIONS_H
#define ANALYSIS_RELATIONS_H

#include "tally/tally.h"

#include <stdbool.h>
#include <stddef.h>

struct relations {
    struct moment_plan plan;
    const struct co_moment *moments; /* per pair; NULL: not counted, or not as weighted */
};

/* False when memory is short; release in any case. */
bool relations_init(struct relations *relations, const struct study *study,
                    const struct tally *tally, enum side side) SYMBAR_MUST_CHECK;
void relations_release(struct relations *relations);

/* Of those who answered two things; variances and covariance over n - 1. */
struct relation {
    double n;
    double variance_x; /* exactly 0 when all answers are the same */
    double variance_y;
    double covariance;
};

struct relation relation_of(const struct co_moment *moment);

/* The same of two variables of the plan, in this order; n is 0 where they are not
   related. */
struct relation relation_between(const struct relations *relations,
                                 struct moment_variable x, struct moment_variable y);

/* count * count numbers, and the fewest who answered two. A variance that is not above 0,
   and pairs of fewer than two, make numbers that are not finite. */
void relation_covariances(const struct relations *relations,
                          const struct moment_variable *variables, size_t count,
                          double *covariances_out, double *least_n_out);
void relation_correlations(const struct relations *relations,
                           const struct moment_variable *variables, size_t count,
                           double *correlations_out, double *least_n_out);

#endif
