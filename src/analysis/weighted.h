/* The answers of a side and dimension as survey statistics need them, where respondents
   have weights or were drawn in another way than one by one: per tally group, by unit.
   Rows are those of the counts beside it. */
#ifndef ANALYSIS_WEIGHTED_H
#define ANALYSIS_WEIGHTED_H

#include "analysis/count_rows.h"
#include "analysis/raking.h"
#include "stats/design.h"

#include <stdbool.h>
#include <stddef.h>

/* A zeroed table is that of a side without weights and without a design. */
struct weighted_table {
    enum sampling
        sampling; /* of all rows but units', whose people are drawn one by one */
    struct design_group
        *groups; /* by unit, segment and wave; those without a unit last */
    size_t group_count;
    const struct design_group **members; /* of one row after the other, in that order */
    size_t *starts;                      /* per row, and once more: its first member */
    size_t unit_count;
    double *headcounts; /* of everybody, then per unit; 0: not known */
    double *numbers;    /* holds the groups' */
    double *values;     /* lent to whoever needs one per level */
    double *offsets;    /* lent as well, to samples of raked weights */
    double *room;
    const size_t **categories;
    size_t margin_count;
    size_t category_count;
    size_t level_count;
};

/* Whether the side needs one at all. */
bool is_weighted_side(const struct study *study, enum side side);

bool weighted_table_init(struct weighted_table *table, const struct study *study,
                         const struct tally *tally, const struct table_places *places,
                         const struct raking *raking, enum side side, size_t dimension,
                         const struct count_levels *levels) SYMBAR_MUST_CHECK;
void weighted_table_release(struct weighted_table *table);

/* The respondents of a row and how they were drawn. */
struct design_sample weighted_table_row(const struct weighted_table *table, size_t row);

/* Of everybody or a unit; 0: not known. */
double weighted_table_headcount(const struct weighted_table *table, size_t row);

/* Whether they are what every textbook takes them to be: of one weight, drawn one by one
   from a population without end. */
bool is_plain_sample(const struct design_sample *sample);

#endif
