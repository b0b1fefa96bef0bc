#include "report/svg.h"

#include "base/number.h"
#include "report/markup.h"
#include "report/text_extent.h"

#include <string.h>

void drawing_release(struct drawing *drawing)
{
    buffer_release(&drawing->body);
}

struct lettering lettering_of(double size, const char *color, enum anchor anchor)
{
    return (struct lettering){ .size = size, .color = color, .anchor = anchor };
}

struct lettering lettering_bold(double size, const char *color, enum anchor anchor)
{
    struct lettering lettering = lettering_of(size, color, anchor);
    lettering.is_bold = true;
    return lettering;
}

void svg_number(struct buffer *out, double value)
{
    char text[NUMBER_TEXT_BYTES];
    number_format_fixed(value, 1, text);
    size_t length = strlen(text);
    if (length > 2 && strcmp(text + length - 2, ".0") == 0)
        text[length - 2] = '\0';
    buffer_text(out, text);
}

static void put_attribute(struct drawing *drawing, const char *name, double value)
{
    buffer_format(&drawing->body, " %s=\"", name);
    svg_number(&drawing->body, value);
    buffer_byte(&drawing->body, '"');
}

void svg_line(struct drawing *drawing, double x1, double y1, double x2, double y2,
              struct stroke stroke)
{
    struct buffer *out = &drawing->body;
    buffer_text(out, "<path d=\"M");
    svg_number(out, x1);
    buffer_byte(out, ' ');
    svg_number(out, y1);
    buffer_byte(out, 'L');
    svg_number(out, x2);
    buffer_byte(out, ' ');
    svg_number(out, y2);
    buffer_format(out, "\" stroke=\"%s\"", stroke.color);
    put_attribute(drawing, "stroke-width", stroke.width);
    buffer_text(out, stroke.is_dashed ? " stroke-dasharray=\"4 3\"/>" : "/>");
}

void svg_box(struct drawing *drawing, double x, double y, double width, double height,
             const char *fill)
{
    struct buffer *out = &drawing->body;
    if (width <= 0)
        return;
    buffer_format(out, "<path fill=\"%s\" d=\"M", fill);
    svg_number(out, x);
    buffer_byte(out, ' ');
    svg_number(out, y);
    buffer_byte(out, 'h');
    svg_number(out, width);
    buffer_byte(out, 'v');
    svg_number(out, height);
    buffer_byte(out, 'h');
    svg_number(out, -width);
    buffer_text(out, "z\"/>");
}

void svg_dots_begin(struct drawing *drawing)
{
    buffer_text(&drawing->body, "<path d=\"");
}

void svg_dot(struct drawing *drawing, double x, double y)
{
    buffer_byte(&drawing->body, 'M');
    svg_number(&drawing->body, x);
    buffer_byte(&drawing->body, ' ');
    svg_number(&drawing->body, y);
    buffer_text(&drawing->body, "h0");
}

void svg_dots_end(struct drawing *drawing, const char *color, double size)
{
    buffer_format(&drawing->body, "\" stroke=\"%s\" stroke-linecap=\"round\"", color);
    put_attribute(drawing, "stroke-width", size);
    buffer_text(&drawing->body, "/>");
}

/* The rim keeps marks apart where they lie on each other. */
void svg_mark(struct drawing *drawing, enum side side, double x, double y, double radius)
{
    struct buffer *out = &drawing->body;
    if (side == SIDE_EMPLOYEES) {
        buffer_text(out, "<circle");
        put_attribute(drawing, "cx", x);
        put_attribute(drawing, "cy", y);
        put_attribute(drawing, "r", radius);
        buffer_text(out, " fill=\"" INK_EMPLOYEES "\" stroke=\"#fff\"/>");
        return;
    }
    double reach = radius * 1.25;
    buffer_text(out, "<path d=\"M");
    svg_number(out, x);
    buffer_byte(out, ' ');
    svg_number(out, y - reach);
    const double legs[][2] = { { reach, reach }, { -reach, reach }, { -reach, -reach } };
    for (size_t i = 0; i < sizeof legs / sizeof *legs; i++) {
        buffer_byte(out, 'l');
        svg_number(out, legs[i][0]);
        buffer_byte(out, ' ');
        svg_number(out, legs[i][1]);
    }
    buffer_text(out, "z\" fill=\"" INK_CUSTOMERS "\" stroke=\"#fff\"/>");
}

#define HALO " stroke=\"#fff\" stroke-width=\"3\" paint-order=\"stroke\""

static void open_text(struct drawing *drawing, double x, double y,
                      struct lettering lettering)
{
    static const char *const anchors[] = { "", " text-anchor=\"middle\"",
                                           " text-anchor=\"end\"" };
    buffer_text(&drawing->body, "<text");
    put_attribute(drawing, "x", x);
    put_attribute(drawing, "y", y);
    if (lettering.size != SMALL_SIZE)
        put_attribute(drawing, "font-size", lettering.size);
    if (strcmp(lettering.color, INK) != 0)
        buffer_format(&drawing->body, " fill=\"%s\"", lettering.color);
    buffer_format(&drawing->body, "%s%s%s", anchors[lettering.anchor],
                  lettering.is_bold ? " font-weight=\"bold\"" : "",
                  lettering.has_halo ? HALO : "");
}

void svg_text(struct drawing *drawing, double x, double y, struct lettering lettering,
              const char *text)
{
    open_text(drawing, x, y, lettering);
    buffer_byte(&drawing->body, '>');
    markup_text(&drawing->body, text);
    buffer_text(&drawing->body, "</text>");
}

/* The content of a text that has been opened. */
static void close_shortened(struct drawing *drawing, const char *text, double size,
                            double width)
{
    struct buffer shown = { 0 };
    bool is_whole = text_shorten(&shown, text, size, width);
    buffer_byte(&drawing->body, '>');
    if (buffer_failed(&shown))
        drawing->body.failed = true;
    else if (shown.bytes)
        markup_text(&drawing->body, shown.bytes);
    if (!is_whole) {
        buffer_text(&drawing->body, "<title>");
        markup_text(&drawing->body, text);
        buffer_text(&drawing->body, "</title>");
    }
    buffer_text(&drawing->body, "</text>");
    buffer_release(&shown);
}

void svg_label(struct drawing *drawing, double x, double y, struct lettering lettering,
               const char *text, double width)
{
    open_text(drawing, x, y, lettering);
    close_shortened(drawing, text, lettering.size, width);
}

void svg_upright_label(struct drawing *drawing, double x, double y,
                       struct lettering lettering, const char *text, double height)
{
    open_text(drawing, x, y, lettering);
    buffer_text(&drawing->body, " transform=\"rotate(-90 ");
    svg_number(&drawing->body, x);
    buffer_byte(&drawing->body, ' ');
    svg_number(&drawing->body, y);
    buffer_text(&drawing->body, ")\"");
    close_shortened(drawing, text, lettering.size, height);
}

int svg_paragraph(struct drawing *drawing, double x, double y, struct lettering lettering,
                  const char *text, double width)
{
    size_t next;
    size_t end = text_break(text, lettering.size, width, &next);
    double middle = y + lettering.size / 3;
    if (!text[next]) {
        svg_label(drawing, x, middle, lettering, text, width);
        return 1;
    }
    struct buffer line = { 0 };
    buffer_append(&line, text, end);
    if (buffer_failed(&line))
        drawing->body.failed = true;
    else
        svg_label(drawing, x, middle - LINE_HEIGHT / 2.0, lettering, line.bytes, width);
    svg_label(drawing, x, middle + LINE_HEIGHT / 2.0, lettering, text + next, width);
    buffer_release(&line);
    return 2;
}

/* In a page a title would follow the pointer all over the picture; there the same words
   are its label. */
static void put_words(struct buffer *out, const struct drawing_words *words,
                      bool is_alone)
{
    buffer_text(out, is_alone ? "><title>" : " aria-label=\"");
    markup_text(out, words->title);
    buffer_text(out, is_alone ? "</title><desc>" : ". ");
    markup_text(out, words->description);
    buffer_text(out, is_alone ? "</desc>" : "\">");
}

void svg_finish(const struct drawing *drawing, const struct drawing_words *words,
                bool is_alone, struct buffer *out)
{
    buffer_text(out, is_alone ? "<svg xmlns=\"http://www.w3.org/2000/svg\"" : "<svg");
    buffer_text(out, " role=\"img\" viewBox=\"0 0 ");
    svg_number(out, drawing->width);
    buffer_byte(out, ' ');
    svg_number(out, drawing->height);
    buffer_text(out, "\" width=\"");
    svg_number(out, drawing->width);
    buffer_text(out, "\" height=\"");
    svg_number(out, drawing->height);
    buffer_text(out, "\" font-family=\"Arial,Helvetica,'Liberation Sans',sans-serif\""
                     " font-size=\"12\" fill=\"" INK "\"");
    put_words(out, words, is_alone);
    if (is_alone)
        buffer_text(out, "<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>");
    if (drawing->body.failed)
        out->failed = true;
    else
        buffer_append(out, drawing->body.bytes, drawing->body.byte_count);
    buffer_text(out, "</svg>\n");
}
