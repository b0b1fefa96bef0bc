#include "base/buffer.h"
#include "ingest/records.h"
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
    test->status = csv_file_open(scratch.path, "staff.csv", &test->side, &test->file,
                                 test->diagnostics);
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_records_after_the_header),
        cmocka_unit_test(accepts_a_trailing_empty_column),
        cmocka_unit_test(refuses_ragged_rows),
        cmocka_unit_test(refuses_files_without_rows),
        cmocka_unit_test(refuses_what_is_no_file),
        cmocka_unit_test(tells_what_was_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
