#include "ingest/indexed_rows.h"

#include <string.h>

/* Whether each row has as many cells as the first; how many, else 0. */
static size_t find_cell_count(const struct indexed_text *text)
{
    const struct csv_index *index = &text->index;
    size_t count = 0;
    while (count < index->end_count && text->bytes[index->ends[count]] != '\n')
        count++;
    count++;
    if (index->row_count * count != index->end_count)
        return 0;
    for (size_t end = count - 1; end < index->end_count; end += count)
        if (text->bytes[index->ends[end]] != '\n')
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
    text->start = 0;
    csv_index_fill(&text->index, text->instructions, bytes,
                   byte_count < most ? byte_count : most, text->delimiter, text->quote);
    text->cell_count = find_cell_count(text);
}

struct indexed_row indexed_text_take(struct indexed_text *text)
{
    const uint16_t *ends = text->index.ends;
    struct indexed_row row = {
        .first = text->next,
        .start = text->start,
        .line = text->line + csv_index_lines_before(&text->index, text->start),
    };
    if (text->cell_count)
        row.last = row.first + text->cell_count - 1;
    else
        for (row.last = row.first; text->bytes[ends[row.last]] != '\n';)
            row.last++;
    row.end = ends[row.last];
    if (row.end > row.start && text->bytes[row.end - 1] == '\r')
        row.end--;
    text->next = row.last + 1;
    text->start = (size_t)ends[row.last] + 1;
    return row;
}

/* A cell as it stands, quotes included. */
struct raw_cell {
    size_t start;
    size_t end;
};

static struct raw_cell cell_at(const struct indexed_text *text,
                               const struct indexed_row *row, size_t column)
{
    const uint16_t *ends = text->index.ends;
    size_t number = row->first + column;
    return (struct raw_cell){
        .start = column ? (size_t)ends[number - 1] + 1 : row->start,
        .end = number == row->last ? row->end : ends[number],
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
