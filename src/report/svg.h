/* A drawing in SVG: shapes and labels on a sheet of given width, in pixels at its natural
   size. The sheet is as high as what was drawn on it says in the end.

   Shapes that look alike are written as one, whatever the order of the calls: what lies
   above what is decided by kind (the grid lowest, then boxes, lines, dots, marks,
   labels). What it looks like is in its own attributes, so that it is the same alone, in
   a page and on paper (a page gives it the letters only); colours are the ones that
   colour-blind readers tell apart, and the two sides differ in shape as well. */
#ifndef REPORT_SVG_H
#define REPORT_SVG_H

#include "base/buffer.h"
#include "base/language.h"
#include "study/study.h"

#include <stdbool.h>

#define INK "#1b1f24"       /* what is read */
#define INK_SOFT "#57606a"  /* what explains */
#define INK_FAINT "#d0d7de" /* grid lines */
#define INK_EMPLOYEES "#0072b2"
#define INK_CUSTOMERS "#d55e00"

enum { LABEL_SIZE = 13, SMALL_SIZE = 12 };

struct layer; /* of shapes that look alike: svg_layer.h */

struct drawing {
    const struct language *language; /* of its words and numbers */
    bool is_in_page;                 /* HTML, not a file of its own in XML */
    double width;
    double height;
    struct buffer body; /* sheets that were placed on it; failed where anything did */
    struct layer *layers;
    size_t layer_count;
    size_t layer_capacity;
};

void drawing_release(struct drawing *drawing);

enum anchor { ANCHOR_START, ANCHOR_MIDDLE, ANCHOR_END };

struct stroke {
    const char *color;
    double width;
    bool is_dashed;
};

struct lettering {
    double size;
    const char *color;
    enum anchor anchor;
    bool is_bold;
    bool has_halo; /* stands on other marks */
};

struct lettering lettering_of(double size, const char *color, enum anchor anchor);
struct lettering lettering_bold(double size, const char *color, enum anchor anchor);

void svg_line(struct drawing *drawing, double x1, double y1, double x2, double y2,
              struct stroke stroke);
void svg_box(struct drawing *drawing, double x, double y, double width, double height,
             const char *fill);

/* Any number of small round dots: svg_dot() takes what svg_dots() returned, until
   something else is drawn. */
struct buffer *svg_dots(struct drawing *drawing, const char *color, double size);
void svg_dot(const struct drawing *drawing, struct buffer *dots, double x, double y);

/* A mark of a side: a disc for employees, a diamond for customers. */
void svg_mark(struct drawing *drawing, enum side side, double x, double y, double radius);

/* A text on one line whose foot is at y. */
void svg_text(struct drawing *drawing, double x, double y, struct lettering lettering,
              const char *text);

/* The same, cut to fit `width`; the whole text shows when pointed at. */
void svg_label(struct drawing *drawing, double x, double y, struct lettering lettering,
               const char *text, double width);

/* The same, running up the sheet from its foot at (x, y). */
void svg_upright_label(struct drawing *drawing, double x, double y,
                       struct lettering lettering, const char *text, double height);

/* At most two lines, the last one cut to fit, set around the middle y. Returns the number
   of lines. */
int svg_paragraph(struct drawing *drawing, double x, double y, struct lettering lettering,
                  const char *text, double width);

enum { LINE_HEIGHT = 16 };

/* What screen readers say in place of the picture. */
struct drawing_words {
    const char *title;
    const char *description;
};

/* Writes the whole drawing. Alone, not in a page: with the name space and a white sheet
   under it. Without words it is part of something that has them. */
void svg_finish(const struct drawing *drawing, const struct drawing_words *words,
                struct buffer *out);

/* Puts what is drawn on `sheet` on the drawing, with its corner at (x, y). */
void svg_place(struct drawing *drawing, const struct drawing *sheet, double x, double y);

/* A number of the drawing's own, not of the report: one decimal at most. */
void svg_number(struct buffer *out, double value);

#endif
