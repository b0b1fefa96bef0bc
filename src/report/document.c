#include "report/document.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void document_release(struct document *document)
{
    arena_release(&document->arena);
    *document = (struct document){ .language = document->language };
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

/* Never NULL. */
static const char *format_text(struct document *document, const char *format,
                               va_list arguments)
{
    va_list again;
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, arguments);
    char *text =
        length < 0 ? NULL : arena_allocate(&document->arena, (size_t)length + 1, 1);
    if (text)
        vsnprintf(text, (size_t)length + 1, format, again);
    else
        document->failed = true;
    va_end(again);
    return text ? text : "";
}

void document_format(struct document *document, enum block_kind kind, const char *format,
                     ...)
{
    struct block *block = add_block(document, kind);
    va_list arguments;
    va_start(arguments, format);
    if (block)
        block->text = format_text(document, format, arguments);
    va_end(arguments);
}

const char *document_text(struct document *document, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    const char *text = format_text(document, format, arguments);
    va_end(arguments);
    return text;
}

const char *document_number(struct document *document, double value, int decimals)
{
    char number[NUMBER_TEXT_BYTES];
    language_number_fixed(document->language, value, decimals, number);
    return copy(document, number);
}

const char *document_list(struct document *document, const char *const *texts,
                          size_t count)
{
    const char *list = count ? texts[0] : "";
    for (size_t i = 1; i + 1 < count; i++)
        /* translators: a list so far, and what goes on with it */
        list = document_text(document, translated(document->language, "%s, %s"), list,
                             texts[i]);
    if (count > 1)
        /* translators: a list so far, and the last of it */
        list = document_text(document, translated(document->language, "%s and %s"), list,
                             texts[count - 1]);
    return list;
}

void document_item(struct document *document, const char *term, const char *text)
{
    struct block *block = add_block(document, BLOCK_ITEM);
    if (!block)
        return;
    block->text = copy(document, text);
    block->term = term ? copy(document, term) : NULL;
}

void document_explains(struct document *document, const char *heading,
                       const char *without)
{
    if (document->failed)
        return;
    document->last->explains = copy(document, heading);
    document->last->without = without ? copy(document, without) : NULL;
}

void document_scatters(struct document *document, const struct scatter *scatters,
                       size_t count, const char *text)
{
    struct block *block = add_block(document, BLOCK_SCATTERS);
    if (!block)
        return;
    block->text = copy(document, text);
    block->scatters = scatters;
    block->scatter_count = count;
}

static struct column in_language(const struct language *language,
                                 const struct column *column)
{
    struct column said = *column;
    if (column->is_named)
        return said;
    if (said.heading)
        said.heading = translated(language, said.heading);
    if (said.short_heading)
        said.short_heading = translated(language, said.short_heading);
    return said;
}

static struct block *open_table(struct document *document, enum block_kind kind,
                                const struct column *columns, size_t column_count)
{
    struct block *block = add_block(document, kind);
    if (!block)
        return NULL;
    block->table.columns =
        arena_allocate(&document->arena, column_count, sizeof *columns);
    if (!block->table.columns) {
        document->failed = true;
        return NULL;
    }
    for (size_t i = 0; i < column_count; i++)
        block->table.columns[i] = in_language(document->language, &columns[i]);
    block->table.column_count = column_count;
    return block;
}

struct table *document_table(struct document *document, const struct column *columns,
                             size_t column_count)
{
    struct block *block = open_table(document, BLOCK_TABLE, columns, column_count);
    return block ? &block->table : NULL;
}

struct table *document_sparklines(struct document *document, const struct column *columns,
                                  size_t column_count, const char *text)
{
    struct block *block = open_table(document, BLOCK_SPARKLINES, columns, column_count);
    if (!block)
        return NULL;
    block->text = copy(document, text);
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
        cell.points[side] = row->sides[side]->index.value;
    return cell;
}

struct cell cell_sparkline(const struct sparkline *sparkline)
{
    return (struct cell){ .shown_as = SHOWN_SPARKLINE, .sparkline = sparkline };
}
