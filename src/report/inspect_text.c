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
static void list_values(struct buffer *line, const struct language *language,
                        const struct inspected_column *column)
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
                      has_secret || unshown > 1
                          ? translated_in(language, "values of a column", "others")
                          : translated_in(language, "values of a column", "another"),
                      rest);
}

/* "no answer: left blank (3), don't know (1)" */
static void list_missing(struct buffer *line, const struct language *language,
                         const struct inspected_column *column)
{
    const char *before = translated_in(language, "before a list", "no answer: ");
    for (int kind = 0; kind < MISSING_COUNT; kind++)
        if (column->missing[kind]) {
            buffer_format(line, "%s%s (%" PRIu64 ")", before,
                          missing_words(language, (enum missing_kind)kind),
                          column->missing[kind]);
            before = ", ";
        }
}

/* "scale: likert, 1 to 5: Strongly disagree = 1, ... (a usual set has all its labels)" */
static void describe_scale(struct buffer *line, const struct language *language,
                           const struct inspected_column *column)
{
    const struct scale *scale = column->scale;
    char min[NUMBER_TEXT_BYTES];
    char max[NUMBER_TEXT_BYTES];
    language_number(language, scale->min, min);
    language_number(language, scale->max, max);
    /* translators: the kind of the scale, such as "likert", and its ends */
    buffer_format(line, translated(language, "scale: %s, %s to %s"),
                  scale_kind_name(scale->kind), min, max);
    for (size_t i = 0; i < scale->label_count; i++) {
        char code[NUMBER_TEXT_BYTES];
        language_number(language, scale->labels[i].code, code);
        buffer_format(line, "%s%s = %s",
                      i ? ", " : translated_in(language, "after a place", ": "),
                      scale->labels[i].text, code);
    }
    buffer_format(line, " (%s)", translated(language, column->because));
}

/* The line, if there is anything on it, which is empty afterwards. */
static void put_line(struct drawing *drawing, struct buffer *line, enum paint paint)
{
    if (buffer_failed(line))
        drawing->out.failed = true;
    else if (line->byte_count)
        put_below(drawing, line->bytes, paint);
    buffer_clear(line);
}

/* How a line begins, in the first `NAME_COLUMN` columns. */
static void begin_line(struct buffer *first, const char *text)
{
    buffer_text(first, text);
    size_t width = display_width(first->bytes ? first->bytes : "", first->byte_count);
    buffer_repeat(first, " ", width < NAME_COLUMN ? NAME_COLUMN - width : 1);
}

static const char *kind_words(const struct language *language, enum column_kind kind)
{
    switch (kind) {
    case KIND_UNIT:
        return translated_in(language, "a column", "unit");
    case KIND_SCALE:
        return translated_in(language, "a column", "scale");
    case KIND_NPS:
        return translated_in(language, "a column", "nps");
    case KIND_DATE:
        return translated_in(language, "a column", "date");
    case KIND_NUMBER:
        return translated_in(language, "a column", "number");
    case KIND_CHOICE:
        return translated_in(language, "a column", "choice");
    case KIND_TEXT:
        return translated_in(language, "a column", "text");
    case KIND_PERSONAL:
        return translated_in(language, "a column", "personal");
    case KIND_ID:
        return translated_in(language, "a column", "id");
    case KIND_EMPTY:
        return translated_in(language, "a column", "empty");
    case COLUMN_KIND_COUNT:
        break;
    }
    return "";
}

static void put_column(struct drawing *drawing, const struct inspected_column *column)
{
    const struct language *language = drawing->pen.language;
    struct buffer line = { 0 };
    struct buffer first = { 0 };
    buffer_format(&line, "%5zu  %s", column->index, kind_words(language, column->kind));
    begin_line(&first, line.bytes ? line.bytes : "");
    buffer_clear(&line);
    put_lines(drawing, first.bytes ? first.bytes : "", NAME_COLUMN,
              *column->name ? column->name : translated(language, "(no name)"),
              PAINT_STRONG);
    if (strcmp(column->name, column->text) != 0)
        put_below(drawing, column->text, PAINT_NONE);
    if (column->scale)
        describe_scale(&line, language, column);
    put_line(drawing, &line, PAINT_NONE);
    list_values(&line, language, column);
    put_line(drawing, &line, PAINT_NONE);
    list_missing(&line, language, column);
    put_line(drawing, &line, PAINT_FAINT);
    drawing->out.failed = drawing->out.failed || buffer_failed(&first);
    buffer_release(&line);
    buffer_release(&first);
}

static void put_heading(struct drawing *drawing, const char *text)
{
    buffer_byte(&drawing->out, '\n');
    put_lines(drawing, "", 0, text, PAINT_STRONG);
}

static void put_rows(struct drawing *drawing, const struct inspected_file *file)
{
    const struct language *language = drawing->pen.language;
    struct buffer line = { 0 };
    buffer_format(
        &line,
        translated_count(language, "%llu row read", "%llu rows read", file->rows_read),
        (unsigned long long)file->rows_read);
    buffer_text(&line, ", ");
    buffer_format(&line,
                  translated_count(language, "%llu respondent", "%llu respondents",
                                   file->respondents),
                  (unsigned long long)file->respondents);
    const char *before = translated_in(language, "before a list", "; set aside: ");
    for (size_t i = 0; i < file->set_aside_count; i++) {
        buffer_format(&line, "%s%" PRIu64 " %s", before, file->set_aside[i].count,
                      file->set_aside[i].reason);
        before = ", ";
    }
    if (buffer_failed(&line))
        drawing->out.failed = true;
    else
        put_lines(drawing, "", 2, line.bytes, PAINT_NONE);
    buffer_release(&line);
}

static void say_reason(struct buffer *out, const struct language *language,
                       const struct inspected_file *file,
                       const struct inspected_reason *reason)
{
    const struct layout_counts *counts = &file->layout_counts;
    if (reason->is_layout)
        buffer_format(out, translated(language, layout_because(counts)), counts->rows,
                      counts->respondents, counts->questions);
    else
        buffer_text(out, translated(language, reason->because));
}

static void put_reason(struct drawing *drawing, const char *what, struct buffer *line)
{
    struct buffer first = { 0 };
    buffer_text(&first, "  ");
    begin_line(&first, what);
    if (buffer_failed(line) || buffer_failed(&first))
        drawing->out.failed = true;
    else
        put_lines(drawing, first.bytes, NAME_COLUMN, line->bytes, PAINT_NONE);
    buffer_release(&first);
    buffer_clear(line);
}

static void put_reasons(struct drawing *drawing, const struct inspected_file *file)
{
    const struct language *language = drawing->pen.language;
    struct buffer line = { 0 };
    put_heading(drawing, translated(language, "How it was recognised"));
    for (size_t i = 0; i < file->reason_count; i++) {
        const struct inspected_reason *reason = &file->reasons[i];
        buffer_format(&line, "%s (",
                      reason->is_layout ? translated(language, reason->value)
                                        : reason->value);
        say_reason(&line, language, file, reason);
        buffer_text(&line, ")");
        put_reason(drawing, reason->what, &line);
    }
    if (*file->line_end) {
        buffer_text(&line, file->line_end);
        put_reason(drawing, "line_end", &line);
    }
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
    put_heading(drawing, translated(drawing->pen.language,
                                    "For the study: what was guessed, to be put under "
                                    "\"employees\" or \"customers\""));
    json_writer_init(&json, (struct sink){ append, drawing });
    json_object_open(&json, NULL, JSON_BLOCK);
    json_file_settings(&json, file);
    json_close(&json);
    if (json_writer_finish(&json) != SYMBAR_OK)
        drawing->out.failed = true;
}

static void put_file(struct drawing *drawing, const struct inspected_file *file)
{
    const struct language *language = drawing->pen.language;
    put_lines(drawing, "", 0, file->file, PAINT_STRONG);
    put_rows(drawing, file);
    put_reasons(drawing, file);
    put_heading(drawing, translated(language, "Columns"));
    for (size_t i = 0; i < file->column_count; i++) {
        if (file->respondent && i == file->first_question)
            put_heading(drawing, translated(language, "Questions, as if each had a "
                                                      "column of its own"));
        put_column(drawing, &file->columns[i]);
    }
    put_settings(drawing, file);
}

static enum symbar_status write_text(const struct inspection *inspection,
                                     const struct report_style *style, struct sink sink,
                                     struct symbar_diagnostics *diagnostics)
{
    struct drawing drawing = { .pen = { .language = style->language,
                                        .width = style->width,
                                        .color = style->color,
                                        .ascii = style->ascii } };
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
