/* A tally: how often each answer was given, per side, wave, segment, unit and dimension.
   Tallies of disjoint respondents add up, in any order, to the same tally; nothing in one
   tells who answered. Everything symbar says is computed from a tally, and its size does
   not grow with the number of respondents.

   A tally is made of groups (side, wave, segment, unit), a group of one cell per
   dimension, a cell of counts per level and per kind of missing. Levels are numbers in
   the question's range (study.h); a (side, dimension) has one level list, which grows as
   levels are met. */
#ifndef TALLY_TALLY_H
#define TALLY_TALLY_H

#include "base/arena.h"
#include "base/diagnostics.h"
#include "base/map.h"
#include "study/study.h"
#include "tally/co_moments.h"
#include "tally/weights.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { TALLY_NONE = -1 }; /* no unit, no wave, no segment */

/* In a weighted tally the sums of weights stand beside the counts; an unweighted one
   keeps only the counts. */
struct tally_cell {
    uint64_t n;                      /* respondents with a score */
    uint64_t missing[MISSING_COUNT]; /* respondents without */
    uint64_t *counts;                /* per level number, level_capacity of them */
    struct weight_sums *weights;     /* the same, NULL when unweighted */
    size_t level_capacity;
};

struct tally_group {
    enum side side;
    ptrdiff_t unit; /* number in tally->units, or TALLY_NONE */
    ptrdiff_t segment;
    ptrdiff_t wave;
    uint64_t row_count;         /* respondents */
    struct weight_sums weights; /* theirs; nothing when unweighted */
    struct tally_cell *cells;   /* dimension_count of them */
};

struct tally_levels {
    double *values; /* in order of first appearance */
    size_t count;
    size_t capacity;
    struct map numbers; /* by value, filled once there are too many to look through */
};

/* That a side was asked this about a dimension in a wave; `question` is a mark of its
   wording (study/fingerprint.h). */
struct tally_question {
    uint64_t side;
    uint64_t wave;
    uint64_t dimension;
    uint64_t question;
};

/* Of a side, once units are matched. */
struct tally_headcounts {
    bool is_given;
    double *of_unit; /* per unit, NaN where it is not known */
    double total;    /* units where nobody answered among them; NaN: not known */
};

struct tally {
    size_t dimension_count;
    bool is_weighted;
    struct map units;
    struct map segments;
    struct map waves;
    struct map questions;  /* struct tally_question each: what was asked when */
    struct map group_keys; /* (side, unit, segment, wave) -> index in groups */
    struct arena cells;    /* those of all groups, and their counts */
    struct tally_group *groups;
    size_t group_count;
    size_t group_capacity;
    struct tally_levels *levels[SIDE_COUNT]; /* per dimension */
    /* of a side as a whole, per pair of its plan (co_moments.h); none: not counted */
    struct co_moment *moments[SIDE_COUNT];
    size_t moment_counts[SIDE_COUNT];
    /* of units that are matched: outcome_count numbers per unit, NaN where there is none;
       NULL without outcomes */
    double *outcomes;
    size_t outcome_count;
    struct tally_headcounts headcounts[SIDE_COUNT];
};

/* NULL when memory is short. */
struct tally *tally_create(size_t dimension_count, bool is_weighted);
void tally_free(struct tally *tally);

/* The group, made on first use; NULL when memory is short. The pointer is valid until the
   next group is made. */
struct tally_group *tally_group(struct tally *tally, enum side side, ptrdiff_t unit,
                                ptrdiff_t segment, ptrdiff_t wave);

/* The number of a level of (side, dimension), made on first use; MAP_NONE when memory is
   short. */
ptrdiff_t tally_level(struct tally *tally, enum side side, size_t dimension,
                      double level);

/* Adds `count` respondents to a group, or with a level to a cell, or without one.
   `weights` are theirs, NULL where each has the weight 1; ignored when unweighted. */
void tally_add_respondents(struct tally *tally, struct tally_group *group, uint64_t count,
                           const struct weight_sums *weights);
bool tally_add_new_answers(struct tally *tally, struct tally_group *group,
                           size_t dimension, size_t level_number, uint64_t count,
                           const struct weight_sums *weights) SYMBAR_MUST_CHECK;

/* The same; nearly always there is room for the level. */
SYMBAR_MUST_CHECK static inline bool
tally_add_answers(struct tally *tally, struct tally_group *group, size_t dimension,
                  size_t level_number, uint64_t count, const struct weight_sums *weights)
{
    struct tally_cell *cell = &group->cells[dimension];
    if (tally->is_weighted || level_number >= cell->level_capacity)
        return tally_add_new_answers(tally, group, dimension, level_number, count,
                                     weights);
    cell->n += count;
    cell->counts[level_number] += count;
    return true;
}

static inline void tally_add_missing(struct tally_group *group, size_t dimension,
                                     enum missing_kind kind, uint64_t count)
{
    group->cells[dimension].missing[kind] += count;
}

/* Room for the co-moments of a side, unless it is there. */
bool tally_relate(struct tally *tally, enum side side,
                  size_t pair_count) SYMBAR_MUST_CHECK;

void tally_forget_moments(struct tally *tally, enum side side);

/* Notes it unless it is known. */
bool tally_note_question(struct tally *tally, enum side side, ptrdiff_t wave,
                         size_t dimension, uint64_t question) SYMBAR_MUST_CHECK;
struct tally_question tally_question_at(const struct tally *tally, size_t number);

/* Adds all of `source` to `target` (same dimensions). Where a unit is left out, its side
   has no co-moments any more: they are not kept by unit. Unit `u` of source becomes
   unit_map[u] of target (TALLY_NONE: no unit; TALLY_DROPPED: left out); NULL: same name.
 */
enum { TALLY_DROPPED = -2 };
bool tally_merge(struct tally *target, const struct tally *source,
                 const ptrdiff_t *unit_map) SYMBAR_MUST_CHECK;

/* What the numbers of source become in target: a number there, TALLY_NONE or
   TALLY_DROPPED. A map that is NULL keeps the names. */
struct tally_renaming {
    const ptrdiff_t *units;
    ptrdiff_t without_unit; /* what those without one become */
    const ptrdiff_t *segments[SIDE_COUNT];
    const ptrdiff_t *waves;
    ptrdiff_t without_wave[SIDE_COUNT];
};
bool tally_merge_renamed(struct tally *target, const struct tally *source,
                         const struct tally_renaming *renaming) SYMBAR_MUST_CHECK;

/* The same with a target that has names but no groups yet and a source whose groups
   nobody needs afterwards: where each becomes a group of its own they are not copied. No
   map is NULL. */
bool tally_take_renamed(struct tally *target, struct tally *source,
                        const struct tally_renaming *renaming) SYMBAR_MUST_CHECK;

/* Per unit, segment and wave of one tally its number in another. A zeroed struct is valid
   to release. */
struct tally_numbers {
    ptrdiff_t *units;
    ptrdiff_t *segments;
    ptrdiff_t *waves;
};
void tally_numbers_release(struct tally_numbers *numbers);

/* Adds a side, of which target has nobody yet, from a tally that has nobody else and is
   spent afterwards; its names come behind those of target, in their order. */
bool tally_join_side(struct tally *target, struct tally *source, enum side side,
                     struct tally_numbers *numbers_out) SYMBAR_MUST_CHECK;

#endif
