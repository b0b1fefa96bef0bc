/* Rows counted as they stand in the text say what libcsv says of them: whatever the
   cells, a text or a key that is known from a run is that of the cell that libcsv reads.
 */
#include "base/buffer.h"
#include "base/map.h"
#include "ingest/csv_reader.h"
#include "ingest/run_answers.h"
#include "ingest/run_keys.h"
#include "support/random.h"
#include "support/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ITEMS = 15, MOST_TEXTS = 12000 };

/* Cells as they stand in a file, the traps among them: what a hurried reader takes for
   another. All are one line long. */
static const char *const cells[] = {
    "",
    "1",
    "2",
    "5",
    "10",
    "205",
    "1x",
    "3",
    "\"\"",
    "\"5\"",
    "\"10\"",
    "\"205\"",
    "\",1\"",
    "\"\"\"\"",
    "\",\"",
    "\"1\"\"\"",
    "\"a\"",
    "Agree",
    "Strongly agree",
    "\"Strongly, agree\"",
    "\"\"\"1\"",
    "1\"0",
    "5\"",
    "x \"y\"",
    " 1",
    "11",
    "12",
    "21",
    "\"2\"",
    "\"\n\"",
    "\"1\n\"",
    "\"\r\n\"",
    "0",
    "00",
    "20",
    "\"0\"",
    "\"00\"",
    "A",
    "\"A\"",
    ":",
    "\xc2\xba",
    "\"\xc2\xba\"",
    "Store number 17 in a street",
    "a text of thirty-two bytes, or so",
};

enum { CELLS = sizeof cells / sizeof *cells };

/* A file: the unit, so many items in any order, and a column more or not. */
struct arrangement {
    size_t item_count;
    size_t column_count;
    size_t item_columns[ITEMS];
};

struct trial {
    const struct arrangement *layout;
    struct csv_reader *reader;
    struct run_answers answers;
    struct run_keys keys;
    struct run_columns columns;
    bool has_begun;
    struct quick_slot slots[ITEMS][QUICK_SLOTS];
    struct map texts[ITEMS]; /* what the slots know, by the text libcsv gave */
    struct map units;
    struct buffer *out;
    size_t known_count;
};

/* A slot for the text of a cell, as answer_column makes them: by trial. */
static void learn_cell(struct trial *trial, size_t item, const struct cell *cell)
{
    struct quick_slot *slots = trial->slots[item];
    char key[QUICK_BYTES + 1];
    key[0] = cell->is_unquoted_empty ? 'e' : 't';
    if (cell->byte_count > QUICK_BYTES)
        return;
    memcpy(key + 1, cell->bytes, cell->byte_count);
    if (map_find(&trial->texts[item], key, cell->byte_count + 1) != MAP_NONE ||
        trial->texts[item].count == QUICK_TEXTS)
        return;
    size_t number = (size_t)map_add(&trial->texts[item], key, cell->byte_count + 1);
    struct quick_slot slot = {
        .symbol = number + 1,
        .is_final = true,
        .is_unquoted_empty = cell->is_unquoted_empty,
        .byte_count = (unsigned char)cell->byte_count,
    };
    memcpy(slot.bytes, cell->bytes, cell->byte_count);
    for (size_t i = 0; i < QUICK_SLOTS; i++) {
        struct quick_slot before = slots[i];
        if (before.symbol)
            continue;
        slots[i] = slot;
        if (quick_slots_find(slots, cell) == (ptrdiff_t)number)
            return;
        slots[i] = before;
    }
}

static void write_text(struct buffer *out, ptrdiff_t text)
{
    buffer_format(out, "%d ", (int)text);
}

/* What libcsv says of a row: the number of each text, if it is known. */
static bool on_row(void *context, const struct row *row)
{
    struct trial *trial = context;
    for (size_t i = 0; i < trial->layout->item_count; i++) {
        const struct cell *cell = &row->cells[trial->layout->item_columns[i]];
        learn_cell(trial, i, cell);
        write_text(trial->out, quick_slots_find(trial->slots[i], cell));
    }
    const struct cell *unit = &row->cells[0];
    buffer_append(trial->out, unit->bytes, unit->byte_count);
    buffer_text(trial->out, ";");
    return true;
}

static bool is_known[KNOWN_TEXTS];

static bool begin(struct trial *trial, const struct row_run *run)
{
    const struct arrangement *layout = trial->layout;
    if (trial->has_begun)
        return true;
    trial->has_begun = true;
    size_t wanted[2 * (1 + ITEMS)] = { 0, 1 };
    if (!run_keys_init(&trial->keys, 0, KEY_TEXT) ||
        !run_answers_init(&trial->answers, layout->item_columns, layout->item_count, run))
        return false;
    size_t count = 2 + run_answers_columns(&trial->answers, wanted + 2);
    return run_columns_init(&trial->columns, wanted, count);
}

/* The number of a usable key, which is given it if it has none. */
static size_t number_of_key(struct run_keys *keys, const struct made_keys *made,
                            size_t row, size_t number)
{
    uint32_t numbers[RUN_MOST_ROWS];
    if (!(run_keys_find(keys, made, numbers) >> row & 1))
        return numbers[row];
    assert_true(run_keys_add(keys, made_keys_words(keys, made, row), (uint32_t)number));
    return number;
}

/* The unit of a row by its key; remembers it as it stands where it is plain. */
static const char *find_unit(struct trial *trial, const struct row_run *run, size_t r,
                             const struct made_keys *made)
{
    struct raw_cell raw = row_run_cell(run, r, 0);
    raw_cell_unquote(run, &raw);
    ptrdiff_t own = map_add(&trial->units, run->bytes + raw.start, raw.end - raw.start);
    return map_key_at(&trial->units, number_of_key(&trial->keys, made, r, (size_t)own));
}

/* Takes the rows that are known, and writes of them what on_row would. */
static bool on_run(void *context, const struct row_run *run, uint64_t *left_out)
{
    struct trial *trial = context;
    uint8_t texts[ITEMS * RUN_MOST_ROWS];
    assert_true(begin(trial, run));
    for (size_t i = 0; i < trial->layout->item_count; i++)
        run_answers_learn(&trial->answers, i, trial->slots[i], is_known);
    run_columns_find(&trial->columns, run);
    uint64_t known = run_answers_read(&trial->answers, run, &trial->columns, texts);
    struct made_keys made;
    assert_true(run_keys_make(&trial->keys, run, &trial->columns, &made));
    *left_out = ~(uint64_t)0;
    for (size_t r = 0; r < run->row_count; r++) {
        if (!((known & made.usable) >> r & 1))
            return true; /* the others are left, so that the order stays */
        for (size_t i = 0; i < trial->layout->item_count; i++)
            write_text(trial->out, texts[i * RUN_MOST_ROWS + r]);
        buffer_text(trial->out, find_unit(trial, run, r, &made));
        buffer_text(trial->out, ";");
        *left_out &= ~((uint64_t)1 << r);
        trial->known_count++;
    }
    return true;
}

/* Stretches of columns of every length, and longer than one stretch may be. */
static void draw_layout(struct test_random *random, struct arrangement *layout)
{
    static const size_t counts[] = { 1, 3, 4, 5, 11, 12, 13, ITEMS };
    layout->item_count =
        counts[test_random_below(random, sizeof counts / sizeof *counts)];
    layout->column_count = 1 + layout->item_count + test_random_below(random, 2);
    for (size_t i = 0; i < layout->item_count; i++) {
        size_t other = test_random_below(random, i + 1);
        layout->item_columns[i] = layout->item_columns[other];
        layout->item_columns[other] = 1 + i;
    }
}

/* What nearly all cells of an export are, and now and then a row has one other. */
static const char *pick_answer(struct test_random *random, bool is_quoted, bool is_odd)
{
    static const char *const answers[2][5] = {
        { "1", "2", "5", "10", "" }, { "\"1\"", "\"2\"", "\"5\"", "\"10\"", "\"\"" }
    };
    return is_odd ? cells[test_random_below(random, CELLS)]
                  : answers[is_quoted][test_random_below(random, 5)];
}

static const char *pick_any(struct test_random *random, size_t first, size_t few)
{
    size_t any = test_random_below(random, 300) ? few : CELLS;
    return cells[(first + test_random_below(random, any)) % CELLS];
}

static void write_rows(struct test_random *random, const struct arrangement *layout,
                       struct buffer *text)
{
    enum { UNQUOTED, QUOTED, MIXED, STYLES = 4 };
    size_t style = test_random_below(random, STYLES);
    size_t rows = 1 + test_random_below(random, test_random_below(random, 8) ? 12 : 300);
    const char *line_end = test_random_below(random, 2) ? "\n" : "\r\n";
    /* few different cells, so that most are known soon */
    size_t few = 1 + test_random_below(random, 6);
    size_t first = test_random_below(random, CELLS);
    buffer_clear(text);
    for (size_t c = 0; c < layout->column_count; c++)
        buffer_text(text, c + 1 < layout->column_count ? "a," : "a");
    buffer_text(text, line_end);
    for (size_t r = 0; r < rows; r++) {
        size_t odd = test_random_below(random, 4 * layout->column_count);
        for (size_t c = 0; c < layout->column_count; c++) {
            buffer_text(text, style < MIXED
                                  ? pick_answer(random, style == QUOTED, c == odd)
                                  : pick_any(random, first, few));
            buffer_text(text, c + 1 < layout->column_count ? "," : line_end);
        }
    }
}

/* Runs are short where an index is made of few bytes. */
static size_t read_rows(const struct arrangement *layout, const struct buffer *text,
                        enum instructions instructions, size_t most_bytes,
                        struct buffer *out)
{
    struct trial *trial = calloc(1, sizeof *trial);
    trial->layout = layout;
    trial->out = out;
    trial->reader = csv_reader_create(',', '"', on_row, trial);
    buffer_clear(out);
    buffer_text(out, "");
    const struct reading_way way = { instructions, most_bytes };
    csv_reader_set_way(trial->reader, &way);
    if (instructions != INSTRUCTIONS_ROWS)
        csv_reader_give_runs(trial->reader, on_run, layout->column_count);
    assert_int_equal(csv_reader_push(trial->reader, text->bytes, text->byte_count),
                     READING_ON);
    assert_int_equal(csv_reader_end(trial->reader), READING_ON);
    size_t known = trial->known_count;
    csv_reader_free(trial->reader);
    run_answers_release(&trial->answers);
    run_keys_release(&trial->keys);
    run_columns_release(&trial->columns);
    map_release(&trial->units);
    for (size_t i = 0; i < ITEMS; i++)
        map_release(&trial->texts[i]);
    free(trial);
    return known;
}

static void runs_say_what_libcsv_says(void **state)
{
    (void)state;
    struct test_random random = { 20261127 };
    struct buffer text = { 0 };
    struct buffer expected = { 0 };
    struct buffer actual = { 0 };
    size_t known = 0;
    size_t count = getenv("SYMBAR_LONG_TESTS") ? 1000000 : MOST_TEXTS;
    memset(is_known, true, sizeof is_known);
    for (size_t i = 0; i < count; i++) {
        struct arrangement layout;
        draw_layout(&random, &layout);
        write_rows(&random, &layout, &text);
        static const size_t most_bytes[] = { 0, 60, 200, 800 };
        static const enum instructions sets[] = { INSTRUCTIONS_PORTABLE,
                                                  INSTRUCTIONS_LIBCSV, INSTRUCTIONS_BEST,
                                                  INSTRUCTIONS_BEST };
        enum instructions set = sets[i / 4 % 4];
        read_rows(&layout, &text, INSTRUCTIONS_ROWS, 0, &expected);
        known += read_rows(&layout, &text, set, most_bytes[i % 4], &actual);
        assert_string_equal(actual.bytes, expected.bytes);
    }
    assert_true(known > 2 * count); /* or nothing was tried */
    buffer_release(&text);
    buffer_release(&expected);
    buffer_release(&actual);
}

/* Keys of one row after the other, each in its own text. */
struct key_trial {
    struct run_keys keys;
    struct run_columns columns;
    struct csv_index index;
};

static void begin_keys(struct key_trial *trial, enum key_kind kind)
{
    static const size_t wanted[] = { 0, 1 };
    assert_true(run_keys_init(&trial->keys, 0, kind));
    assert_true(run_columns_init(&trial->columns, wanted, 2));
}

static void end_keys(struct key_trial *trial)
{
    run_keys_release(&trial->keys);
    run_columns_release(&trial->columns);
}

enum { NOT_USABLE = -1 };

/* The number of a row's key, which is given it if it has none. */
static ptrdiff_t number_of_row(struct key_trial *trial, const char *row, size_t number)
{
    struct made_keys made;
    size_t length = strlen(row);
    csv_index_fill(&trial->index, INSTRUCTIONS_PORTABLE, row, length, ',', '"');
    struct row_run run = { .bytes = row,
                           .byte_count = length,
                           .index = &trial->index,
                           .cell_count = trial->index.cell_count,
                           .row_count = 1,
                           .delimiter = ',',
                           .quote = '"' };
    run_columns_find(&trial->columns, &run);
    assert_true(run_keys_make(&trial->keys, &run, &trial->columns, &made));
    return made.usable ? (ptrdiff_t)number_of_key(&trial->keys, &made, 0, number)
                       : NOT_USABLE;
}

/* More keys than the table begins with, and some that begin alike. */
static void finds_every_key_again(void **state)
{
    (void)state;
    enum { UNITS = 3000 };
    struct key_trial *trial = calloc(1, sizeof *trial);
    begin_keys(trial, KEY_TEXT);
    for (size_t i = 0; i < 2 * UNITS; i++) {
        size_t unit = i % UNITS;
        char row[80];
        snprintf(row, sizeof row, "unit-%zu-of-%zu,x\n", unit / 2, unit % 2);
        assert_int_equal(number_of_row(trial, row, i), unit);
    }
    end_keys(trial);
    free(trial);
}

/* The time of day is no part of the key, unless it is none. */
static void takes_dates_without_their_time(void **state)
{
    (void)state;
    struct key_trial *trial = calloc(1, sizeof *trial);
    begin_keys(trial, KEY_DATE);
    assert_int_equal(number_of_row(trial, "2026-03-31,x\n", 1), 1);
    assert_int_equal(number_of_row(trial, "2026-03-31 23:59:59,x\n", 2), 1);
    assert_int_equal(number_of_row(trial, "\"2026-03-31, 9:30 PM\",x\n", 3), 1);
    assert_int_equal(number_of_row(trial, "2026-03-31T00:00:00.123456789+02:00,x\n", 4),
                     1);
    assert_int_equal(number_of_row(trial, "2026-03-31 at noon,x\n", 5), 5);
    assert_int_equal(number_of_row(trial, "2026-03-30,x\n", 6), 6);
    assert_int_equal(number_of_row(trial, ",x\n", 7), 7);
    end_keys(trial);
    free(trial);
}

static void takes_all_that_is_filled_for_one(void **state)
{
    (void)state;
    struct key_trial *trial = calloc(1, sizeof *trial);
    begin_keys(trial, KEY_FILLED);
    assert_int_equal(number_of_row(trial, "  ,x\n", 1), 1);
    assert_int_equal(number_of_row(trial, ",x\n", 2), 1);
    assert_int_equal(number_of_row(trial, "\"\",x\n", 3), 1);
    assert_int_equal(number_of_row(trial, " 2026-03-31 23:59:59,x\n", 4), 4);
    assert_int_equal(number_of_row(trial, "\"\"\"\",x\n", 5), 4);
    assert_int_equal(number_of_row(trial,
                                   "\"a cell of any length: there is nothing of it "
                                   "that matters but that it is there\",x\n",
                                   6),
                     4);
    end_keys(trial);
    free(trial);
}

/* Units with long names are keys as well, once the first of them was met; and the short
   ones keep their numbers. */
static void makes_room_for_long_keys(void **state)
{
    (void)state;
    static const char longer_row[] =
        "\"an hotel whose name has more than fifty-six letters, or bytes\",x\n";
    struct key_trial *trial = calloc(1, sizeof *trial);
    begin_keys(trial, KEY_TEXT);
    assert_int_equal(number_of_row(trial, "a,x\n", 1), 1);
    assert_int_equal(number_of_row(trial, "twenty-four letters here,x\n", 2), 2);
    assert_int_equal(number_of_row(trial, "twenty-five letters there,x\n", 3),
                     NOT_USABLE);
    assert_int_equal(number_of_row(trial, "twenty-five letters there,x\n", 4), 4);
    assert_int_equal(number_of_row(trial, "\"twenty-five letters there\",x\n", 5), 4);
    assert_int_equal(number_of_row(trial, "a,x\n", 6), 1);
    assert_int_equal(number_of_row(trial, "twenty-four letters here,x\n", 7), 2);
    assert_int_equal(number_of_row(trial, longer_row, 8), NOT_USABLE);
    assert_int_equal(number_of_row(trial, longer_row, 9), NOT_USABLE);
    end_keys(trial);
    free(trial);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(runs_say_what_libcsv_says),
        cmocka_unit_test(finds_every_key_again),
        cmocka_unit_test(takes_dates_without_their_time),
        cmocka_unit_test(takes_all_that_is_filled_for_one),
        cmocka_unit_test(makes_room_for_long_keys),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
