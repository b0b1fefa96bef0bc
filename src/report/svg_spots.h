/* Labels beside marks, where there is room: a label that would lie on another one or
   leave the frame tries the other sides of its mark, and is left out when none is free.
 */
#ifndef REPORT_SVG_SPOTS_H
#define REPORT_SVG_SPOTS_H

#include "report/svg.h"

#include <stdbool.h>
#include <stddef.h>

struct frame {
    double left;
    double top;
    double right;
    double bottom;
};

enum { MOST_SPOTS = 256 };

struct spots {
    struct frame within;
    struct frame taken[MOST_SPOTS];
    bool gives_way[MOST_SPOTS]; /* a small dot */
    size_t count;
};

/* Keeps labels off a mark, or, where it is small, away from it if they can be. */
void spots_take(struct spots *spots, double x, double y, double radius, bool is_small);

/* Labels the mark at (x, y); false where there is no room. */
bool spots_label(struct spots *spots, struct drawing *drawing, double x, double y,
                 const char *text);

#endif
