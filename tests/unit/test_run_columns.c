/* Columns are found where the cells of their rows begin, however far that is. */
#include "base/buffer.h"
#include "ingest/run_columns.h"
#include "support/random.h"
#include "support/test.h"

enum { ROWS = 20 };

/* Rows of cells up to some length; returns their text. */
static void write_rows(struct test_random *random, size_t column_count, size_t longest,
                       struct buffer *text)
{
    buffer_clear(text);
    for (size_t cell = 0; cell < column_count * ROWS; cell++) {
        buffer_repeat(text, "x", test_random_below(random, longest + 1));
        buffer_byte(text, (cell + 1) % column_count ? ',' : '\n');
    }
}

static void assert_found(const struct buffer *text, enum instructions instructions,
                         const size_t *wanted, size_t count)
{
    static struct csv_index index;
    struct run_columns columns;
    size_t byte_count =
        text->byte_count < INDEX_MOST_BYTES ? text->byte_count : INDEX_MOST_BYTES;
    csv_index_fill(&index, instructions, text->bytes, byte_count, ',', '"');
    struct row_run run = { .bytes = text->bytes,
                           .byte_count = byte_count,
                           .index = &index,
                           .row_count = index.row_count,
                           .cell_count = index.cell_count,
                           .instructions = instructions };
    assert_true(index.row_count);
    assert_true(run_columns_init(&columns, wanted, count));
    run_columns_find(&columns, &run);
    for (size_t i = 0; i < count; i++)
        for (size_t r = 0; r < run.row_count; r++)
            assert_int_equal(run_columns_starts(&columns, wanted[i])[r],
                             wanted[i] < run.cell_count
                                 ? row_run_cell(&run, r, wanted[i]).start
                                 : row_run_end(&run, r) + 1);
    run_columns_release(&columns);
}

static void test_columns_near_and_far(void **state)
{
    static const size_t shapes[][2] = { { 2, 3 },   { 5, 40 },  { 18, 4 },  { 40, 0 },
                                        { 120, 2 }, { 300, 3 }, { 7, 200 }, { 30, 90 } };
    struct test_random random = { 57 };
    struct buffer text = { 0 };
    (void)state;
    for (size_t i = 0; i < 400; i++) {
        const size_t *shape = shapes[i % (sizeof shapes / sizeof *shapes)];
        size_t wanted[12];
        size_t count = 1 + test_random_below(&random, 12);
        write_rows(&random, shape[0], shape[1], &text);
        for (size_t w = 0; w < count; w++)
            wanted[w] = test_random_below(&random, shape[0] + 1);
        for (int set = INSTRUCTIONS_PORTABLE; set < INSTRUCTIONS_COUNT; set++)
            if (instructions_are_there((enum instructions)set))
                assert_found(&text, (enum instructions)set, wanted, count);
    }
    buffer_release(&text);
}

static void test_no_columns(void **state)
{
    struct buffer text = { 0 };
    (void)state;
    buffer_text(&text, "a,b\nc,d\n");
    assert_found(&text, INSTRUCTIONS_PORTABLE, NULL, 0);
    assert_found(&text, instructions_best(), NULL, 0);
    buffer_release(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_columns_near_and_far),
        cmocka_unit_test(test_no_columns),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
