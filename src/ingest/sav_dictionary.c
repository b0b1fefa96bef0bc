#include "base/memory.h"
#include "base/number.h"
#include "base/text.h"
#include "ingest/sav_parts.h"

#include <ctype.h>
#include <math.h>
#include <string.h>

struct sav_label {
    const char *set;
    const char *code;
    const char *label;
    double number;
};

/* A text that is not UTF-8 becomes "", and the file is refused for it. */
static const char *keep_text(struct sav_dictionary *dictionary, const char *text,
                             const char *what)
{
    const char *kept = "";
    if (text && *text && !text_is_utf8(text, strlen(text)))
        dictionary->bad_text = what;
    else if (text && *text)
        kept = arena_text(dictionary->arena, text);
    dictionary->is_out_of_memory = dictionary->is_out_of_memory || !kept;
    return kept;
}

static int hear_metadata(readstat_metadata_t *metadata, void *context)
{
    struct sav_dictionary *dictionary = context;
    const char *name = readstat_get_file_encoding(metadata);
    char *kept = arena_text(dictionary->arena, name && *name ? name : "utf-8");
    dictionary->is_out_of_memory = dictionary->is_out_of_memory || !kept;
    for (char *at = kept; at && *at; at++)
        *at = (char)tolower((unsigned char)*at);
    dictionary->encoding = kept;
    return dictionary->is_out_of_memory ? READSTAT_HANDLER_ABORT : READSTAT_HANDLER_OK;
}

static void take_ranges(const readstat_variable_t *variable, struct sav_column *column)
{
    int count = readstat_variable_get_missing_ranges_count(variable);
    if (readstat_variable_get_type_class(variable) != READSTAT_TYPE_CLASS_NUMERIC)
        return;
    for (int i = 0; i < count && i < MOST_SAV_RANGES; i++)
        column->missing[column->missing_count++] = (struct sav_range){
            readstat_double_value(readstat_variable_get_missing_range_lo(variable, i)),
            readstat_double_value(readstat_variable_get_missing_range_hi(variable, i)),
        };
}

static int hear_variable(int index, readstat_variable_t *variable, const char *set,
                         void *context)
{
    struct sav_dictionary *dictionary = context;
    struct sav_column column = {
        .name = keep_text(dictionary, readstat_variable_get_name(variable),
                          "the name of a variable"),
        .text = keep_text(dictionary, readstat_variable_get_label(variable),
                          "the label of a variable"),
        .set = keep_text(dictionary, set, "the name of a set of labels"),
    };
    (void)index;
    if (!dictionary->is_out_of_memory)
        dictionary->is_out_of_memory =
            !memory_grow(&dictionary->columns, &dictionary->column_capacity,
                         dictionary->column_count + 1, sizeof *dictionary->columns);
    if (dictionary->is_out_of_memory)
        return READSTAT_HANDLER_ABORT;
    if (!*column.text)
        column.text = column.name;
    take_ranges(variable, &column);
    dictionary->columns[dictionary->column_count++] = column;
    return READSTAT_HANDLER_OK;
}

static int hear_label(const char *set, readstat_value_t value, const char *label,
                      void *context)
{
    struct sav_dictionary *dictionary = context;
    bool is_text = readstat_value_type_class(value) == READSTAT_TYPE_CLASS_STRING;
    struct sav_label heard = {
        .set = keep_text(dictionary, set, "the name of a set of labels"),
        .label = keep_text(dictionary, label, "the label of a value"),
        .number = is_text ? NAN : readstat_double_value(value),
    };
    char code[NUMBER_TEXT_BYTES] = "";
    if (is_text) {
        heard.code = keep_text(dictionary, readstat_string_value(value), "a value");
    } else {
        if (isfinite(heard.number))
            number_format_exact(heard.number, code);
        heard.code = keep_text(dictionary, code, "a value");
    }
    if (!dictionary->is_out_of_memory)
        dictionary->is_out_of_memory =
            !memory_grow(&dictionary->labels, &dictionary->label_capacity,
                         dictionary->label_count + 1, sizeof *dictionary->labels);
    if (dictionary->is_out_of_memory)
        return READSTAT_HANDLER_ABORT;
    dictionary->labels[dictionary->label_count++] = heard;
    return READSTAT_HANDLER_OK;
}

void sav_dictionary_listen(readstat_parser_t *parser)
{
    readstat_set_metadata_handler(parser, hear_metadata);
    readstat_set_variable_handler(parser, hear_variable);
    readstat_set_value_label_handler(parser, hear_label);
}

static bool is_declared_missing(const struct sav_column *column, double code)
{
    for (size_t i = 0; i < column->missing_count; i++)
        if (code >= column->missing[i].low && code <= column->missing[i].high)
            return true;
    return false;
}

static bool is_of_set(const struct sav_label *label, const struct sav_column *column)
{
    return *label->label && *column->set && strcmp(label->set, column->set) == 0;
}

/* Labels come set by set, so that those of a column stand together. */
static bool join_values(struct sav_dictionary *dictionary, struct sav_column *column)
{
    size_t count = 0;
    for (size_t i = 0; i < dictionary->label_count; i++)
        count += is_of_set(&dictionary->labels[i], column);
    column->values = arena_allocate(dictionary->arena, count, sizeof *column->values);
    column->codes = arena_allocate(dictionary->arena, count, sizeof *column->codes);
    if (!column->values || !column->codes)
        return false;
    for (size_t i = 0; i < dictionary->label_count; i++) {
        const struct sav_label *label = &dictionary->labels[i];
        if (!is_of_set(label, column))
            continue;
        column->codes[column->value_count] = label->number;
        column->values[column->value_count++] = (struct coded_value){
            .code = label->code,
            .label = label->label,
            .is_missing = is_declared_missing(column, label->number),
        };
    }
    return true;
}

bool sav_dictionary_join(struct sav_dictionary *dictionary)
{
    for (size_t i = 0; i < dictionary->column_count; i++)
        if (!join_values(dictionary, &dictionary->columns[i]))
            return false;
    return true;
}

void sav_dictionary_release(struct sav_dictionary *dictionary)
{
    memory_free(dictionary->columns);
    memory_free(dictionary->labels);
    *dictionary = (struct sav_dictionary){ 0 };
}

/* Days after 0000-03-01, as a date of the Gregorian calendar. */
static void write_date(int64_t days, struct buffer *text)
{
    enum { DAYS_OF_ERA = 146097, YEARS_OF_ERA = 400 };
    int64_t era = days / DAYS_OF_ERA;
    int64_t day = days % DAYS_OF_ERA;
    int64_t year = (day - day / 1460 + day / 36524 - day / 146096) / 365;
    int64_t day_of_year = day - (365 * year + year / 4 - year / 100);
    int64_t month = (5 * day_of_year + 2) / 153; /* from March */
    int64_t day_of_month = day_of_year - (153 * month + 2) / 5 + 1;
    int64_t is_next_year = month >= 10;
    buffer_format(text, "%04d-%02d-%02d", (int)(year + era * YEARS_OF_ERA + is_next_year),
                  (int)(is_next_year ? month - 9 : month + 3), (int)day_of_month);
}

/* SPSS counts seconds from 1582-10-14. */
static bool write_moment(double seconds, bool has_time, struct buffer *text)
{
    enum { DAY_SECONDS = 86400, FIRST_DAY = 578040 };
    const double last = 8000.0 * 366 * DAY_SECONDS;
    if (!(seconds >= 0 && seconds < last))
        return false;
    int64_t whole = (int64_t)seconds;
    int64_t second = whole % DAY_SECONDS;
    write_date(whole / DAY_SECONDS + FIRST_DAY, text);
    if (has_time)
        buffer_format(text, " %02d:%02d:%02d", (int)(second / 3600),
                      (int)(second / 60 % 60), (int)(second % 60));
    return true;
}

static bool begins_with(const char *text, const char *beginning)
{
    return strncmp(text, beginning, strlen(beginning)) == 0;
}

void sav_write_number(double value, const char *format, struct buffer *text)
{
    char number[NUMBER_TEXT_BYTES];
    bool has_time = begins_with(format, "DATETIME") || begins_with(format, "YMDHMS");
    bool is_date = has_time || begins_with(format, "DATE") ||
                   begins_with(format, "ADATE") || begins_with(format, "EDATE") ||
                   begins_with(format, "SDATE") || begins_with(format, "JDATE");
    if (!isfinite(value) || (is_date && write_moment(value, has_time, text)))
        return;
    number_format_exact(value, number);
    buffer_text(text, number);
}

const struct coded_value *sav_find_value(const struct sav_column *column, double code,
                                         const char *text, bool is_missing)
{
    static const struct coded_value nameless_missing = { "", "", true };
    for (size_t i = 0; i < column->value_count; i++) {
        const struct coded_value *value = &column->values[i];
        bool is_it = text ? strcmp(value->code, text) == 0 : column->codes[i] == code;
        if (is_it && (value->is_missing || !is_missing))
            return value;
    }
    is_missing = is_missing || (!text && is_declared_missing(column, code));
    return is_missing ? &nameless_missing : NULL;
}
