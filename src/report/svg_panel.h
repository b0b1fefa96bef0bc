/* One panel of a picture that has one for each dimension: a title, a line of figures, a
   square or flat plot with its axes, and points, the farthest of them named. */
#ifndef REPORT_SVG_PANEL_H
#define REPORT_SVG_PANEL_H

#include "report/chart_units.h"
#include "report/svg_axis.h"

struct panel {
    const char *title;
    const char *figures;
    const char *across; /* what the axes measure */
    const char *up;
    struct axis x;
    struct axis y;
    double plot_height;
    bool is_signed; /* the numbers of the axis that runs up */
};

/* Places the axes on the sheet and draws all but the points. */
void panel_draw(struct drawing *drawing, struct panel *panel);

/* Draws the points, sorted, and names the first `named` of them that find room. */
void panel_points(struct drawing *drawing, const struct panel *panel,
                  const struct unit_points *points, size_t named);

#endif
