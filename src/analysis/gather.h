/* From the tally's groups to rows: of everybody, of each unit, segment and wave. */
#ifndef ANALYSIS_GATHER_H
#define ANALYSIS_GATHER_H

#include "analysis/crowd_order.h"
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

/* The first row; then come the units, the segments and the waves, each in their order. */
enum { EVERYBODY = 0 };

/* Which rows there are. */
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

/* The groups of each row, by their numbers in a list of groups and in its order: those of
   a row are numbers[starts[row]] on, before starts[row + 1]. A zeroed struct is valid to
   release. */
struct row_groups {
    size_t *starts;
    size_t *numbers;
};

bool row_groups_init(struct row_groups *rows, const struct table_places *places,
                     const struct tally_group *const *groups,
                     size_t count) SYMBAR_MUST_CHECK;
void row_groups_release(struct row_groups *rows);

static inline bool row_has_groups(const struct row_groups *rows, size_t row)
{
    return rows->starts[row] < rows->starts[row + 1];
}

#endif
