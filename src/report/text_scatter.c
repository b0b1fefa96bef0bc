/* Units as points in a text. A place of the screen holds one mark, and marks never change
   sides: the diagonal and the points fall on the same steps, so that a point above it
   belongs to a unit whose customers are higher. */
#include "report/display_width.h"
#include "report/scatter.h"
#include "report/text_parts.h"

#include <math.h>
#include <string.h>

enum {
    MOST_COLUMNS = 41,
    MOST_ROWS = 21,
    LEAST_PANEL = 36,
    MOST_PANEL = 50,
    PANEL_SPACE = 3,
    GAP_WIDTH = 6,
    MOST_COUNT = 9
};

/* One place of a plot. */
struct mark {
    size_t count; /* units without a name */
    char letter;  /* of those with one, or 0 */
};

struct panel {
    const struct scatter *scatter;
    const struct pen *pen;
    size_t start; /* column of the screen */
    size_t width;
    size_t left; /* the numbers of the axis */
    size_t tick_widths[MOST_TICKS];
    size_t columns;
    size_t rows;
    bool failed; /* memory was short */
    struct mark marks[MOST_ROWS][MOST_COLUMNS];
};

static size_t column_of(const struct panel *panel, double value)
{
    const struct axis *axis = &panel->scatter->axis;
    double share = (value - axis->low) / (axis->high - axis->low);
    double bounded = share < 0 ? 0 : share > 1 ? 1 : share;
    return (size_t)floor(bounded * (double)(panel->columns - 1) + 0.5);
}

/* From the bottom; by way of the column, so that equal values are on the diagonal. */
static size_t row_of(const struct panel *panel, double value)
{
    return column_of(panel, value) * panel->rows / panel->columns;
}

static struct mark *mark_of(struct panel *panel, size_t point)
{
    const struct unit_point *at = &panel->scatter->points[point];
    return &panel->marks[row_of(panel, at->y)][column_of(panel, at->x)];
}

static void fill(struct panel *panel)
{
    const struct scatter *scatter = panel->scatter;
    char letter = 'a';
    memset(panel->marks, 0, sizeof panel->marks);
    for (size_t i = 0; i < scatter->count; i++) {
        struct mark *mark = mark_of(panel, i);
        if (i >= scatter->named)
            mark->count++;
        else if (!mark->letter)
            mark->letter = letter++;
    }
}

static void put_tick(struct buffer *out, const struct panel *panel, size_t tick)
{
    const struct axis *axis = &panel->scatter->axis;
    pen_number(out, panel->pen, axis->ticks[tick], axis->decimals, false);
}

static void measure_ticks(struct panel *panel)
{
    struct buffer text = { 0 };
    panel->left = 0;
    for (size_t i = 0; i < panel->scatter->axis.tick_count; i++) {
        buffer_clear(&text);
        put_tick(&text, panel, i);
        panel->failed |= buffer_failed(&text);
        size_t width = panel->failed ? 1 : display_width(text.bytes, text.byte_count);
        panel->tick_widths[i] = width;
        panel->left = width + 1 > panel->left ? width + 1 : panel->left;
    }
    buffer_release(&text);
}

/* All steps between the numbers of an axis are equally long. */
static void lay_out(struct panel *panel, size_t width)
{
    const size_t tick_count = panel->scatter->axis.tick_count;
    panel->width = width < MOST_PANEL ? width : MOST_PANEL;
    panel->failed = false;
    measure_ticks(panel);
    size_t room = panel->width - panel->left - 2; /* the axis, half of its last number */
    size_t most = room < MOST_COLUMNS ? room : MOST_COLUMNS;
    size_t steps = tick_count > 1 ? tick_count - 1 : 1;
    size_t across = (most - 1) / steps;
    size_t up = (across * 3 + 4) / 8; /* a place is about three eighths as wide as high */
    panel->columns = steps * across + 1;
    panel->rows = steps * (up ? up : 1) + 1;
}

/* -- the lines of a panel, each of which tells its width --------------------------- */

static size_t put_painted(struct buffer *out, const struct pen *pen, enum paint paint,
                          const char *text, size_t byte_count)
{
    paint_start(out, pen, paint);
    pen_plain(out, text, byte_count);
    paint_end(out, pen, paint);
    return display_width(text, byte_count);
}

/* A text of any length, cut to fit. */
static size_t put_fitted(struct buffer *out, const struct pen *pen, enum paint paint,
                         const char *text, size_t width)
{
    const char *ellipsis = pen->ascii ? "..." : "\xe2\x80\xa6";
    struct buffer shown = { 0 };
    pen_text(&shown, text);
    if (shown.bytes && display_width(shown.bytes, shown.byte_count) > width) {
        size_t room = pen->ascii ? 3 : 1;
        shown.byte_count =
            display_fit(shown.bytes, shown.byte_count, width > room ? width - room : 0);
        buffer_text(&shown, ellipsis);
    }
    size_t used =
        shown.bytes ? put_painted(out, pen, paint, shown.bytes, shown.byte_count) : 0;
    out->failed |= buffer_failed(&shown);
    buffer_release(&shown);
    return used;
}

static const char *mark_at(const struct panel *panel, size_t row, size_t column,
                           char digit_out[2], enum paint *paint_out)
{
    const struct mark *mark = &panel->marks[row][column];
    bool is_ascii = panel->pen->ascii;
    *paint_out = PAINT_NONE;
    digit_out[1] = '\0';
    if (mark->letter) {
        *paint_out = PAINT_STRONG;
        digit_out[0] = mark->letter;
        return digit_out;
    }
    if (mark->count > 1) {
        digit_out[0] =
            (char)('0' + (mark->count < MOST_COUNT ? mark->count : MOST_COUNT));
        return digit_out;
    }
    if (mark->count)
        return is_ascii ? "o" : "\xe2\x80\xa2";
    *paint_out = PAINT_FAINT;
    if (row == column * panel->rows / panel->columns)
        return is_ascii ? "." : "\xc2\xb7";
    return " ";
}

static bool has_tick(const struct panel *panel, size_t place, bool is_row,
                     size_t *tick_out)
{
    const struct axis *axis = &panel->scatter->axis;
    for (size_t i = 0; i < axis->tick_count; i++)
        if (place ==
            (is_row ? row_of(panel, axis->ticks[i]) : column_of(panel, axis->ticks[i]))) {
            *tick_out = i;
            return true;
        }
    return false;
}

static size_t put_row(struct buffer *out, const struct panel *panel, size_t row)
{
    const struct pen *pen = panel->pen;
    size_t tick = 0;
    bool is_ticked = has_tick(panel, row, true, &tick);
    size_t used = is_ticked ? panel->tick_widths[tick] : 0;
    paint_start(out, pen, PAINT_FAINT);
    buffer_repeat(out, " ", panel->left - 1 - used);
    if (is_ticked)
        put_tick(out, panel, tick);
    buffer_byte(out, ' ');
    if (pen->ascii)
        buffer_byte(out, is_ticked ? '+' : '|');
    else
        buffer_text(out, is_ticked ? "\xe2\x94\xa4" : "\xe2\x94\x82");
    paint_end(out, pen, PAINT_FAINT);
    size_t waiting = 0;
    used = panel->left + 1;
    for (size_t column = 0; column < panel->columns; column++) {
        char digit[2];
        enum paint paint;
        const char *mark = mark_at(panel, row, column, digit, &paint);
        waiting++;
        if (*mark == ' ')
            continue;
        buffer_repeat(out, " ", waiting - 1);
        put_painted(out, pen, paint, mark, strlen(mark));
        used += waiting;
        waiting = 0;
    }
    return used;
}

static size_t put_axis(struct buffer *out, const struct panel *panel)
{
    bool is_ascii = panel->pen->ascii;
    buffer_repeat(out, " ", panel->left);
    paint_start(out, panel->pen, PAINT_FAINT);
    buffer_text(out, is_ascii ? "+" : "\xe2\x94\x94");
    for (size_t column = 0; column < panel->columns; column++) {
        size_t tick;
        bool is_ticked = has_tick(panel, column, false, &tick);
        if (is_ascii)
            buffer_byte(out, is_ticked ? '+' : '-');
        else
            buffer_text(out, is_ticked ? "\xe2\x94\xac" : "\xe2\x94\x80");
    }
    paint_end(out, panel->pen, PAINT_FAINT);
    return panel->left + 1 + panel->columns;
}

/* Each number under its column, those left out that would touch another. */
static size_t put_ticks(struct buffer *out, const struct panel *panel)
{
    const struct axis *axis = &panel->scatter->axis;
    size_t used = 0;
    paint_start(out, panel->pen, PAINT_FAINT);
    for (size_t i = 0; i < axis->tick_count; i++) {
        size_t width = panel->tick_widths[i];
        size_t start =
            panel->left + 1 + column_of(panel, axis->ticks[i]) - (width - 1) / 2;
        if (used && start <= used)
            continue;
        buffer_repeat(out, " ", start - used);
        put_tick(out, panel, i);
        used = start + width;
    }
    paint_end(out, panel->pen, PAINT_FAINT);
    return used;
}

/* "a  +24.1  Lyon 9" */
static size_t put_named(struct buffer *out, struct panel *panel, size_t point)
{
    const struct pen *pen = panel->pen;
    const struct unit_point *named = &panel->scatter->points[point];
    const struct mark *mark = mark_of(panel, point);
    struct buffer gap = { 0 };
    struct buffer name = { 0 };
    pen_number(&gap, pen, named->row->gap->index.value.value, 1, true);
    size_t width = gap.bytes ? display_width(gap.bytes, gap.byte_count) : 0;
    put_painted(out, pen, PAINT_STRONG, &mark->letter, 1);
    buffer_repeat(out, " ", width < GAP_WIDTH ? GAP_WIDTH - width + 1 : 1);
    if (gap.bytes)
        buffer_append(out, gap.bytes, gap.byte_count);
    buffer_text(out, "  ");
    size_t used = 1 + (width < GAP_WIDTH ? GAP_WIDTH + 1 : width + 1) + 2;
    if (mark->count)
        buffer_format(&name,
                      translated_count(pen->language, "%s and %zu more",
                                       "%s and %zu more", mark->count),
                      named->row->unit, mark->count);
    else
        buffer_text(&name, named->row->unit);
    if (name.bytes)
        used += put_fitted(out, pen, PAINT_NONE, name.bytes, panel->width - used);
    out->failed |= buffer_failed(&gap) || buffer_failed(&name);
    buffer_release(&gap);
    buffer_release(&name);
    return used;
}

/* What surrounds the rows of the plot, from the top. */
enum { LINE_LABEL, LINE_UP, LINES_ABOVE, LINES_OF_AXIS = 3 };

static size_t line_count(const struct panel *panel)
{
    return LINES_ABOVE + panel->rows + LINES_OF_AXIS + panel->scatter->named;
}

static size_t put_line(struct buffer *out, struct panel *panel, size_t line)
{
    const struct pen *pen = panel->pen;
    if (line == LINE_LABEL)
        return put_fitted(out, pen, PAINT_STRONG, panel->scatter->label, panel->width);
    if (line == LINE_UP)
        return put_fitted(out, pen, PAINT_FAINT,
                          translated(pen->language, "Customers' index"), panel->width);
    line -= LINES_ABOVE;
    if (line < panel->rows)
        return put_row(out, panel, panel->rows - 1 - line);
    line -= panel->rows;
    if (line == 0)
        return put_axis(out, panel);
    if (line == 1)
        return put_ticks(out, panel);
    if (line >= LINES_OF_AXIS)
        return put_named(out, panel, line - LINES_OF_AXIS);
    const char *across = translated(pen->language, "Employees' index");
    size_t end = panel->left + 1 + panel->columns;
    size_t width = display_width(across, strlen(across));
    size_t start = width < end ? end - width : 0;
    buffer_repeat(out, " ", start);
    return start + put_fitted(out, pen, PAINT_FAINT, across, panel->width - start);
}

/* Panels that stand side by side, line for line. */
static void draw_abreast(struct buffer *out, struct panel *panels, size_t count)
{
    size_t lines = 0;
    for (size_t i = 0; i < count; i++) {
        size_t own = line_count(&panels[i]);
        lines = own > lines ? own : lines;
    }
    struct buffer piece = { 0 };
    for (size_t line = 0; line < lines; line++) {
        size_t used = 0;
        for (size_t i = 0; i < count; i++) {
            if (line >= line_count(&panels[i]))
                continue;
            buffer_clear(&piece);
            size_t width = put_line(&piece, &panels[i], line);
            if (!width || buffer_failed(&piece))
                continue;
            buffer_repeat(out, " ", panels[i].start - used);
            buffer_append(out, piece.bytes, piece.byte_count);
            used = panels[i].start + width;
        }
        buffer_byte(out, '\n');
    }
    out->failed |= buffer_failed(&piece);
    buffer_release(&piece);
}

void pen_scatters(struct buffer *out, const struct pen *pen,
                  const struct scatter *scatters, size_t count)
{
    enum { MOST_ABREAST = 2 };
    struct panel panels[MOST_ABREAST];
    size_t room = (pen->width - PANEL_SPACE) / MOST_ABREAST;
    size_t abreast = count > 1 && room >= LEAST_PANEL ? MOST_ABREAST : 1;
    size_t width = abreast > 1 ? room : pen->width;
    for (size_t first = 0; first < count; first += abreast) {
        size_t start = 0;
        size_t shown = count - first < abreast ? count - first : abreast;
        for (size_t i = 0; i < shown; i++) {
            panels[i].scatter = &scatters[first + i];
            panels[i].pen = pen;
            panels[i].start = start;
            lay_out(&panels[i], width);
            fill(&panels[i]);
            start += panels[i].width + PANEL_SPACE;
            out->failed |= panels[i].failed;
        }
        if (first)
            buffer_byte(out, '\n');
        draw_abreast(out, panels, shown);
    }
}
