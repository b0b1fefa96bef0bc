/* One picture as a file of its own: its sheet, or its panels side by side. */
#include "report/chart.h"

enum { MARGIN = 20, PANELS_ACROSS = 2, PANEL_SPACE = 24, HEADING_ROOM = 44 };

static void draw_sheets(const struct report *report, const struct chart *chart,
                        struct drawing *whole, struct buffer *words)
{
    size_t count = chart->sheet_count(report);
    double y = MARGIN + HEADING_ROOM;
    double row_height = 0;
    for (size_t i = 0; i < count; i++) {
        size_t column = chart->has_panels ? i % PANELS_ACROSS : 0;
        struct drawing sheet = { .language = report->language,
                                 .width = chart->has_panels ? PANEL_SHEET : WIDE_SHEET };
        chart->draw(report, i, &sheet, words);
        if (!column) {
            y += row_height;
            row_height = 0;
        }
        svg_place(whole, &sheet, MARGIN + (double)column * (PANEL_SHEET + PANEL_SPACE),
                  y);
        if (sheet.height + PANEL_SPACE > row_height)
            row_height = sheet.height + PANEL_SPACE;
        buffer_byte(words, ' ');
        drawing_release(&sheet);
    }
    whole->height = y + row_height + MARGIN - PANEL_SPACE;
    if (!count)
        svg_text(whole, MARGIN, y, lettering_of(LABEL_SIZE, INK_SOFT, ANCHOR_START),
                 translated(report->language, "Nothing to show."));
    if (!count)
        whole->height = y + MARGIN;
}

static enum symbar_status write_chart(const struct chart *chart,
                                      const struct report *report, struct sink sink,
                                      struct symbar_diagnostics *diagnostics)
{
    const char *title = report->study->title;
    struct drawing whole = { .language = report->language,
                             .width = WIDE_SHEET + 2 * MARGIN };
    struct buffer words = { 0 };
    struct buffer heading = { 0 };
    struct buffer out = { 0 };
    const struct language *language = report->language;
    if (title && *title)
        buffer_format(&heading, "%s%s", title,
                      translated_in(language, "after a term", ": "));
    buffer_text(&heading, translated(language, chart->heading));
    if (!buffer_failed(&heading))
        svg_label(&whole, MARGIN, MARGIN + 16, lettering_bold(18, INK, ANCHOR_START),
                  heading.bytes, WIDE_SHEET);
    draw_sheets(report, chart, &whole, &words);
    buffer_byte(&words, ' ');
    bool is_out_of_memory = buffer_failed(&words) || buffer_failed(&heading);
    if (!is_out_of_memory) {
        const struct drawing_words alternative = { heading.bytes, words.bytes };
        svg_finish(&whole, &alternative, &out);
        is_out_of_memory = buffer_failed(&out);
    }
    bool is_written =
        !is_out_of_memory && sink.write(sink.context, out.bytes, out.byte_count);
    buffer_release(&words);
    buffer_release(&heading);
    buffer_release(&out);
    drawing_release(&whole);
    if (is_out_of_memory)
        return fail_no_memory(diagnostics);
    return is_written ? SYMBAR_OK : SYMBAR_CANNOT_WRITE;
}

#define CHART_FORMAT(which, what)                                                        \
    static enum symbar_status write_##which(                                             \
        const struct report *report, const struct report_style *style, struct sink sink, \
        struct symbar_diagnostics *diagnostics)                                          \
    {                                                                                    \
        (void)style;                                                                     \
        return write_chart(&chart_##which, report, sink, diagnostics);                   \
    }                                                                                    \
    const struct report_format report_format_##which = {                                 \
        .name = "chart-" #which,                                                         \
        .extension = "chart-" #which ".svg",                                             \
        .summary = what,                                                                 \
        .write = write_##which,                                                          \
    }

CHART_FORMAT(mirror, "a picture: both sides, widest gap first");
CHART_FORMAT(symmetry, "a picture: units as points");
CHART_FORMAT(shares, "a picture: promoters and top box");
CHART_FORMAT(units, "a picture: the gaps of units in colour");
CHART_FORMAT(funnel, "a picture: the gaps of units by certainty");
CHART_FORMAT(waves, "a picture: both sides wave by wave");
CHART_FORMAT(drivers, "a picture: what goes with the overall score");
