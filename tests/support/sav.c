#include "support/sav.h"

#include <readstat.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_VARIABLES = 2000, LONGEST_LINE = 4096 };

struct making {
    readstat_writer_t *writer;
    readstat_variable_t *variables[MOST_VARIABLES];
    readstat_label_set_t *labels[MOST_VARIABLES];
    int variable_count;
    int case_count;
    bool has_begun;
    bool failed;
    FILE *file;
};

static ssize_t write_bytes(const void *bytes, size_t byte_count, void *context)
{
    struct making *making = context;
    return (ssize_t)fwrite(bytes, 1, byte_count, making->file);
}

/* The rest of a line that begins with a word, or NULL. */
static char *after(char *line, const char *word)
{
    size_t length = strlen(word);
    return strncmp(line, word, length) == 0 ? line + length : NULL;
}

static bool is_text(const readstat_variable_t *variable)
{
    return readstat_variable_get_type(variable) == READSTAT_TYPE_STRING;
}

static void make_variable(struct making *making, char *line)
{
    char *name = strtok(line, " ");
    char *type = strtok(NULL, " ");
    char *format = strtok(NULL, " ");
    if (!name || !type || making->variable_count == MOST_VARIABLES) {
        making->failed = true;
        return;
    }
    size_t width = (size_t)strtoul(type, NULL, 10);
    readstat_variable_t *variable = readstat_add_variable(
        making->writer, name, width ? READSTAT_TYPE_STRING : READSTAT_TYPE_DOUBLE, width);
    if (format)
        readstat_variable_set_format(variable, format);
    making->variables[making->variable_count++] = variable;
}

static void make_value(struct making *making, char *line)
{
    int now = making->variable_count - 1;
    char *label = strstr(line, " = ");
    char name[32];
    if (!label) {
        making->failed = true;
        return;
    }
    *label = '\0';
    label += strlen(" = ");
    if (!making->labels[now]) {
        snprintf(name, sizeof name, "set%d", now);
        making->labels[now] = readstat_add_label_set(
            making->writer, readstat_variable_get_type(making->variables[now]), name);
        readstat_variable_set_label_set(making->variables[now], making->labels[now]);
    }
    if (is_text(making->variables[now]))
        readstat_label_string_value(making->labels[now], line, label);
    else
        readstat_label_double_value(making->labels[now], strtod(line, NULL), label);
}

static void make_missing(struct making *making, char *line)
{
    char *rest;
    readstat_variable_t *variable = making->variables[making->variable_count - 1];
    if (is_text(variable)) {
        readstat_variable_add_missing_string_value(variable, line);
        return;
    }
    double low = strtod(line, &rest);
    if (*rest)
        readstat_variable_add_missing_double_range(variable, low, strtod(rest, NULL));
    else
        readstat_variable_add_missing_double_value(variable, low);
}

static readstat_error_t insert(struct making *making, int number, const char *cell)
{
    const readstat_variable_t *variable = making->variables[number];
    if (is_text(variable))
        return readstat_insert_string_value(making->writer, variable, cell);
    return *cell ? readstat_insert_double_value(making->writer, variable,
                                                strtod(cell, NULL))
                 : readstat_insert_missing_value(making->writer, variable);
}

static void make_case(struct making *making, char *line)
{
    if (!making->has_begun)
        making->failed = making->failed ||
                         readstat_begin_writing_sav(making->writer, making,
                                                    making->case_count) != READSTAT_OK;
    making->has_begun = true;
    if (making->failed || readstat_begin_row(making->writer) != READSTAT_OK) {
        making->failed = true;
        return;
    }
    char *cell = line;
    for (int i = 0; i < making->variable_count; i++) {
        char *end = strchr(cell, '|');
        if (end)
            *end = '\0';
        making->failed = making->failed || insert(making, i, cell) != READSTAT_OK;
        cell = end ? end + 1 : cell + strlen(cell);
    }
    making->failed = making->failed || readstat_end_row(making->writer) != READSTAT_OK;
}

static void make_line(struct making *making, char *line)
{
    char *rest;
    if ((rest = after(line, "variable ")))
        make_variable(making, rest);
    else if ((rest = after(line, "case ")))
        make_case(making, rest);
    else if (strcmp(line, "compress") == 0)
        readstat_writer_set_compression(making->writer, READSTAT_COMPRESS_ROWS);
    else if (!making->variable_count)
        making->failed = *line != '\0';
    else if ((rest = after(line, "text ")))
        readstat_variable_set_label(making->variables[making->variable_count - 1], rest);
    else if ((rest = after(line, "value ")))
        make_value(making, rest);
    else if ((rest = after(line, "missing ")))
        make_missing(making, rest);
    else
        making->failed = making->failed || *line;
}

static int count_cases(const char *text)
{
    int count = 0;
    for (const char *at = text; (at = strstr(at, "case ")); at++)
        count += at == text || at[-1] == '\n';
    return count;
}

bool sav_write(const char *text, const char *path)
{
    struct making making = { .case_count = count_cases(text) };
    char line[LONGEST_LINE];
    making.writer = readstat_writer_init();
    making.file = fopen(path, "wb");
    making.failed = !making.writer || !making.file;
    if (!making.failed) {
        readstat_set_data_writer(making.writer, write_bytes);
        readstat_writer_set_file_timestamp(making.writer, 0);
    }
    while (*text && !making.failed) {
        size_t length = strcspn(text, "\n");
        if (length >= sizeof line)
            making.failed = true;
        else
            snprintf(line, sizeof line, "%.*s", (int)length, text);
        make_line(&making, line);
        text += length + (text[length] == '\n');
    }
    making.failed = making.failed || readstat_end_writing(making.writer) != READSTAT_OK;
    if (making.writer)
        readstat_writer_free(making.writer);
    if (making.file && fclose(making.file) != 0)
        making.failed = true;
    return !making.failed;
}
