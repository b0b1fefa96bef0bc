/* The first sheet: the document as it is read, its tables in typed cells. */
#include "base/buffer.h"
#include "report/xlsx_parts.h"

#include <string.h>

enum { TEXT_COLUMNS = 8, FIRST_WIDTH = 34, OTHER_WIDTH = 16, LINE_CHARACTERS = 130 };

struct summary {
    struct workbook *workbook;
    lxw_worksheet *sheet;
    lxw_row_t row;
};

/* Across the sheet, as high as its lines are. */
static void put_prose(struct summary *summary, const char *text, lxw_format *format)
{
    const struct xlsx_calls *calls = &summary->workbook->calls;
    size_t lines = strlen(text) / LINE_CHARACTERS + 1;
    lxw_row_t row = summary->row++;
    calls->worksheet_merge_range(summary->sheet, row, 0, row, TEXT_COLUMNS - 1, "",
                                 format);
    xlsx_text(summary->workbook, summary->sheet, row, 0, text, format);
    calls->worksheet_set_row(summary->sheet, row, 15.0 * (double)lines + 2, NULL);
}

static void put_item(struct summary *summary, const struct block *block)
{
    if (!block->term) {
        put_prose(summary, block->text, summary->workbook->prose);
        return;
    }
    struct buffer line = { 0 };
    buffer_text(&line, block->term);
    buffer_text(&line,
                translated_in(summary->workbook->report->language, "after a term", ": "));
    buffer_text(&line, block->text);
    if (buffer_failed(&line))
        summary->workbook->failed = true;
    else
        put_prose(summary, line.bytes, summary->workbook->prose);
    buffer_release(&line);
}

static void put_row(struct summary *summary, const struct table *table,
                    const struct table_row *row)
{
    struct workbook *workbook = summary->workbook;
    if (row->group)
        xlsx_text(workbook, summary->sheet, summary->row++, 0, row->group,
                  workbook->group);
    lxw_col_t column = 0;
    for (size_t i = 0; i < table->column_count; i++)
        if (!table->columns[i].is_axis)
            xlsx_cell(workbook, summary->sheet, summary->row, column++, &row->cells[i],
                      table->columns[i].is_numeric ? workbook->words_among_numbers
                                                   : workbook->words);
    summary->row++;
}

static void put_table(struct summary *summary, const struct table *table)
{
    struct workbook *workbook = summary->workbook;
    lxw_col_t column = 0;
    if (!table->first)
        return;
    for (size_t i = 0; i < table->column_count; i++)
        if (!table->columns[i].is_axis)
            xlsx_text(workbook, summary->sheet, summary->row, column++,
                      table->columns[i].heading,
                      table->columns[i].is_numeric ? workbook->heading_of_numbers
                                                   : workbook->heading);
    summary->row++;
    for (const struct table_row *row = table->first; row; row = row->next)
        put_row(summary, table, row);
    summary->row++;
}

static void put_block(struct summary *summary, const struct block *block)
{
    struct workbook *workbook = summary->workbook;
    switch (block->kind) {
    case BLOCK_TITLE:
        put_prose(summary, block->text, workbook->title);
        workbook->calls.worksheet_set_row(summary->sheet, summary->row - 1, 24, NULL);
        return;
    case BLOCK_LEAD:
        put_prose(summary, block->text, workbook->strong);
        return;
    case BLOCK_HEADING:
        summary->row++;
        put_prose(summary, block->text, workbook->group);
        return;
    case BLOCK_PARAGRAPH:
        put_prose(summary, block->text, workbook->prose);
        return;
    case BLOCK_ITEM:
        put_item(summary, block);
        return;
    case BLOCK_TABLE:
        put_table(summary, &block->table);
        return;
    case BLOCK_SCATTERS:
    case BLOCK_SPARKLINES:
        return;
    }
}

void xlsx_summary(struct workbook *workbook, const struct document *document)
{
    const struct language *language = workbook->report->language;
    const struct xlsx_calls *calls = &workbook->calls;
    struct summary summary = { .workbook = workbook };
    /* translators: the name of a sheet, 31 characters at most, none of []:*?/\ */
    summary.sheet = xlsx_sheet(workbook, translated(language, "Summary"));
    if (!summary.sheet)
        return;
    calls->worksheet_set_column(summary.sheet, 0, 0, FIRST_WIDTH, NULL);
    calls->worksheet_set_column(summary.sheet, 1, TEXT_COLUMNS - 1, OTHER_WIDTH, NULL);
    calls->worksheet_gridlines(summary.sheet, LXW_HIDE_ALL_GRIDLINES);
    for (const struct block *block = document->first; block; block = block->next)
        put_block(&summary, block);
}
