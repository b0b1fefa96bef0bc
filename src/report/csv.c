/* CSV and TSV: a row for each row of results, a column for each figure, named as the
   figures are; no figure, no text in its cell. */
#include "report/csv.h"

#include "base/buffer.h"
#include "base/number.h"
#include "base/text.h"
#include "report/report.h"
#include "report/result_table.h"

#include <string.h>

enum { FLUSH_BYTES = 64 * 1024 };

static const struct csv_dialect dialects[] = {
    { "rfc4180", ',', '.', false },
    { "excel", ',', '.', true },
    { "excel-fr", ';', ',', true },
};

const struct csv_dialect *csv_dialect_at(size_t index)
{
    return index < sizeof dialects / sizeof *dialects ? &dialects[index] : NULL;
}

const struct csv_dialect *csv_dialect_find(const char *name)
{
    for (size_t i = 0; i < sizeof dialects / sizeof *dialects; i++)
        if (strcmp(dialects[i].name, name) == 0)
            return &dialects[i];
    return NULL;
}

struct csv_writer {
    const struct report *report;
    const struct csv_dialect *dialect;
    char separator;
    struct sink sink;
    struct buffer line;
    bool is_first; /* the next cell is the first of its line */
    bool write_failed;
};

/* What a spreadsheet would take for the beginning of a formula, in wide letters as well.
 */
static bool begins_formula(const char *text)
{
    static const char *const wide[] = { "\xef\xbc\x9d", "\xef\xbc\x8b", "\xef\xbc\x8d",
                                        "\xef\xbc\xa0" };
    for (size_t i = 0; i < sizeof wide / sizeof *wide; i++)
        if (strncmp(text, wide[i], strlen(wide[i])) == 0)
            return true;
    return *text && strchr("=+-@", *text);
}

static void put_separator(struct csv_writer *writer)
{
    if (!writer->is_first)
        buffer_byte(&writer->line, writer->separator);
    writer->is_first = false;
}

/* The one way of a text into a cell: control characters told, as on a terminal; no
   formula; quoted where the reader needs it. NULL is an empty cell. */
static void put_text(void *context, const char *text)
{
    struct csv_writer *writer = context;
    struct buffer cell = { 0 };
    put_separator(writer);
    text = text ? text : "";
    buffer_text(&cell, begins_formula(text) ? "'" : "");
    text_escape(&cell, text, strlen(text));
    if (buffer_failed(&cell))
        writer->line.failed = true;
    const char specials[] = { '"', writer->separator, '\'', ' ', '\0' };
    bool is_quoted = cell.bytes && strpbrk(cell.bytes, specials);
    buffer_text(&writer->line, is_quoted ? "\"" : "");
    for (size_t i = 0; i < cell.byte_count; i++) {
        if (cell.bytes[i] == '"')
            buffer_byte(&writer->line, '"');
        buffer_byte(&writer->line, cell.bytes[i]);
    }
    buffer_text(&writer->line, is_quoted ? "\"" : "");
    buffer_release(&cell);
}

static void put_measure(void *context, const struct measure *measure)
{
    struct csv_writer *writer = context;
    char number[NUMBER_TEXT_BYTES];
    put_separator(writer);
    if (!measure->available)
        return;
    number_format(measure->value, number);
    char *point = strchr(number, '.');
    if (point)
        *point = writer->dialect->decimal_mark;
    buffer_text(&writer->line, number);
}

static void flush(struct csv_writer *writer)
{
    if (!writer->write_failed && !buffer_failed(&writer->line) && writer->line.byte_count)
        writer->write_failed = !writer->sink.write(
            writer->sink.context, writer->line.bytes, writer->line.byte_count);
    buffer_clear(&writer->line);
}

static void end_line(struct csv_writer *writer)
{
    buffer_text(&writer->line, "\r\n");
    writer->is_first = true;
    if (writer->line.byte_count >= FLUSH_BYTES)
        flush(writer);
}

static enum symbar_status write_rows(struct csv_writer *writer,
                                     struct symbar_diagnostics *diagnostics)
{
    const struct results *results = writer->report->results;
    buffer_text(&writer->line, writer->dialect->has_mark ? "\xef\xbb\xbf" : "");
    const struct result_columns columns = { put_text, put_measure, writer };
    result_headings(&columns);
    end_line(writer);
    for (size_t i = 0; i < results->row_count && !writer->write_failed; i++) {
        result_cells(&columns, writer->report->study, &results->rows[i]);
        end_line(writer);
    }
    bool lacks_memory = buffer_failed(&writer->line);
    flush(writer);
    buffer_release(&writer->line);
    if (lacks_memory)
        return fail_no_memory(diagnostics);
    return writer->write_failed ? SYMBAR_CANNOT_WRITE : SYMBAR_OK;
}

static const struct csv_dialect *dialect_of(const struct report_style *style)
{
    return style->csv_dialect ? style->csv_dialect : &dialects[0];
}

static enum symbar_status write_csv(const struct report *report,
                                    const struct report_style *style, struct sink sink,
                                    struct symbar_diagnostics *diagnostics)
{
    struct csv_writer writer = { .report = report,
                                 .dialect = dialect_of(style),
                                 .separator = dialect_of(style)->separator,
                                 .sink = sink,
                                 .is_first = true };
    return write_rows(&writer, diagnostics);
}

static enum symbar_status write_tsv(const struct report *report,
                                    const struct report_style *style, struct sink sink,
                                    struct symbar_diagnostics *diagnostics)
{
    struct csv_writer writer = { .report = report,
                                 .dialect = dialect_of(style),
                                 .separator = '\t',
                                 .sink = sink,
                                 .is_first = true };
    return write_rows(&writer, diagnostics);
}

const struct report_format report_format_csv = {
    .name = "csv",
    .extension = ".csv",
    .summary = "every figure, as a table (see --csv-dialect)",
    .is_for_programs = true,
    .write = write_csv,
};

const struct report_format report_format_tsv = {
    .name = "tsv",
    .extension = ".tsv",
    .summary = "the same between tabs",
    .is_for_programs = true,
    .write = write_tsv,
};
