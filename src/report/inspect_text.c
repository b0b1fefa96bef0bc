#include "base/number.h"
#include "report/display_width.h"
#include "report/inspect.h"
#include "report/text_parts.h"
#include "report/words.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { NAME_COLUMN = 16, WIDEST = 100, VALUES_SHOWN = 12 };

struct drawing {
    struct buffer out;
    struct pen pen;
};

/* `first`, then text broken into lines that begin in the column of the text. */
static void put_lines(struct drawing *drawing, const char *first, size_t indent,
                      const char *text, enum paint paint)
{
    struct buffer shown = { 0 };
    size_t width = drawing->pen.width < WIDEST ? drawing->pen.width : WIDEST;
    pen_text(&shown, text);
    buffer_text(&drawing->out, first);
    if (!shown.byte_count)
        buffer_byte(&drawing->out, '\n');
    for (size_t at = 0, next = 0; at < shown.byte_count; at += next) {
        size_t length =
            display_line(shown.bytes + at, shown.byte_count - at, width - indent, &next);
        if (at)
            buffer_repeat(&drawing->out, " ", indent);
        paint_start(&drawing->out, &drawing->pen, paint);
        buffer_append(&drawing->out, shown.bytes + at, length);
        paint_end(&drawing->out, &drawing->pen, paint);
        buffer_byte(&drawing->out, '\n');
    }
    if (buffer_failed(&shown))
        drawing->out.failed = true;
    buffer_release(&shown);
}

static void put_below(struct drawing *drawing, const char *text, enum paint paint)
{
    buffer_repeat(&drawing->out, " ", NAME_COLUMN);
    put_lines(drawing, "", NAME_COLUMN, text, paint);
}

/* "4 (1), 5 (12), 10 (20), 3 more values (7)" */
static void list_values(struct buffer *line, const struct inspected_column *column)
{
    uint64_t rest = 0;
    size_t shown = 0;
    size_t unshown = 0;
    bool has_secret = false;
    for (size_t i = 0; i < column->value_count; i++) {
        const struct value_count *value = &column->values[i];
        has_secret = has_secret || !value->value;
        if (!value->value || shown == VALUES_SHOWN) {
            rest += value->count;
            unshown++;
            continue;
        }
        buffer_format(line, "%s%s (%" PRIu64 ")", shown++ ? ", " : "", value->value,
                      value->count);
    }
    if (unshown)
        buffer_format(line, "%s%s (%" PRIu64 ")", shown ? ", " : "",
                      has_secret || unshown > 1 ? "others" : "another", rest);
}

static void list_missing(struct buffer *line, const struct inspected_column *column)
{
    for (int kind = 0; kind < MISSING_COUNT; kind++)
        if (column->missing[kind])
            buffer_format(line, "%s%s (%" PRIu64 ")", line->byte_count ? ", " : "",
                          missing_words(NULL, (enum missing_kind)kind),
                          column->missing[kind]);
}

/* "likert, 1 to 5: Strongly disagree = 1, ... (a usual set has all its labels)" */
static void describe_scale(struct buffer *line, const struct scale *scale,
                           const char *because)
{
    char min[NUMBER_TEXT_BYTES];
    char max[NUMBER_TEXT_BYTES];
    number_format(scale->min, min);
    number_format(scale->max, max);
    buffer_format(line, "%s, %s to %s", scale_kind_name(scale->kind), min, max);
    for (size_t i = 0; i < scale->label_count; i++) {
        char code[NUMBER_TEXT_BYTES];
        number_format(scale->labels[i].code, code);
        buffer_format(line, "%s %s = %s", i ? "," : ":", scale->labels[i].text, code);
    }
    buffer_format(line, " (%s)", because);
}

static void put_prefixed(struct drawing *drawing, const char *prefix, struct buffer *line,
                         enum paint paint)
{
    struct buffer whole = { 0 };
    if (line->byte_count) {
        buffer_text(&whole, prefix);
        buffer_text(&whole, line->bytes);
        if (!buffer_failed(&whole))
            put_below(drawing, whole.bytes, paint);
    }
    if (buffer_failed(&whole) || buffer_failed(line))
        drawing->out.failed = true;
    buffer_release(&whole);
    buffer_clear(line);
}

static void put_column(struct drawing *drawing, const struct inspected_column *column)
{
    struct buffer line = { 0 };
    char first[2 * NAME_COLUMN];
    snprintf(first, sizeof first, "%5zu  %-*s", column->index, NAME_COLUMN - 7,
             column_kind_name(column->kind));
    put_lines(drawing, first, NAME_COLUMN, *column->name ? column->name : "(no name)",
              PAINT_STRONG);
    if (strcmp(column->name, column->text) != 0)
        put_below(drawing, column->text, PAINT_NONE);
    if (column->scale)
        describe_scale(&line, column->scale, column->because);
    put_prefixed(drawing, "scale: ", &line, PAINT_NONE);
    list_values(&line, column);
    put_prefixed(drawing, "", &line, PAINT_NONE);
    list_missing(&line, column);
    put_prefixed(drawing, "no answer: ", &line, PAINT_FAINT);
    buffer_release(&line);
}

static void put_heading(struct drawing *drawing, const char *text)
{
    buffer_byte(&drawing->out, '\n');
    put_lines(drawing, "", 0, text, PAINT_STRONG);
}

static void put_rows(struct drawing *drawing, const struct inspected_file *file)
{
    struct buffer line = { 0 };
    buffer_format(&line, "%" PRIu64 " row%s read, %" PRIu64 " respondent%s",
                  file->rows_read, file->rows_read == 1 ? "" : "s", file->respondents,
                  file->respondents == 1 ? "" : "s");
    for (size_t i = 0; i < file->set_aside_count; i++)
        buffer_format(&line, "%s%" PRIu64 " %s",
                      i ? ", " : "; set aside: ", file->set_aside[i].count,
                      file->set_aside[i].reason);
    if (buffer_failed(&line))
        drawing->out.failed = true;
    else
        put_lines(drawing, "", 2, line.bytes, PAINT_NONE);
    buffer_release(&line);
}

static void put_reasons(struct drawing *drawing, const struct inspected_file *file)
{
    put_heading(drawing, "How it was recognised");
    for (size_t i = 0; i < file->reason_count; i++) {
        const struct inspected_reason *reason = &file->reasons[i];
        struct buffer line = { 0 };
        char first[2 * NAME_COLUMN];
        snprintf(first, sizeof first, "  %-*s", NAME_COLUMN - 2, reason->what);
        buffer_format(&line, "%s (%s)", reason->value, reason->because);
        if (buffer_failed(&line))
            drawing->out.failed = true;
        else
            put_lines(drawing, first, NAME_COLUMN, line.bytes, PAINT_NONE);
        buffer_release(&line);
    }
    struct buffer line = { 0 };
    if (!*file->line_end)
        return;
    buffer_format(&line, "  %-*s%s\n", NAME_COLUMN - 2, "line_end", file->line_end);
    if (buffer_failed(&line))
        drawing->out.failed = true;
    else
        buffer_text(&drawing->out, line.bytes);
    buffer_release(&line);
}

static bool append(void *context, const char *bytes, size_t byte_count)
{
    struct drawing *drawing = context;
    buffer_append(&drawing->out, bytes, byte_count);
    return !buffer_failed(&drawing->out);
}

static void put_settings(struct drawing *drawing, const struct inspected_file *file)
{
    struct json_writer json;
    put_heading(drawing, "For the study: what was guessed, to be put under "
                         "\"employees\" or \"customers\"");
    json_writer_init(&json, (struct sink){ append, drawing });
    json_object_open(&json, NULL, JSON_BLOCK);
    json_file_settings(&json, file);
    json_close(&json);
    if (json_writer_finish(&json) != SYMBAR_OK)
        drawing->out.failed = true;
}

static void put_file(struct drawing *drawing, const struct inspected_file *file)
{
    put_lines(drawing, "", 0, file->file, PAINT_STRONG);
    put_rows(drawing, file);
    put_reasons(drawing, file);
    put_heading(drawing, "Columns");
    for (size_t i = 0; i < file->column_count; i++) {
        if (file->respondent && i == file->first_question)
            put_heading(drawing, "Questions, as if each had a column of its own");
        put_column(drawing, &file->columns[i]);
    }
    put_settings(drawing, file);
}

static enum symbar_status write_text(const struct inspection *inspection,
                                     const struct report_style *style, struct sink sink,
                                     struct symbar_diagnostics *diagnostics)
{
    struct drawing drawing = {
        .pen = { .width = style->width, .color = style->color, .ascii = style->ascii }
    };
    enum symbar_status status = SYMBAR_OK;
    for (size_t i = 0; i < inspection->file_count && status == SYMBAR_OK; i++) {
        buffer_clear(&drawing.out);
        if (i)
            buffer_text(&drawing.out, "\n\n");
        put_file(&drawing, &inspection->files[i]);
        if (buffer_failed(&drawing.out))
            status = fail_no_memory(diagnostics);
        else if (!sink.write(sink.context, drawing.out.bytes, drawing.out.byte_count))
            status = SYMBAR_CANNOT_WRITE;
    }
    buffer_release(&drawing.out);
    return status;
}

const struct inspection_format inspection_format_text = {
    .name = "text",
    .write = write_text,
};

const struct inspection_format *inspection_format_find(const char *name)
{
    static const struct inspection_format *const formats[] = { &inspection_format_text,
                                                               &inspection_format_json };
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
        if (strcmp(formats[i]->name, name) == 0)
            return formats[i];
    return NULL;
}
