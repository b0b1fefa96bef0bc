#include "base/buffer.h"
#include "base/memory.h"
#include "ingest/records.h"
#include "support/gzip.h"
#include "support/scratch.h"
#include "support/test.h"

#include <string.h>

static enum symbar_status write_record(void *context, const struct record *record)
{
    struct buffer *out = context;
    buffer_format(out, "%llu:", (unsigned long long)record->line);
    for (size_t i = 0; i < record->cell_count; i++) {
        buffer_text(out, record->cells[i].is_unquoted_empty ? "[-" : "[");
        buffer_append(out, record->cells[i].bytes, record->cells[i].byte_count);
        buffer_text(out, "]");
    }
    buffer_text(out, ";");
    return SYMBAR_OK;
}

struct reading_test {
    struct side_study side;
    struct csv_file *file;
    struct symbar_diagnostics *diagnostics;
    struct buffer records;
    enum symbar_status status;
};

static void read_bytes(struct reading_test *test, const char *bytes, size_t byte_count)
{
    struct scratch scratch;
    scratch_write(&scratch, bytes, byte_count);
    test->diagnostics = symbar_diagnostics_create();
    test->status = csv_file_open_hashed(scratch.path, "staff.csv", &test->side,
                                        &test->file, test->diagnostics);
    if (test->status == SYMBAR_OK)
        test->status =
            csv_file_read(test->file, write_record, &test->records, test->diagnostics);
    scratch_remove(&scratch);
}

static void release(struct reading_test *test)
{
    csv_file_close(test->file);
    buffer_release(&test->records);
    symbar_diagnostics_free(test->diagnostics);
}

static void expect_records(const char *text, const char *expected)
{
    struct reading_test test = { 0 };
    read_bytes(&test, text, strlen(text));
    assert_int_equal(test.status, SYMBAR_OK);
    assert_string_equal(test.records.bytes ? test.records.bytes : "", expected);
    release(&test);
}

static void expect_error(const char *text, const char *id, uint64_t line, uint64_t column)
{
    struct reading_test test = { 0 };
    read_bytes(&test, text, strlen(text));
    assert_int_equal(test.status, SYMBAR_BAD_INPUT);
    assert_int_equal(symbar_diagnostics_count(test.diagnostics), 1);
    const struct symbar_diagnostic *first = symbar_diagnostics_at(test.diagnostics, 0);
    assert_string_equal(first->id, id);
    assert_string_equal(first->path, "staff.csv");
    assert_int_equal(first->line, line);
    assert_int_equal(first->column, column);
    release(&test);
}

static void reads_records_after_the_header(void **state)
{
    (void)state;
    expect_records("unit,q1\nLyon,5\n\nNice,\n", "2:[Lyon][5];4:[Nice][-];");
    expect_records("unit,q1\nLyon,5\n,\nNice,4\n", "2:[Lyon][5];4:[Nice][4];");
    expect_records("unit;q1\nLyon;5\nNice;4", "2:[Lyon][5];3:[Nice][4];");
    expect_records("unit,q1\n", "");
}

static void accepts_a_trailing_empty_column(void **state)
{
    (void)state;
    expect_records("a,b\n1,2,\n3,4,\n", "2:[1][2];3:[3][4];");
    expect_records("a,b,\n1,2\n3,4\n", "2:[1][2];3:[3][4];");
    expect_records("a,b,\n1,2,\n3,4,\n", "2:[1][2][-];3:[3][4][-];");
}

static void refuses_ragged_rows(void **state)
{
    (void)state;
    expect_error("a,b\n1,2\n3,4,5\n6,7\n8,9,10\n", "ragged-row", 3, 0);
    expect_error("a,b\n1,2,\n3,4\n5,6,\n", "ragged-row", 3, 0);
    expect_error("a,b\n1,2,\n3,4,5\n", "ragged-row", 3, 0);
    expect_error("a,b\n1,2\n3\n", "ragged-row", 3, 0);
}

static void refuses_files_without_rows(void **state)
{
    (void)state;
    expect_error("", "empty-file", 0, 0);
    expect_error("\n\r\n\n", "empty-file", 0, 0);
}

static void refuses_what_is_no_file(void **state)
{
    (void)state;
    struct side_study side = { 0 };
    struct csv_file *file = NULL;
    struct symbar_diagnostics *diagnostics = symbar_diagnostics_create();
    assert_int_equal(csv_file_open("/nowhere/x.csv", "x.csv", &side, &file, diagnostics),
                     SYMBAR_BAD_INPUT);
    assert_int_equal(csv_file_open("/tmp", "tmp", &side, &file, diagnostics),
                     SYMBAR_BAD_INPUT);
    assert_null(file);
    assert_string_equal(symbar_diagnostics_at(diagnostics, 0)->message,
                        "cannot open: no such file or directory");
    assert_string_equal(symbar_diagnostics_at(diagnostics, 1)->message,
                        "cannot open: it is a folder");
    symbar_diagnostics_free(diagnostics);
}

static void tells_what_was_read(void **state)
{
    (void)state;
    struct reading_test test = { 0 };
    read_bytes(&test, "a;b\r\n1,5;x\r\n", 12);
    const struct file_facts *facts = csv_file_facts(test.file);
    assert_string_equal(facts->encoding, "utf-8");
    assert_string_equal(facts->line_end, "crlf");
    assert_int_equal(facts->delimiter, ';');
    assert_int_equal(facts->decimal, ',');
    assert_int_equal(facts->header_rows, 1);
    assert_int_equal(facts->byte_count, 12);
    assert_int_equal(facts->record_count, 1);
    /* printf 'a;b\r\n1,5;x\r\n' | sha256sum */
    assert_string_equal(
        facts->sha256,
        "49c8303489dd4a868c2531f67f78b063df3c51b20feba48735985ceea0382aa9");
    release(&test);
}

static void hashes_only_on_request(void **state)
{
    (void)state;
    static const struct side_study side = { 0 };
    struct scratch scratch;
    struct csv_file *file = NULL;
    struct buffer records = { 0 };
    struct symbar_diagnostics *diagnostics = symbar_diagnostics_create();
    scratch_write(&scratch, "a;b\r\n1,5;x\r\n", 12);
    assert_int_equal(csv_file_open(scratch.path, "x.csv", &side, &file, diagnostics),
                     SYMBAR_OK);
    assert_int_equal(csv_file_read(file, write_record, &records, diagnostics), SYMBAR_OK);
    assert_string_equal(csv_file_facts(file)->sha256, "");
    assert_int_equal(csv_file_facts(file)->byte_count, 12);
    csv_file_close(file);
    buffer_release(&records);
    scratch_remove(&scratch);
    symbar_diagnostics_free(diagnostics);
}

static void counts_lines_after_the_directive(void **state)
{
    (void)state;
    expect_records("sep=;\nunit;q1\nLyon, centre;5\n", "3:[Lyon, centre][5];");
    expect_error("sep=;\nunit;q1\nLyon;\"5\n", "unclosed-quote", 3, 6);
}

/* Header rows of megabytes: many columns with long question texts. */
static void reads_headers_longer_than_the_head(void **state)
{
    (void)state;
    enum { COLUMNS = 3000, TEXT_BYTES = 500 };
    struct buffer text = { 0 };
    struct reading_test test = { 0 };
    for (int row = 0; row < 3; row++) {
        for (int i = 0; i < COLUMNS; i++) {
            buffer_text(&text, i ? "," : "");
            if (row == 2)
                buffer_format(&text, "{'ImportId': 'QID%d'}", i);
            else if (row == 1)
                buffer_repeat(&text, "x", TEXT_BYTES);
            else
                buffer_format(&text, "Q%d", i);
        }
        buffer_text(&text, "\n");
    }
    buffer_repeat(&text, "5,", COLUMNS - 1);
    buffer_text(&text, "5\n");
    read_bytes(&test, text.bytes, text.byte_count);
    assert_int_equal(test.status, SYMBAR_OK);
    assert_int_equal(csv_file_facts(test.file)->header_rows, 3);
    assert_int_equal(csv_file_facts(test.file)->record_count, 1);
    assert_string_equal(csv_file_export(test.file)->columns[2999].import_id, "QID2999");
    release(&test);
    buffer_release(&text);
}

static void tells_all_that_is_wrong_in_one_run(void **state)
{
    (void)state;
    struct reading_test test = { 0 };
    const char *text = "a,b\n1,2\n1\n1,2,3\n2\n3,4\n\"5\" 6,7\n";
    read_bytes(&test, text, strlen(text));
    assert_int_equal(test.status, SYMBAR_BAD_INPUT);
    assert_string_equal(test.records.bytes, "2:[1][2];6:[3][4];");
    assert_int_equal(symbar_diagnostics_count(test.diagnostics), 3);
    const struct symbar_diagnostic *short_rows =
        symbar_diagnostics_at(test.diagnostics, 0);
    assert_string_equal(short_rows->message, "the row has 1 cell, the header 2");
    assert_int_equal(short_rows->count, 2);
    assert_int_equal(short_rows->lines[1], 5);
    assert_string_equal(symbar_diagnostics_at(test.diagnostics, 1)->message,
                        "the row has 3 cells, the header 2");
    assert_string_equal(symbar_diagnostics_at(test.diagnostics, 2)->id,
                        "text-after-quote");
    assert_int_equal(symbar_diagnostics_at(test.diagnostics, 2)->line, 7);
    release(&test);
}

static enum symbar_status refuse_second(void *context, const struct record *record)
{
    (void)record;
    return ++*(size_t *)context == 2 ? SYMBAR_CANNOT_WRITE : SYMBAR_OK;
}

static void stops_when_the_handler_fails(void **state)
{
    (void)state;
    struct scratch scratch;
    struct side_study side = { 0 };
    struct csv_file *file = NULL;
    struct symbar_diagnostics *diagnostics = symbar_diagnostics_create();
    size_t calls = 0;
    scratch_write(&scratch, "a\n1\n2\n3\n", 8);
    assert_int_equal(csv_file_open(scratch.path, "x", &side, &file, diagnostics),
                     SYMBAR_OK);
    assert_int_equal(csv_file_read(file, refuse_second, &calls, diagnostics),
                     SYMBAR_CANNOT_WRITE);
    assert_int_equal(calls, 2);
    csv_file_close(file);
    scratch_remove(&scratch);
    symbar_diagnostics_free(diagnostics);
}

/* Opens, selects and reads; every allocation may fail. */
static enum symbar_status read_short_of_memory(const char *path, long successes,
                                               struct symbar_diagnostics *diagnostics)
{
    static const struct side_study side = { 0 };
    static const size_t columns[] = { 4, 0 };
    struct csv_file *file = NULL;
    struct buffer records = { 0 };
    memory_fail_after(successes);
    enum symbar_status status =
        csv_file_open(path, "staff.csv", &side, &file, diagnostics);
    assert_int_equal(status == SYMBAR_OK, file != NULL);
    if (status == SYMBAR_OK)
        status = csv_file_select(file, columns, 2, diagnostics);
    if (status == SYMBAR_OK)
        status = csv_file_read(file, write_record, &records, diagnostics);
    memory_fail_after(-1);
    csv_file_close(file);
    buffer_release(&records);
    return status;
}

static void survive_failed_allocations(const char *bytes, size_t byte_count)
{
    struct scratch scratch;
    enum symbar_status status = SYMBAR_NO_MEMORY;
    long successes = 0;
    scratch_write(&scratch, bytes, byte_count);
    for (; status != SYMBAR_OK; successes++) {
        struct symbar_diagnostics *diagnostics = symbar_diagnostics_create();
        status = read_short_of_memory(scratch.path, successes, diagnostics);
        assert_true(status == SYMBAR_OK || status == SYMBAR_NO_MEMORY);
        symbar_diagnostics_free(diagnostics);
    }
    assert_true(successes > 20);
    scratch_remove(&scratch);
}

static void survives_every_failed_allocation(void **state)
{
    (void)state;
    static const char latin[] = "a;b;c;d;e\n\xe9t\xe9;1,5;;\"\n\";\n";
    struct buffer stored = { 0 };
    survive_failed_allocations(latin, sizeof latin - 1);
    gzip_append(&stored, latin, sizeof latin - 1);
    survive_failed_allocations(stored.bytes, stored.byte_count);
    buffer_clear(&stored);
    /* column 4 is a joined one, and the last row has two ticks in it */
    buffer_text(&stored, "Respondent ID,Collector ID,Rate us,\n,,Good,Bad\n");
    for (int i = 0; i < 250; i++)
        buffer_text(&stored, "1,1,Good,\n");
    buffer_text(&stored, "2,1,Good,Bad\n");
    survive_failed_allocations(stored.bytes, stored.byte_count);
    buffer_release(&stored);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_records_after_the_header),
        cmocka_unit_test(accepts_a_trailing_empty_column),
        cmocka_unit_test(refuses_ragged_rows),
        cmocka_unit_test(refuses_files_without_rows),
        cmocka_unit_test(refuses_what_is_no_file),
        cmocka_unit_test(tells_what_was_read),
        cmocka_unit_test(hashes_only_on_request),
        cmocka_unit_test(counts_lines_after_the_directive),
        cmocka_unit_test(reads_headers_longer_than_the_head),
        cmocka_unit_test(tells_all_that_is_wrong_in_one_run),
        cmocka_unit_test(stops_when_the_handler_fails),
        cmocka_unit_test(survives_every_failed_allocation),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
