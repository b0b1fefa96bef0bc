/* Which columns of one file a side of the study speaks of. Every file of a side resolves
   its own: their order may differ from file to file.

   A column is found by its name, question text or import id, as the platform's header
   rows give them (headers.h), or by its index. A name or text agrees as it stands, or
   else but for composition and spaces. */
#ifndef INGEST_COLUMNS_H
#define INGEST_COLUMNS_H

#include "base/buffer.h"
#include "base/diagnostics.h"
#include "ingest/headers.h"
#include "study/study.h"

#include <stdbool.h>
#include <stddef.h>

enum { COLUMN_NONE = -1 };

/* A zeroed struct is a valid empty plan. A slot is an index in `selected`. */
struct column_plan {
    size_t *selected; /* columns, no duplicates: what to read */
    size_t selected_count;
    ptrdiff_t unit_slot;        /* or COLUMN_NONE */
    ptrdiff_t wave_slot;        /* or COLUMN_NONE */
    ptrdiff_t weight_slot;      /* or COLUMN_NONE */
    ptrdiff_t headcount_slot;   /* or COLUMN_NONE */
    ptrdiff_t *segment_slots;   /* per segment column */
    ptrdiff_t *keep_slots;      /* per keep rule */
    ptrdiff_t *set_aside_slots; /* per rule of the platform; COLUMN_NONE: off */
    /* per item of the side, dimension by dimension; COLUMN_NONE in a long layout, which
       has the other three instead */
    ptrdiff_t *item_slots;
    size_t item_count;
    ptrdiff_t respondent_slot;
    ptrdiff_t question_slot;
    ptrdiff_t answer_slot;
};

/* All the columns that cannot be found are told, each at its place in the study. */
enum symbar_status
columns_resolve(const struct study *study, enum side side,
                const struct export_facts *facts, const char *file,
                struct column_plan *plan_out,
                struct symbar_diagnostics *diagnostics) SYMBAR_MUST_CHECK;

/* One column of a file, by itself. */
enum symbar_status column_find(const struct study *study,
                               const struct export_facts *facts, const char *file,
                               const struct column_ref *ref, size_t *column_out,
                               struct symbar_diagnostics *diagnostics) SYMBAR_MUST_CHECK;

void column_plan_release(struct column_plan *plan);

/* What messages call a column: its name, or "#3". `buffer` is cleared first. */
const char *column_label(const struct column_ref *ref, struct buffer *buffer);

#endif
