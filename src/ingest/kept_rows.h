/* Which rows count: what the platform sets aside (previews, tests), then the study's own
   "keep" rules. */
#ifndef INGEST_KEPT_ROWS_H
#define INGEST_KEPT_ROWS_H

#include "ingest/columns.h"
#include "ingest/fold.h"
#include "ingest/headers.h"
#include "ingest/long_rows.h"
#include "ingest/records.h"
#include "study/study.h"

#include <stdbool.h>

/* What the rows of one file have in common. */
struct row_source {
    const struct side_study *rules;
    const struct export_facts *facts;
    const struct column_plan *plan;
    char point; /* the decimal point */
};

/* The rules in the order in which they are asked; the slot that one looks at, or
   COLUMN_NONE, and whether it keeps a row with this cell there. */
size_t row_rule_count(const struct row_source *source);
ptrdiff_t row_rule_slot(const struct row_source *source, size_t rule);
bool row_rule_keeps(const struct row_source *source, size_t rule,
                    const struct cell *cell);

/* Whether all that it asks is whether there is anything but spaces in the cell. */
bool row_rule_wants_filled(const struct row_source *source, size_t rule);

/* False: the first rule that sets the row aside is in `*refusal_out`. */
bool row_is_kept(const struct row_source *source, const struct record *record,
                 struct row_refusal *refusal_out);

/* Whether a text is one of those listed, but for spaces around them. */
bool text_is_listed(struct span text, const char *const *texts, size_t count);

#endif
