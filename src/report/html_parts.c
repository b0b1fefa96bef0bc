#include "report/html_parts.h"

#include "report/markup.h"
#include "report/text_parts.h"

void html_cell_text(struct buffer *out, const struct language *language,
                    enum shown_as shown_as, const struct estimate *estimate)
{
    const struct pen pen = { .language = language, .width = 80 };
    const struct cell cell = cell_of(shown_as, estimate, CELL_OK);
    pen_cell(out, &pen, &cell, false);
}

/* Takes the words of the last sheet that says some. */
static void put_sheet(struct buffer *out, const struct report *report,
                      const struct chart *chart, size_t sheet, double width,
                      const char *class, struct buffer *words)
{
    struct drawing drawing = { .language = report->language,
                               .is_in_page = true,
                               .width = width };
    buffer_clear(words);
    chart->draw(report, sheet, &drawing, words);
    buffer_text(out, class);
    svg_finish(&drawing, NULL, out);
    drawing_release(&drawing);
}

/* One picture to whoever listens, however many sheets there are for widths. */
static void put_figure(struct buffer *out, const struct report *report,
                       const struct chart *chart, size_t sheet)
{
    struct buffer sheets = { 0 };
    struct buffer words = { 0 };
    if (chart->has_panels)
        put_sheet(&sheets, report, chart, sheet, PANEL_SHEET, "", &words);
    else {
        put_sheet(&sheets, report, chart, sheet, WIDE_SHEET, "<div class=wide>", &words);
        buffer_text(&sheets, "</div>");
        put_sheet(&sheets, report, chart, sheet, NARROW_SHEET, "<div class=narrow>",
                  &words);
        buffer_text(&sheets, "</div>\n");
    }
    if (buffer_failed(&sheets) || buffer_failed(&words))
        out->failed = true;
    else {
        buffer_text(out, "<figure role=img aria-label=\"");
        markup_text(out, translated(report->language, chart->heading));
        buffer_text(out, ". ");
        markup_text(out, words.bytes ? words.bytes : "");
        buffer_text(out, "\">");
        buffer_append(out, sheets.bytes, sheets.byte_count);
        buffer_text(out, "</figure>\n");
    }
    buffer_release(&sheets);
    buffer_release(&words);
}

void html_chart(struct buffer *out, const struct report *report,
                const struct chart *chart)
{
    size_t count = chart->sheet_count(report);
    buffer_text(out, chart->has_panels ? "<div class=panels>\n" : "");
    for (size_t sheet = 0; sheet < count; sheet++)
        put_figure(out, report, chart, sheet);
    buffer_text(out, chart->has_panels ? "</div>\n" : "");
}
