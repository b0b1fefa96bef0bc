#include "ingest/dialect.h"
#include "support/test.h"

#include <string.h>

static struct dialect find_as(const struct dialect_wish *wish, const char *text)
{
    struct dialect dialect;
    assert_true(dialect_find(wish, text, strlen(text), true, &dialect));
    assert_non_null(dialect.delimiter_because);
    assert_non_null(dialect.quote_because);
    assert_non_null(dialect.decimal_because);
    return dialect;
}

static struct dialect find(const char *text)
{
    return find_as(&(struct dialect_wish){ 0 }, text);
}

static void the_delimiter_gives_equal_rows(void **state)
{
    (void)state;
    assert_int_equal(find("a,b\n1,2\n").delimiter, ',');
    assert_int_equal(find("a;b\n1;2\n").delimiter, ';');
    assert_int_equal(find("a\tb\n1\t2\n").delimiter, '\t');
    assert_int_equal(find("a|b\n1|2\n").delimiter, '|');
    /* commas in texts and decimals come and go; semicolons do not */
    assert_int_equal(find("unit;q1;q2\nLyon, centre;1,5;2\nNice;3,5;4\n").delimiter, ';');
    assert_int_equal(find("unit;remark, if any\nLyon;a, b and c\nNice;\n").delimiter,
                     ';');
    /* under both delimiters the rows agree: the one with more cells */
    assert_int_equal(find("a;b,c;d\n1;2,3;4\n").delimiter, ';');
}

static void records_count_not_lines(void **state)
{
    (void)state;
    assert_int_equal(find("a;\"b\nb, b\nb, b, b\";c\n1;\"2,\n,\";3\n").delimiter, ';');
    assert_int_equal(find("\"a;b\",c\n\"d;e;f\",g\n").delimiter, ',');
}

static void a_ragged_row_does_not_change_the_delimiter(void **state)
{
    (void)state;
    assert_int_equal(find("a,b,c\n1,2,3\n4,5\n6,7,8\n9;9;9;9,0,0\n").delimiter, ',');
}

static void one_column_needs_no_delimiter(void **state)
{
    (void)state;
    assert_int_equal(find("y\n1.5\n2.5\n").delimiter, ',');
    assert_int_equal(find("y\n1,5\n2,5\n2,5\n2,5\n").delimiter, ';');
    assert_int_equal(find("y\n1,5\n2,5\n2,5\n2,5\n").decimal, ',');
    assert_int_equal(find("a title\n1,5\nx,5\n").delimiter, ',');
    assert_int_equal(find("").delimiter, ',');
    assert_int_equal(find("remark\nfine\ngood; nice\nso so\n").delimiter, ',');
}

static void the_first_line_may_say_it(void **state)
{
    (void)state;
    struct dialect dialect = find("sep=;\r\na,b;c\r\n1;2\r\n");
    assert_int_equal(dialect.delimiter, ';');
    assert_int_equal(dialect.directive_bytes, 7);
    assert_int_equal(dialect.line_end, LINE_END_CRLF);
    assert_int_equal(find("sep=|\na\n").delimiter, '|');
    assert_int_equal(find("sep=\t\na,b\n").delimiter, '\t');
    assert_int_equal(find("sep=price,b\n1,2\n").directive_bytes, 0);
    assert_int_equal(find("sep=\n1\n").directive_bytes, 0);
}

static void the_study_decides(void **state)
{
    (void)state;
    const struct dialect_wish wish = {
        .delimiter = ';', .decimal = ',', .has_quote = true, .quote = NO_QUOTE
    };
    struct dialect dialect = find_as(&wish, "sep=,\na,b\n\"1.5,\"2\n");
    assert_int_equal(dialect.delimiter, ';');
    assert_int_equal(dialect.decimal, ',');
    assert_int_equal(dialect.quote, NO_QUOTE);
    assert_int_equal(dialect.directive_bytes, 6);
    assert_string_equal(dialect.delimiter_because, "the study says so");
}

static void a_comma_is_decimal_when_no_number_has_a_point(void **state)
{
    (void)state;
    assert_int_equal(find("a;b\n1,5;2\n-2,25;3\n").decimal, ',');
    assert_int_equal(find("a,b\n\"1,5\",2\n").decimal, ',');
    assert_int_equal(find("a;b\n1,5;2.5\n").decimal, '.');
    assert_int_equal(find("a,b\n\"6,513\",2\n\"12,040\",3\n").decimal, '.');
    assert_int_equal(find("a,b\n\"6,513\",2\n\"1,25\",3\n").decimal, ',');
    assert_int_equal(find("a;b\n6,513;2\n1,250;3\n").decimal, ',');
    assert_int_equal(find("a,b\n\"-1,5\",2\n").decimal, ',');
    assert_int_equal(find("a,b\n\"1,5\",2\n3,\"at 9.45, late\"\n").decimal, ',');
    assert_int_equal(find("a,b\n\"1,5\",2.5\n").decimal, '.');
    assert_int_equal(find("a;b\n1.5;2\n").decimal, '.');
    assert_int_equal(find("a;b\n12,5 %;2\n7,25%;3\n").decimal, ',');
    assert_int_equal(find("a;b\n1.234,5;2\n12 345,75;3\n").decimal, ',');
    assert_int_equal(find("a;b\n1,234.5;2\n").decimal, '.');
    assert_int_equal(find("a;b\n1,234,567;2\n").decimal, '.');
    assert_int_equal(find("a;b\n1;2\n").decimal, '.');
    /* not numbers as a whole */
    assert_int_equal(find("a;b\n1,5 km;about 2,5\n1,2,3;,5\n5,;-,5\n").decimal, '.');
}

static void line_ends_are_told(void **state)
{
    (void)state;
    assert_int_equal(find("a,b\n1,2\n").line_end, LINE_END_LF);
    assert_int_equal(find("a,\"b\n\"\r\n1,2\r\n").line_end, LINE_END_CRLF);
    assert_int_equal(find("a,b\r1,2\r").line_end, LINE_END_CR);
    assert_int_equal(find("a,b\r\r\n1,2\r\r\n").line_end, LINE_END_CRCRLF);
    assert_string_equal(line_end_name(LINE_END_CRCRLF), "crcrlf");
    assert_string_equal(line_end_name(LINE_END_NONE), "lf");
}

static void quotes_may_mean_nothing_between_tabs(void **state)
{
    (void)state;
    assert_int_equal(find("a\tb\n\"so\" he said\t2\n3\t\"4\n").quote, NO_QUOTE);
    assert_int_equal(find("a\tb\n\"\n1\t2\n").quote, '"');
    assert_int_equal(find("a\tb\n\"one\ttwo\"\t2\n").quote, '"');
    assert_int_equal(find("a\tb\n\"one\"\t2\n").quote, '"');
    assert_int_equal(find("a\tb\n1\t2\n").quote, '"');
    /* between commas, quotes always mean something */
    assert_int_equal(find("a,b\n\"so\" he said,2\n").quote, '"');

    assert_true(find("a\tb\n\"one\"\t2\n").has_quoted_cells);
    assert_false(find("a\tb\n5\" nail\t2\n").has_quoted_cells);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_delimiter_gives_equal_rows),
        cmocka_unit_test(records_count_not_lines),
        cmocka_unit_test(a_ragged_row_does_not_change_the_delimiter),
        cmocka_unit_test(one_column_needs_no_delimiter),
        cmocka_unit_test(the_first_line_may_say_it),
        cmocka_unit_test(the_study_decides),
        cmocka_unit_test(a_comma_is_decimal_when_no_number_has_a_point),
        cmocka_unit_test(line_ends_are_told),
        cmocka_unit_test(quotes_may_mean_nothing_between_tabs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
