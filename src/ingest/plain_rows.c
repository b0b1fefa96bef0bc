#include "ingest/plain_rows.h"

void plain_text_begin(struct plain_text *text, const char *bytes, size_t byte_count)
{
    text->bytes = bytes;
    text->mark = 0;
    marks_find(&text->marks, bytes, byte_count, text->delimiter, text->quote);
}

/* One cell: its bytes without quotes, and the mark that ends it. */
struct plain_cell {
    size_t start;
    size_t byte_count;
    bool is_quoted;
    size_t end_mark;
};

static bool is_line_end(char byte)
{
    return byte == '\n' || byte == '\r';
}

/* A cell that begins with a quote, which is mark number `mark`. */
static bool find_quoted(const struct plain_text *text, size_t mark,
                        struct plain_cell *cell_out)
{
    const struct marks *marks = &text->marks;
    size_t open = marks->offsets[mark++];
    while (mark < marks->count && text->bytes[marks->offsets[mark]] == text->delimiter)
        mark++;
    if (mark + 1 >= marks->count || text->bytes[marks->offsets[mark]] != text->quote)
        return false;
    size_t close = marks->offsets[mark];
    size_t end = marks->offsets[mark + 1];
    if (end != close + 1 || text->bytes[end] == text->quote)
        return false;
    *cell_out = (struct plain_cell){ open + 1, close - open - 1, true, mark + 1 };
    return true;
}

static bool find_cell(const struct plain_text *text, size_t start, size_t mark,
                      struct plain_cell *cell_out)
{
    if (mark >= text->marks.count)
        return false;
    size_t end = text->marks.offsets[mark];
    if (text->bytes[end] != text->quote) {
        *cell_out = (struct plain_cell){ start, end - start, false, mark };
        return true;
    }
    return end == start && find_quoted(text, mark, cell_out);
}

static bool add_cell(struct row_builder *row, const struct plain_text *text,
                     const struct plain_cell *cell, const struct position *position,
                     size_t row_start)
{
    bool is_empty = !cell->byte_count && !cell->is_quoted;
    if (row_builder_pass(row, cell->byte_count, is_empty))
        return true;
    const char *bytes = text->bytes + cell->start;
    struct position place = *position;
    place.column += cell->start - row_start - cell->is_quoted;
    return row_builder_add(row, is_empty ? NULL : bytes, cell->byte_count, bytes, &place);
}

/* Whether the row ends at a mark, and in a plain way; moves past it. */
static bool pass_line_end(struct plain_text *text, size_t mark)
{
    const struct marks *marks = &text->marks;
    size_t end = marks->offsets[mark];
    if (text->bytes[end] == '\r') {
        mark++;
        if (mark >= marks->count || marks->offsets[mark] != end + 1 ||
            text->bytes[end + 1] != '\n')
            return false;
    }
    text->mark = mark + 1;
    return true;
}

enum plain_row plain_text_row(struct plain_text *text, size_t at,
                              const struct position *position, struct row_builder *row,
                              size_t *end_out)
{
    const struct marks *marks = &text->marks;
    struct plain_cell cell;
    size_t start = at;
    while (text->mark < marks->count && marks->offsets[text->mark] < at)
        text->mark++;
    size_t mark = text->mark;
    row_builder_begin(row, position->line);
    for (;;) {
        if (!find_cell(text, start, mark, &cell))
            return PLAIN_ROW_NOT;
        if (!add_cell(row, text, &cell, position, at))
            return PLAIN_ROW_NO_MEMORY;
        size_t end = marks->offsets[cell.end_mark];
        if (is_line_end(text->bytes[end])) {
            *end_out = end;
            return pass_line_end(text, cell.end_mark) ? PLAIN_ROW : PLAIN_ROW_NOT;
        }
        start = end + 1;
        mark = cell.end_mark + 1;
    }
}
