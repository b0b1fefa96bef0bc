#include "ingest/dialect.h"

#include "ingest/grouped_number.h"

#include <string.h>
#include <strings.h>

enum { MOST_TRIED_ROWS = 40, MOST_DECIMAL_ROWS = 2000 };

/* What a reading of the sample under one delimiter and quote gives. */
struct trial {
    size_t counts[MOST_TRIED_ROWS]; /* cells of each row */
    size_t row_count;
    bool reads_on;   /* past the rows that are counted, for quotes out of place */
    bool has_failed; /* one was met */
    enum line_end line_end;
};

static bool count_cells(void *context, const struct row *row)
{
    struct trial *trial = context;
    if (trial->row_count < MOST_TRIED_ROWS)
        trial->counts[trial->row_count++] = row->cell_count;
    return trial->reads_on || trial->row_count < MOST_TRIED_ROWS;
}

static bool try_reading(char delimiter, char quote, const char *text, size_t text_count,
                        bool is_whole, struct trial *trial)
{
    struct csv_reader *reader = csv_reader_create(delimiter, quote, count_cells, trial);
    if (!reader || !csv_reader_select(reader, NULL, 0)) {
        csv_reader_free(reader);
        return false;
    }
    enum csv_reading reading = csv_reader_push(reader, text, text_count);
    if (reading == READING_ON && is_whole)
        reading = csv_reader_end(reader);
    trial->line_end = csv_reader_line_end(reader);
    trial->has_failed =
        reading == READING_TEXT_AFTER_QUOTE || reading == READING_UNCLOSED_QUOTE;
    csv_reader_free(reader);
    return reading != READING_NO_MEMORY;
}

/* How many rows have the most common number of cells, given that it is more than one. */
static size_t agreeing_rows(const struct trial *trial, size_t *cells_out)
{
    size_t most = 0;
    *cells_out = 1;
    for (size_t i = 0; i < trial->row_count; i++) {
        size_t same = 0;
        for (size_t j = 0; j < trial->row_count; j++)
            same += trial->counts[j] == trial->counts[i];
        if (trial->counts[i] > 1 &&
            (same > most || (same == most && trial->counts[i] > *cells_out))) {
            most = same;
            *cells_out = trial->counts[i];
        }
    }
    /* a lone heading over texts of which some hold a delimiter is one column */
    if (trial->row_count && trial->counts[0] == 1 && most * 2 < trial->row_count) {
        most = 0;
        *cells_out = 1;
    }
    return most;
}

/* Shares of agreeing rows compare by cross-multiplication; a failed reading is as good as
   the rows before it are many. */
static bool is_better(const struct trial *trial, const struct trial *best)
{
    size_t cells = 0;
    size_t best_cells = 0;
    size_t agreeing = agreeing_rows(trial, &cells);
    size_t best_agreeing = agreeing_rows(best, &best_cells);
    size_t of = trial->row_count + trial->has_failed;
    size_t best_of = best->row_count + best->has_failed;
    if (agreeing * best_of != best_agreeing * of)
        return agreeing * best_of > best_agreeing * of;
    return cells > best_cells;
}

struct decimal_census {
    size_t row_count;
    size_t cell_count;
    size_t commas;
    size_t points;
    size_t thousands; /* of the commas: 6,513 */
};

/* ^-?[0-9]+[.,][0-9]+$ ; returns the mark, or 0. */
static char plain_mark(const char *bytes, size_t byte_count)
{
    size_t at = byte_count && bytes[0] == '-';
    size_t digits = at;
    while (at < byte_count && bytes[at] >= '0' && bytes[at] <= '9')
        at++;
    if (at == digits || at + 1 >= byte_count || (bytes[at] != ',' && bytes[at] != '.'))
        return 0;
    char mark = bytes[at++];
    while (at < byte_count && bytes[at] >= '0' && bytes[at] <= '9')
        at++;
    if (at < byte_count)
        return 0;
    return mark;
}

/* The same of numbers as people show them: "12,5 %", "1.234,5". What has one mark only,
   and more than once, has no decimals. */
static char decimal_mark(const struct cell *cell)
{
    static const char marks[] = { ',', '.' };
    struct span text = { cell->bytes, cell->byte_count };
    double value;
    if (text.byte_count && text.bytes[text.byte_count - 1] == '%')
        text = span_trim((struct span){ text.bytes, text.byte_count - 1 });
    char mark = plain_mark(text.bytes, text.byte_count);
    size_t sign = text.byte_count && text.bytes[0] == '-';
    if (text.byte_count <= sign || text.bytes[sign] < '0' || text.bytes[sign] > '9')
        return 0;
    for (size_t i = 0; !mark && i < sizeof marks; i++) {
        const char *at = memchr(text.bytes, marks[i], text.byte_count);
        if (at && at + 1 < text.bytes + text.byte_count &&
            grouped_number_parse(text, marks[i], &value))
            mark = marks[i];
    }
    return mark;
}

static bool count_decimals(void *context, const struct row *row)
{
    struct decimal_census *census = context;
    census->cell_count += row->given_count;
    for (size_t i = 0; i < row->given_count; i++) {
        char mark = decimal_mark(&row->cells[i]);
        census->commas += mark == ',';
        census->thousands +=
            mark == ',' &&
            is_grouped((struct span){ row->cells[i].bytes, row->cells[i].byte_count },
                       ',');
        census->points += mark == '.';
    }
    return ++census->row_count < MOST_DECIMAL_ROWS;
}

static bool take_decimal_census(char delimiter, char quote, const char *text,
                                size_t text_count, struct decimal_census *census)
{
    *census = (struct decimal_census){ 0 };
    struct csv_reader *reader =
        csv_reader_create(delimiter, quote, count_decimals, census);
    if (!reader)
        return false;
    enum csv_reading reading = csv_reader_push(reader, text, text_count);
    csv_reader_free(reader);
    return reading != READING_NO_MEMORY;
}

/* A column of numbers like 1,5 and nothing else looks like two columns without a header
   for the second. */
static bool find_lone_column(const char *text, size_t text_count, bool *is_lone_out)
{
    struct decimal_census census;
    if (!take_decimal_census(';', '"', text, text_count, &census))
        return false;
    *is_lone_out = census.row_count > 1 && census.cell_count == census.row_count &&
                   census.commas + 1 == census.row_count;
    return true;
}

static bool find_delimiter(const char *text, size_t text_count, bool is_whole,
                           struct dialect *dialect)
{
    static const char candidates[] = { ',', ';', '\t', '|' };
    struct trial best = { 0 };
    dialect->delimiter = ',';
    for (size_t i = 0; i < sizeof candidates; i++) {
        struct trial trial = { 0 };
        if (!try_reading(candidates[i], dialect->quote, text, text_count, is_whole,
                         &trial))
            return false;
        if (is_better(&trial, &best)) {
            best = trial;
            dialect->delimiter = candidates[i];
        }
    }
    size_t cells = 0;
    bool is_lone = false;
    agreeing_rows(&best, &cells);
    if (dialect->delimiter == ',' && best.counts[0] == 1 && cells == 2 &&
        !find_lone_column(text, text_count, &is_lone))
        return false;
    if (is_lone)
        dialect->delimiter = ';';
    dialect->delimiter_because =
        is_lone     ? TRANSLATABLE("its rows are single numbers like 1,5")
        : cells > 1 ? TRANSLATABLE("its rows have the same number of cells with it")
                    : TRANSLATABLE("no delimiter gives the rows more than one cell");
    return true;
}

/* `sep=;` and a line end, as Excel takes it: in capitals and in quotes, too. */
static bool find_directive(const char *text, size_t text_count, struct dialect *dialect)
{
    static const char word[] = "sep=";
    size_t quote = text_count && text[0] == '"';
    size_t at = quote + sizeof word - 1;
    if (text_count <= at + quote || strncasecmp(text + quote, word, sizeof word - 1) != 0)
        return false;
    char delimiter = text[at++];
    if (quote && text[at++] != '"')
        return false;
    size_t ends = at;
    while (ends < text_count && text[ends] == '\r')
        ends++;
    if (ends < text_count && text[ends] == '\n')
        ends++;
    if (ends == at || delimiter == '"' || delimiter == '\r' || delimiter == '\n')
        return false;
    dialect->delimiter = delimiter;
    dialect->delimiter_because = TRANSLATABLE("the first line says so (sep=)");
    dialect->directive_bytes = ends;
    return true;
}

static bool has_quoted_cells(const char *text, size_t text_count)
{
    for (const char *at = text; (at = memchr(at, '"', text_count - (size_t)(at - text)));
         at++)
        if (at == text || strchr("\t\r\n", at[-1]))
            return true;
    return false;
}

/* In some tab-separated files quotes mean nothing: read with quotes such a file breaks,
   read without its rows agree. */
static bool find_tab_quote(const char *text, size_t text_count, bool is_whole,
                           struct dialect *dialect)
{
    struct trial quoted = { .reads_on = true };
    struct trial plain = { .reads_on = true };
    dialect->has_quoted_cells = has_quoted_cells(text, text_count);
    if (!dialect->has_quoted_cells)
        return true;
    if (!try_reading('\t', '"', text, text_count, is_whole, &quoted) ||
        !try_reading('\t', NO_QUOTE, text, text_count, is_whole, &plain))
        return false;
    size_t cells = 0;
    if (is_better(&plain, &quoted) && agreeing_rows(&plain, &cells) == plain.row_count) {
        dialect->quote = NO_QUOTE;
        dialect->quote_because =
            TRANSLATABLE("its rows have the same number of cells only when "
                         "quotes are ordinary characters");
    }
    return true;
}

static bool find_quote(const struct dialect_wish *wish, const char *text,
                       size_t text_count, bool is_whole, struct dialect *dialect)
{
    dialect->quote_because = wish->has_quote
                                 ? TRANSLATABLE("the study says so")
                                 : TRANSLATABLE("cells may stand in quotes, as is usual");
    if (!wish->has_quote && dialect->delimiter == '\t' &&
        !find_tab_quote(text, text_count, is_whole, dialect))
        return false;
    struct trial trial = { 0 };
    if (!try_reading(dialect->delimiter, dialect->quote, text, text_count, is_whole,
                     &trial))
        return false;
    dialect->line_end = trial.line_end;
    return true;
}

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

static bool has_between_digits(const char *text, size_t text_count, char mark)
{
    const char *end = text + text_count;
    for (const char *at = text; (at = memchr(at, mark, (size_t)(end - at))); at++)
        if (at > text && at + 1 < end && is_digit(at[-1]) && is_digit(at[1]))
            return true;
    return false;
}

static bool has_quoted_number(const char *text, size_t text_count)
{
    const char *end = text + text_count;
    for (const char *at = text; (at = memchr(at, '"', (size_t)(end - at))); at++)
        if (at + 1 < end && (is_digit(at[1]) || at[1] == '-'))
            return true;
    return false;
}

/* Whether a cell may have a decimal mark, as far as that shows without reading cells: its
   bytes stand side by side in the text, and if it holds the delimiter, behind a quote. */
static bool may_have_decimals(const struct dialect *dialect, const char *text,
                              size_t text_count)
{
    static const char marks[] = { '.', ',' };
    for (size_t i = 0; i < sizeof marks; i++)
        if (marks[i] == dialect->delimiter
                ? has_quoted_number(text, text_count)
                : has_between_digits(text, text_count, marks[i]))
            return true;
    return false;
}

/* One decimal mark per file, from whole cells: a comma needs some for it and none
   against. Where commas part the cells, a quoted 6,513 is thousands, unless others are
   not of that form. */
static bool find_decimal(const struct dialect_wish *wish, const char *text,
                         size_t text_count, struct dialect *dialect)
{
    struct decimal_census census = { 0 };
    if (wish->decimal) {
        dialect->decimal = wish->decimal;
        dialect->decimal_because = TRANSLATABLE("the study says so");
        return true;
    }
    if (may_have_decimals(dialect, text, text_count) &&
        !take_decimal_census(dialect->delimiter, dialect->quote, text, text_count,
                             &census))
        return false;
    bool is_thousands = dialect->delimiter == ',' && census.thousands == census.commas;
    bool is_comma = census.commas && !census.points && !is_thousands;
    dialect->decimal = is_comma ? ',' : '.';
    dialect->decimal_because =
        is_comma ? TRANSLATABLE("cells are numbers like 1,5, and none has a point")
        : census.commas && is_thousands
            ? TRANSLATABLE(
                  "commas in numbers are followed by three digits, as between thousands")
        : census.commas ? TRANSLATABLE("numbers with a point and with a comma are mixed")
        : census.points ? TRANSLATABLE("cells are numbers like 1.5")
                        : TRANSLATABLE("no cell has decimals");
    return true;
}

bool dialect_find(const struct dialect_wish *wish, const char *text, size_t text_count,
                  bool is_whole, struct dialect *dialect_out)
{
    struct dialect dialect = { .quote = '"' };
    if (wish->has_quote)
        dialect.quote = wish->quote;
    bool has_directive = find_directive(text, text_count, &dialect);
    if (dialect.directive_bytes < wish->passed_bytes)
        dialect.directive_bytes = wish->passed_bytes;
    text += dialect.directive_bytes;
    text_count -= dialect.directive_bytes;
    if (wish->delimiter) {
        dialect.delimiter = wish->delimiter;
        dialect.delimiter_because = TRANSLATABLE("the study says so");
    } else if (!has_directive && !find_delimiter(text, text_count, is_whole, &dialect))
        return false;
    if (!find_quote(wish, text, text_count, is_whole, &dialect) ||
        !find_decimal(wish, text, text_count, &dialect))
        return false;
    *dialect_out = dialect;
    return true;
}

const char *line_end_name(enum line_end line_end)
{
    switch (line_end) {
    case LINE_END_NONE:
    case LINE_END_LF:
        return "lf";
    case LINE_END_CRLF:
        return "crlf";
    case LINE_END_CR:
        return "cr";
    case LINE_END_CRCRLF:
        return "crcrlf";
    }
    return "lf";
}
