/* Which columns of one file a side of the study speaks of. Every file of a side resolves
   its own: their order may differ from file to file.

   A column by name is found in the first header row: the name as it stands, or else but
   for case-preserving spelling (composition and spaces); in LimeSurvey files the code
   before "code. text" is a name too. By text it is found in the header rows below, by
   import id in the row of import ids, by index from 1. */
#ifndef INGEST_COLUMNS_H
#define INGEST_COLUMNS_H

#include "base/buffer.h"
#include "base/diagnostics.h"
#include "ingest/records.h"
#include "study/study.h"

#include <stdbool.h>
#include <stddef.h>

enum { COLUMN_NONE = -1 };

/* A zeroed struct is a valid empty plan. A slot is an index in `selected`. */
struct column_plan {
    size_t *selected; /* columns of the file, no duplicates: what to read */
    size_t selected_count;
    ptrdiff_t unit_slot;   /* or COLUMN_NONE */
    ptrdiff_t *keep_slots; /* per keep rule */
    ptrdiff_t *item_slots; /* per item of the side: dimension by dimension */
    size_t item_count;
};

/* Where the header rows stand and what messages call the file. */
struct file_header {
    const struct record *rows;
    size_t row_count;
    size_t column_count;
    const char *platform; /* as file_facts */
    const char *file;
};

/* All the columns that cannot be found are told, each at its place in the study. */
enum symbar_status
columns_resolve(const struct study *study, enum side side,
                const struct file_header *header, struct column_plan *plan_out,
                struct symbar_diagnostics *diagnostics) SYMBAR_MUST_CHECK;

void column_plan_release(struct column_plan *plan);

/* What messages call a column: its name, or "#3". `buffer` is cleared first. */
const char *column_label(const struct column_ref *ref, struct buffer *buffer);

#endif
