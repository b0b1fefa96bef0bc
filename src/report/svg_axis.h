/* An axis: a range of values laid along a stretch of a drawing, with ticks at round
   numbers. */
#ifndef REPORT_SVG_AXIS_H
#define REPORT_SVG_AXIS_H

#include "report/svg.h"

#include <stddef.h>

enum { MOST_TICKS = 12 };

struct axis {
    double low; /* low < high */
    double high;
    double start; /* where low lies; beyond `end` on an axis that runs up the sheet */
    double end;
    double ticks[MOST_TICKS];
    size_t tick_count;
    int decimals; /* of the ticks */
};

/* From the round number at or below `low` to the one at or above `high`, with about
   `ticks` steps between; values that are equal, or no values (low > high), get some room
   around. */
struct axis axis_around(double low, double high, size_t ticks);

/* Keeps an axis in the range that values can have at all. */
void axis_limit(struct axis *axis, double least, double most);

double axis_place(const struct axis *axis, double value);

/* The range of the values that were taken in. */
struct range {
    double low;
    double high;
};

struct range range_empty(void);
void range_take(struct range *range, double value);

#endif
