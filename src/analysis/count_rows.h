/* The answers of a side, counted row by row: how often each level was given, by
   dimension. There is never more than one row of counts at a time (and that of
   everybody), so that what is counted is scored while it is at hand. */
#ifndef ANALYSIS_COUNT_ROWS_H
#define ANALYSIS_COUNT_ROWS_H

#include "analysis/gather.h"
#include "stats/histogram.h"

struct weighted_table;

/* The levels of a dimension. */
struct count_levels {
    double *levels;   /* in the question's range, ascending */
    double *rescaled; /* the same, 0 to 100 */
    size_t *places;   /* per level number of the tally: its place among them */
    size_t count;
    size_t first; /* where the counts of the dimension begin in those of a row */
};

/* A zeroed struct is valid to release. */
struct count_side {
    enum side side;
    struct count_levels *dimensions;
    size_t dimension_count;
    size_t count; /* levels of all dimensions */
    const struct tally_group **groups;
    struct row_groups rows;
};

bool count_side_init(struct count_side *side, const struct study *study,
                     const struct tally *tally, const struct table_places *places,
                     enum side which) SYMBAR_MUST_CHECK;
void count_side_release(struct count_side *side);

/* A row of all dimensions. A zeroed struct is valid to release. */
struct row_counts {
    double *counts;
    uint64_t *missing; /* MISSING_COUNT per dimension */
};

bool row_counts_init(struct row_counts *counts,
                     const struct count_side *side) SYMBAR_MUST_CHECK;
void row_counts_release(struct row_counts *counts);

/* Counts the answers of a row to the dimensions from `first` on, before `end`. */
void row_counts_take(struct row_counts *counts, const struct count_side *side, size_t row,
                     size_t first, size_t end);

/* The answers to one dimension. */
struct count_row {
    const struct count_levels *levels;
    const double *counts;    /* per level; NULL: the row has no respondents */
    const uint64_t *missing; /* per kind */
    size_t row;
    const struct weighted_table *weighted; /* NULL: all answers count the same */
    double min_n; /* a group of fewer who answered will be hidden */
};

/* `counts` may be NULL: the row has no respondents. */
struct count_row count_row_at(const struct row_counts *counts,
                              const struct count_side *side, size_t row,
                              size_t dimension);

/* Over the levels as answered, and over the same levels on 0 to 100. */
struct histogram count_row_answers(const struct count_row *row);
struct histogram count_row_index(const struct count_row *row);

#endif
