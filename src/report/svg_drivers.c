/* Key drivers: how much of what the dimensions explain of the overall score is each
   one's, as bars with their intervals. One sheet for both sides, over people; one for
   what employees say in a unit and the customers' score there. */
#include "report/chart.h"
#include "report/describe.h"
#include "report/svg_frame.h"
#include "report/words.h"

#include <math.h>
#include <stdlib.h>

enum {
    BAR_HEIGHT = 14,
    BAR_STEP = 21,
    LABEL_HEIGHT = 22,
    ROW_SPACE = 10,
    CAP = 4,
    MARK_ROOM = 20,
    VALUE_ROOM = 98
};

/* What a sheet has bars of, first above second. */
struct bar_kind {
    enum driver_scope scope;
    const char *ink; /* of its numbers; NULL: there is no such kind */
    const char *fill;
    bool has_mark;
    enum side side;       /* of the mark */
    const char *sentence; /* takes the dimension, its share and r */
};

enum { MOST_BARS = 2, SHEETS = 2 };

static const struct bar_kind kinds[SHEETS][MOST_BARS] = {
    { { DRIVERS_OF_EMPLOYEES, INK_EMPLOYEES, INK_EMPLOYEES, true, SIDE_EMPLOYEES,
        TRANSLATABLE("%s: employees %s\xc2\xa0%%, r %s.") },
      { DRIVERS_OF_CUSTOMERS, INK_CUSTOMERS, INK_CUSTOMERS, true, SIDE_CUSTOMERS,
        TRANSLATABLE("%s: customers %s\xc2\xa0%%, r %s.") } },
    { { DRIVERS_ACROSS, INK, "#afb8c1", false, SIDE_EMPLOYEES,
        TRANSLATABLE("%s: %s\xc2\xa0%%, r %s.") } },
};

/* A dimension with its bars, NULL where it has none. */
struct driver_row {
    size_t dimension;
    double share; /* the larger */
    const struct driver_result *bars[MOST_BARS];
};

static bool has_bars(const struct report *report, const struct bar_kind *kind)
{
    return kind->ink && drivers_are_found(report, kind->scope) &&
           report->results->drivers[kind->scope].driver_count > 1;
}

static bool has_sheet(const struct report *report, size_t which)
{
    return has_bars(report, &kinds[which][0]) || has_bars(report, &kinds[which][1]);
}

static size_t count_driver_sheets(const struct report *report)
{
    return (size_t)has_sheet(report, 0) + has_sheet(report, 1);
}

static int by_share(const void *left, const void *right)
{
    const struct driver_row *a = left;
    const struct driver_row *b = right;
    if (a->share != b->share)
        return a->share < b->share ? 1 : -1;
    return a->dimension < b->dimension ? -1 : a->dimension > b->dimension;
}

/* The rows of a sheet, largest share first; `rows` has one place for each dimension. */
static size_t collect_rows(const struct report *report, size_t which,
                           struct driver_row *rows)
{
    size_t dimensions = report->study->dimension_count;
    for (size_t d = 0; d < dimensions; d++)
        rows[d] = (struct driver_row){ .dimension = d, .share = -1 };
    for (size_t bar = 0; bar < MOST_BARS; bar++) {
        if (!has_bars(report, &kinds[which][bar]))
            continue;
        const struct driver_set *set = &report->results->drivers[kinds[which][bar].scope];
        for (size_t i = 0; i < set->driver_count; i++) {
            const struct driver_result *driver = &set->drivers[i];
            struct driver_row *row = &rows[driver->dimension];
            if (!driver->share.value.available)
                continue;
            row->bars[bar] = driver;
            row->share = fmax(row->share, driver->share.value.value);
        }
    }
    qsort(rows, dimensions, sizeof *rows, by_share);
    size_t count = 0;
    while (count < dimensions && rows[count].share >= 0)
        count++;
    return count;
}

/* Of a sheet that is `width` wide; the numbers stand behind the bars. */
static struct axis share_axis(double width, const struct driver_row *rows, size_t count)
{
    double most = 0;
    for (size_t i = 0; i < count; i++)
        for (size_t bar = 0; bar < MOST_BARS; bar++)
            if (rows[i].bars[bar]) {
                const struct estimate *share = &rows[i].bars[bar]->share;
                most = fmax(most, share->high.available ? share->high.value
                                                        : share->value.value);
            }
    struct axis axis = axis_around(0, most, 4);
    axis_limit(&axis, 0, 100);
    axis.start = MARK_ROOM;
    axis.end = width - VALUE_ROOM - MARK_ROOM;
    return axis;
}

static void draw_interval(struct drawing *drawing, const struct axis *axis,
                          const struct estimate *share, double y)
{
    const struct stroke stroke = { INK, 1.5, false };
    if (!share->low.available || !share->high.available)
        return;
    double low = axis_place(axis, share->low.value);
    double high = axis_place(axis, share->high.value);
    svg_line(drawing, low, y, high, y, stroke);
    svg_line(drawing, low, y - CAP, low, y + CAP, stroke);
    svg_line(drawing, high, y - CAP, high, y + CAP, stroke);
}

/* Behind the bars: "30 %  r +0.27". The sign of r tells which way it goes. */
static void draw_numbers(struct drawing *drawing, double x, double y,
                         const struct bar_kind *kind, const struct driver_result *driver)
{
    enum { SHARE_END = 42, R_START = 50 };
    struct buffer share = { 0 };
    struct buffer r = { 0 };
    chart_number(&share, drawing->language, driver->share.value.value, 0, false);
    buffer_text(&share, "\xc2\xa0%");
    buffer_text(&r, "r\xc2\xa0");
    chart_number(&r, drawing->language, driver->r.value.value, 2, true);
    if (buffer_failed(&share) || buffer_failed(&r)) {
        drawing->body.failed = true;
    } else {
        svg_text(drawing, x + SHARE_END, y + 4,
                 lettering_bold(SMALL_SIZE, kind->ink, ANCHOR_END), share.bytes);
        svg_text(drawing, x + R_START, y + 4,
                 lettering_of(SMALL_SIZE, INK_SOFT, ANCHOR_START), r.bytes);
    }
    buffer_release(&share);
    buffer_release(&r);
}

static void draw_bar(struct drawing *drawing, const struct axis *axis,
                     const struct bar_kind *kind, const struct driver_result *driver,
                     double y)
{
    double end = axis_place(axis, driver->share.value.value);
    if (kind->has_mark)
        svg_mark(drawing, kind->side, axis->start - 11, y, 5);
    svg_box(drawing, axis->start, y - BAR_HEIGHT / 2.0, end - axis->start, BAR_HEIGHT,
            kind->fill);
    draw_interval(drawing, axis, &driver->share, y);
    draw_numbers(drawing, drawing->width - VALUE_ROOM, y, kind, driver);
}

static void say_bar(struct buffer *words, const struct report *report,
                    const struct bar_kind *kind, const struct driver_result *driver)
{
    const struct language *language = report->language;
    struct buffer share = { 0 };
    struct buffer r = { 0 };
    chart_number(&share, language, driver->share.value.value, 0, false);
    chart_number(&r, language, driver->r.value.value, 2, true);
    if (buffer_failed(&share) || buffer_failed(&r)) {
        words->failed = true;
    } else {
        buffer_format(words, translated(language, kind->sentence),
                      report->study->dimensions[driver->dimension].label, share.bytes,
                      r.bytes);
        buffer_byte(words, ' ');
    }
    buffer_release(&share);
    buffer_release(&r);
}

static size_t bar_count(const struct driver_row *row)
{
    size_t count = 0;
    for (size_t bar = 0; bar < MOST_BARS; bar++)
        count += row->bars[bar] != NULL;
    return count;
}

static double row_height(const struct driver_row *row)
{
    return LABEL_HEIGHT + (double)(bar_count(row) * BAR_STEP) + ROW_SPACE;
}

static void draw_row(const struct report *report, struct drawing *drawing,
                     const struct axis *axis, size_t which, const struct driver_row *row,
                     double top, struct buffer *words)
{
    svg_line(drawing, 0, top, drawing->width, top,
             (struct stroke){ INK_FAINT, 1, false });
    svg_label(drawing, 0, top + 18, lettering_bold(LABEL_SIZE, INK, ANCHOR_START),
              report->study->dimensions[row->dimension].label, drawing->width);
    double y = top + LABEL_HEIGHT + (BAR_STEP + ROW_SPACE) / 2.0;
    for (size_t bar = 0; bar < MOST_BARS; bar++)
        if (row->bars[bar]) {
            draw_bar(drawing, axis, &kinds[which][bar], row->bars[bar], y);
            say_bar(words, report, &kinds[which][bar], row->bars[bar]);
            y += BAR_STEP;
        }
}

static struct key_entry side_key(const struct language *language, enum side side)
{
    return (struct key_entry){ side == SIDE_EMPLOYEES ? KEY_EMPLOYEES : KEY_CUSTOMERS,
                               NULL, side_words(language, side) };
}

/* The heading and the key of a sheet; returns where its rows start. */
static double draw_head(const struct report *report, struct drawing *drawing,
                        struct document *scratch, size_t which, struct buffer *words)
{
    const struct language *language = report->language;
    const char *overall =
        report->study->dimensions[report->study->analysis.overall].label;
    const char *heading = document_text(
        scratch,
        which ? translated(language, "Across units: what employees say, and the "
                                     "customers' %s")
              : translated(language, "Within each side: what goes with %s"),
        overall);
    int lines = svg_paragraph(drawing, 0, LINE_HEIGHT,
                              lettering_bold(LABEL_SIZE, INK, ANCHOR_START), heading,
                              drawing->width);
    struct key_entry key[MOST_BARS + 1];
    size_t keys = 0;
    for (size_t bar = 0; bar < MOST_BARS; bar++)
        if (kinds[which][bar].has_mark && has_bars(report, &kinds[which][bar]))
            key[keys++] = side_key(language, kinds[which][bar].side);
    key[keys++] = (struct key_entry){ KEY_LINE, INK, interval_words(scratch, report) };
    double top = LINE_HEIGHT * (lines + 3) / 2.0;
    buffer_format(words, "%s. ", heading);
    return top + svg_key(drawing, 0, top, key, keys) + 8;
}

static void draw_drivers(const struct report *report, size_t sheet,
                         struct drawing *drawing, struct buffer *words)
{
    size_t which = sheet || !has_sheet(report, 0) ? 1 : 0;
    struct document scratch = { .language = report->language };
    struct driver_row *rows =
        arena_allocate(&scratch.arena, report->study->dimension_count, sizeof *rows);
    if (!rows) {
        drawing->body.failed = true;
        document_release(&scratch);
        return;
    }
    size_t count = collect_rows(report, which, rows);
    const struct axis axis = share_axis(drawing->width, rows, count);
    double top = draw_head(report, drawing, &scratch, which, words);
    double bottom = top;
    for (size_t i = 0; i < count; i++)
        bottom += row_height(&rows[i]);
    svg_grid_across(drawing, &axis, top, bottom, "\xc2\xa0%");
    for (size_t i = 0; i < count; i++) {
        draw_row(report, drawing, &axis, which, &rows[i], top, words);
        top += row_height(&rows[i]);
    }
    drawing->height = bottom + 26;
    drawing->body.failed |= scratch.failed;
    document_release(&scratch);
}

const struct chart chart_drivers = {
    .name = "drivers",
    .heading = TRANSLATABLE("Key drivers"),
    .has_panels = true,
    .sheet_count = count_driver_sheets,
    .draw = draw_drivers,
};
