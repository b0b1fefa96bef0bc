#include "report/svg_frame.h"

#include "report/chart.h"
#include "report/text_extent.h"
#include "report/text_parts.h"

#include <string.h>

enum { KEY_MARK_WIDTH = 20, KEY_GAP = 16, KEY_HEIGHT = 20 };

static void draw_key_mark(struct drawing *drawing, double x, double y,
                          const struct key_entry *entry)
{
    struct stroke stroke = { entry->color, 2, entry->mark == KEY_DASHES };
    switch (entry->mark) {
    case KEY_EMPLOYEES:
    case KEY_CUSTOMERS:
        svg_mark(drawing, entry->mark == KEY_EMPLOYEES ? SIDE_EMPLOYEES : SIDE_CUSTOMERS,
                 x + 7, y, 5.5);
        return;
    case KEY_BOX:
        svg_box(drawing, x + 1, y - 6, 12, 12, entry->color);
        return;
    case KEY_LINE:
    case KEY_DASHES:
        svg_line(drawing, x, y, x + 15, y, stroke);
        return;
    }
}

double svg_key(struct drawing *drawing, double x, double y,
               const struct key_entry *entries, size_t count)
{
    double at = x;
    double middle = y + KEY_HEIGHT / 2.0;
    for (size_t i = 0; i < count; i++) {
        double words =
            text_extent(entries[i].words, strlen(entries[i].words), SMALL_SIZE);
        if (at > x && at + KEY_MARK_WIDTH + words > drawing->width) {
            at = x;
            middle += KEY_HEIGHT;
        }
        draw_key_mark(drawing, at, middle, &entries[i]);
        svg_label(drawing, at + KEY_MARK_WIDTH, middle + 4,
                  lettering_of(SMALL_SIZE, INK_SOFT, ANCHOR_START), entries[i].words,
                  drawing->width - at - KEY_MARK_WIDTH);
        at += KEY_MARK_WIDTH + words + KEY_GAP;
    }
    return middle + KEY_HEIGHT / 2.0 - y;
}

void chart_number(struct buffer *out, const struct language *language, double value,
                  int decimals, bool is_signed)
{
    const struct pen pen = { .language = language, .width = WIDE_SHEET };
    pen_number(out, &pen, value, decimals, is_signed);
}

static void put_tick(struct drawing *drawing, double x, double y, enum anchor anchor,
                     const struct buffer *words)
{
    if (buffer_failed(words))
        drawing->body.failed = true;
    else
        svg_text(drawing, x, y, lettering_of(SMALL_SIZE, INK_SOFT, anchor), words->bytes);
}

static const struct stroke grid = { INK_FAINT, 1, false };

void svg_grid_across(struct drawing *drawing, const struct axis *axis, double top,
                     double bottom, const char *unit_sign)
{
    struct buffer words = { 0 };
    for (size_t i = 0; i < axis->tick_count; i++) {
        double x = axis_place(axis, axis->ticks[i]);
        svg_line(drawing, x, top, x, bottom, grid);
        buffer_clear(&words);
        chart_number(&words, drawing->language, axis->ticks[i], axis->decimals, false);
        buffer_text(&words, unit_sign);
        put_tick(drawing, x, bottom + 16, ANCHOR_MIDDLE, &words);
    }
    buffer_release(&words);
}

void svg_grid_up(struct drawing *drawing, const struct axis *axis, double left,
                 double right, bool is_signed)
{
    struct buffer words = { 0 };
    for (size_t i = 0; i < axis->tick_count; i++) {
        double y = axis_place(axis, axis->ticks[i]);
        svg_line(drawing, left, y, right, y, grid);
        buffer_clear(&words);
        chart_number(&words, drawing->language, axis->ticks[i], axis->decimals,
                     is_signed);
        put_tick(drawing, left - 6, y + 4, ANCHOR_END, &words);
    }
    buffer_release(&words);
}
