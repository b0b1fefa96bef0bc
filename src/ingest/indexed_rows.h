/* Rows of text that an index (csv_index.h) was made of: where each row's cells are, and
   the row itself, of which only the wanted cells are looked at and none is copied. */
#ifndef INGEST_INDEXED_ROWS_H
#define INGEST_INDEXED_ROWS_H

#include "base/diagnostics.h"
#include "ingest/csv_index.h"
#include "ingest/row_builder.h"
#include "ingest/row_run.h"

struct indexed_text {
    const char *bytes; /* begins at a row */
    size_t byte_count; /* of the text, also where the index has less */
    uint64_t line;     /* of the first row */
    char delimiter;
    char quote; /* 0: none */
    enum instructions instructions;
    size_t most_bytes;       /* of text in one index; 0: as many as fit */
    struct csv_index *index; /* `own`, or one that was made before */
    struct csv_index own;
    size_t next; /* number of the first row that is not taken */
    /* lines are counted up to here, from the one of the first row */
    size_t counted;
    uint64_t counted_line;
};

/* `made` is one that csv_index_find() made of the text, or NULL. */
void indexed_text_begin(struct indexed_text *text, const char *bytes, size_t byte_count,
                        uint64_t line, struct csv_index *made);

static inline bool indexed_text_has_row(const struct indexed_text *text)
{
    return text->next < text->index->row_count;
}

/* Where the next row begins. */
static inline size_t indexed_text_start(const struct indexed_text *text)
{
    return csv_index_row_start(text->index, text->next);
}

struct indexed_row {
    size_t cell_count;
    size_t start; /* offset of its first byte */
    size_t end;   /* of its line end, LF or CR LF */
    uint64_t line;
};

/* Takes the next row, of which there is one. */
struct indexed_row indexed_text_take(struct indexed_text *text);

/* The next rows, where all have the same number of cells; they are not taken. */
struct row_run indexed_text_run(const struct indexed_text *text);

/* False when memory is short. */
bool indexed_row_build(const struct indexed_text *text, const struct indexed_row *row,
                       struct row_builder *builder) SYMBAR_MUST_CHECK;

#endif
