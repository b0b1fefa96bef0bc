/* The law of shared_records.h: however many threads read a file, the outcome is that of
   reading one row after the other, down to the lines of every problem. And of
   row_cutter.h: what is cut there and read apart is what would be read in one. */
#include "base/buffer.h"
#include "base/memory.h"
#include "ingest/csv_reader.h"
#include "ingest/row_cutter.h"
#include "support/gzip.h"
#include "support/ingestion.h"
#include "support/random.h"
#include "support/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LONG = 7 * 256 * 1024, THREADS = 3 };

/* -- cutting -- */

static bool write_row(void *context, const struct row *row)
{
    struct buffer *text = context;
    for (size_t i = 0; i < row->given_count; i++) {
        buffer_text(text, row->cells[i].is_unquoted_empty ? "[-" : "[");
        buffer_append(text, row->cells[i].bytes, row->cells[i].byte_count);
        buffer_text(text, "]");
    }
    buffer_text(text, ";");
    return true;
}

/* Appends the rows of a text, and how its reading ended where it ended too early. */
static enum csv_reading read_rows(const char *text, size_t byte_count, bool is_last,
                                  struct buffer *rows)
{
    struct csv_reader *reader = csv_reader_create(',', '"', write_row, rows);
    assert_non_null(reader);
    enum csv_reading reading = csv_reader_push(reader, text, byte_count);
    if (reading == READING_ON && is_last)
        reading = csv_reader_end(reader);
    if (reading != READING_ON)
        buffer_format(rows, "stopped by %d", (int)reading);
    csv_reader_free(reader);
    return reading;
}

static void assert_cuts_between_rows(const char *text, size_t byte_count, size_t piece)
{
    struct row_cutter cutter = { .delimiter = ',', .quote = '"' };
    struct buffer whole = { 0 };
    struct buffer parts = { 0 };
    size_t begun = 0;
    buffer_text(&whole, "");
    buffer_text(&parts, "");
    enum csv_reading reading = READING_ON;
    read_rows(text, byte_count, true, &whole);
    for (size_t at = 0; at < byte_count && reading == READING_ON; at += piece) {
        size_t count = byte_count - at < piece ? byte_count - at : piece;
        size_t cut = row_cutter_pass(&cutter, text + at, count);
        if (!cut)
            continue;
        assert_true(cut <= count && text[at + cut - 1] == '\n');
        reading = read_rows(text + begun, at + cut - begun, false, &parts);
        begun = at + cut;
    }
    if (reading == READING_ON)
        read_rows(text + begun, byte_count - begun, true, &parts);
    assert_string_equal(parts.bytes, whole.bytes);
    buffer_release(&whole);
    buffer_release(&parts);
}

static void cuts_between_rows(void **state)
{
    (void)state;
    static const char alphabet[] = "\"\"\",,\n\n\r1 a";
    struct test_random random = { 4 };
    char text[60];
    for (int round = 0; round < 15000; round++) {
        size_t count = 1 + test_random_below(&random, sizeof text - 1);
        for (size_t i = 0; i < count; i++)
            text[i] = alphabet[test_random_below(&random, sizeof alphabet - 1)];
        assert_cuts_between_rows(text, count, 1 + test_random_below(&random, 30));
    }
}

/* Text as exports have it, in places without quotes for long, and now and then a quote
   where none may be. */
static size_t write_quoted_text(struct test_random *random, char *text, size_t room)
{
    enum { LONG_WORD = 400 };
    static const char *const pieces[] = {
        "\"a b\",",     "\"\",", "1,",
        "\"x\"\"y\"\n", "\"", /* odd, or closing */
        ",\r\n",        "7\n",   "\"a\nlonger, remark\",",
        "5\" w\"w\"\","
    };
    enum { PIECES = sizeof pieces / sizeof *pieces, ODD = 4 };
    size_t count = 0;
    for (;;) {
        size_t piece = test_random_below(random, PIECES);
        if (piece == ODD && test_random_below(random, 20))
            piece = 0;
        size_t length = strlen(pieces[piece]);
        size_t word =
            test_random_below(random, 20) ? 0 : test_random_below(random, LONG_WORD);
        if (count + word + length > room)
            return count;
        memset(text + count, 'w', word);
        count += word;
        memcpy(text + count, pieces[piece], length);
        count += length;
    }
}

/* Whatever the instructions, the same cuts and the same state after each piece. Before
   the last 4 kB of one, row ends are not looked for. */
static void cuts_alike_with_all_instructions(void **state)
{
    (void)state;
    enum { MOST = 20000, ROUNDS = 1500 };
    struct test_random random = { 11 };
    char text[MOST];
    for (int round = 0; round < ROUNDS; round++) {
        size_t most = round % 2 ? MOST : MOST / 10;
        size_t count =
            write_quoted_text(&random, text, 1 + test_random_below(&random, most));
        size_t piece = 1 + test_random_below(&random, round % 2 ? MOST : 700);
        for (int set = INSTRUCTIONS_PORTABLE; set < INSTRUCTIONS_COUNT; set++) {
            struct row_cutter plain = { INSTRUCTIONS_ROWS, ',', '"', CUT_CELL_BEGINS };
            struct row_cutter cutter = { (enum instructions)set, ',', '"',
                                         CUT_CELL_BEGINS };
            if (!instructions_are_there(cutter.instructions))
                continue;
            for (size_t at = 0; at < count; at += piece) {
                size_t given = count - at < piece ? count - at : piece;
                assert_int_equal(row_cutter_pass(&cutter, text + at, given),
                                 row_cutter_pass(&plain, text + at, given));
                assert_int_equal(cutter.state, plain.state);
            }
        }
    }
}

/* Wherever it stands in its block, behind text that was passed without a look. */
static void a_quote_in_a_word_opens_nothing(void **state)
{
    (void)state;
    enum { MOST = 8000, WORDS = 400 };
    char text[MOST];
    for (size_t at = 0; at < MOST; at += 2)
        memcpy(text + at, "w\n", 2);
    memset(text, 'w', WORDS);
    for (size_t at = 1; at < WORDS; at++) {
        text[at] = '"';
        for (int set = 0; set < INSTRUCTIONS_COUNT; set++) {
            struct row_cutter cutter = { (enum instructions)set, ',', '"',
                                         CUT_CELL_BEGINS };
            if (!instructions_are_there(cutter.instructions))
                continue;
            assert_int_equal(row_cutter_pass(&cutter, text, MOST), MOST);
            assert_int_equal(cutter.state, CUT_CELL_BEGINS);
        }
        text[at] = 'w';
    }
}

static void cuts_after_the_last_row(void **state)
{
    (void)state;
    struct row_cutter cutter = { .delimiter = ',', .quote = '"' };
    assert_int_equal(row_cutter_pass(&cutter, "a,b\n1,2\n3", 9), 8);
    assert_int_equal(row_cutter_pass(&cutter, ",\"x\n", 4), 0);
    assert_int_equal(row_cutter_pass(&cutter, "\"\"\n", 3), 0);
    assert_int_equal(row_cutter_pass(&cutter, "\"\n4,\"", 5), 2);
    struct row_cutter plain = { .delimiter = ';' };
    assert_int_equal(row_cutter_pass(&plain, "a;\"b\nc", 6), 5);
}

/* -- long files -- */

/* What a file has besides plain rows; each is met rarely, or once far down. */
struct traits {
    bool is_quoted;
    bool has_crlf;
    bool has_returns; /* CR alone ends rows, so that there is nowhere to cut */
    bool has_labels;
    bool has_new_units; /* all the way down */
    bool has_strays;    /* quotes inside cells */
    bool has_traps;     /* answers that look like others at their end */
    bool has_problems;  /* ragged rows and answers off the scale; weights that are none */
    bool has_weights;   /* of all forms */
    bool has_times;     /* dates of all forms, and such as are none */
    size_t giant_comment;
    const char *ending; /* what comes at the end, or half-way down */
    bool ends_half_way;
};

static const char *const labels[] = { "Strongly disagree", "Disagree", "Neutral", "Agree",
                                      "Strongly agree" };

static void add_comment(struct buffer *text, struct test_random *random,
                        const struct traits *traits)
{
    size_t kind = test_random_below(random, 40);
    if (kind == 0)
        buffer_text(text, "\"long,\nand \"\"quoted\"\",\r\n4,5,6\n\"");
    else if (kind == 1 && traits->has_strays)
        buffer_text(text, "5\" screen");
    else if (kind < 8)
        buffer_text(text, "fine");
}

/* What a reader might take for 1, 10, a blank or a label that it looked at from behind.
 */
static const char *const traps[] = { "\",1\"", "\"\"\"\"", "\"1\"\"\"", "\"\"", "\",\"",
                                     "\"\n\"", "1 ",       "\"10\"",    "11",   "01",
                                     "\" 1\"", "\"1\"",    "1\"0",      "5\"",  "1\"\"" };

enum { TRAPS = sizeof traps / sizeof *traps };

static void add_answer(struct buffer *text, struct test_random *random,
                       const struct traits *traits, size_t most)
{
    size_t kind = test_random_below(random, 5000);
    const char *quote = traits->is_quoted ? "\"" : "";
    size_t answer = 1 + test_random_below(random, most);
    if (traits->has_traps && kind % 40 == 0) {
        buffer_text(text, traps[test_random_below(random, TRAPS)]);
        return;
    }
    buffer_text(text, quote);
    if (kind == 0 && traits->has_problems)
        buffer_format(text, "%zu", 90 + test_random_below(random, 3));
    else if (kind < 300)
        buffer_text(text, "");
    else if (kind < 330)
        buffer_text(text, "N/A");
    else if (traits->has_labels && most == 5)
        buffer_text(text, labels[answer - 1]);
    else
        buffer_format(text, "%zu", answer);
    buffer_text(text, quote);
}

static void add_weight(struct buffer *text, struct test_random *random,
                       const struct traits *traits)
{
    static const char *const forms[] = {
        "1",        "0.5",       "1.25",          "2.0000000001", "0.333333333333333",
        "1e-3",     "\"0.75\"",  "\" 1.5 \"",     "99999.9999",   "100000",
        "0.000001", "007.5",     "0.0000010004",  "1e0",          ".5",
        "+2",       "\"1,234\"", "3.00000000005",
    };
    static const char *const none[] = { "",          "0",   "-1",    "x",
                                        "100000.1",  "1e9", "1.2.3", "0.0000001",
                                        "\"1\"\"\"", "\"\"" };
    enum { FORMS = sizeof forms / sizeof *forms, NONE = sizeof none / sizeof *none };
    if (traits->has_problems && test_random_below(random, 3000) == 0)
        buffer_text(text, none[test_random_below(random, NONE)]);
    else if (test_random_below(random, 4))
        buffer_format(text, "%zu.%04zu", test_random_below(random, 5),
                      1 + test_random_below(random, 9999));
    else
        buffer_text(text, forms[test_random_below(random, FORMS)]);
}

static void add_date(struct buffer *text, struct test_random *random,
                     const struct traits *traits)
{
    static const char *const none[] = { "", "soon", "n/a", "2026-02-30", " " };
    size_t month = 1 + test_random_below(random, 3);
    size_t day = 1 + test_random_below(random, 28);
    size_t kind = traits->has_times ? test_random_below(random, 1000) : 999;
    if (traits->has_problems && kind < 5)
        buffer_text(text, none[kind]);
    else if (kind < 300)
        buffer_format(text, "\"2026-%02zu-%02zu, %zu:05 PM\"", month, day, 1 + kind % 12);
    else if (kind < 600)
        buffer_format(text, "2026-%02zu-%02zu %02zu:%02zu:%02zu", month, day, kind % 24,
                      kind % 60, test_random_below(random, 60));
    else if (kind < 650)
        buffer_format(text, "%02zu/%02zu/2026", day, month);
    else if (kind < 700)
        buffer_format(text, " 2026%02zu%02zuT08:00Z", month, day);
    else
        buffer_format(text, "2026-%02zu-%02zu", month, day);
}

static void add_row(struct buffer *text, struct test_random *random,
                    const struct traits *traits, size_t number)
{
    size_t units = traits->has_new_units ? 10 + number / 50 : 30;
    buffer_format(text, "R%zu,", number);
    if (test_random_below(random, 100))
        buffer_format(text, "Store %zu", test_random_below(random, units));
    buffer_text(text, ",");
    add_date(text, random, traits);
    buffer_format(text, ",%s,", test_random_below(random, 2) ? "shop" : "office");
    if (traits->has_weights)
        add_weight(text, random, traits);
    else
        buffer_format(text, "%zu", test_random_below(random, 20));
    for (size_t i = 0; i < 4; i++) {
        buffer_text(text, ",");
        add_answer(text, random, traits, i ? 5 : 10);
    }
    buffer_text(text, ",");
    add_comment(text, random, traits);
    if (traits->has_problems && test_random_below(random, 9000) == 0)
        buffer_text(text, ",,");
    buffer_text(text, traits->has_crlf ? "\r\n" : traits->has_returns ? "\r" : "\n");
}

static struct buffer make_export(const struct traits *traits, uint64_t seed)
{
    struct buffer text = { 0 };
    struct test_random random = { seed };
    size_t number = 0;
    buffer_text(&text, "id,store,date,place,kept,q1,q2,q3,q4,comment");
    buffer_text(&text, traits->has_returns ? "\r" : "\n");
    while (text.byte_count < LONG) {
        add_row(&text, &random, traits, number++);
        if (number == 25000 && traits->giant_comment) {
            buffer_text(&text, "R,Store 1,2026-01-01,shop,1,1,1,1,1,\"");
            buffer_repeat(&text, "so, \"\"then\"\"\n", traits->giant_comment);
            buffer_text(&text, "\"\n");
        }
        if (traits->ends_half_way && text.byte_count > LONG / 4 * 3 && traits->ending) {
            buffer_text(&text, traits->ending);
            break;
        }
    }
    for (int i = 0; traits->ends_half_way && i < 10000; i++)
        add_row(&text, &random, traits, number++);
    if (traits->ending && !traits->ends_half_way)
        buffer_text(&text, traits->ending);
    assert_false(buffer_failed(&text));
    return text;
}

static void write_export(const struct test_folder *folder, const char *name,
                         const struct traits *traits, uint64_t seed)
{
    struct buffer text = make_export(traits, seed);
    test_folder_write(folder, name, text.bytes, text.byte_count);
    buffer_release(&text);
}

static void write_zipped_export(const struct test_folder *folder, const char *name,
                                const struct traits *traits, uint64_t seed)
{
    struct buffer text = make_export(traits, seed);
    struct buffer zipped = { 0 };
    gzip_append(&zipped, text.bytes, text.byte_count);
    test_folder_write(folder, name, zipped.bytes, zipped.byte_count);
    buffer_release(&zipped);
    buffer_release(&text);
}

static const char plain_study[] =
    "{'symbar': 1, 'employees': {'files': ['long.csv'], 'unit': 'store'},"
    " 'customers': {'files': ['short.csv'], 'unit': 'store'},"
    " 'scales': {'ten': {'kind': 'nps', 'min': 0, 'max': 10},"
    "            'five': {'kind': 'likert', 'min': 1, 'max': 5}},"
    " 'dimensions': ["
    "  {'id': 'a', 'scale': 'ten', 'employees': 'q1', 'customers': 'q1'},"
    "  {'id': 'b', 'scale': 'five', 'employees': 'q2', 'customers': 'q2'}]}";

static const char rich_study[] =
    "{'symbar': 1, 'bad_answers': 'missing',"
    " 'employees': {'files': ['long.csv', 'short.csv'], 'unit': 'store',"
    "   'segment': 'place', 'wave': {'column': 'date', 'by': 'month'},"
    "   'keep': [{'column': 'kept', 'not_in': ['7', '11']}]},"
    " 'customers': {'files': ['short.csv'], 'unit': null},"
    " 'scales': {'ten': {'kind': 'nps', 'min': 0, 'max': 10},"
    "            'five': {'kind': 'likert', 'min': 1, 'max': 5}},"
    " 'dimensions': ["
    "  {'id': 'a', 'scale': 'ten', 'employees': 'q1',"
    "   'customers': 'q1'},"
    "  {'id': 'b', 'scale': 'five', 'employees': ['q2', 'q3',"
    "    {'column': 'q4', 'reverse': true}], 'customers': 'q2'},"
    "  {'id': 'c', 'scale': 'five', 'employees': 'q4', 'customers': 'q4'}]}";

/* What says where a row belongs is in four columns, one of dates; or in one of dates. */
static const char dated_study[] =
    "{'symbar': 1, 'bad_answers': 'missing',"
    " 'employees': {'files': ['long.csv'], 'unit': 'store', 'segment': 'place',"
    "   'wave': {'column': 'date', 'by': 'quarter', 'order': 'dmy'},"
    "   'missing': {'not_applicable': ['n/a']},"
    "   'keep': [{'column': 'kept', 'min': 3}, {'column': 'kept', 'not_in': ['7']},"
    "            {'column': 'place', 'not_in': ['office']}]},"
    " 'customers': {'files': ['short.csv'], 'unit': null,"
    "   'wave': {'column': 'date', 'by': 'month', 'order': 'dmy'}},"
    " 'scales': {'ten': {'kind': 'nps', 'min': 0, 'max': 10},"
    "            'five': {'kind': 'likert', 'min': 1, 'max': 5}},"
    " 'dimensions': ["
    "  {'id': 'a', 'scale': 'ten', 'employees': 'q1', 'customers': 'q1'},"
    "  {'id': 'b', 'scale': 'five', 'employees': 'q2', 'customers': 'q2'},"
    "  {'id': 'c', 'scale': 'five', 'employees': 'q4', 'customers': 'q4'}]}";

static const char weighted_study[] =
    "{'symbar': 1, 'bad_answers': 'missing',"
    " 'employees': {'files': ['long.csv'], 'unit': 'store',"
    "   'segment': 'place', 'weight': 'kept'},"
    " 'customers': {'files': ['short.csv'], 'unit': 'store'},"
    " 'scales': {'ten': {'kind': 'nps', 'min': 0, 'max': 10},"
    "            'five': {'kind': 'likert', 'min': 1, 'max': 5}},"
    " 'dimensions': ["
    "  {'id': 'a', 'scale': 'ten', 'employees': 'q1',"
    "   'customers': 'q1'},"
    "  {'id': 'b', 'scale': 'five', 'employees': ['q2', 'q3',"
    "    {'column': 'q4', 'reverse': true}], 'customers': 'q2'},"
    "  {'id': 'c', 'scale': 'five', 'customers': ['q3', 'q4']},"
    "  {'id': 'd', 'scale': 'five', 'employees': 'q4', 'customers': 'q4'}]}";

static const char fine_study[] =
    "{'symbar': 1, 'employees': {'files': ['long.csv'], 'unit': 'store'},"
    " 'customers': {'files': ['short.csv'], 'unit': 'store'},"
    " 'scales': {'most': {'kind': 'csat', 'min': 0, 'max': 10.1},"
    "            'five': {'kind': 'likert', 'min': 1, 'max': 5}},"
    " 'dimensions': ["
    "  {'id': 'a', 'scale': 'most', 'employees': 'q1', 'customers': 'q1'},"
    "  {'id': 'b', 'scale': 'five', 'employees': 'q2', 'customers': 'q2'}]}";

static const char slider_study[] =
    "{'symbar': 1, 'bad_answers': 'missing',"
    " 'employees': {'files': ['long.csv'], 'unit': 'store'},"
    " 'customers': {'files': ['short.csv'], 'unit': 'store'},"
    " 'scales': {'hundred': {'kind': 'csat', 'min': 0, 'max': 100},"
    "            'tenths': {'kind': 'csat', 'min': 0, 'max': 10, 'fractions': true},"
    "            'five': {'kind': 'likert', 'min': 1, 'max': 5}},"
    " 'dimensions': ["
    "  {'id': 'a', 'scale': 'hundred', 'employees': 'kept', 'customers': 'kept'},"
    "  {'id': 'b', 'scale': 'tenths', 'employees': 'kept', 'customers': 'q1'},"
    "  {'id': 'c', 'employees': ["
    "    {'column': 'kept', 'scale': 'hundred', 'reverse': true},"
    "    {'column': 'q2', 'scale': 'five'}, {'column': 'q3', 'scale': 'five'}],"
    "   'customers': [{'column': 'q2', 'scale': 'five'}]}]}";

static const char guessed_study[] =
    "{'symbar': 1, 'employees': {'files': ['long.csv'], 'unit': 'store'},"
    " 'customers': {'files': ['short.csv'], 'unit': 'store'},"
    " 'scales': {'five': {'kind': 'likert', 'min': 1, 'max': 5}},"
    " 'dimensions': ["
    "  {'id': 'a', 'scale': 'five', 'employees': 'a1', 'customers': 'q2'},"
    "  {'id': 'b', 'scale': 'five', 'employees': ['a2', 'a3'], 'customers': 'q3'},"
    "  {'id': 'c', 'scale': 'five', 'employees': ['a4', 'a5', 'a6', 'a7', 'a8'],"
    "   'customers': 'q4'}]}";

/* Everything that a tally numbers, on both sides, in files of their own. */
static const char apart_study[] =
    "{'symbar': 1, 'bad_answers': 'missing',"
    " 'employees': {'files': ['short.csv', 'long.csv'], 'unit': 'store',"
    "   'segment': 'place', 'wave': {'column': 'date', 'by': 'month', 'order': 'dmy'},"
    "   'keep': [{'column': 'kept', 'not_in': ['7', '11']}]},"
    " 'customers': {'files': ['guests.csv'], 'unit': 'store',"
    "   'segment': 'kept', 'wave': {'column': 'date', 'by': 'month', 'order': 'dmy'},"
    "   'keep': [{'column': 'place', 'in': ['shop']}]},"
    " 'scales': {'ten': {'kind': 'nps', 'min': 0, 'max': 10},"
    "            'five': {'kind': 'likert', 'min': 1, 'max': 5}},"
    " 'dimensions': ["
    "  {'id': 'a', 'scale': 'ten', 'employees': 'q1', 'customers': 'q1'},"
    "  {'id': 'b', 'scale': 'five', 'employees': ['q2', 'q3'], 'customers': 'q2'},"
    "  {'id': 'c', 'scale': 'five', 'employees': 'q4', 'customers': ['q3', 'q4']}]}";

static char *outcome_of(struct ingestion_test *test, size_t threads, const char *study)
{
    struct buffer text = { 0 };
    test->work.thread_count = threads;
    ingestion_run(test, study);
    char *said = ingestion_said(test);
    buffer_format(&text, "status %d\n%s", (int)test->status, said);
    free(said);
    if (test->status == SYMBAR_OK) {
        char *outcome = ingestion_outcome(test);
        buffer_text(&text, outcome);
        free(outcome);
        for (size_t i = 0; i < test->provenance.input_count; i++) {
            const struct input_summary *input = &test->provenance.inputs[i];
            buffer_format(&text, "%s %llu %s %llu %llu\n", input->file,
                          (unsigned long long)input->byte_count, input->sha256,
                          (unsigned long long)input->rows_read,
                          (unsigned long long)input->rows_used);
            for (size_t n = 0; n < input->set_aside_count; n++)
                buffer_format(&text, "%s %llu\n", input->set_aside[n].reason,
                              (unsigned long long)input->set_aside[n].count);
        }
    }
    assert_false(buffer_failed(&text));
    return text.bytes; /* the caller's */
}

static void assert_all_say_the_same(const struct traits *traits, const char *study,
                                    enum symbar_status expected)
{
    static const struct traits small = { 0 };
    struct ingestion_test test;
    ingestion_set_up(&test);
    write_export(&test.folder, "long.csv", traits, 11);
    write_export(&test.folder, "short.csv", &small, 12);
    char *plain = outcome_of(&test, 0, study);
    assert_int_equal(test.status, expected);
    for (size_t threads = 1; threads <= THREADS; threads += 2) {
        char *shared = outcome_of(&test, threads, study);
        assert_string_equal(shared, plain);
        free(shared);
    }
    free(plain);
    ingestion_tear_down(&test);
}

static void reads_plain_rows(void **state)
{
    (void)state;
    assert_all_say_the_same(&(struct traits){ 0 }, plain_study, SYMBAR_OK);
    assert_all_say_the_same(&(struct traits){ .has_crlf = true, .is_quoted = true },
                            plain_study, SYMBAR_OK);
}

/* Products of their answers do not fit into bytes. */
static void reads_scales_of_many_steps(void **state)
{
    (void)state;
    assert_all_say_the_same(&(struct traits){ 0 }, fine_study, SYMBAR_OK);
    assert_all_say_the_same(&(struct traits){ .has_traps = true }, slider_study,
                            SYMBAR_OK);
    assert_all_say_the_same(&(struct traits){ .has_weights = true, .is_quoted = true },
                            slider_study, SYMBAR_OK);
}

/* So many different rows that what the labels mean is decided long before the end; then,
   perhaps, comes one that no set has beside the others. */
static void write_labels(const struct test_folder *folder, const char *late_label)
{
    enum { ROWS = 90000, LATE = 85000, ITEMS = 8 };
    struct buffer text = { 0 };
    struct test_random random = { 17 };
    buffer_text(&text, "id,store,a1,a2,a3,a4,a5,a6,a7,a8\n");
    for (size_t row = 0; row < ROWS; row++) {
        buffer_format(&text, "%zu,Store %zu", row, test_random_below(&random, 30));
        for (size_t i = 0; i < ITEMS; i++) {
            bool is_late =
                late_label && row > LATE && test_random_below(&random, 50) == 0;
            buffer_format(&text, ",%s",
                          is_late ? late_label : labels[test_random_below(&random, 5)]);
        }
        buffer_text(&text, "\n");
    }
    assert_false(buffer_failed(&text));
    test_folder_write(folder, "long.csv", text.bytes, text.byte_count);
    buffer_release(&text);
}

static void counts_labels_once_they_are_decided(void **state)
{
    (void)state;
    static const char *const late_labels[] = { NULL, "Very satisfied" };
    struct ingestion_test test;
    ingestion_set_up(&test);
    write_export(&test.folder, "short.csv", &(struct traits){ .ends_half_way = true },
                 12);
    for (size_t i = 0; i < 2; i++) {
        write_labels(&test.folder, late_labels[i]);
        char *plain = outcome_of(&test, 0, guessed_study);
        assert_int_equal(test.status, late_labels[i] ? SYMBAR_BAD_INPUT : SYMBAR_OK);
        for (size_t threads = 1; threads <= THREADS; threads++) {
            char *shared = outcome_of(&test, threads, guessed_study);
            assert_string_equal(shared, plain);
            free(shared);
        }
        free(plain);
    }
    ingestion_tear_down(&test);
}

static void reads_segments_waves_and_several_items(void **state)
{
    (void)state;
    assert_all_say_the_same(&(struct traits){ .has_strays = true }, rich_study,
                            SYMBAR_OK);
    assert_all_say_the_same(&(struct traits){ .has_labels = true, .has_new_units = true },
                            rich_study, SYMBAR_OK);
}

static void reads_dates_of_all_forms(void **state)
{
    (void)state;
    assert_all_say_the_same(&(struct traits){ .has_times = true, .has_strays = true },
                            dated_study, SYMBAR_OK);
    assert_all_say_the_same(&(struct traits){ .has_times = true, .has_new_units = true },
                            dated_study, SYMBAR_OK);
    assert_all_say_the_same(&(struct traits){ .has_times = true, .has_problems = true },
                            dated_study, SYMBAR_BAD_INPUT);
}

/* What says where a row belongs, and whether it counts, is in six columns of a LimeSurvey
   export, which sets aside who has not sent the answers in. */
static const char platform_study[] =
    "{'symbar': 1, 'bad_answers': 'missing',"
    " 'employees': {'files': ['long.csv'], 'unit': 'store', 'segment': ['place', 'role'],"
    "   'wave': {'column': 'submitdate', 'by': 'quarter'},"
    "   'keep': [{'column': 'lastpage', 'min': 2}, {'column': 'seed', 'max': 900}]},"
    " 'customers': {'files': ['long.csv'], 'unit': 'store',"
    "   'population': {'column': 'people'},"
    "   'keep': [{'column': 'role', 'in': ['guest']}]},"
    " 'scales': {'five': {'kind': 'likert', 'min': 1, 'max': 5}},"
    " 'dimensions': ["
    "  {'id': 'a', 'scale': 'five', 'employees': 'q1', 'customers': 'q1'},"
    "  {'id': 'b', 'scale': 'five', 'employees': 'q2', 'customers': 'q2'}]}";

/* Each store has its people, but for some rows. */
static void add_people(struct buffer *text, struct test_random *random, size_t store,
                       bool has_faults)
{
    static const char *const forms[] = { "%zu", " %zu ", "%zu.0" };
    if (has_faults && test_random_below(random, 700) == 0)
        buffer_text(text, test_random_below(random, 2) ? "many" : "5000");
    else if (test_random_below(random, 10))
        buffer_format(text, forms[test_random_below(random, 3)], 2000 + store);
}

static void write_platform_export(const struct test_folder *folder, bool has_faults)
{
    enum { ROWS = 30000 };
    static const char *const places[] = { "shop", "office", "warehouse", "" };
    static const char *const roles[] = { "lead", "staff", "guest", "guest" };
    static const char *const times[] = { "", "T07:30:00Z", " 23:59:59", ", 9:05 PM" };
    struct buffer text = { 0 };
    struct test_random random = { 99 };
    buffer_text(&text, "\"id. Response ID\",\"submitdate. Date submitted\","
                       "\"lastpage. Last page\",\"seed. Seed\",\"store\",\"place\","
                       "\"role\",\"q1\",\"q2\",\"people\"\n");
    for (size_t i = 0; i < ROWS; i++) {
        size_t month = 1 + test_random_below(&random, 12);
        size_t store = test_random_below(&random, 60);
        buffer_format(&text, "\"%zu\",\"", i);
        if (test_random_below(&random, 20))
            buffer_format(&text, "2026-%02zu-%02zu%s", month,
                          1 + test_random_below(&random, 28),
                          times[test_random_below(&random, 4)]);
        else if (test_random_below(&random, 2))
            buffer_text(&text, " ");
        buffer_format(&text, "\",\"%zu\",\"%zu\",\"Store %zu\",\"%s\",\"%s\"",
                      test_random_below(&random, 9), test_random_below(&random, 1000),
                      store, places[test_random_below(&random, 4)],
                      roles[test_random_below(&random, 4)]);
        for (size_t q = 0; q < 2; q++)
            buffer_format(&text, ",\"%zu\"", 1 + test_random_below(&random, 5));
        buffer_text(&text, ",\"");
        add_people(&text, &random, store, has_faults);
        buffer_text(&text, "\"\n");
    }
    assert_false(buffer_failed(&text));
    test_folder_write(folder, "long.csv", text.bytes, text.byte_count);
    buffer_release(&text);
}

static void reads_exports_of_platforms(void **state)
{
    (void)state;
    struct ingestion_test test;
    ingestion_set_up(&test);
    for (size_t i = 0; i < 2; i++) {
        write_platform_export(&test.folder, i);
        char *plain = outcome_of(&test, 0, platform_study);
        assert_int_equal(test.status, i ? SYMBAR_BAD_INPUT : SYMBAR_OK);
        assert_non_null(strstr(plain, i ? "in an earlier row" : "unfinished"));
        for (size_t threads = 1; threads <= THREADS; threads++) {
            char *shared = outcome_of(&test, threads, platform_study);
            assert_string_equal(shared, plain);
            free(shared);
        }
        free(plain);
    }
    ingestion_tear_down(&test);
}

static void reads_weights(void **state)
{
    (void)state;
    assert_all_say_the_same(&(struct traits){ .has_weights = true, .has_traps = true },
                            weighted_study, SYMBAR_OK);
    assert_all_say_the_same(&(struct traits){ .has_weights = true,
                                              .has_labels = true,
                                              .has_new_units = true,
                                              .is_quoted = true },
                            weighted_study, SYMBAR_OK);
    assert_all_say_the_same(&(struct traits){ .has_weights = true, .has_problems = true },
                            weighted_study, SYMBAR_BAD_INPUT);
}

static void falls_into_no_trap(void **state)
{
    (void)state;
    assert_all_say_the_same(&(struct traits){ .has_traps = true }, rich_study, SYMBAR_OK);
    assert_all_say_the_same(&(struct traits){ .has_traps = true, .is_quoted = true },
                            rich_study, SYMBAR_OK);
}

static void assert_sets_say_the_same(const struct traits *traits)
{
    struct ingestion_test test;
    ingestion_set_up(&test);
    write_export(&test.folder, "long.csv", traits, 11);
    write_export(&test.folder, "short.csv", traits, 12);
    char *plain = outcome_of(&test, 0, rich_study);
    for (int set = 0; set < INSTRUCTIONS_COUNT; set++) {
        if (!instructions_are_there((enum instructions)set))
            continue;
        test.work.instructions = (enum instructions)set;
        char *shared = outcome_of(&test, 2, rich_study);
        assert_string_equal(shared, plain);
        free(shared);
    }
    free(plain);
    ingestion_tear_down(&test);
}

static void reads_the_same_with_every_instruction_set(void **state)
{
    (void)state;
    assert_sets_say_the_same(&(struct traits){ .has_traps = true, .has_labels = true });
    assert_sets_say_the_same(&(struct traits){ .has_traps = true, .is_quoted = true });
}

static void tells_the_same_problems(void **state)
{
    (void)state;
    assert_all_say_the_same(
        &(struct traits){ .has_problems = true, .has_new_units = true }, plain_study,
        SYMBAR_BAD_INPUT);
}

static void reads_where_there_is_nowhere_to_cut(void **state)
{
    (void)state;
    assert_all_say_the_same(&(struct traits){ .has_returns = true }, plain_study,
                            SYMBAR_OK);
    assert_all_say_the_same(&(struct traits){ .giant_comment = 120000 }, rich_study,
                            SYMBAR_OK);
}

static void stops_at_the_same_place(void **state)
{
    (void)state;
    static const char *const endings[] = {
        "R,Store 1,2026-01-01,shop,1,1,1,1,1,\"never closed\n",
        "R,Store 1,2026-01-01,shop,1,1,1,1,1,\"closed\" and on\n",
        "R,Store 1,2026-01-01,shop,1,1,1,1,1,\xff\n",
        "R,Store 1,2026-01-01,shop,1,1,1,1,1,caf\xc3",
    };
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        for (int half_way = 0; half_way < 2; half_way++) {
            const struct traits traits = { .ending = endings[i],
                                           .ends_half_way = half_way };
            assert_all_say_the_same(&traits, plain_study, SYMBAR_BAD_INPUT);
        }
}

/* What may stand in a file and be no text, or nearly so. */
static const char *const oddities[] = {
    "\xff",         "\x80",         "\xc3\n",           "\xe2\x82\"",
    "\xe2\x82\r\n", "\xed\xa0\x80", "\xf0\x9f\x98\n",   "\xc0\xaf",
    "caf\xe9\n",    "\xc3\xa9",     "\xf0\x9f\x98\x80", "\n\xbf",
};

enum { ODDITIES = sizeof oddities / sizeof *oddities };

struct odd_way {
    bool has_mark; /* at the beginning */
    bool is_zipped;
    const char *ending; /* after a cell of so many letters; NULL: oddities anywhere */
    size_t shift;
};

/* Puts them behind a file's head, which is looked at when the file is opened, or just
   there. */
static void add_oddities(struct buffer *text, struct test_random *random, size_t head)
{
    enum { NEAR = 12, END = 500 };
    for (size_t count = test_random_below(random, 3); count; count--) {
        const char *oddity = oddities[test_random_below(random, ODDITIES)];
        size_t at = test_random_below(random, 3)
                        ? head + test_random_below(random, text->byte_count - head - END)
                        : head - NEAR + test_random_below(random, 2 * NEAR);
        size_t length = test_random_below(random, 8) ? strlen(oddity) : 1;
        memcpy(text->bytes + at, length > 1 ? oddity : "", length);
    }
}

/* In two members, of which one may have a checksum that is wrong. */
static void zip(const struct buffer *text, struct test_random *random,
                struct buffer *zipped)
{
    enum { CHECKSUM = 8 };
    size_t first = test_random_below(random, text->byte_count);
    size_t wrong = test_random_below(random, 5);
    for (size_t member = 0; member < 2; member++) {
        gzip_append(zipped, text->bytes + (member ? first : 0),
                    member ? text->byte_count - first : first);
        if (wrong == member)
            zipped->bytes[zipped->byte_count - CHECKSUM] ^= 1;
    }
}

/* A little longer than a head, with rows over several lines and problems; ends in the
   middle of anything. */
static void write_odd_export(const struct test_folder *folder, struct test_random *random,
                             const struct traits *traits, const struct odd_way *way)
{
    enum { HEAD = 1024 * 1024 + 128 * 1024, BEHIND = 60000 };
    struct buffer text = { 0 };
    struct buffer zipped = { 0 };
    size_t number = 0;
    buffer_text(&text, way->has_mark ? "\xef\xbb\xbf" : "");
    buffer_text(&text, "id,store,date,place,kept,q1,q2,q3,q4,comment");
    buffer_text(&text, traits->has_returns ? "\r" : "\n");
    while (text.byte_count < HEAD + BEHIND) {
        add_row(&text, random, traits, number++);
        if (test_random_below(random, 50) == 0)
            buffer_text(&text, "R,\xc3\x89toile,2026-01-01,shop,1,1,1,1,1,"
                               "\"\xe2\x82\xac\r\r\n\"\n");
    }
    if (way->ending) {
        buffer_repeat(&text, "a", way->shift);
        buffer_text(&text, way->ending);
    } else {
        text.byte_count -= test_random_below(random, 400);
        add_oddities(&text, random, HEAD);
    }
    zip(&text, random, &zipped);
    const struct buffer *stored = way->is_zipped ? &zipped : &text;
    assert_false(buffer_failed(stored));
    test_folder_write(folder, "long.csv", stored->bytes, stored->byte_count);
    buffer_release(&zipped);
    buffer_release(&text);
}

/* Whatever the parts and the threads: the same place, after the same problems. */
static void finds_what_is_no_text_at_the_same_place(void **state)
{
    (void)state;
    static const size_t parts[] = { 1, 60, 700, 9000, 200000, 0 };
    static const struct traits kinds[] = {
        { .has_problems = true },
        { .has_crlf = true, .is_quoted = true },
        { .has_returns = true },
        { .has_strays = true, .has_labels = true },
    };
    enum { ROUNDS = 24, KINDS = sizeof kinds / sizeof *kinds };
    struct test_random random = { 21 };
    struct ingestion_test test;
    size_t refused = 0;
    size_t damaged = 0;
    ingestion_set_up(&test);
    write_export(&test.folder, "short.csv", &(struct traits){ .ends_half_way = true },
                 12);
    for (size_t round = 0; round < ROUNDS; round++) {
        write_odd_export(
            &test.folder, &random, &kinds[round % KINDS],
            &(struct odd_way){ .has_mark = round % 3 == 0, .is_zipped = round % 4 == 1 });
        test.work = (struct work){ .instructions = INSTRUCTIONS_ROWS };
        char *plain = outcome_of(&test, 0, plain_study);
        refused += strstr(plain, "\ninvalid-text ") || strstr(plain, "\nnul-byte ");
        damaged += strstr(plain, "\ndamaged-gzip ") != NULL;
        for (int way = 0; way < 2; way++) {
            size_t part = test_random_below(&random, sizeof parts / sizeof *parts);
            test.work = (struct work){ .part_bytes = parts[part] };
            char *shared =
                outcome_of(&test, 1 + test_random_below(&random, 4), plain_study);
            assert_string_equal(shared, plain);
            free(shared);
        }
        free(plain);
    }
    assert_in_range(refused, ROUNDS / 4, ROUNDS);
    assert_in_range(damaged, 1, ROUNDS / 4);
    ingestion_tear_down(&test);
}

/* The beginning of a character, and then of another: where the row's pieces are cut
   between them, neither of them is cut short. */
static void finds_bad_characters_between_pieces(void **state)
{
    (void)state;
    enum { PIECE = 5 }; /* more than four parts without a line end */
    struct ingestion_test test;
    ingestion_set_up(&test);
    write_export(&test.folder, "short.csv", &(struct traits){ .ends_half_way = true },
                 12);
    for (size_t shift = 0; shift < PIECE; shift++) {
        struct test_random random = { 31 };
        write_odd_export(
            &test.folder, &random, &(struct traits){ 0 },
            &(struct odd_way){ .shift = shift, .ending = "\xc6\xc5\xc5,1\n" });
        test.work = (struct work){ .instructions = INSTRUCTIONS_ROWS };
        char *plain = outcome_of(&test, 0, plain_study);
        assert_non_null(strstr(plain, "the byte 0xc6 is not valid"));
        test.work = (struct work){ .part_bytes = 1 };
        char *shared = outcome_of(&test, 1 + shift % 2, plain_study);
        assert_string_equal(shared, plain);
        free(shared);
        free(plain);
    }
    ingestion_tear_down(&test);
}

/* The bytes of a head are hashed as they are read, and so is the beginning of a character
   that goes on behind it; what comes then, part after part. */
static void hashes_characters_across_the_head(void **state)
{
    (void)state;
    enum { BYTES = 1500000, CHARACTERS = 100 };
    static const size_t parts[] = { 1000, 200000, 0 };
    struct ingestion_test test;
    ingestion_set_up(&test);
    write_export(&test.folder, "short.csv", &(struct traits){ .ends_half_way = true },
                 12);
    for (size_t shift = 0; shift < 3; shift++) {
        struct buffer text = { 0 };
        buffer_text(&text, "id,store,date,place,kept,q1,q2,q3,q4,comment\n");
        buffer_format(&text, "1,B,2026-01-01,shop,1,1,1,1,1,%.*s\n", (int)shift, "aa");
        while (text.byte_count < BYTES) {
            buffer_text(&text, "2,A,2026-01-01,shop,1,1,1,1,1,");
            buffer_repeat(&text, "\xe2\x82\xac", CHARACTERS);
            buffer_text(&text, "\n");
        }
        test_folder_write(&test.folder, "long.csv", text.bytes, text.byte_count);
        buffer_release(&text);
        test.work = (struct work){ 0 };
        char *plain = outcome_of(&test, 0, plain_study);
        assert_int_equal(test.status, SYMBAR_OK);
        for (size_t threads = 1; threads <= 3; threads++) {
            test.work = (struct work){ .part_bytes = parts[threads - 1] };
            char *shared = outcome_of(&test, threads, plain_study);
            assert_string_equal(shared, plain);
            free(shared);
        }
        free(plain);
    }
    ingestion_tear_down(&test);
}

/* More of them than an index has room for, with empty lines and others between them. */
static void reads_rows_of_a_byte_or_two(void **state)
{
    (void)state;
    static const char study[] =
        "{'symbar': 1, 'bad_answers': 'missing',"
        " 'employees': {'files': ['long.csv']}, 'customers': {'files': ['short.csv']},"
        " 'scales': {'five': {'kind': 'likert', 'min': 1, 'max': 5}},"
        " 'dimensions': [{'id': 'a', 'scale': 'five', 'employees': 'q',"
        "   'customers': 'q1'}]}";
    struct test_random random = { 77 };
    struct buffer text = { 0 };
    struct ingestion_test test;
    ingestion_set_up(&test);
    write_export(&test.folder, "short.csv", &(struct traits){ .ends_half_way = true },
                 12);
    buffer_text(&text, "q\n");
    while (text.byte_count < LONG) {
        size_t kind = test_random_below(&random, 20000);
        if (kind == 0)
            buffer_repeat(&text, "\n", 40000);
        else if (kind < 3)
            buffer_text(&text, kind == 1 ? "\"4\"\r\n" : "6\n");
        else
            buffer_format(&text, "%zu\n", kind % 5 + 1);
    }
    test_folder_write(&test.folder, "long.csv", text.bytes, text.byte_count);
    buffer_release(&text);
    char *plain = outcome_of(&test, 0, study);
    assert_int_equal(test.status, SYMBAR_OK);
    for (int set = 0; set < INSTRUCTIONS_COUNT; set++) {
        if (!instructions_are_there((enum instructions)set))
            continue;
        test.work.instructions = (enum instructions)set;
        char *shared = outcome_of(&test, 1 + (size_t)set % THREADS, study);
        assert_string_equal(shared, plain);
        free(shared);
    }
    free(plain);
    ingestion_tear_down(&test);
}

/* Threads that wait for the guests' file go on with the other side's last one. */
static void reads_both_sides_at_once(void **state)
{
    (void)state;
    static const struct traits kinds[] = {
        { .has_new_units = true, .has_times = true },
        { .has_labels = true, .has_strays = true },
        { .has_problems = true, .has_new_units = true, .has_times = true },
        { .ending = "R,Store 1,2026-01-01,shop,1,1,1,1,1,\xff\n" },
    };
    static const enum symbar_status expected[] = { SYMBAR_OK, SYMBAR_OK, SYMBAR_BAD_INPUT,
                                                   SYMBAR_BAD_INPUT };
    enum { KINDS = sizeof kinds / sizeof *kinds, FEW_BYTES = 5000 };
    struct ingestion_test test;
    ingestion_set_up(&test);
    write_export(&test.folder, "short.csv", &(struct traits){ .ends_half_way = true },
                 12);
    for (size_t kind = 0; kind < KINDS; kind++) {
        write_export(&test.folder, "long.csv", &kinds[kind], 11);
        write_zipped_export(&test.folder, "guests.csv", &kinds[(kind + 1) % KINDS], 13);
        test.work = (struct work){ 0 };
        char *plain = outcome_of(&test, 0, apart_study);
        assert_int_equal(test.status, expected[kind] == SYMBAR_OK
                                          ? expected[(kind + 1) % KINDS]
                                          : expected[kind]);
        for (size_t threads = 2; threads <= THREADS; threads++) {
            test.work = (struct work){ .part_bytes = threads == 2 ? FEW_BYTES : 0 };
            char *shared = outcome_of(&test, threads, apart_study);
            assert_string_equal(shared, plain);
            free(shared);
        }
        free(plain);
    }
    ingestion_tear_down(&test);
}

/* Every so many-th request for memory fails, in whatever thread. */
static void assert_copes_with_too_little_memory(const char *study)
{
    struct ingestion_test test;
    ingestion_set_up(&test);
    write_export(&test.folder, "long.csv", &(struct traits){ 0 }, 11);
    write_export(&test.folder, "short.csv", &(struct traits){ .has_labels = true }, 12);
    write_zipped_export(&test.folder, "guests.csv", &(struct traits){ 0 }, 13);
    test.work.thread_count = 3;
    ingestion_run(&test, study);
    enum symbar_status status = SYMBAR_NO_MEMORY;
    for (long successes = 150; status != SYMBAR_OK; successes += successes / 12) {
        struct tally *tally = NULL;
        struct provenance provenance = { 0 };
        struct symbar_diagnostics *diagnostics = symbar_diagnostics_create();
        memory_fail_after(successes);
        status = ingest(test.study, &tally, &provenance, diagnostics);
        memory_fail_after(-1);
        assert_true(status == SYMBAR_OK || status == SYMBAR_NO_MEMORY);
        assert_true((status == SYMBAR_OK) == (tally != NULL));
        tally_free(tally);
        provenance_release(&provenance);
        symbar_diagnostics_free(diagnostics);
    }
    ingestion_tear_down(&test);
}

static void copes_with_too_little_memory(void **state)
{
    (void)state;
    assert_copes_with_too_little_memory(rich_study);
    assert_copes_with_too_little_memory(apart_study);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cuts_between_rows),
        cmocka_unit_test(cuts_alike_with_all_instructions),
        cmocka_unit_test(a_quote_in_a_word_opens_nothing),
        cmocka_unit_test(cuts_after_the_last_row),
        cmocka_unit_test(reads_plain_rows),
        cmocka_unit_test(reads_segments_waves_and_several_items),
        cmocka_unit_test(reads_dates_of_all_forms),
        cmocka_unit_test(reads_exports_of_platforms),
        cmocka_unit_test(reads_weights),
        cmocka_unit_test(reads_scales_of_many_steps),
        cmocka_unit_test(counts_labels_once_they_are_decided),
        cmocka_unit_test(falls_into_no_trap),
        cmocka_unit_test(reads_the_same_with_every_instruction_set),
        cmocka_unit_test(tells_the_same_problems),
        cmocka_unit_test(reads_where_there_is_nowhere_to_cut),
        cmocka_unit_test(stops_at_the_same_place),
        cmocka_unit_test(finds_what_is_no_text_at_the_same_place),
        cmocka_unit_test(finds_bad_characters_between_pieces),
        cmocka_unit_test(hashes_characters_across_the_head),
        cmocka_unit_test(reads_rows_of_a_byte_or_two),
        cmocka_unit_test(reads_both_sides_at_once),
        cmocka_unit_test(copes_with_too_little_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
