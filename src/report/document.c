#include "report/document.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void document_release(struct document *document)
{
    arena_release(&document->arena);
    *document = (struct document){ .failed = false };
}

static struct block *add_block(struct document *document, enum block_kind kind)
{
    struct block *block =
        document->failed ? NULL : arena_allocate(&document->arena, 1, sizeof *block);
    if (!block) {
        document->failed = true;
        return NULL;
    }
    block->kind = kind;
    if (document->last)
        document->last->next = block;
    else
        document->first = block;
    document->last = block;
    return block;
}

static const char *copy(struct document *document, const char *text)
{
    const char *copied = arena_text(&document->arena, text);
    if (!copied)
        document->failed = true;
    return copied ? copied : "";
}

void document_add(struct document *document, enum block_kind kind, const char *text)
{
    struct block *block = add_block(document, kind);
    if (block)
        block->text = copy(document, text);
}

void document_format(struct document *document, enum block_kind kind, const char *format,
                     ...)
{
    va_list arguments;
    va_start(arguments, format);
    va_list again;
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    struct block *block = add_block(document, kind);
    char *text = block && length >= 0
                     ? arena_allocate(&document->arena, (size_t)length + 1, 1)
                     : NULL;
    if (text)
        vsnprintf(text, (size_t)length + 1, format, again);
    else
        document->failed = true;
    va_end(again);
    if (block)
        block->text = text ? text : "";
}

void document_item(struct document *document, const char *term, const char *text)
{
    struct block *block = add_block(document, BLOCK_ITEM);
    if (!block)
        return;
    block->text = copy(document, text);
    block->term = term ? copy(document, term) : NULL;
}

struct table *document_table(struct document *document, const struct column *columns,
                             size_t column_count)
{
    struct block *block = add_block(document, BLOCK_TABLE);
    if (!block)
        return NULL;
    block->table.columns =
        arena_allocate(&document->arena, column_count, sizeof *columns);
    if (!block->table.columns) {
        document->failed = true;
        return NULL;
    }
    memcpy(block->table.columns, columns, column_count * sizeof *columns);
    block->table.column_count = column_count;
    return &block->table;
}

struct cell *document_row(struct document *document, struct table *table)
{
    if (!table || document->failed)
        return NULL;
    struct table_row *row = arena_allocate(&document->arena, 1, sizeof *row);
    if (row)
        row->cells =
            arena_allocate(&document->arena, table->column_count, sizeof *row->cells);
    if (!row || !row->cells) {
        document->failed = true;
        return NULL;
    }
    if (table->last)
        table->last->next = row;
    else
        table->first = row;
    table->last = row;
    return row->cells;
}

struct cell *document_group(struct document *document, struct table *table,
                            const char *heading)
{
    struct cell *cells = document_row(document, table);
    if (cells)
        table->last->group = heading;
    return cells;
}

struct cell cell_text(const char *text)
{
    return (struct cell){ .shown_as = SHOWN_TEXT, .text = text };
}

struct cell cell_count(struct measure count, enum cell_status status)
{
    return (struct cell){ .shown_as = SHOWN_COUNT,
                          .estimate = { .value = count },
                          .status = status };
}

struct cell cell_of(enum shown_as shown_as, const struct estimate *estimate,
                    enum cell_status status)
{
    return (struct cell){ .shown_as = shown_as, .estimate = *estimate, .status = status };
}

struct cell cell_verdict(const struct gap_result *gap)
{
    return (struct cell){ .shown_as = SHOWN_VERDICT,
                          .verdict = gap->verdict,
                          .detectable = gap->minimum_detectable,
                          .status = gap->status };
}

struct cell cell_dumbbell(const struct result_row *row)
{
    struct cell cell = { .shown_as = SHOWN_DUMBBELL };
    for (int side = 0; side < SIDE_COUNT; side++)
        cell.points[side] = row->sides[side].index.value;
    return cell;
}
