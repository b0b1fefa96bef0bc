#include "report/inspect.h"

#include <string.h>

void json_guessed_scale(struct json_writer *json, const char *key,
                        const struct scale *scale)
{
    if (!scale) {
        json_null(json, key);
        return;
    }
    json_object_open(json, key, JSON_INLINE);
    json_text(json, "kind", scale_kind_name(scale->kind));
    json_number(json, "min", scale->min);
    json_number(json, "max", scale->max);
    if (scale->top.count) {
        json_array_open(json, "top", JSON_INLINE);
        for (size_t i = 0; i < scale->top.count; i++)
            json_number(json, NULL, scale->top.values[i]);
        json_close(json);
    }
    if (scale->label_count) {
        json_object_open(json, "labels", JSON_INLINE);
        for (size_t i = 0; i < scale->label_count; i++)
            json_number(json, scale->labels[i].text, scale->labels[i].code);
        json_close(json);
    }
    json_close(json);
}

static const char *delimiter_name(char delimiter, char text_out[2])
{
    text_out[0] = delimiter;
    text_out[1] = '\0';
    return delimiter == '\t' ? "tab" : text_out;
}

static const char *decimal_name(char decimal)
{
    return decimal == ',' ? "comma" : "point";
}

static void write_missing_lists(struct json_writer *json,
                                const struct inspected_file *file)
{
    bool has_any = false;
    for (int kind = 0; kind < MISSING_COUNT; kind++)
        has_any = has_any || file->missing[kind].count;
    if (!has_any)
        return;
    json_object_open(json, "missing", JSON_INLINE);
    for (int kind = 0; kind < MISSING_COUNT; kind++) {
        if (!file->missing[kind].count)
            continue;
        json_array_open(json, missing_kind_name((enum missing_kind)kind), JSON_INLINE);
        for (size_t i = 0; i < file->missing[kind].count; i++)
            json_text(json, NULL, file->missing[kind].texts[i]);
        json_close(json);
    }
    json_close(json);
}

static void write_layout(struct json_writer *json, const struct inspected_file *file)
{
    json_object_open(json, "layout", JSON_INLINE);
    json_text(json, "respondent", file->respondent);
    json_text(json, "question", file->question);
    json_text(json, "answer", file->answer);
    json_close(json);
}

static const char *guess_value(const struct inspected_file *file, const char *what)
{
    for (size_t i = 0; i < file->reason_count; i++)
        if (strcmp(file->reasons[i].what, what) == 0)
            return file->reasons[i].value;
    return NULL;
}

void json_file_settings(struct json_writer *json, const struct inspected_file *file)
{
    char delimiter[2];
    const char *quote = guess_value(file, "quote");
    json_array_open(json, "files", JSON_INLINE);
    json_text(json, NULL, file->file);
    json_close(json);
    json_text(json, "platform", file->platform);
    if (file->delimiter) { /* an SPSS file says all of it itself */
        json_text(json, "encoding", file->encoding);
        json_text(json, "delimiter", delimiter_name(file->delimiter, delimiter));
        if (quote)
            json_text(json, "quote", quote);
        json_text(json, "decimal", decimal_name(file->decimal));
        json_count(json, "header_rows", file->header_rows);
        if (file->header_line)
            json_count(json, "header_line", file->header_line);
    }
    if (file->respondent)
        write_layout(json, file);
    write_missing_lists(json, file);
}

static void write_rows(struct json_writer *json, const struct inspected_file *file)
{
    json_object_open(json, "rows", JSON_INLINE);
    json_count(json, "read", file->rows_read);
    json_count(json, "respondents", file->respondents);
    json_array_open(json, "set_aside", JSON_INLINE);
    for (size_t i = 0; i < file->set_aside_count; i++) {
        json_object_open(json, NULL, JSON_INLINE);
        json_text(json, "reason", file->set_aside[i].reason);
        json_count(json, "n", file->set_aside[i].count);
        json_close(json);
    }
    json_close(json);
    json_close(json);
}

/* An SPSS file has no delimiter and no lines, many a column no scale. */
static void write_text_or_null(struct json_writer *json, const char *key,
                               const char *text)
{
    if (*text)
        json_text(json, key, text);
    else
        json_null(json, key);
}

static void write_column(struct json_writer *json, const struct inspected_column *column)
{
    json_object_open(json, NULL, JSON_BLOCK);
    json_count(json, "index", column->index);
    json_text(json, "name", column->name);
    json_text(json, "text", column->text);
    json_text(json, "kind", column_kind_name(column->kind));
    json_object_open(json, "missing", JSON_INLINE);
    for (int kind = 0; kind < MISSING_COUNT; kind++)
        json_count(json, missing_kind_name((enum missing_kind)kind),
                   column->missing[kind]);
    json_close(json);
    json_array_open(json, "values", JSON_INLINE);
    for (size_t i = 0; i < column->value_count; i++) {
        json_object_open(json, NULL, JSON_INLINE);
        json_text(json, "value", column->values[i].value);
        json_count(json, "n", column->values[i].count);
        json_close(json);
    }
    json_close(json);
    json_guessed_scale(json, "scale", column->scale);
    write_text_or_null(json, "scale_because", column->scale ? column->because : "");
    json_close(json);
}

static void write_file(struct json_writer *json, const struct inspected_file *file)
{
    char delimiter[2] = { file->delimiter, '\0' };
    json_object_open(json, NULL, JSON_BLOCK);
    json_text(json, "file", file->file);
    json_count(json, "bytes", file->byte_count);
    json_text(json, "platform", file->platform);
    json_text(json, "encoding", file->encoding);
    write_text_or_null(json, "delimiter", delimiter);
    json_text(json, "decimal", decimal_name(file->decimal));
    write_text_or_null(json, "line_end", file->line_end);
    json_count(json, "header_rows", file->header_rows);
    if (file->header_line)
        json_count(json, "header_line", file->header_line);
    else
        json_null(json, "header_line");
    if (file->respondent)
        write_layout(json, file);
    else
        json_null(json, "layout");
    write_rows(json, file);
    json_array_open(json, "columns", JSON_BLOCK);
    for (size_t i = 0; i < file->column_count; i++)
        write_column(json, &file->columns[i]);
    json_close(json);
    json_array_open(json, "why", JSON_BLOCK);
    for (size_t i = 0; i < file->reason_count; i++) {
        json_object_open(json, NULL, JSON_INLINE);
        json_text(json, "what", file->reasons[i].what);
        json_text(json, "because", file->reasons[i].because);
        json_close(json);
    }
    json_close(json);
    json_close(json);
}

static enum symbar_status write_json(const struct inspection *inspection,
                                     const struct report_style *style, struct sink sink,
                                     struct symbar_diagnostics *diagnostics)
{
    struct json_writer json;
    (void)style;
    (void)diagnostics;
    json_writer_init(&json, sink);
    json_object_open(&json, NULL, JSON_BLOCK);
    json_array_open(&json, "files", JSON_BLOCK);
    for (size_t i = 0; i < inspection->file_count; i++)
        write_file(&json, &inspection->files[i]);
    json_close(&json);
    json_close(&json);
    return json_writer_finish(&json);
}

const struct inspection_format inspection_format_json = {
    .name = "json",
    .write = write_json,
};
