#include "report/text_layout.h"

#include "report/display_width.h"

#include <assert.h>

/* A text column that may wrap is at least as wide as its longest word, within these; an
   axis has bounds as well. */
enum { LEAST_TEXT = 13, LEAST_TEXT_MOST = 18, LEAST_AXIS = 21, MOST_AXIS = 61 };
enum { AXIS_ALONE = 40 };
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

static size_t longest_word(const char *text, size_t byte_count)
{
    size_t longest = 0;
    for (size_t at = 0, next = 0; at < byte_count; at = next) {
        next = at;
        while (next < byte_count && text[next] != ' ')
            next++;
        size_t width = display_width(text + at, next - at);
        longest = width > longest ? width : longest;
        next++;
    }
    return longest;
}

/* Makes room for a text in its column. */
static void widen(struct table_layout *layout, struct placed *placed,
                  const struct buffer *shown)
{
    size_t width = display_width(shown->bytes, shown->byte_count);
    size_t word = longest_word(shown->bytes, shown->byte_count);
    word = word < LEAST_TEXT_MOST ? word : LEAST_TEXT_MOST;
    placed->natural = width > placed->natural ? width : placed->natural;
    placed->least = word > placed->least ? word : placed->least;
    layout->failed = layout->failed || buffer_failed(shown);
}

static void measure_column(struct table_layout *layout, size_t column)
{
    const struct column *own = &layout->table->columns[column];
    struct placed *placed = &layout->columns[column];
    struct buffer shown = { 0 };
    bool is_flexible = !own->is_numeric && !own->is_axis;
    *placed = (struct placed){ .least = LEAST_TEXT };
    pen_text(&shown, layout_heading(layout, column));
    widen(layout, placed, &shown);
    for (const struct table_row *row = layout->table->first; row; row = row->next) {
        const struct cell *cell = &row->cells[column];
        buffer_clear(&shown);
        pen_cell(&shown, layout->pen, cell, layout->is_short);
        widen(layout, placed, &shown);
        is_flexible = is_flexible && cell->shown_as != SHOWN_VERDICT;
    }
    buffer_release(&shown);
    placed->is_flexible = is_flexible;
    if (own->is_axis)
        placed->natural = LEAST_AXIS;
    if (!is_flexible || placed->least > placed->natural)
        placed->least = placed->natural;
}

static void place(struct table_layout *layout, const struct attempt *attempt)
{
    layout->line_count = 1;
    for (size_t i = 0; i < layout->table->column_count; i++) {
        struct placed *placed = &layout->columns[i];
        enum column_rank rank = layout->table->columns[i].rank;
        placed->is_dropped = attempt->drops && rank == COLUMN_DROPS;
        placed->line = attempt->folds && rank == COLUMN_FOLDS;
        placed->width = placed->least;
        if (placed->line)
            layout->line_count = 2;
    }
}

static size_t line_start(const struct table_layout *layout, size_t line)
{
    return layout->indent + (line ? INDENT : 0);
}

/* What a line takes with its columns as they are. */
static size_t line_width(const struct table_layout *layout, size_t line)
{
    size_t width = line_start(layout, line);
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
        if (placed->is_dropped)
            continue;
        if (used && used + GUTTER + placed->least > layout->pen->width) {
            line++;
            used = 0;
        }
        used += used ? GUTTER : line_start(layout, line);
        size_t room = layout->pen->width > used ? layout->pen->width - used : 1;
        placed->line = line;
        placed->width = placed->least < room ? placed->least : room;
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
        width = width < MOST_AXIS ? width : MOST_AXIS;
        placed->width = width - (width - 1) % 4; /* the quarters fall on whole columns */
    }
}

static void settle(struct table_layout *layout)
{
    layout->width = 0;
    for (size_t line = 0; line < layout->line_count; line++) {
        /* an axis on a line of its own ends where the figures above it end */
        size_t most =
            line && layout->width > AXIS_ALONE ? layout->width : layout->pen->width;
        if (most < line_width(layout, line))
            most = line_width(layout, line);
        spread(layout, line, most);
        size_t width = line_width(layout, line);
        if (width > layout->width)
            layout->width = width;
        size_t start = line_start(layout, line);
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
    layout->indent = table->first && table->first->group ? INDENT : 0;
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
