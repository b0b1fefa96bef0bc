/* One row in the making: the cells that are wanted of it, in the order they are wanted.

   A cell's bytes stay where they are while they can: they are copied only when they are
   not part of the text itself (because quotes were taken out), or when the row goes on
   after the text has moved. Memory is kept from row to row. */
#ifndef INGEST_ROW_BUILDER_H
#define INGEST_ROW_BUILDER_H

#include "base/buffer.h"
#include "ingest/csv_reader.h"
#include "ingest/position.h"

/* A zeroed struct keeps every cell. */
struct row_builder {
    struct buffer text; /* the cells that were copied, one after the other */
    struct cell *cells;
    size_t *offsets; /* of each cell in `text`, or that it is not there */
    size_t cell_capacity;
    size_t offset_capacity;

    size_t cell_count; /* of the row so far, wanted or not */
    size_t byte_count;
    uint64_t line;
    bool last_is_empty; /* the last cell, empty without quotes */
    bool has_content;   /* any cell is not that */

    /* the selection */
    bool is_selective;
    size_t *columns;  /* place -> column */
    ptrdiff_t *slots; /* column -> its place in cells, or -1 */
    size_t slot_count;
    size_t *same_as; /* place -> the place that holds the same column */
    size_t selected_count;
};

bool row_builder_select(struct row_builder *builder, const size_t *columns,
                        size_t count) SYMBAR_MUST_CHECK;

void row_builder_begin(struct row_builder *builder, uint64_t line);

/* How many cells of a row with `cell_count` are wanted, and their columns; a column may
   come twice and a row may lack it. */
static inline size_t row_builder_wanted(const struct row_builder *builder,
                                        size_t cell_count)
{
    return builder->is_selective ? builder->selected_count : cell_count;
}

static inline size_t row_builder_column(const struct row_builder *builder, size_t wanted)
{
    return builder->is_selective ? builder->columns[wanted] : wanted;
}

/* The next cell; NULL bytes: empty without quotes. `in_place`: where the same bytes stand
   in the text, until row_builder_anchor; or NULL. False when memory is short: the row is
   lost then. */
bool row_builder_add(struct row_builder *builder, const char *bytes, size_t byte_count,
                     const char *in_place,
                     const struct position *position) SYMBAR_MUST_CHECK;

/* The same of what stands inside quotes, where each quote is doubled. */
bool row_builder_add_doubled(struct row_builder *builder, const char *bytes,
                             size_t byte_count, char quote,
                             const struct position *position) SYMBAR_MUST_CHECK;

/* The next cell is the row's number `column`: those before it were looked at elsewhere.
 */
static inline void row_builder_go_to(struct row_builder *builder, size_t column)
{
    builder->cell_count = column;
}

/* Whether the last cell is empty without quotes, and all cells are, when not all were
   added. */
static inline void row_builder_describe(struct row_builder *builder, bool last_is_empty,
                                        bool is_empty)
{
    builder->last_is_empty = last_is_empty;
    builder->has_content = !is_empty;
}

/* To be called before the text goes away. False when memory is short. */
bool row_builder_anchor(struct row_builder *builder) SYMBAR_MUST_CHECK;

/* The row, which lives until the next one begins. */
struct row row_builder_finish(struct row_builder *builder);

void row_builder_release(struct row_builder *builder);

#endif
