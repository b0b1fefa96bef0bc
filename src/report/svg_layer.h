/* The layers of a drawing: everything that looks alike, written once with its looks and
   any number of shapes. Levels lie on each other; within one, what came first lies
   lowest. */
#ifndef REPORT_SVG_LAYER_H
#define REPORT_SVG_LAYER_H

#include "report/svg.h"

enum level {
    LEVEL_GRID,
    LEVEL_BOXES,
    LEVEL_LINES,
    LEVEL_DOTS,
    LEVEL_MARKS,
    LEVEL_HALOS, /* labels that stand on marks */
    LEVEL_LABELS
};

struct layer {
    enum level level;
    bool is_path; /* its shapes are parts of one path; otherwise elements of their own */
    struct buffer looks;  /* attributes */
    struct buffer shapes; /* what the path goes through, or elements */
};

/* Where to write one more shape that looks like that. Without memory it is a buffer that
   has failed, and so has the drawing. */
struct buffer *layer_find(struct drawing *drawing, enum level level, bool is_path,
                          const char *looks);

/* In a page, what most layers look like has a name of one letter: the attribute, the
   declaration that says the same in html_style.css, and the class. */
struct look {
    const char *attribute;
    const char *declaration;
    char class;
};

const struct look *look_at(size_t index); /* NULL past the last */

/* Writes all layers, lowest first. */
void layers_write(const struct drawing *drawing, struct buffer *out);

void layers_release(struct drawing *drawing);

#endif
