/* Laws of reading that hold for any text: the rows are those of a plain reference reader,
   however the text is cut; and one table reads the same however it was written down. */
#include "base/buffer.h"
#include "ingest/csv_reader.h"
#include "support/gzip.h"
#include "support/random.h"
#include "support/scratch.h"
#include "support/test.h"

#include <string.h>

enum { TEXTS = 20000, LONGEST_TEXT = 40, TABLES = 150, MOST_COLUMNS_MADE = 6 };

/* -- the reference: RFC 4180 by the letter, one byte after the other -- */

struct reference {
    const char *text;
    size_t at;
    uint64_t line;
    uint64_t column;
    struct buffer out;
    enum csv_reading reading;
};

static bool ends_row(const struct reference *reference)
{
    char byte = reference->text[reference->at];
    return byte == '\0' || byte == '\n' || byte == '\r';
}

/* Past one byte; a CR begins a new line only when no LF follows the CRs. */
static void step(struct reference *reference)
{
    char byte = reference->text[reference->at++];
    size_t ahead = reference->at;
    while (byte == '\r' && reference->text[ahead] == '\r')
        ahead++;
    bool is_before_lf = byte == '\r' && reference->text[ahead] == '\n';
    if (byte == '\n' || (byte == '\r' && !is_before_lf)) {
        reference->line++;
        reference->column = 1;
    } else if (byte != '\r') {
        reference->column++;
    }
}

static void write_cell(struct buffer *out, uint64_t line, uint64_t column,
                       const char *bytes, size_t byte_count, bool is_unquoted_empty)
{
    buffer_format(out, "[%llu.%llu%s ", (unsigned long long)line,
                  (unsigned long long)column, is_unquoted_empty ? "-" : "");
    buffer_append(out, bytes, byte_count);
    buffer_text(out, "]");
}

static void read_quoted(struct reference *reference, struct buffer *cell)
{
    const char *text = reference->text;
    step(reference);
    while (text[reference->at] != '"' || text[reference->at + 1] == '"') {
        if (text[reference->at] == '\0') {
            reference->reading = READING_UNCLOSED_QUOTE;
            return;
        }
        buffer_byte(cell, text[reference->at]);
        if (text[reference->at] == '"')
            step(reference);
        step(reference);
    }
    step(reference);
    if (text[reference->at] != ',' && !ends_row(reference))
        reference->reading = READING_TEXT_AFTER_QUOTE;
}

static void read_cell(struct reference *reference)
{
    struct buffer cell = { 0 };
    uint64_t line = reference->line;
    uint64_t column = reference->column;
    bool is_quoted = reference->text[reference->at] == '"';
    if (is_quoted)
        read_quoted(reference, &cell);
    while (!is_quoted && reference->text[reference->at] != ',' && !ends_row(reference)) {
        buffer_byte(&cell, reference->text[reference->at]);
        step(reference);
    }
    if (reference->reading == READING_ON)
        write_cell(&reference->out, line, column, cell.bytes, cell.byte_count,
                   !is_quoted && cell.byte_count == 0);
    buffer_release(&cell);
}

static void read_reference(struct reference *reference)
{
    while (reference->text[reference->at] && reference->reading == READING_ON) {
        if (ends_row(reference)) {
            step(reference);
            continue;
        }
        size_t row_begin = reference->out.byte_count;
        read_cell(reference);
        while (reference->reading == READING_ON &&
               reference->text[reference->at] == ',') {
            step(reference);
            read_cell(reference);
        }
        buffer_text(&reference->out, ";");
        if (reference->reading != READING_ON)
            reference->out.byte_count = row_begin; /* such a row is never given */
    }
}

/* -- the reader under test -- */

static bool write_row(void *context, const struct row *row)
{
    for (size_t i = 0; i < row->given_count; i++)
        write_cell(context, row->cells[i].line, row->cells[i].column, row->cells[i].bytes,
                   row->cells[i].byte_count, row->cells[i].is_unquoted_empty);
    buffer_text(context, ";");
    return true;
}

static enum csv_reading read_cut(const char *text, struct test_random *random,
                                 struct buffer *out)
{
    size_t length = strlen(text);
    struct csv_reader *reader = csv_reader_create(',', '"', write_row, out);
    enum csv_reading reading = READING_ON;
    for (size_t at = 0; at < length && reading == READING_ON;) {
        size_t piece = 1 + test_random_below(random, length - at);
        reading = csv_reader_push(reader, text + at, piece);
        at += piece;
    }
    if (reading == READING_ON)
        reading = csv_reader_end(reader);
    csv_reader_free(reader);
    return reading;
}

static void any_text_reads_as_the_reference_says(void **state)
{
    (void)state;
    static const char *const letters[] = { "a",  "b",  ",",       ",",    "\"",
                                           "\"", "\n", "\r",      "\r\n", "\r\r\n",
                                           " ",  "\t", "\xc3\xa9" };
    struct test_random random = { 20260105 };
    for (int i = 0; i < TEXTS; i++) {
        struct buffer text = { 0 };
        struct buffer out = { 0 };
        size_t count = test_random_below(&random, LONGEST_TEXT);
        buffer_text(&text, "");
        while (count--)
            buffer_text(
                &text,
                letters[test_random_below(&random, sizeof letters / sizeof *letters)]);
        struct reference reference = { .text = text.bytes, .line = 1, .column = 1 };
        read_reference(&reference);
        enum csv_reading reading = read_cut(text.bytes, &random, &out);
        if (reading != reference.reading || out.byte_count != reference.out.byte_count ||
            (out.byte_count &&
             memcmp(out.bytes, reference.out.bytes, out.byte_count) != 0))
            print_error("text %d: %s\n", i, text.bytes);
        assert_int_equal(reading, reference.reading);
        assert_int_equal(out.byte_count, reference.out.byte_count);
        if (out.byte_count)
            assert_memory_equal(out.bytes, reference.out.bytes, out.byte_count);
        buffer_release(&text);
        buffer_release(&out);
        buffer_release(&reference.out);
    }
}

/* -- one table, written in many ways -- */

struct table {
    size_t row_count;
    size_t column_count;
    const char *cells[40][MOST_COLUMNS_MADE];
};

struct manner {
    char delimiter;
    const char *line_end;
    bool quotes_all;
    bool has_final_end;
    bool has_empty_lines;
    const char *encoding; /* "utf-8", "utf-8-bom", "utf-16le", "windows-1252" */
    bool is_gzip;
};

static void make_table(struct test_random *random, struct table *table)
{
    static const char *const texts[] = {
        "1",
        "2",
        "10",
        "",
        "Lyon",
        "a,b;c|d\te",
        "say \"so\"",
        "\xc3\xa9t\xc3\xa9",
        "two\nlines",
        " spaced ",
        "5\" nail",
        "\"",
        "-99",
        "x",
        "\xe2\x82\xac 4",
    };
    table->row_count = 2 + test_random_below(random, 38);
    table->column_count = 2 + test_random_below(random, MOST_COLUMNS_MADE - 1);
    static const char *const headings[] = { "unit", "q1", "q2", "q3", "q4", "q5" };
    for (size_t column = 0; column < table->column_count; column++) {
        table->cells[0][column] = headings[column];
        for (size_t row = 1; row < table->row_count; row++)
            table->cells[row][column] =
                texts[test_random_below(random, sizeof texts / sizeof *texts)];
    }
    for (size_t row = 1; row < table->row_count; row++)
        table->cells[row][0] = "\xc3\x89toile"; /* no row is empty, and it is not ASCII */
}

static void write_quoted(struct buffer *out, const char *cell)
{
    buffer_text(out, "\"");
    for (const char *at = cell; *at; at++) {
        buffer_byte(out, *at);
        if (*at == '"')
            buffer_text(out, "\"");
    }
    buffer_text(out, "\"");
}

static void write_table(const struct table *table, const struct manner *manner,
                        struct buffer *out)
{
    const char special[] = { manner->delimiter, '"', '\n', '\0' };
    for (size_t row = 0; row < table->row_count; row++) {
        for (size_t column = 0; column < table->column_count; column++) {
            const char *cell = table->cells[row][column];
            if (column)
                buffer_byte(out, manner->delimiter);
            if ((manner->quotes_all && *cell) || strpbrk(cell, special))
                write_quoted(out, cell);
            else
                buffer_text(out, cell);
        }
        if (row + 1 < table->row_count || manner->has_final_end)
            buffer_text(out, manner->line_end);
        if (manner->has_empty_lines && row % 3 == 0 && row + 1 < table->row_count)
            buffer_text(out, manner->line_end);
    }
}

/* Only for the characters of make_table. */
static void encode(const char *text, const char *encoding, struct buffer *out)
{
    bool is_utf16 = strcmp(encoding, "utf-16le") == 0;
    if (strncmp(encoding, "utf-8", 5) == 0) {
        buffer_text(out, strcmp(encoding, "utf-8-bom") == 0 ? "\xef\xbb\xbf" : "");
        buffer_text(out, text);
        return;
    }
    if (is_utf16)
        buffer_append(out, "\xff\xfe", 2);
    while (*text) {
        unsigned code = (unsigned char)*text++;
        if (code == 0xc3)
            code = 0xc0 + ((unsigned char)*text++ - 0x80u);
        if (code == 0xe2) {
            code = 0x20ac;
            text += 2;
        }
        if (is_utf16) {
            buffer_byte(out, (char)(code & 0xff));
            buffer_byte(out, (char)(code >> 8));
        } else {
            buffer_byte(out, (char)(code == 0x20ac ? 0x80 : code));
        }
    }
}

static enum symbar_status compare_record(void *context, const struct record *record)
{
    struct {
        const struct table *table;
        size_t row;
    } *expected = context;
    assert_true(expected->row < expected->table->row_count);
    assert_int_equal(record->cell_count, expected->table->column_count);
    for (size_t i = 0; i < record->cell_count; i++) {
        const char *cell = expected->table->cells[expected->row][i];
        assert_int_equal(record->cells[i].byte_count, strlen(cell));
        assert_memory_equal(record->cells[i].bytes, cell, strlen(cell));
    }
    expected->row++;
    return SYMBAR_OK;
}

static void expect_table(const struct table *table, const struct manner *manner)
{
    struct buffer text = { 0 };
    struct buffer encoded = { 0 };
    struct buffer stored = { 0 };
    struct side_study side = { 0 };
    struct scratch scratch;
    struct csv_file *file = NULL;
    struct symbar_diagnostics *diagnostics = symbar_diagnostics_create();
    struct {
        const struct table *table;
        size_t row;
    } expected = { table, 1 };
    write_table(table, manner, &text);
    encode(text.bytes, manner->encoding, &encoded);
    if (manner->is_gzip)
        gzip_append(&stored, encoded.bytes, encoded.byte_count);
    else
        buffer_append(&stored, encoded.bytes, encoded.byte_count);
    scratch_write(&scratch, stored.bytes, stored.byte_count);
    assert_int_equal(csv_file_open(scratch.path, "x.csv", &side, &file, diagnostics),
                     SYMBAR_OK);
    assert_string_equal(csv_file_facts(file)->encoding, manner->encoding);
    assert_int_equal(csv_file_facts(file)->delimiter, manner->delimiter);
    assert_int_equal(csv_file_read(file, compare_record, &expected, diagnostics),
                     SYMBAR_OK);
    assert_int_equal(expected.row, table->row_count);
    assert_int_equal(csv_file_facts(file)->record_count, table->row_count - 1);
    assert_int_equal(csv_file_facts(file)->byte_count, stored.byte_count);
    csv_file_close(file);
    symbar_diagnostics_free(diagnostics);
    scratch_remove(&scratch);
    buffer_release(&text);
    buffer_release(&encoded);
    buffer_release(&stored);
}

static void a_table_reads_the_same_however_it_is_written(void **state)
{
    (void)state;
    static const char delimiters[] = { ',', ';', '\t', '|' };
    static const char *const line_ends[] = { "\n", "\r\n", "\r", "\r\r\n" };
    static const char *const encodings[] = { "utf-8", "utf-8-bom", "utf-16le",
                                             "windows-1252" };
    struct test_random random = { 4711 };
    for (int i = 0; i < TABLES; i++) {
        struct table table;
        make_table(&random, &table);
        struct manner manner = {
            .delimiter = delimiters[test_random_below(&random, 4)],
            .line_end = line_ends[test_random_below(&random, 4)],
            .quotes_all = test_random_below(&random, 2),
            .has_final_end = test_random_below(&random, 2),
            .has_empty_lines = test_random_below(&random, 2),
            .encoding = encodings[test_random_below(&random, 4)],
            .is_gzip = test_random_below(&random, 2),
        };
        /* lone CRs in Windows-1252 are refused: that may be Mac Roman */
        if (strcmp(manner.encoding, "windows-1252") == 0)
            manner.line_end = "\r\n";
        expect_table(&table, &manner);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_text_reads_as_the_reference_says),
        cmocka_unit_test(a_table_reads_the_same_however_it_is_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
