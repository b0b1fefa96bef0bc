/* The results as columns: for one side and dimension a total and the groups that it is
   the sum of. Whoever has a column can subtract, so a column is what the rules are about.

   A reason is put beside a figure here, and the figure stays until all columns are
   decided: the rules need it. */
#ifndef DISCLOSURE_COLUMN_H
#define DISCLOSURE_COLUMN_H

#include "analysis/results.h"
#include "base/diagnostics.h"
#include "base/map.h"
#include "disclosure/levels.h"
#include "disclosure/release.h"

#include <stdbool.h>
#include <stddef.h>

struct group {
    const struct side_result *side;    /* NULL: nobody is left of it */
    size_t row;                        /* whose side it is */
    const struct side_result *before;  /* in the previous release; NULL: nobody then */
    double n;                          /* who answered */
    bool agrees;                       /* two or more, and unanimous (crowd.h) */
    enum suppression_reason reason;    /* why it is hidden, or NONE */
    enum suppression_reason set_aside; /* why it would be, if nothing nested */
    bool is_held;                      /* it goes on showing what it showed before */
    double weight;                     /* its place in a queue */
};

struct column {
    struct group *groups; /* in the order of the rows: by name; then those who are gone */
    size_t group_count;
};

/* Units, waves and the segments of each column divide the same total. */
enum { DIVISION_OF_UNITS, DIVISION_OF_WAVES, FIRST_DIVISION_OF_SEGMENTS };

struct total {
    struct group group; /* everybody; its side is NULL where nobody was asked */
    struct levels levels;
    struct column *divisions;
    size_t division_count;
};

struct totals {
    struct total *totals; /* by side, then by dimension */
    size_t dimension_count;
    struct column *columns; /* of all totals */
    size_t division_count;
    struct map segment_columns; /* ids, of today's rows and of the previous release's */
    struct group *groups;       /* of all columns, a side's from its own room on */
    size_t group_room;          /* for the groups of a side */
    size_t widest[SIDE_COUNT];  /* groups in the largest column */
};

/* Without any groups yet. `release` may be NULL: there is no previous one. */
bool totals_init(struct totals *totals, const struct study *study,
                 const struct results *results,
                 const struct release *release) SYMBAR_MUST_CHECK;
void totals_release(struct totals *totals);

/* Fills in a side; the sides do not touch each other's. What `totals` was made for. */
void totals_place(struct totals *totals, const struct study *study,
                  const struct results *results, const struct release *release,
                  enum side side);

/* One per dimension. */
struct total *totals_of_side(const struct totals *totals, enum side side);

/* All of a side, as many as there are dimensions and divisions. */
struct column *totals_columns(const struct totals *totals, enum side side);

/* The place of a row's column in `divisions`; the row is one of those the totals are of.
 */
size_t totals_division(const struct totals *totals, const struct result_row *row);

#endif
