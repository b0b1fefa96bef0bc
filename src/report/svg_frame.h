/* What charts share: the key to the marks, the grid with its numbers. */
#ifndef REPORT_SVG_FRAME_H
#define REPORT_SVG_FRAME_H

#include "report/svg_axis.h"

#include <stdbool.h>

enum key_mark { KEY_EMPLOYEES, KEY_CUSTOMERS, KEY_BOX, KEY_LINE, KEY_DASHES };

struct key_entry {
    enum key_mark mark;
    const char *color; /* of boxes and lines */
    const char *words;
};

/* Lays the entries in rows from the top left; returns the height that they take. */
double svg_key(struct drawing *drawing, double x, double y,
               const struct key_entry *entries, size_t count);

/* Vertical grid lines from `top` to `bottom`, their numbers below. */
void svg_grid_across(struct drawing *drawing, const struct axis *axis, double top,
                     double bottom, const char *unit_sign);

/* Horizontal grid lines from `left` to `right`, their numbers at the left. */
void svg_grid_up(struct drawing *drawing, const struct axis *axis, double left,
                 double right, bool is_signed);

#endif
