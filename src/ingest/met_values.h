/* Which of the values that a side's "keep" rules list were met in a cell of their column.
   One that never was may be misspelt, and then a rule keeps other rows than its author
   wants; or only some exports have it.

   All rows are looked at, whether they are kept or not, and a value once met stays so:
   what is known in the end depends on no order and adds up over threads; so do the texts
   of the column, of which one may be what was meant. A blank value is taken to be met,
   since there is nothing in it to misspell. */
#ifndef INGEST_MET_VALUES_H
#define INGEST_MET_VALUES_H

#include "base/diagnostics.h"
#include "base/map.h"
#include "ingest/columns.h"
#include "ingest/fold.h"
#include "ingest/records.h"
#include "study/study.h"

#include <stdbool.h>
#include <stddef.h>

/* The different texts of a column, unless they are many, or memory is short. */
struct column_texts {
    struct map texts;
    bool are_many;
};

struct listed_value {
    struct span text; /* without the spaces around it */
    bool is_met;
};

/* A zeroed struct is valid to release. */
struct met_values {
    const struct side_study *rules;
    struct listed_value *values; /* rule after rule: of `in`, then of `not_in` */
    size_t count;
    size_t unmet_count;
    struct column_texts *columns; /* per rule; all of them while a value is not met */
};

/* False when memory is short. */
bool met_values_init(struct met_values *met,
                     const struct side_study *rules) SYMBAR_MUST_CHECK;
void met_values_release(struct met_values *met);

/* Those that another of the same side has met are met, too. */
void met_values_join(struct met_values *met, const struct met_values *other);

/* Looks at a row of a file; or at one cell, in a slot of the file's plan. */
void met_values_see_row(struct met_values *met, const struct column_plan *plan,
                        const struct record *record);
void met_values_see_cell(struct met_values *met, const struct column_plan *plan,
                         size_t slot, const struct cell *cell);

/* After the last row of the side: warns of each that was not met and looks like another
   text of the column; notes the others. */
void met_values_report(const struct met_values *met, const struct study *study,
                       enum side side, struct symbar_diagnostics *diagnostics);

#endif
