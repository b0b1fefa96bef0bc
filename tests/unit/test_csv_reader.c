#include "base/buffer.h"
#include "base/memory.h"
#include "ingest/csv_reader.h"
#include "support/test.h"

#include <stdio.h>
#include <string.h>

/* Rows as text: cells in [], an empty cell without quotes as [-], each with its place. */
struct transcript {
    struct buffer text;
    bool has_places;
};

static bool write_row(void *context, const struct row *row)
{
    struct transcript *transcript = context;
    buffer_format(&transcript->text, "%llu:", (unsigned long long)row->line);
    for (size_t i = 0; i < row->given_count; i++) {
        const struct cell *cell = &row->cells[i];
        buffer_text(&transcript->text, "[");
        if (transcript->has_places)
            buffer_format(&transcript->text, "%llu.%llu ", (unsigned long long)cell->line,
                          (unsigned long long)cell->column);
        if (cell->is_unquoted_empty)
            buffer_text(&transcript->text, "-");
        buffer_append(&transcript->text, cell->bytes, cell->byte_count);
        buffer_text(&transcript->text, "]");
    }
    buffer_text(&transcript->text, ";");
    return true;
}

static enum csv_reading read_text(struct csv_reader *reader, const char *text,
                                  size_t piece)
{
    size_t length = strlen(text);
    enum csv_reading reading = READING_ON;
    for (size_t at = 0; at < length && reading == READING_ON; at += piece)
        reading =
            csv_reader_push(reader, text + at, length - at < piece ? length - at : piece);
    return reading == READING_ON ? csv_reader_end(reader) : reading;
}

/* Whatever the pieces are, the rows are the same. */
static void expect(const char *text, char delimiter, char quote, bool has_places,
                   enum csv_reading expected_reading, const char *expected)
{
    for (size_t piece = strlen(text) + 1; piece > 0; piece--) {
        struct transcript transcript = { .has_places = has_places };
        struct csv_reader *reader =
            csv_reader_create(delimiter, quote, write_row, &transcript);
        assert_int_equal(read_text(reader, text, piece), expected_reading);
        assert_string_equal(transcript.text.bytes ? transcript.text.bytes : "", expected);
        csv_reader_free(reader);
        buffer_release(&transcript.text);
    }
}

static void expect_rows(const char *text, const char *expected)
{
    expect(text, ',', '"', false, READING_ON, expected);
}

static void reads_plain_rows(void **state)
{
    (void)state;
    expect_rows("a,b\n1,2\n", "1:[a][b];2:[1][2];");
    expect_rows("a,b\n1,2", "1:[a][b];2:[1][2];");
    expect_rows("a,b\n1,", "1:[a][b];2:[1][-];");
    expect_rows(",\n", "1:[-][-];");
    expect_rows("", "");
}

static void tells_quoted_empty_from_empty(void **state)
{
    (void)state;
    expect_rows("\"\",,\"\"", "1:[][-][];");
    expect_rows("\"\"\n\"\"\n", "1:[];2:[];");
}

static void keeps_spaces(void **state)
{
    (void)state;
    expect_rows(" a ,\tb\t,  , \"c\"\n", "1:[ a ][\tb\t][  ][ \"c\"];");
}

static void knows_every_line_end(void **state)
{
    (void)state;
    expect_rows("a\nb\nc", "1:[a];2:[b];3:[c];");
    expect_rows("a\r\nb\r\nc", "1:[a];2:[b];3:[c];");
    expect_rows("a\rb\rc", "1:[a];2:[b];3:[c];");
    expect_rows("a\r\r\nb\r\r\nc", "1:[a];2:[b];3:[c];");
}

static void skips_empty_lines(void **state)
{
    (void)state;
    expect_rows("\n\na\n\n\nb\n\n", "3:[a];6:[b];");
    expect_rows("\r\n\r\na,1\r\n\r\nb,2", "3:[a][1];5:[b][2];");
    expect_rows("\r\ra\r\rb", "3:[a];5:[b];");
}

static void unquotes(void **state)
{
    (void)state;
    expect_rows("\"a,b\",\"c\"\"d\",\"\"\"\"\n", "1:[a,b][c\"d][\"];");
    expect_rows("\"a\nb\",c\nd,e", "1:[a\nb][c];3:[d][e];");
    expect_rows("\"a\r\r\nb\rc\r\nd\",e\nf,g", "1:[a\r\r\nb\rc\r\nd][e];5:[f][g];");
    expect_rows("\"a\r\"\nb", "1:[a\r];3:[b];");
}

static void takes_a_quote_inside_an_unquoted_cell_as_data(void **state)
{
    (void)state;
    expect_rows("5\" pipe,a\"b\"\n1,2\n", "1:[5\" pipe][a\"b\"];2:[1][2];");
    expect_rows("x\"\"\"y,z\"", "1:[x\"\"\"y][z\"];");
}

static void ignores_quotes_when_told(void **state)
{
    (void)state;
    expect("\"a\tb\"\"\t\"\nc\td\te", '\t', NO_QUOTE, false, READING_ON,
           "1:[\"a][b\"\"][\"];2:[c][d][e];");
}

static void knows_where_cells_begin(void **state)
{
    (void)state;
    expect("ab,\"c\"\"d\",,e\n\"x\ny\"\"z\",w\n", ',', '"', true, READING_ON,
           "1:[1.1 ab][1.4 c\"d][1.11 -][1.12 e];2:[2.1 x\ny\"z][3.7 w];");
    expect("\r\n\"\r\",a\r\n\"\",b", ',', '"', true, READING_ON,
           "2:[2.1 \r][3.3 a];4:[4.1 ][4.4 b];");
    expect("\xc3\xa9;b", ';', '"', true, READING_ON, "1:[1.1 \xc3\xa9][1.4 b];");
}

static void expect_refusal(const char *text, enum csv_reading reading, uint64_t line,
                           uint64_t column)
{
    for (size_t piece = strlen(text); piece > 0; piece--) {
        struct transcript transcript = { 0 };
        struct csv_reader *reader = csv_reader_create(',', '"', write_row, &transcript);
        assert_int_equal(read_text(reader, text, piece), reading);
        struct place place = csv_reader_place(reader, "x");
        assert_int_equal(place.line, line);
        assert_int_equal(place.column, column);
        csv_reader_free(reader);
        buffer_release(&transcript.text);
    }
}

static void refuses_quotes_out_of_place(void **state)
{
    (void)state;
    expect_refusal("a,b\n1,\"2\n3,4\n", READING_UNCLOSED_QUOTE, 2, 3);
    expect_refusal("a,b\n1,\"2\"\"", READING_UNCLOSED_QUOTE, 2, 3);
    expect_refusal("a,b\n1,\"2\"3\n", READING_TEXT_AFTER_QUOTE, 2, 3);
    expect_refusal("a\n\n\"2\n\" \n", READING_TEXT_AFTER_QUOTE, 3, 1);
}

struct count {
    size_t rows;
    size_t cells;
};

static bool count_row(void *context, const struct row *row)
{
    struct count *count = context;
    count->rows++;
    count->cells = row->cell_count;
    return true;
}

static void bounds_cells_and_rows(void **state)
{
    (void)state;
    enum { PIECE = 1024 * 1024 };
    struct count count = { 0 };
    char *piece = memory_allocate(PIECE, 1);
    memset(piece, 'x', PIECE);
    struct csv_reader *reader = csv_reader_create(',', '"', count_row, &count);
    enum csv_reading reading = READING_ON;
    size_t pieces = 0;
    for (; pieces < 20 && reading == READING_ON; pieces++)
        reading = csv_reader_push(reader, piece, PIECE);
    assert_int_equal(reading, READING_CELL_TOO_LONG);
    assert_int_equal(pieces, 17);
    csv_reader_free(reader);

    memset(piece, ',', PIECE);
    reader = csv_reader_create(',', '"', count_row, &count);
    assert_int_equal(csv_reader_push(reader, piece, MOST_COLUMNS - 1), READING_ON);
    assert_int_equal(csv_reader_push(reader, "\n", 1), READING_ON);
    assert_int_equal(count.rows, 1);
    assert_int_equal(count.cells, MOST_COLUMNS);
    assert_int_equal(csv_reader_push(reader, piece, PIECE), READING_ROW_TOO_LONG);
    csv_reader_free(reader);
    memory_free(piece);
}

static void gives_selected_columns_in_the_order_asked_for(void **state)
{
    (void)state;
    struct transcript transcript = { 0 };
    struct csv_reader *reader = csv_reader_create(',', '"', write_row, &transcript);
    const size_t columns[] = { 3, 0, 3, 9 };
    assert_true(csv_reader_select(reader, columns, 4));
    assert_int_equal(read_text(reader, "a,b,c,d\n\"e\",f\ng,,,\"\"\n", 3), READING_ON);
    assert_string_equal(transcript.text.bytes,
                        "1:[d][a][d][-];2:[-][e][-][-];3:[][g][][-];");
    csv_reader_free(reader);
    buffer_release(&transcript.text);
}

static bool stop_at_second(void *context, const struct row *row)
{
    (void)row;
    return ++*(size_t *)context < 2;
}

static void stops_when_the_handler_says_so(void **state)
{
    (void)state;
    size_t rows = 0;
    struct csv_reader *reader = csv_reader_create(',', '"', stop_at_second, &rows);
    assert_int_equal(csv_reader_push(reader, "a\nb\nc\nd\n", 8), READING_STOPPED);
    assert_int_equal(rows, 2);
    csv_reader_free(reader);
}

static void assert_line_end(const char *text, enum line_end expected)
{
    for (size_t piece = strlen(text); piece > 0; piece--) {
        struct count count = { 0 };
        struct csv_reader *reader = csv_reader_create(',', '"', count_row, &count);
        assert_int_equal(read_text(reader, text, piece), READING_ON);
        assert_int_equal(csv_reader_line_end(reader), expected);
        csv_reader_free(reader);
    }
}

static void tells_how_the_first_row_ended(void **state)
{
    (void)state;
    assert_line_end("\"a\r\nb\",c\nd\r\n", LINE_END_LF);
    assert_line_end("\na\r\nb", LINE_END_CRLF);
    assert_line_end("a\r\n\r\nb", LINE_END_CRLF);
    assert_line_end("a\rb\n", LINE_END_CR);
    assert_line_end("a\r\rb\n", LINE_END_CR);
    assert_line_end("a\r\r\nb", LINE_END_CRCRLF);
    assert_line_end("a\r\r\n", LINE_END_CRCRLF);
    assert_line_end("a", LINE_END_NONE);
}

static void survives_every_failed_allocation(void **state)
{
    (void)state;
    enum csv_reading reading = READING_NO_MEMORY;
    for (long successes = 0; reading == READING_NO_MEMORY; successes++) {
        struct count count = { 0 };
        memory_fail_after(successes);
        struct csv_reader *reader = csv_reader_create(',', '"', count_row, &count);
        const size_t columns[] = { 1 };
        if (reader && csv_reader_select(reader, columns, 1))
            reading = read_text(reader, "a,b\n1,\"2\n\"\n", 2);
        memory_fail_after(-1);
        csv_reader_free(reader);
    }
    assert_int_equal(reading, READING_ON);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_plain_rows),
        cmocka_unit_test(tells_quoted_empty_from_empty),
        cmocka_unit_test(keeps_spaces),
        cmocka_unit_test(knows_every_line_end),
        cmocka_unit_test(skips_empty_lines),
        cmocka_unit_test(unquotes),
        cmocka_unit_test(takes_a_quote_inside_an_unquoted_cell_as_data),
        cmocka_unit_test(ignores_quotes_when_told),
        cmocka_unit_test(knows_where_cells_begin),
        cmocka_unit_test(refuses_quotes_out_of_place),
        cmocka_unit_test(bounds_cells_and_rows),
        cmocka_unit_test(gives_selected_columns_in_the_order_asked_for),
        cmocka_unit_test(stops_when_the_handler_says_so),
        cmocka_unit_test(tells_how_the_first_row_ended),
        cmocka_unit_test(survives_every_failed_allocation),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
