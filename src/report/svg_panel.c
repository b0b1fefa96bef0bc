#include "report/svg_panel.h"

#include "report/svg_frame.h"
#include "report/svg_spots.h"

enum { PLOT_LEFT = 44, PLOT_TOP = 66, PLOT_RIGHT = 14, PLOT_BOTTOM = 44 };

void panel_draw(struct drawing *drawing, struct panel *panel)
{
    double right = drawing->width - PLOT_RIGHT;
    double bottom = PLOT_TOP + panel->plot_height;
    const struct lettering small = lettering_of(SMALL_SIZE, INK_SOFT, ANCHOR_START);
    svg_label(drawing, 0, 15, lettering_bold(LABEL_SIZE, INK, ANCHOR_START), panel->title,
              drawing->width);
    svg_label(drawing, 0, 34, small, panel->figures, drawing->width);
    svg_label(drawing, 0, PLOT_TOP - 12, small, panel->up, drawing->width);
    panel->x.start = PLOT_LEFT;
    panel->x.end = right;
    panel->y.start = bottom;
    panel->y.end = PLOT_TOP;
    svg_grid_across(drawing, &panel->x, PLOT_TOP, bottom, "");
    svg_grid_up(drawing, &panel->y, PLOT_LEFT, right, panel->is_signed);
    svg_label(drawing, right, bottom + 34, lettering_of(SMALL_SIZE, INK_SOFT, ANCHOR_END),
              panel->across, drawing->width);
    drawing->height = bottom + PLOT_BOTTOM;
}

/* Among more points than these, names may lie on some. */
enum { MOST_NAMED = 8, CLEAR_OF = 100 };

void panel_points(struct drawing *drawing, const struct panel *panel,
                  const struct unit_points *points, size_t named)
{
    struct spots spots = { .within = { PLOT_LEFT + 1, PLOT_TOP - 8, drawing->width,
                                       PLOT_TOP + panel->plot_height } };
    size_t most = named < points->count ? named : points->count;
    if (most > MOST_NAMED)
        most = MOST_NAMED;
    struct buffer *dots = svg_dots(drawing, INK_SOFT, points->count > 200 ? 4 : 7);
    for (size_t i = most; i < points->count; i++) {
        double x = axis_place(&panel->x, points->points[i].x);
        double y = axis_place(&panel->y, points->points[i].y);
        svg_dot(drawing, dots, x, y);
        if (points->count <= CLEAR_OF)
            spots_take(&spots, x, y, 3, true);
    }
    dots = svg_dots(drawing, INK, 9);
    for (size_t i = 0; i < most; i++) {
        double x = axis_place(&panel->x, points->points[i].x);
        double y = axis_place(&panel->y, points->points[i].y);
        svg_dot(drawing, dots, x, y);
        spots_take(&spots, x, y, 5, false);
    }
    for (size_t i = 0; i < most; i++)
        spots_label(&spots, drawing, axis_place(&panel->x, points->points[i].x),
                    axis_place(&panel->y, points->points[i].y),
                    points->points[i].row->unit);
}
