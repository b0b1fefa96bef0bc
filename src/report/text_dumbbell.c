#include "report/text_parts.h"

#include <math.h>
#include <string.h>

/* One column of the axis. */
enum spot {
    SPOT_FREE,
    SPOT_TICK,
    SPOT_BETWEEN,
    SPOT_EMPLOYEES,
    SPOT_CUSTOMERS,
    SPOT_BOTH
};

static size_t column_of(double index, size_t width)
{
    double bounded = index < 0 ? 0 : index > 100 ? 100 : index;
    return (size_t)floor(bounded / 100 * (double)(width - 1) + 0.5);
}

static bool is_tick(size_t column, size_t width)
{
    for (int quarter = 0; quarter <= 4; quarter++)
        if (column == column_of(25.0 * quarter, width))
            return true;
    return false;
}

static enum spot spot_at(const struct cell *cell, size_t column, size_t width)
{
    bool has[SIDE_COUNT] = { false };
    size_t at[SIDE_COUNT] = { 0 };
    for (int side = 0; side < SIDE_COUNT; side++) {
        has[side] = cell->points[side].available;
        if (has[side])
            at[side] = column_of(cell->points[side].value, width);
    }
    bool is_e = has[SIDE_EMPLOYEES] && column == at[SIDE_EMPLOYEES];
    bool is_c = has[SIDE_CUSTOMERS] && column == at[SIDE_CUSTOMERS];
    if (is_e && is_c)
        return SPOT_BOTH;
    if (is_e || is_c)
        return is_e ? SPOT_EMPLOYEES : SPOT_CUSTOMERS;
    bool above_one = column > at[SIDE_EMPLOYEES] || column > at[SIDE_CUSTOMERS];
    bool below_one = column < at[SIDE_EMPLOYEES] || column < at[SIDE_CUSTOMERS];
    if (has[SIDE_EMPLOYEES] && has[SIDE_CUSTOMERS] && above_one && below_one)
        return SPOT_BETWEEN;
    return is_tick(column, width) ? SPOT_TICK : SPOT_FREE;
}

static enum paint spot_paint(enum spot spot)
{
    switch (spot) {
    case SPOT_FREE:
    case SPOT_TICK:
        return PAINT_FAINT;
    case SPOT_BETWEEN:
        return PAINT_NONE;
    case SPOT_EMPLOYEES:
        return PAINT_EMPLOYEES;
    case SPOT_CUSTOMERS:
        return PAINT_CUSTOMERS;
    case SPOT_BOTH:
        return PAINT_STRONG;
    }
    return PAINT_NONE;
}

void pen_dumbbell(struct buffer *out, const struct pen *pen, const struct cell *cell,
                  size_t width)
{
    /* translators: one letter that stands for employees */
    const char *e = translated_in(pen->language, "letter", "E");
    /* translators: one letter that stands for customers */
    const char *c = translated_in(pen->language, "letter", "C");
    const char *const plain[] = { ".", ":", "-", e, c, "=" };
    const char *const drawn[] = { "\xc2\xb7", "\xe2\x94\x8a", "\xe2\x94\x81", e, c, "=" };
    enum paint paint = PAINT_NONE;
    for (size_t column = 0; column < width; column++) {
        enum spot spot = spot_at(cell, column, width);
        if (spot_paint(spot) != paint || !column) {
            if (column)
                paint_end(out, pen, paint);
            paint = spot_paint(spot);
            paint_start(out, pen, paint);
        }
        buffer_text(out, (pen->ascii ? plain : drawn)[spot]);
    }
    paint_end(out, pen, paint);
}

/* "0    25    50    75    100", each number under its column. */
void pen_axis(struct buffer *out, const struct pen *pen, size_t width)
{
    static const struct {
        const char *label;
        double index;
    } labels[] = { { "0", 0 }, { "25", 25 }, { "50", 50 }, { "75", 75 }, { "100", 100 } };
    (void)pen;
    size_t used = 0;
    size_t step = width < 24 ? 2 : 1; /* narrow: 0, 50 and 100 only */
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i += step) {
        size_t length = strlen(labels[i].label);
        size_t at = column_of(labels[i].index, width);
        size_t start = at < length / 2 ? 0 : at - length / 2;
        if (start + length > width)
            start = width - length;
        buffer_repeat(out, " ", start - used);
        buffer_text(out, labels[i].label);
        used = start + length;
    }
}
