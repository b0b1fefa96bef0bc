#include "report/describe.h"
#include "report/display_width.h"
#include "report/draw.h"
#include "report/report.h"
#include "report/text_layout.h"

#include <string.h>

enum { USUAL_WIDTH = 80, NARROWEST = 40 };

static void draw_title(struct buffer *out, const struct pen *pen, const char *text)
{
    pen_prose(out, pen, NULL, text, 0, PAINT_STRONG);
    struct buffer shown = { 0 };
    pen_text(&shown, text);
    size_t width = shown.bytes ? display_width(shown.bytes, shown.byte_count) : 0;
    pen_rule(out, pen, width < pen->width ? width : pen->width, true);
    buffer_release(&shown);
}

static void draw_block(struct buffer *out, const struct pen *pen,
                       const struct block *block, const struct block *before)
{
    if (pen->plain) {
        pen_plain_block(out, pen, block);
        return;
    }
    bool follows_item = before && before->kind == BLOCK_ITEM;
    switch (block->kind) {
    case BLOCK_TITLE:
        draw_title(out, pen, block->text);
        return;
    case BLOCK_LEAD:
        buffer_byte(out, '\n');
        pen_prose(out, pen, NULL, block->text, 0, PAINT_STRONG);
        return;
    case BLOCK_HEADING:
        buffer_text(out, "\n\n");
        pen_prose(out, pen, NULL, block->text, 0, PAINT_STRONG);
        buffer_byte(out, '\n');
        return;
    case BLOCK_PARAGRAPH:
        if (before && before->kind != BLOCK_TITLE && before->kind != BLOCK_HEADING)
            buffer_byte(out, '\n');
        pen_prose(out, pen, NULL, block->text, 0, PAINT_NONE);
        return;
    case BLOCK_ITEM:
        if (!follows_item && before && before->kind != BLOCK_HEADING)
            buffer_byte(out, '\n');
        pen_prose(out, pen, block->term, block->text, 2, PAINT_NONE);
        return;
    case BLOCK_TABLE:
        if (before && before->kind != BLOCK_HEADING)
            buffer_byte(out, '\n');
        pen_table(out, pen, &block->table);
        return;
    case BLOCK_SPARKLINES:
        buffer_byte(out, '\n');
        pen_table(out, pen, &block->table);
        buffer_byte(out, '\n');
        pen_prose(out, pen, NULL, block->text, 0, PAINT_NONE);
        return;
    case BLOCK_SCATTERS:
        buffer_byte(out, '\n');
        pen_scatters(out, pen, block->scatters, block->scatter_count);
        buffer_byte(out, '\n');
        pen_prose(out, pen, NULL, block->text, 0, PAINT_NONE);
        return;
    }
}

static bool has_room(const struct pen *pen, const struct table *table, size_t column)
{
    struct table_layout layout;
    layout_table(&layout, pen, table);
    return !layout.columns[column].is_dropped;
}

/* Whether tables before the block have the column that it explains, and none has room for
   it. */
static bool explains_nothing(const struct document *document, const struct pen *pen,
                             const struct block *block)
{
    bool is_dropped = false;
    if (!block->explains || pen->plain)
        return false;
    for (const struct block *at = document->first; at != block; at = at->next)
        for (size_t i = 0; at->kind == BLOCK_TABLE && i < at->table.column_count; i++) {
            if (strcmp(at->table.columns[i].heading, block->explains) != 0)
                continue;
            if (has_room(pen, &at->table, i))
                return false;
            is_dropped = true;
        }
    return is_dropped;
}

/* Writes a block at a time, so that a long report does not wait in memory. */
static enum symbar_status draw(const struct document *document, const struct pen *pen,
                               struct sink sink)
{
    struct buffer out = { 0 };
    enum symbar_status status = SYMBAR_OK;
    const struct block *before = NULL;
    for (const struct block *block = document->first; block && status == SYMBAR_OK;
         block = block->next) {
        struct block shown = *block;
        if (explains_nothing(document, pen, block))
            shown.text = block->without;
        if (block->explains && !shown.text)
            continue;
        buffer_clear(&out);
        draw_block(&out, pen, &shown, before);
        before = block;
        if (buffer_failed(&out))
            status = SYMBAR_NO_MEMORY;
        else if (!sink.write(sink.context, out.bytes, out.byte_count))
            status = SYMBAR_CANNOT_WRITE;
    }
    buffer_release(&out);
    return status;
}

enum symbar_status draw_text(const struct document *document,
                             const struct report_style *style, struct sink sink,
                             struct symbar_diagnostics *diagnostics)
{
    struct pen pen = { .language = document->language,
                       .width = style->width ? style->width : USUAL_WIDTH,
                       .color = style->color && !style->plain,
                       .ascii = style->ascii || style->plain,
                       .plain = style->plain };
    if (pen.width < NARROWEST)
        pen.width = NARROWEST;
    enum symbar_status status =
        document->failed ? SYMBAR_NO_MEMORY : draw(document, &pen, sink);
    return status == SYMBAR_NO_MEMORY ? fail_no_memory(diagnostics) : status;
}

static enum symbar_status write_text(const struct report *report,
                                     const struct report_style *style, struct sink sink,
                                     struct symbar_diagnostics *diagnostics)
{
    struct document document = { .language = report->language };
    enum symbar_status status = describe_report(report, style->unit_limit, &document);
    status = status == SYMBAR_OK ? draw_text(&document, style, sink, diagnostics)
                                 : fail_no_memory(diagnostics);
    document_release(&document);
    return status;
}

const struct report_format report_format_text = {
    .name = "text",
    .extension = ".txt",
    .summary = "for reading, in the width of the terminal",
    .write = write_text,
};
