/* Sums of weights and of their squares, exact: the same for any order of the respondents
   and for parts that are put together.

   A weight is rounded, once, to a whole number of parts (ten decimals) before it is
   added. */
#ifndef TALLY_WEIGHTS_H
#define TALLY_WEIGHTS_H

#include "base/wide.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define WEIGHT_PARTS 10000000000U /* in a weight of 1 */
enum { WEIGHT_DECIMALS = 10, WEIGHT_TEXT_BYTES = WIDE_TEXT_BYTES + 3 };

/* Between these a weight may lie. 300 million of the largest fit into the sums. */
#define LEAST_WEIGHT 0.000001
#define LARGEST_WEIGHT 100000

/* A zeroed struct is nobody. */
struct weight_sums {
    struct wide sum;     /* in parts */
    struct wide squares; /* in parts of a part */
};

/* False outside the bounds above. */
bool weight_parts(double weight, uint64_t *parts_out);
static inline bool weight_parts_are_sound(uint64_t parts)
{
    return parts >= WEIGHT_PARTS / 1000000 &&
           parts <= (uint64_t)WEIGHT_PARTS * LARGEST_WEIGHT;
}

/* Adds `count` respondents of one weight; WEIGHT_PARTS where they have none. */
void weight_sums_add(struct weight_sums *sums, uint64_t parts, uint64_t count);
void weight_sums_merge(struct weight_sums *sums, const struct weight_sums *more);

/* As numbers: the sum of the weights and that of their squares. */
double weight_sums_weight(const struct weight_sums *sums);
double weight_sums_square(const struct weight_sums *sums);

/* Decimal numbers that read back as the same sums. */
void weight_sums_format(const struct weight_sums *sums, char sum_out[WEIGHT_TEXT_BYTES],
                        char squares_out[WEIGHT_TEXT_BYTES]);
bool weight_sum_parse(const char *bytes, size_t byte_count, struct wide *sum_out);
bool weight_squares_parse(const char *bytes, size_t byte_count, struct wide *squares_out);

/* Whether they can be the sums of so many weights: none for nobody, else squares between
   what equal and what most unequal weights would have. */
bool weight_sums_are_sound(const struct weight_sums *sums, uint64_t count);

#endif
