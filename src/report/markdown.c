/* A document as Markdown (GitHub's and GitLab's), for a wiki, a merge request or the
   summary of a job. Texts from the input are escaped: no name can become a heading, a
   link or HTML. */
#include "base/text.h"
#include "report/describe.h"
#include "report/draw.h"
#include "report/report.h"
#include "report/text_parts.h"

#include <string.h>

/* The length of what would begin a list at the start of a line: "- ", "1." */
static bool begins_list(const char *text, size_t *marker_out)
{
    size_t digits = strspn(text, "0123456789");
    *marker_out = digits;
    return digits ? text[digits] == '.' || text[digits] == ')'
                  : *text == '-' || *text == '+' || *text == '=';
}

/* What would make a link without brackets: "http:" before "//", "www" before its dot. */
static bool makes_link(const char *start, const char *at)
{
    if (*at == ':')
        return at[1] == '/' && at[2] == '/';
    return *at == '.' && at - start >= 3 && strncmp(at - 3, "www", 3) == 0;
}

/* The one way of a text into Markdown: control characters as text_escape() tells them,
   then a backslash before everything that means something to Markdown, HTML or a table.
   `starts_line`: it stands where a list could begin. */
static void escape(struct buffer *out, const char *text, bool starts_line)
{
    struct buffer harmless = { 0 };
    size_t marker = 0;
    text_escape(&harmless, text, strlen(text));
    const char *start = harmless.bytes ? harmless.bytes : "";
    bool is_list = starts_line && begins_list(start, &marker);
    for (const char *at = start; *at; at++) {
        if (*at == '<' || *at == '>' || *at == '&')
            buffer_text(out, *at == '<' ? "&lt;" : *at == '>' ? "&gt;" : "&amp;");
        else if (strchr("\\`*_[]#!|~@", *at) || makes_link(start, at) ||
                 (is_list && at == start + marker))
            buffer_format(out, "\\%c", *at);
        else
            buffer_byte(out, *at);
    }
    out->failed = out->failed || harmless.failed;
    buffer_release(&harmless);
}

/* Dumbbells are for wider eyes. */
static bool is_left_out(const struct column *column)
{
    return column->is_axis;
}

static void put_cell(struct buffer *out, const struct pen *pen, const struct cell *cell)
{
    struct buffer text = { 0 };
    pen_cell(&text, pen, cell, false);
    buffer_text(out, "| ");
    if (buffer_failed(&text))
        out->failed = true;
    else if (text.bytes)
        escape(out, text.bytes + strspn(text.bytes, " "), false);
    buffer_byte(out, ' ');
    buffer_release(&text);
}

static void put_head(struct buffer *out, const struct table *table)
{
    for (size_t i = 0; i < table->column_count; i++) {
        if (is_left_out(&table->columns[i]))
            continue;
        buffer_text(out, "| ");
        escape(out, table->columns[i].heading, false);
        buffer_byte(out, ' ');
    }
    buffer_text(out, "|\n");
    for (size_t i = 0; i < table->column_count; i++)
        if (!is_left_out(&table->columns[i]))
            buffer_text(out, table->columns[i].is_numeric ? "| ---: " : "| --- ");
    buffer_text(out, "|\n");
}

/* A group's heading is a row of its own, with nothing beside it. */
static void put_group(struct buffer *out, const struct table *table, const char *heading)
{
    buffer_text(out, "| **");
    escape(out, heading, false);
    buffer_text(out, "** ");
    for (size_t i = 1; i < table->column_count; i++)
        buffer_text(out, is_left_out(&table->columns[i]) ? "" : "| ");
    buffer_text(out, "|\n");
}

static void put_table(struct buffer *out, const struct pen *pen,
                      const struct table *table)
{
    if (!table->first)
        return;
    buffer_byte(out, '\n');
    put_head(out, table);
    for (const struct table_row *row = table->first; row; row = row->next) {
        if (row->group)
            put_group(out, table, row->group);
        for (size_t i = 0; i < table->column_count; i++)
            if (!is_left_out(&table->columns[i]))
                put_cell(out, pen, &row->cells[i]);
        buffer_text(out, "|\n");
    }
}

static void put_block(struct buffer *out, const struct pen *pen,
                      const struct block *block, const struct block *before)
{
    bool goes_on = before && before->kind == BLOCK_ITEM && block->kind == BLOCK_ITEM;
    if (block->kind == BLOCK_TABLE) {
        put_table(out, pen, &block->table);
        return;
    }
    if (block->kind == BLOCK_SCATTERS || block->kind == BLOCK_SPARKLINES)
        return;
    buffer_text(out, before && !goes_on ? "\n" : "");
    if (block->kind == BLOCK_TITLE || block->kind == BLOCK_HEADING)
        buffer_text(out, block->kind == BLOCK_TITLE ? "## " : "### ");
    if (block->kind == BLOCK_LEAD)
        buffer_text(out, "**");
    if (block->kind == BLOCK_ITEM)
        buffer_text(out, "- ");
    if (block->kind == BLOCK_ITEM && block->term) {
        escape(out, block->term, true);
        buffer_text(out, translated_in(pen->language, "after a term", ": "));
    }
    escape(out, block->text, block->kind != BLOCK_LEAD && !block->term);
    buffer_text(out, block->kind == BLOCK_LEAD ? "**\n" : "\n");
}

enum symbar_status draw_markdown(const struct document *document, struct sink sink,
                                 struct symbar_diagnostics *diagnostics)
{
    const struct pen pen = { .language = document->language, .width = 80 };
    struct buffer out = { 0 };
    const struct block *before = NULL;
    for (const struct block *block = document->first; block; block = block->next) {
        put_block(&out, &pen, block, before);
        before = block;
    }
    enum symbar_status status = SYMBAR_OK;
    if (document->failed || buffer_failed(&out))
        status = fail_no_memory(diagnostics);
    else if (out.byte_count && !sink.write(sink.context, out.bytes, out.byte_count))
        status = SYMBAR_CANNOT_WRITE;
    buffer_release(&out);
    return status;
}

static enum symbar_status write_markdown(const struct report *report,
                                         const struct report_style *style,
                                         struct sink sink,
                                         struct symbar_diagnostics *diagnostics)
{
    struct document document = { .language = report->language };
    enum symbar_status status = describe_report(report, style->unit_limit, &document);
    status = status == SYMBAR_OK ? draw_markdown(&document, sink, diagnostics)
                                 : fail_no_memory(diagnostics);
    document_release(&document);
    return status;
}

const struct report_format report_format_markdown = {
    .name = "markdown",
    .extension = ".md",
    .summary = "the text for a wiki or a merge request",
    .write = write_markdown,
};
