/* Records that have to wait for their turn: copies, in the order that they came. */
#ifndef INGEST_KEPT_RECORDS_H
#define INGEST_KEPT_RECORDS_H

#include "base/buffer.h"
#include "base/diagnostics.h"
#include "ingest/records.h"

struct kept_cell;
struct kept_record;

/* A zeroed struct is valid and empty. */
struct kept_records {
    struct kept_record *records;
    size_t count;
    size_t capacity;
    struct kept_cell *cells; /* of all of them */
    size_t cell_count;
    size_t cell_capacity;
    struct buffer text;
    struct cell *shown; /* of the record that was asked for last */
    size_t shown_capacity;
};

/* False when memory is short. */
bool kept_records_add(struct kept_records *kept,
                      const struct record *record) SYMBAR_MUST_CHECK;

/* In place of a record: a row with the wrong number of cells. */
bool kept_records_add_ragged(struct kept_records *kept, uint64_t line,
                             size_t cell_count) SYMBAR_MUST_CHECK;

/* The record of a number, its lines counted from `lines_before`; it lives until the next
   call. `*ragged_out` is the number of cells of a ragged row, 0 for a record. False when
   memory is short. */
bool kept_records_at(struct kept_records *kept, size_t number, uint64_t lines_before,
                     struct record *record_out, size_t *ragged_out) SYMBAR_MUST_CHECK;

/* Forgets them; memory is kept. */
void kept_records_clear(struct kept_records *kept);
void kept_records_release(struct kept_records *kept);

#endif
