/* From the tally's groups to one table per side and dimension: a row of counts for
   everybody, for each unit, segment and wave, over the levels in ascending order. */
#ifndef ANALYSIS_GATHER_H
#define ANALYSIS_GATHER_H

#include "analysis/crowd_order.h"
#include "stats/histogram.h"
#include "study/study.h"
#include "tally/tally.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The units that have respondents, in name order (bytes). */
struct unit_order {
    const char **names;
    size_t count;
    ptrdiff_t *position; /* per unit number of the tally; TALLY_NONE: has nobody */
    size_t tally_unit_count;
};

bool unit_order_init(struct unit_order *order,
                     const struct tally *tally) SYMBAR_MUST_CHECK;
void unit_order_release(struct unit_order *order);

/* The table's first row; then come the units, the segments and the waves, each in their
   order. */
enum { EVERYBODY = 0 };

/* Which rows the tables have. */
struct table_places {
    const struct unit_order *units;
    const struct crowd_order *crowds;
    size_t first_segment;
    size_t first_wave;
    size_t row_count;
};

struct table_places table_places_of(const struct unit_order *units,
                                    const struct crowd_order *crowds);

/* The rows that count a group: everybody's, and those of its unit, segments and wave. */
enum { MOST_ROWS_OF_GROUP = 3 + SIDE_COUNT * MOST_SEGMENT_COLUMNS };
size_t rows_of_group(const struct table_places *places, const struct tally_group *group,
                     size_t rows_out[MOST_ROWS_OF_GROUP]);

struct weighted_table;

struct count_table {
    double *levels;   /* in the question's range, ascending */
    double *rescaled; /* the same, 0 to 100 */
    size_t level_count;
    double *counts;    /* row-major */
    uint64_t *missing; /* row-major, MISSING_COUNT a row */
    size_t row_count;
    const struct weighted_table
        *weighted; /* borrowed; NULL: all answers count the same */
};

bool count_table_init(struct count_table *table, const struct study *study,
                      const struct tally *tally, const struct table_places *places,
                      enum side side, size_t dimension) SYMBAR_MUST_CHECK;
void count_table_release(struct count_table *table);

/* The place of a level that is in the table. */
size_t count_table_rank(const struct count_table *table, double level);

/* A row over the levels as answered, and over the same levels on 0 to 100. */
struct histogram count_table_answers(const struct count_table *table, size_t row);
struct histogram count_table_index(const struct count_table *table, size_t row);

#endif
