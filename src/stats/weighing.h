/* Relative weights of LANES matrices of correlations at once.

   Symmetric matrices are lower triangles here, row after row; of correlations the
   outcome's row is the last. Which instructions are used makes no difference but in time.
 */
#ifndef STATS_WEIGHING_H
#define STATS_WEIGHING_H

#include "base/instructions.h"
#include "stats/lanes.h"

#include <stddef.h>

/* The numbers of a triangle. */
size_t triangle_count(size_t order);

struct weighing {
    size_t predictor_count;
    enum instructions instructions;
    lanes *correlations; /* triangle_count(predictor_count + 1) */
    lanes *weights;      /* per predictor: they add up to R^2 */
    lanes r2;
    lanes *scratch; /* room for weighing_scratch() */
};

size_t weighing_scratch(size_t predictor_count);

/* `correlations` from those of a population and `mix`, a triangle per lane that
   Bartlett's decomposition makes of random numbers: L M scaled to rows of length 1, times
   its transpose. `factor` is L, square, (p + 1)^2. A lane in which a predictor has no
   more than `least` of its own has nothing to be explained instead: R^2 is 0. `mix` is
   used up. */
void weighing_draw(struct weighing *weighing, const double *factor, double least,
                   lanes *mix);

/* Fills in `weights` and `r2` from `correlations`, which are positive definite; where
   they are not, what comes is not finite or makes no sense, and other lanes are as they
   would be. */
void weighing_weigh(struct weighing *weighing);

#endif
