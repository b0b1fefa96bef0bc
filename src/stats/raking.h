/* Raking: factors of weights such that they add up to the sizes of every margin. By
   iterative proportional fitting (Deming & Stephan 1940), and where that takes too many
   rounds, because margins all but nest, by Newton's method towards the same weights. */
#ifndef STATS_RAKING_H
#define STATS_RAKING_H

#include "base/diagnostics.h"
#include "stats/margins.h"

#include <stdbool.h>
#include <stddef.h>

size_t rake_numbers(size_t group_count, size_t margin_count, size_t category_count);

/* The margins' weights are those to start from, all above 0; sizes[margin *
   category_count + category] is above 0 for every category that has a group, and adds up
   to the same for every margin. False where no positive weights fit them all. */
bool rake_weights(const struct margins *margins, const double *sizes, double *numbers,
                  double *factors_out) SYMBAR_MUST_CHECK;

#endif
