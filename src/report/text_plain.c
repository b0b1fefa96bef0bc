/* The text report for ears and logs: nothing drawn, nothing aligned, and each row of a
   table on a line of its own, every figure behind its name. */
#include "base/text.h"
#include "report/scatter.h"
#include "report/text_parts.h"

#include <string.h>

static void put_term(struct buffer *out, const struct pen *pen, const char *term)
{
    pen_text(out, term);
    pen_text(out, translated_in(pen->language, "after a term", ": "));
}

/* "Gap: +12.3"; nothing for a cell that has nothing to say. */
static bool put_labelled(struct buffer *out, const struct pen *pen,
                         const struct column *column, const struct cell *cell,
                         bool is_first)
{
    struct buffer text = { 0 };
    pen_cell(&text, pen, cell, false);
    size_t spaces = text.bytes ? strspn(text.bytes, " ") : 0;
    bool is_said = text.byte_count > spaces;
    if (is_said) {
        if (!is_first)
            pen_text(out, translated_in(pen->language, "between labelled figures", "; "));
        put_term(out, pen, column->heading);
        buffer_text(out, text.bytes + spaces);
    }
    out->failed |= buffer_failed(&text);
    buffer_release(&text);
    return is_said;
}

static void put_row(struct buffer *out, const struct pen *pen, const struct table *table,
                    const struct table_row *row, const char *group)
{
    if (group) {
        pen_text(out, group);
        buffer_text(out, ", ");
    }
    struct buffer name = { 0 };
    pen_cell(&name, pen, &row->cells[0], false);
    put_term(out, pen, name.bytes ? name.bytes : "");
    out->failed |= buffer_failed(&name);
    buffer_release(&name);
    bool is_first = true;
    for (size_t i = 1; i < table->column_count; i++)
        if (!table->columns[i].is_axis &&
            put_labelled(out, pen, &table->columns[i], &row->cells[i], is_first))
            is_first = false;
    buffer_byte(out, '\n');
}

static void put_table(struct buffer *out, const struct pen *pen,
                      const struct table *table)
{
    const char *group = NULL;
    for (const struct table_row *row = table->first; row; row = row->next) {
        group = row->group ? row->group : group;
        put_row(out, pen, table, row, group);
    }
}

/* "; Units: 26" */
static void put_count(struct buffer *out, const struct pen *pen, const char *term,
                      size_t count)
{
    put_term(out, pen, term);
    buffer_format(out, "%zu", count);
    pen_text(out, translated_in(pen->language, "between labelled figures", "; "));
}

/* What the eye would find in the picture: on which side of equal the units are, and which
   are farthest from it. */
static void put_scatter(struct buffer *out, const struct pen *pen,
                        const struct scatter *scatter)
{
    const struct language *language = pen->language;
    size_t higher[SIDE_COUNT] = { 0 };
    for (size_t i = 0; i < scatter->count; i++) {
        double gap = scatter->points[i].row->gap->index.value.value;
        higher[SIDE_EMPLOYEES] += gap > 0;
        higher[SIDE_CUSTOMERS] += gap < 0;
    }
    put_term(out, pen, scatter->label);
    put_count(out, pen, translated(language, "Units"), scatter->count);
    put_count(out, pen, translated(language, "Employees higher"), higher[SIDE_EMPLOYEES]);
    put_count(out, pen, translated(language, "Customers higher"), higher[SIDE_CUSTOMERS]);
    put_term(out, pen, translated(language, "Widest gaps"));
    for (size_t i = 0; i < scatter->named; i++) {
        buffer_text(out, i ? ", " : "");
        pen_text(out, scatter->points[i].row->unit);
        buffer_byte(out, ' ');
        pen_number(out, pen, scatter->points[i].row->gap->index.value.value, 1, true);
    }
    buffer_byte(out, '\n');
}

void pen_plain_block(struct buffer *out, const struct pen *pen, const struct block *block)
{
    switch (block->kind) {
    case BLOCK_HEADING:
        buffer_byte(out, '\n');
        pen_text(out, block->text);
        buffer_byte(out, '\n');
        return;
    case BLOCK_TITLE:
    case BLOCK_LEAD:
    case BLOCK_PARAGRAPH:
        pen_text(out, block->text);
        buffer_byte(out, '\n');
        return;
    case BLOCK_ITEM:
        if (block->term)
            put_term(out, pen, block->term);
        pen_text(out, block->text);
        buffer_byte(out, '\n');
        return;
    case BLOCK_TABLE:
    case BLOCK_SPARKLINES:
        put_table(out, pen, &block->table);
        return;
    case BLOCK_SCATTERS:
        for (size_t i = 0; i < block->scatter_count; i++)
            put_scatter(out, pen, &block->scatters[i]);
        return;
    }
}
