#include "report/html_document.h"

#include "report/markup.h"
#include "report/text_parts.h"

#include <math.h>
#include <string.h>

static void put_element(struct buffer *out, const char *tag, const char *class,
                        const char *text)
{
    buffer_format(out, "<%s", tag);
    if (class)
        buffer_format(out, " class=\"%s\"", class);
    buffer_byte(out, '>');
    markup_text(out, text);
    buffer_format(out, "</%s>\n", tag);
}

/* A picture stands for the axis of dumbbells. */
static bool is_left_out(const struct column *column)
{
    return column->is_axis;
}

static size_t shown_columns(const struct table *table)
{
    size_t count = 0;
    for (size_t i = 0; i < table->column_count; i++)
        count += !is_left_out(&table->columns[i]);
    return count;
}

/* End tags that HTML lets a table leave out are left out: a page is mostly tables. */
static void put_head(struct buffer *out, const struct table *table)
{
    buffer_text(out, "<thead><tr>");
    for (size_t i = 0; i < table->column_count; i++) {
        const struct column *column = &table->columns[i];
        if (is_left_out(column))
            continue;
        buffer_format(out, "<th scope=col%s>", column->is_numeric ? " class=n" : "");
        buffer_text(out, table->is_picture ? "<span>" : "");
        markup_text(out, column->heading);
        buffer_text(out, table->is_picture ? "</span>" : "");
    }
    buffer_byte(out, '\n');
}

enum { COLOR_STEPS = 10, POINTS_A_STEP = 3 };

/* The class of a gap's colour, "e3" or "c10": the side that is higher, and how much. None
   where it rounds to no step. */
static void put_color(struct buffer *out, const struct cell *cell)
{
    const struct measure *gap = &cell->estimate.value;
    if (cell->shown_as != SHOWN_GAP_AND_MARGIN || cell->status != CELL_OK ||
        !gap->available)
        return;
    double step = fmin(floor(fabs(gap->value) / POINTS_A_STEP + 0.5), COLOR_STEPS);
    if (step > 0)
        buffer_format(out, " class=%c%d", gap->value < 0 ? 'c' : 'e', (int)step);
}

/* Numbers are what most cells hold, so the style sheet sets cells to the right. */
static void put_cell(struct buffer *out, const struct pen *pen, const struct table *table,
                     size_t column, const struct cell *cell, bool is_first)
{
    struct buffer text = { 0 };
    pen_cell(&text, pen, cell,
             table->is_picture || cell->shown_as == SHOWN_GAP_AND_MARGIN);
    buffer_text(out, is_first ? "<th scope=row" : "<td");
    if (table->is_picture)
        put_color(out, cell);
    else if (table->columns[column].is_numeric == is_first)
        buffer_text(out, is_first ? " class=n" : " class=t");
    buffer_byte(out, '>');
    if (buffer_failed(&text))
        out->failed = true;
    else if (text.bytes)
        markup_text(out, text.bytes);
    buffer_release(&text);
}

static void put_row(struct buffer *out, const struct pen *pen, const struct table *table,
                    const struct table_row *row)
{
    buffer_text(out, "<tr>");
    bool is_first = true;
    for (size_t i = 0; i < table->column_count; i++)
        if (!is_left_out(&table->columns[i])) {
            put_cell(out, pen, table, i, &row->cells[i], is_first);
            is_first = false;
        }
    buffer_byte(out, '\n');
}

static void put_body(struct buffer *out, const struct pen *pen, const struct table *table)
{
    bool has_groups = table->first && table->first->group;
    buffer_text(out, has_groups ? "" : "<tbody>\n");
    for (const struct table_row *row = table->first; row; row = row->next) {
        if (row->group) {
            buffer_format(out, "<tbody class=group>\n<tr><th scope=rowgroup colspan=%zu>",
                          shown_columns(table));
            markup_text(out, row->group);
            buffer_byte(out, '\n');
        }
        put_row(out, pen, table, row);
    }
}

/* A wide table scrolls by itself, also with the keyboard. */
static void put_table(struct buffer *out, const struct pen *pen,
                      const struct table *table, const char *summary)
{
    if (!table->first)
        return;
    bool is_folded = summary && !table->is_picture;
    if (is_folded) {
        buffer_text(out, "<details><summary>");
        markup_text(out, summary);
        buffer_text(out, "</summary>\n");
    }
    buffer_text(out, "<div class=scroll role=group tabindex=0 aria-label=\"");
    markup_text(out, summary ? summary : table->columns[0].heading);
    buffer_text(out, table->is_picture ? "\"><table class=heat>\n" : "\"><table>\n");
    put_head(out, table);
    put_body(out, pen, table);
    buffer_text(out, is_folded ? "</table></div></details>\n" : "</table></div>\n");
}

static void put_item(struct buffer *out, const struct pen *pen, const struct block *block)
{
    buffer_text(out, "<li>");
    if (block->term) {
        buffer_text(out, "<b>");
        markup_text(out, block->term);
        buffer_format(out, "</b>%s", translated_in(pen->language, "after a term", ": "));
    }
    markup_text(out, block->text);
    buffer_text(out, "</li>\n");
}

/* A heading right before a table that is folded away is what is left of it. */
static bool folds(const struct block *heading, const struct html_blocks *blocks)
{
    const struct block *next = heading->next;
    return blocks->summary && next && next->kind == BLOCK_TABLE &&
           !next->table.is_picture;
}

static const char *summary_of(const struct block *before,
                              const struct html_blocks *blocks)
{
    bool has_heading = before && before->kind == BLOCK_HEADING;
    return blocks->summary && has_heading ? before->text : blocks->summary;
}

static void put_block(struct buffer *out, const struct pen *pen,
                      const struct block *block, const struct block *before,
                      const struct html_blocks *blocks)
{
    switch (block->kind) {
    case BLOCK_TITLE:
        put_element(out, "h1", NULL, block->text);
        return;
    case BLOCK_LEAD:
        put_element(out, "p", "lead", block->text);
        return;
    case BLOCK_HEADING:
        if (!folds(block, blocks))
            put_element(out, blocks->heading_level == 2 ? "h2" : "h3", NULL, block->text);
        return;
    case BLOCK_PARAGRAPH:
        put_element(out, "p", NULL, block->text);
        return;
    case BLOCK_ITEM:
        put_item(out, pen, block);
        return;
    case BLOCK_TABLE:
        put_table(out, pen, &block->table, summary_of(before, blocks));
        return;
    case BLOCK_SCATTERS:
    case BLOCK_SPARKLINES:
        return;
    }
}

void html_document(struct buffer *out, const struct document *document,
                   const struct html_blocks *blocks)
{
    const struct pen pen = { .language = document->language, .width = 80 };
    bool is_in_list = false;
    const struct block *before = NULL;
    for (const struct block *block = document->first; block;
         before = block, block = block->next) {
        bool is_item = block->kind == BLOCK_ITEM;
        if (is_item != is_in_list)
            buffer_text(out, is_item ? "<ul>\n" : "</ul>\n");
        is_in_list = is_item;
        put_block(out, &pen, block, before, blocks);
    }
    buffer_text(out, is_in_list ? "</ul>\n" : "");
}
