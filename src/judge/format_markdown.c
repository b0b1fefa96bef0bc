/* A document as Markdown, for the summary of a job or a comment on a change. Texts from
   the input are escaped: no name can become a heading, a link or HTML. */
#include "base/text.h"
#include "judge/format.h"
#include "report/document.h"

#include <string.h>

/* Control characters as text_escape() tells them, then a backslash before everything that
   means something to Markdown, HTML or a table. */
static void escape(struct buffer *out, const char *text)
{
    struct buffer harmless = { 0 };
    text_escape(&harmless, text, strlen(text));
    for (const char *at = harmless.bytes; at && *at; at++) {
        if (*at == '<' || *at == '>' || *at == '&')
            buffer_text(out, *at == '<' ? "&lt;" : *at == '>' ? "&gt;" : "&amp;");
        else if (strchr("\\`*_{}[]()#!|~@", *at))
            buffer_format(out, "\\%c", *at);
        else
            buffer_byte(out, *at);
    }
    out->failed = out->failed || harmless.failed;
    buffer_release(&harmless);
}

static void draw_table(struct buffer *out, const struct table *table)
{
    if (!table->first)
        return;
    buffer_byte(out, '\n');
    for (size_t i = 0; i < table->column_count; i++)
        buffer_format(out, "| %s ", table->columns[i].heading);
    buffer_text(out, "|\n");
    for (size_t i = 0; i < table->column_count; i++)
        buffer_text(out, table->columns[i].is_numeric ? "| ---: " : "| --- ");
    buffer_text(out, "|\n");
    for (const struct table_row *row = table->first; row; row = row->next) {
        for (size_t i = 0; i < table->column_count; i++) {
            buffer_text(out, "| ");
            escape(out, row->cells[i].text ? row->cells[i].text : "");
            buffer_byte(out, ' ');
        }
        buffer_text(out, "|\n");
    }
}

static void draw_block(struct buffer *out, const struct block *block,
                       const struct block *before)
{
    bool goes_on = before && before->kind == BLOCK_ITEM && block->kind == BLOCK_ITEM;
    if (block->kind == BLOCK_TABLE) {
        draw_table(out, &block->table);
        return;
    }
    buffer_text(out, before && !goes_on ? "\n" : "");
    if (block->kind == BLOCK_TITLE || block->kind == BLOCK_HEADING)
        buffer_text(out, block->kind == BLOCK_TITLE ? "## " : "### ");
    if (block->kind == BLOCK_LEAD)
        buffer_text(out, "**");
    if (block->kind == BLOCK_ITEM)
        buffer_text(out, "- ");
    if (block->kind == BLOCK_ITEM && block->term) {
        escape(out, block->term);
        buffer_text(out, ": ");
    }
    escape(out, block->text);
    buffer_text(out, block->kind == BLOCK_LEAD ? "**\n" : "\n");
}

static enum symbar_status draw(struct document *document, struct sink sink,
                               struct symbar_diagnostics *diagnostics)
{
    struct buffer out = { 0 };
    const struct block *before = NULL;
    for (const struct block *block = document->first; block; block = block->next) {
        draw_block(&out, block, before);
        before = block;
    }
    out.failed = out.failed || document->failed;
    document_release(document);
    return flush_buffer(&out, sink, diagnostics);
}

static enum symbar_status write_checks(const struct checks *checks,
                                       const struct report_style *style, struct sink sink,
                                       struct symbar_diagnostics *diagnostics)
{
    (void)style;
    struct document document = { .failed = false };
    describe_checks(checks, &document);
    return draw(&document, sink, diagnostics);
}

static enum symbar_status write_comparison(const struct comparison *comparison,
                                           const struct report_style *style,
                                           struct sink sink,
                                           struct symbar_diagnostics *diagnostics)
{
    (void)style;
    struct document document = { .failed = false };
    describe_comparison(comparison, &document);
    return draw(&document, sink, diagnostics);
}

const struct judge_format judge_format_markdown = {
    .name = "markdown",
    .extension = ".md",
    .summary = "for the summary of a job",
    .write_checks = write_checks,
    .write_comparison = write_comparison,
};
