#include "report/display_width.h"
#include "report/text_layout.h"

#include <string.h>

enum { MOST_CELL_LINES = 3 };

/* The line of the screen that is being filled. */
struct screen_line {
    struct buffer *out;
    size_t column;  /* what is written so far */
    size_t waiting; /* spaces that come only when something follows */
};

static void go_to(struct screen_line *line, size_t column)
{
    if (column > line->column)
        line->waiting = column - line->column;
}

static void put_waiting(struct screen_line *line)
{
    buffer_repeat(line->out, " ", line->waiting);
    line->column += line->waiting;
    line->waiting = 0;
}

/* Line `wanted` of a cell's text, wrapped in its column; the last line that is allowed
   ends in an ellipsis when there is more. False: the text has no such line. */
static bool cut_line(const struct buffer *source, size_t width, size_t wanted,
                     struct buffer *out, const struct pen *pen)
{
    const char *text = source->bytes;
    size_t byte_count = source->byte_count;
    size_t at = 0;
    size_t next = 0;
    size_t length = display_line(text, byte_count, width, &next);
    for (size_t line = 0; line < wanted; line++) {
        if (next >= byte_count)
            return false;
        at = next;
        length = display_line(text + at, byte_count - at, width, &next);
        next += at;
    }
    bool is_cut = wanted + 1 == MOST_CELL_LINES && next < byte_count;
    if (is_cut) {
        const char *ellipsis = pen->ascii ? "..." : "\xe2\x80\xa6";
        size_t room = pen->ascii ? 3 : 1;
        length = display_fit(text + at, byte_count - at, width > room ? width - room : 0);
        buffer_append(out, text + at, length);
        buffer_text(out, ellipsis);
    } else {
        buffer_append(out, text + at, length);
    }
    return true;
}

/* The texts of one row of cells, or of the headings, as they are shown. */
struct row_texts {
    struct buffer texts[MOST_COLUMNS];
    enum paint paints[MOST_COLUMNS];
    const struct cell *cells; /* NULL: headings */
};

static void draw_axis(struct screen_line *line, const struct table_layout *layout,
                      const struct row_texts *row, size_t column)
{
    const struct placed *placed = &layout->columns[column];
    const struct cell *cell = row->cells ? &row->cells[column] : NULL;
    if (cell && !cell->points[SIDE_EMPLOYEES].available &&
        !cell->points[SIDE_CUSTOMERS].available)
        return;
    go_to(line, placed->start);
    put_waiting(line);
    line->column += placed->width;
    if (cell)
        pen_dumbbell(line->out, layout->pen, cell, placed->width);
    else
        pen_axis(line->out, layout->pen, placed->width);
}

/* Line `piece` of a wrapped cell. False: there is none. */
static bool draw_piece(struct screen_line *line, const struct table_layout *layout,
                       const struct row_texts *row, size_t column, size_t piece)
{
    const struct placed *placed = &layout->columns[column];
    const struct buffer *text = &row->texts[column];
    struct buffer shown = { 0 };
    bool drawn = cut_line(text, placed->width, piece, &shown, layout->pen);
    if (drawn && shown.byte_count) {
        size_t width = display_width(shown.bytes, shown.byte_count);
        size_t spare = placed->width > width ? placed->width - width : 0;
        bool to_right = layout->table->columns[column].is_numeric;
        go_to(line, placed->start + (to_right ? spare : 0));
        put_waiting(line);
        line->column += width;
        paint_start(line->out, layout->pen, row->paints[column]);
        pen_plain(line->out, shown.bytes, shown.byte_count);
        paint_end(line->out, layout->pen, row->paints[column]);
    }
    if (buffer_failed(&shown))
        line->out->failed = true;
    buffer_release(&shown);
    return drawn;
}

/* One line of the layout: as many lines of the screen as its tallest cell has. */
static void draw_line(struct buffer *out, const struct table_layout *layout,
                      const struct row_texts *row, size_t layout_line)
{
    for (size_t piece = 0; piece < MOST_CELL_LINES; piece++) {
        struct screen_line line = { .out = out };
        bool drawn = false;
        for (size_t i = 0; i < layout->table->column_count; i++) {
            const struct placed *placed = &layout->columns[i];
            if (placed->is_dropped || placed->line != layout_line)
                continue;
            if (!layout->table->columns[i].is_axis)
                drawn |= draw_piece(&line, layout, row, i, piece);
            else if (!piece)
                draw_axis(&line, layout, row, i);
        }
        if (piece && !drawn)
            break;
        if (line.column)
            buffer_byte(out, '\n');
    }
}

static void draw_row(struct buffer *out, const struct table_layout *layout,
                     const struct cell *cells)
{
    struct row_texts row = { .cells = cells };
    for (size_t i = 0; i < layout->table->column_count; i++) {
        if (cells)
            pen_cell(&row.texts[i], layout->pen, &cells[i], layout->is_short);
        else
            pen_text(&row.texts[i], layout_heading(layout, i));
        row.paints[i] = cells ? cell_paint(&cells[i]) : PAINT_FAINT;
        if (buffer_failed(&row.texts[i]))
            out->failed = true;
    }
    for (size_t line = 0; line < layout->line_count; line++)
        draw_line(out, layout, &row, line);
    for (size_t i = 0; i < layout->table->column_count; i++)
        buffer_release(&row.texts[i]);
}

void pen_rule(struct buffer *out, const struct pen *pen, size_t width, bool is_double)
{
    const char *line = pen->ascii ? (is_double ? "=" : "-")
                                  : (is_double ? "\xe2\x95\x90" : "\xe2\x94\x80");
    paint_start(out, pen, PAINT_FAINT);
    buffer_repeat(out, line, width);
    paint_end(out, pen, PAINT_FAINT);
    buffer_byte(out, '\n');
}

void pen_table(struct buffer *out, const struct pen *pen, const struct table *table)
{
    struct table_layout layout;
    layout_table(&layout, pen, table);
    if (layout.failed)
        out->failed = true;
    draw_row(out, &layout, NULL);
    pen_rule(out, pen, layout.width, false);
    for (const struct table_row *row = table->first; row; row = row->next) {
        if (row->group)
            pen_prose(out, pen, NULL, row->group, 0, PAINT_STRONG);
        draw_row(out, &layout, row->cells);
        if (layout.line_count > 1 && row->next)
            buffer_byte(out, '\n');
    }
}
