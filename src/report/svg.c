#include "report/svg.h"

#include "base/number.h"
#include "report/markup.h"
#include "report/svg_layer.h"
#include "report/text_extent.h"

#include <math.h>
#include <string.h>

void drawing_release(struct drawing *drawing)
{
    buffer_release(&drawing->body);
    layers_release(drawing);
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

/* -- numbers and attributes ---------------------------------------------------------- */

static void put_number(struct buffer *out, double value, bool is_after_number)
{
    char text[NUMBER_TEXT_BYTES];
    number_format_fixed(value, 1, text);
    size_t length = strlen(text);
    if (length > 2 && strcmp(text + length - 2, ".0") == 0)
        text[length - 2] = '\0';
    if (is_after_number && text[0] != '-')
        buffer_byte(out, ' ');
    buffer_text(out, text);
}

void svg_number(struct buffer *out, double value)
{
    put_number(out, value, false);
}

static void put_pair(struct buffer *out, double x, double y)
{
    put_number(out, x, false);
    put_number(out, y, true);
}

/* HTML needs no quotes around a value without spaces. */
static const char *quote_of(const struct drawing *drawing)
{
    return drawing->is_in_page ? "" : "\"";
}

static void put_word(const struct drawing *drawing, struct buffer *out, const char *name,
                     const char *value)
{
    const char *quote = quote_of(drawing);
    buffer_format(out, " %s=%s%s%s", name, quote, value, quote);
}

static void put_attribute(const struct drawing *drawing, struct buffer *out,
                          const char *name, double value)
{
    buffer_format(out, " %s=%s", name, quote_of(drawing));
    put_number(out, value, false);
    buffer_text(out, quote_of(drawing));
}

/* The layer of these looks, which are done with. */
static struct buffer *take_layer(struct drawing *drawing, enum level level, bool is_path,
                                 struct buffer *looks)
{
    struct buffer *shapes = &drawing->body;
    if (buffer_failed(looks))
        drawing->body.failed = true;
    else
        shapes = layer_find(drawing, level, is_path, looks->bytes ? looks->bytes : "");
    buffer_release(looks);
    return shapes;
}

/* -- shapes ----------------------------------------------------------------------------
 */

void svg_line(struct drawing *drawing, double x1, double y1, double x2, double y2,
              struct stroke stroke)
{
    struct buffer looks = { 0 };
    put_word(drawing, &looks, "stroke", stroke.color);
    if (stroke.width != 1)
        put_attribute(drawing, &looks, "stroke-width", stroke.width);
    if (stroke.is_dashed)
        put_word(drawing, &looks, "stroke-dasharray", "4,3");
    bool is_grid = strcmp(stroke.color, INK_FAINT) == 0;
    struct buffer *out =
        take_layer(drawing, is_grid ? LEVEL_GRID : LEVEL_LINES, true, &looks);
    buffer_byte(out, 'M');
    put_pair(out, x1, y1);
    if (y1 == y2) {
        buffer_byte(out, 'H');
        put_number(out, x2, false);
    } else if (x1 == x2) {
        buffer_byte(out, 'V');
        put_number(out, y2, false);
    } else {
        buffer_byte(out, 'L');
        put_pair(out, x2, y2);
    }
}

void svg_box(struct drawing *drawing, double x, double y, double width, double height,
             const char *fill)
{
    if (width <= 0)
        return;
    struct buffer looks = { 0 };
    put_word(drawing, &looks, "fill", fill);
    struct buffer *out = take_layer(drawing, LEVEL_BOXES, true, &looks);
    buffer_byte(out, 'M');
    put_pair(out, x, y);
    buffer_byte(out, 'h');
    put_number(out, width, false);
    buffer_byte(out, 'v');
    put_number(out, height, false);
    buffer_byte(out, 'h');
    put_number(out, -width, false);
    buffer_byte(out, 'z');
}

struct buffer *svg_dots(struct drawing *drawing, const char *color, double size)
{
    struct buffer looks = { 0 };
    put_word(drawing, &looks, "stroke", color);
    put_word(drawing, &looks, "stroke-linecap", "round");
    put_attribute(drawing, &looks, "stroke-width", size);
    return take_layer(drawing, LEVEL_DOTS, true, &looks);
}

/* A line of no length with round ends. A file may be enlarged, a page is not. */
void svg_dot(const struct drawing *drawing, struct buffer *dots, double x, double y)
{
    bool is_in_page = drawing->is_in_page;
    buffer_byte(dots, 'M');
    put_pair(dots, is_in_page ? floor(x + 0.5) : x, is_in_page ? floor(y + 0.5) : y);
    buffer_text(dots, "h0");
}

/* The rim keeps marks apart where they lie on each other. */
void svg_mark(struct drawing *drawing, enum side side, double x, double y, double radius)
{
    bool is_disc = side == SIDE_EMPLOYEES;
    struct buffer looks = { 0 };
    put_word(drawing, &looks, "fill", is_disc ? INK_EMPLOYEES : INK_CUSTOMERS);
    put_word(drawing, &looks, "stroke", "#fff");
    struct buffer *out = take_layer(drawing, LEVEL_MARKS, !is_disc, &looks);
    if (is_disc) {
        buffer_text(out, "<circle");
        put_attribute(drawing, out, "cx", x);
        put_attribute(drawing, out, "cy", y);
        buffer_text(out, " r=\"");
        put_number(out, radius, false);
        buffer_text(out, "\"/>");
        return;
    }
    double reach = radius * 1.25;
    buffer_byte(out, 'M');
    put_pair(out, x, y - reach);
    buffer_byte(out, 'l');
    put_pair(out, reach, reach);
    put_number(out, -reach, true);
    put_number(out, reach, true);
    put_number(out, -reach, true);
    put_number(out, -reach, true);
    buffer_byte(out, 'z');
}

/* -- labels -----------------------------------------------------------------------------
 */

/* Begins a text, to which attributes may be added. */
static struct buffer *open_text(struct drawing *drawing, double x, double y,
                                struct lettering lettering)
{
    static const char *const anchors[] = { NULL, "middle", "end" };
    struct buffer looks = { 0 };
    if (lettering.size != SMALL_SIZE)
        put_attribute(drawing, &looks, "font-size", lettering.size);
    if (strcmp(lettering.color, INK) != 0)
        put_word(drawing, &looks, "fill", lettering.color);
    if (anchors[lettering.anchor])
        put_word(drawing, &looks, "text-anchor", anchors[lettering.anchor]);
    if (lettering.is_bold)
        put_word(drawing, &looks, "font-weight", "bold");
    if (lettering.has_halo) {
        put_word(drawing, &looks, "stroke", "#fff");
        put_attribute(drawing, &looks, "stroke-width", 3);
        put_word(drawing, &looks, "paint-order", "stroke");
    }
    struct buffer *out = take_layer(
        drawing, lettering.has_halo ? LEVEL_HALOS : LEVEL_LABELS, false, &looks);
    buffer_text(out, "<text");
    x = floor(x + 0.5); /* a whole pixel is fine enough for letters */
    if (x != 0)
        put_attribute(drawing, out, "x", x);
    put_attribute(drawing, out, "y", floor(y + 0.5));
    return out;
}

void svg_text(struct drawing *drawing, double x, double y, struct lettering lettering,
              const char *text)
{
    struct buffer *out = open_text(drawing, x, y, lettering);
    buffer_byte(out, '>');
    markup_text(out, text);
    buffer_text(out, "</text>");
}

/* The content of a text that has been opened. */
static void close_shortened(struct buffer *out, const char *text, double size,
                            double width)
{
    struct buffer shown = { 0 };
    bool is_whole = text_shorten(&shown, text, size, width);
    buffer_byte(out, '>');
    if (buffer_failed(&shown))
        out->failed = true;
    else if (shown.bytes)
        markup_text(out, shown.bytes);
    if (!is_whole) {
        buffer_text(out, "<title>");
        markup_text(out, text);
        buffer_text(out, "</title>");
    }
    buffer_text(out, "</text>");
    buffer_release(&shown);
}

void svg_label(struct drawing *drawing, double x, double y, struct lettering lettering,
               const char *text, double width)
{
    close_shortened(open_text(drawing, x, y, lettering), text, lettering.size, width);
}

void svg_upright_label(struct drawing *drawing, double x, double y,
                       struct lettering lettering, const char *text, double height)
{
    struct buffer *out = open_text(drawing, x, y, lettering);
    buffer_text(out, " transform=\"rotate(-90 ");
    put_number(out, x, false);
    put_number(out, y, true);
    buffer_text(out, ")\"");
    close_shortened(out, text, lettering.size, height);
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

/* -- the whole --------------------------------------------------------------------------
 */

static void write_shapes(const struct drawing *drawing, struct buffer *out)
{
    if (buffer_failed(&drawing->body)) {
        out->failed = true;
        return;
    }
    if (drawing->body.bytes)
        buffer_append(out, drawing->body.bytes, drawing->body.byte_count);
    layers_write(drawing, out);
}

void svg_place(struct drawing *drawing, const struct drawing *sheet, double x, double y)
{
    struct buffer *out = &drawing->body;
    buffer_text(out, "<g transform=\"translate(");
    put_pair(out, x, y);
    buffer_text(out, ")\">");
    write_shapes(sheet, out);
    buffer_text(out, "</g>\n");
}

/* In a page a title would follow the pointer all over the picture; there the same words
   are the label of its figure. */
static void put_words(struct buffer *out, const struct drawing_words *words)
{
    buffer_text(out, " role=\"img\"><title>");
    markup_text(out, words->title);
    buffer_text(out, "</title><desc>");
    markup_text(out, words->description);
    buffer_text(out, "</desc>");
}

void svg_finish(const struct drawing *drawing, const struct drawing_words *words,
                struct buffer *out)
{
    bool is_in_page = drawing->is_in_page;
    buffer_text(out, is_in_page ? "<svg" : "<svg xmlns=\"http://www.w3.org/2000/svg\"");
    buffer_text(out, " viewBox=\"0 0 ");
    put_pair(out, drawing->width, drawing->height);
    buffer_byte(out, '"');
    put_attribute(drawing, out, "width", drawing->width);
    put_attribute(drawing, out, "height", drawing->height);
    if (!is_in_page) /* otherwise html_style.css says so, once */
        buffer_text(out, " font-family=\"Arial,Helvetica,'Liberation Sans',sans-serif\""
                         " font-size=\"12\" fill=\"" INK "\"");
    if (words)
        put_words(out, words);
    else
        buffer_byte(out, '>');
    if (!is_in_page)
        buffer_text(out, "<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>");
    write_shapes(drawing, out);
    buffer_text(out, "</svg>\n");
}
