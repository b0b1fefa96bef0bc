#include "base/memory.h"
#include "report/document.h"
#include "report/draw.h"
#include "report/text_parts.h"
#include "support/results.h"
#include "support/test.h"

#include <string.h>

static struct buffer drawn;

static int clear(void **state)
{
    (void)state;
    buffer_release(&drawn);
    return 0;
}

static const char *shown(struct cell cell, bool is_ascii, bool is_short)
{
    struct pen pen = { .width = 80, .ascii = is_ascii };
    buffer_clear(&drawn);
    buffer_text(&drawn, "");
    pen_cell(&drawn, &pen, &cell, is_short);
    return drawn.bytes;
}

static struct cell number(enum shown_as shown_as, double value)
{
    struct estimate estimate = { .value = available(value) };
    return cell_of(shown_as, &estimate, CELL_OK);
}

static struct cell interval(enum shown_as shown_as, double low, double high)
{
    struct estimate estimate = { available((low + high) / 2), available(low),
                                 available(high) };
    return cell_of(shown_as, &estimate, CELL_OK);
}

static void rounds_for_reading(void **state)
{
    (void)state;
    assert_string_equal(shown(number(SHOWN_SCORE, 72.65), true, false), "72.7");
    assert_string_equal(shown(number(SHOWN_SCORE, 72.6499), true, false), "72.6");
    assert_string_equal(shown(number(SHOWN_SCORE, 0.25), true, false), "0.3");
    assert_string_equal(shown(number(SHOWN_SCORE, -23.25), true, false), "-23.3");
    assert_string_equal(shown(number(SHOWN_SCORE, -23.25), false, false), "\xe2\x88\x92"
                                                                          "23.3");
    assert_string_equal(shown(number(SHOWN_SHARE, 71.5), true, false), "72 %");
    assert_string_equal(shown(number(SHOWN_COUNT, 112588), true, false), "112588");
}

static void gives_gaps_a_sign(void **state)
{
    (void)state;
    assert_string_equal(shown(number(SHOWN_GAP, 9.86), true, false), "+9.9");
    assert_string_equal(shown(number(SHOWN_GAP, -0.04), true, false), "0.0");
    assert_string_equal(shown(number(SHOWN_GAP, 0.04), true, false), "0.0");
    assert_string_equal(shown(number(SHOWN_GAP, -0.05), true, false), "-0.1");
    assert_string_equal(shown(number(SHOWN_SHARE_GAP, 33.4), true, false), "+33");
}

static void shows_how_sure_it_is(void **state)
{
    (void)state;
    struct cell gap = interval(SHOWN_INTERVAL, -2.04, 17.75);
    assert_string_equal(shown(gap, false, false), "\xe2\x88\x92"
                                                  "2.0 to +17.8");
    assert_string_equal(shown(gap, false, true), "\xe2\x88\x92"
                                                 "2.0\xe2\x80\xa6+17.8");
    assert_string_equal(shown(gap, true, true), "-2.0..+17.8");
    gap.shown_as = SHOWN_GAP_AND_MARGIN;
    assert_string_equal(shown(gap, false, false), "+7.9 \xc2\xb1  9.9");
    assert_string_equal(shown(gap, true, false), "+7.9 +/-  9.9");
    assert_string_equal(shown(gap, false, true), "+7.9 \xc2\xb1"
                                                 "9.9");
    gap.estimate.low.available = false;
    assert_string_equal(shown(gap, true, false), "+7.9         ");
    assert_string_equal(shown(interval(SHOWN_SHARE_INTERVAL, -3, 25.5), true, false),
                        "-3 to +26");
}

static void says_why_there_is_nothing(void **state)
{
    (void)state;
    struct estimate nothing = { .value = { .available = false } };
    struct cell cell = cell_of(SHOWN_SCORE, &nothing, CELL_SUPPRESSED);
    assert_string_equal(shown(cell, false, false), "suppressed");
    assert_string_equal(shown(cell, false, true), "suppr.");
    cell.status = CELL_NOT_ASKED;
    assert_string_equal(shown(cell, false, false), "\xe2\x80\x93");
    assert_string_equal(shown(cell, true, false), "-");
    struct gap_result gap = { .status = CELL_TOO_FEW };
    assert_string_equal(shown(cell_verdict(&gap), true, false), "too few answers");
    gap.status = CELL_EMPTY;
    assert_string_equal(shown(cell_verdict(&gap), true, false), "no answers");
}

static void puts_verdicts_in_words(void **state)
{
    (void)state;
    struct gap_result gap = { .verdict = VERDICT_INCONCLUSIVE,
                              .minimum_detectable = available(11.2) };
    assert_string_equal(shown(cell_verdict(&gap), true, false),
                        "inconclusive (sees >= 11.2)");
    assert_string_equal(shown(cell_verdict(&gap), false, false),
                        "inconclusive (sees \xe2\x89\xa5 11.2)");
    assert_string_equal(shown(cell_verdict(&gap), false, true), "inconclusive");
    gap.verdict = VERDICT_CUSTOMERS_HIGHER;
    assert_string_equal(shown(cell_verdict(&gap), false, false), "customers higher");
    assert_string_equal(shown(cell_verdict(&gap), false, true), "cust. higher");
}

static void escapes_texts(void **state)
{
    (void)state;
    /* a no-break space stays until the lines of the table are broken */
    assert_string_equal(shown(cell_text("a\x1b[31m\xc2\xa0z\xff"), true, false),
                        "a\\x1b[31m\xc2\xa0z\\xff");
}

static const char *dumbbell(double employees, double customers, size_t width)
{
    struct pen pen = { .width = 80, .ascii = true };
    struct side_result sides[SIDE_COUNT] = { { .status = CELL_OK } };
    const struct result_row row = { .scope = SCOPE_OVERALL,
                                    .sides = { &sides[SIDE_EMPLOYEES],
                                               &sides[SIDE_CUSTOMERS] } };
    if (employees >= 0)
        sides[SIDE_EMPLOYEES].index.value = available(employees);
    if (customers >= 0)
        sides[SIDE_CUSTOMERS].index.value = available(customers);
    struct cell cell = cell_dumbbell(&row);
    buffer_clear(&drawn);
    pen_dumbbell(&drawn, &pen, &cell, width);
    return drawn.bytes;
}

static void draws_dumbbells(void **state)
{
    (void)state;
    assert_string_equal(dumbbell(75, 25, 21), ":....C---------E....:");
    assert_string_equal(dumbbell(0, 100, 21), "E-------------------C");
    assert_string_equal(dumbbell(52, 50, 21), ":....:....=....:....:");
    assert_string_equal(dumbbell(-1, 50, 21), ":....:....C....:....:");
    assert_string_equal(dumbbell(62, -1, 21), ":....:....:.E..:....:");
}

static void keeps_rows_in_order(void **state)
{
    (void)state;
    static const struct column columns[] = { { .heading = "Name" }, { .heading = "N" } };
    struct document document = { .failed = false };
    struct table *table = document_table(&document, columns, 2);
    document_row(&document, table)[0] = cell_text("one");
    document_row(&document, table)[0] = cell_text("two");
    document_format(&document, BLOCK_PARAGRAPH, "%d of %s", 2, "us");
    document_item(&document, "term", "text");
    assert_string_equal(document.first->table.first->cells[0].text, "one");
    assert_string_equal(document.first->table.first->next->cells[0].text, "two");
    assert_string_equal(document.first->next->text, "2 of us");
    assert_string_equal(document.last->term, "term");
    assert_false(document.failed);
    document_release(&document);
}

static void remembers_a_lack_of_memory(void **state)
{
    (void)state;
    static const struct column columns[] = { { .heading = "Name" } };
    struct document document = { .failed = false };
    memory_fail_after(0);
    document_add(&document, BLOCK_TITLE, "title");
    memory_fail_after(-1);
    assert_true(document.failed);
    assert_null(document_table(&document, columns, 1));
    assert_null(document_row(&document, NULL));
    document_format(&document, BLOCK_PARAGRAPH, "%d", 1);
    document_item(&document, NULL, "x");
    document_explains(&document, "x", NULL);
    assert_null(document.first);
    document_release(&document);
}

static bool append(void *context, const char *bytes, size_t byte_count)
{
    buffer_append(context, bytes, byte_count);
    return true;
}

/* A table of a name, a lens and a place, of which the last two go where there is no room;
   a legend for each, and one for a column that no table has. */
static const char *with_legends(size_t width, bool is_plain, bool has_table)
{
    static const struct column columns[] = {
        { .heading = "Name" },
        { .heading = "Lens", .is_numeric = true, .rank = COLUMN_DROPS },
        { .heading = "Place", .is_numeric = true, .rank = COLUMN_DROPS },
    };
    struct document document = { .failed = false };
    struct symbar_diagnostics *diagnostics = symbar_diagnostics_create();
    const struct report_style style = { .width = width, .plain = is_plain };
    if (has_table) {
        struct cell *cells =
            document_row(&document, document_table(&document, columns, 3));
        cells[0] = cell_text("A_name_of_twenty_five_xxx");
        cells[1] = number(SHOWN_COUNT, 1234567890);
        cells[2] = number(SHOWN_COUNT, 1234567890);
    }
    document_item(&document, "Lens", "mirror.");
    document_explains(&document, "Lens", NULL);
    document_add(&document, BLOCK_PARAGRAPH, "Name and place.");
    document_explains(&document, "Place", "Name.");
    document_item(&document, "Other", "that.");
    document_explains(&document, "Other", NULL);
    buffer_clear(&drawn);
    assert_int_equal(
        draw_text(&document, &style, (struct sink){ append, &drawn }, diagnostics),
        SYMBAR_OK);
    buffer_text(&drawn, "");
    document_release(&document);
    symbar_diagnostics_free(diagnostics);
    return drawn.bytes;
}

static void explains_columns_that_are_there(void **state)
{
    (void)state;
    const char *wide = with_legends(60, false, true);
    assert_non_null(strstr(wide, "Place"));
    assert_non_null(strstr(wide, "\nLens: mirror.\n\nName and place.\n\nOther: that.\n"));
    const char *narrow = with_legends(40, false, true);
    assert_null(strstr(narrow, "1234567890"));
    assert_null(strstr(narrow, "Lens"));
    assert_non_null(strstr(narrow, "\nName.\n\nOther: that.\n"));
    assert_null(strstr(narrow, "Name and place."));
    /* labelled lines have room for everything */
    assert_non_null(strstr(with_legends(40, true, true), "Lens: mirror."));
    assert_non_null(strstr(with_legends(40, false, false), "Lens: mirror."));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(rounds_for_reading, clear),
        cmocka_unit_test_teardown(gives_gaps_a_sign, clear),
        cmocka_unit_test_teardown(shows_how_sure_it_is, clear),
        cmocka_unit_test_teardown(says_why_there_is_nothing, clear),
        cmocka_unit_test_teardown(puts_verdicts_in_words, clear),
        cmocka_unit_test_teardown(escapes_texts, clear),
        cmocka_unit_test_teardown(draws_dumbbells, clear),
        cmocka_unit_test(keeps_rows_in_order),
        cmocka_unit_test_teardown(explains_columns_that_are_there, clear),
        cmocka_unit_test(remembers_a_lack_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
