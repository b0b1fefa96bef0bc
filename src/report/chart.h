/* The pictures of a report, one file each; every
   picture shows figures of the report and nothing else, and says in words what it shows.

   A picture has one sheet or several of the same kind, such as one per dimension. */
#ifndef REPORT_CHART_H
#define REPORT_CHART_H

#include "report/report.h"
#include "report/svg.h"

#include <stdbool.h>
#include <stddef.h>

enum { WIDE_SHEET = 760, NARROW_SHEET = 350, PANEL_SHEET = 368 };

struct chart {
    const char *name;    /* "mirror": chart-mirror.svg */
    const char *heading; /* TRANSLATABLE() */
    /* Sheets are panels, narrow enough for a phone; other sheets are drawn once for each
       width. */
    bool has_panels;
    size_t (*sheet_count)(const struct report *report); /* 0: nothing to show */
    /* Draws on a sheet of drawing->width and sets its height. `words` gets the text
       alternative. */
    void (*draw)(const struct report *report, size_t sheet, struct drawing *drawing,
                 struct buffer *words);
};

extern const struct chart chart_mirror;
extern const struct chart chart_symmetry;
extern const struct chart chart_shares;
extern const struct chart chart_units;
extern const struct chart chart_funnel;
extern const struct chart chart_waves;
extern const struct chart chart_drivers;

/* A number of the report, as its tables show it. */
void chart_number(struct buffer *out, const struct language *language, double value,
                  int decimals, bool is_signed);

#endif
