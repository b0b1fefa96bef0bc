#include "ingest/indexed_rows.h"

#include <string.h>

static bool cell_ends_row(const struct indexed_text *text, size_t cell)
{
    return text->bytes[csv_index_cell_end(&text->index, cell)] == '\n';
}

/* Whether each row has as many cells as the first; how many, else 0. */
static size_t find_cell_count(const struct indexed_text *text)
{
    const struct csv_index *index = &text->index;
    size_t count = 1;
    while (count < index->cell_count && !cell_ends_row(text, count - 1))
        count++;
    if (index->row_count * count != index->cell_count)
        return 0;
    for (size_t last = count - 1; last < index->cell_count; last += count)
        if (!cell_ends_row(text, last))
            return 0;
    return count;
}

void indexed_text_begin(struct indexed_text *text, const char *bytes, size_t byte_count,
                        uint64_t line)
{
    size_t most = text->most_bytes ? text->most_bytes : INDEX_MOST_BYTES;
    text->bytes = bytes;
    text->line = line;
    text->next = 0;
    csv_index_fill(&text->index, text->instructions, bytes,
                   byte_count < most ? byte_count : most, text->delimiter, text->quote);
    text->cell_count = find_cell_count(text);
}

struct indexed_row indexed_text_take(struct indexed_text *text)
{
    struct indexed_row row = { .first = text->next, .start = indexed_text_start(text) };
    row.line = text->line + csv_index_lines_before(&text->index, row.start);
    if (text->cell_count)
        row.last = row.first + text->cell_count - 1;
    else
        for (row.last = row.first; !cell_ends_row(text, row.last);)
            row.last++;
    row.end = csv_index_cell_end(&text->index, row.last);
    if (row.end > row.start && text->bytes[row.end - 1] == '\r')
        row.end--;
    text->next = row.last + 1;
    return row;
}

struct row_run indexed_text_run(const struct indexed_text *text, size_t origin,
                                size_t piece_count)
{
    size_t rows = (text->index.cell_count - text->next) / text->cell_count;
    return (struct row_run){
        .bytes = text->bytes,
        .bytes_before = origin,
        .byte_count = piece_count - origin,
        .bounds = text->index.bounds + text->next,
        .cell_count = text->cell_count,
        .row_count = rows < RUN_MOST_ROWS ? rows : RUN_MOST_ROWS,
        .delimiter = text->delimiter,
        .quote = text->quote,
    };
}

static struct raw_cell cell_at(const struct indexed_text *text,
                               const struct indexed_row *row, size_t column)
{
    size_t cell = row->first + column;
    return (struct raw_cell){
        .start = csv_index_cell_start(&text->index, cell),
        .end = cell == row->last ? row->end : csv_index_cell_end(&text->index, cell),
    };
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

static enum row_building add_cell(const struct indexed_text *text,
                                  const struct indexed_row *row, bool is_one_line,
                                  size_t column, struct row_builder *builder)
{
    struct raw_cell cell = cell_at(text, row, column);
    const char *bytes = text->bytes + cell.start;
    size_t byte_count = cell.end - cell.start;
    struct position position = position_of(text, row, is_one_line, cell.start);
    if (byte_count && text->quote && *bytes == text->quote) {
        bytes++;
        byte_count -= 2;
        if (memchr(bytes, text->quote, byte_count))
            return ROW_NOT_PLAIN;
    } else if (!byte_count) {
        bytes = NULL;
    }
    row_builder_go_to(builder, column);
    return row_builder_add(builder, bytes, byte_count, bytes, &position) ? ROW_BUILT
                                                                         : ROW_NO_MEMORY;
}

enum row_building indexed_row_build(const struct indexed_text *text,
                                    const struct indexed_row *row,
                                    struct row_builder *builder)
{
    size_t count = row->last - row->first + 1;
    size_t wanted = row_builder_wanted(builder, count);
    size_t end_line = csv_index_lines_before(&text->index, row->end);
    bool is_one_line = text->line + end_line == row->line;
    enum row_building built = ROW_BUILT;
    row_builder_begin(builder, row->line);
    for (size_t i = 0; built == ROW_BUILT && i < wanted; i++) {
        size_t column = row_builder_column(builder, i);
        if (column < count)
            built = add_cell(text, row, is_one_line, column, builder);
    }
    struct raw_cell last = cell_at(text, row, count - 1);
    row_builder_go_to(builder, count);
    row_builder_describe(builder, last.start == last.end,
                         row->end - row->start == count - 1);
    return built;
}
