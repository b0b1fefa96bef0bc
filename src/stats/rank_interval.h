/* The places that each unit may hold in the order of the true gaps, 1 for the largest
   (employees highest above customers), by simulation from each unit's own distribution:
   shrunken gap, variance tau^2 v / (tau^2 + v). What all units share, the uncertainty of
   their mean, moves no ranks and is left out.

   Up to RANK_SIMULATION_MOST units, RANK_DRAWS draws of all true gaps are ranked. With
   more, a unit's place at a given true gap is read off draws of all units pooled, and its
   interval is that at the ends of its own distribution, widened by how much the others'
   draws move the place. The draws are always the same, and do not depend on
   the order of the units; units that are alike share one interval. */
#ifndef STATS_RANK_INTERVAL_H
#define STATS_RANK_INTERVAL_H

#include "base/diagnostics.h"
#include "base/instructions.h"
#include "stats/random.h"
#include "stats/shrinkage.h"
#include "stats/sort.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    RANK_SIMULATION_MOST = 200,
    RANK_DRAWS = 999,
    RANK_POOL = 40000,  /* draws of all units together, but at least */
    RANK_POOL_LEAST = 4 /* of each */
};

struct rank_interval {
    uint32_t low; /* 1 to the number of units that take part; 0 when this one does not */
    uint32_t high;
};

/* One unit's distribution. */
struct rank_candidate {
    double mean;
    double sd;
    size_t unit;
};

/* The standard normal numbers that every simulation starts from: made when they are first
   asked for, and kept for the next. Zeroed but for `numbers`, which are lent: room for
   rank_interval_normals(), which may be given when it is needed, what is there kept. */
struct rank_normals {
    double *numbers;
    size_t count;
    struct random random;
};

/* What the caller lends. */
struct rank_interval_scratch {
    struct rank_candidate *candidates; /* unit_count of them, and of places */
    struct ranked_p *places;
    double *numbers;                /* rank_interval_numbers(unit_count) */
    struct rank_normals *normals;   /* may serve many */
    enum instructions instructions; /* of no influence but on time */
};

/* Whether a unit has a place: its gap has a variance. */
bool rank_takes_part(const struct unit_gap *gap);

/* How many numbers the scratch needs for up to so many units, and how many normal ones
   where so many take part: more for RANK_SIMULATION_MOST than for ten times as many. */
size_t rank_interval_numbers(size_t unit_count);
size_t rank_interval_normals(size_t taking_part);

/* intervals_out[i] belongs to gaps[i]. When tau^2 is 0 the units cannot be told apart and
   each may hold any place. Needs what shrinkage() needs. */
enum shortfall rank_intervals(const struct shrinkage *shrinkage,
                              const struct unit_gap *gaps, size_t unit_count,
                              double confidence,
                              const struct rank_interval_scratch *scratch,
                              struct rank_interval *intervals_out) SYMBAR_MUST_CHECK;

#endif
