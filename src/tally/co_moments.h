/* What goes with what: of two things that respondents of a side were asked, how many
   answered both, and the sums of their values, squares and products. Like all of a tally
   they add up over disjoint respondents, in any order, to the same bytes, and say nothing
   of who answered.

   Two things are the scores of two dimensions, or two items of one dimension; and each
   with itself. A value is a whole number: how far the answer, flipped where the item is,
   lies from the low end of its range (0) to the high end (MOMENT_PARTS). Every answer on
   a scale of up to 16 steps, and every mean of up to 12 such answers on a scale of the
   usual numbers of steps (1 to 10, 20, 100), is one exactly; any other is rounded to the
   nearest, once, before it is added. */
#ifndef TALLY_CO_MOMENTS_H
#define TALLY_CO_MOMENTS_H

#include "base/wide.h"
#include "study/study.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* 2^14 3^4 5^3 7^2 11 13 */
#define MOMENT_PARTS 1162377216000

/* More scores on a side, or items in a dimension, than this are not related to each
   other: the pairs grow with the square. And so many respondents fit into the sums. */
enum { MOST_RELATED = 60 };
#define MOST_MOMENT_ROWS ((uint64_t)1 << 46)

struct co_moment {
    uint64_t n;
    struct wide x;
    struct wide y;
    struct wide xx;
    struct wide yy;
    struct wide xy;
};

enum { MOMENT_SCORE = -1 }; /* instead of an item: the score of the dimension */

struct moment_variable {
    size_t dimension;
    ptrdiff_t item; /* from 0 in its question, or MOMENT_SCORE */
};

struct moment_pair {
    size_t x; /* numbers of variables */
    size_t y; /* y <= x */
};

/* Which pairs of a side are counted: a function of the study alone. Scores come in pairs
   where the study has an overall score that the side was asked, beside others; items
   where a question has several. A zeroed plan is valid and empty. */
struct moment_plan {
    struct moment_variable *variables;
    size_t variable_count;
    struct moment_pair *pairs;
    size_t pair_count;
    bool has_scores;
};

/* False when memory is short; release in any case. */
bool moment_plan_init(struct moment_plan *plan, const struct study *study,
                      enum side side) SYMBAR_MUST_CHECK;
void moment_plan_release(struct moment_plan *plan);

/* The number of the pair of two variables, in either order; pair_count: there is none. */
size_t moment_plan_find(const struct moment_plan *plan, struct moment_variable x,
                        struct moment_variable y);

/* A level (or, of an item, an answer) as a value. */
int64_t moment_parts(double level, double min, double max);

/* Adds `count` respondents who gave these two values. */
void co_moment_add(struct co_moment *moment, int64_t x, int64_t y, uint64_t count);
void co_moment_merge(struct co_moment *moment, const struct co_moment *more);

/* Whether sums can be those of n values: none below 0 or above what n largest values
   make. */
bool co_moment_is_sound(const struct co_moment *moment);

#endif
