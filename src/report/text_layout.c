#include "report/text_layout.h"

#include "report/display_width.h"

#include <assert.h>

/* A text column is not made narrower than this while there is another way out, and never
   narrower than the second; an axis neither. */
enum { COMFORTABLE_TEXT = 15, NARROWEST_TEXT = 8, NARROWEST_AXIS = 21, WIDEST_AXIS = 61 };
enum { GUTTER = 2, INDENT = 2 };

/* One way to lay a table out, tried in order of comfort. */
struct attempt {
    bool is_short;
    bool drops;
    bool folds;
};

const char *layout_heading(const struct table_layout *layout, size_t column)
{
    const struct column *own = &layout->table->columns[column];
    return layout->is_short && own->short_heading ? own->short_heading : own->heading;
}

static size_t width_of_text(const char *text)
{
    struct buffer shown = { 0 };
    pen_text(&shown, text);
    size_t width = shown.bytes ? display_width(shown.bytes, shown.byte_count) : 0;
    buffer_release(&shown);
    return width;
}

static void measure_column(struct table_layout *layout, size_t column)
{
    struct placed *placed = &layout->columns[column];
    struct buffer shown = { 0 };
    placed->natural = width_of_text(layout_heading(layout, column));
    placed->is_flexible = !layout->table->columns[column].is_numeric &&
                          !layout->table->columns[column].is_axis;
    for (const struct table_row *row = layout->table->first; row; row = row->next) {
        const struct cell *cell = &row->cells[column];
        buffer_clear(&shown);
        pen_cell(&shown, layout->pen, cell, layout->is_short);
        size_t width = shown.bytes ? display_width(shown.bytes, shown.byte_count) : 0;
        if (width > placed->natural)
            placed->natural = width;
        if (cell->shown_as == SHOWN_VERDICT)
            placed->is_flexible = false;
    }
    if (layout->table->columns[column].is_axis)
        placed->natural = NARROWEST_AXIS;
    buffer_release(&shown);
}

static size_t least_width(const struct placed *column, size_t least_text)
{
    return column->is_flexible && column->natural > least_text ? least_text
                                                               : column->natural;
}

static void place(struct table_layout *layout, const struct attempt *attempt)
{
    layout->line_count = 1;
    for (size_t i = 0; i < layout->table->column_count; i++) {
        struct placed *placed = &layout->columns[i];
        enum column_rank rank = layout->table->columns[i].rank;
        placed->is_dropped = attempt->drops && rank == COLUMN_DROPS;
        placed->line = attempt->folds && rank == COLUMN_FOLDS;
        placed->width = least_width(placed, COMFORTABLE_TEXT);
        if (placed->line)
            layout->line_count = 2;
    }
}

/* What a line takes with its columns as they are. */
static size_t line_width(const struct table_layout *layout, size_t line)
{
    size_t width = line ? INDENT : 0;
    size_t count = 0;
    for (size_t i = 0; i < layout->table->column_count; i++) {
        const struct placed *placed = &layout->columns[i];
        if (placed->line == line && !placed->is_dropped)
            width += placed->width + (count++ ? GUTTER : 0);
    }
    return width;
}

static bool fits(const struct table_layout *layout)
{
    for (size_t line = 0; line < layout->line_count; line++)
        if (line_width(layout, line) > layout->pen->width)
            return false;
    return true;
}

/* The last way out: columns flow over as many lines as it takes. */
static void flow(struct table_layout *layout)
{
    size_t line = 0;
    size_t used = 0;
    for (size_t i = 0; i < layout->table->column_count; i++) {
        struct placed *placed = &layout->columns[i];
        size_t width = least_width(placed, COMFORTABLE_TEXT);
        if (placed->is_dropped)
            continue;
        if (used && used + GUTTER + width > layout->pen->width) {
            line++;
            used = 0;
        }
        used += used ? GUTTER : line ? INDENT : 0;
        size_t room = layout->pen->width > used ? layout->pen->width - used : 1;
        placed->line = line;
        placed->width = width < room ? width : room;
        used += placed->width;
    }
    layout->line_count = line + 1;
}

/* Gives the room that is left on a line to its texts, one column of the screen at a time,
   and then to the axis. */
static void spread(struct table_layout *layout, size_t line, size_t most)
{
    size_t used = line_width(layout, line);
    for (bool grew = true; grew && used < most;) {
        grew = false;
        for (size_t i = 0; i < layout->table->column_count && used < most; i++) {
            struct placed *placed = &layout->columns[i];
            if (placed->line != line || placed->is_dropped || !placed->is_flexible ||
                placed->width >= placed->natural)
                continue;
            placed->width++;
            used++;
            grew = true;
        }
    }
    for (size_t i = 0; i < layout->table->column_count; i++) {
        struct placed *placed = &layout->columns[i];
        if (placed->line != line || !layout->table->columns[i].is_axis)
            continue;
        size_t width = placed->width + (most - used);
        width = width < WIDEST_AXIS ? width : WIDEST_AXIS;
        placed->width = width - (width - 1) % 4; /* the quarters fall on whole columns */
    }
}

static void settle(struct table_layout *layout)
{
    layout->width = 0;
    for (size_t line = 0; line < layout->line_count; line++) {
        /* an axis on a line of its own ends where the figures above it end */
        size_t most = line && layout->width > NARROWEST_AXIS * 2 ? layout->width
                                                                 : layout->pen->width;
        if (most < line_width(layout, line))
            most = line_width(layout, line);
        spread(layout, line, most);
        size_t width = line_width(layout, line);
        if (width > layout->width)
            layout->width = width;
        size_t start = line ? INDENT : 0;
        for (size_t i = 0; i < layout->table->column_count; i++) {
            struct placed *placed = &layout->columns[i];
            if (placed->line != line || placed->is_dropped)
                continue;
            placed->start = start;
            start += placed->width + GUTTER;
        }
    }
}

void layout_table(struct table_layout *layout, const struct pen *pen,
                  const struct table *table)
{
    static const struct attempt attempts[] = {
        { false, false, false }, { false, true, false }, { false, false, true },
        { false, true, true },   { true, false, false }, { true, true, false },
        { true, false, true },   { true, true, true },
    };
    assert(table->column_count <= MOST_COLUMNS);
    *layout = (struct table_layout){ .table = table, .pen = pen };
    bool found = false;
    for (size_t i = 0; !found && i < sizeof attempts / sizeof *attempts; i++) {
        layout->is_short = attempts[i].is_short;
        for (size_t column = 0; column < table->column_count; column++)
            measure_column(layout, column);
        place(layout, &attempts[i]);
        found = fits(layout);
    }
    if (!found)
        flow(layout);
    settle(layout);
}
