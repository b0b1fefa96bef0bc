/* Whatever the text and however it is cut: the short way through plain rows gives what
   libcsv gives, to the last place and failure. SYMBAR_LONG_TESTS=1 makes it a million
   texts. */
#include "base/buffer.h"
#include "ingest/csv_index.h"
#include "ingest/csv_reader.h"
#include "support/random.h"
#include "support/test.h"

#include <stdlib.h>
#include <string.h>

enum { INDEXED_TEXTS = 300, SELECTED = 4 };

/* What a text is made of: the plainer its words, the more rows go the short way. */
struct recipe {
    const char *const *words;
    size_t word_count;
    char delimiter;
    char quote;
};

static const char *const plain_words[] = {
    "a", "42", ",", ",", ",", "\n", "\n", "\"b\""
};
static const char *const tidy_words[] = { "4",    ",",     ",",       "\n",      "\r\n",
                                          "\"\"", "\"x\"", "\"a,b\"", "\xc3\xa9" };
static const char *const odd_words[] = { "a",      ",",   ",",          "\n",
                                         "\r\n",   "\r",  "\r\r\n",     "\"",
                                         "\"",     "\"x", "\"\"",       "\"x\"",
                                         "\"\n\"", " ",   "\"q\"\"q\"", "\n\n" };
static const char *const other_words[] = {
    "a", ";", ";", "\t", "\n", "'", "'x;y'", "\""
};
/* With quotes that are bytes like any others. */
static const char *const stray_words[] = {
    "a\"",     "\"b",          "x \"y\"",      ",", ",", "\n", "\r\n",
    "\"q,\",", "\"q\"\"r\"\n", "a longer text"
};
static const char *const short_words[] = { "\n", "\n", "\n", "\n", "a", ",", "\r\n" };

#define WORDS(words) words, sizeof words / sizeof *words

static const struct recipe recipes[] = {
    { WORDS(plain_words), ',', '"' },  { WORDS(tidy_words), ',', '"' },
    { WORDS(odd_words), ',', '"' },    { WORDS(odd_words), ',', NO_QUOTE },
    { WORDS(other_words), ';', '\'' }, { WORDS(other_words), '\t', NO_QUOTE },
    { WORDS(stray_words), ',', '"' },  { WORDS(short_words), ',', '"' },
};

enum { RECIPES = sizeof recipes / sizeof *recipes };

static size_t text_count(void)
{
    return getenv("SYMBAR_LONG_TESTS") ? 1000000 : 30000;
}

static void write_text(const struct recipe *recipe, struct test_random *random,
                       struct buffer *text)
{
    /* most texts are short, so that every corner is met; some cross a slice */
    size_t words = test_random_below(random, 200) ? test_random_below(random, 40)
                                                  : test_random_below(random, 60000);
    buffer_clear(text);
    for (size_t i = 0; i < words; i++)
        buffer_text(text, recipe->words[test_random_below(random, recipe->word_count)]);
}

static bool write_row(void *context, const struct row *row)
{
    struct buffer *out = context;
    buffer_format(out, "%llu: %zu%s%s", (unsigned long long)row->line, row->cell_count,
                  row->ends_empty ? " ends empty" : "", row->is_empty ? " empty" : "");
    for (size_t i = 0; i < row->given_count; i++) {
        const struct cell *cell = &row->cells[i];
        buffer_format(out, " %llu.%llu%s[", (unsigned long long)cell->line,
                      (unsigned long long)cell->column,
                      cell->is_unquoted_empty ? "-" : "");
        buffer_append(out, cell->bytes, cell->byte_count);
        buffer_text(out, "]");
    }
    buffer_text(out, "\n");
    return true;
}

/* How one reading is set up; both readers of a text get the same. */
struct setup {
    uint64_t cuts; /* the seed of where the text is cut */
    struct reading_way way;
    size_t longest_piece;
    bool is_selective;
    size_t columns[SELECTED];
};

static struct setup draw_setup(struct test_random *random, size_t length)
{
    struct setup setup = { .cuts = test_random_bits(random),
                           .is_selective = test_random_below(random, 2) };
    static const size_t longest[] = { 1, 3, 20, 5000, SIZE_MAX };
    static const size_t most_bytes[] = { 1, 7, 64, 100, 1000, 0 };
    setup.way.most_bytes = most_bytes[test_random_below(random, 6)];
    do
        setup.way.instructions =
            (enum instructions)test_random_below(random, INSTRUCTIONS_COUNT);
    while (!instructions_are_there(setup.way.instructions));
    setup.longest_piece = longest[test_random_below(random, 5)];
    if (setup.longest_piece > length)
        setup.longest_piece = length ? length : 1;
    for (size_t i = 0; i < SELECTED; i++)
        setup.columns[i] = test_random_below(random, 6);
    return setup;
}

static void read_text(const struct recipe *recipe, const struct setup *setup,
                      const struct buffer *text, bool by_libcsv_only, struct buffer *out)
{
    struct test_random cuts = { setup->cuts };
    struct csv_reader *reader =
        csv_reader_create(recipe->delimiter, recipe->quote, write_row, out);
    enum csv_reading reading = READING_ON;
    buffer_clear(out);
    struct reading_way way = setup->way;
    if (by_libcsv_only)
        way.instructions = INSTRUCTIONS_ROWS;
    csv_reader_set_way(reader, &way);
    if (setup->is_selective)
        assert_true(csv_reader_select(reader, setup->columns, SELECTED));
    for (size_t at = 0; at < text->byte_count && reading == READING_ON;) {
        size_t piece = 1 + test_random_below(&cuts, setup->longest_piece);
        if (piece > text->byte_count - at)
            piece = text->byte_count - at;
        /* a copy of its own, so that a cell that outlives its piece is found out */
        char *copy = malloc(piece);
        memcpy(copy, text->bytes + at, piece);
        reading = csv_reader_push(reader, copy, piece);
        memset(copy, '#', piece);
        free(copy);
        at += piece;
    }
    if (reading == READING_ON)
        reading = csv_reader_end(reader);
    struct place place = csv_reader_place(reader, "");
    buffer_format(out, "%d at %llu.%llu, lines end %d\n", (int)reading,
                  (unsigned long long)place.line, (unsigned long long)place.column,
                  (int)csv_reader_line_end(reader));
    csv_reader_free(reader);
}

static void test_plain_rows_read_as_libcsv_reads_them(void **state)
{
    (void)state;
    struct test_random random = { 20261126 };
    struct buffer text = { 0 };
    struct buffer expected = { 0 };
    struct buffer actual = { 0 };
    size_t count = text_count();
    for (size_t i = 0; i < count; i++) {
        const struct recipe *recipe = &recipes[i % RECIPES];
        write_text(recipe, &random, &text);
        struct setup setup = draw_setup(&random, text.byte_count);
        read_text(recipe, &setup, &text, true, &expected);
        read_text(recipe, &setup, &text, false, &actual);
        assert_string_equal(actual.bytes, expected.bytes);
    }
    buffer_release(&text);
    buffer_release(&expected);
    buffer_release(&actual);
}

/* In all whole rows. */
static size_t count_cells(const struct csv_index *index)
{
    return index->row_count
               ? csv_index_cells_before(index, index->row_bounds[index->row_count]) + 1
               : 0;
}

static void test_every_instruction_set_gives_the_same_index(void **state)
{
    (void)state;
    static struct csv_index expected;
    static struct csv_index actual;
    struct test_random random = { 64 };
    struct buffer text = { 0 };
    for (size_t i = 0; i < INDEXED_TEXTS; i++) {
        const struct recipe *recipe = &recipes[i % RECIPES];
        write_text(recipe, &random, &text);
        size_t length =
            text.byte_count < INDEX_MOST_BYTES ? text.byte_count : INDEX_MOST_BYTES;
        csv_index_fill(&expected, INSTRUCTIONS_PORTABLE, text.bytes, length,
                       recipe->delimiter, recipe->quote);
        for (int set = 0; set < INSTRUCTIONS_COUNT; set++) {
            if (!instructions_are_there((enum instructions)set))
                continue;
            csv_index_fill(&actual, (enum instructions)set, text.bytes, length,
                           recipe->delimiter, recipe->quote);
            assert_int_equal(actual.row_count, expected.row_count);
            assert_int_equal(actual.cell_count, expected.cell_count);
            assert_int_equal(actual.line_count, expected.line_count);
            assert_memory_equal(actual.row_bounds, expected.row_bounds,
                                (1 + expected.row_count) * sizeof *expected.row_bounds);
            assert_int_equal(count_cells(&actual), count_cells(&expected));
            for (size_t cell = 0; cell < count_cells(&expected); cell++)
                assert_int_equal(csv_index_find_end(&actual, 0, cell),
                                 csv_index_find_end(&expected, 0, cell));
        }
    }
    buffer_release(&text);
}

static void test_a_full_index(void **state)
{
    (void)state;
    static struct csv_index index;
    static char bytes[INDEX_MOST_BYTES];
    memset(bytes, ',', sizeof bytes);
    bytes[sizeof bytes - 1] = '\n';
    for (int set = 0; set < INSTRUCTIONS_COUNT; set++) {
        if (!instructions_are_there((enum instructions)set))
            continue;
        csv_index_fill(&index, (enum instructions)set, bytes, sizeof bytes, ',', '"');
        assert_int_equal(index.row_count, 1);
        assert_int_equal(index.cell_count, INDEX_MOST_BYTES);
        assert_int_equal(index.row_bounds[1], INDEX_MOST_BYTES - 1);
        assert_int_equal(csv_index_find_end(&index, 0, INDEX_MOST_BYTES - 1),
                         INDEX_MOST_BYTES - 1);
        csv_index_fill(&index, (enum instructions)set, bytes, sizeof bytes - 1, ',', '"');
        assert_int_equal(index.row_count, 0);
    }
}

/* Lines of one byte, and the same behind one row that ends elsewhere in its block. */
static void test_an_index_full_of_rows(void **state)
{
    (void)state;
    enum { STRIDE_BYTES = INDEX_STRIDE * INDEX_BLOCK, MOST_SHIFT = 2 * STRIDE_BYTES };
    static struct csv_index index;
    static char bytes[INDEX_MOST_BYTES];
    for (size_t shift = 0; shift < MOST_SHIFT; shift += 37) {
        memset(bytes, 'a', shift);
        memset(bytes + shift, '\n', sizeof bytes - shift);
        size_t last = shift + INDEX_FULL_ROWS - 1;
        size_t end = (last / STRIDE_BYTES + 1) * STRIDE_BYTES;
        for (int set = 0; set < INSTRUCTIONS_COUNT; set++) {
            if (!instructions_are_there((enum instructions)set))
                continue;
            assert_int_equal(csv_index_find(&index, (enum instructions)set, bytes,
                                            sizeof bytes, ',', '"'),
                             end);
            csv_index_count_cells(&index, (enum instructions)set);
            assert_int_equal(index.row_count, end - shift);
            assert_in_range(index.row_count, INDEX_FULL_ROWS, INDEX_MOST_ROWS);
            assert_int_equal(index.cell_count, 1);
            assert_int_equal(index.line_count, end - shift);
            for (size_t row = 0; row < index.row_count; row++)
                assert_int_equal(csv_index_row_end(&index, row), shift + row);
        }
    }
}

/* What an index must leave to libcsv, and the last row before it. */
static void test_an_index_ends_before_what_is_odd(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t cell_count; /* of all rows */
        bool is_even;      /* all rows have the same */
    } cases[] = {
        { "a,b\nc,d\n", 4, true },
        { "a,b\nc,d", 2, true },
        { "a\n\"x\"y\n", 1, true },
        { "a\nx\"y\n", 2, true },
        { "a,b\nx\"y\"\"z,\"c,d\"\n", 4, true },
        { "a\"b\rc\n", 0, false },
        { "a\"b\nc\"\nd\"\",\"\"e\nf\n", 2, true },
        { "a\nx\ry\nz\n", 1, true },
        { "a\nx\r\r\ny\n", 1, true },
        { "a\n\"x\ry\"\nz\n", 1, true },
        { "a\r\nb\r\n", 2, true },
        { "a\n\"\"\"\",b\n", 3, false },
        { "a\n\"x\n", 1, true },
        { "\"a\nb\",\",\"\nc\n", 3, false },
        { "\"\"x\n", 0, false },
        { "a\n\"x\" ,b\n", 1, true },
        { "\n\na\n", 3, true },
        { "a,\"\"\n", 2, true },
    };
    static struct csv_index index;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        for (int set = 0; set < INSTRUCTIONS_COUNT; set++) {
            if (!instructions_are_there((enum instructions)set))
                continue;
            csv_index_fill(&index, (enum instructions)set, cases[i].text,
                           strlen(cases[i].text), ',', '"');
            assert_int_equal(count_cells(&index), cases[i].cell_count);
            assert_int_equal(index.cell_count != 0, cases[i].is_even);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_plain_rows_read_as_libcsv_reads_them),
        cmocka_unit_test(test_every_instruction_set_gives_the_same_index),
        cmocka_unit_test(test_a_full_index),
        cmocka_unit_test(test_an_index_full_of_rows),
        cmocka_unit_test(test_an_index_ends_before_what_is_odd),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
