#include "ingest/indexed_rows.h"

#include <string.h>

static size_t count_cells(const struct csv_index *index, size_t row)
{
    return csv_index_cells_before(index, csv_index_row_end(index, row)) + 1 -
           csv_index_cells_before(index, csv_index_row_start(index, row));
}

void indexed_text_begin(struct indexed_text *text, const char *bytes, size_t byte_count,
                        uint64_t line, struct csv_index *made)
{
    size_t most = text->most_bytes ? text->most_bytes : INDEX_MOST_BYTES;
    text->bytes = bytes;
    text->byte_count = byte_count;
    text->line = line;
    text->next = 0;
    text->counted = 0;
    text->counted_line = line;
    text->index = made ? made : &text->own;
    if (!made)
        (void)csv_index_find(&text->own, text->instructions, bytes,
                             byte_count < most ? byte_count : most, text->delimiter,
                             text->quote);
    csv_index_count_cells(text->index, text->instructions);
}

static bool has_quoted_lines(const struct csv_index *index)
{
    return index->line_count > index->row_count;
}

/* The line in which a row begins, which comes after the last one that was asked for. */
static uint64_t find_line(struct indexed_text *text, size_t row)
{
    if (!has_quoted_lines(text->index))
        return text->line + row;
    const char *end = text->bytes + csv_index_row_start(text->index, row);
    const char *at = text->bytes + text->counted;
    while ((at = memchr(at, '\n', (size_t)(end - at))) != NULL) {
        at++;
        text->counted_line++;
    }
    text->counted = (size_t)(end - text->bytes);
    return text->counted_line;
}

struct indexed_row indexed_text_take(struct indexed_text *text)
{
    const struct csv_index *index = text->index;
    size_t number = text->next++;
    struct indexed_row row = {
        .cell_count = index->cell_count ? index->cell_count : count_cells(index, number),
        .start = csv_index_row_start(index, number),
        .end = csv_index_row_end(index, number),
    };
    row.line = find_line(text, number);
    if (row.end > row.start && text->bytes[row.end - 1] == '\r')
        row.end--;
    return row;
}

struct row_run indexed_text_run(const struct indexed_text *text)
{
    size_t rows = text->index->row_count - text->next;
    return (struct row_run){
        .bytes = text->bytes,
        .byte_count = text->byte_count,
        .index = text->index,
        .first_row = text->next,
        .row_count = rows < RUN_MOST_ROWS ? rows : RUN_MOST_ROWS,
        .cell_count = text->index->cell_count,
        .delimiter = text->delimiter,
        .quote = text->quote,
        .instructions = instructions_to_compute(text->instructions),
    };
}

/* The cell that was asked for last: most of the time they come from left to right. */
struct cell_cursor {
    size_t column;
    struct raw_cell cell; /* a CR before the line feed is in it */
};

static void go_to_first(const struct indexed_text *text, const struct indexed_row *row,
                        struct cell_cursor *cursor)
{
    cursor->column = 0;
    cursor->cell.start = row->start;
    cursor->cell.end = csv_index_next_end(text->index, row->start);
}

static struct raw_cell cell_at(const struct indexed_text *text,
                               const struct indexed_row *row, size_t column,
                               struct cell_cursor *cursor)
{
    const struct csv_index *index = text->index;
    struct raw_cell *cell = &cursor->cell;
    if (column < cursor->column)
        go_to_first(text, row, cursor);
    if (column > cursor->column) {
        size_t passed = column - cursor->column - 1;
        if (passed)
            cell->end = csv_index_find_end(index, cell->end + 1, passed - 1);
        cell->start = cell->end + 1;
        cell->end = csv_index_next_end(index, cell->start);
        cursor->column = column;
    }
    bool is_last = column + 1 == row->cell_count;
    return (struct raw_cell){ cell->start, is_last ? row->end : cell->end };
}

/* Most rows take one line; in others the lines are counted. */
static struct position position_of(const struct indexed_text *text,
                                   const struct indexed_row *row, bool is_one_line,
                                   size_t offset)
{
    struct position position = { .line = row->line, .column = 1 };
    if (is_one_line)
        position.column += offset - row->start;
    else
        position_advance(&position, text->bytes + row->start, offset - row->start);
    position_settle(&position);
    return position;
}

static bool add_cell(const struct indexed_text *text, const struct indexed_row *row,
                     bool is_one_line, size_t column, struct cell_cursor *cursor,
                     struct row_builder *builder)
{
    struct raw_cell cell = cell_at(text, row, column, cursor);
    const char *bytes = text->bytes + cell.start;
    size_t byte_count = cell.end - cell.start;
    struct position position = position_of(text, row, is_one_line, cell.start);
    row_builder_go_to(builder, column);
    if (byte_count && text->quote && *bytes == text->quote) {
        bytes++;
        byte_count -= 2;
        if (memchr(bytes, text->quote, byte_count))
            return row_builder_add_doubled(builder, bytes, byte_count, text->quote,
                                           &position);
    } else if (!byte_count) {
        bytes = NULL;
    }
    return row_builder_add(builder, bytes, byte_count, bytes, &position);
}

bool indexed_row_build(const struct indexed_text *text, const struct indexed_row *row,
                       struct row_builder *builder)
{
    size_t count = row->cell_count;
    size_t wanted = row_builder_wanted(builder, count);
    bool is_one_line = !has_quoted_lines(text->index) ||
                       !memchr(text->bytes + row->start, '\n', row->end - row->start);
    struct cell_cursor cursor;
    bool done = true;
    go_to_first(text, row, &cursor);
    row_builder_begin(builder, row->line);
    for (size_t i = 0; done && i < wanted; i++) {
        size_t column = row_builder_column(builder, i);
        if (column < count)
            done = add_cell(text, row, is_one_line, column, &cursor, builder);
    }
    struct raw_cell last = cell_at(text, row, count - 1, &cursor);
    row_builder_go_to(builder, count);
    row_builder_describe(builder, last.start == last.end,
                         row->end - row->start == count - 1);
    return done;
}
