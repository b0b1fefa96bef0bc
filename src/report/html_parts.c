#include "report/html_parts.h"

#include "report/text_parts.h"

void html_cell_text(struct buffer *out, const struct language *language,
                    enum shown_as shown_as, const struct estimate *estimate)
{
    const struct pen pen = { .language = language, .width = 80 };
    const struct cell cell = cell_of(shown_as, estimate, CELL_OK);
    pen_cell(out, &pen, &cell, false);
}

static void put_sheet(struct buffer *out, const struct report *report,
                      const struct chart *chart, size_t sheet, double width,
                      const char *class)
{
    struct drawing drawing = { .language = report->language, .width = width };
    struct buffer description = { 0 };
    chart->draw(report, sheet, &drawing, &description);
    if (buffer_failed(&description))
        out->failed = true;
    else {
        const struct drawing_words words = { translated(report->language, chart->heading),
                                             description.bytes ? description.bytes : "" };
        buffer_format(out, class ? "<figure class=\"%s\">" : "<figure>", class);
        svg_finish(&drawing, &words, false, out);
        buffer_text(out, "</figure>\n");
    }
    buffer_release(&description);
    drawing_release(&drawing);
}

void html_chart(struct buffer *out, const struct report *report,
                const struct chart *chart)
{
    size_t count = chart->sheet_count(report);
    buffer_text(out, chart->has_panels ? "<div class=\"panels\">\n" : "");
    for (size_t sheet = 0; sheet < count; sheet++) {
        if (chart->has_panels) {
            put_sheet(out, report, chart, sheet, PANEL_SHEET, NULL);
            continue;
        }
        put_sheet(out, report, chart, sheet, WIDE_SHEET, "wide");
        put_sheet(out, report, chart, sheet, NARROW_SHEET, "narrow");
    }
    buffer_text(out, chart->has_panels ? "</div>\n" : "");
}
