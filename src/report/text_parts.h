/* The parts of the text report: cells become words and digits, tables lay themselves out
   in a width, paragraphs wrap. Nothing here is longer than the width but what cannot be
   broken, and no line ends in spaces. */
#ifndef REPORT_TEXT_PARTS_H
#define REPORT_TEXT_PARTS_H

#include "base/buffer.h"
#include "report/document.h"
#include "report/report.h"

/* What colour stands for; every meaning is in the words as well. */
enum paint {
    PAINT_NONE,
    PAINT_STRONG,
    PAINT_FAINT,
    PAINT_EMPLOYEES,
    PAINT_CUSTOMERS,
    PAINT_SYMMETRIC
};

/* How everything is drawn: the style with its defaults filled in. */
struct pen {
    const struct language *language;
    size_t width;
    bool color;
    bool ascii;
    bool plain; /* labelled lines: nothing is drawn or aligned */
};

void paint_start(struct buffer *out, const struct pen *pen, enum paint paint);
void paint_end(struct buffer *out, const struct pen *pen, enum paint paint);

/* Appends escaped text; no-break spaces, wide and narrow, become plain ones. */
void pen_text(struct buffer *out, const char *text);

/* The same for text that is harmless already. */
void pen_plain(struct buffer *out, const char *text, size_t byte_count);

/* Text broken at spaces, all lines but the first indented, each ended by a line feed;
   `term` leads the first one, or is NULL. */
void pen_prose(struct buffer *out, const struct pen *pen, const char *term,
               const char *text, size_t indent, enum paint paint);

/* A number rounded to decimals; `is_signed`: with a plus where it is above 0. */
void pen_number(struct buffer *out, const struct pen *pen, double value, int decimals,
                bool is_signed);

/* A cell on one line, escaped, without colour; dumbbells are not for this. `is_short`:
   with fewer words where there are any to spare. */
void pen_cell(struct buffer *out, const struct pen *pen, const struct cell *cell,
              bool is_short);
enum paint cell_paint(const struct cell *cell);

/* A dumbbell on an axis of `width` columns, at least 10, and the axis' heading. */
void pen_dumbbell(struct buffer *out, const struct pen *pen, const struct cell *cell,
                  size_t width);
void pen_axis(struct buffer *out, const struct pen *pen, size_t width);

/* A series: its first number, a block for each, its last number; as numbers only where
   nothing is drawn. */
void pen_sparkline(struct buffer *out, const struct pen *pen,
                   const struct sparkline *sparkline);

/* Pictures of units, beside each other where there is room. */
void pen_scatters(struct buffer *out, const struct pen *pen,
                  const struct scatter *scatters, size_t count);

void pen_rule(struct buffer *out, const struct pen *pen, size_t width, bool is_double);
/* A block as labelled lines, for `--plain`. */
void pen_plain_block(struct buffer *out, const struct pen *pen,
                     const struct block *block);

void pen_table(struct buffer *out, const struct pen *pen, const struct table *table);

#endif
